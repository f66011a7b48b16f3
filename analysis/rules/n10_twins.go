package rules

import (
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
	alike := func(a, b int32) bool {
		return p.Is(a, analysis.KnowHow) == p.Is(b, analysis.KnowHow) &&
			p.Is(a, analysis.MarkedGoal) == p.Is(b, analysis.MarkedGoal) &&
			slices.Equal(p.In(a), p.In(b)) && slices.Equal(p.Out(a), p.Out(b))
	}
	var first, before []int32     // of each sort the first of it, and 1 + the sort before with its sum
	last := map[uint64]int32{}    // of each sum 1 + the last sort that has it
	others := map[int32][]int32{} // of a sort
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if len(p.In(v)) == 0 || len(p.Out(v)) == 0 {
			continue
		}
		sum := hashOf(hashOf(14695981039346656037, p.In(v)), p.Out(v))
		sort := last[sum]
		for sort > 0 && !alike(first[sort-1], v) {
			sort = before[sort-1]
		}
		if sort > 0 {
			others[sort-1] = append(others[sort-1], v)
			continue
		}
		first, before = append(first, v), append(before, last[sum])
		last[sum] = int32(len(first))
	}
	for sort, v := range first {
		if list := others[int32(sort)]; list != nil {
			reportTwins(p, append([]int32{v}, list...))
		}
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
