package digraph

import (
	"math/bits"
	"slices"
)

// exactArrange is the most nodes for which all orders are weighed.
const exactArrange = 9

// Arrange lists the nodes so that few arcs point backward: as few as possible up to nine nodes, and above in an order found
// greedily, sinks last, sources first, then what sends most more than it takes (Eades, Lin, Smyth 1993). Among equals the
// smaller number comes first.
func (g Graph) Arrange() []int32 {
	if g.Len() <= exactArrange {
		return g.arrangeExactly()
	}
	return g.arrangeGreedily()
}

// arrangeExactly finds, for every set of nodes, how few arcs point backward if they come last.
func (g Graph) arrangeExactly() []int32 {
	n := g.Len()
	into := make([][]int32, n) // sources of arcs, as often as there are arcs
	for v := range int32(n) {
		for _, w := range g.Out(v) {
			if v != w {
				into[w] = append(into[w], v)
			}
		}
	}
	// back counts arcs into v from what is still to come: those point backward if v comes next.
	back := func(v int, rest uint) (c int) {
		for _, u := range into[v] {
			if rest>>u&1 != 0 {
				c++
			}
		}
		return c
	}
	least := make([]int, 1<<n)
	for rest := uint(1); rest < 1<<n; rest++ {
		best := -1
		for set := rest; set != 0; set &= set - 1 {
			v := bits.TrailingZeros(set)
			if c := back(v, rest&^(1<<v)) + least[rest&^(1<<v)]; best < 0 || c < best {
				best = c
			}
		}
		least[rest] = best
	}
	order := make([]int32, 0, n)
	for rest := uint(1)<<n - 1; rest != 0; {
		for set := rest; set != 0; set &= set - 1 {
			v := bits.TrailingZeros(set)
			if left := rest &^ (1 << v); back(v, left)+least[left] == least[rest] {
				order, rest = append(order, int32(v)), left
				break
			}
		}
	}
	return order
}

func (g Graph) arrangeGreedily() []int32 {
	n := int32(g.Len())
	in := g.Reverse()
	gone := make([]bool, n)
	sends, takes := make([]int32, n), make([]int32, n)
	for v := range n {
		for _, w := range g.Out(v) {
			if v != w {
				sends[v]++
				takes[w]++
			}
		}
	}
	b := newBuckets(sends, takes)
	var head, tail []int32
	for range n {
		v, last := b.next()
		gone[v] = true
		if last {
			tail = append(tail, v)
		} else {
			head = append(head, v)
		}
		for _, w := range g.Out(v) {
			if !gone[w] {
				takes[w]--
				b.put(w)
			}
		}
		for _, u := range in.Out(v) {
			if !gone[u] {
				sends[u]--
				b.put(u)
			}
		}
	}
	slices.Reverse(tail)
	return append(head, tail...)
}

// buckets sort what is left by how much more it sends than it takes, sinks and sources apart. A node stands in a bucket
// again whenever its numbers change; entries that no longer fit are passed over.
type buckets struct {
	sends, takes []int32
	gone         []bool
	heaps        map[int32]*numberHeap
	most         int32 // no bucket above it has entries
	least        int32
}

const (
	sinks   = -1 << 30
	sources = 1 << 30
)

func newBuckets(sends, takes []int32) *buckets {
	b := &buckets{sends: sends, takes: takes, gone: make([]bool, len(sends)), heaps: map[int32]*numberHeap{}}
	for v := range int32(len(sends)) {
		b.put(v)
	}
	return b
}

func (b *buckets) key(v int32) int32 {
	switch {
	case b.sends[v] == 0:
		return sinks
	case b.takes[v] == 0:
		return sources
	default:
		return b.sends[v] - b.takes[v]
	}
}

func (b *buckets) put(v int32) {
	k := b.key(v)
	if b.heaps[k] == nil {
		b.heaps[k] = &numberHeap{}
	}
	b.heaps[k].push(v)
	if k != sinks && k != sources {
		b.most, b.least = max(b.most, k), min(b.least, k)
	}
}

// next takes the next node out; last says that it is to stand at the end.
func (b *buckets) next() (v int32, last bool) {
	for _, k := range [2]int32{sinks, sources} {
		if v, ok := b.take(k); ok {
			return v, k == sinks
		}
	}
	for k := b.most; k >= b.least; k-- {
		b.most = k
		if v, ok := b.take(k); ok {
			return v, false
		}
	}
	panic("nothing left")
}

func (b *buckets) take(k int32) (int32, bool) {
	h := b.heaps[k]
	for h != nil && len(*h) > 0 {
		if v := h.pop(); !b.gone[v] && b.key(v) == k {
			b.gone[v] = true
			return v, true
		}
	}
	return 0, false
}

// numberHeap gives the smallest number first.
type numberHeap []int32

func (h *numberHeap) push(v int32) {
	*h = append(*h, v)
	for i := len(*h) - 1; i > 0; {
		up := (i - 1) / 2
		if (*h)[up] <= (*h)[i] {
			return
		}
		(*h)[up], (*h)[i] = (*h)[i], (*h)[up]
		i = up
	}
}

func (h *numberHeap) pop() int32 {
	top, end := (*h)[0], len(*h)-1
	(*h)[0] = (*h)[end]
	*h = (*h)[:end]
	for i := 0; ; {
		least := i
		for _, c := range [2]int{2*i + 1, 2*i + 2} {
			if c < end && (*h)[c] < (*h)[least] {
				least = c
			}
		}
		if least == i {
			return top
		}
		(*h)[least], (*h)[i] = (*h)[i], (*h)[least]
		i = least
	}
}
