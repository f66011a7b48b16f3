package layout

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
)

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
