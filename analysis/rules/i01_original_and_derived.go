package rules

import (
	"seika/analysis"
	"seika/model"
)

// I01 finds inputs that are used beside something made from them.
var I01 = analysis.Rule{
	ID: "I01", Slug: "original-and-derived", Variants: plain(analysis.Info), Presets: analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{cutRelation},
	Run:   originalAndDerived,
}

func originalAndDerived(p *analysis.Pass) {
	doubles, _ := p.Doubles()
	for _, d := range doubles {
		if p.Cancelled() {
			return
		}
		p.Report(analysis.Finding{
			At: []model.ID{d.Ends.ID()}, Related: related(analysis.RoleInput, d.Ends.From, d.Ends.To),
			Evidence: p.Nums(num("distance", d.Distance)),
		})
	}
}
