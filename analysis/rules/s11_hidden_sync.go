package rules

import (
	"cmp"
	"slices"

	"seika/analysis"
	"seika/model"
)

// S11 finds two deliverables of different people that go into the same thing at the same time: they may have to match.
var S11 = analysis.Rule{
	ID: "S11", Slug: "hidden-sync", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"owner"}, Answer: analysis.Choice, Choices: []string{"match", "apart"}, Accept: acceptMatch,
	Fixes: []analysis.Repair{addSync},
	Run:   hiddenSync,
}

func hiddenSync(p *analysis.Pass) {
	const (
		most   = 5  // findings
		inputs = 20 // of one deliverable: above it is a store or a list
	)
	if !p.Any(analysis.HasOwner) {
		return
	}
	owners := make([]model.List, p.N)
	for v := range int32(p.N) {
		if p.Is(v, analysis.HasOwner) && !p.Is(v, analysis.KnowHow) {
			n, _ := p.Graph.Node(p.ID(v))
			owners[v] = n.Owner
		}
	}
	consumers := map[[2]int32]int{}
	for w := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		in := p.In(w)
		if len(in) > inputs {
			continue
		}
		for i, a := range in {
			if owners[a].Empty() {
				continue
			}
			for _, b := range in[i+1:] {
				together := p.Flow().Block(a) == p.Flow().Block(b) // by sync or in a circle, they are compared already
				if !together && layerOf(p, a) == layerOf(p, b) && analysis.Apart(owners[a], owners[b]) {
					consumers[[2]int32{a, b}]++
				}
			}
		}
	}
	pairs := make([][2]int32, 0, len(consumers))
	for pair := range consumers { // in any order: sorted below
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	pairs = firstByRank(pairs, most, func(x [2]int32) int { return max(p.Rank(x[0]), p.Rank(x[1])) })
	for _, x := range pairs {
		p.Report(analysis.Finding{At: p.At(x[0], x[1]), Anchors: p.At(x[0], x[1]), Evidence: p.Nums(num("consumers", consumers[x]))})
	}
}
