package rules

import (
	"seika/analysis"
	"seika/model"
)

// A07 finds plans of which only impressions come back, and nothing that was counted.
var A07 = analysis.Rule{
	ID: "A07", Slug: "only-opinions-come-back", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"form", "label"}, Answer: analysis.Nouns, Accept: acceptCounted,
	Fixes: []analysis.Repair{setForm},
	Run:   onlyOpinions,
}

func onlyOpinions(p *analysis.Pass) {
	opinion := make([]bool, p.N)
	some := false
	for v := range int32(p.N) {
		if p.Is(v, analysis.HasForm) && p.ResultLike(v) {
			n, _ := p.Graph.Node(p.ID(v))
			opinion[v] = n.Form == model.Qualitative
			some = some || opinion[v]
		}
	}
	if !some {
		return
	}
	results := p.Count(p.Flow(), p.ResultLike)
	var first []int32
	opinions := p.Count(p.Flow(), func(v int32) bool { return opinion[v] })
	for plan := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.PlanLike(plan) {
			continue
		}
		n, known := p.Behind(p.Flow(), plan, results)
		if !known {
			return
		}
		if of, _ := p.Behind(p.Flow(), plan, opinions); n == 0 || of < n {
			continue
		}
		if first == nil {
			first = firstAfter(p, opinion)
		}
		p.Report(analysis.Finding{At: p.At(first[p.Flow().Block(plan)], plan), Anchors: p.At(plan), Evidence: p.Nums(num("results", n))})
	}
}

// firstAfter gives every block the earliest of some deliverables in it or after it, or -1.
func firstAfter(p *analysis.Pass, some []bool) []int32 {
	flow := p.Flow()
	first := make([]int32, flow.Blocks())
	for b := int32(flow.Blocks()) - 1; b >= 0; b-- {
		first[b] = -1
		earlier := func(v int32) {
			if f := first[b]; f < 0 || layerOf(p, v) < layerOf(p, f) || layerOf(p, v) == layerOf(p, f) && v < f {
				first[b] = v
			}
		}
		for v := range flow.Members(b) {
			if some[v] {
				earlier(v)
			}
		}
		for _, c := range flow.Arcs().Out(b) {
			if first[c] >= 0 {
				earlier(first[c])
			}
		}
	}
	return first
}

// layerOf is the layer of a deliverable's block.
func layerOf(p *analysis.Pass, v int32) int32 { return p.Flow().Layers()[p.Flow().Block(v)] }
