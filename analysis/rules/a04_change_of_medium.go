package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// A04 finds inputs that are kept on something else than what is made from them. What is only looked up is not copied.
var A04 = analysis.Rule{
	ID: "A04", Slug: "change-of-medium", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"medium"}, Answer: analysis.Name,
	Fixes: []analysis.Repair{setMedium},
	Run:   changeOfMedium,
}

func changeOfMedium(p *analysis.Pass) {
	inputsWhere(p, analysis.HasMedium, func(r model.Relation, u, v model.Node) bool {
		return r.Use != model.Refer && !u.Medium.Empty() && !v.Medium.Empty() && !slices.ContainsFunc(u.Medium.Items(), v.Medium.Has)
	})
}

// inputsWhere reports the inputs, as drawn between deliverables, of which something is true. It looks only at those of which
// one end or both carry a member.
func inputsWhere(p *analysis.Pass, member analysis.Is, is func(r model.Relation, u, v model.Node) bool) {
	if !p.Any(member) {
		return
	}
	i := -1
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		i++
		u, v := p.Ends(i)
		if r.Kind != model.IO || u < 0 || v < 0 || !p.Is(u, member) && !p.Is(v, member) {
			continue
		}
		from, _ := p.Graph.Node(r.From)
		to, _ := p.Graph.Node(r.To)
		if is(r, from, to) {
			p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
				At: []model.ID{r.ID()}, Related: related(analysis.RoleInput, r.From, r.To),
			})
		}
	}
}
