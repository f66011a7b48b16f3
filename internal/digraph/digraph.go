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
	next := make([]int32, n+2) // next[v+1] is where the next arc of v goes; in the end that is where v+1 begins
	g := Graph{At: next[:n+1], To: make([]int32, len(to))}
	for _, v := range from {
		next[v+2]++
	}
	for v := range n {
		next[v+2] += next[v+1]
	}
	for i, v := range from {
		g.To[next[v+1]] = to[i]
		next[v+1]++
	}
	return g
}

// Join makes a graph of the arcs of both, those of g first. h may have fewer nodes or more.
func (g Graph) Join(h Graph) Graph {
	n := max(g.Len(), h.Len())
	j := Graph{At: make([]int32, n+1), To: make([]int32, 0, len(g.To)+len(h.To))}
	for v := range int32(n) {
		for _, x := range [2]Graph{g, h} {
			if int(v) < x.Len() {
				j.To = append(j.To, x.Out(v)...)
			}
		}
		j.At[v+1] = int32(len(j.To))
	}
	return j
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
	next := make([]int32, n+2) // as in New
	r := Graph{At: next[:n+1], To: make([]int32, len(g.To))}
	for _, w := range g.To {
		next[w+2]++
	}
	for v := range n {
		next[v+2] += next[v+1]
	}
	for v := range int32(n) {
		for _, w := range g.Out(v) {
			r.To[next[w+1]] = v
			next[w+1]++
		}
	}
	return r
}

// Quotient maps every node to part[v], one of n parts, and keeps each arc between two parts once.
func (g Graph) Quotient(part []int32, n int) Graph {
	q := Graph{At: make([]int32, n+1), To: make([]int32, 0, len(g.To))}
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
