package rules

import "seika/analysis"

// K06 finds know-how that something builds up and nothing uses.
var K06 = analysis.Rule{
	ID: "K06", Slug: "unused-know-how", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Hides: []string{"U06"}, Answer: analysis.Nouns, Accept: acceptConsumers,
	Fixes: []analysis.Repair{addConsumer, remove},
	Run:   unusedKnowHow,
}

func unusedKnowHow(p *analysis.Pass) {
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Is(k, analysis.KnowHow) && !p.IsGoal(k) && len(p.In(k)) > 0 && len(p.Out(k)) == 0 && len(p.Sync(k)) == 0 {
			p.Report(analysis.Finding{At: p.At(k), Evidence: p.Nums(num("inputs", len(p.In(k))))})
		}
	}
}
