package rules

import (
	"cmp"
	"slices"

	"seika/analysis"
)

// N10 finds deliverables made from the same and used for the same: one in two pieces, or a difference nobody has named.
var N10 = analysis.Rule{
	ID: "N10", Slug: "twins", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{mergeAll},
	Run:   twins,
}

func twins(p *analysis.Pass) {
	var made []int32
	hash := make([]uint64, p.N)
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if len(p.In(v)) > 0 && len(p.Out(v)) > 0 {
			hash[v] = hashOf(hashOf(14695981039346656037, p.In(v)), p.Out(v))
			made = append(made, v)
		}
	}
	alike := func(a, b int32) bool {
		return p.Is(a, analysis.KnowHow) == p.Is(b, analysis.KnowHow) &&
			p.Is(a, analysis.MarkedGoal) == p.Is(b, analysis.MarkedGoal) &&
			slices.Equal(p.In(a), p.In(b)) && slices.Equal(p.Out(a), p.Out(b))
	}
	slices.SortFunc(made, func(a, b int32) int { return cmp.Or(cmp.Compare(hash[a], hash[b]), cmp.Compare(a, b)) })
	for len(made) > 0 {
		n := 1
		for n < len(made) && hash[made[n]] == hash[made[0]] {
			n++
		}
		for rest := made[:n]; len(rest) > 0; {
			var group, others []int32
			for _, v := range rest {
				if alike(rest[0], v) {
					group = append(group, v)
				} else {
					others = append(others, v)
				}
			}
			reportTwins(p, group)
			rest = others
		}
		made = made[n:]
	}
}

// hashOf goes on with an FNV-1a sum over a list.
func hashOf(sum uint64, list []int32) uint64 {
	for _, v := range list {
		sum = (sum ^ uint64(uint32(v))) * 1099511628211
	}
	return (sum ^ 0xff) * 1099511628211
}

// reportTwins leaves out what is settled with another of the group.
func reportTwins(p *analysis.Pass, group []int32) {
	if len(group) < 2 {
		return
	}
	all := group // by number
	group = slices.DeleteFunc(slices.Clone(group), func(v int32) bool {
		return slices.ContainsFunc(p.Sync(v), func(w int32) bool {
			_, twin := slices.BinarySearch(all, w)
			return twin
		})
	})
	if len(group) > 1 {
		p.Report(analysis.Finding{
			At: p.At(group...), Evidence: p.Nums(num("inputs", len(p.In(group[0]))), num("outputs", len(p.Out(group[0])))),
		})
	}
}
