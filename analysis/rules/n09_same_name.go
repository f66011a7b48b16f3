package rules

import (
	"cmp"
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
	type named struct {
		key string
		v   int32
	}
	names := make([]named, 0, p.N)
	for n := range p.Graph.Nodes() {
		if p.Cancelled() {
			return
		}
		names = append(names, named{model.Key(n.Name), int32(len(names))})
	}
	slices.SortFunc(names, func(a, b named) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.v, b.v)) })
	for i := 0; i < len(names); {
		j := i + 1
		for j < len(names) && names[j].key == names[i].key {
			j++
		}
		if j > i+1 && names[i].key != "" {
			byState := map[string][]int32{}
			for _, x := range names[i:j] {
				n, _ := p.Graph.Node(p.ID(x.v))
				byState[model.Key(n.State)] = append(byState[model.Key(n.State)], x.v)
			}
			for _, list := range byState { // in any order: findings are sorted
				reportSame(p, list)
			}
		}
		i = j
	}
}

func reportSame(p *analysis.Pass, list []int32) {
	if list = unrelated(p, list); len(list) > 1 {
		p.Report(analysis.Finding{
			Anchors: p.At(list[0]), At: p.First(busiest(p, list), list), Evidence: p.Nums(num("deliverables", len(list))),
		})
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
