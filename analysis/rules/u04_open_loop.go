package rules

import "seika/analysis"

// U04 finds results of a plan that nothing planned follows on. Of several in a row the last is asked about: it knows what the
// others know.
var U04 = analysis.Rule{
	ID: "U04", Slug: "open-loop", Variants: plain(analysis.Medium), Presets: analysis.Workshop | analysis.Delivery,
	Needs: []string{"tag", "label"}, Hides: []string{"U02", "U06"}, Answer: analysis.Nouns, Accept: acceptConsumers,
	Fixes: []analysis.Repair{nextPlan},
	Run:   openLoop,
}

func openLoop(p *analysis.Pass) {
	var plan, distance []int32
	var found []analysis.Finding
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
		found = append(found, f)
	}
	later := graverLater(p, found)
	for _, f := range found {
		if r, _ := p.Find(f.At[0]); later[p.Flow().Block(r)] < grave(f) {
			p.Report(f)
		}
	}
}

// grave ranks what was found: 2 where both ends are tagged, else 1.
func grave(f analysis.Finding) int8 {
	if f.Severity == analysis.High {
		return 2
	}
	return 1
}

// graverLater is, for each block, how grave the gravest is that was found in later ones; 0 is none.
func graverLater(p *analysis.Pass, found []analysis.Finding) []int8 {
	flow := p.Flow()
	here, later := make([]int8, flow.Blocks()), make([]int8, flow.Blocks())
	for _, f := range found {
		r, _ := p.Find(f.At[0])
		here[flow.Block(r)] = max(here[flow.Block(r)], grave(f))
	}
	for b := int32(flow.Blocks()) - 1; b >= 0; b-- {
		for _, c := range flow.Arcs().Out(b) {
			later[b] = max(later[b], here[c], later[c])
		}
	}
	return later
}
