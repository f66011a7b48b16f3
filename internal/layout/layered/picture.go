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
