package rules

import "seika/analysis"

// U05 asks for the goal where none is marked, and what a goal is made from where nothing goes into it.
var U05 = analysis.Rule{
	ID: "U05", Slug: "no-goal", Presets: everywhere,
	Variants: []analysis.Variant{{Name: "none", Severity: analysis.High}, {Name: "unmade", Severity: analysis.High, Answer: analysis.Nouns}},
	Needs:    []string{"structure"}, Hides: []string{"U01", "U03"}, Answer: analysis.Pick, Writes: "goal", Accept: acceptGoal,
	Fixes: []analysis.Repair{markGoal, addInput},
	Run:   noGoal,
}

// fewest is how many deliverables there are before a goal is asked for.
const fewest = 5

func noGoal(p *analysis.Pass) {
	if p.GoalsAssumed() {
		if p.N >= fewest {
			p.Report(analysis.Finding{
				Variant: "none", Related: p.Related(analysis.RoleGoal, p.Goals()...),
				Evidence: p.Nums(num("sinks", len(p.Goals())), num("deliverables", p.N)),
			})
		}
		return
	}
	for _, g := range p.Goals() {
		if len(p.In(g)) == 0 && len(p.Sync(g)) == 0 {
			p.Report(analysis.Finding{Variant: "unmade", At: p.At(g)})
		}
	}
}
