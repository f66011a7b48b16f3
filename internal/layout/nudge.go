package layout

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
)

// Lines are found one by one, so several may run in the same channel between boxes. Nudging orders them there by where
// they turn off, so that they cross least, and sets them apart (after Wybrow, Marriott and Stuckey 2009).

// Distances of lines side by side, px: the wished one first, less where the channel is narrow.
var trackGaps = [...]float64{6, 3}

const (
	sameTrack  = 6.0  // px; parts of lines nearer than this are set apart
	keepOff    = 4.0  // px a moved part keeps from boxes, where it did before
	wishedOff  = 12.0 // px it keeps where there is room
	midChannel = 60.0 // px; in a channel up to this wide lines run in the middle
	rounds     = 3    // moving one part changes the reach of its neighbours

	// mostLooks is how many pairs of parts are held against each other; thousands of lines to one box have no room to lie apart.
	mostLooks = 4_000_000
)

// part is a straight part of a line that may move sideways. Everything is told for upright parts; flat ones are seen with
// the axes exchanged.
type part struct {
	line, at int     // from points[at] to points[at+1]
	x        float64 // where it runs
	y0, y1   float64 // from, to; y0 < y1
	lo, hi   float64 // where it may run
	want     float64
}

// nudge moves parts of lines apart. lines are changed in place. Before the last time one round is enough.
func (r *router) nudge(all []wire, lines [][]geom.Point, last bool) {
	n := rounds
	if !last {
		n = 1
	}
	for i := range lines {
		lines[i] = tidied(lines[i])
	}
	for range n {
		moved := false
		for _, swap := range [2]bool{false, true} {
			n := nudger{r: r, all: all, lines: lines, swap: swap}
			if swap {
				n.flip()
			}
			for _, do := range [...]func(){n.collect, n.order, n.place} {
				if !r.search.stop.stopped(stepsPerLook) {
					do()
				}
			}
			if swap {
				n.flip()
			}
			moved = moved || n.moved
		}
		if !moved {
			return
		}
	}
}

type nudger struct {
	r     *router
	all   []wire
	lines [][]geom.Point
	swap  bool
	parts []part
	pairs [][]int32 // by part: parts further right in its channel
	moved bool
}

// flip exchanges the axes of all lines.
func (n *nudger) flip() {
	for _, l := range n.lines {
		for i := range l {
			l[i] = l[i].Swap()
		}
	}
}

// collect lists upright parts and how far each may move.
func (n *nudger) collect() {
	for i, l := range n.lines {
		if n.r.search.stop.stopped(lineSteps) {
			return
		}
		for k := 0; k+1 < len(l); k++ {
			if l[k].X != l[k+1].X || l[k].Y == l[k+1].Y {
				continue
			}
			p := part{line: i, at: k, x: l[k].X, y0: min(l[k].Y, l[k+1].Y), y1: max(l[k].Y, l[k+1].Y)}
			n.reach(&p, l)
			n.parts = append(n.parts, p)
		}
	}
}

// reach sets how far a part may move: not at all if it ends in a port or bend or its line stays, else until a box or until a neighbouring part
// would turn round.
func (n *nudger) reach(p *part, l []geom.Point) {
	p.lo, p.hi, p.want = p.x, p.x, p.x
	if p.at == 0 || p.at+2 == len(l) || n.r.stays(p.line) || len(n.all[p.line].bends) > 0 || n.all[p.line].from == n.all[p.line].to {
		return
	}
	lo, hi := math.Inf(-1), math.Inf(1)
	limit := func(from geom.Point, first bool) {
		room := 0.0
		if first {
			room = min(margins[0], math.Abs(p.x-from.X))
		}
		if from.X < p.x {
			lo = max(lo, from.X+room)
		} else {
			hi = min(hi, from.X-room)
		}
	}
	limit(l[p.at-1], p.at == 1)
	limit(l[p.at+2], p.at+3 == len(l))
	const far = 2 * midChannel // px to either side is as far as a part ever moves
	lo, hi = max(lo, p.x-far), min(hi, p.x+far)
	area := geom.R(lo, p.y0-keepOff, hi, p.y1+keepOff)
	if n.swap {
		area = area.Swap()
	}
	w := &n.all[p.line]
	n.r.near.each(area, func(i int32) {
		s := n.r.solid[i]
		if s.Empty() || len(n.r.frames) > 0 && n.r.inside(w, n.r.holder(int(i))) {
			return
		}
		lo, hi = n.stop(p, s, lo, hi)
	})
	n.r.nearFrames.each(area, func(i int32) {
		if n.r.inside(w, int(i)) {
			lo, hi = n.stop(p, n.r.frames[i], lo, hi)
		}
	})
	if lo > hi {
		return
	}
	p.lo, p.hi = lo, hi
	if more := wishedOff - keepOff; hi-lo <= midChannel {
		p.want = rounded((lo + hi) / 2)
	} else {
		p.want = max(lo+more, min(hi-more, p.want))
	}
}

// stop cuts a reach where a box stands. A part that runs nearer than keepOff stays as near.
func (n *nudger) stop(p *part, s geom.Rect, lo, hi float64) (float64, float64) {
	if n.swap {
		s = s.Swap()
	}
	switch {
	case s.Max.Y <= p.y0 && s.Max.Y <= p.y0-keepOff, s.Min.Y >= p.y1+keepOff:
	case s.Max.X <= p.x:
		lo = max(lo, min(p.x, s.Max.X+keepOff))
	case s.Min.X >= p.x:
		hi = min(hi, max(p.x, s.Min.X-keepOff))
	default: // it runs through the box already
		lo, hi = p.x, p.x
	}
	return lo, hi
}

// order sorts the parts from left to right, those of one channel by where their lines turn off, and lists the pairs that have
// to be set apart.
func (n *nudger) order() {
	slices.SortFunc(n.parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.want, b.want), cmp.Compare(a.x, b.x), cmp.Compare(a.line, b.line), cmp.Compare(a.at, b.at))
	})
	right := make([][]int32, len(n.parts)) // by part: those that had better run right of it
	waits := make([]int32, len(n.parts))
	looks := 0
	for i := range n.parts {
		if n.r.search.stop.stopped(2*lineSteps) || looks > mostLooks {
			break
		}
		p := &n.parts[i]
		for j := i + 1; j < len(n.parts) && n.parts[j].want <= p.want+midChannel; j++ {
			looks++
			q := &n.parts[j]
			if q.y0-sameTrack > p.y1 || q.y1+sameTrack < p.y0 || !n.side(p, q) {
				continue
			}
			a, b := int32(i), int32(j)
			if p.hi >= q.lo+sameTrack && n.swaps(p, q) {
				a, b = b, a
			}
			right[a] = append(right[a], b)
			waits[b]++
		}
	}
	place := n.sorted(right, waits)
	sorted := make([]part, len(n.parts))
	for i, at := range place {
		sorted[at] = n.parts[i]
	}
	n.parts = sorted
	n.pairs = make([][]int32, len(n.parts))
	const reach = 4 * sameTrack // px; further apart they do not meet after being moved
	for i := range right {
		for _, j := range right[i] {
			a, b := place[i], place[j]
			if math.Abs(n.parts[a].want-n.parts[b].want) <= reach {
				n.pairs[min(a, b)] = append(n.pairs[min(a, b)], max(a, b))
			}
		}
	}
	for i := range n.pairs {
		slices.Sort(n.pairs[i])
	}
}

// sorted gives every part its number from the left so that wishes are kept; where they contradict each other, the part that
// stands further left comes first.
func (n *nudger) sorted(right [][]int32, waits []int32) []int32 {
	place := make([]int32, len(right))
	done := make([]bool, len(right))
	free := leftmost{}
	for i := range right {
		if waits[i] == 0 {
			free.push(int32(i))
		}
	}
	first := 0
	for at := range place {
		i := int32(-1)
		for len(free) > 0 && i < 0 {
			if i = free.pop(); done[i] {
				i = -1
			}
		}
		if i < 0 {
			for done[first] {
				first++
			}
			i = int32(first)
		}
		done[i] = true
		place[i] = int32(at)
		for _, j := range right[i] {
			if waits[j]--; waits[j] == 0 && !done[j] {
				free.push(j)
			}
		}
	}
	return place
}

// leftmost is a heap of parts by number.
type leftmost []int32

func (h *leftmost) push(v int32) {
	*h = append(*h, v)
	q := *h
	for i := len(q) - 1; i > 0 && q[i] < q[(i-1)/2]; i = (i - 1) / 2 {
		q[i], q[(i-1)/2] = q[(i-1)/2], q[i]
	}
}

func (h *leftmost) pop() int32 {
	q := *h
	top := q[0]
	q[0] = q[len(q)-1]
	q = q[:len(q)-1]
	for i := 0; ; {
		down := 2*i + 1
		if down >= len(q) {
			break
		}
		if down+1 < len(q) && q[down+1] < q[down] {
			down++
		}
		if q[i] <= q[down] {
			break
		}
		q[i], q[down] = q[down], q[i]
		i = down
	}
	*h = q
	return top
}

// side says that two parts run side by side, or nearly touch, and may have to be set apart.
func (n *nudger) side(a, b *part) bool {
	if a.line == b.line || a.lo == a.hi && b.lo == b.hi {
		return false
	}
	return a.y0 < b.y1+sameTrack && b.y0 < a.y1+sameTrack
}

// swaps says that b, now right of a, had better run left of it.
func (n *nudger) swaps(a, b *part) bool {
	if !n.side(a, b) {
		return false
	}
	return n.leaves(a, b, -1)+n.leaves(a, b, 1) > 0
}

// leaves follows two lines that run in one channel, upwards or downwards, to where they part. It is -1 if a should run
// left of b, 1 if right, 0 if it does not matter.
func (n *nudger) leaves(a, b *part, way float64) int {
	walk := func(p *part) walker {
		l := n.lines[p.line]
		if (l[p.at+1].Y-l[p.at].Y)*way > 0 {
			return walker{l, p.at, 1}
		}
		return walker{l, p.at + 1, -1}
	}
	// Seen upwards, left is left; downwards it is right.
	return int(way) * leftOf(walk(a), walk(b))
}

// walker goes along a line from point at, forwards or backwards.
type walker struct {
	line []geom.Point
	at   int
	step int
}

// leftOf follows two lines that run in one direction to where they part: 1 if a then goes left of b, seen along the way, -1
// if right, 0 if they never part.
func leftOf(a, b walker) int {
	for range len(a.line) + len(b.line) {
		ta, tb := a.turn(), b.turn()
		p, q := a.line[a.at+a.step], b.line[b.at+b.step]
		d := unit(a.line[a.at], p)
		switch lead := (p.X-q.X)*d.X + (p.Y-q.Y)*d.Y; { // how much later a turns
		case lead < -sameTrack:
			return ta
		case lead > sameTrack:
			return -tb
		case ta != tb || ta == 0:
			return cmp.Compare(ta, tb)
		}
		a.at, b.at = a.at+a.step, b.at+b.step
	}
	return 0
}

// turn is how the line turns after the part ahead: 1 to the left, -1 to the right, 0 if it ends there.
func (w walker) turn() int {
	k := w.at + 2*w.step
	if k < 0 || k >= len(w.line) {
		return 0
	}
	d, e := unit(w.line[w.at], w.line[w.at+w.step]), unit(w.line[w.at+w.step], w.line[k])
	return cmp.Compare(d.Y*e.X, d.X*e.Y) // y grows downwards
}

func unit(p, q geom.Point) geom.Point {
	return geom.Pt(float64(cmp.Compare(q.X, p.X)), float64(cmp.Compare(q.Y, p.Y)))
}

// place gives every part its track.
func (n *nudger) place() {
	group := make([]int, len(n.parts)) // parts joined by pairs move together
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, js := range n.pairs {
		for _, j := range js {
			a, b := find(i), find(int(j))
			group[max(a, b)] = min(a, b)
		}
	}
	members := make([][]int, len(n.parts))
	for i := range n.parts {
		g := find(i)
		members[g] = append(members[g], i)
	}
	for _, m := range members {
		if len(m) == 0 {
			continue
		}
		for _, gap := range trackGaps {
			if xs := n.tracks(m, gap); xs != nil {
				for k, i := range m {
					n.move(&n.parts[i], xs[k])
				}
				break
			}
		}
	}
}

// tracks finds places for parts, given from left to right, that keep a gap between those side by side; nil if there is no
// room. The mean of the solutions furthest left and furthest right is one too, and keeps the parts in the middle.
func (n *nudger) tracks(m []int, gap float64) []float64 {
	index := make(map[int]int, len(m))
	for k, i := range m {
		index[i] = k
	}
	size := len(m)
	lo, hi := make([]float64, size), make([]float64, size)
	left, right := make([]float64, size), make([]float64, size)
	for k, i := range m {
		p := &n.parts[i]
		lo[k], hi[k], left[k], right[k] = p.lo, p.hi, p.want, p.want
	}
	for k, i := range m {
		for _, j := range n.pairs[i] {
			t := index[int(j)]
			lo[t] = max(lo[t], lo[k]+gap)
			left[t] = max(left[t], left[k]+gap)
		}
	}
	for k := size - 1; k >= 0; k-- {
		for _, j := range n.pairs[m[k]] {
			t := index[int(j)]
			hi[k] = min(hi[k], hi[t]-gap)
			right[k] = min(right[k], right[t]-gap)
		}
		if lo[k] > hi[k] {
			return nil
		}
	}
	xs := make([]float64, size)
	for k := range xs {
		xs[k] = max(lo[k], min(hi[k], (left[k]+right[k])/2))
	}
	for k, i := range m {
		for _, j := range n.pairs[i] {
			t := index[int(j)]
			xs[t] = max(xs[t], xs[k]+gap)
		}
	}
	return xs
}

// move sets a part on its track.
func (n *nudger) move(p *part, x float64) {
	l := n.lines[p.line]
	n.moved = n.moved || l[p.at].X != x
	l[p.at].X, l[p.at+1].X = x, x
}
