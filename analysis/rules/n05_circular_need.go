package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// N05 finds deliverables that need each other by inputs alone.
var N05 = analysis.Rule{
	ID: "N05", Slug: "circular-need", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Answer: analysis.Pick,
	Fixes: []analysis.Repair{toSync, nextRound},
	Run:   circularNeed,
}

func circularNeed(p *analysis.Pass) {
	of := make([]int32, p.N)
	for i, cycle := range p.Cycles() {
		for _, v := range cycle {
			of[v] = int32(i) + 1
		}
	}
	for i, cycle := range p.Cycles() {
		inside := func(list []int32) (n int) {
			for _, w := range list {
				if of[w] == int32(i)+1 {
					n++
				}
			}
			return n
		}
		marked, most, arcs, sure := cycle[0], 0, 0, false
		for _, v := range cycle {
			if p.Cancelled() {
				return
			}
			out := inside(p.Out(v))
			arcs += out
			if n := out + inside(p.In(v)); n > most {
				marked, most = v, n
			}
			sure = sure || slices.ContainsFunc(p.Out(v), func(w int32) bool {
				return of[w] == int32(i)+1 && p.Sure(model.IO, v, w)
			})
		}
		p.ReportIf(sure, analysis.Finding{
			Anchors: p.At(cycle[0]), At: p.First(marked, cycle),
			Evidence: p.Nums(num("members", len(cycle)), num("arcs", arcs)),
		})
	}
}
