package layered

import (
	"seika/internal/geom"
	"seika/internal/layout"
)

// picture is a graph as this engine sees it: flowing from left to right whatever its direction, and with groups that hold
// nothing turned into boxes.
type picture struct {
	items  []item // nodes, then the empty groups
	frames []frame
	edges  []edge
	syncs  [][2]end
	many   bool // too much for pains: see manyNodes
}

// item is a box.
type item struct {
	size   geom.Size // W along, H across
	group  int32     // frame it lies in, or -1
	role   layout.Role
	at     geom.Point // X along, Y across
	placed bool
	held   bool  // must not move
	fixed  bool  // held, and no part of what is laid out
	origin int32 // index in the whole picture
}

// frame is a group that holds something.
type frame struct {
	parent int32
	// What it needs round its content: along before and after it, across above and below it.
	before, after, above, below float64
	along, across               float64 // least extent: the title must fit
	origin                      int32
}

// end is where a line ends: an item, or a frame if item is -1.
type end struct{ item, frame int32 }

type edge struct {
	from, to end
	label    geom.Size // W along, H across
}

// view turns a checked graph into a picture. frameOf is -1 for groups that hold nothing; those are items, in order.
func view(g *layout.Graph) (p *picture, frameOf []int32, empty []int) {
	holds := make([]bool, len(g.Groups))
	for _, n := range g.Nodes {
		if n.Group != layout.None {
			holds[n.Group] = true
		}
	}
	for _, q := range g.Groups {
		if q.Parent != layout.None {
			holds[q.Parent] = true
		}
	}
	p = &picture{}
	frameOf = make([]int32, len(g.Groups))
	for i, q := range g.Groups {
		frameOf[i] = -1
		if !holds[i] {
			empty = append(empty, i)
			continue
		}
		frameOf[i] = int32(len(p.frames))
		f := frame{parent: -1, before: layout.FramePad, after: layout.FramePad, above: layout.FramePad, below: layout.FramePad, origin: int32(i)}
		if q.Parent != layout.None {
			f.parent = frameOf[q.Parent]
		}
		if g.Dir == layout.LR {
			f.above += q.Title.H
			f.along = q.Title.W
		} else {
			f.before += q.Title.H
			f.across = q.Title.W
		}
		p.frames = append(p.frames, f)
	}
	inner := func(group int) int32 {
		if group == layout.None {
			return -1
		}
		return frameOf[group]
	}
	itemOf := make([]int32, len(g.Groups))
	for i, n := range g.Nodes {
		p.items = append(p.items, item{
			size: n.Size, group: inner(n.Group), role: n.Role, at: n.At, placed: n.Placed, held: n.Held(), fixed: n.Held() && n.Fixed, origin: int32(i),
		})
	}
	for _, i := range empty {
		itemOf[i] = int32(len(p.items))
		q := g.Groups[i]
		p.items = append(p.items, item{
			size: layout.EmptyFrame(q.Title), group: inner(q.Parent), at: q.At, placed: q.Placed, origin: int32(len(p.items)),
		})
	}
	if g.Dir == layout.TB {
		for i := range p.items {
			p.items[i].size, p.items[i].at = p.items[i].size.Swap(), p.items[i].at.Swap()
		}
	}
	at := func(e layout.End) end {
		switch {
		case !e.Group:
			return end{int32(e.Index), -1}
		case frameOf[e.Index] < 0:
			return end{itemOf[e.Index], -1}
		default:
			return end{-1, frameOf[e.Index]}
		}
	}
	for _, e := range g.Edges {
		label := e.Label
		if g.Dir == layout.TB {
			label = label.Swap()
		}
		p.edges = append(p.edges, edge{at(e.From), at(e.To), label})
	}
	for _, s := range g.Syncs {
		p.syncs = append(p.syncs, [2]end{at(s[0]), at(s[1])})
	}
	return p, frameOf, empty
}

// parts splits a picture into what is not joined by an edge, a sync line or a shared frame. They come in order of their
// first item, with items and frames numbered afresh. Items that are fixed, and their lines, are in none.
func (p *picture) parts() []*picture {
	n := len(p.items)
	live := make([]bool, len(p.frames)) // holds something to be laid out
	for _, it := range p.items {
		for k := it.group; k >= 0 && !it.fixed && !live[k]; k = p.frames[k].parent {
			live[k] = true
		}
	}
	free := func(e end) bool {
		if e.item >= 0 {
			return !p.items[e.item].fixed
		}
		return live[e.frame]
	}
	root := make([]int32, n+len(p.frames)) // items, then frames
	for i := range root {
		root[i] = int32(i)
	}
	find := func(v int32) int32 {
		for root[v] != v {
			root[v] = root[root[v]]
			v = root[v]
		}
		return v
	}
	join := func(a, b int32) {
		a, b = find(a), find(b)
		root[max(a, b)] = min(a, b)
	}
	index := func(e end) int32 {
		if e.item >= 0 {
			return e.item
		}
		return int32(n) + e.frame
	}
	for i, it := range p.items {
		if it.group >= 0 && !it.fixed {
			join(int32(i), int32(n)+it.group)
		}
	}
	for i, f := range p.frames {
		if f.parent >= 0 {
			join(int32(n+i), int32(n)+f.parent)
		}
	}
	for _, e := range p.edges {
		if free(e.from) && free(e.to) {
			join(index(e.from), index(e.to))
		}
	}
	for _, s := range p.syncs {
		if free(s[0]) && free(s[1]) {
			join(index(s[0]), index(s[1]))
		}
	}
	var out []*picture
	part := make([]*picture, n+len(p.frames))
	number := make([]int32, n+len(p.frames))
	of := func(v int32) *picture {
		r := find(v)
		if part[r] == nil {
			part[r] = &picture{many: p.many}
			out = append(out, part[r])
		}
		return part[r]
	}
	for i, it := range p.items {
		if it.fixed {
			continue
		}
		q := of(int32(i))
		number[i] = int32(len(q.items))
		it.origin = int32(i)
		q.items = append(q.items, it)
	}
	for i, f := range p.frames {
		if !live[i] {
			continue
		}
		q := of(int32(n + i))
		number[n+i] = int32(len(q.frames))
		if f.parent >= 0 {
			f.parent = number[n+int(f.parent)]
		}
		f.origin = int32(i)
		q.frames = append(q.frames, f)
	}
	renumber := func(e end) end {
		if e.item >= 0 {
			return end{number[e.item], -1}
		}
		return end{-1, number[n+int(e.frame)]}
	}
	for _, q := range out {
		for i := range q.items {
			if g := q.items[i].group; g >= 0 {
				q.items[i].group = number[n+int(g)]
			}
		}
	}
	for _, e := range p.edges {
		if !free(e.from) || !free(e.to) {
			continue
		}
		q := of(index(e.from))
		q.edges = append(q.edges, edge{renumber(e.from), renumber(e.to), e.label})
	}
	for _, s := range p.syncs {
		if !free(s[0]) || !free(s[1]) {
			continue
		}
		q := of(index(s[0]))
		q.syncs = append(q.syncs, [2]end{renumber(s[0]), renumber(s[1])})
	}
	return out
}

// groupOf is the frame an end lies in: that round an item, a frame itself.
func (p *picture) groupOf(e end) int32 {
	if e.item >= 0 {
		return p.items[e.item].group
	}
	return e.frame
}

// holds says that a frame is, or lies round, another one; -1 is round everything.
func (p *picture) holds(outer, inner int32) bool {
	for inner > outer { // parents have smaller numbers
		inner = p.frames[inner].parent
	}
	return inner == outer
}

// common is the innermost frame round both, or -1.
func (p *picture) common(a, b int32) int32 {
	for a != b {
		if a > b {
			a = p.frames[a].parent
		} else {
			b = p.frames[b].parent
		}
	}
	return a
}
