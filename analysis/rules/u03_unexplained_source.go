package rules

import "seika/analysis"

// U03 asks where something comes from that nothing goes into and that does not come from outside.
var U03 = analysis.Rule{
	ID: "U03", Slug: "unexplained-source", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptInputs,
	Fixes: []analysis.Repair{addInput, markExternal},
	Run:   unexplainedSource,
}

func unexplainedSource(p *analysis.Pass) {
	if p.Graph.RelationCount() == 0 { // names are still being gathered
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Is(v, analysis.External|analysis.KnowHow) || len(p.In(v)) > 0 || len(p.Sync(v)) > 0 || joinedAround(p, v) {
			continue
		}
		p.Report(analysis.Finding{At: p.At(v)})
	}
}
