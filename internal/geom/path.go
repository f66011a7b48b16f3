package geom

import "math"

// Verb says what a segment does.
type Verb uint8

// The five verbs of a path, as in SVG: M L Q C Z.
const (
	Move Verb = iota
	Line
	Quad
	Cubic
	Close
)

// Seg is one step of a path. Its points are, by verb: Move and Line P[0]; Quad control P[0], end P[1]; Cubic controls
// P[0] and P[1], end P[2]; Close none.
type Seg struct {
	Verb Verb
	P    [3]Point
}

// End is the point the segment ends on; Close has none.
func (s Seg) End() Point {
	switch s.Verb {
	case Quad:
		return s.P[1]
	case Cubic:
		return s.P[2]
	default:
		return s.P[0]
	}
}

// points counts the points a verb uses.
func (v Verb) points() int {
	switch v {
	case Move, Line:
		return 1
	case Quad:
		return 2
	case Cubic:
		return 3
	case Close:
		return 0
	default:
		panic("unknown verb")
	}
}

// Path is a row of segments. Paths are built once and then only read.
type Path []Seg

// MoveTo starts a new sub-path.
func (p *Path) MoveTo(q Point) { *p = append(*p, Seg{Move, [3]Point{q}}) }

// LineTo adds a straight line.
func (p *Path) LineTo(q Point) { *p = append(*p, Seg{Line, [3]Point{q}}) }

// QuadTo adds a quadratic curve.
func (p *Path) QuadTo(c, q Point) { *p = append(*p, Seg{Quad, [3]Point{c, q}}) }

// CubeTo adds a cubic curve.
func (p *Path) CubeTo(c, d, q Point) { *p = append(*p, Seg{Cubic, [3]Point{c, d, q}}) }

// Close closes the sub-path.
func (p *Path) Close() { *p = append(*p, Seg{Verb: Close}) }

// Map returns the path with every point replaced by f of it.
func (p Path) Map(f func(Point) Point) Path {
	out := make(Path, len(p))
	for i, s := range p {
		for j := range s.Verb.points() {
			s.P[j] = f(s.P[j])
		}
		out[i] = s
	}
	return out
}

// Translate returns the path moved by d.
func (p Path) Translate(d Point) Path { return p.Map(func(q Point) Point { return q.Add(d) }) }

// Bounds is the smallest rectangle that holds all points of the path, control points included. A path without points
// has the zero rectangle.
func (p Path) Bounds() Rect {
	first := true
	var r Rect
	for _, s := range p {
		for j := range s.Verb.points() {
			if first {
				r, first = Rect{s.P[j], s.P[j]}, false
				continue
			}
			r = r.Include(s.P[j])
		}
	}
	return r
}

// maxPieces bounds what one curve is cut into, so that huge coordinates cannot make a path endless.
const maxPieces = 256

// Flatten cuts curves into straight lines that stray at most tol px from them, and hands every sub-path to yield with a
// word on whether it was closed. The points lie in buf, or in what it grew to, which comes back for the next call: copy
// what is to be kept.
func (p Path) Flatten(buf []Point, tol float64, yield func(points []Point, closed bool)) []Point {
	run := buf[:0]
	flush := func(closed bool) {
		if len(run) > 0 {
			yield(run, closed)
		}
		run = run[:0]
	}
	var start, at Point
	for _, s := range p {
		switch s.Verb {
		case Move:
			flush(false)
			start = s.P[0]
			run = append(run, start)
		case Line:
			run = append(run, s.P[0])
		case Quad:
			n := pieces(s.P[0].Sub(at.Lerp(s.P[1], 0.5)).Len(), tol)
			for i := 1; i <= n; i++ {
				t := float64(i) / float64(n)
				a, b := at.Lerp(s.P[0], t), s.P[0].Lerp(s.P[1], t)
				run = append(run, a.Lerp(b, t))
			}
		case Cubic:
			d := math.Max(s.P[0].Sub(at.Lerp(s.P[2], 1.0/3)).Len(), s.P[1].Sub(at.Lerp(s.P[2], 2.0/3)).Len())
			n := pieces(d*1.5, tol)
			for i := 1; i <= n; i++ {
				t := float64(i) / float64(n)
				a, b, c := at.Lerp(s.P[0], t), s.P[0].Lerp(s.P[1], t), s.P[1].Lerp(s.P[2], t)
				run = append(run, a.Lerp(b, t).Lerp(b.Lerp(c, t), t))
			}
		case Close:
			flush(true)
			at = start
			continue
		default:
			panic("unknown verb")
		}
		at = s.End()
	}
	flush(false)
	return run
}

// pieces is how many straight lines keep a curve whose control point is bulge px off within tol.
func pieces(bulge, tol float64) int {
	if !(bulge > tol) {
		return 1
	}
	n := math.Ceil(math.Sqrt(bulge / tol))
	if !(n < maxPieces) {
		return maxPieces
	}
	return int(n)
}

// kappa places the control points of a cubic so that it passes for a quarter circle.
const kappa = 0.5522847498307936

// RoundRect is the closed outline of r with corners of the given radius, clockwise from the top left. A radius beyond
// half of the shorter side is cut to that.
func RoundRect(r Rect, radius float64) Path { return AppendRoundRect(make(Path, 0, 10), r, radius) }

// AppendRoundRect adds the outline of RoundRect to a path.
func AppendRoundRect(p Path, r Rect, radius float64) Path {
	radius = math.Min(radius, math.Min(r.W(), r.H())/2)
	if !(radius > 0) { // or is no number
		p.MoveTo(r.Min)
		p.LineTo(Pt(r.Max.X, r.Min.Y))
		p.LineTo(r.Max)
		p.LineTo(Pt(r.Min.X, r.Max.Y))
		p.Close()
		return p
	}
	k := radius * (1 - kappa)
	side := func(long float64, q Point) {
		if long > 2*radius*(1+1e-9) { // in a circle or capsule corner follows corner
			p.LineTo(q)
		}
	}
	p.MoveTo(Pt(r.Min.X+radius, r.Min.Y))
	side(r.W(), Pt(r.Max.X-radius, r.Min.Y))
	p.CubeTo(Pt(r.Max.X-k, r.Min.Y), Pt(r.Max.X, r.Min.Y+k), Pt(r.Max.X, r.Min.Y+radius))
	side(r.H(), Pt(r.Max.X, r.Max.Y-radius))
	p.CubeTo(Pt(r.Max.X, r.Max.Y-k), Pt(r.Max.X-k, r.Max.Y), Pt(r.Max.X-radius, r.Max.Y))
	side(r.W(), Pt(r.Min.X+radius, r.Max.Y))
	p.CubeTo(Pt(r.Min.X+k, r.Max.Y), Pt(r.Min.X, r.Max.Y-k), Pt(r.Min.X, r.Max.Y-radius))
	side(r.H(), Pt(r.Min.X, r.Min.Y+radius))
	p.CubeTo(Pt(r.Min.X, r.Min.Y+k), Pt(r.Min.X+k, r.Min.Y), Pt(r.Min.X+radius, r.Min.Y))
	p.Close()
	return p
}

// Polyline is the open path through the points with corners rounded by radius where there is room.
func Polyline(points []Point, radius float64) Path {
	p := make(Path, 0, 2*len(points))
	for i, q := range points {
		switch {
		case i == 0:
			p.MoveTo(q)
		case i == len(points)-1 || radius <= 0:
			p.LineTo(q)
		default:
			in, out := points[i-1].Sub(q), points[i+1].Sub(q)
			r := math.Min(radius, math.Min(in.Len(), out.Len())/2)
			if r < 0.01 {
				p.LineTo(q)
				continue
			}
			p.LineTo(q.Add(in.Mul(r / in.Len())))
			p.QuadTo(q, q.Add(out.Mul(r/out.Len())))
		}
	}
	return p
}
