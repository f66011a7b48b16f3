package diagram

import (
	"cmp"
	"slices"

	"seika/model"
)

// Order is where deliverables and groups come when people read the picture.
type Order map[model.ID]int

// columnWidth is how far apart along the flow two deliverables may be and still be read as one column, px.
const columnWidth = 80

// Reading reads deliverables along the flow, then across it. A group comes with the first deliverable in it, one that is empty
// last.
func Reading(g *model.Graph) Order {
	nodes := slices.Collect(g.Nodes())
	tb := g.Meta().Direction == model.TopBottom
	slices.SortStableFunc(nodes, func(a, b model.Node) int {
		ax, ay, bx, by := a.At.X, a.At.Y, b.At.X, b.At.Y
		if tb {
			ax, ay, bx, by = ay, ax, by, bx
		}
		return cmp.Or(cmp.Compare(ax/columnWidth, bx/columnWidth), cmp.Compare(ay, by), cmp.Compare(ax, bx))
	})
	o := make(Order, len(nodes))
	for i, n := range nodes {
		o[n.ID] = i
		for in := n.In; in != ""; {
			if _, known := o[in]; known {
				break // and those around it
			}
			o[in] = i
			outer, _ := g.Group(in)
			in = outer.In
		}
	}
	for c := range g.Groups() {
		if _, known := o[c.ID]; !known {
			o[c.ID] = len(nodes)
		}
	}
	return o
}

// Nodes are the deliverables in this order.
func (o Order) Nodes(g *model.Graph) []model.Node {
	return slices.SortedStableFunc(g.Nodes(), func(a, b model.Node) int { return o.compare(a.ID, b.ID) })
}

// Relations are those of a graph by what they come from, then by what they lead to.
func (o Order) Relations(g *model.Graph) []model.Relation {
	return slices.SortedStableFunc(g.Relations(), func(a, b model.Relation) int {
		return cmp.Or(o.compare(a.From, b.From), o.compare(a.To, b.To))
	})
}

// Groups are those of a graph in this order.
func (o Order) Groups(g *model.Graph) []model.Group {
	return slices.SortedStableFunc(g.Groups(), func(a, b model.Group) int { return o.compare(a.ID, b.ID) })
}

func (o Order) compare(a, b model.ID) int { return cmp.Compare(o[a], o[b]) }
