package rules

import (
	"slices"

	"seika/analysis"
)

// K10 finds judgement for which nothing written says what it goes by.
var K10 = analysis.Rule{
	ID: "K10", Slug: "judgement-without-pattern", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"tag"}, Answer: analysis.Nouns, Accept: acceptCriteria,
	Fixes: []analysis.Repair{addCriteria},
	Run:   judgementWithoutPattern,
}

func judgementWithoutPattern(p *analysis.Pass) {
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(k, analysis.Judgement) {
			continue
		}
		in := p.In(k)
		pattern := func(u int32) bool {
			return !p.Is(u, analysis.KnowHow) && p.Is(u, analysis.Criterion|analysis.Playbook)
		}
		if !slices.ContainsFunc(in, pattern) {
			p.Report(analysis.Finding{At: p.At(k), Evidence: p.Nums(num("inputs", len(in)))})
		}
	}
}
