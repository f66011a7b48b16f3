package rules

import "seika/analysis"

// U10 finds work whose results depend on one thing from outside.
var U10 = analysis.Rule{
	ID: "U10", Slug: "sole-outside-source", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{markInternal},
	Run:   soleOutsideSource,
}

func soleOutsideSource(p *analysis.Pass) {
	if p.N < fewest {
		return
	}
	goals := p.Count(p.Flow(), p.IsGoal)
	sole, stops := int32(-1), 0
	for x := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(x, analysis.External) {
			continue
		}
		n, known := p.Behind(p.Flow(), x, goals)
		switch {
		case !known:
			return
		case n == 0:
		case sole >= 0:
			return
		default:
			sole, stops = x, n
		}
	}
	if sole >= 0 {
		p.Report(analysis.Finding{At: p.At(sole), Evidence: assumed(p, p.Nums(num("goals", stops), num("of_goals", len(p.Goals()))))})
	}
}
