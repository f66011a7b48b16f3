package layout

import (
	"math"

	"seika/internal/geom"
)

// piece is a straight part of a line: from points[at] to points[at+1].
type piece struct {
	line int32
	at   int32
}

// longPiece is how long a slanting part may be before it is cut: its rectangle would meet half the picture.
const longPiece = 200 // px

// meetings counts crossings and pairs of lines that run on each other.
func (m *measurer) meetings() {
	lines := make([][]geom.Point, len(m.lines))
	var pieces []piece
	var rects []geom.Rect
	for i, l := range m.lines {
		lines[i] = cut(l.points)
		for k := 0; k+1 < len(lines[i]); k++ {
			pieces = append(pieces, piece{int32(i), int32(k)})
			rects = append(rects, geom.Around(lines[i][k], lines[i][k+1]))
		}
	}
	near := newGrid(rects)
	type pair struct{ a, b int32 }
	runs := map[pair]float64{} // only ever added to, and counted
	for i, p := range pieces {
		if m.stopped(1) {
			return
		}
		near.each(rects[i].Grow(collinearNear), func(j int32) {
			m.work++
			q := pieces[j]
			if int(j) <= i || q.line == p.line {
				return
			}
			a, b := lines[p.line], lines[q.line]
			if crosses(a, int(p.at), b, int(q.at)) {
				m.f.Crossings++
			}
			if m.lines[p.line].shares(m.lines[q.line]) {
				return
			}
			if run := together(a[p.at], a[p.at+1], b[q.at], b[q.at+1]); run > 0 {
				runs[pair{p.line, q.line}] += run
			}
		})
	}
	for _, run := range runs {
		if run > collinearRun {
			m.f.CollinearPairs++
		}
	}
}

// cut drops points that repeat and parts long slanting stretches; what is drawn stays the same.
func cut(points []geom.Point) []geom.Point {
	var out []geom.Point
	for _, p := range points {
		if len(out) == 0 {
			out = append(out, p)
			continue
		}
		last := out[len(out)-1]
		if p == last {
			continue
		}
		n := 1
		if p.X != last.X && p.Y != last.Y {
			n = int(min(10_000, math.Ceil(p.Dist(last)/longPiece)))
		}
		for k := 1; k < n; k++ {
			out = append(out, last.Lerp(p, float64(k)/float64(n)))
		}
		out = append(out, p)
	}
	return out
}

// onLine is how far beside a straight line a point may lie and still count as on it, px.
const onLine = 0.01

// beside is on which side of the line through p and q a point lies: -1, 0 or 1.
func beside(p, q, at geom.Point) int {
	d, v := q.Sub(p), at.Sub(p)
	c := (d.X*v.Y - d.Y*v.X) / d.Len()
	switch {
	case c > onLine:
		return 1
	case c < -onLine:
		return -1
	default:
		return 0
	}
}

// crosses says that lines a and b change sides where piece i of a meets piece j of b. A corner counts with the piece that
// ends in it, so that it counts once.
func crosses(a []geom.Point, i int, b []geom.Point, j int) bool {
	a0, a1, b0, b1 := a[i], a[i+1], b[j], b[j+1]
	if a0.X == a1.X && b0.X == b1.X || a0.Y == a1.Y && b0.Y == b1.Y {
		return false // side by side; most pairs are, or at right angles
	}
	s0, s1 := beside(b0, b1, a0), beside(b0, b1, a1)
	t0, t1 := beside(a0, a1, b0), beside(a0, a1, b1)
	switch {
	case s0 == 0 && s1 == 0:
		return false // a common stretch, or a point between two of them
	case s0*s1 < 0 && t0*t1 < 0:
		return true
	case s1 == 0 && t0*t1 < 0: // a corner of a on b
		return i+2 < len(a) && s0*beside(b0, b1, a[i+2]) < 0
	case t1 == 0 && s0*s1 < 0: // a corner of b on a
		return j+2 < len(b) && t0*beside(a0, a1, b[j+2]) < 0
	case s1 == 0 && t1 == 0 && a1.Dist(b1) <= 2*onLine: // corner on corner
		return i+2 < len(a) && j+2 < len(b) && parts(a1, a0, a[i+2], b0, b[j+2])
	default:
		return false
	}
}

// parts says that the rays from o to a and to b have the rays to c and to d on different sides, none on top of another.
func parts(o, a, b, c, d geom.Point) bool {
	angle := func(p geom.Point) float64 {
		v := math.Atan2(p.Y-o.Y, p.X-o.X) - math.Atan2(a.Y-o.Y, a.X-o.X)
		if v < 0 {
			v += 2 * math.Pi
		}
		return v
	}
	const same = 1e-4 // rad
	wedge, in, out := angle(b), angle(c), angle(d)
	for _, v := range [2]float64{in, out} {
		if v < same || v > 2*math.Pi-same || math.Abs(v-wedge) < same {
			return false
		}
	}
	return (in < wedge) != (out < wedge)
}

// together is the length of the part of p–q that lies within collinearNear of r–s.
func together(p, q, r, s geom.Point) float64 {
	d, e := q.Sub(p), s.Sub(r)
	long, other := d.Len(), e.Len()
	if long == 0 || other == 0 {
		return 0
	}
	// Both the distance from r–s and the place along it change evenly on the way from p to q.
	t0, t1 := 0.0, 1.0
	clip := func(at0, at1, lo, hi float64) {
		if at0 == at1 {
			if at0 < lo || at0 > hi {
				t1 = -1
			}
			return
		}
		a, b := (lo-at0)/(at1-at0), (hi-at0)/(at1-at0)
		t0, t1 = max(t0, min(a, b)), min(t1, max(a, b))
	}
	far := func(at geom.Point) float64 { v := at.Sub(r); return (e.X*v.Y - e.Y*v.X) / other }
	along := func(at geom.Point) float64 { v := at.Sub(r); return (e.X*v.X + e.Y*v.Y) / other }
	clip(far(p), far(q), -collinearNear, collinearNear)
	clip(along(p), along(q), 0, other)
	return max(0, t1-t0) * long
}
