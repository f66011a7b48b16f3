package layered

import (
	"container/heap"
	"slices"

	"seika/internal/digraph"
)

// Network simplex: whole numbers for vertices so that every arc is at least as long as it must be and the weighted sum of
// lengths is least (after Gansner, Koutsofios, North and Vo 1993). It gives ranks their numbers, and boxes their places
// across the flow.

// arc asks that at[head] - at[tail] ≥ length and costs weight per unit beyond.
type arc struct {
	tail, head     int32
	length, weight int32
}

type simplex struct {
	work *work
	arcs []arc
	at   []int32
	rows [2]rows // arcs by tail, by head

	parent []int32 // in the tree of tight arcs; -1 is the root
	up     []int32 // the arc to the parent
	sum    []int64 // weight leaving the subtree less that entering it
	first  []int32 // child lists
	next   []int32
	prev   []int32 // sibling before; -1 for a first child
	in     []int32 // the pivot that last had the vertex in its subtree
	now    int32   // the pivot
	half   []int32 // scratch: the subtree of a pivot, from its top down
	from   int32   // where the search for a leaving arc goes on
}

// rows lists arc numbers by vertex.
type rows struct{ at, arcs []int32 }

func (r rows) of(v int32) []int32 { return r.arcs[r.at[v]:r.at[v+1]] }

// solve finds places for n vertices that arcs join without a cycle. It may be given places to start from, which must keep
// all lengths; else it begins with the shortest that do. After so many pivots it stops with what it has, which keeps all
// lengths too.
func solve(w *work, n int, arcs []arc, start []int32, pivots int) []int32 {
	s := &simplex{work: w, arcs: joined(n, arcs)}
	n = max(n, s.vertices(n))
	s.rows[0] = byEnd(n, s.arcs, func(a arc) int32 { return a.tail })
	s.rows[1] = byEnd(n, s.arcs, func(a arc) int32 { return a.head })
	if start == nil {
		s.at = s.lowest(n)
	} else {
		s.at = append(append(make([]int32, 0, n), start...), make([]int32, n-len(start))...)
		s.lift(len(start))
	}
	if w.look() {
		return s.at
	}
	s.tighten(n)
	if w.look() {
		return s.at
	}
	s.hang()
	bland, idle := false, 0
	for ; pivots > 0; pivots-- {
		v := s.leaving(bland)
		if v < 0 || w.stopped(len(s.half)+leavingSearch) {
			break
		}
		if s.pivot(v) {
			bland, idle = false, 0
		} else if idle++; idle > n { // going in circles
			bland = true
		}
	}
	return s.at
}

// joined makes the graph connected: a vertex before one of each component.
func joined(n int, arcs []arc) []arc {
	sets := digraph.NewSets(n)
	for _, a := range arcs {
		sets.Unite(a.tail, a.head)
	}
	out := arcs[:len(arcs):len(arcs)]
	parts := 0
	for v := range int32(n) {
		if sets.Find(v) == v {
			parts++
		}
	}
	if parts < 2 {
		return out
	}
	for v := range int32(n) {
		if sets.Find(v) == v {
			out = append(out, arc{tail: int32(n), head: v})
		}
	}
	return out
}

func (s *simplex) vertices(n int) int {
	for _, a := range s.arcs {
		n = max(n, int(a.tail)+1, int(a.head)+1)
	}
	return n
}

func byEnd(n int, arcs []arc, end func(arc) int32) rows {
	r := rows{make([]int32, n+1), make([]int32, len(arcs))}
	for _, a := range arcs {
		r.at[end(a)+1]++
	}
	for v := range n {
		r.at[v+1] += r.at[v]
	}
	next := append([]int32(nil), r.at[:n]...)
	for i, a := range arcs {
		v := end(a)
		r.arcs[next[v]] = int32(i)
		next[v]++
	}
	return r
}

// lowest gives every vertex the least place, from 0 up.
func (s *simplex) lowest(n int) []int32 {
	at, missing := make([]int32, n), make([]int32, n)
	for _, a := range s.arcs {
		missing[a.head]++
	}
	todo := make([]int32, 0, n)
	for v := range int32(n) {
		if missing[v] == 0 {
			todo = append(todo, v)
		}
	}
	for i := 0; i < len(todo); i++ {
		for _, e := range s.rows[0].of(todo[i]) {
			a := s.arcs[e]
			at[a.head] = max(at[a.head], at[a.tail]+a.length)
			if missing[a.head]--; missing[a.head] == 0 {
				todo = append(todo, a.head)
			}
		}
	}
	return at
}

// lift sets vertices from first on, which have only arcs out, before what they lead to.
func (s *simplex) lift(first int) {
	for v := first; v < len(s.at); v++ {
		for i, e := range s.rows[0].of(int32(v)) {
			a := s.arcs[e]
			if p := s.at[a.head] - a.length; i == 0 || p < s.at[v] {
				s.at[v] = p
			}
		}
	}
}

func (s *simplex) slack(e int32) int32 {
	a := s.arcs[e]
	return s.at[a.head] - s.at[a.tail] - a.length
}

// tighten moves vertices until arcs without slack span all of them, and keeps such a tree. It grows from vertex 0: the arc
// with least slack on its border comes next, and everything in the tree moves by that slack.
func (s *simplex) tighten(n int) {
	s.parent, s.up = make([]int32, n), make([]int32, n)
	if n == 0 {
		return
	}
	in := make([]bool, n)
	moved := int32(0) // by how much the tree has moved; its vertices do not hold this yet
	var border [2]slackHeap
	add := func(v, parent, up int32) {
		in[v], s.parent[v], s.up[v] = true, parent, up
		s.at[v] -= moved
		for side := range 2 { // arcs out of the tree grow shorter when it moves up, arcs into it longer
			for _, e := range s.rows[side].of(v) {
				a := s.arcs[e]
				if other := a.tail + a.head - v; !in[other] {
					heap.Push(&border[side], slackArc{s.slack(e), e})
				}
			}
		}
	}
	add(0, -1, -1)
	for {
		for side := range border {
			h := &border[side]
			for len(*h) > 0 && in[s.arcs[(*h)[0].arc].tail] && in[s.arcs[(*h)[0].arc].head] {
				heap.Pop(h)
			}
		}
		out, into := border[0], border[1]
		if s.work.stopped(1) || len(out) == 0 && len(into) == 0 {
			break
		}
		if len(into) == 0 || len(out) > 0 && out[0].slack-moved <= into[0].slack+moved {
			e := heap.Pop(&border[0]).(slackArc)
			moved = e.slack
			add(s.arcs[e.arc].head, s.arcs[e.arc].tail, e.arc)
		} else {
			e := heap.Pop(&border[1]).(slackArc)
			moved = -e.slack
			add(s.arcs[e.arc].tail, s.arcs[e.arc].head, e.arc)
		}
	}
	for v := range s.at {
		if in[v] {
			s.at[v] += moved
		}
	}
}

// slackArc is an arc on the border of the growing tree, with its slack had the tree not moved.
type slackArc struct{ slack, arc int32 }

type slackHeap []slackArc

func (h slackHeap) Len() int { return len(h) }
func (h slackHeap) Less(i, j int) bool {
	return h[i].slack < h[j].slack || h[i].slack == h[j].slack && h[i].arc < h[j].arc
}
func (h slackHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *slackHeap) Push(x any)   { *h = append(*h, x.(slackArc)) }
func (h *slackHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// hang makes child lists and weight sums of the tree.
func (s *simplex) hang() {
	n := len(s.parent)
	s.sum, s.first, s.next, s.prev = make([]int64, n), slices.Repeat([]int32{-1}, n), make([]int32, n), make([]int32, n)
	s.in = make([]int32, n)
	root := int32(-1)
	for v := int32(n) - 1; v >= 0; v-- {
		if s.parent[v] < 0 {
			root = v
			continue
		}
		s.adopt(v)
	}
	for _, a := range s.arcs {
		s.sum[a.tail] += int64(a.weight)
		s.sum[a.head] -= int64(a.weight)
	}
	if root >= 0 {
		s.subtree(root)
	}
	for i := len(s.half) - 1; i > 0; i-- {
		s.sum[s.parent[s.half[i]]] += s.sum[s.half[i]]
	}
}

// adopt puts a vertex into the list of its parent.
func (s *simplex) adopt(v int32) {
	p := s.parent[v]
	s.prev[v], s.next[v] = -1, s.first[p]
	if s.first[p] >= 0 {
		s.prev[s.first[p]] = v
	}
	s.first[p] = v
}

// leave takes a vertex out of the list of its parent.
func (s *simplex) leave(v int32) {
	if s.prev[v] >= 0 {
		s.next[s.prev[v]] = s.next[v]
	} else {
		s.first[s.parent[v]] = s.next[v]
	}
	if s.next[v] >= 0 {
		s.prev[s.next[v]] = s.prev[v]
	}
}

// subtree lists what hangs on v, itself first, and marks it.
func (s *simplex) subtree(v int32) {
	s.now++
	s.half = append(s.half[:0], v)
	for i := 0; i < len(s.half); i++ {
		u := s.half[i]
		s.in[u] = s.now
		for c := s.first[u]; c >= 0; c = s.next[c] {
			s.half = append(s.half, c)
		}
	}
}

// leavingSearch is how many arcs that pay are compared before the best of them is taken.
const leavingSearch = 30

// leaving finds the vertex whose arc to its parent it pays much to take out of the tree, or the first one that pays; -1 if
// the places are best.
func (s *simplex) leaving(first bool) int32 {
	best, gain, found := int32(-1), int64(0), 0
	n := int32(len(s.parent))
	if first {
		s.from = 0
	}
	for i := range n {
		v := s.from + i
		if v >= n {
			v -= n
		}
		if s.parent[v] < 0 {
			continue
		}
		cut := s.sum[v]
		if s.arcs[s.up[v]].head == v {
			cut = -cut
		}
		if cut >= 0 {
			continue
		}
		if cut < gain {
			best, gain = v, cut
		}
		if found++; first || found == leavingSearch {
			s.from = v + 1
			break
		}
	}
	return best
}

// pivot takes the arc above v out of the tree and puts in the shortest one that joins the two halves the other way. It says
// whether anything moved.
func (s *simplex) pivot(v int32) bool {
	side, move := 1, int32(-1) // v is the tail: its subtree moves down until an arc into it is tight
	if s.arcs[s.up[v]].head == v {
		side, move = 0, 1
	}
	s.subtree(v)
	entering, slack, inner := int32(-1), int32(0), int32(-1)
	for _, u := range s.half {
		for _, e := range s.rows[side].of(u) {
			a := &s.arcs[e]
			if s.in[a.tail+a.head-u] == s.now {
				continue
			}
			if d := s.at[a.head] - s.at[a.tail] - a.length; entering < 0 || d < slack || d == slack && e < entering {
				entering, slack, inner = e, d, u
			}
		}
	}
	if entering < 0 {
		panic("network simplex: a half that nothing holds")
	}
	if slack != 0 {
		for _, u := range s.half {
			s.at[u] += move * slack
		}
	}
	s.rehang(v, inner, entering)
	return slack > 0
}

// rehang hangs the subtree of v on its vertex inner, by an arc: the way from there up to v is turned round.
func (s *simplex) rehang(v, inner, by int32) {
	all := s.sum[v]
	for u := s.parent[v]; u >= 0; u = s.parent[u] {
		s.sum[u] -= all
	}
	parent, arc := s.arcs[by].tail+s.arcs[by].head-inner, by
	for u := parent; u >= 0; u = s.parent[u] {
		s.sum[u] += all
	}
	below := int64(0) // the sum of what hung on the vertex before, which now hangs above
	for u := inner; ; {
		above, old, own := s.parent[u], s.up[u], s.sum[u]
		s.leave(u)
		s.parent[u], s.up[u] = parent, arc
		s.adopt(u)
		s.sum[u] = all - below
		if u == v {
			return
		}
		parent, arc, below, u = u, old, own, above
	}
}
