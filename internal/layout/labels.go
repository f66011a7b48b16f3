package layout

import (
	"cmp"
	"slices"

	"seika/internal/geom"
)

// labelOff is how far beside its line a label stands that finds no room on it, px.
const labelOff = 4.0

// Labels finds the centre of every edge's label: on the longest straight run of its line where it meets neither box nor
// label, else beside the line. Edges without a label have the zero point.
func Labels(g *Graph, routes []Route) []geom.Point {
	at := make([]geom.Point, len(g.Edges))
	var near *grid
	var placed []geom.Rect
	for i, e := range g.Edges {
		if e.Label.W <= 0 || e.Label.H <= 0 || len(routes[i].Points) < 2 {
			continue
		}
		if near == nil {
			boxes := make([]geom.Rect, len(g.Nodes))
			for v, n := range g.Nodes {
				boxes[v] = n.Box()
			}
			near = newGrid(boxes)
		}
		free := func(p geom.Point) bool {
			r := geom.Centered(p, e.Label)
			ok := !slices.ContainsFunc(placed, r.Overlaps)
			near.each(r, func(j int32) { ok = ok && !r.Overlaps(near.rects[j]) })
			return ok
		}
		at[i] = labelAt(routes[i].Points, e.Label, free)
		placed = append(placed, geom.Centered(at[i], e.Label))
	}
	return at
}

// labelAt tries the runs of a line, longest first: their middle, a quarter to either side, then beside the line.
func labelAt(points []geom.Point, size geom.Size, free func(geom.Point) bool) geom.Point {
	runs := make([][2]geom.Point, 0, len(points)-1)
	for k := 1; k < len(points); k++ {
		runs = append(runs, [2]geom.Point{points[k-1], points[k]})
	}
	slices.SortStableFunc(runs, func(a, b [2]geom.Point) int { return cmp.Compare(b[0].Dist(b[1]), a[0].Dist(a[1])) })
	aside := geom.Pt(size.W/2+labelOff, size.H/2+labelOff)
	for _, off := range [3]float64{0, -1, 1} {
		for _, r := range runs {
			for _, t := range [3]float64{0.5, 0.25, 0.75} {
				p := r[0].Lerp(r[1], t)
				if r[0].X == r[1].X {
					p.X += aside.X * off
				} else {
					p.Y += aside.Y * off
				}
				if p = p.Round(); free(p) {
					return p
				}
			}
		}
	}
	return runs[0][0].Lerp(runs[0][1], 0.5).Round()
}
