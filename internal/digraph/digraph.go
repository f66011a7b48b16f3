// Package digraph holds algorithms on graphs whose nodes are the numbers 0 … n-1. It knows nothing of deliverables.
//
// Everything is iterative, so that a chain of 100,000 does not grow the stack, and deterministic: equal graphs, arcs in
// equal order, give equal results. Loops and parallel arcs are allowed everywhere.
package digraph

// Graph is a directed graph in compressed rows: the arcs of v go to To[At[v]:At[v+1]]. An undirected graph has each
// edge in both directions. Graphs are built once and then only read; the zero Graph is empty.
type Graph struct {
	At []int32 // one longer than there are nodes, rising
	To []int32
}

// New makes a graph of n nodes with an arc from[i] → to[i] for every i. Arcs of one node keep their order.
func New(n int, from, to []int32) Graph {
	g := Graph{At: make([]int32, n+1), To: make([]int32, len(to))}
	for _, v := range from {
		g.At[v+1]++
	}
	for v := range n {
		g.At[v+1] += g.At[v]
	}
	next := make([]int32, n)
	copy(next, g.At)
	for i, v := range from {
		g.To[next[v]] = to[i]
		next[v]++
	}
	return g
}

// Both makes an undirected graph: every arc in both directions.
func Both(n int, from, to []int32) Graph {
	a := append(append(make([]int32, 0, 2*len(from)), from...), to...)
	b := append(append(make([]int32, 0, 2*len(from)), to...), from...)
	return New(n, a, b)
}

// Len is the number of nodes.
func (g Graph) Len() int { return max(0, len(g.At)-1) }

// Out lists where the arcs of v go. It must not be written to.
func (g Graph) Out(v int32) []int32 { return g.To[g.At[v]:g.At[v+1]] }

// Reverse turns every arc round. The sources of a node come in rising order.
func (g Graph) Reverse() Graph {
	n := g.Len()
	r := Graph{At: make([]int32, n+1), To: make([]int32, len(g.To))}
	for _, w := range g.To {
		r.At[w+1]++
	}
	for v := range n {
		r.At[v+1] += r.At[v]
	}
	next := make([]int32, n)
	copy(next, r.At)
	for v := range int32(n) {
		for _, w := range g.Out(v) {
			r.To[next[w]] = v
			next[w]++
		}
	}
	return r
}

// Quotient maps every node to part[v], one of n parts, and keeps each arc between two parts once.
func (g Graph) Quotient(part []int32, n int) Graph {
	q := Graph{At: make([]int32, n+1)}
	members := New(n, part, numbers(g.Len()))
	seen := make([]int32, n) // the last part, plus one, that had an arc to here
	for p := range int32(n) {
		for _, v := range members.Out(p) {
			for _, w := range g.Out(v) {
				if t := part[w]; t != p && seen[t] != p+1 {
					seen[t] = p + 1
					q.To = append(q.To, t)
				}
			}
		}
		q.At[p+1] = int32(len(q.To))
	}
	return q
}

func numbers(n int) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}
