package analysis

import (
	"slices"

	"seika/internal/digraph"
	"seika/model"
)

// Heaviest is the way through the blocks with the greatest sum of weights, and the blocks with deliverables on it.
func (f *Flow) Heaviest(weight func(block int32) float64) (sum float64, way []int32) {
	weights := make([]float64, f.Blocks())
	for b := range weights {
		if f.size[b] > 0 {
			weights[b] = weight(int32(b))
		}
	}
	dist, before := f.arcs.Longest(weights)
	end := int32(-1)
	for b := range int32(len(dist)) {
		if end < 0 || dist[b] > dist[end] {
			end = b
		}
	}
	for b := end; b >= 0; b = before[b] {
		if f.size[b] > 0 {
			way = append(way, b)
		}
	}
	slices.Reverse(way)
	if end < 0 {
		return 0, nil
	}
	return dist[end], way
}

// Chain lists the blocks of the longest chain, a block counting its deliverables.
func (f *Flow) Chain() []int32 {
	_, way := f.Heaviest(func(b int32) float64 { return float64(f.size[b]) })
	return way
}

// Deep counts the layers: blocks one after another.
func (f *Flow) Deep() int {
	deep := int32(0)
	layers := f.Layers()
	for b, l := range layers {
		if f.size[b] > 0 {
			deep = max(deep, l+1)
		}
	}
	return int(deep)
}

// from0 gives every node the fewest arcs from the seeds; a step into a virtual node counts none. -1 is not reached.
func (f *Flow) from0(g digraph.Graph, seeds []int32) []int32 {
	dist := make([]int32, g.Len())
	for i := range dist {
		dist[i] = -1
	}
	var now, next []int32
	for _, s := range seeds {
		dist[s] = 0
		now = append(now, s)
	}
	for step := int32(0); len(now) > 0; step++ {
		next = next[:0]
		for len(now) > 0 {
			u := now[len(now)-1]
			now = now[:len(now)-1]
			for _, w := range g.Out(u) {
				switch {
				case dist[w] >= 0:
				case int(w) >= f.n:
					dist[w] = step
					now = append(now, w)
				default:
					dist[w] = step + 1
					next = append(next, w)
				}
			}
		}
		now, next = next, now
	}
	return dist
}

// Double is an input drawn to a deliverable that is made from it on a longer way as well.
type Double struct {
	Ends     model.Ends
	From, To int32
	Distance int // arcs of the shortest longer way between the blocks
}

// Doubles lists the inputs that are used beside what was made from them. Only arcs drawn between deliverables count, and
// none into a block of two or more: there nothing is first. Where the model is too large to tell, known is false.
func (f *Facts) Doubles() (list []Double, known bool) {
	d := f.doubles.of(func() doubles { return f.findDoubles() })
	return d.list, d.known
}

type doubles struct {
	list  []Double
	known bool
}

func (f *Facts) findDoubles() doubles {
	flow := f.Flow()
	if _, known := flow.reached(); !known {
		return doubles{}
	}
	arcs, rows := f.direct()
	d := doubles{known: true}
	w := detours{out: arcs, in: arcs.Reverse(), rows: rows, from: -1, next: make([]int32, flow.Blocks())}
	i := -1
	for r := range f.Graph.Relations() {
		i++
		u, v := f.Ends(i)
		if r.Kind != model.IO || u < 0 || v < 0 {
			continue
		}
		a, c := flow.Block(u), flow.Block(v)
		if a == c || flow.Size(c) > 1 {
			continue
		}
		if n := w.find(a, c); n > 0 {
			d.list = append(d.list, Double{r.Ends, u, v, n})
		}
	}
	return d
}

// direct is the graph of the blocks without arcs that touch a composite, and what follows on each block in it.
func (f *Facts) direct() (digraph.Graph, *digraph.After) {
	flow := f.Flow()
	if f.io.Len() == f.N && f.sync.Len() == f.N {
		rows, _ := flow.reached()
		return flow.arcs, rows
	}
	var from, to []int32
	for u := range int32(f.N) {
		for _, v := range f.io.Out(u) {
			if int(v) < f.N {
				from, to = append(from, flow.block[u]), append(to, flow.block[v])
			}
		}
	}
	n := flow.Blocks()
	same := make([]int32, n)
	for b := range same {
		same[b] = int32(b)
	}
	arcs := digraph.New(n, from, to).Quotient(same, n)
	return arcs, arcs.After()
}

// detours looks for longer ways beside arcs, best for one start after the other.
type detours struct {
	out, in digraph.Graph
	rows    *digraph.After
	from    int32
	next    []int32 // 1 + the last start that has an arc to here
}

// find is the fewest arcs, at least two, from a to c, or 0 where there is no such way.
func (d *detours) find(a, c int32) int {
	first, last := d.out.Out(a), d.in.Out(c)
	var any bool // a longer way leaves a by another arc, and comes to c by another
	if len(first) < len(last) {
		any = slices.ContainsFunc(first, func(b int32) bool { return b != c && d.rows.Has(b, c) })
	} else {
		any = slices.ContainsFunc(last, func(b int32) bool { return b != a && d.rows.Has(a, b) })
	}
	if !any {
		return 0
	}
	if d.from != a {
		d.from = a
		for _, b := range first {
			d.next[b] = a + 1
		}
	}
	for _, b := range last { // almost always the way is short
		if d.next[b] == a+1 {
			return 2
		}
	}
	seen := map[int32]bool{a: true}
	front := []int32{a}
	for n := 1; ; n++ {
		var next []int32
		for _, b := range front {
			for _, w := range d.out.Out(b) {
				switch {
				case w == c && b != a:
					return n
				case w != c && !seen[w] && d.rows.Has(w, c):
					seen[w] = true
					next = append(next, w)
				}
			}
		}
		front = next
	}
}
