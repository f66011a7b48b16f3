package rules

import (
	"seika/analysis"
	"seika/model"
)

// K04 finds know-how that comes from know-how, with nothing written in between.
var K04 = analysis.Rule{
	ID: "K04", Slug: "head-to-head", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptBetween,
	Fixes: []analysis.Repair{writeDown},
	Run:   headToHead,
}

func headToHead(p *analysis.Pass) {
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(k, analysis.KnowHow) {
			continue
		}
		var heads []int32
		sure := false
		for _, j := range p.In(k) {
			if p.Is(j, analysis.KnowHow) {
				heads = append(heads, j)
				sure = sure || p.Sure(model.IO, j, k)
			}
		}
		if len(heads) > 0 {
			p.ReportIf(sure, analysis.Finding{
				At: p.At(k), Related: p.Related(analysis.RoleInput, heads...), Evidence: p.Nums(num("know_how", len(heads))),
			})
		}
	}
}
