package layered

import (
	"slices"

	"seika/internal/layout"
)

// link is an edge between two vertices of the rank graph: blocks, then for each frame a vertex before and one after all it
// holds. A link that closes a cycle is turned round for ranking; it is drawn backward.
type link struct {
	edge       int32
	tail, head int32
	turned     bool
}

// ranking finds the rank of every block.
type ranking struct {
	w       *work
	p       *picture
	blocks  []block
	blockOf []int32
	n       int // vertices
	links   []link
	inner   []arc // from a frame's first vertex to what it holds, from there to its last
}

func (r *ranking) first(frame int32) int32 { return int32(len(r.blocks)) + 2*frame }
func (r *ranking) last(frame int32) int32  { return int32(len(r.blocks)) + 2*frame + 1 }

// run gives every block its rank, from 0 up, no rank left empty. The links it keeps for later point from lower to higher
// ranks.
func (r *ranking) run() []int32 {
	r.frames()
	r.collect()
	if r.w.look() {
		return nil
	}
	arcs := make([]arc, 0, len(r.links)+len(r.inner)+len(r.p.frames))
	for _, l := range r.links {
		arcs = append(arcs, arc{l.tail, l.head, 1, 1})
	}
	arcs = append(merged(arcs), r.inner...)
	for k := range r.p.frames {
		arcs = append(arcs, arc{r.first(int32(k)), r.last(int32(k)), 0, 1})
	}
	n := r.n
	for _, s := range r.p.syncs { // partners in different frames: one rank, where that costs little
		a, b := s[0].item, s[1].item
		if a >= 0 && b >= 0 && r.blockOf[a] != r.blockOf[b] {
			arcs = append(arcs, arc{int32(n), r.blockOf[a], 0, 2}, arc{int32(n), r.blockOf[b], 0, 2})
			n++
		}
	}
	pivots := pivotsFor(n)
	if r.p.many {
		pivots = 0
	}
	at := solve(r.w, n, arcs, nil, pivots)
	if r.w.look() {
		return nil
	}
	rank := append([]int32(nil), at[:len(r.blocks)]...)
	closeUp(rank)
	r.ends(rank)
	closeUp(rank)
	return rank
}

// frames adds a vertex before and one after what each frame holds.
func (r *ranking) frames() {
	r.n = len(r.blocks) + 2*len(r.p.frames)
	for k, f := range r.p.frames {
		if f.parent >= 0 {
			r.inner = append(r.inner, arc{tail: r.first(f.parent), head: r.first(int32(k))}, arc{tail: r.last(int32(k)), head: r.last(f.parent)})
		}
	}
	for b, bl := range r.blocks {
		if bl.group >= 0 {
			r.inner = append(r.inner, arc{tail: r.first(bl.group), head: int32(b)}, arc{tail: int32(b), head: r.last(bl.group)})
		}
	}
}

// pivotsFor bounds the work of a network simplex: a pivot looks at everything.
func pivotsFor(n int) int { return min(20*n+200, 200_000_000/(n+1)+20) }

// merged joins arcs with the same ends; their weights add up.
func merged(arcs []arc) []arc {
	slices.SortFunc(arcs, func(a, b arc) int {
		if a.tail != b.tail {
			return int(a.tail - b.tail)
		}
		return int(a.head - b.head)
	})
	out := arcs[:0]
	for _, a := range arcs {
		if n := len(out); n > 0 && out[n-1].tail == a.tail && out[n-1].head == a.head {
			out[n-1].weight += a.weight
			continue
		}
		out = append(out, a)
	}
	return out
}

// closeUp numbers the ranks in use from 0 on.
func closeUp(rank []int32) {
	used := append([]int32(nil), rank...)
	slices.Sort(used)
	used = slices.Compact(used)
	for i, v := range rank {
		k, _ := slices.BinarySearch(used, v)
		rank[i] = int32(k)
	}
}

// collect lists the links, those that close cycles turned round. First the links between blocks, which depth-first search
// makes acyclic; then those on frames, one by one, as frames may close cycles of their own.
func (r *ranking) collect() {
	var onFrames []link
	for i, e := range r.p.edges {
		l := link{edge: int32(i), tail: r.tail(e.from), head: r.head(e.to)}
		switch {
		case e.from.item < 0 || e.to.item < 0:
			if !r.within(e) {
				onFrames = append(onFrames, l)
			}
		case l.tail != l.head:
			r.links = append(r.links, l)
		}
	}
	c := r.breakCycles()
	for _, a := range r.inner {
		c.add(a.tail, a.head)
	}
	for _, l := range onFrames {
		e := r.p.edges[l.edge]
		if c.reaches(l.head, l.tail) {
			l.tail, l.head, l.turned = r.tail(e.to), r.head(e.from), true
			if c.reaches(l.head, l.tail) {
				continue // before and behind at once: such an edge has no say
			}
		}
		c.add(l.tail, l.head)
		r.links = append(r.links, l)
	}
}

// breakCycles turns links round until none closes a cycle, as few as it finds out: two searches, which follow the links of a
// block in opposite orders, find different ones. Where the picture that came in has as few, its own stay: a cycle goes on
// beginning where people began it.
func (r *ranking) breakCycles() *checker {
	drawn := append([]link(nil), r.links...)
	best, least := r.opened(drawn, r.backLinks(false))
	if r.p.many {
		return best
	}
	try := func(back func() []bool, most int) {
		if r.w.look() {
			return
		}
		links := append([]link(nil), r.links...)
		copy(r.links, drawn) // a search reads them
		other, n := r.opened(drawn, back())
		if n <= most {
			best, least = other, n
			return
		}
		copy(r.links, links)
	}
	if least > 1 {
		try(func() []bool { return r.backLinks(true) }, least-1)
	}
	if q := r.p.present(r.blocks); least > 0 && !slices.Contains(q.known, false) {
		try(func() []bool { return r.againstPlaces(q) }, least)
	}
	return best
}

// againstPlaces are the links whose head does not stand behind their tail.
func (r *ranking) againstPlaces(q *present) []bool {
	back := make([]bool, len(r.links))
	for i, l := range r.links {
		back[i] = q.x[l.head] < q.x[l.tail] || q.x[l.head] == q.x[l.tail] && l.head < l.tail
	}
	return back
}

// opened turns those of the links round that are named and close a cycle indeed, and counts them.
func (r *ranking) opened(drawn []link, back []bool) (*checker, int) {
	for _, thorough := range []bool{true, false} {
		c, turned := newChecker(r), 0
		for i, l := range drawn {
			r.links[i] = l
			if !back[i] {
				c.add(l.tail, l.head)
			}
		}
		for i, l := range drawn {
			if !back[i] {
				continue
			}
			if !thorough || c.reaches(l.head, l.tail) {
				l.tail, l.head, l.turned = l.head, l.tail, true
				turned++
			}
			c.add(l.tail, l.head)
			r.links[i] = l
		}
		if c.budget >= 0 { // else some may have been turned for want of an answer; turning all is always right
			return c, turned
		}
	}
	panic("a search that does not look ran out of budget")
}

func (r *ranking) tail(e end) int32 {
	if e.item >= 0 {
		return r.blockOf[e.item]
	}
	return r.last(e.frame)
}

func (r *ranking) head(e end) int32 {
	if e.item >= 0 {
		return r.blockOf[e.item]
	}
	return r.first(e.frame)
}

// within says that an edge joins a frame and something inside it.
func (r *ranking) within(e edge) bool {
	a, b := r.p.groupOf(e.from), r.p.groupOf(e.to)
	return e.from.item < 0 && r.p.holds(a, b) || e.to.item < 0 && r.p.holds(b, a)
}

// backLinks finds links between blocks that close a cycle, depth first: from external sources, other sources, then by
// index. Last says that the links of a block are followed from its last one on.
func (r *ranking) backLinks(last bool) []bool {
	n := len(r.blocks)
	out := byEnd(n, r.asArcs(), func(a arc) int32 { return a.tail })
	if last {
		for v := range n {
			slices.Reverse(out.arcs[out.at[v]:out.at[v+1]])
		}
	}
	entered := make([]bool, n)
	for _, l := range r.links {
		entered[l.head] = true
	}
	back := make([]bool, len(r.links))
	const fresh, open, done = 0, 1, 2
	state := make([]uint8, n)
	next := append([]int32(nil), out.at[:n]...)
	var path []int32
	visit := func(root int32) {
		if state[root] != fresh {
			return
		}
		state[root], path = open, append(path, root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if next[v] == out.at[v+1] {
				state[v], path = done, path[:len(path)-1]
				continue
			}
			i := out.arcs[next[v]]
			next[v]++
			switch to := r.links[i].head; state[to] {
			case fresh:
				state[to], path = open, append(path, to)
			case open:
				back[i] = true
			}
		}
	}
	for _, wanted := range []func(b int32) bool{
		func(b int32) bool { return !entered[b] && r.has(b, layout.External) },
		func(b int32) bool { return !entered[b] },
		func(int32) bool { return true },
	} {
		for b := range int32(n) {
			if wanted(b) {
				visit(b)
			}
		}
	}
	return back
}

func (r *ranking) asArcs() []arc {
	arcs := make([]arc, len(r.links))
	for i, l := range r.links {
		arcs[i] = arc{tail: l.tail, head: l.head}
	}
	return arcs
}

func (r *ranking) has(b int32, role layout.Role) bool {
	for _, it := range r.blocks[b].items {
		if r.p.items[it].role == role {
			return true
		}
	}
	return false
}

// endReach is how many ranks an external or a goal may be moved to stand at the end of the picture.
const endReach = 2

// ends moves externals without inputs to the first rank and goals without outputs to the last, where that is near and
// stretches no frame.
func (r *ranking) ends(rank []int32) {
	in, out := make([]bool, len(r.blocks)), make([]bool, len(r.blocks))
	last := int32(0)
	for _, v := range rank {
		last = max(last, v)
	}
	for _, l := range r.links {
		if int(l.head) < len(in) {
			in[l.head] = true
		}
		if int(l.tail) < len(out) {
			out[l.tail] = true
		}
	}
	for b := range r.blocks {
		if r.blocks[b].group >= 0 {
			continue
		}
		switch id := int32(b); {
		case !in[b] && rank[b] <= endReach && r.has(id, layout.External):
			rank[b] = 0
		case !out[b] && last-rank[b] <= endReach && r.has(id, layout.Goal):
			rank[b] = last
		}
	}
}

// checker keeps an acyclic graph that grows, and finds whether an arc would close a cycle. It gives up, saying that it
// would, when it has looked at too much.
type checker struct {
	w      *work
	out    [][]int32
	seen   []int32
	run    int32
	budget int
}

func newChecker(r *ranking) *checker {
	return &checker{w: r.w, out: make([][]int32, r.n), seen: make([]int32, r.n), budget: 5_000_000}
}

func (c *checker) add(tail, head int32) { c.out[tail] = append(c.out[tail], head) }

func (c *checker) reaches(from, to int32) bool {
	c.run++
	todo := []int32{from}
	c.seen[from] = c.run
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if v == to {
			return true
		}
		c.budget -= len(c.out[v]) + 1
		if c.budget < 0 || c.w.stopped(len(c.out[v])+1) {
			return true
		}
		for _, u := range c.out[v] {
			if c.seen[u] != c.run {
				c.seen[u] = c.run
				todo = append(todo, u)
			}
		}
	}
	return false
}
