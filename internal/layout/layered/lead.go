package layered

import (
	"math"
)

// A strand is a row of vertices from rank to rank that moves as one: a line on its way through the ranks, boxes that nothing
// else leads to, and the boxes at both ends. To take its vertices to better places one by one often costs crossings at every
// step but the last; so orders that no step makes better are left by moving strands.

// strands lists them in order of vertices. Between two neighbours of a strand one has no other line to that side.
func (o *ordering) strands() [][]int32 {
	var out [][]int32
	for v := range int32(len(o.v)) {
		up, any := o.only(v, 0)
		if !o.moves(v) || any && o.single(up) || !o.single(v) && !any {
			continue // no first of a strand, nor one of many from one
		}
		var s []int32
		if any && o.moves(up) {
			s = append(s, up)
		}
		s = append(s, v)
		for u := v; o.single(u); {
			if u, any = o.only(u, 1); !any || !o.moves(u) {
				break
			}
			s = append(s, u)
		}
		if len(s) > 1 {
			out = append(out, s)
		}
	}
	return out
}

// moves says that a vertex may be taken along with others.
func (o *ordering) moves(v int32) bool {
	x := o.v[v]
	return x.kind == lines && !o.isFirm(v) || x.kind == boxes && x.rows == 1 && !o.isFirm(v)
}

// single says that a vertex moves and has at most one line on either side.
func (o *ordering) single(v int32) bool {
	return o.moves(v) && o.near[0].at[v+1]-o.near[0].at[v] <= 1 && o.near[1].at[v+1]-o.near[1].at[v] <= 1
}

// only is the one neighbour on a side, if there is but one.
func (o *ordering) only(v int32, side int) (int32, bool) {
	l := &o.near[side]
	if l.at[v+1]-l.at[v] != 1 {
		return 0, false
	}
	return l.v[l.at[v]], true
}

// slots are the places a vertex of a strand may take in its rank: before each kid of its level, and after all.
type slots struct {
	level int
	kids  []int32 // of the level, without the vertex
	flat  []int32 // how many vertices of the rank, without this one, stand above each slot
	now   int     // the slot it has
	fixed []int32 // by slot: what its lines to vertices outside of the strand cross
	from  []int32 // by slot: the best slot of the vertex before
}

// leading leads strands anew.
type leading struct {
	*ordering
	list    [][]int32
	most    []int   // visits each strand may take
	levelOf []int32 // of every vertex, in its rank
	pos     []int32 // of every vertex, in its rank without the one that is led
	slots   []slots
	diff    []int32
	best    []int64 // by slot of the vertex looked at: what the way there crosses
	next    []int64
}

func newLeading(o *ordering) *leading {
	l := &leading{ordering: o, list: o.strands(), levelOf: make([]int32, len(o.v)), pos: make([]int32, len(o.v))}
	for _, s := range l.list {
		l.most = append(l.most, o.visits(s))
	}
	for _, ls := range o.levels {
		for i := range ls {
			for _, k := range ls[i].kids {
				if k >= 0 {
					l.levelOf[k] = int32(i)
				}
			}
		}
	}
	return l
}

// visits is how many line ends are visited at most to lead a strand.
func (o *ordering) visits(strand []int32) int {
	n := 0
	for i, v := range strand {
		r := o.v[v].rank
		ends := 0
		for side := range o.near {
			ends += int(o.near[side].at[v+1] - o.near[side].at[v])
		}
		n += len(o.order[r]) + ends*int(o.segAt[min(int(r)+1, o.ranks)]-o.segAt[max(0, r-1)])/2
		if i > 0 {
			n += len(o.order[r]) * len(o.order[r-1]) / 2
		}
	}
	return n
}

// lead leads every strand where it crosses least while the others stay. With ties it goes to other places that are as good.
func (l *leading) lead(ties bool) {
	for i, s := range l.list {
		if l.w.stopped(1) {
			return
		}
		if l.most[i] < l.budget {
			l.leadOne(s, ties)
		}
	}
}

// onePart is one crossing in the costs of ways; what is below decides between ways that cross as much.
const onePart = 1 << 20

// leadOne finds the best places for the vertices of a strand: a shortest way through the slots of its ranks.
func (l *leading) leadOne(strand []int32, ties bool) {
	for len(l.slots) < len(strand) {
		l.slots = append(l.slots, slots{})
	}
	most := l.open(strand)
	if most == 0 {
		return
	}
	limit := int64(most+1)*onePart - 1
	for i := range strand {
		s := &l.slots[i]
		n := len(s.flat)
		l.next, s.from = refilled(l.next, n, math.MaxInt64), refilled(s.from, n, 0)
		if i == 0 {
			clear(l.next)
		} else {
			l.step(strand, i, limit)
		}
		if l.w.err != nil {
			return
		}
		for j := range l.next {
			if l.next[j] == math.MaxInt64 {
				continue
			}
			l.next[j] += int64(s.fixed[j]) * onePart
			if (j == s.now) == ties {
				l.next[j]++
			}
		}
		l.best, l.next = l.next, l.best
	}
	at := 0
	for j := range l.best {
		if l.best[j] < l.best[at] {
			at = j
		}
	}
	l.put(strand, at)
}

// put moves the vertices of a strand to the best slots that end in a slot of the last.
func (l *leading) put(strand []int32, at int) {
	for i := len(strand) - 1; i >= 0; i-- {
		s := &l.slots[i]
		if at != s.now {
			r := int(l.v[strand[i]].rank)
			kids := append(l.levels[r][s.level].kids[:0], s.kids[:at]...)
			kids = append(kids, strand[i])
			l.levels[r][s.level].kids = append(kids, s.kids[at:]...)
			l.lay(r)
		}
		at = int(s.from[at])
	}
}

func refilled[T any](s []T, n int, with T) []T {
	s = s[:0]
	for range n {
		s = append(s, with)
	}
	return s
}

// open lists the slots of the vertices of a strand, and counts what the strand crosses now.
func (l *leading) open(strand []int32) int {
	n := 0
	for i, v := range strand {
		s := &l.slots[i]
		l.openOne(s, v)
		s.fixed = refilled(s.fixed, len(s.flat), 0)
		before, after := int32(-1), int32(-1)
		if i > 0 {
			before = strand[i-1]
		}
		if i+1 < len(strand) {
			after = strand[i+1]
		}
		l.others(v, 0, before, s)
		l.others(v, 1, after, s)
		n += int(s.fixed[s.now])
	}
	for i := range strand[1:] {
		n += l.part(strand, i)
	}
	return n
}

// openOne lists the slots of a vertex.
func (l *leading) openOne(s *slots, v int32) {
	r := l.v[v].rank
	n := int32(0)
	for _, u := range l.order[r] {
		if u != v {
			l.pos[u] = n
			n++
		}
	}
	s.level = int(l.levelOf[v])
	s.kids, s.flat = s.kids[:0], s.flat[:0]
	above := int32(0)
	for above < n && l.order[r][above] != v {
		above++
	}
	for _, k := range l.levels[r][s.level].kids {
		if k == v {
			s.now = len(s.kids)
			continue
		}
		first, size := k, 1
		if k < 0 {
			in := l.inner(int(r), ^k)
			first, size = in[0], len(in)
		}
		s.kids, s.flat = append(s.kids, k), append(s.flat, l.pos[first])
		above = l.pos[first] + int32(size)
	}
	s.flat = append(s.flat, above)
}

// others counts what the lines of a vertex on one side cross that do not go to the next of its strand.
func (l *leading) others(v int32, side int, kin int32, s *slots) {
	near := &l.near[side]
	for i := near.at[v]; i < near.at[v+1]; i++ {
		if near.v[i] != kin {
			l.other(v, side, l.key(near.v[i], near.row[i]), s)
		}
	}
}

// other counts, for each slot of a vertex, what a line to a place beside its rank crosses.
func (l *leading) other(v int32, side int, key int32, s *slots) {
	r := l.v[v].rank - int32(1-side)
	segs := l.segs[l.segAt[r]:l.segAt[r+1]]
	l.spend(len(segs)/2 + 1)
	l.diff = refilled(l.diff, len(l.order[l.v[v].rank])+1, 0)
	for _, g := range segs {
		u, row, w := g.tail, g.tailRow, g.head
		if side == 1 {
			u, row, w = g.head, g.headRow, g.tail
		}
		if w == v {
			continue
		}
		p := l.pos[w] + 1
		switch k := l.key(u, row); {
		case k < key: // crossed from slots above w
			l.diff[0]++
			l.diff[p]--
		case k > key:
			l.diff[p]++
		}
	}
	sum, at := int32(0), int32(0)
	for j, f := range s.flat {
		for ; at <= f; at++ {
			sum += l.diff[at]
		}
		s.fixed[j] += sum
	}
}

// part counts what the line from a vertex of a strand to the next crosses now.
func (l *leading) part(strand []int32, i int) int {
	v, w := strand[i], strand[i+1]
	s, t := l.slots[i].flat[l.slots[i].now], l.slots[i+1].flat[l.slots[i+1].now]
	r := l.v[v].rank
	n := 0
	for _, g := range l.segs[l.segAt[r]:l.segAt[r+1]] {
		if g.tail != v && g.head != w && (l.pos[g.tail] < s) != (l.pos[g.head] < t) {
			n++
		}
	}
	l.spend(int(l.segAt[r+1]-l.segAt[r]) / 4)
	return n
}

// step finds the best ways from the slots of a vertex of a strand to those of the next, i.
func (l *leading) step(strand []int32, i int, limit int64) {
	v, w := strand[i-1], strand[i]
	a, b := &l.slots[i-1], &l.slots[i]
	near, order := &l.near[1], l.order[l.v[v].rank]
	r := l.v[v].rank
	// Crossings of a line from a slot to each place of the next rank, as differences from the place above: from the top
	// slot, all lines that end above.
	l.diff = refilled(l.diff, len(l.order[r+1])+1, 0)
	for _, g := range l.segs[l.segAt[r]:l.segAt[r+1]] {
		if g.tail != v && g.head != w {
			l.diff[l.pos[g.head]+1]++
		}
	}
	work := int(l.segAt[r+1] - l.segAt[r])
	at := 0
	for j, f := range a.flat {
		for ; at < len(order) && (order[at] == v || l.pos[order[at]] < f); at++ {
			u := order[at]
			if u == v {
				continue
			}
			for _, x := range near.v[near.at[u]:near.at[u+1]] { // now below the line, so those that end above do not count
				if x != w {
					l.diff[0]++
					l.diff[l.pos[x]+1] -= 2
				}
			}
		}
		if l.best[j] > limit {
			continue
		}
		work += len(b.flat) / 2
		sum, place := int32(0), int32(0)
		for k, t := range b.flat {
			for ; place <= t; place++ {
				sum += l.diff[place]
			}
			if d := l.best[j] + int64(sum)*onePart; d < l.next[k] || d == l.next[k] && j == a.now {
				l.next[k], b.from[k] = d, int32(j)
			}
		}
	}
	l.spend(work)
}
