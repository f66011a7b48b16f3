package diagram

import (
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/typeset"
	"seika/model"
)

// moved is Update with Quick or Near routing where nothing but places of deliverables differs, as while one is dragged and
// when it is dropped: nothing is measured again, and only lines that this touches are routed.
func (d *Diagram) moved(g *model.Graph, how layout.Routing) (next *Diagram, ids []model.ID, ok bool) {
	c := model.Diff(d.Graph, g)
	if len(c.Nodes) == 0 || len(c.Groups) > 0 || !c.OnlyGeometry() {
		return nil, nil, false
	}
	next = &Diagram{
		Graph: g, Options: d.Options, Lang: d.Lang,
		Boxes: slices.Clone(d.Boxes), Links: slices.Clone(d.Links), Frames: slices.Clone(d.Frames),
	}
	next.Options.Routing = how
	boxes := make([]bool, len(next.Boxes))
	for _, n := range c.Nodes {
		i := place(next.Boxes, n.After.ID, func(b *Box) model.ID { return b.Node.ID })
		next.Boxes[i] = box(n.After, next.Options, next.Lang)
		boxes[i] = true
		ids = append(ids, n.After.ID)
	}
	plan := next.plan()
	frames := next.reframe(&plan)
	lines := next.reroute(plan, boxes, frames)
	next.relabel(plan, lines)
	for i := range lines {
		if lines[i] {
			ids = append(ids, next.Links[i].Relation.ID())
		}
	}
	for i := range frames {
		if frames[i] {
			ids = append(ids, next.Frames[i].Group.ID)
		}
	}
	next.bound()
	return next, ids, true
}

// plan is the boxes and frames of a diagram as the layout sees them, without lines.
func (d *Diagram) plan() layout.Graph {
	var plan layout.Graph
	if d.Graph.Meta().Direction == model.TopBottom {
		plan.Dir = layout.TB
	}
	at := make(map[model.ID]layout.End, len(d.Frames))
	for i := range d.Frames {
		f := &d.Frames[i]
		plan.Groups = append(plan.Groups, group(f.Group, f.Title.Line, groupIndex(at, f.Group.In)))
		at[f.Group.ID] = layout.End{Index: i, Group: true}
	}
	plan.Nodes = make([]layout.Node, len(d.Boxes))
	for i := range d.Boxes {
		b := &d.Boxes[i]
		plan.Nodes[i] = node(b, groupIndex(at, b.Node.In))
	}
	return plan
}

// reframe draws the frames round where the boxes are now; it says which that changes.
func (d *Diagram) reframe(plan *layout.Graph) (changed []bool) {
	changed = make([]bool, len(d.Frames))
	for i, r := range layout.Frames(plan) {
		f := &d.Frames[i]
		if changed[i] = f.Rect != r; changed[i] {
			*f = frame(f.Group, r, f.Title.Line, f.Depth)
		}
	}
	return changed
}

// reroute leads the lines of boxes and frames that moved anew, and with Near routing others they touch; it says which look
// different.
func (d *Diagram) reroute(plan layout.Graph, boxes, frames []bool) (changed []bool) {
	changed = make([]bool, len(d.Links))
	near := d.Options.Routing == layout.Near
	moved := func(e layout.End) bool {
		if e.Group {
			return frames[e.Index]
		}
		return boxes[e.Index]
	}
	var lines []int // of links, in the order of the plan: inputs, then syncs
	var was []layout.Route
	for i := range d.Links {
		l := &d.Links[i]
		if !near && !moved(l.From) && !moved(l.To) {
			continue
		}
		if l.Relation.Kind == model.Sync {
			plan.Syncs = append(plan.Syncs, [2]layout.End{l.From, l.To})
		} else {
			plan.Edges = append(plan.Edges, layout.Edge{From: l.From, To: l.To})
		}
		lines, was = append(lines, i), append(was, l.Route)
	}
	var routes []layout.Route
	if near {
		routes, _ = layout.Reroute(&plan, was, indexes(boxes), layout.Near)
	} else {
		routes = layout.Routes(&plan, layout.Quick)
	}
	for j, route := range routes {
		l := &d.Links[lines[j]]
		changed[lines[j]] = !slices.Equal(l.Route.Points, route.Points)
		l.Route = route
	}
	return changed
}

// indexes lists where there is a true.
func indexes(set []bool) []int {
	var out []int
	for i, in := range set {
		if in {
			out = append(out, i)
		}
	}
	return out
}

// relabel puts the labels where there is room for them now; lines whose labels that moves are changed too.
func (d *Diagram) relabel(plan layout.Graph, changed []bool) {
	if !slices.ContainsFunc(d.Links, func(l Link) bool { return len(l.Label) > 0 }) {
		return
	}
	labels := make([][]typeset.Line, len(d.Links))
	routes := make([]layout.Route, len(d.Links))
	for i := range d.Links {
		l := &d.Links[i]
		routes[i] = l.Route
		for _, t := range l.Label {
			labels[i] = append(labels[i], t.Line)
		}
		if l.Relation.Kind != model.Sync {
			plan.Edges = append(plan.Edges, layout.Edge{From: l.From, To: l.To, Label: labelBox(labels[i])})
		}
	}
	places := layout.Labels(&plan, routes)
	for i := range d.Links {
		l := &d.Links[i]
		label := labelled(labels[i], i, places, l.Route)
		changed[i] = changed[i] || !sameTexts(l.Label, label)
		l.Label = label
	}
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
		d.Bounds = d.Bounds.Union(around(l.Route.Points).Grow(1)).Union(labelBounds(l.Label))
	}
	for _, x := range d.Stubs {
		d.Bounds = d.Bounds.Union(around(x.Points)).Union(x.Tag)
	}
}

func labelBounds(label []Text) (r geom.Rect) {
	for _, t := range label {
		r = r.Union(geom.R(t.At.X, t.At.Y-labelLine, t.At.X+t.Line.Width, t.At.Y+labelLine/2))
	}
	return r
}
