package scene

import (
	"math"
	"slices"

	"seika/internal/geom"
	"seika/model"
)

// cell is the side of a square of the search grid, in px at 100 %.
const cell = 128

// grid finds the groups near a place. Relations are entered along their line, everything else by its bounds. A group
// that would fill too many squares is kept in a list of its own.
type grid struct {
	cells map[[2]int32][]int32
	large []int32
}

// maxCells is how many squares one element is entered in.
const maxCells = 4096

func newGrid(groups []Group) grid {
	g := grid{cells: make(map[[2]int32][]int32, len(groups))}
	for i := range groups {
		if groups[i].Class == Relation && len(groups[i].Line) > 1 {
			g.line(int32(i), &groups[i])
			continue
		}
		g.rect(int32(i), groups[i].Bounds)
	}
	return g
}

func (g *grid) line(i int32, group *Group) {
	for j := 1; j < len(group.Line); j++ {
		g.rect(i, geom.Around(group.Line[j-1], group.Line[j]).Grow(openHead))
	}
	for _, it := range group.Items {
		if it.Part == SmallText {
			g.rect(i, it.Bounds())
		}
	}
}

func (g *grid) rect(i int32, r geom.Rect) {
	x0, y0, x1, y1, ok := squares(r)
	if !ok || (x1-x0+1)*(y1-y0+1) > maxCells {
		g.large = append(g.large, i)
		return
	}
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			k := [2]int32{int32(x), int32(y)}
			if list := g.cells[k]; len(list) == 0 || list[len(list)-1] != i {
				g.cells[k] = append(list, i)
			}
		}
	}
}

// squares is the range of squares a rectangle meets; ok is false beyond what a picture can hold.
func squares(r geom.Rect) (x0, y0, x1, y1 int, ok bool) {
	const far = 1e9
	if !r.Min.Finite() || !r.Max.Finite() || math.Abs(r.Min.X) > far || math.Abs(r.Min.Y) > far || math.Abs(r.Max.X) > far || math.Abs(r.Max.Y) > far {
		return 0, 0, 0, 0, false
	}
	f := func(v float64) int { return int(math.Floor(v / cell)) }
	return f(r.Min.X), f(r.Min.Y), f(r.Max.X), f(r.Max.Y), true
}

// In lists the indexes of the groups that may paint inside r, back to front. margin is how far, in px at 100 %, Fixed
// items may reach beyond their place.
func (s *Scene) In(r geom.Rect, margin float64) []int {
	r = r.Grow(margin)
	x0, y0, x1, y1, ok := squares(r)
	var found []int
	if !ok || (x1-x0+1)*(y1-y0+1) > 4*len(s.Groups)+64 {
		for i := range s.Groups {
			if s.Groups[i].Bounds.Touches(r) {
				found = append(found, i)
			}
		}
		return found
	}
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			for _, i := range s.grid.cells[[2]int32{int32(x), int32(y)}] {
				found = append(found, int(i))
			}
		}
	}
	for _, i := range s.grid.large {
		found = append(found, int(i))
	}
	slices.Sort(found)
	found = slices.Compact(found)
	return slices.DeleteFunc(found, func(i int) bool { return !s.Groups[i].Bounds.Touches(r) })
}

// Hit is what lies under a point.
type Hit struct {
	Ref   model.ID
	Class Class
	Part  Part
	End   End // of a relation: whether the point is near one of its ends
}

// End tells the ends of a relation apart.
type End uint8

// The ends.
const (
	NoEnd End = iota
	FromEnd
	ToEnd
)

// Distances on the screen, in px.
const (
	lineSlack = 6
	endSlack  = 14
)

// Hit finds what lies under a point at a zoom: badge, box, relation, title of a frame, border of a frame. Among equals the
// topmost.
func (s *Scene) Hit(p geom.Point, zoom float64) (Hit, bool) {
	near := s.In(geom.Rect{Min: p, Max: p}, 20/zoom)
	best, rank := Hit{}, 0
	for _, i := range slices.Backward(near) {
		h, r := s.Groups[i].hit(p, zoom)
		if r > rank {
			best, rank = h, r
		}
	}
	return best, rank > 0
}

// hit answers with a rank: more is nearer to the hand, 0 is a miss.
func (g *Group) hit(p geom.Point, zoom float64) (Hit, int) {
	h := Hit{Ref: g.Ref, Class: g.Class}
	switch g.Class {
	case Badge:
		if len(g.Items) > 0 {
			it := g.Items[0]
			if it.Bounds().Contains(p.Sub(it.Anchor).Mul(math.Max(zoom, 0.5))) {
				h.Part = Plate
				return h, 5
			}
		}
	case Box:
		if g.body().Contains(p) {
			return h, 4
		}
	case Relation:
		if distance(g.Line, p)*zoom <= lineSlack {
			h.Part, h.End = Route, g.end(p, zoom)
			return h, 3
		}
	case Frame:
		for _, it := range g.Items {
			if it.Part == TitleBar && it.Bounds().Contains(p) {
				h.Part = TitleBar
				return h, 2
			}
		}
		if r := g.body(); r.Grow(4/zoom).Contains(p) && !r.Grow(-4/zoom).Contains(p) {
			return h, 1
		}
	}
	return h, 0
}

// body is the outline of a box or frame.
func (g *Group) body() geom.Rect {
	for _, it := range g.Items {
		if r, ok := it.Shape.(RoundRect); ok && it.Part == Body {
			return r.Rect
		}
	}
	return geom.Rect{}
}

func (g *Group) end(p geom.Point, zoom float64) End {
	n := len(g.Line)
	from, to := g.Line[0].Dist(p)*zoom, g.Line[n-1].Dist(p)*zoom
	switch {
	case to <= endSlack && to <= from:
		return ToEnd
	case from <= endSlack:
		return FromEnd
	default:
		return NoEnd
	}
}

// distance is how far p is from a line through points.
func distance(points []geom.Point, p geom.Point) float64 {
	best := math.Inf(1)
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		d := b.Sub(a)
		t := 0.0
		if l := d.X*d.X + d.Y*d.Y; l > 0 {
			t = math.Max(0, math.Min(1, ((p.X-a.X)*d.X+(p.Y-a.Y)*d.Y)/l))
		}
		best = math.Min(best, a.Lerp(b, t).Dist(p))
	}
	return best
}
