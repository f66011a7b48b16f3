package rules

import "seika/analysis"

// K03 finds know-how that is used and that nothing builds up.
var K03 = analysis.Rule{
	ID: "K03", Slug: "never-refilled", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptInputs,
	Fixes: []analysis.Repair{addInput},
	Run:   neverRefilled,
}

func neverRefilled(p *analysis.Pass) {
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if out := p.Out(k); p.Is(k, analysis.KnowHow) && len(p.In(k)) == 0 && len(out) > 0 {
			p.Report(analysis.Finding{At: p.At(k), Evidence: p.Nums(num("outputs", len(out)))})
		}
	}
}
