package layout

import (
	"cmp"
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

// stack follows boxes that stand below each other at the gap of partners, and is where that row begins and ends.
func (p *placer) stack(b geom.Rect) (lo, hi float64) {
	lo, hi = b.Min.Y, b.Max.Y
	for range p.boxes {
		grown := geom.R(b.Min.X, lo-SyncGap-1, b.Max.X, hi+SyncGap+1)
		more := false
		p.near.each(grown, func(i int32) {
			if q := p.boxes[i]; q.Min.Y < lo || q.Max.Y > hi {
				lo, hi, more = min(lo, q.Min.Y), max(hi, q.Max.Y), true
			}
		})
		if !more {
			break
		}
	}
	return lo, hi
}

// free says that a new box may stand there: clear of all boxes, out of frames that are not its own, and not such that its
// own frames would grow over something.
func (p *placer) free(r geom.Rect, along, across float64) bool {
	return p.clear(r, along, across) && p.framesFree(r)
}

// clear says that a new box keeps off all boxes there.
func (p *placer) clear(r geom.Rect, along, across float64) bool {
	ok := true
	p.near.each(geom.R(r.Min.X-along, r.Min.Y-across, r.Max.X+along, r.Max.Y+across), func(i int32) {
		b := p.boxes[i]
		if b.Min.X < r.Max.X+along && r.Min.X-along < b.Max.X && b.Min.Y < r.Max.Y+across && r.Min.Y-across < b.Max.Y {
			ok = false
		}
	})
	return ok
}

// grownOver counts the foreign boxes and frames that the frames round a new box would meet, and those it stands in itself.
func (p *placer) grownOver(r geom.Rect) int {
	n := 0
	for i, f := range p.frames {
		if !p.nest.holds(i, p.group) && f.Overlaps(r) {
			n++
		}
	}
	for k := p.group; k != None; k = p.g.Groups[k].Parent {
		r = p.grown(k, r)
		p.near.each(r, func(i int32) {
			if !p.nest.holds(k, p.g.Nodes[i].Group) && p.boxes[i].Overlaps(r) {
				n++
			}
		})
		for i, f := range p.frames {
			if !p.nest.holds(i, k) && !p.nest.holds(k, i) && f.Overlaps(r) {
				n++
			}
		}
	}
	return n
}

// framesFree looks at frames alone: the new box must stand outside all that do not hold it, and those that do must not
// grow over anything.
func (p *placer) framesFree(r geom.Rect) bool {
	for i, f := range p.frames {
		if !p.nest.holds(i, p.group) && !f.Empty() && f.Grow(FrameGap).Overlaps(r) {
			return false
		}
	}
	for k := p.group; k != None; k = p.g.Groups[k].Parent {
		r = p.grown(k, r)
		if p.frames[k].Holds(r) {
			return true // nothing grows from here on
		}
		ok := true
		p.near.each(r, func(i int32) { ok = ok && (p.nest.holds(k, p.g.Nodes[i].Group) || !p.boxes[i].Overlaps(r)) })
		for i, f := range p.frames {
			if !p.nest.holds(i, k) && !p.nest.holds(k, i) && !f.Empty() && f.Overlaps(r) {
				return false
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// grown is a frame once it holds something more.
func (p *placer) grown(group int, more geom.Rect) geom.Rect {
	if p.g.Dir == TB {
		return frameRound(p.g.Groups[group], p.held[group].Union(more.Swap())).Swap()
	}
	return frameRound(p.g.Groups[group], p.held[group].Union(more))
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

// columns looks for the cheapest place in the wished column and the next ones, far at most. Where a frame may grow over
// others, every one it meets costs.
func (p *placer) columns(w Wish, wish geom.Point, dir float64, far int, over bool) (geom.Point, bool) {
	type try struct {
		at   geom.Point
		cost float64
	}
	x := wish.X
	var tries []try
	best, found := try{cost: math.Inf(1)}, false
	for c := 0; c < far && (c <= moreColumns || !found); c++ {
		if c > 0 {
			x = p.column(x+dir*(w.Size.W+RankGap), w.Size.W)
		}
		tries = tries[:0]
		for _, y := range p.slots(x, wish.Y, w.Size) {
			at := geom.Pt(x, y)
			cost := math.Abs(y-wish.Y) + float64(alongCost*math.Abs(x-wish.X))
			switch r := geom.Centered(at, w.Size); {
			case !over && p.free(r, roomAlong, BoxGap):
				tries = append(tries, try{at, cost})
			case over && p.clear(r, roomAlong, BoxGap):
				tries = append(tries, try{at, cost + overCost*float64(p.grownOver(r))})
			}
		}
		slices.SortFunc(tries, func(a, b try) int {
			return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.at.Y, a.at.Y), cmp.Compare(b.at.X, a.at.X))
		})
		for _, t := range tries {
			if t.cost >= best.cost {
				break // the rest only costs more
			}
			if t.cost += p.harm(w, t.at); t.cost < best.cost {
				best, found = t, true
			}
		}
	}
	return best.at, found
}

// slots lists where, in a column, a box of a size stands at the wish, or at the gap from a box or frame.
func (p *placer) slots(x, wish float64, size geom.Size) []float64 {
	ys := []float64{wish}
	strip := geom.R(x-size.W/2-roomAlong, math.Inf(-1), x+size.W/2+roomAlong, math.Inf(1))
	for _, b := range p.boxes {
		if b.Overlaps(strip) {
			ys = append(ys, b.Min.Y-BoxGap-size.H/2, b.Max.Y+BoxGap+size.H/2)
		}
	}
	for i, f := range p.frames {
		if f.Overlaps(strip) && !p.nest.holds(i, p.group) {
			ys = append(ys, f.Min.Y-FrameGap-size.H/2, f.Max.Y+FrameGap+size.H/2)
		}
	}
	return ys
}

// harm is what a place costs beside its distance.
func (p *placer) harm(w Wish, at geom.Point) float64 {
	r := geom.Centered(at, w.Size)
	if p.lines == nil {
		p.lines = make([]geom.Rect, 0, len(p.g.Edges)+len(p.g.Syncs))
		for _, e := range p.g.Edges {
			p.lines = append(p.lines, p.rect(e.From).Union(p.rect(e.To)))
		}
		for _, s := range p.g.Syncs {
			p.lines = append(p.lines, p.rect(s[0]).Union(p.rect(s[1])))
		}
	}
	covered := 0
	for i := range p.lines {
		if !p.lines[i].Overlaps(r) {
			continue
		}
		if k := i - len(p.g.Edges); k >= 0 && p.covers(r, p.g.Syncs[k][0], p.g.Syncs[k][1]) ||
			k < 0 && p.covers(r, p.g.Edges[i].From, p.g.Edges[i].To) {
			covered++
		}
	}
	blocked := 0
	for _, v := range w.Beside {
		from := p.boxes[v].Center()
		p.near.each(geom.Around(from, at), func(i int32) {
			if int(i) != v && Enters(from, at, p.boxes[i]) {
				blocked++
			}
		})
	}
	return coverCost*float64(covered) + blockCost*float64(blocked)
}

// covers says that a box would stand on a line, drawn straight from side to side.
func (p *placer) covers(r geom.Rect, from, to End) bool {
	a, b := p.rect(from), p.rect(to)
	u, v := a.Center(), b.Center()
	switch {
	case a.Max.X <= b.Min.X:
		u.X, v.X = a.Max.X, b.Min.X
	case b.Max.X <= a.Min.X:
		u.X, v.X = a.Min.X, b.Max.X
	}
	return Enters(u, v, r)
}

func (p *placer) rect(e End) geom.Rect {
	if e.Group {
		return p.frames[e.Index]
	}
	return p.boxes[e.Index]
}

// beyond is a place after everything there is.
func (p *placer) beyond(size geom.Size) geom.Point {
	var all geom.Rect
	for _, b := range p.boxes {
		all = all.Union(b)
	}
	for _, f := range p.frames {
		all = all.Union(f)
	}
	return geom.Pt(all.Max.X+PartGap+size.W/2, all.Center().Y)
}

// PlaceBlock finds by how much several new boxes, placed against each other and where they are wished, must be moved
// together to stand free: nearest first, on a grid. group is the frame they all go into, or None; rectangles may also be
// frames of their own.
func PlaceBlock(g *Graph, block []geom.Rect, group int) geom.Point {
	p := newPlacer(g, group)
	if g.Dir == TB {
		block = slices.Clone(block)
		for i := range block {
			block[i] = block[i].Swap()
		}
	}
	free := func(by geom.Point) bool {
		for _, b := range block {
			if !p.free(b.Add(by), roomAlong, BoxGap) {
				return false
			}
		}
		return true
	}
	best, found := NearestFree(free)
	if !found && len(block) > 0 {
		var all geom.Rect
		for _, b := range block {
			all = all.Union(b)
		}
		best = p.beyond(all.Size()).Sub(all.Center())
	}
	return p.out(best)
}

// The grid on which a free place is looked for, and how far.
const (
	spiralStep  = 24.0 // px
	spiralRings = 120
)

// NearestFree finds the shortest way by which something must be moved until it stands free, on a grid, in a spiral.
func NearestFree(free func(by geom.Point) bool) (by geom.Point, ok bool) {
	near := math.Inf(1)
	for ring := 0; ring <= spiralRings && float64(ring)*spiralStep < near; ring++ {
		for _, k := range around(ring) {
			try := geom.Pt(float64(k[0])*spiralStep, float64(k[1])*spiralStep)
			if d := try.Len(); d < near && free(try) {
				by, near, ok = try, d, true
			}
		}
	}
	return by, ok
}

// around lists the points of a square ring, below before above, right before left.
func around(ring int) [][2]int {
	if ring == 0 {
		return [][2]int{{0, 0}}
	}
	var out [][2]int
	for x := ring; x >= -ring; x-- {
		out = append(out, [2]int{x, ring})
	}
	for y := ring - 1; y > -ring; y-- {
		out = append(out, [2]int{ring, y}, [2]int{-ring, y})
	}
	for x := ring; x >= -ring; x-- {
		out = append(out, [2]int{x, -ring})
	}
	return out
}
