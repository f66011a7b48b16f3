package pptx

import (
	"math"

	"seika/internal/diagram"
	"seika/internal/geom"
)

// mostStretches is how many a connector has at most.
const mostStretches = 5

// shortCut is a way with four or five stretches for a route with more: it sets out and arrives as that does, on lines that
// the route has. It crosses as few boxes as can be, and then is as near to the length of the route as can be.
func shortCut(points []geom.Point, boxes []diagram.Box) []geom.Point {
	turned := math.Abs(points[1].X-points[0].X) < near
	if turned {
		points = swapped(points)
	}
	n := len(points) - 1
	a, b := points[0], points[n]
	long := length(points)
	var best []geom.Point
	least := math.Inf(1)
	try := func(way ...geom.Point) {
		flat := corners(way)
		if len(flat) < 2 || !squared(flat) || !ahead(points[1].Sub(a), flat[1].Sub(a)) || !ahead(b.Sub(points[n-1]), b.Sub(flat[len(flat)-2])) {
			return
		}
		shown := flat
		if turned {
			shown = swapped(flat)
		}
		const aCrossing = 1e6
		if cost := aCrossing*float64(crossings(shown, boxes)) + math.Abs(length(flat)-long); cost < least {
			best, least = way, cost
		}
	}
	for i := 1; i < n; i += 2 { // upright stretches
		for j := 2; j < n; j += 2 { // level ones
			first, level := points[i].X, points[j].Y
			if n%2 == 0 {
				try(a, geom.Pt(first, a.Y), geom.Pt(first, level), geom.Pt(b.X, level), b)
				continue
			}
			for k := 1; k < n; k += 2 {
				last := points[k].X
				try(a, geom.Pt(first, a.Y), geom.Pt(first, level), geom.Pt(last, level), geom.Pt(last, b.Y), b)
			}
		}
	}
	if turned {
		best = swapped(best)
	}
	return best
}

// ahead says that two stretches lead the same way.
func ahead(u, v geom.Point) bool { return u.X*v.X+u.Y*v.Y > 0 }

func length(points []geom.Point) float64 {
	sum := 0.0
	for i := 1; i < len(points); i++ {
		sum += points[i].Dist(points[i-1])
	}
	return sum
}

// crossings counts boxes that stretches lead through; along an edge is not through.
func crossings(points []geom.Point, boxes []diagram.Box) int {
	n := 0
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		x0, x1, y0, y1 := math.Min(p.X, q.X), math.Max(p.X, q.X), math.Min(p.Y, q.Y), math.Max(p.Y, q.Y)
		for j := range boxes {
			r := boxes[j].Rect
			if x0 < r.Max.X-near && x1 > r.Min.X+near && y0 < r.Max.Y-near && y1 > r.Min.Y+near {
				n++
			}
		}
	}
	return n
}
