package draw

import (
	"context"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/taskview"
)

// Arrange lays a view out: where its file says, if it says so of every node; else an engine finds places.
func Arrange(ctx context.Context, v *taskview.View, e layout.Engine) (*Picture, error) {
	p := &Picture{View: v, boxes: map[string]geom.Rect{}}
	drawn := map[string]geom.Rect{}
	for _, s := range v.Shapes {
		drawn[s.Element] = geom.R(s.X, s.Y, s.X+s.W, s.Y+s.H)
	}
	plan := Plan(v)
	whole := len(v.Nodes) > 0
	for _, n := range v.Nodes {
		_, ok := drawn[n.ID]
		whole = whole && ok
	}
	r := &layout.Result{}
	if whole {
		for i, n := range v.Nodes {
			plan.Nodes[i].Size = drawn[n.ID].Size()
			r.At = append(r.At, drawn[n.ID].Center())
		}
	} else {
		var err error
		if r, err = e.Layout(ctx, thinned(plan)); err != nil {
			return nil, err
		}
	}
	for i, n := range v.Nodes {
		p.boxes[n.ID] = geom.Centered(r.At[i], plan.Nodes[i].Size)
	}
	if whole {
		p.frame(drawn)
	}
	p.lead(layout.Finish(plan, r, layout.Quick))
	return p, nil
}

// Crowded says that so many lines go between so few signs that laying them out takes many seconds, and shows nothing.
func Crowded(p *layout.Graph) bool {
	const lines, each = 1500, 8
	return len(p.Edges) > lines && len(p.Edges) > each*len(p.Nodes)
}

// thinned is a plan to find places by: of a crowded one, of each node only the last line that leads to it.
func thinned(p *layout.Graph) *layout.Graph {
	if !Crowded(p) {
		return p
	}
	last := map[int]layout.Edge{}
	for _, e := range p.Edges {
		if old, ok := last[e.To.Index]; !ok || e.From.Index > old.From.Index && e.From.Index < e.To.Index {
			last[e.To.Index] = e
		}
	}
	thin := *p
	thin.Edges = nil
	for i := range p.Nodes {
		if e, ok := last[i]; ok {
			thin.Edges = append(thin.Edges, e)
		}
	}
	return &thin
}
