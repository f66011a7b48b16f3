package layout

import (
	"math"
	"slices"

	"seika/internal/geom"
)

// Adding moves nothing that is there: a new box gets a free slot near what it belongs to, and no engine runs.

// Kind says what a new box is to those it is created beside.
type Kind uint8

// The kinds.
const (
	Free    Kind = iota // dropped at a place
	Output              // of the boxes beside
	Input               // of the boxes beside
	Partner             // sync, of the first box beside
)

// Wish is where a new box is to go.
type Wish struct {
	Size   geom.Size // the widest the box may become: names are typed afterwards
	Kind   Kind
	Beside []int // nodes; none makes every kind Free
	Group  int   // frame it goes into, or None
	At     geom.Point
}

// What a slot costs, px or px per px.
const (
	alongCost = 1.5   // per px off the wish along the flow; across it is 1
	coverCost = 150.0 // per line the box would cover
	blockCost = 60.0  // per box its own lines would cross
)

// roomAlong is what a new box keeps free before and after it, px. Across it keeps BoxGap.
const roomAlong = 16.0

// moreColumns is how many columns beyond the wished one are looked at together; after that one by one, up to maxColumns, and
// up to groupColumns where a frame would have to grow as far.
const (
	moreColumns  = 2
	maxColumns   = 200
	groupColumns = 12
	overCost     = 400.0 // per box or frame that a frame grows over, px
)

// Place finds the centre of a new box. The graph is only read.
func Place(g *Graph, w Wish) geom.Point {
	p := newPlacer(g, w.Group)
	if g.Dir == TB {
		w.Size, w.At = w.Size.Swap(), w.At.Swap()
	}
	if len(w.Beside) == 0 {
		w.Kind = Free
	}
	if w.Kind == Partner {
		if at, ok := p.partner(w); ok {
			return p.out(at)
		}
	}
	wish, dir := p.wished(w)
	if w.Kind == Free && p.free(geom.Centered(wish, w.Size), 1, 1) {
		return p.out(wish)
	}
	return p.out(p.slot(w, wish, dir))
}

// placer sees a graph as one that flows from left to right.
type placer struct {
	g      *Graph
	group  int
	nest   nesting
	boxes  []geom.Rect
	frames []geom.Rect
	held   []geom.Rect // what each frame holds, not turned
	near   *grid       // of boxes
	lines  []geom.Rect // what a line and its two ends cover; edges, then syncs; made when first needed
}

func newPlacer(g *Graph, group int) *placer {
	p := &placer{g: g, group: group, nest: nest(g.Groups)}
	p.boxes = make([]geom.Rect, len(g.Nodes))
	p.frames, p.held = framesAndHeld(g)
	for i, n := range g.Nodes {
		p.boxes[i] = n.Box()
	}
	if g.Dir == TB {
		for i := range p.boxes {
			p.boxes[i] = p.boxes[i].Swap()
		}
		for i := range p.frames {
			p.frames[i] = p.frames[i].Swap()
		}
	}
	p.near = newGrid(p.boxes)
	return p
}

// out turns a place back and makes it whole.
func (p *placer) out(at geom.Point) geom.Point {
	if p.g.Dir == TB {
		at = at.Swap()
	}
	return at.Round()
}

// wished is the place a box would have if nothing stood there, and the direction in which the picture grows.
func (p *placer) wished(w Wish) (geom.Point, float64) {
	if w.Kind == Free {
		return w.At, 1
	}
	left, right, sum := math.Inf(1), math.Inf(-1), 0.0
	for _, v := range w.Beside {
		left, right = min(left, p.boxes[v].Min.X), max(right, p.boxes[v].Max.X)
		sum += p.boxes[v].Center().Y
	}
	y := sum / float64(len(w.Beside))
	switch w.Kind {
	case Input:
		most := left - RankGap/2 - w.Size.W/2
		return geom.Pt(p.columnWithin(left-RankGap-w.Size.W/2, w.Size.W, math.Inf(-1), most), y), -1
	case Output:
		least := right + RankGap/2 + w.Size.W/2
		return geom.Pt(p.columnWithin(right+RankGap+w.Size.W/2, w.Size.W, least, math.Inf(1)), y), 1
	default:
		return geom.Pt(p.boxes[w.Beside[0]].Center().X, y), 1
	}
}

// column is the centre of a box near a place along the flow, if one is nearer than half a width; else the place.
func (p *placer) column(x, width float64) float64 {
	return p.columnWithin(x, width, math.Inf(-1), math.Inf(1))
}

// columnWithin is column, for centres between two bounds alone: a wide box under a narrow one would reach below what it is
// joined to, and its line could not leave it sideways.
func (p *placer) columnWithin(x, width, least, most float64) float64 {
	best, near := x, width/2
	for _, b := range p.boxes {
		c := b.Center().X
		if d := math.Abs(c - x); d < near && c >= least && c <= most {
			best, near = c, d
		}
	}
	return best
}

// partner tries the places beside a sync partner: below, above, right, left, then the ends of the stack it is part of.
func (p *placer) partner(w Wish) (geom.Point, bool) {
	b := p.boxes[w.Beside[0]]
	c := b.Center()
	down, right := (b.H()+w.Size.H)/2+SyncGap, (b.W()+w.Size.W)/2+SyncGap
	tries := []geom.Point{{X: c.X, Y: c.Y + down}, {X: c.X, Y: c.Y - down}, {X: c.X + right, Y: c.Y}, {X: c.X - right, Y: c.Y}}
	lo, hi := p.stack(b)
	ends := []geom.Point{{X: c.X, Y: hi + SyncGap + w.Size.H/2}, {X: c.X, Y: lo - SyncGap - w.Size.H/2}}
	if c.Y-lo < hi-c.Y {
		slices.Reverse(ends)
	}
	for _, at := range append(tries, ends...) {
		if p.free(geom.Centered(at, w.Size), roomAlong, BoxGap) {
			return at, true
		}
	}
	return geom.Point{}, false
}

// slot finds the cheapest free place: the wish, or one that touches a box or frame at the gap, in the wished column and the
// next ones; more columns are looked at while there is none. In a group that is shut in, columns the other way come next,
// then gaps between its boxes with less room, and at last the place where its frame grows over least.
func (p *placer) slot(w Wish, wish geom.Point, dir float64) geom.Point {
	far := maxColumns
	if p.group != None {
		far = groupColumns
	}
	if at, ok := p.columns(w, wish, dir, far, false); ok {
		return at
	}
	if p.group != None {
		if at, ok := p.columns(w, wish, -dir, far, false); ok {
			return at
		}
		for _, room := range [...]float64{1, 0.5, 0.25} {
			if at, ok := p.squeezed(w, wish, room); ok {
				return at
			}
		}
		if at, ok := p.columns(w, wish, dir, moreColumns+1, true); ok {
			return at
		}
	}
	return p.beyond(w.Size)
}

// squeezeReach is how far round a frame places are looked for between any two boxes, px.
const squeezeReach = 300.0

// squeezed finds the free place nearest to the wish that touches boxes or frames on any two sides, at the usual gaps or at a
// share of them.
func (p *placer) squeezed(w Wish, wish geom.Point, room float64) (best geom.Point, found bool) {
	along, across := roomAlong*room, BoxGap*room
	xs, ys := []float64{wish.X}, []float64{wish.Y}
	touch := func(r geom.Rect, dx, dy float64) {
		dx, dy = dx+w.Size.W/2, dy+w.Size.H/2
		xs, ys = append(xs, r.Min.X-dx, r.Max.X+dx), append(ys, r.Min.Y-dy, r.Max.Y+dy)
	}
	near := p.frames[p.group].Grow(squeezeReach)
	p.near.each(near, func(i int32) { touch(p.boxes[i], along, across) })
	for i, f := range p.frames {
		switch {
		case i == p.group:
			touch(f.Grow(-FramePad), -w.Size.W, -w.Size.H)
		case f.Overlaps(near):
			touch(f, FrameGap, FrameGap)
		}
	}
	least := math.Inf(1)
	for _, x := range xs {
		for _, y := range ys {
			cost := math.Abs(y-wish.Y) + float64(alongCost*math.Abs(x-wish.X))
			if at := geom.Pt(x, y); cost < least && p.free(geom.Centered(at, w.Size), along, across) {
				best, least, found = at, cost, true
			}
		}
	}
	return best, found
}
