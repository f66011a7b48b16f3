package rules

import (
	"slices"

	"seika/analysis"
)

// K13 says where know-how can be checked before it spreads: where all its influence first meets, or nowhere. What meets in a
// goal alone meets too late.
var K13 = analysis.Rule{
	ID: "K13", Slug: "review-point", Presets: analysis.Delivery | analysis.Research,
	Variants: []analysis.Variant{{Name: "none", Severity: analysis.Medium}, {Name: "here", Severity: analysis.Info}},
	Needs:    []string{"structure"}, Settings: []analysis.Setting{count("outputs", 2, 1)},
	Answer: analysis.Text,
	Fixes:  []analysis.Repair{writeDown},
	Run:    reviewPoint,
}

func reviewPoint(p *analysis.Pass) {
	blocks := map[int32][]int32{} // members of blocks where something meets
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(k, analysis.KnowHow) {
			continue
		}
		outputs := 0
		for _, w := range p.Out(k) {
			if !p.Is(w, analysis.Written) {
				outputs++
			}
		}
		if outputs < p.Setting("outputs") {
			continue
		}
		switch b := p.ReviewPoint(k); {
		case b == analysis.Unled:
		case b == analysis.Nowhere || p.AtTheEnd(p.Tacit(), b):
			p.Report(analysis.Finding{
				Variant: "none", At: p.At(k), Evidence: assumed(p, p.Nums(num("outputs", outputs))),
			})
		default:
			if blocks[b] == nil {
				blocks[b] = mostFed(p, b)
			}
			members := blocks[b]
			p.Report(analysis.Finding{
				Variant: "here", Anchors: p.At(k), At: p.First(entry(p, k, members), members),
				Related: p.Related(analysis.RoleInput, k), Evidence: assumed(p, p.Nums(num("outputs", outputs))),
			})
		}
	}
}

// mostFed lists the members of a block, those with most inputs first.
func mostFed(p *analysis.Pass, b int32) []int32 {
	members := slices.Collect(p.Tacit().Members(b))
	slices.SortStableFunc(members, func(v, w int32) int { return len(p.In(w)) - len(p.In(v)) })
	return members
}

// entry is the first of the members that the know-how reaches from outside.
func entry(p *analysis.Pass, k int32, members []int32) int32 {
	flow := p.Tacit()
	here := flow.Block(members[0])
	for _, v := range members {
		if slices.ContainsFunc(p.In(v), func(u int32) bool { return flow.Block(u) != here && (u == k || flow.After(k, u)) }) {
			return v
		}
	}
	return members[0]
}
