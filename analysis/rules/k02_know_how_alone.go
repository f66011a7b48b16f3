package rules

import (
	"seika/analysis"
	"seika/model"
)

// K02 finds what is made from know-how and nothing else.
var K02 = analysis.Rule{
	ID: "K02", Slug: "know-how-alone", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Hides: []string{"N01"}, Answer: analysis.Nouns, Accept: acceptInputs,
	Fixes: []analysis.Repair{addInput},
	Run:   knowHowAlone,
}

func knowHowAlone(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		in := p.In(v)
		if len(in) == 0 || p.Is(v, analysis.KnowHow|analysis.Written) {
			continue
		}
		alone, sure := true, false
		for _, u := range in {
			alone = alone && p.Is(u, analysis.KnowHow)
			sure = sure || p.Sure(model.IO, u, v)
		}
		if alone {
			_, knowHow := p.Drawn(v)
			p.ReportIf(sure, analysis.Finding{
				At: p.At(v), Related: p.Related(analysis.RoleInput, in...), Evidence: p.Nums(num("know_how", knowHow)),
			})
		}
	}
}
