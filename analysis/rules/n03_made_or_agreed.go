package rules

import (
	"seika/analysis"
	"seika/model"
)

// N03 finds two deliverables that are drawn both as made from each other and as settled with each other.
var N03 = analysis.Rule{
	ID: "N03", Slug: "made-or-agreed", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Choice, Choices: []string{"made", "settled"}, Accept: acceptMade,
	Fixes: []analysis.Repair{keepIO, keepSync},
	Run:   madeOrAgreed,
}

func madeOrAgreed(p *analysis.Pass) {
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		if r.Kind != model.Sync {
			continue
		}
		for _, e := range [2]model.Ends{model.IOEnds(r.From, r.To), model.IOEnds(r.To, r.From)} {
			if _, drawn := p.Graph.Relation(e); drawn {
				p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
					At: []model.ID{e.ID()}, Anchors: []model.ID{r.ID()}, Related: related(analysis.RolePartner, e.From, e.To),
				})
				break
			}
		}
	}
}

// related is a list of elements, deliverables or composites, in one role.
func related(role analysis.Role, ids ...model.ID) []analysis.Related {
	var list []analysis.Related
	for _, id := range ids {
		list = append(list, analysis.Related{ID: id, Role: role})
	}
	return list
}
