package rules

import "seika/analysis"

// U09 finds unchecked deliverables on which a large part of the work follows.
var U09 = analysis.Rule{
	ID: "U09", Slug: "spreads-far", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{share("share", 50), count("floor", 10, 1)},
	Answer: analysis.Nouns, Writes: "criteria", Accept: acceptCriteria,
	Fixes: []analysis.Repair{addCriteria, setCriteria},
	Run:   spreadsFar,
}

func spreadsFar(p *analysis.Pass) {
	if p.N < p.Setting("floor") {
		return
	}
	every := p.Count(p.Flow(), func(int32) bool { return true })
	type far struct {
		v      int32
		behind int
	}
	var list []far
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.IsGoal(v) || len(p.Out(v)) < 2 || p.Checked(v) {
			continue
		}
		n, known := p.Behind(p.Flow(), v, every)
		if !known {
			return
		}
		if atLeast(n, p.N, p.Setting("share")) {
			list = append(list, far{v, n})
		}
	}
	for _, x := range firstByRank(list, mostShown, func(x far) int { return p.Rank(x.v) }) {
		p.Report(analysis.Finding{At: p.At(x.v), Evidence: p.Nums(num("behind", x.behind), num("deliverables", p.N))})
	}
}
