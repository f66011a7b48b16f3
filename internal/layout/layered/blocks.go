package layered

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/digraph"
	"seika/internal/geom"
	"seika/internal/layout"
)

// block is a box, or the boxes of a sync cluster within one frame. They are laid out against each other once and then
// stand as one.
type block struct {
	items []int32      // by row: from above, then from the left
	off   []geom.Point // centre of each item against that of the block
	size  geom.Size
	group int32
}

// blocks contracts sync clusters. blockOf and rowOf tell for every item where it went.
func (p *picture) blocks(w *work, keep bool) (list []block, blockOf, rowOf []int32) {
	n := len(p.items)
	sets := digraph.NewSets(n)
	pairs := map[int32][][2]int32{} // by root; looked up only
	var within [][2]int32
	for _, s := range p.syncs {
		a, b := s[0].item, s[1].item
		if a < 0 || b < 0 || a == b || p.items[a].group != p.items[b].group {
			continue
		}
		within = append(within, [2]int32{min(a, b), max(a, b)})
		sets.Unite(a, b)
	}
	slices.SortFunc(within, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	within = slices.Compact(within)
	for _, q := range within {
		r := sets.Find(q[0])
		pairs[r] = append(pairs[r], q)
	}
	blockOf, rowOf = make([]int32, n), make([]int32, n)
	members := make([][]int32, n)
	for i := range int32(n) {
		r := sets.Find(i)
		members[r] = append(members[r], i)
	}
	for i := range int32(n) {
		m := members[i]
		if len(m) == 0 {
			continue
		}
		if w.stopped(20) {
			return nil, nil, nil
		}
		b := p.arrange(w, m, pairs[i])
		if keep && p.upsideDown(b) {
			b = b.turned()
		}
		b.group = p.items[i].group
		for row, it := range b.items {
			blockOf[it], rowOf[it] = int32(len(list)), int32(row)
		}
		list = append(list, b)
	}
	return list, blockOf, rowOf
}

// arrange places the members of a cluster. A path is a stack; else stack, two columns and three are tried, members swapped
// while more pairs stand side by side, and the best is kept.
func (p *picture) arrange(w *work, members []int32, pairs [][2]int32) block {
	if len(members) == 1 {
		return p.finished([][]int32{members})
	}
	near := neighbours(members, pairs)
	if path := pathOrder(members, near); path != nil {
		return p.finished([][]int32{path})
	}
	best, most := block{}, -1
	for columns := 1; columns <= 3; columns++ {
		b, n := p.improve(w, p.columns(members, near, columns), pairs)
		if n > most {
			best, most = b, n
		}
	}
	return best
}

// neighbours lists the partners of each member.
func neighbours(members []int32, pairs [][2]int32) map[int32][]int32 {
	near := make(map[int32][]int32, len(members))
	for _, q := range pairs {
		near[q[0]] = append(near[q[0]], q[1])
		near[q[1]] = append(near[q[1]], q[0])
	}
	return near
}

// pathOrder lists the members of a cluster that is one row of partners, or nil.
func pathOrder(members []int32, near map[int32][]int32) []int32 {
	first := int32(-1)
	for _, m := range members {
		switch len(near[m]) {
		case 1:
			if first < 0 {
				first = m
			}
		case 2:
		default:
			return nil
		}
	}
	if first < 0 { // a ring
		return nil
	}
	path := []int32{first}
	for last := int32(-1); len(path) < len(members); {
		at := path[len(path)-1]
		next := near[at][0]
		if next == last {
			next = near[at][1]
		}
		path, last = append(path, next), at
	}
	return path
}

// columns deals the members of a cluster into columns: hubs into the middle one of three, the others breadth first.
func (p *picture) columns(members []int32, near map[int32][]int32, n int) [][]int32 {
	order := slices.Clone(members)
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(len(near[b]), len(near[a])) })
	seen := map[int32]bool{order[0]: true}
	walk := []int32{order[0]}
	for i := 0; i < len(walk); i++ {
		for _, m := range near[walk[i]] {
			if !seen[m] {
				seen[m] = true
				walk = append(walk, m)
			}
		}
	}
	out := make([][]int32, n)
	if n == 3 {
		out[1] = walk[:1:1]
		walk = walk[1:]
		each := (len(walk) + 2) / 3
		for i, m := range walk {
			switch {
			case i < each:
				out[0] = append(out[0], m)
			case i < 2*each:
				out[2] = append(out[2], m)
			default:
				out[1] = append(out[1], m)
			}
		}
		// The hub stands in the middle of its column.
		half := len(out[1]) / 2
		out[1][0], out[1][half] = out[1][half], out[1][0]
	} else {
		for i, m := range walk {
			out[i%n] = append(out[i%n], m)
		}
	}
	return slices.DeleteFunc(out, func(c []int32) bool { return len(c) == 0 })
}

// swapSteps bounds the work put into one cluster.
const swapSteps = 300_000

// improve swaps members while more pairs come to stand side by side.
func (p *picture) improve(w *work, columns [][]int32, pairs [][2]int32) (block, int) {
	best := p.finished(columns)
	n := p.adjacent(best, pairs)
	var places [][2]int
	for c, col := range columns {
		for r := range col {
			places = append(places, [2]int{c, r})
		}
	}
	cost := len(pairs) * len(places)
	for steps, again := 0, true; again && n < len(pairs); {
		again = false
		for i := range places {
			for j := range i {
				if steps += cost; steps > swapSteps || w.stopped(cost) {
					return best, n
				}
				a, b := &columns[places[i][0]][places[i][1]], &columns[places[j][0]][places[j][1]]
				*a, *b = *b, *a
				if next := p.finished(columns); p.adjacent(next, pairs) > n {
					best, n, again = next, p.adjacent(next, pairs), true
				} else {
					*a, *b = *b, *a
				}
			}
		}
	}
	return best, n
}

// adjacent counts the pairs of a block that have no other member between them.
func (p *picture) adjacent(b block, pairs [][2]int32) int {
	rect := make(map[int32]geom.Rect, len(b.items))
	for i, it := range b.items {
		rect[it] = geom.Centered(b.off[i], p.items[it].size)
	}
	n := 0
	for _, q := range pairs {
		from, to := rect[q[0]], rect[q[1]]
		free := layout.Apart(from, to) <= layout.NearPartner
		for i, it := range b.items {
			if !free {
				break
			}
			if it != q[0] && it != q[1] {
				free = !layout.Enters(from.Center(), to.Center(), geom.Centered(b.off[i], p.items[it].size))
			}
		}
		if free {
			n++
		}
	}
	return n
}

// finished places columns of members beside each other, each centred.
func (p *picture) finished(columns [][]int32) block {
	var b block
	type placed struct {
		item int32
		at   geom.Point
	}
	var all []placed
	x, tallest := 0.0, 0.0
	for i, col := range columns {
		if i > 0 {
			x += layout.SyncGap
		}
		width, height := 0.0, float64(len(col)-1)*layout.SyncGap
		for _, it := range col {
			width = math.Max(width, p.items[it].size.W)
			height += p.items[it].size.H
		}
		y := -height / 2
		for _, it := range col {
			h := p.items[it].size.H
			all = append(all, placed{it, geom.Pt(x+width/2, y+h/2)})
			y += h + layout.SyncGap
		}
		x += width
		tallest = math.Max(tallest, height)
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.at.Y, b.at.Y), cmp.Compare(a.at.X, b.at.X)) })
	for _, q := range all {
		b.items = append(b.items, q.item)
		b.off = append(b.off, geom.Pt(q.at.X-x/2, q.at.Y))
	}
	b.size = geom.Size{W: x, H: tallest}
	return b
}

// upsideDown says that the members stood rather the other way round in the picture that came in.
func (p *picture) upsideDown(b block) bool {
	sum := 0.0
	for i, it := range b.items {
		if !p.items[it].placed {
			return false
		}
		sum += float64(b.off[i].Y * (p.items[it].at.Y - p.items[b.items[0]].at.Y))
	}
	return sum < 0
}

// turned is the block upside down.
func (b block) turned() block {
	t := block{size: b.size, group: b.group}
	for i := len(b.items) - 1; i >= 0; i-- {
		t.items = append(t.items, b.items[i])
		t.off = append(t.off, geom.Pt(b.off[i].X, -b.off[i].Y))
	}
	return t
}
