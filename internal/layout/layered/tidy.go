package layered

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/digraph"
	"seika/internal/layout"
)

// Tidying takes ranks and orders from the places there are, and nothing else: what it draws gives the same ranks and orders
// again, so a second tidy moves nothing.

// present is where blocks are in the picture that came in.
type present struct {
	x, y  []float64
	known []bool
}

// present reads where blocks are: the mean of where their members would have them.
func (p *picture) present(blocks []block) *present {
	n := len(blocks)
	q := &present{make([]float64, n), make([]float64, n), make([]bool, n)}
	for b, bl := range blocks {
		count := 0.0
		for i, it := range bl.items {
			if p.items[it].placed {
				q.x[b] += p.items[it].at.X - bl.off[i].X
				q.y[b] += p.items[it].at.Y - bl.off[i].Y
				count++
			}
		}
		if q.known[b] = count > 0; q.known[b] {
			q.x[b], q.y[b] = q.x[b]/count, q.y[b]/count
		}
	}
	return q
}

// runFrom gives blocks the ranks their places show. A link that points back is accepted on a cycle only; else its head
// moves on.
func (r *ranking) runFrom(q *present) []int32 {
	r.frames()
	at := make([]int32, r.n)
	r.columns(q, at)
	var from, to []int32
	for i, e := range r.p.edges {
		l := link{edge: int32(i), tail: r.tail(e.from), head: r.head(e.to)}
		if onFrame := e.from.item < 0 || e.to.item < 0; l.tail == l.head || onFrame && r.within(e) {
			continue
		}
		r.links = append(r.links, l)
		from, to = append(from, l.tail), append(to, l.head)
	}
	links := len(from)
	for _, a := range r.inner {
		from, to = append(from, a.tail), append(to, a.head)
	}
	r.join(q, at, from[:links], to[:links])
	comp, n := digraph.New(r.n, from, to).Strong()
	size := make([]int, n)
	for _, c := range comp {
		size[c]++
	}
	// A frame that lies on a cycle has no say: it is before and behind at once.
	mute := func(v int32) bool { return int(v) >= len(r.blocks) && size[comp[v]] > 1 }
	order := make([]int32, len(from))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(comp[from[a]], comp[from[b]]) })
	for _, i := range order { // arcs go to higher components: tails are settled before they are looked at
		if comp[from[i]] == comp[to[i]] || mute(from[i]) || mute(to[i]) {
			continue
		}
		length := int32(1)
		if int(i) >= links {
			length = 0
		}
		at[to[i]] = max(at[to[i]], at[from[i]]+length)
	}
	rank := append([]int32(nil), at[:len(r.blocks)]...)
	closeUp(rank)
	r.orient(rank)
	return rank
}

// columns groups blocks by their centres along the flow: one begins a new rank when its left edge lies beyond the mean
// centre of the current one.
func (r *ranking) columns(q *present, at []int32) {
	var known []int32
	for b, ok := range q.known {
		if ok {
			known = append(known, int32(b))
		}
	}
	slices.SortStableFunc(known, func(a, b int32) int { return cmp.Compare(q.x[a], q.x[b]) })
	rank, sum, count := int32(0), 0.0, 0.0
	for _, b := range known {
		if count > 0 && q.x[b]-r.blocks[b].size.W/2 > sum/count {
			rank, sum, count = rank+1, 0, 0
		}
		at[b] = rank
		sum, count = sum+q.x[b], count+1
	}
}

// join gives blocks without a place a rank next to what they are joined with.
func (r *ranking) join(q *present, at, from, to []int32) {
	known := slices.Clone(q.known)
	for again := true; again; {
		again = false
		for i := range from {
			t, h := from[i], to[i]
			switch {
			case int(t) >= len(known) || int(h) >= len(known): // a frame has no place of its own
			case known[t] && !known[h]:
				at[h], known[h], again = at[t]+1, true, true
			case known[h] && !known[t]:
				at[t], known[t], again = max(0, at[h]-1), true, true
			}
		}
		r.w.stopped(len(from))
	}
}

// orient turns links round that point back in the ranks found.
func (r *ranking) orient(rank []int32) {
	g := &ranked{p: r.p}
	for b := range rank {
		g.v = append(g.v, vertex{rank: rank[b], group: r.blocks[b].group})
		g.ranks = max(g.ranks, int(rank[b])+1)
	}
	g.spans()
	for i := range r.links {
		l := &r.links[i]
		a, b := g.reach(r.blockOf, *l)
		l.turned = true
		c, d := g.reach(r.blockOf, *l)
		l.turned = a >= b && c < d
	}
}

// keepOrder orders the ranks as the places show: boxes and frames never swap. Lines begin between their ends and then move
// to where they cross least.
func keepOrder(w *work, g *ranked, q *present) *ordering {
	o := newOrdering(w, g)
	o.hold(q.known)
	middle := o.frameMiddles(q)
	byMiddle := make([]int32, len(middle))
	for k := range byMiddle {
		byMiddle[k] = int32(k)
	}
	slices.SortStableFunc(byMiddle, func(a, b int32) int { return cmp.Compare(middle[a], middle[b]) })
	o.number(byMiddle)
	at := func(ls []level, k int32) float64 {
		switch {
		case k < 0:
			return middle[ls[^k].frame]
		case !o.firm[k]:
			return 0 // it has no say yet
		case g.v[k].kind == boxes:
			return q.y[k]
		default:
			return middle[g.v[k].group]
		}
	}
	for _, ls := range o.levels {
		for i := range ls {
			slices.SortStableFunc(ls[i].kids, func(a, b int32) int { return cmp.Compare(at(ls, a), at(ls, b)) })
		}
	}
	o.thread()
	return o
}

// hold makes blocks that have a place keep their order, and frames.
func (o *ordering) hold(known []bool) {
	o.firm = make([]bool, len(o.v))
	for v, x := range o.v {
		o.firm[v] = x.kind == spacer || x.kind == boxes && known[v]
	}
	for _, ls := range o.levels {
		for _, l := range ls {
			if l.frame >= 0 && !slices.ContainsFunc(l.kids, o.isFirm) {
				o.firm[slices.Min(l.kids)] = true // a line stands for its frame where nothing else does
			}
		}
	}
}

// thread leads lines through the ranks while what is firm keeps the order it has. Where they come to lie depends on that
// order alone.
func (o *ordering) thread() {
	height := make([]float64, len(o.v)) // where a vertex is by order alone
	for r, ls := range o.levels {
		var loose [][]int32
		for i := range ls {
			free := slices.DeleteFunc(slices.Clone(ls[i].kids), o.isFirm)
			slices.Sort(free)
			loose = append(loose, free)
			ls[i].ruled = slices.DeleteFunc(slices.Clone(ls[i].kids), func(k int32) bool { return !o.isFirm(k) })
			ls[i].kids = append(ls[i].kids[:0], ls[i].ruled...)
		}
		o.stack(r, height)
		for i := range ls {
			ls[i].kids = append(ls[i].kids, loose[i]...)
		}
	}
	o.interpolate(height)
	for r, ls := range o.levels {
		for i := range ls {
			at := func(k int32) float64 {
				if k >= 0 {
					return height[k]
				}
				return o.middleOf(r, int(^k), height)
			}
			slices.SortStableFunc(ls[i].kids, func(a, b int32) int { return cmp.Compare(at(a), at(b)) })
			o.rule(ls, &ls[i])
		}
		o.lay(r)
	}
	o.budget = budgetFor(o.ranked)
	o.restore(o.improve(maxSweeps, true))
	if o.budget > 0 && !o.w.look() {
		newLeading(o).lead(false)
	}
	o.sift(false)
}

// frameMiddles is the mean place of what each frame holds.
func (o *ordering) frameMiddles(q *present) []float64 {
	n := len(o.p.frames)
	sum, count := make([]float64, n), make([]float64, n)
	for b, bl := range o.blocks {
		if bl.group >= 0 && q.known[b] {
			sum[bl.group] += q.y[b]
			count[bl.group]++
		}
	}
	for k := n - 1; k >= 0; k-- {
		if up := o.p.frames[k].parent; up >= 0 {
			sum[up] += sum[k]
			count[up] += count[k]
		}
		if count[k] > 0 {
			sum[k] /= count[k]
		}
	}
	return sum
}

// stack sets the heights of the vertices of a rank as if they stood on each other, the middle at 0.
func (o *ordering) stack(r int, height []float64) {
	all := o.content(r, len(o.levels[r])-1, nil)
	y := 0.0
	for _, v := range all {
		h := 0.0
		if o.v[v].kind == boxes {
			h = o.blocks[o.v[v].block].size.H
		}
		height[v] = y + h/2
		y += h + layout.BoxGap
	}
	for _, v := range all {
		height[v] -= (y - layout.BoxGap) / 2
	}
}

// interpolate sets the heights of what is not firm: boxes between their neighbours, lines between their ends.
func (o *ordering) interpolate(height []float64) {
	for v, x := range o.v {
		switch {
		case o.firm[v]:
		case x.kind == anchor:
			for i, l := range o.levels[x.rank] {
				if l.frame == x.group {
					height[v] = o.middleOf(int(x.rank), i, height)
				}
			}
		case x.kind == boxes:
			sum, count := 0.0, 0.0
			for side := range o.near {
				l := &o.near[side]
				for _, u := range l.v[l.at[v]:l.at[v+1]] {
					if o.firm[u] {
						sum, count = sum+height[u], count+1
					}
				}
			}
			if height[v] = math.MaxFloat64; count > 0 {
				height[v] = sum / count
			}
		}
	}
	for _, c := range o.chains {
		a, b := height[c[0]], height[c[len(c)-1]]
		for i := 1; i+1 < len(c); i++ {
			if o.firm[c[i]] {
				continue
			}
			height[c[i]] = a + float64((b-a)*(float64(i)/float64(len(c)-1)))
		}
	}
}

// middleOf is the middle of what is firm in a level.
func (o *ordering) middleOf(r, l int, height []float64) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range o.content(r, l, nil) {
		if o.firm[v] {
			lo, hi = math.Min(lo, height[v]), math.Max(hi, height[v])
		}
	}
	if lo > hi {
		return 0
	}
	return (lo + hi) / 2
}
