package rules

import (
	"seika/analysis"
	"seika/model"
)

// D03 finds what was made from something that no longer leads to it.
var D03 = analysis.Rule{
	ID: "D03", Slug: "input-gone", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{analysis.NeedsPair}, Answer: analysis.Nouns, Accept: acceptReplacement,
	Fixes: []analysis.Repair{replaceInput},
	Run:   inputGone,
}

func inputGone(p *analysis.Pass) {
	if _, known := p.Behind(p.Flow(), 0, p.Count(p.Flow(), p.IsGoal)); p.N == 0 || !known {
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		was := p.Pair.WasOf[v]
		if was < 0 {
			continue
		}
		var gone []model.ID
		for _, u := range p.Pair.Was.In(was) {
			if is := p.Pair.IsOf[u]; is < 0 || is != v && !p.Flow().After(is, v) {
				gone = append(gone, p.Pair.Was.ID(u))
			}
		}
		if len(gone) > 0 {
			p.Report(analysis.Finding{At: p.At(v), Old: p.Old(gone), Evidence: p.Nums(num("inputs", len(gone)))})
		}
	}
}
