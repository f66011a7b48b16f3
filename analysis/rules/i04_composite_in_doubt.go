package rules

import (
	"seika/analysis"
	"seika/model"
)

// I04 finds relations on a composite that has no parts, and those that a part has as well as its composite.
var I04 = analysis.Rule{
	ID: "I04", Slug: "composite-in-doubt", Presets: everywhere,
	Variants: []analysis.Variant{{Name: "empty", Severity: analysis.Error, Answer: analysis.Nouns}, {Name: "double", Severity: analysis.Low}},
	Needs:    []string{"structure"}, Answer: analysis.Choice, Choices: []string{"whole", "part"}, Accept: acceptWhole,
	Fixes: []analysis.Repair{addMember, cutRelation},
	Run:   compositeInDoubt,
}

func compositeInDoubt(p *analysis.Pass) {
	for g := range p.Graph.Groups() {
		if !p.Hollow(g.ID) {
			continue
		}
		n := 0
		for range p.Graph.Touching(g.ID) {
			n++
		}
		if n > 0 {
			p.Report(analysis.Finding{Variant: "empty", At: []model.ID{g.ID}, Evidence: p.Nums(num("relations", n))})
		}
	}
	i := -1
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		i++
		from, to := p.Ends(i)
		for _, part := range [2]int32{from, to} {
			if part < 0 {
				continue
			}
			for whole := range p.Composites(part) {
				doubleRelation(p, r, p.ID(part), whole)
			}
		}
	}
}

// doubleRelation reports a relation of a part that its composite has too.
func doubleRelation(p *analysis.Pass, r model.Relation, part, whole model.ID) {
	same := r.Ends
	if same.From == part {
		same.From = whole
	} else {
		same.To = whole
	}
	if r.Kind == model.Sync {
		same = model.SyncEnds(same.From, same.To)
	}
	if _, both := p.Graph.Relation(same); !both {
		return
	}
	p.Report(analysis.Finding{
		Variant: "double", Anchors: []model.ID{r.ID(), same.ID()}, At: []model.ID{r.ID(), same.ID()},
		Related: []analysis.Related{
			{ID: r.Other(part), Role: analysis.RolePartner},
			{ID: part, Role: analysis.RoleMember},
			{ID: whole, Role: analysis.RoleWhole},
		},
		Evidence: p.Nums(num("relations", 2)),
	})
}
