package compare

import "seika/internal/digraph"

// form is the shape of a graph; one function works it out for both sides.
type form struct{ cnc, density, layers, longest, sequentiality, separability, cyclicity Value }

// formOf measures n nodes and their arcs. Depth and the longest way are those of onward, which has no cycles.
func formOf(n int, from, to []int32, onward digraph.Graph, weight []float64) form {
	var f form
	f.layers, f.longest = depth(onward, weight)
	if n < fewMembers {
		return f
	}
	arcs := len(from)
	f.cnc, f.density = share(arcs, n), share(arcs, n*(n-1))
	in, out := degrees(n, from, to)
	straight := 0
	plain := func(v int32) bool { return in[v] == 1 && out[v] == 1 }
	for i := range from {
		if plain(from[i]) && plain(to[i]) {
			straight++
		}
	}
	f.sequentiality = share(straight, arcs)
	joints := 0
	cut, _ := digraph.Both(n, from, to).Cuts()
	for _, is := range cut {
		if is {
			joints++
		}
	}
	f.separability = share(joints, n-2)
	comp, parts := digraph.New(n, from, to).Strong()
	size := make([]int, parts)
	for _, c := range comp {
		size[c]++
	}
	ring := 0
	for _, k := range size {
		if k > 1 {
			ring += k
		}
	}
	f.cyclicity = share(ring, n)
	return f
}

// depth is how many layers a graph without cycles has, and the most weight on one way through it.
func depth(g digraph.Graph, weight []float64) (layers, longest Value) {
	if g.Len() == 0 {
		return Value{}, Value{}
	}
	deepest, most := int32(0), 0.0
	for _, l := range g.Layers() {
		deepest = max(deepest, l)
	}
	dist, _ := g.Longest(weight)
	for _, d := range dist {
		most = max(most, d)
	}
	return count(int(deepest) + 1), Value{Known: true, X: most}
}

// withoutRings is a graph whose rings are one node each, with how many each holds.
func withoutRings(g digraph.Graph) (digraph.Graph, []float64) {
	comp, n := g.Strong()
	size := make([]float64, n)
	for _, c := range comp {
		size[c]++
	}
	return g.Quotient(comp, n), size
}
