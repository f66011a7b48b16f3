package rules

import "seika/analysis"

// D05 finds that the goals are others than before.
var D05 = analysis.Rule{
	ID: "D05", Slug: "goal-changed", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{analysis.NeedsPair}, Answer: analysis.Name,
	Fixes: []analysis.Repair{keepGoals},
	Run:   goalChanged,
}

func goalChanged(p *analysis.Pass) {
	pair := p.Pair
	var added, dropped []int32
	for v := range int32(p.N) {
		was := pair.WasOf[v]
		before := was >= 0 && pair.Was.Is(was, analysis.MarkedGoal)
		switch now := p.Is(v, analysis.MarkedGoal); {
		case now && !before:
			added = append(added, v)
		case before && !now:
			dropped = append(dropped, v)
		}
	}
	lost := 0
	for v := range int32(pair.Was.N) {
		if pair.Was.Is(v, analysis.MarkedGoal) && pair.IsOf[v] < 0 {
			lost++
		}
	}
	if n := len(dropped) + lost; len(added)+n > 0 {
		p.Report(analysis.Finding{
			Related:  append(p.Related(analysis.RoleGoal, added...), p.Related(analysis.RolePath, dropped...)...),
			Evidence: p.Nums(num("added", len(added)), num("dropped", n)),
		})
	}
}
