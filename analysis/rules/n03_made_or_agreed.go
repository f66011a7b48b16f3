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
	if len(p.Clusters()) == 0 {
		return
	}
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		if r.Kind != model.Sync {
			continue
		}
		var inputs []model.ID
		for _, e := range [2]model.Ends{model.IOEnds(r.From, r.To), model.IOEnds(r.To, r.From)} {
			if joined(p.Graph, e) {
				inputs = append(inputs, e.ID())
			}
		}
		if len(inputs) > 0 {
			p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
				At: inputs, Anchors: []model.ID{r.ID()}, Related: related(analysis.RolePartner, r.From, r.To),
			})
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
