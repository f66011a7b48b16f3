package rules

import "seika/analysis"

// N06 asks when something is finished, in models that say so of others.
var N06 = analysis.Rule{
	ID: "N06", Slug: "no-end-mark", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"criteria"}, Answer: analysis.Text, Writes: "criteria", Accept: acceptText("criteria"),
	Fixes: []analysis.Repair{setCriteria},
	Run:   noEndMark,
}

func noEndMark(p *analysis.Pass) {
	if !p.Carried(analysis.HasCriteria) {
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if len(p.In(v)) > 0 && !p.Is(v, analysis.HasCriteria) {
			p.Report(analysis.Finding{At: p.At(v)})
		}
	}
}
