package rules

import "seika/analysis"

// D04 finds new deliverables that nothing goes into.
var D04 = analysis.Rule{
	ID: "D04", Slug: "out-of-nothing", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{analysis.NeedsPair}, Hides: []string{"U03"}, Answer: analysis.Name, Writes: "owner", Accept: acceptOwner,
	Fixes: []analysis.Repair{addInput, markExternal},
	Run:   outOfNothing,
}

func outOfNothing(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Pair.WasOf[v] < 0 && !p.Is(v, analysis.External|analysis.KnowHow) && len(p.In(v)) == 0 && len(p.Sync(v)) == 0 {
			p.Report(analysis.Finding{At: p.At(v)})
		}
	}
}
