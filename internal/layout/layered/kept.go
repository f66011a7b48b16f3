package layered

import (
	"context"
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
)

// weighedLines is the number of lines up to which a picture is drawn to see whether tidying it is worth its while.
const weighedLines = 600

// kept is the tidied picture, unless more lines cross in it than before. Then boxes are brought into columns alone, and if
// that is no better either, or they would hit each other, they stay where they are. Whatever it is, tidied again it stays: its
// ranks and orders are those there were. empty are the groups that hold nothing.
func kept(ctx context.Context, g *layout.Graph, tidied *layout.Result, empty []int) (*layout.Result, error) {
	if len(g.Edges)+len(g.Syncs) > weighedLines || !allStand(g, empty) {
		return tidied, nil
	}
	now := make([]geom.Point, len(g.Nodes))
	columns := make([]geom.Point, len(g.Nodes))
	for i, n := range g.Nodes {
		switch p := n.At.Round(); {
		case n.Pinned:
			now[i], columns[i] = n.At, n.At
		case g.Dir == layout.TB:
			now[i], columns[i] = p, geom.Pt(p.X, tidied.At[i].Y)
		default:
			now[i], columns[i] = p, geom.Pt(tidied.At[i].X, p.Y)
		}
	}
	if slices.Equal(now, tidied.At) {
		return tidied, nil
	}
	before := &layout.Result{At: now, Frames: layout.Frames(at(g, now))}
	aligned := &layout.Result{At: columns, Frames: layout.Frames(at(g, columns))}
	var f [3]layout.Figures
	for i, r := range []*layout.Result{tidied, before, aligned} {
		var err error
		if f[i], err = drawnFigures(ctx, g, r); err != nil {
			return nil, err
		}
		switch {
		case i == 1 && (f[0].Crossings <= f[1].Crossings || !asSound(f[1], f[0])):
			return tidied, nil
		case i == 2 && f[2].Crossings <= f[1].Crossings && asSound(f[2], f[0]):
			return aligned, nil
		}
	}
	return before, nil
}

// allStand says that everything has a place, and nothing is left out.
func allStand(g *layout.Graph, empty []int) bool {
	return !slices.ContainsFunc(g.Nodes, func(n layout.Node) bool { return !n.Placed || n.Fixed }) &&
		!slices.ContainsFunc(empty, func(k int) bool { return !g.Groups[k].Placed })
}

// asSound says that a picture is as good as another in all that is promised but crossings.
func asSound(f, other layout.Figures) bool {
	return f.NodeOverlaps == 0 && f.ForeignInFrames == 0 && f.FrameOverlaps == 0 && f.EdgesThroughNodes <= other.EdgesThroughNodes &&
		f.SyncAdjacent >= other.SyncAdjacent
}

// at is a graph whose nodes stand in other places.
func at(g *layout.Graph, places []geom.Point) *layout.Graph {
	h := *g
	h.Nodes = append([]layout.Node(nil), g.Nodes...)
	for i := range h.Nodes {
		h.Nodes[i].At = places[i]
	}
	return &h
}

// drawnFigures says how good places are as they are drawn.
func drawnFigures(ctx context.Context, g *layout.Graph, r *layout.Result) (layout.Figures, error) {
	drawn, err := layout.FinishUntil(ctx, g, r, layout.Careful)
	if err != nil {
		return layout.Figures{}, err
	}
	return layout.Measure(ctx, at(g, r.At), drawn)
}
