package digraph

// Order lists the nodes so that every arc points forward, sources first and by number. What is on a cycle, or behind one,
// is left out: the list is then shorter than the graph.
func (g Graph) Order() []int32 {
	n := g.Len()
	missing := make([]int32, n)
	for _, w := range g.To {
		missing[w]++
	}
	order := make([]int32, 0, n)
	for v := range int32(n) {
		if missing[v] == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, w := range g.Out(order[i]) {
			missing[w]--
			if missing[w] == 0 {
				order = append(order, w)
			}
		}
	}
	return order
}

// Layers gives every node the number of arcs on the longest way that ends in it. g must have no cycle.
func (g Graph) Layers() []int32 {
	layer := make([]int32, g.Len())
	for _, v := range g.Order() {
		for _, w := range g.Out(v) {
			layer[w] = max(layer[w], layer[v]+1)
		}
	}
	return layer
}

// Longest finds, for every node, the heaviest way that ends in it: its weight, the node's own included, and the node
// before, or -1. Among equals the smallest node before is taken. g must have no cycle; no weight may be negative.
func (g Graph) Longest(weight []float64) (dist []float64, before []int32) {
	n := g.Len()
	dist, before = make([]float64, n), make([]int32, n)
	for v := range before {
		before[v] = -1
	}
	for _, v := range g.Order() {
		dist[v] += weight[v]
		for _, w := range g.Out(v) {
			if dist[v] > dist[w] || before[w] < 0 || (dist[v] == dist[w] && v < before[w]) {
				dist[w], before[w] = dist[v], v
			}
		}
	}
	return dist, before
}

// What Dominators answers beside nodes.
const (
	Root    = -1 // nothing but the virtual root dominates the node
	Outside = -2 // the node is not reached from the roots
)

// Dominators gives every node its immediate dominator: the last node that all ways to it from the roots share. Several
// roots hang on a virtual one. For post-dominators ask the reversed graph (Cooper, Harvey, Kennedy 2001).
func (g Graph) Dominators(roots []int32) []int32 {
	n := g.Len()
	order := g.postorder(roots)
	number := make([]int32, n) // 1 + place in order; 0 is not reached
	for i, v := range order {
		number[v] = int32(i) + 1
	}
	// Places in order stand for nodes from here on; top is the virtual root.
	top := int32(len(order))
	idom := make([]int32, len(order)+1)
	for i := range idom {
		idom[i] = Outside
	}
	idom[top] = top
	isRoot := make([]bool, len(order))
	for _, r := range roots {
		isRoot[number[r]-1] = true
	}
	meet := func(a, b int32) int32 {
		for a != b {
			for a < b {
				a = idom[a]
			}
			for b < a {
				b = idom[b]
			}
		}
		return a
	}
	in := g.Reverse()
	for changed := true; changed; {
		changed = false
		for i := top - 1; i >= 0; i-- {
			best := int32(Outside)
			if isRoot[i] {
				best = top
			}
			for _, u := range in.Out(order[i]) {
				p := number[u] - 1
				if p < 0 || idom[p] == Outside {
					continue
				}
				if best == Outside {
					best = p
				} else {
					best = meet(p, best)
				}
			}
			if idom[i] != best {
				idom[i], changed = best, true
			}
		}
	}
	out := make([]int32, n)
	for v := range out {
		switch {
		case number[v] == 0:
			out[v] = Outside
		case idom[number[v]-1] == top:
			out[v] = Root
		default:
			out[v] = order[idom[number[v]-1]]
		}
	}
	return out
}

// postorder lists what is reached from the roots, depth first, each node after all it leads to.
func (g Graph) postorder(roots []int32) []int32 {
	n := g.Len()
	seen := make([]bool, n)
	next := make([]int32, n)
	copy(next, g.At)
	var order, path []int32
	for _, r := range roots {
		if seen[r] {
			continue
		}
		seen[r] = true
		path = append(path, r)
		for len(path) > 0 {
			v := path[len(path)-1]
			if next[v] == g.At[v+1] {
				order = append(order, v)
				path = path[:len(path)-1]
				continue
			}
			w := g.To[next[v]]
			next[v]++
			if !seen[w] {
				seen[w] = true
				path = append(path, w)
			}
		}
	}
	return order
}
