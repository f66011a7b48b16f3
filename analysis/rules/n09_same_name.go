package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// N09 finds deliverables that share a name without being versions or states of each other.
var N09 = analysis.Rule{
	ID: "N09", Slug: "same-name", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"label"}, Answer: analysis.Choice, Choices: []string{"same", "different"}, Accept: acceptSame,
	Fixes: []analysis.Repair{mergeAll, renameOthers},
	Run:   sameName,
}

func sameName(p *analysis.Pass) {
	type name struct{ key, state string }
	at := make(map[name]int32, p.N)
	var shared map[name][]int32
	v := int32(0)
	for n := range p.Graph.Nodes() {
		if p.Cancelled() {
			return
		}
		if k := (name{model.Key(n.Name), model.Key(n.State)}); k.key != "" {
			if first, twice := at[k]; twice {
				if shared == nil {
					shared = map[name][]int32{}
				}
				if shared[k] == nil {
					shared[k] = []int32{first}
				}
				shared[k] = append(shared[k], v)
			} else {
				at[k] = v
			}
		}
		v++
	}
	for _, list := range shared {
		if list = unrelated(p, list); len(list) > 1 {
			p.Report(analysis.Finding{
				Anchors: p.At(list[0]), At: p.First(busiest(p, list), list), Evidence: p.Nums(num("deliverables", len(list))),
			})
		}
	}
}

// unrelated leaves out versions of what is in the list already.
func unrelated(p *analysis.Pass, list []int32) []int32 {
	return slices.DeleteFunc(slices.Clone(list), func(v int32) bool {
		n, _ := p.Graph.Node(p.ID(v))
		at := n.Revises
		for range p.N {
			if at == "" {
				return false
			}
			if u, ok := p.Find(at); ok && slices.Contains(list, u) {
				return true
			}
			n, _ = p.Graph.Node(at)
			at = n.Revises
		}
		return false
	})
}

// busiest has most relations; among equals it is the first.
func busiest(p *analysis.Pass, list []int32) int32 {
	best, most := list[0], -1
	for _, v := range list {
		if n := len(p.In(v)) + len(p.Out(v)) + len(p.Sync(v)); n > most {
			best, most = v, n
		}
	}
	return best
}
