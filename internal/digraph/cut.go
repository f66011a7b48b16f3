package digraph

import "slices"

// VertexCut finds the fewest nodes that lie on all ways from some nodes to others, and of all smallest sets the one nearest
// the ends of the ways; it is unique. Only nodes of which free is true may be cut; neither ends are. Where some way has no
// such node there is no cut: ok is false. Members come in rising order (Dinic 1970, on the graph with every node split).
func (g Graph) VertexCut(from, to []int32, free []bool) (cut []int32, ok bool) {
	n := int32(g.Len())
	open := slices.Clone(free)
	for _, ends := range [2][]int32{from, to} {
		for _, v := range ends {
			open[v] = false
		}
	}
	f := newNetwork(2*n+2, int(n)+len(g.To)+len(from)+len(to))
	source, sink, much := 2*n, 2*n+1, n+1
	for v := range n {
		width := much
		if open[v] {
			width = 1
		}
		f.add(2*v, 2*v+1, width)
		for _, w := range g.Out(v) {
			f.add(2*v+1, 2*w, much)
		}
	}
	for _, v := range from {
		f.add(source, 2*v, much)
	}
	for _, v := range to {
		f.add(2*v+1, sink, much)
	}
	if !f.fill(source, sink, n) {
		return nil, false
	}
	near := f.before(sink)
	for v := range n {
		if open[v] && !near[2*v] && near[2*v+1] {
			cut = append(cut, v)
		}
	}
	return cut, true
}

// network is a flow network; pipe i and i^1 are each other's way back.
type network struct {
	first, next, to, room []int32 // first pipe of a node, and the one after each; -1 ends
	level, at             []int32
}

func newNetwork(nodes int32, pipes int) *network {
	f := &network{first: make([]int32, nodes), level: make([]int32, nodes), at: make([]int32, nodes)}
	for i := range f.first {
		f.first[i] = -1
	}
	f.next, f.to, f.room = make([]int32, 0, 2*pipes), make([]int32, 0, 2*pipes), make([]int32, 0, 2*pipes)
	return f
}

func (f *network) add(u, v, room int32) {
	for _, p := range [2][3]int32{{u, v, room}, {v, u, 0}} {
		f.to, f.room, f.next = append(f.to, p[1]), append(f.room, p[2]), append(f.next, f.first[p[0]])
		f.first[p[0]] = int32(len(f.to)) - 1
	}
}

// fill sends all that fits from source to sink; false where more than most fits.
func (f *network) fill(source, sink, most int32) bool {
	sent := int32(0)
	for f.layers(source, sink) {
		copy(f.at, f.first)
		for {
			n := f.push(source, sink)
			if n == 0 {
				break
			}
			if sent += n; sent > most {
				return false
			}
		}
	}
	return true
}

// layers numbers the nodes by their distance from source and says whether sink has one.
func (f *network) layers(source, sink int32) bool {
	for i := range f.level {
		f.level[i] = -1
	}
	f.level[source] = 0
	queue := []int32{source}
	for i := 0; i < len(queue); i++ {
		u := queue[i]
		for p := f.first[u]; p >= 0; p = f.next[p] {
			if v := f.to[p]; f.room[p] > 0 && f.level[v] < 0 {
				f.level[v] = f.level[u] + 1
				queue = append(queue, v)
			}
		}
	}
	return f.level[sink] >= 0
}

// push sends along one shortest way and says how much.
func (f *network) push(source, sink int32) int32 {
	var path []int32 // pipes
	u := source
	for u != sink {
		p := f.at[u]
		for ; p >= 0; p = f.next[p] {
			if f.room[p] > 0 && f.level[f.to[p]] == f.level[u]+1 {
				break
			}
		}
		if f.at[u] = p; p >= 0 {
			path = append(path, p)
			u = f.to[p]
			continue
		}
		if u == source {
			return 0
		}
		last := path[len(path)-1]
		path = path[:len(path)-1]
		u = f.to[last^1]
		f.at[u] = f.next[last]
	}
	n := f.room[path[0]]
	for _, p := range path {
		n = min(n, f.room[p])
	}
	for _, p := range path {
		f.room[p] -= n
		f.room[p^1] += n
	}
	return n
}

// before marks what can still send to sink.
func (f *network) before(sink int32) []bool {
	can := make([]bool, len(f.first))
	can[sink] = true
	todo := []int32{sink}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for p := f.first[v]; p >= 0; p = f.next[p] {
			if u := f.to[p]; f.room[p^1] > 0 && !can[u] {
				can[u] = true
				todo = append(todo, u)
			}
		}
	}
	return can
}
