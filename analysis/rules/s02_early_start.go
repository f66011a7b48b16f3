package rules

import (
	"seika/analysis"
	"seika/model"
)

// S02 finds what is begun from a part of an adjustment before the whole is settled. What is made from all of it is the
// outcome and no early start.
var S02 = analysis.Rule{
	ID: "S02", Slug: "early-start", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Hides: []string{"S01"}, Answer: analysis.Number,
	Fixes: []analysis.Repair{assume, joinAll},
	Run:   earlyStart,
}

func earlyStart(p *analysis.Pass) {
	fed := make([]int32, p.N) // inputs from the cluster under way
	for i, c := range p.Clusters() {
		for _, v := range c.Members {
			for _, w := range p.Out(v) {
				fed[w]++
			}
		}
		for _, v := range c.Members {
			if p.Cancelled() {
				return
			}
			var early []int32
			sure := false
			for _, w := range p.Out(v) {
				if p.ClusterOf(w) != int32(i) && int(fed[w]) < len(c.Members) && !p.Is(w, analysis.Assumption) {
					early = append(early, w)
					sure = sure || p.Sure(model.IO, v, w)
				}
			}
			if len(early) > 0 {
				p.ReportIf(sure, analysis.Finding{
					At: p.First(v, append([]int32{v}, early...)), Related: p.Others(analysis.RoleMember, v, c.Members),
					Evidence: p.Nums(num("waits", len(early)), num("members", len(c.Members))),
				})
			}
		}
		for _, v := range c.Members {
			for _, w := range p.Out(v) {
				fed[w] = 0
			}
		}
	}
}
