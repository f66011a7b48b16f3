package layered

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/digraph"
	"seika/internal/geom"
	"seika/internal/layout"
)

// unit is what is moved as one: a part, or where something in it is held, a frame, a block or a box of it.
type unit struct {
	items []int32 // in the whole picture
	held  bool    // some of them are
}

// settle brings arranged parts to where they were: each is moved so that half of its boxes went one way and half the other.
// What is held comes back exactly; whatever then stands in the way of something larger, or held, takes the nearest free
// place.
func (p *picture) settle(w *work, mode layout.Mode, parts []arranged) []geom.Point {
	at := make([]geom.Point, len(p.items))
	if mode == layout.Fresh {
		copy(at, p.pack(parts))
		p.shift(at, func(it item) bool { return it.held && !it.fixed }, nil)
	}
	for _, a := range parts {
		if mode == layout.Fresh {
			break
		}
		var items []int32
		for i := range a.at {
			items = append(items, a.p.items[i].origin)
			at[a.p.items[i].origin] = a.at[i]
		}
		p.shift(at, func(it item) bool { return it.placed }, items)
	}
	for i, it := range p.items {
		if it.fixed {
			at[i] = it.at
		}
	}
	p.part(w, at, p.units(parts))
	return at
}

// shift moves items, or all, by the median of what takes those that count back to where they were.
func (p *picture) shift(at []geom.Point, counts func(item) bool, items []int32) {
	if items == nil {
		items = make([]int32, len(at))
		for i := range items {
			items[i] = int32(i)
		}
	}
	var dx, dy []float64
	for _, i := range items {
		if it := p.items[i]; counts(it) && it.placed {
			dx, dy = append(dx, it.at.X-at[i].X), append(dy, it.at.Y-at[i].Y)
		}
	}
	if len(dx) == 0 {
		return
	}
	slices.Sort(dx)
	slices.Sort(dy)
	by := geom.Pt(dx[len(dx)/2], dy[len(dy)/2]).Round()
	for _, i := range items {
		at[i] = at[i].Add(by)
	}
}

// units lists what moves as one: whole parts, and of parts in which something is held, outermost frames, blocks and boxes.
func (p *picture) units(parts []arranged) []unit {
	var out []unit
	for i, it := range p.items {
		if it.fixed {
			out = append(out, unit{items: []int32{int32(i)}, held: true})
		}
	}
	for _, a := range parts {
		part := make([]int32, len(a.p.items))
		count := 1
		if a.p.anyHeld() {
			part, count = a.p.loose()
		}
		list := make([]unit, count)
		for i, u := range part {
			list[u].items = append(list[u].items, a.p.items[i].origin)
			list[u].held = list[u].held || a.p.items[i].held
		}
		out = append(out, list...)
	}
	slices.SortStableFunc(out, func(a, b unit) int {
		if a.held != b.held {
			if a.held {
				return -1
			}
			return 1
		}
		return cmp.Compare(len(b.items), len(a.items))
	})
	return out
}

// tops is the outermost frame round every frame.
func (p *picture) tops() []int32 {
	top := make([]int32, len(p.frames))
	for k, f := range p.frames {
		top[k] = int32(k)
		if f.parent >= 0 {
			top[k] = top[f.parent]
		}
	}
	return top
}

// loose splits a part into outermost frames, and blocks and boxes outside of all.
func (p *picture) loose() (unitOf []int32, n int) {
	top := p.tops()
	first := slices.Repeat([]int32{-1}, len(p.frames)) // an item in an outermost frame
	var from, to []int32
	for i, it := range p.items {
		if it.group < 0 {
			continue
		}
		if f := &first[top[it.group]]; *f < 0 {
			*f = int32(i)
		} else {
			from, to = append(from, *f), append(to, int32(i))
		}
	}
	for _, s := range p.syncs {
		if a, b := s[0].item, s[1].item; a >= 0 && b >= 0 && p.items[a].group < 0 && p.items[b].group < 0 {
			from, to = append(from, a), append(to, b)
		}
	}
	return digraph.New(len(p.items), from, to).Weak()
}

// part puts the units down one after another; one that would hit what is there already goes to the nearest free place.
func (p *picture) part(w *work, at []geom.Point, units []unit) {
	t := table{cells: map[[2]int32][]int32{}}
	top := p.tops()
	shared := make([]bool, len(p.frames)) // outermost frames round something fixed
	for k, r := range p.fixedFrames(at) {
		if p.frames[k].parent < 0 && !r.Empty() {
			shared[k] = true
			t.put(r, int32(k))
		}
	}
	within := func(i int32) int32 {
		if g := p.items[i].group; g >= 0 && shared[top[g]] {
			return top[g]
		}
		return -1
	}
	for _, u := range units { // what is held has its place before all else
		if u.held {
			p.hold(at, u)
		}
		for _, i := range u.items {
			if p.items[i].held {
				t.put(geom.Centered(at[i], p.items[i].size), -1)
			}
		}
	}
	for _, u := range units {
		if w.stopped(len(u.items)) {
			return
		}
		if !u.held {
			rects := p.outline(at, u, shared)
			by := t.free(w, rects, within(u.items[0]))
			for _, i := range u.items {
				at[i] = at[i].Add(by)
			}
			for _, r := range rects {
				t.put(r.Add(by), -1)
			}
			continue
		}
		for _, i := range u.items {
			if p.items[i].held {
				continue
			}
			r := geom.Centered(at[i], p.items[i].size)
			by := t.free(w, []geom.Rect{r}, within(i))
			at[i] = at[i].Add(by)
			t.put(r.Add(by), -1)
		}
		if !p.items[u.items[0]].fixed {
			for _, r := range p.outline(at, u, shared) {
				t.put(r, -1)
			}
		}
	}
}

// hold brings the held boxes of a unit back, the others along with them.
func (p *picture) hold(at []geom.Point, u unit) {
	p.shift(at, func(it item) bool { return it.held }, u.items)
	for _, i := range u.items {
		if p.items[i].held {
			at[i] = p.items[i].at
		}
	}
}

// fixedFrames are the frames round what is fixed.
func (p *picture) fixedFrames(at []geom.Point) []geom.Rect {
	q := &picture{frames: p.frames}
	var places []geom.Point
	for i, it := range p.items {
		if it.fixed {
			q.items, places = append(q.items, it), append(places, at[i])
		}
	}
	return q.rects(places)
}

// outline is what a unit covers: outermost frames, and boxes outside of all or in a frame shared with something fixed.
func (p *picture) outline(at []geom.Point, u unit, shared []bool) []geom.Rect {
	q := &picture{frames: p.frames}
	var places []geom.Point
	var out []geom.Rect
	top := p.tops()
	for _, i := range u.items {
		if g := p.items[i].group; g < 0 || shared[top[g]] {
			out = append(out, geom.Centered(at[i], p.items[i].size))
			continue
		}
		q.items, places = append(q.items, p.items[i]), append(places, at[i])
	}
	if len(q.items) == 0 {
		return out
	}
	for k, r := range q.rects(places) {
		if p.frames[k].parent < 0 && !r.Empty() {
			out = append(out, r)
		}
	}
	return out
}

// table finds rectangles that are already down near others.
type table struct {
	rects []geom.Rect
	frame []int32 // the frame a rectangle stands for, or -1: what lies in that does not hit it
	cells map[[2]int32][]int32
	low   float64 // the lowest border of all
}

const tableCell = 256.0 // px

func (t *table) each(r geom.Rect, f func(cell [2]int32) bool) {
	x0, x1 := math.Floor(r.Min.X/tableCell), math.Floor(r.Max.X/tableCell)
	y0, y1 := math.Floor(r.Min.Y/tableCell), math.Floor(r.Max.Y/tableCell)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			if !f([2]int32{int32(x), int32(y)}) {
				return
			}
		}
	}
}

func (t *table) put(r geom.Rect, frame int32) {
	if len(t.rects) == 0 || r.Max.Y > t.low {
		t.low = r.Max.Y
	}
	t.rects, t.frame = append(t.rects, r), append(t.frame, frame)
	t.each(r, func(c [2]int32) bool {
		t.cells[c] = append(t.cells[c], int32(len(t.rects)-1))
		return true
	})
}

func (t *table) hit(r geom.Rect, within int32) bool {
	hit := false
	t.each(r, func(c [2]int32) bool {
		hit = slices.ContainsFunc(t.cells[c], func(i int32) bool {
			return t.rects[i].Overlaps(r) && (within < 0 || t.frame[i] != within)
		})
		return !hit
	})
	return hit
}

// meets is how near units may come before one is moved away, px; partWay is how far it then keeps off.
const (
	meets   = layout.FrameGap - 1.0
	partWay = float64(layout.BoxGap)
)

// free is by how much rectangles, which lie in a frame or in none, must be moved to hit nothing that is down; not at all if
// they hit nothing as it is.
func (t *table) free(w *work, rects []geom.Rect, within int32) geom.Point {
	clear := func(by geom.Point, gap float64) bool {
		w.stopped(len(rects))
		return !slices.ContainsFunc(rects, func(r geom.Rect) bool { return t.hit(r.Add(by).Grow(gap), within) })
	}
	if len(t.rects) == 0 || clear(geom.Point{}, meets) {
		return geom.Point{}
	}
	by, ok := layout.NearestFree(func(by geom.Point) bool { return w.err == nil && clear(by, partWay) })
	if ok {
		return by
	}
	var all geom.Rect
	for _, r := range rects {
		all = all.Union(r)
	}
	return geom.Pt(0, math.Ceil(t.low+layout.PartGap-all.Min.Y))
}
