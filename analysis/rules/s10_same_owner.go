package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// S10 finds syncs between two deliverables of one person, who need not talk to anybody.
var S10 = analysis.Rule{
	ID: "S10", Slug: "same-owner", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"owner"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{syncToIO},
	Run:   sameOwner,
}

func sameOwner(p *analysis.Pass) {
	if !p.Any(analysis.HasOwner) {
		return
	}
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		if r.Kind != model.Sync {
			continue
		}
		a, aOne := p.Graph.Node(r.From)
		b, bOne := p.Graph.Node(r.To)
		if !aOne || !bOne || a.Owner.Len() != 1 || b.Owner.Len() != 1 {
			continue
		}
		if slices.ContainsFunc(a.Owner.Items(), b.Owner.Has) {
			p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
				At: []model.ID{r.ID()}, Related: related(analysis.RolePartner, r.From, r.To),
			})
		}
	}
}
