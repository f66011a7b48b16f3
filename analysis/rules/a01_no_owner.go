package rules

import "seika/analysis"

// A01 asks who answers for something, in models that say so of others.
var A01 = analysis.Rule{
	ID: "A01", Slug: "no-owner", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"owner"}, Answer: analysis.Name, Writes: "owner", Accept: acceptOwner,
	Fixes: []analysis.Repair{setOwner},
	Run:   noOwner,
}

func noOwner(p *analysis.Pass) {
	if !p.Carried(analysis.HasOwner) {
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if len(p.In(v)) > 0 && !p.Is(v, analysis.External|analysis.HasOwner) {
			p.Report(analysis.Finding{At: p.At(v)})
		}
	}
}
