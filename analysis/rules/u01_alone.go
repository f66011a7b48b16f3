package rules

import "seika/analysis"

// U01 finds deliverables that nothing is joined to. Where nothing at all is joined yet, people are still gathering names.
var U01 = analysis.Rule{
	ID: "U01", Slug: "alone", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Hides: []string{"U03"}, Answer: analysis.Nouns, Accept: acceptConsumers,
	Fixes: []analysis.Repair{addConsumer, remove},
	Run:   alone,
}

func alone(p *analysis.Pass) {
	if p.Graph.RelationCount() == 0 {
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Alone(v) && !joinedAround(p, v) {
			p.Report(analysis.Finding{At: p.At(v)})
		}
	}
}

// joinedAround says that a composite round the deliverable has a relation.
func joinedAround(p *analysis.Pass, v int32) bool {
	for range p.Composites(v) {
		return true
	}
	return false
}
