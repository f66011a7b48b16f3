package digraph

// Strong maps every node to its strong component and counts them. Components are numbered so that every arc between two
// of them goes to the higher number (Tarjan 1972).
func (g Graph) Strong() (comp []int32, n int) {
	size := g.Len()
	comp = make([]int32, size)
	low := make([]int32, size) // 0 is unseen, else 1 + the number in order of discovery
	var path, open []int32     // the way down from the root; nodes not yet in a component
	next := make([]int32, size)
	copy(next, g.At)
	found := int32(0)
	index := make([]int32, size)
	for root := range int32(size) {
		if low[root] != 0 {
			continue
		}
		found++
		index[root], low[root] = found, found
		path, open = append(path, root), append(open, root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if next[v] < g.At[v+1] {
				w := g.To[next[v]]
				next[v]++
				switch {
				case low[w] == 0:
					found++
					index[w], low[w] = found, found
					path, open = append(path, w), append(open, w)
				case index[w] > 0: // still open
					low[v] = min(low[v], index[w])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				u := path[len(path)-1]
				low[u] = min(low[u], low[v])
			}
			if low[v] != index[v] {
				continue
			}
			for {
				w := open[len(open)-1]
				open = open[:len(open)-1]
				index[w], comp[w] = -1, int32(n)
				if w == v {
					break
				}
			}
			n++
		}
	}
	for v := range comp { // Tarjan finds sinks first
		comp[v] = int32(n) - 1 - comp[v]
	}
	return comp, n
}

// Weak maps every node to its component where the direction of arcs does not count, and counts them. Components are
// numbered by their smallest node.
func (g Graph) Weak() (comp []int32, n int) {
	sets := NewSets(g.Len())
	for v := range int32(g.Len()) {
		for _, w := range g.Out(v) {
			sets.Unite(v, w)
		}
	}
	comp = make([]int32, g.Len())
	for v := range int32(g.Len()) {
		if r := sets.Find(v); r != v {
			comp[v] = comp[r]
			continue
		}
		comp[v] = int32(n)
		n++
	}
	return comp, n
}

// Cuts finds where an undirected graph hangs together by one node or one edge: joint[v] says that taking v out parts its
// component, bridges lists the edges of which that is true, smaller node first, in order of discovery. g must have every
// edge in both directions (see Both); parallel edges are no bridge.
func (g Graph) Cuts() (joint []bool, bridges [][2]int32) {
	n := g.Len()
	joint = make([]bool, n)
	index := make([]int32, n) // 0 is unseen
	low := make([]int32, n)
	next := make([]int32, n)
	copy(next, g.At)
	parent := make([]int32, n)
	skipped := make([]bool, n) // the one arc back to the parent has been passed over
	var path []int32
	found := int32(0)
	for root := range int32(n) {
		if index[root] != 0 {
			continue
		}
		found++
		index[root], low[root], parent[root] = found, found, -1
		path = append(path, root)
		children := 0
		for len(path) > 0 {
			v := path[len(path)-1]
			if next[v] < g.At[v+1] {
				w := g.To[next[v]]
				next[v]++
				switch {
				case w == v:
				case index[w] == 0:
					found++
					index[w], low[w], parent[w] = found, found, v
					path = append(path, w)
				case w == parent[v] && !skipped[v]:
					skipped[v] = true
				default:
					low[v] = min(low[v], index[w])
				}
				continue
			}
			path = path[:len(path)-1]
			u := parent[v]
			if u < 0 {
				continue
			}
			low[u] = min(low[u], low[v])
			if low[v] > index[u] {
				bridges = append(bridges, [2]int32{min(u, v), max(u, v)})
			}
			if u == root {
				children++
			} else if low[v] >= index[u] {
				joint[u] = true
			}
		}
		joint[root] = children > 1
	}
	return joint, bridges
}
