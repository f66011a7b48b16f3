package layered

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
)

// Room across the flow for what is no box, px.
const (
	lineHalf  = 2.0  // half of what a line takes
	lineBox   = 12.0 // between a line and a box
	lineLine  = 6.0  // between two lines
	anchorGap = 12.0 // beside the end of a line on a frame: two of these are the gap of boxes
)

// exactUpTo is the number of vertices up to which places across are the best there are.
const exactUpTo = 400

// pull is what a part of a line wants: its two ends level.
type pull struct {
	a, b   int32
	da, db float64 // where the line meets them, from the centre
	weight float64
}

// leveling finds places across the flow. Its variables are the vertices, then top and bottom of every frame.
type leveling struct {
	o     *ordering
	w     *work
	half  []float64 // of each vertex
	arcs  []keep    // what must hold
	topo  []int32   // variables so that arcs point forward
	pulls []pull
	at    []float64
	rows  rows
	back  rows
}

// keep asks that at[head] - at[tail] ≥ gap.
type keep struct {
	tail, head int32
	gap        float64
}

func (l *leveling) top(frame int32) int32    { return int32(len(l.o.v)) + 2*frame }
func (l *leveling) bottom(frame int32) int32 { return int32(len(l.o.v)) + 2*frame + 1 }

// across gives every vertex its place across.
func across(w *work, o *ordering, pads []frame) []float64 {
	l := &leveling{o: o, w: w, half: make([]float64, len(o.v))}
	for v, x := range o.v {
		switch x.kind {
		case boxes:
			l.half[v] = o.blocks[x.block].size.H / 2
		case lines:
			l.half[v] = lineHalf
		}
	}
	l.constrain(pads)
	if w.look() {
		return nil
	}
	l.ports()
	if w.look() {
		return nil
	}
	l.start()
	l.sweeps(pads)
	if len(o.v) <= exactUpTo {
		l.exact()
	}
	return l.at[:len(o.v)]
}

// gap is what two neighbours in one level and rank keep free between them.
func (l *leveling) gap(u, v int32) float64 {
	a, b := l.o.v[u].kind, l.o.v[v].kind
	if a > b {
		a, b = b, a
	}
	switch {
	case b == spacer:
		return 0
	case b == anchor:
		return anchorGap
	case a == boxes && b == boxes:
		return layout.BoxGap
	case a == boxes:
		return lineBox
	default:
		return lineLine
	}
}

// constrain collects what must hold: order and gaps in each rank, members inside frames, others outside.
func (l *leveling) constrain(pads []frame) {
	for _, ls := range l.o.levels {
		for _, lv := range ls {
			first := func(k int32) (int32, float64) { // upper variable of a kid, and its distance from the border
				if k >= 0 {
					return k, l.half[k]
				}
				return l.top(ls[^k].frame), 0
			}
			last := func(k int32) (int32, float64) {
				if k >= 0 {
					return k, l.half[k]
				}
				return l.bottom(ls[^k].frame), 0
			}
			for i := 1; i < len(lv.kids); i++ {
				a, b := lv.kids[i-1], lv.kids[i]
				u, hu := last(a)
				v, hv := first(b)
				gap := float64(layout.FrameGap)
				if a >= 0 && b >= 0 {
					gap = l.gap(a, b)
				}
				l.arcs = append(l.arcs, keep{u, v, hu + gap + hv})
			}
			if lv.frame < 0 {
				continue
			}
			p := pads[lv.frame]
			u, hu := first(lv.kids[0])
			v, hv := last(lv.kids[len(lv.kids)-1])
			l.arcs = append(l.arcs, keep{l.top(lv.frame), u, p.above + hu}, keep{v, l.bottom(lv.frame), hv + p.below})
		}
	}
	n := len(l.o.v) + 2*len(l.o.p.frames)
	plain := make([]arc, len(l.arcs))
	for i, k := range l.arcs {
		plain[i] = arc{tail: k.tail, head: k.head}
	}
	l.rows = byEnd(n, plain, func(a arc) int32 { return a.tail })
	l.back = byEnd(n, plain, func(a arc) int32 { return a.head })
	missing := make([]int32, n)
	for _, k := range l.arcs {
		missing[k.head]++
	}
	l.topo = make([]int32, 0, n)
	for v := range int32(n) {
		if missing[v] == 0 {
			l.topo = append(l.topo, v)
		}
	}
	for i := 0; i < len(l.topo); i++ {
		for _, e := range l.rows.of(l.topo[i]) {
			if h := l.arcs[e].head; missing[h] == 1 {
				l.topo = append(l.topo, h)
			} else {
				missing[h]--
			}
		}
	}
}

// ports finds where lines meet blocks: lines of one side of a box are spread in the order of where they go.
func (l *leveling) ports() {
	o := l.o
	type use struct {
		seg, row, key int32
	}
	off := [2][]float64{make([]float64, len(o.segs)), make([]float64, len(o.segs))}
	for side := range 2 {
		by := make([][]use, len(o.v))
		for i, s := range o.segs {
			if side == 0 && o.v[s.tail].kind == boxes {
				by[s.tail] = append(by[s.tail], use{int32(i), s.tailRow, o.key(s.head, s.headRow)})
			}
			if side == 1 && o.v[s.head].kind == boxes {
				by[s.head] = append(by[s.head], use{int32(i), s.headRow, o.key(s.tail, s.tailRow)})
			}
		}
		for v, uses := range by {
			slices.SortFunc(uses, func(a, b use) int {
				return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.key, b.key), cmp.Compare(a.seg, b.seg))
			})
			for i := 0; i < len(uses); {
				j := i + 1
				for j < len(uses) && uses[j].row == uses[i].row {
					j++
				}
				b := &o.blocks[o.v[v].block]
				y := b.off[uses[i].row].Y
				if o.turned[v] {
					y = -y
				}
				height := o.p.items[b.items[uses[i].row]].size.H
				for k := i; k < j; k++ {
					off[side][uses[k].seg] = y + layout.PortOffset(k-i, j-i, height)
				}
				i = j
			}
		}
	}
	for i, s := range o.segs {
		w := 1.0
		if o.v[s.tail].kind != boxes {
			w *= 2
		}
		if o.v[s.head].kind != boxes {
			w *= 2
		}
		if w == 4 {
			w = 8
		}
		l.pulls = append(l.pulls, pull{s.tail, s.head, off[0][i], off[1][i], w})
	}
}

// start packs every rank from above and centres the ranks on one line.
func (l *leveling) start() {
	n := len(l.topo)
	wish := make([]float64, n)
	for _, v := range l.topo {
		for _, e := range l.back.of(v) {
			wish[v] = math.Max(wish[v], wish[l.arcs[e].tail]+l.arcs[e].gap)
		}
	}
	for _, order := range l.o.order {
		if len(order) == 0 {
			continue
		}
		mid := (wish[order[0]] + wish[order[len(order)-1]]) / 2
		for _, v := range order {
			wish[v] -= mid
		}
	}
	l.at = wish
	l.project()
}

// project brings places back to where all that must hold does: the mean of the furthest places down and up that keep it.
func (l *leveling) project() {
	l.wishFrames()
	low, high := slices.Clone(l.at), slices.Clone(l.at)
	for _, v := range l.topo {
		for _, e := range l.rows.of(v) {
			k := l.arcs[e]
			low[k.head] = math.Max(low[k.head], low[v]+k.gap)
		}
	}
	for i := len(l.topo) - 1; i >= 0; i-- {
		v := l.topo[i]
		for _, e := range l.rows.of(v) {
			k := l.arcs[e]
			high[v] = math.Min(high[v], high[k.head]-k.gap)
		}
	}
	for v := range l.at {
		l.at[v] = (low[v] + high[v]) / 2
	}
	l.w.stopped(2 * len(l.arcs))
}

// wishFrames sets the borders of frames tight round what they hold, inner frames first.
func (l *leveling) wishFrames() {
	for k := len(l.o.p.frames) - 1; k >= 0; k-- {
		t, b := l.top(int32(k)), l.bottom(int32(k))
		l.at[t], l.at[b] = math.Inf(1), math.Inf(-1)
		for _, e := range l.rows.of(t) {
			l.at[t] = math.Min(l.at[t], l.at[l.arcs[e].head]-l.arcs[e].gap)
		}
		for _, e := range l.back.of(b) {
			l.at[b] = math.Max(l.at[b], l.at[l.arcs[e].tail]+l.arcs[e].gap)
		}
	}
}

// levelRounds is how often ranks are moved; fewer do where the best places are found from there.
const (
	levelRounds = 12
	firstRounds = 4
)

// sweeps moves ranks towards what their lines want, forward and backward in turn; at last towards both sides at once.
func (l *leveling) sweeps(pads []frame) {
	o := l.o
	type want struct{ at, weight float64 }
	near := make([][]int32, len(o.v)) // pulls
	for i, p := range l.pulls {
		near[p.a] = append(near[p.a], int32(i))
		near[p.b] = append(near[p.b], int32(i))
	}
	rounds := levelRounds
	if len(o.v) <= exactUpTo {
		rounds = firstRounds
	}
	type pool struct {
		sum, weight float64
		n           int
	}
	var (
		wants  []want
		offset []float64
		pools  []pool
	)
	for round := range rounds {
		down, both := round%2 == 0, round >= rounds-2
		for i := range o.ranks {
			r := i
			if !down {
				r = o.ranks - 1 - i
			}
			order := o.order[r]
			wants, offset = slices.Grow(wants[:0], len(order))[:len(order)], slices.Grow(offset[:0], len(order))[:len(order)]
			for j, v := range order {
				sum, weight := 0.0, 0.0
				for _, e := range near[v] {
					p := l.pulls[e]
					if p.b == v && (down || both) {
						sum += float64(p.weight * (l.at[p.a] + p.da - p.db))
						weight += p.weight
					}
					if p.a == v && (!down || both) {
						sum += float64(p.weight * (l.at[p.b] + p.db - p.da))
						weight += p.weight
					}
				}
				if weight == 0 {
					wants[j] = want{l.at[v], 0.1}
					continue
				}
				wants[j] = want{sum / weight, weight}
			}
			l.w.stopped(4 * len(order))
			// Pool adjacent violators: neighbours that come too near share the mean of what they want.
			pools = pools[:0]
			for j, v := range order {
				if offset[j] = 0; j > 0 {
					offset[j] = offset[j-1] + l.apart(pads, order[j-1], v)
				}
				w := wants[j]
				pools = append(pools, pool{float64((w.at - offset[j]) * w.weight), w.weight, 1})
				for len(pools) > 1 {
					a, b := pools[len(pools)-2], pools[len(pools)-1]
					if float64(a.sum*b.weight) <= float64(b.sum*a.weight) {
						break
					}
					pools = append(pools[:len(pools)-2], pool{a.sum + b.sum, a.weight + b.weight, a.n + b.n})
				}
			}
			j := 0
			for _, p := range pools {
				for range p.n {
					l.at[order[j]] = p.sum/p.weight + offset[j]
					j++
				}
			}
		}
		if len(o.p.frames) > 0 {
			l.project()
		}
	}
	l.project()
}

// apart is how far apart the centres of neighbours in a rank must be, frames that end or begin between them included.
func (l *leveling) apart(pads []frame, u, v int32) float64 {
	a, b := l.o.v[u].group, l.o.v[v].group
	d := l.half[u] + l.half[v]
	if a == b {
		return d + l.gap(u, v)
	}
	c := l.o.p.common(a, b)
	for ; a != c; a = pads[a].parent {
		d += pads[a].below
	}
	for ; b != c; b = pads[b].parent {
		d += pads[b].above
	}
	return d + layout.FrameGap
}

// exact finds the places where lines are straightest altogether, in whole px, from those there are.
func (l *leveling) exact() {
	n := len(l.topo)
	arcs := make([]arc, 0, len(l.arcs)+2*len(l.pulls)+len(l.o.p.frames))
	for _, k := range l.arcs {
		arcs = append(arcs, arc{k.tail, k.head, int32(math.Ceil(k.gap)), 0})
	}
	for k := range l.o.p.frames {
		arcs = append(arcs, arc{l.top(int32(k)), l.bottom(int32(k)), 0, 1})
	}
	next := int32(n)
	for _, p := range l.pulls {
		w := int32(p.weight)
		arcs = append(arcs, arc{next, p.a, -int32(math.Round(p.da)), w}, arc{next, p.b, -int32(math.Round(p.db)), w})
		next++
	}
	start := make([]int32, n)
	for _, v := range l.topo {
		start[v] = int32(math.Round(l.at[v]))
		for _, e := range l.back.of(v) {
			start[v] = max(start[v], start[l.arcs[e].tail]+int32(math.Ceil(l.arcs[e].gap)))
		}
	}
	at := solve(l.w, int(next), arcs, start, pivotsFor(int(next)))
	for v := range l.at {
		l.at[v] = float64(at[v])
	}
}

// itemAt is where an item of a block stands against the block's centre.
func (o *ordering) itemAt(v int32, row int) geom.Point {
	off := o.blocks[o.v[v].block].off[row]
	if o.turned[v] {
		off.Y = -off.Y
	}
	return off
}
