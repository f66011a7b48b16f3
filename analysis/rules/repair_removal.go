package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
	"seika/model/edit"
)

// What takes deliverables away.

func removed(c analysis.Case) model.Command {
	if empties(c.Graph, c.Finding.At[0]) {
		return nil
	}
	return edit.Remove{IDs: c.Finding.At[:1]}
}

// empties says that a composite with relations would be left without parts.
func empties(g *model.Graph, gone ...model.ID) bool {
	for _, id := range gone {
		n, _ := g.Node(id)
		for at := n.In; at != ""; {
			group, _ := g.Group(at)
			for range g.Touching(at) {
				if !slices.ContainsFunc(g.AllMembers(at), func(m model.ID) bool { return !slices.Contains(gone, m) }) {
					return true
				}
				break
			}
			at = group.In
		}
	}
	return false
}

// merged makes all of one name one, with the smallest id.
func merged(c analysis.Case) model.Command {
	p := newPlan(c)
	keep := slices.Min(c.Finding.At)
	if empties(c.Graph, slices.DeleteFunc(slices.Clone(c.Finding.At), func(id model.ID) bool { return id == keep })...) {
		return nil
	}
	for _, id := range c.Finding.At {
		if id != keep {
			p.do(edit.Merge{Keep: keep, Drop: id})
		}
	}
	return p.command(repairName)
}
