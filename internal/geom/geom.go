// Package geom holds points, sizes, rectangles and paths, and their arithmetic. It knows nothing of what is drawn with them.
//
// Units are px at 96 dpi and 100 % zoom, y grows downwards, everything is float64.
package geom

import "math"

// Point is a place or a vector.
type Point struct{ X, Y float64 }

// Pt makes a point.
func Pt(x, y float64) Point { return Point{x, y} }

// Add returns p moved by q.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Sub returns the vector from q to p.
func (p Point) Sub(q Point) Point { return Point{p.X - q.X, p.Y - q.Y} }

// Mul returns p scaled by k about the origin.
func (p Point) Mul(k float64) Point { return Point{p.X * k, p.Y * k} }

// Len is the Euclidean length of the vector.
func (p Point) Len() float64 { return math.Hypot(p.X, p.Y) }

// Dist is the Euclidean distance to q.
func (p Point) Dist(q Point) float64 { return p.Sub(q).Len() }

// Lerp is the point a share t of the way to q.
func (p Point) Lerp(q Point, t float64) Point {
	return Point{p.X + (q.X-p.X)*t, p.Y + (q.Y-p.Y)*t}
}

// Round returns the nearest whole px; halves go away from zero.
func (p Point) Round() Point { return Point{math.Round(p.X), math.Round(p.Y)} }

// Swap exchanges the axes: left-to-right pictures become top-to-bottom ones.
func (p Point) Swap() Point { return Point{p.Y, p.X} }

// Finite says that neither coordinate is NaN or infinite.
func (p Point) Finite() bool { return finite(p.X) && finite(p.Y) }

// Size is a width and a height.
type Size struct{ W, H float64 }

// Swap exchanges width and height.
func (s Size) Swap() Size { return Size{s.H, s.W} }

// Rect is the area from Min to Max. It is empty where Max is not beyond Min on both axes.
type Rect struct{ Min, Max Point }

// R makes a rectangle from its edges: left, top, right, bottom.
func R(x0, y0, x1, y1 float64) Rect { return Rect{Point{x0, y0}, Point{x1, y1}} }

// Centered is the rectangle of size s round c.
func Centered(c Point, s Size) Rect {
	return R(c.X-s.W/2, c.Y-s.H/2, c.X+s.W/2, c.Y+s.H/2)
}

// Around is the smallest rectangle holding both points, whatever their order.
func Around(p, q Point) Rect {
	return R(min(p.X, q.X), min(p.Y, q.Y), max(p.X, q.X), max(p.Y, q.Y))
}

// W is the width.
func (r Rect) W() float64 { return r.Max.X - r.Min.X }

// H is the height.
func (r Rect) H() float64 { return r.Max.Y - r.Min.Y }

// Size is width and height.
func (r Rect) Size() Size { return Size{r.W(), r.H()} }

// Center is the middle.
func (r Rect) Center() Point { return Point{(r.Min.X + r.Max.X) / 2, (r.Min.Y + r.Max.Y) / 2} }

// Empty says that the rectangle has no area.
func (r Rect) Empty() bool { return !(r.Min.X < r.Max.X && r.Min.Y < r.Max.Y) }

// Add returns r moved by p.
func (r Rect) Add(p Point) Rect { return Rect{r.Min.Add(p), r.Max.Add(p)} }

// Grow returns r with every edge moved outwards by d; a negative d shrinks it.
func (r Rect) Grow(d float64) Rect { return R(r.Min.X-d, r.Min.Y-d, r.Max.X+d, r.Max.Y+d) }

// Union is the smallest rectangle holding both. An empty rectangle adds nothing.
func (r Rect) Union(s Rect) Rect {
	if r.Empty() {
		return s
	}
	if s.Empty() {
		return r
	}
	return R(min(r.Min.X, s.Min.X), min(r.Min.Y, s.Min.Y), max(r.Max.X, s.Max.X), max(r.Max.Y, s.Max.Y))
}

// Include is the smallest rectangle holding r and p; r may be a single point.
func (r Rect) Include(p Point) Rect {
	return R(min(r.Min.X, p.X), min(r.Min.Y, p.Y), max(r.Max.X, p.X), max(r.Max.Y, p.Y))
}

// Intersect is the common area, empty where there is none.
func (r Rect) Intersect(s Rect) Rect {
	return R(max(r.Min.X, s.Min.X), max(r.Min.Y, s.Min.Y), min(r.Max.X, s.Max.X), min(r.Max.Y, s.Max.Y))
}

// Overlaps says that the two share an area; touching edges do not.
func (r Rect) Overlaps(s Rect) bool {
	return r.Min.X < s.Max.X && s.Min.X < r.Max.X && r.Min.Y < s.Max.Y && s.Min.Y < r.Max.Y
}

// Touches says that the two share at least a point.
func (r Rect) Touches(s Rect) bool {
	return r.Min.X <= s.Max.X && s.Min.X <= r.Max.X && r.Min.Y <= s.Max.Y && s.Min.Y <= r.Max.Y
}

// Contains says that p lies inside or on the border.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.Min.X && p.X <= r.Max.X && p.Y >= r.Min.Y && p.Y <= r.Max.Y
}

// Holds says that s lies wholly inside r.
func (r Rect) Holds(s Rect) bool { return r.Contains(s.Min) && r.Contains(s.Max) }

// Swap exchanges the axes.
func (r Rect) Swap() Rect { return Rect{r.Min.Swap(), r.Max.Swap()} }

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
