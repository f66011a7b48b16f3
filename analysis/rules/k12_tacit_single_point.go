package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// K12 finds know-how without which a large part of the results stops. Of several in a row that stop the same results only
// the nearest is named.
var K12 = analysis.Rule{
	ID: "K12", Slug: "tacit-single-point", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure", "holders"}, Settings: []analysis.Setting{share("share", 50), count("stops", 2, 1)},
	Hides: []string{"K05", "K09"}, Answer: analysis.Name, Writes: "holders", Accept: acceptHolder,
	Fixes: []analysis.Repair{addHolder, writeDown},
	Run:   tacitSinglePoint,
}

// mostShown is how many findings some rules give at most. A tie of rank is never split.
const mostShown = 3

func tacitSinglePoint(p *analysis.Pass) {
	type point struct {
		k            int32
		goals, stops int
	}
	flow, of := p.Tacit(), len(p.Goals())
	goals := p.Count(flow, p.IsGoal)
	tangible := p.Count(flow, func(v int32) bool { return !p.Is(v, analysis.KnowHow) })
	var points []point
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(k, analysis.OpenHow) {
			continue
		}
		n, known := p.Behind(flow, k, goals)
		if !known {
			return
		}
		if !atLeast(n, of, p.Setting("share")) {
			continue
		}
		if stops, _ := p.Behind(flow, k, tangible); stops >= p.Setting("stops") {
			points = append(points, point{k, n, stops})
		}
	}
	// What follows on j follows on k as well, so that of what comes after k the most goals tell whether some j stops as many.
	stopped := make([]int, flow.Blocks())
	for _, k := range points {
		stopped[flow.Block(k.k)] = max(stopped[flow.Block(k.k)], k.goals)
	}
	later := make([]int, flow.Blocks())
	for b := int32(flow.Blocks()) - 1; b >= 0; b-- {
		for _, c := range flow.Arcs().Out(b) {
			later[b] = max(later[b], stopped[c], later[c])
		}
	}
	kept := slices.DeleteFunc(points, func(k point) bool { return later[flow.Block(k.k)] == k.goals })
	kept = firstByRank(kept, mostShown, func(k point) int { return p.Rank(k.k) })
	for _, k := range kept {
		sure := slices.ContainsFunc(p.Out(k.k), func(w int32) bool { return p.Sure(model.IO, k.k, w) }) ||
			slices.ContainsFunc(p.Sync(k.k), func(w int32) bool { return p.Sure(model.Sync, k.k, w) })
		p.ReportIf(sure, analysis.Finding{
			At: p.At(k.k),
			Evidence: assumed(p, p.Nums(num("goals", k.goals), num("of_goals", of), num("stops", k.stops),
				num("holders", p.Holders(k.k)))),
		})
	}
}

// firstByRank keeps those with the highest ranks, as many as are shown at most and all of the last rank.
func firstByRank[T any](list []T, most int, rank func(T) int) []T {
	slices.SortStableFunc(list, func(a, b T) int { return rank(b) - rank(a) })
	n := min(most, len(list))
	for n > 0 && n < len(list) && rank(list[n]) == rank(list[n-1]) {
		n++
	}
	return list[:n]
}
