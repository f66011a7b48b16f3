package tool

import (
	"math"
	"slices"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/model"
)

// snapReach is how near, in px of the screen, an edge, a centre or a gap must be to take hold of what is dragged.
const snapReach = 6

// GridStep is the grid of View > Grid, px of the scene.
const GridStep = 8

// Guide is a line that says what a dragged box stands in line with, or a gap that is as wide as another.
type Guide struct {
	From, To geom.Point
	Gap      bool // the line spans a gap rather than boxes in line
}

// snapping is what a drag lines up with: the boxes in view that do not move.
type snapping struct {
	moving geom.Rect   // what is dragged, where it was
	rest   []geom.Rect // in view
}

// snaps prepares a drag of some elements. Content moves with its group.
func snaps(c Context, ids []model.ID) snapping {
	var s snapping
	carried := func(id model.ID) bool {
		return slices.ContainsFunc(ids, func(m model.ID) bool { return m == id || c.Graph.Within(id, m) })
	}
	for _, f := range c.Diagram.Frames {
		if carried(f.Group.ID) {
			s.moving = s.moving.Union(f.Rect)
		}
	}
	eachBox(c.Diagram, func(id model.ID, r geom.Rect) {
		switch {
		case carried(id):
			s.moving = s.moving.Union(r)
		case c.View.Empty() || c.View.Overlaps(r):
			s.rest = append(s.rest, r)
		}
	})
	return s
}

func eachBox(d *diagram.Diagram, f func(model.ID, geom.Rect)) {
	for i := range d.Boxes {
		f(d.Boxes[i].Node.ID, d.Boxes[i].Rect)
	}
}

// snap changes a way so that what is dragged lines up with what rests, else with the grid if it is on; free says along which
// axes it may.
func (s snapping) snap(by geom.Point, free [2]bool, zoom float64, grid bool) (geom.Point, []Guide) {
	if s.moving.Empty() {
		return by, nil
	}
	var xs, ys []line
	if free[0] {
		by.X, xs = s.axis(by, zoom, grid)
	}
	if free[1] {
		var y float64
		y, ys = s.turned().axis(by.Swap(), zoom, grid) // the same with everything turned
		by.Y = y
	}
	at := s.moving.Add(by)
	guides := make([]Guide, 0, len(xs)+len(ys))
	for _, l := range xs {
		guides = append(guides, l.guide(at))
	}
	for _, l := range ys {
		g := l.guide(at.Swap())
		g.From, g.To = g.From.Swap(), g.To.Swap()
		guides = append(guides, g)
	}
	return by, guides
}

func (s snapping) turned() snapping {
	t := snapping{moving: s.moving.Swap(), rest: make([]geom.Rect, len(s.rest))}
	for i, r := range s.rest {
		t.rest[i] = r.Swap()
	}
	return t
}

// line is a guide of the axis x, before what is dragged has its place on the other.
type line struct {
	x, lo, hi float64 // in line at x with boxes from lo to hi
	from, to  float64 // or a gap between two x
	gap       bool
}

func (l line) guide(at geom.Rect) Guide {
	if l.gap {
		y := at.Center().Y
		return Guide{geom.Pt(l.from, y), geom.Pt(l.to, y), true}
	}
	return Guide{From: geom.Pt(l.x, math.Min(l.lo, at.Min.Y)), To: geom.Pt(l.x, math.Max(l.hi, at.Max.Y))}
}

// axis finds how far to go along x, and the guides of it.
func (s snapping) axis(by geom.Point, zoom float64, grid bool) (float64, []line) {
	at := s.moving.Add(by)
	best, found := math.Inf(1), false
	try := func(d float64) {
		if math.Abs(d)*zoom <= snapReach && math.Abs(d) < math.Abs(best) {
			best, found = d, true
		}
	}
	for _, r := range s.rest {
		try(r.Min.X - at.Min.X)
		try(r.Center().X - at.Center().X)
		try(r.Max.X - at.Max.X)
	}
	gaps := s.gaps(at)
	for _, g := range gaps {
		try(g.by)
	}
	switch {
	case found:
		x := math.Round(by.X + best) // places are whole
		return x, s.lines(s.moving.Add(geom.Pt(x, by.Y)), gaps, x-by.X)
	case grid:
		return math.Round(at.Min.X/GridStep)*GridStep - s.moving.Min.X, nil
	default:
		return by.X, nil
	}
}

// lines are the guides of a place: through its centre if that is in line, else along its edges, and the equal gaps.
func (s snapping) lines(at geom.Rect, gaps []gap, by float64) []line {
	const same = 0.51 // half a px is lost where a width is odd
	var all []line
	with := func(part func(geom.Rect) float64) bool {
		l := line{x: part(at), lo: math.Inf(1), hi: math.Inf(-1)}
		for _, r := range s.rest {
			if math.Abs(part(r)-l.x) < same {
				l.lo, l.hi = math.Min(l.lo, r.Min.Y), math.Max(l.hi, r.Max.Y)
			}
		}
		if l.hi > l.lo {
			all = append(all, l)
		}
		return l.hi > l.lo
	}
	if !with(func(r geom.Rect) float64 { return r.Center().X }) {
		with(func(r geom.Rect) float64 { return r.Min.X })
		with(func(r geom.Rect) float64 { return r.Max.X })
	}
	for _, g := range gaps {
		if math.Abs(g.by-by) < same {
			all = append(all, g.lines(at)...)
		}
	}
	return all
}

// gap is a place along x where what is dragged has a gap beside it as wide as another in the same row.
type gap struct {
	by    float64
	other [2]float64 // the gap that is there already; none between two neighbours
	left  float64    // where the new gap begins, with the neighbour on the left; NaN if there is none
	right float64    // where it ends, at the neighbour on the right
}

// gaps looks for the nearest boxes of the same row on both sides.
func (s snapping) gaps(at geom.Rect) []gap {
	none := geom.Rect{}
	beside := func(of geom.Rect, side float64) geom.Rect { // the nearest in the row of at, left (-1) or right (+1) of a box
		best, dist := none, math.Inf(1)
		for _, r := range s.rest {
			if r.Min.Y >= at.Max.Y || r.Max.Y <= at.Min.Y {
				continue
			}
			d := of.Min.X - r.Max.X
			if side > 0 {
				d = r.Min.X - of.Max.X
			}
			if d > 0 && d < dist {
				best, dist = r, d
			}
		}
		return best
	}
	var all []gap
	l, r := beside(at, -1), beside(at, 1)
	if l != none && r != none {
		all = append(all, gap{by: (l.Max.X+r.Min.X)/2 - at.Center().X, left: l.Max.X, right: r.Min.X})
	}
	if l != none {
		if ll := beside(l, -1); ll != none {
			all = append(all, gap{l.Max.X + (l.Min.X - ll.Max.X) - at.Min.X, [2]float64{ll.Max.X, l.Min.X}, l.Max.X, math.NaN()})
		}
	}
	if r != none {
		if rr := beside(r, 1); rr != none {
			all = append(all, gap{r.Min.X - (rr.Min.X - r.Max.X) - at.Max.X, [2]float64{r.Max.X, rr.Min.X}, math.NaN(), r.Min.X})
		}
	}
	return all
}

func (g gap) lines(at geom.Rect) []line {
	var all []line
	add := func(from, to float64) { all = append(all, line{from: from, to: to, gap: true}) }
	if !math.IsNaN(g.left) {
		add(g.left, at.Min.X)
	}
	if !math.IsNaN(g.right) {
		add(at.Max.X, g.right)
	}
	if g.other[0] < g.other[1] {
		add(g.other[0], g.other[1])
	}
	return all
}
