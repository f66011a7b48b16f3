package rules

import (
	"slices"

	"seika/analysis"
)

// U08 finds where one check would cover most of what comes in: most sources reach the results only through it. It says
// nothing about failure.
var U08 = analysis.Rule{
	ID: "U08", Slug: "choke-point", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Settings: []analysis.Setting{share("share", 50), count("sources", 3, 1), count("inputs", 2, 1)},
	Hides: []string{"U09"}, Answer: analysis.Nouns, Writes: "criteria", Accept: acceptCriteria,
	Fixes: []analysis.Repair{addCriteria, setCriteria},
	Run:   chokePoint,
}

func chokePoint(p *analysis.Pass) {
	flow := p.Flow()
	held, up, sources := p.Held()
	candidate := make([]bool, flow.Blocks())
	for b := range int32(flow.Blocks()) {
		if p.Cancelled() {
			return
		}
		n := int(held[b])
		candidate[b] = flow.Size(b) > 0 && n >= p.Setting("sources") && atLeast(n, sources, p.Setting("share")) && choked(p, b)
	}
	// Of those that lie in each other, the largest; of equally large ones the earliest.
	above := make([]int32, flow.Blocks())  // the most that a candidate above holds
	earlier := make([]bool, flow.Blocks()) // a candidate below holds as many
	for b := range int32(flow.Blocks()) {
		if c := up[b]; c >= 0 && held[c] == held[b] && (candidate[b] || earlier[b]) {
			earlier[c] = true
		}
	}
	for b := int32(flow.Blocks()) - 1; b >= 0; b-- {
		if c := up[b]; c >= 0 {
			above[b] = above[c]
			if candidate[c] {
				above[b] = max(above[b], held[c])
			}
		}
		if !candidate[b] || above[b] > held[b] || earlier[b] {
			continue
		}
		members := slices.Collect(flow.Members(b))
		p.Report(analysis.Finding{
			Anchors: p.At(members[0]), At: p.First(mostInputs(p, members), members),
			Evidence: assumed(p, p.Nums(num("held", int(held[b])), num("of_sources", sources))),
		})
	}
}

// choked says that a block could be checked and is not: it is no goal, has inputs enough, no criteria, and something is
// made from it before the goals.
func choked(p *analysis.Pass, b int32) bool {
	flow := p.Flow()
	outside := map[int32]bool{}
	onward := false
	for v := range flow.Members(b) {
		if p.IsGoal(v) || p.Checked(v) {
			return false
		}
		for _, u := range p.In(v) {
			if flow.Block(u) != b {
				outside[u] = true
			}
		}
		onward = onward || slices.ContainsFunc(p.Out(v), func(w int32) bool { return flow.Block(w) != b && !p.IsGoal(w) })
	}
	return onward && len(outside) >= p.Setting("inputs")
}

func mostInputs(p *analysis.Pass, list []int32) int32 {
	best := list[0]
	for _, v := range list {
		if len(p.In(v)) > len(p.In(best)) {
			best = v
		}
	}
	return best
}
