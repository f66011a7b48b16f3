package rules

import "seika/analysis"

// U04 finds results of a plan that nothing planned follows on.
var U04 = analysis.Rule{
	ID: "U04", Slug: "open-loop", Variants: plain(analysis.Medium), Presets: analysis.Workshop | analysis.Delivery,
	Needs: []string{"tag", "label"}, Hides: []string{"U02", "U06"}, Answer: analysis.Nouns, Accept: acceptConsumers,
	Fixes: []analysis.Repair{nextPlan},
	Run:   openLoop,
}

func openLoop(p *analysis.Pass) {
	var plan, distance []int32
	for r := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.ResultLike(r) || p.Is(r, analysis.External) || p.Leads(r) || p.BeforePlan(r) {
			continue
		}
		if plan == nil {
			plan, distance = p.FromPlan()
		}
		if plan[r] < 0 {
			continue
		}
		f := analysis.Finding{At: p.At(r, plan[r]), Anchors: p.At(r), Evidence: p.Nums(num("distance", int(distance[r])))}
		if p.Is(r, analysis.Measure) && p.Is(plan[r], analysis.Plan) {
			f.Severity = analysis.High
		}
		p.Report(f)
	}
}
