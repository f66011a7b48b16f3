package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// S03 finds a deliverable that many others are settled against.
var S03 = analysis.Rule{
	ID: "S03", Slug: "adjustment-hub", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("partners", 3, 2)},
	Answer: analysis.Name, Writes: "owner", Accept: acceptOwner,
	Fixes: []analysis.Repair{fixFirst},
	Run:   adjustmentHub,
}

func adjustmentHub(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		partners := p.Sync(v)
		if len(partners) < p.Setting("partners") {
			continue
		}
		sure := slices.ContainsFunc(partners, func(w int32) bool { return p.Sure(model.Sync, v, w) })
		p.ReportIf(sure, analysis.Finding{
			At: p.At(v), Related: p.Related(analysis.RolePartner, partners...),
			Evidence: p.Nums(num("partners", len(partners))),
		})
	}
}
