package rules

import "seika/analysis"

// U06 finds connected parts of the work that lead to no goal.
var U06 = analysis.Rule{
	ID: "U06", Slug: "leads-to-no-goal", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{markGoal, joinOther},
	Run:   leadsToNoGoal,
}

func leadsToNoGoal(p *analysis.Pass) {
	for _, part := range p.Stray() {
		if p.Cancelled() {
			return
		}
		p.Report(analysis.Finding{
			Anchors: p.At(part[0]), At: p.First(end(p, part), part), Evidence: p.Nums(num("deliverables", len(part))),
		})
	}
}

// end is the first deliverable of a part that nothing is made from, but know-how.
func end(p *analysis.Pass, part []int32) int32 {
	for _, v := range part {
		if len(p.Out(v)) == 0 && !p.Is(v, analysis.KnowHow) {
			return v
		}
	}
	return part[0]
}
