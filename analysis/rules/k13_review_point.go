package rules

import (
	"slices"

	"seika/analysis"
)

// K13 says where know-how can be checked before it spreads: where all its influence first meets, or nowhere.
var K13 = analysis.Rule{
	ID: "K13", Slug: "review-point", Presets: analysis.Delivery | analysis.Research,
	Variants: []analysis.Variant{{Name: "none", Severity: analysis.Medium}, {Name: "here", Severity: analysis.Info}},
	Needs:    []string{"structure"}, Settings: []analysis.Setting{count("outputs", 2, 1)},
	Answer: analysis.Text,
	Fixes:  []analysis.Repair{writeDown},
	Run:    reviewPoint,
}

func reviewPoint(p *analysis.Pass) {
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
		switch b := p.ReviewPoint(k); b {
		case analysis.Unled:
		case analysis.Nowhere:
			p.Report(analysis.Finding{
				Variant: "none", At: p.At(k), Evidence: assumed(p, p.Nums(num("outputs", outputs))),
			})
		default:
			members := slices.Collect(p.Tacit().Members(b))
			p.Report(analysis.Finding{
				Variant: "here", Anchors: p.At(k), At: p.First(entry(p, k, members), members),
				Related: p.Related(analysis.RoleInput, k), Evidence: assumed(p, p.Nums(num("outputs", outputs))),
			})
		}
	}
}

// entry is the member that the know-how reaches from outside; of several that with most inputs.
func entry(p *analysis.Pass, k int32, members []int32) int32 {
	best, most := members[0], -1
	for _, v := range members {
		fed := slices.ContainsFunc(p.In(v), func(u int32) bool {
			return !slices.Contains(members, u) && (u == k || p.Tacit().After(k, u))
		})
		if n := len(p.In(v)); fed && n > most {
			best, most = v, n
		}
	}
	return best
}
