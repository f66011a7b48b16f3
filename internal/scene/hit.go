package scene

import (
	"math"
	"slices"

	"seika/internal/geom"
	"seika/model"
)

// cell is the least side of a square of the search grid, in px at 100 %.
const cell = 128

// grid finds the groups near a place. It is a board of squares over the scene; relations are entered along their line,
// everything else by its bounds. A group that would fill too many squares, or lies beyond what a picture can hold, is kept
// in a list of its own.
type grid struct {
	origin geom.Point
	side   float64 // of a square
	nx, ny int
	from   []int32 // of square i: list[from[i]:from[i+1]]
	list   []int32 // groups, in order
	large  []int32
}

const (
	maxCells  = 4096 // squares one element is entered in
	far       = 1e9  // px; no picture reaches so far
	perGroup  = 8    // squares on the board for each group
	leastOnes = 1024 // squares any board may have
)

func newGrid(groups []Group) grid {
	g := grid{side: cell}
	var all geom.Rect
	for i := range groups {
		if r := groups[i].Bounds; near(r) {
			all = all.Union(r)
		}
	}
	g.origin = all.Min
	for {
		g.nx, g.ny = int(all.W()/g.side)+1, int(all.H()/g.side)+1
		if g.nx*g.ny <= perGroup*len(groups)+leastOnes {
			break
		}
		g.side *= 2
	}
	g.fill(groups)
	return g
}

// fill counts first, so that all squares share one list.
func (g *grid) fill(groups []Group) {
	g.from = make([]int32, g.nx*g.ny+1)
	last := make([]int32, g.nx*g.ny) // 1 + the group entered last
	for i := range groups {
		kept := g.enter(&groups[i], func(square int) {
			if last[square] != int32(i+1) {
				last[square] = int32(i + 1)
				g.from[square+1]++
			}
		})
		if !kept {
			g.large = append(g.large, int32(i))
		}
	}
	for i := range g.nx * g.ny {
		g.from[i+1] += g.from[i]
	}
	g.list = make([]int32, g.from[g.nx*g.ny])
	next := slices.Clone(g.from)
	clear(last)
	for i := range groups {
		g.enter(&groups[i], func(square int) {
			if last[square] != int32(i+1) {
				last[square] = int32(i + 1)
				g.list[next[square]] = int32(i)
				next[square]++
			}
		})
	}
}

// enter names the squares a group lies in, some of them more than once. It says no, and has named none, where they would be
// too many.
func (g *grid) enter(group *Group, yield func(square int)) bool {
	if !near(group.Bounds) {
		return false
	}
	if group.Class != Relation || len(group.Line) < 2 {
		return g.rect(group.Bounds, yield)
	}
	for _, p := range group.Line {
		if !near(geom.Rect{Min: p, Max: p}) {
			return false
		}
	}
	for j := 1; j < len(group.Line); j++ {
		if g.count(segment(group.Line, j)) > maxCells {
			return false
		}
	}
	for j := 1; j < len(group.Line); j++ {
		g.rect(segment(group.Line, j), yield)
	}
	for i := range group.Items {
		if it := &group.Items[i]; it.Part == SmallText || it.Part == AskMark {
			g.rect(it.Bounds(), yield)
		}
	}
	return true
}

// segment is the area that one straight piece of a line may paint on, its heads included.
func segment(line []geom.Point, j int) geom.Rect {
	return geom.Around(line[j-1], line[j]).Grow(openHead)
}

// near says that a rectangle lies within what a picture can hold.
func near(r geom.Rect) bool {
	return math.Abs(r.Min.X) <= far && math.Abs(r.Min.Y) <= far && math.Abs(r.Max.X) <= far && math.Abs(r.Max.Y) <= far
}

func (g *grid) rect(r geom.Rect, yield func(square int)) bool {
	x0, y0, x1, y1 := g.squares(r)
	if (x1-x0+1)*(y1-y0+1) > maxCells {
		return false
	}
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			yield(y*g.nx + x)
		}
	}
	return true
}

func (g *grid) count(r geom.Rect) int {
	x0, y0, x1, y1 := g.squares(r)
	return (x1 - x0 + 1) * (y1 - y0 + 1)
}

// squares is the range of squares a rectangle meets; what lies beyond the board counts to its outermost squares.
func (g *grid) squares(r geom.Rect) (x0, y0, x1, y1 int) {
	f := func(v float64, n int) int { return int(max(0, min(float64(n-1), math.Floor(v/g.side)))) }
	return f(r.Min.X-g.origin.X, g.nx), f(r.Min.Y-g.origin.Y, g.ny), f(r.Max.X-g.origin.X, g.nx), f(r.Max.Y-g.origin.Y, g.ny)
}

// In lists the indexes of the groups that may paint inside r, back to front. margin is how far, in px at 100 %, Fixed
// items may reach beyond their place.
func (s *Scene) In(r geom.Rect, margin float64) []int { return s.AppendIn(nil, r, margin) }

// AppendIn is In for those who ask often: the list is added to one they have.
func (s *Scene) AppendIn(list []int, r geom.Rect, margin float64) []int {
	r = r.Grow(margin)
	own := len(list)
	if s.grid.from == nil || !near(r) || s.grid.count(r) > 4*len(s.Groups) { // a scene put together by hand has no grid
		for i := range s.Groups {
			if s.Groups[i].Bounds.Touches(r) {
				list = append(list, i)
			}
		}
		return list
	}
	add := func(i int32) {
		if s.Groups[i].Bounds.Touches(r) {
			list = append(list, int(i))
		}
	}
	x0, y0, x1, y1 := s.grid.squares(r)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			k := y*s.grid.nx + x
			for _, i := range s.grid.list[s.grid.from[k]:s.grid.from[k+1]] {
				add(i)
			}
		}
	}
	for _, i := range s.grid.large {
		add(i)
	}
	found := list[own:]
	slices.Sort(found)
	return list[:own+len(slices.Compact(found))]
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
	var some [64]int
	best, rank := Hit{}, 0
	for _, i := range slices.Backward(s.AppendIn(some[:0], geom.Rect{Min: p, Max: p}, 20/zoom)) {
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
