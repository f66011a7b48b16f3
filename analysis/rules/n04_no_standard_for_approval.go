package rules

import "seika/analysis"

// N04 finds approvals and results that are settled with something, where neither side says by what.
var N04 = analysis.Rule{
	ID: "N04", Slug: "no-standard-for-approval", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"tag"}, Answer: analysis.Nouns, Accept: acceptCriteria,
	Fixes: []analysis.Repair{addCriteria},
	Run:   noStandard,
}

func noStandard(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.IsGoal(v) && !p.Is(v, analysis.Approval) || p.Checked(v) {
			continue
		}
		var partners []int32
		for _, u := range p.Sync(v) {
			if !p.Checked(u) {
				partners = append(partners, u)
			}
		}
		if len(partners) > 0 {
			p.Report(analysis.Finding{
				At: p.At(v), Related: p.Related(analysis.RolePartner, partners...), Evidence: p.Nums(num("partners", len(partners))),
			})
		}
	}
}
