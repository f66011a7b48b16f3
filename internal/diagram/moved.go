package diagram

import (
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/model"
)

// moved is Update with Quick routing where nothing but places of deliverables differs, as while one is dragged: nothing is
// measured again, and only lines of what moved are routed. Frames and labels depend on what stands round them; with any,
// ok is false.
func (d *Diagram) moved(g *model.Graph) (next *Diagram, ids []model.ID, ok bool) {
	c := model.Diff(d.Graph, g)
	if len(c.Nodes) == 0 || !c.OnlyGeometry() || len(d.Frames) > 0 || d.labelled() {
		return nil, nil, false
	}
	next = &Diagram{Graph: g, Options: d.Options, Lang: d.Lang, Boxes: slices.Clone(d.Boxes), Links: slices.Clone(d.Links)}
	next.Options.Routing = layout.Quick
	moved := make([]bool, len(next.Boxes))
	for _, n := range c.Nodes {
		i := place(next.Boxes, n.After.ID, func(b *Box) model.ID { return b.Node.ID })
		if n.Op != model.Changed || i == len(next.Boxes) || next.Boxes[i].Node.ID != n.After.ID {
			return nil, nil, false
		}
		next.Boxes[i] = box(n.After, next.Options, next.Lang)
		moved[i] = true
		ids = append(ids, n.After.ID)
	}
	return next, next.reroute(moved, ids), true
}

func (d *Diagram) labelled() bool {
	for i := range d.Links {
		if len(d.Links[i].Label) > 0 {
			return true
		}
	}
	return false
}

// reroute leads the lines of the boxes that moved anew; it adds those that look different to the list.
func (d *Diagram) reroute(moved []bool, ids []model.ID) []model.ID {
	var plan layout.Graph
	if d.Graph.Meta().Direction == model.TopBottom {
		plan.Dir = layout.TB
	}
	at := map[int]int{} // of the boxes at the lines, in the plan
	end := func(e layout.End) layout.End {
		i, ok := at[e.Index]
		if !ok {
			i = len(plan.Nodes)
			at[e.Index] = i
			plan.Nodes = append(plan.Nodes, node(d.Boxes[e.Index], layout.None))
		}
		return layout.End{Index: i}
	}
	var io, sync []int // of links, in the order of the plan
	for i := range d.Links {
		switch l := &d.Links[i]; {
		case !moved[l.From.Index] && !moved[l.To.Index]:
		case l.Relation.Kind == model.Sync:
			plan.Syncs = append(plan.Syncs, [2]layout.End{end(l.From), end(l.To)})
			sync = append(sync, i)
		default:
			plan.Edges = append(plan.Edges, layout.Edge{From: end(l.From), To: end(l.To)})
			io = append(io, i)
		}
	}
	changed := append(io, sync...)
	for j, route := range layout.Routes(&plan, layout.Quick) {
		l := &d.Links[changed[j]]
		if !slices.Equal(l.Route.Points, route.Points) {
			ids = append(ids, l.Relation.ID())
		}
		l.Route = route
	}
	d.bound()
	return ids
}

// bound works out how far the picture reaches.
func (d *Diagram) bound() {
	d.Bounds = geom.Rect{}
	for i := range d.Boxes {
		d.Bounds = d.Bounds.Union(d.Boxes[i].Rect)
	}
	for i := range d.Frames {
		d.Bounds = d.Bounds.Union(d.Frames[i].Rect)
	}
	for i := range d.Links {
		l := &d.Links[i]
		d.Bounds = d.Bounds.Union(around(l.Route.Points).Grow(1))
		for _, t := range l.Label {
			d.Bounds = d.Bounds.Union(geom.R(t.At.X, t.At.Y-labelLine, t.At.X+t.Line.Width, t.At.Y+labelLine/2))
		}
	}
}
