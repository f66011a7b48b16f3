package diagram

import (
	"cmp"
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
	if len(c.Nodes) == 0 || !c.OnlyGeometry() || len(d.Frames) > 0 ||
		slices.ContainsFunc(d.Links, func(l Link) bool { return len(l.Label) > 0 }) {
		return nil, nil, false
	}
	next = &Diagram{Graph: g, Options: d.Options, Lang: d.Lang, Boxes: slices.Clone(d.Boxes), Links: slices.Clone(d.Links)}
	next.Options.Routing = layout.Quick
	for _, n := range c.Nodes {
		i, there := slices.BinarySearchFunc(next.Boxes, n.After.ID, func(b Box, id model.ID) int {
			return cmp.Compare(b.Node.ID, id)
		})
		if !there || n.Op != model.Changed {
			return nil, nil, false
		}
		next.Boxes[i] = box(n.After, next.Options, next.Lang)
		ids = append(ids, n.After.ID)
	}
	return next, next.reroute(ids), true
}

// reroute leads the lines of what moved anew; it adds those that look different to the list.
func (d *Diagram) reroute(ids []model.ID) []model.ID {
	var plan layout.Graph
	if d.Graph.Meta().Direction == model.TopBottom {
		plan.Dir = layout.TB
	}
	for _, b := range d.Boxes {
		plan.Nodes = append(plan.Nodes, node(b, layout.None))
	}
	var io, sync []int // of links, in the order of the plan
	for i, l := range d.Links {
		switch r := l.Relation; {
		case !slices.Contains(ids, r.From) && !slices.Contains(ids, r.To):
		case r.Kind == model.Sync:
			plan.Syncs = append(plan.Syncs, [2]layout.End{l.From, l.To})
			sync = append(sync, i)
		default:
			plan.Edges = append(plan.Edges, layout.Edge{From: l.From, To: l.To})
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
