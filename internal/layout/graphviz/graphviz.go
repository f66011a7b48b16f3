// Package graphviz lays out through Graphviz, which runs in a process of its own: compiled to WebAssembly it can neither be
// interrupted nor trusted to say when it failed. Here are both sides of the pipe, the client and what the worker serves, and
// the DOT between them. Graphviz itself is a function handed to Serve; only the worker's main package links it.
//
// A worker that is missing, slow, or wrong never costs more than its deadline: Engine then lets another engine do the work.
package graphviz

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
)

// Limits of what is given to Graphviz.
const (
	maxNodes = 1_000
	maxEdges = 3_000
	maxDepth = 50 // of groups; 300 overflow its stack
	maxPlace = 1e7
)

// Errors of a layout by the worker. All others, but that of the context, say what it did wrong.
var (
	ErrMissing  = errors.New("there is no seika-layout")
	ErrTooLarge = errors.New("the model is too large for Graphviz")
	ErrOff      = errors.New("seika-layout failed three times in a row and is left alone")
)

// Engine lets the worker find places, and another engine where it cannot.
type Engine struct {
	Worker *Worker
	Else   layout.Engine
	Fell   func(why error) // told before Else works; may be nil
}

// Layout finds places for all nodes and empty groups.
func (e *Engine) Layout(ctx context.Context, g *layout.Graph) (*layout.Result, error) {
	if err := layout.Check(g); err != nil {
		return nil, err
	}
	r, err := e.Worker.layout(ctx, g)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil:
		return r, nil
	}
	if e.Fell != nil {
		e.Fell(err)
	}
	return e.Else.Layout(ctx, g)
}

// fits says why a graph is not given to Graphviz.
func fits(g *layout.Graph) error {
	if len(g.Nodes) > maxNodes || len(g.Edges)+len(g.Syncs) > maxEdges {
		return ErrTooLarge
	}
	depth := make([]int, len(g.Groups))
	for i, p := range g.Groups {
		if p.Parent != layout.None {
			depth[i] = depth[p.Parent] + 1
		}
		if depth[i] > maxDepth {
			return ErrTooLarge
		}
	}
	return nil
}

// result makes a picture of the worker's answer, if that is one.
func result(ctx context.Context, g *layout.Graph, a answer) (*layout.Result, error) {
	empty := empties(g)
	if len(a.At) != len(g.Nodes) || len(a.Frames) != len(empty) {
		return nil, fmt.Errorf("seika-layout placed %d of %d boxes, %d of %d empty groups", len(a.At), len(g.Nodes), len(a.Frames), len(empty))
	}
	all := slices.Concat(a.At, a.Frames)
	same := len(all) > 1
	for _, p := range all {
		if !(math.Abs(p[0]) <= maxPlace && math.Abs(p[1]) <= maxPlace) {
			return nil, fmt.Errorf("seika-layout placed a box at %v, %v", p[0], p[1])
		}
		same = same && p == all[0]
	}
	if same {
		return nil, errors.New("seika-layout placed all boxes at one point")
	}
	placed := *g
	placed.Nodes, placed.Groups = slices.Clone(g.Nodes), slices.Clone(g.Groups)
	by := shift(g, a.At)
	r := &layout.Result{At: make([]geom.Point, len(g.Nodes))}
	for i, p := range a.At {
		r.At[i] = geom.Pt(p[0], p[1]).Add(by).Round()
		if g.Nodes[i].Held() {
			r.At[i] = g.Nodes[i].At
		}
		placed.Nodes[i].At = r.At[i]
	}
	for i, k := range empty {
		placed.Groups[k].At, placed.Groups[k].Placed = geom.Pt(a.Frames[i][0], a.Frames[i][1]).Add(by).Round(), true
	}
	r.Frames = layout.Frames(&placed)
	placed.Edges, placed.Syncs = nil, nil
	f, err := layout.Measure(ctx, &placed, r)
	if err != nil {
		return nil, fmt.Errorf("check the answer of seika-layout: %w", err)
	}
	if f.NodeOverlaps > 0 || f.ForeignInFrames > 0 || f.FrameOverlaps > 0 {
		return nil, fmt.Errorf("seika-layout: %d boxes overlap, %d lie in foreign frames, %d frames overlap", f.NodeOverlaps, f.ForeignInFrames, f.FrameOverlaps)
	}
	return r, nil
}

// shift is by how much an answer is moved so that half of the held nodes lie to either side of where they must come back.
func shift(g *layout.Graph, at [][2]float64) geom.Point {
	var dx, dy []float64
	for i, n := range g.Nodes {
		if n.Held() {
			dx, dy = append(dx, n.At.X-at[i][0]), append(dy, n.At.Y-at[i][1])
		}
	}
	if len(dx) == 0 {
		return geom.Point{}
	}
	slices.Sort(dx)
	slices.Sort(dy)
	return geom.Pt(dx[len(dx)/2], dy[len(dy)/2])
}
