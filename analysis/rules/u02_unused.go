package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// U02 finds what is made and used by nobody.
var U02 = analysis.Rule{
	ID: "U02", Slug: "unused", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Hides: []string{"U06"}, Answer: analysis.Name, Writes: "usedBy", Accept: acceptUser,
	Fixes: []analysis.Repair{setUsedBy, addConsumer, markGoal, remove},
	Run:   unused,
}

func unused(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Is(v, analysis.KnowHow|analysis.HasUsers) || p.IsGoal(v) {
			continue
		}
		in := p.In(v)
		if len(in) == 0 || len(p.Out(v)) > 0 || len(p.Sync(v)) > 0 {
			continue
		}
		sure := slices.ContainsFunc(in, func(u int32) bool { return p.Sure(model.IO, u, v) })
		p.ReportIf(sure, analysis.Finding{At: p.At(v), Evidence: p.Nums(num("region", region(p, v)))})
	}
}

// region counts what leads to no goal and hangs together with a deliverable.
func region(p *analysis.Pass, v int32) int {
	return max(1, len(p.StrayWith(v)))
}
