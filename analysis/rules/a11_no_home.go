package rules

import "seika/analysis"

// A11 asks where something is kept, in models that say so of others.
var A11 = analysis.Rule{
	ID: "A11", Slug: "no-home", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"location"}, Answer: analysis.Text, Writes: "location", Accept: acceptText("location"),
	Fixes: []analysis.Repair{setLocation},
	Run:   noHome,
}

func noHome(p *analysis.Pass) {
	if !p.Carried(analysis.HasLocation) {
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if len(p.In(v)) > 0 && !p.Is(v, analysis.KnowHow|analysis.HasLocation|analysis.HasMedium) {
			p.Report(analysis.Finding{At: p.At(v)})
		}
	}
}
