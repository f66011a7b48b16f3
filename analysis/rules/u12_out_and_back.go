package rules

import (
	"slices"

	"seika/analysis"
)

// U12 finds work that is given out of the house and comes back.
var U12 = analysis.Rule{
	ID: "U12", Slug: "out-and-back", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{markInternal},
	Run:   outAndBack,
}

func outAndBack(p *analysis.Pass) {
	inside := func(v int32) bool { return !p.Is(v, analysis.External) }
	for x := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Is(x, analysis.External) && slices.ContainsFunc(p.In(x), inside) && slices.ContainsFunc(p.Out(x), inside) {
			p.Report(analysis.Finding{At: p.At(x)})
		}
	}
}
