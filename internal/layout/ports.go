package layout

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
)

// Where lines leave and enter boxes. Ports follow from places alone: a line knows its two boxes, and the other lines that
// use the same sides.
const (
	clearAlong = 16.0 // px; a head this far beyond its tail is entered from behind
	portGap    = 10.0 // px between ports of one side, less where the side is short
	portInset  = 8.0  // px a port keeps from the corner, where the side is long enough
)

// wire is a line to be routed.
type wire struct {
	from, to          End
	tail, head        geom.Rect
	out, in           Side
	p, q              geom.Point // the ports
	outLines, inLines int        // how many lines use the sides p and q are on
	bends             []geom.Point
}

// wires lists the lines of a graph, edges first, with the sides they use.
func wires(g *Graph, boxes, frames []geom.Rect) []wire {
	rect := func(e End) geom.Rect {
		if e.Group {
			return frames[e.Index]
		}
		return boxes[e.Index]
	}
	all := make([]wire, 0, len(g.Edges)+len(g.Syncs))
	for _, e := range g.Edges {
		w := wire{from: e.From, to: e.To, tail: rect(e.From), head: rect(e.To), bends: e.Bends}
		w.out, w.in = flowSides(g.Dir, w.tail, w.head)
		if e.From == e.To {
			w.out, w.in = loopSides(g.Dir)
		}
		all = append(all, w)
	}
	for _, s := range g.Syncs {
		w := wire{from: s[0], to: s[1], tail: rect(s[0]), head: rect(s[1])}
		w.out, w.in = facing(w.tail, w.head)
		if s[0] == s[1] {
			w.out, w.in = loopSides(g.Dir)
		}
		all = append(all, w)
	}
	return all
}

// flowSides are the sides of an input or output: with the flow where the head lies beyond the tail, against it where it
// lies before, else the sides that face each other.
func flowSides(dir Dir, tail, head geom.Rect) (out, in Side) {
	if dir == TB {
		out, in = flowSides(LR, tail.Swap(), head.Swap())
		return swapSide(out), swapSide(in)
	}
	switch {
	case head.Min.X >= tail.Max.X+clearAlong:
		return Right, Left
	case head.Max.X <= tail.Min.X-clearAlong:
		return Left, Right
	default:
		return facing(tail, head)
	}
}

// facing are the sides across the wider gap between two rectangles.
func facing(a, b geom.Rect) (Side, Side) {
	left, right := a.Min.X-b.Max.X, b.Min.X-a.Max.X
	up, down := a.Min.Y-b.Max.Y, b.Min.Y-a.Max.Y
	switch max(left, right, up, down) {
	case down:
		return Bottom, Top
	case up:
		return Top, Bottom
	case right:
		return Right, Left
	default:
		return Left, Right
	}
}

func loopSides(dir Dir) (out, in Side) {
	if dir == TB {
		return Bottom, Left
	}
	return Right, Top
}

// swapSide is the side with the axes exchanged.
func swapSide(s Side) Side { return [...]Side{Top: Left, Left: Top, Bottom: Right, Right: Bottom}[s] }

// upright says that a side runs from top to bottom.
func (s Side) upright() bool { return s == Left || s == Right }

// outward is the direction in which lines leave a side.
func (s Side) outward() geom.Point {
	return [...]geom.Point{Top: {Y: -1}, Left: {X: -1}, Bottom: {Y: 1}, Right: {X: 1}}[s]
}

// use is an end of a wire.
type use struct {
	wire int32
	head bool
}

// flank is a side of a box or frame with the ends that lie on it, from its left or upper end.
type flank struct {
	rect geom.Rect
	side Side
	uses []use
}

// flanks lists the sides that chosen lines use, their ends in the order of where they go.
func flanks(all []wire, chosen func(*wire) bool) []flank {
	type sorted struct {
		use
		end  End
		side Side
		goal float64 // where the line goes, along the side
		turn float64 // among equals, how far it goes
	}
	var ends []sorted
	for i := range all {
		w := &all[i]
		if !chosen(w) {
			continue
		}
		a, b := w.tail.Center(), w.head.Center()
		if len(w.bends) > 0 {
			a, b = w.bends[len(w.bends)-1], w.bends[0]
		}
		add := func(e End, s Side, other geom.Point, head bool) {
			if !s.upright() {
				other = other.Swap()
			}
			ends = append(ends, sorted{use{int32(i), head}, e, s, other.Y, other.X})
		}
		add(w.from, w.out, b, false)
		add(w.to, w.in, a, true)
	}
	slices.SortFunc(ends, func(a, b sorted) int {
		return cmp.Or(cmp.Compare(a.end.Index, b.end.Index), boolCompare(a.end.Group, b.end.Group), cmp.Compare(a.side, b.side),
			cmp.Compare(a.goal, b.goal), cmp.Compare(a.turn, b.turn), cmp.Compare(a.wire, b.wire), boolCompare(a.head, b.head))
	})
	var out []flank
	for i, e := range ends {
		if i == 0 || e.end != ends[i-1].end || e.side != ends[i-1].side {
			f := flank{rect: all[e.wire].tail, side: e.side}
			if e.head {
				f.rect = all[e.wire].head
			}
			out = append(out, f)
		}
		f := &out[len(out)-1]
		f.uses = append(f.uses, e.use)
	}
	return out
}

// setPorts spreads the lines of each side.
func setPorts(all []wire, sides []flank) {
	for i := range sides {
		sides[i].spread(all)
	}
	for i := range all {
		all[i].align()
	}
}

// spread sets the ports of one side.
func (f *flank) spread(all []wire) {
	length := f.rect.W()
	if f.side.upright() {
		length = f.rect.H()
	}
	for i, u := range f.uses {
		at := snapped(Port{f.side, 0.5 + PortOffset(i, len(f.uses), length)/math.Max(1, length)}.Of(f.rect))
		if w := &all[u.wire]; u.head {
			w.q, w.inLines = at, len(f.uses)
		} else {
			w.p, w.outLines = at, len(f.uses)
		}
	}
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// PortOffset is how far port i of n lies from the middle of a side of the given length.
func PortOffset(i, n int, length float64) float64 {
	gap := portGap
	if n > 1 {
		gap = min(gap, max(0, length-2*portInset)/float64(n-1))
	}
	return (float64(i) - float64(n-1)/2) * gap
}

// align lets a port that is alone on its side slide, so that the line becomes straight.
func (w *wire) align() {
	opposite := w.out.upright() == w.in.upright() && w.out != w.in
	if !opposite || len(w.bends) > 0 || w.from == w.to {
		return
	}
	slide := func(r geom.Rect, alone bool, at float64) (lo, hi float64) {
		if !alone {
			return at, at
		}
		lo, hi = r.Min.Y, r.Max.Y
		if !w.out.upright() {
			lo, hi = r.Min.X, r.Max.X
		}
		inset := math.Min(portInset, (hi-lo)/2)
		return lo + inset, hi - inset
	}
	a, b := &w.p.Y, &w.q.Y
	if !w.out.upright() {
		a, b = &w.p.X, &w.q.X
	}
	lo, hi := slide(w.tail, w.outLines == 1, *a)
	lo2, hi2 := slide(w.head, w.inLines == 1, *b)
	lo, hi = math.Max(lo, lo2), math.Min(hi, hi2)
	if lo <= hi {
		at := math.Max(lo, math.Min(hi, (*a+*b)/2))
		*a, *b = at, at
	}
}

// snapped takes the noise of floating point out of a place: lines that should be level are.
func snapped(p geom.Point) geom.Point {
	const parts = 64 // of a px
	return geom.Pt(rounded(p.X*parts)/parts, rounded(p.Y*parts)/parts)
}

// port says where on a rectangle a point of its border lies.
func port(r geom.Rect, s Side, at geom.Point) Port {
	from, length := at.X-r.Min.X, r.W()
	if s.upright() {
		from, length = at.Y-r.Min.Y, r.H()
	}
	if length <= 0 {
		return Port{s, 0.5}
	}
	return Port{s, math.Max(0, math.Min(1, from/length))}
}
