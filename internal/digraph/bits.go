package digraph

import (
	"iter"
	"math/bits"
)

// Bits is a set of nodes.
type Bits []uint64

// NewBits makes an empty set that has room for the nodes 0 … n-1.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Has says whether v is in the set.
func (b Bits) Has(v int32) bool { return b[v>>6]>>(uint(v)&63)&1 != 0 }

// Add puts v in.
func (b Bits) Add(v int32) { b[v>>6] |= 1 << (uint(v) & 63) }

// Union puts in all of c, which must have room for the same nodes.
func (b Bits) Union(c Bits) {
	for i, w := range c {
		b[i] |= w
	}
}

// Meets says whether the two share a node.
func (b Bits) Meets(c Bits) bool {
	for i, w := range c {
		if b[i]&w != 0 {
			return true
		}
	}
	return false
}

// Count is the number of nodes in the set.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// All yields the nodes in rising order.
func (b Bits) All() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i, w := range b {
			for ; w != 0; w &= w - 1 {
				if !yield(int32(i<<6 + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// Reach is the set of what can be reached from the seeds, the seeds included.
func (g Graph) Reach(seeds ...int32) Bits {
	set := NewBits(g.Len())
	var todo []int32
	for _, v := range seeds {
		if !set.Has(v) {
			set.Add(v)
			todo = append(todo, v)
		}
	}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, w := range g.Out(v) {
			if !set.Has(w) {
				set.Add(w)
				todo = append(todo, w)
			}
		}
	}
	return set
}

// Cliques lists maximal cliques of an undirected graph (every edge in both directions): sets of nodes all joined to each
// other, none inside another. It stops at limit and then says that there may be more. Members come in rising order, cliques
// in an order that depends on the graph alone (Bron and Kerbosch 1973, pivot after Tomita 2006). It takes n²/8 bytes and more.
func (g Graph) Cliques(limit int) (cliques [][]int32, all bool) {
	n := g.Len()
	near := make([]Bits, n)
	for v := range int32(n) {
		near[v] = NewBits(n)
		for _, w := range g.Out(v) {
			if w != v {
				near[v].Add(w)
			}
		}
	}
	type state struct {
		open, done Bits // candidates; those whose cliques have all been listed
		try        []int32
		chosen     int // members before this state
	}
	var members []int32
	enter := func(open, done Bits) state {
		return state{open: open, done: done, try: branches(near, open, done), chosen: len(members)}
	}
	everyone := NewBits(n)
	for v := range int32(n) {
		everyone.Add(v)
	}
	if n == 0 {
		return nil, true
	}
	stack := []state{enter(everyone, NewBits(n))}
	for len(stack) > 0 {
		s := &stack[len(stack)-1]
		members = members[:s.chosen]
		if len(s.try) == 0 {
			stack = stack[:len(stack)-1]
			continue
		}
		v := s.try[0]
		s.try = s.try[1:]
		members = append(members, v)
		open, done := both(s.open, near[v]), both(s.done, near[v])
		s.open[v>>6] &^= 1 << (uint(v) & 63)
		s.done.Add(v)
		if open.Count() > 0 {
			stack = append(stack, enter(open, done))
			continue
		}
		if done.Count() > 0 {
			continue
		}
		if len(cliques) == limit {
			return cliques, false
		}
		cliques = append(cliques, sorted(members))
	}
	return cliques, true
}

// branches are the candidates a maximal clique must begin with: those not joined to the pivot, the node joined to most.
func branches(near []Bits, open, done Bits) []int32 {
	pivot, most := int32(-1), -1
	for _, set := range []Bits{open, done} {
		for v := range set.All() {
			if c := both(open, near[v]).Count(); c > most {
				pivot, most = v, c
			}
		}
	}
	var out []int32
	for v := range open.All() {
		if !near[pivot].Has(v) { // the pivot itself too
			out = append(out, v)
		}
	}
	return out
}

func both(a, b Bits) Bits {
	c := make(Bits, len(a))
	for i := range a {
		c[i] = a[i] & b[i]
	}
	return c
}

func sorted(members []int32) []int32 {
	set := append([]int32(nil), members...)
	for i := 1; i < len(set); i++ {
		for j := i; j > 0 && set[j] < set[j-1]; j-- {
			set[j], set[j-1] = set[j-1], set[j]
		}
	}
	return set
}
