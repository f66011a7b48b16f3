// Package layered is the built-in engine: it lays deliverables out in ranks along the flow, after Sugiyama. It knows no
// more of them than package layout does.
//
// Stages: the picture is split into parts; in each, sync clusters become blocks, cycles are opened, blocks get ranks, lines
// are cut into parts from rank to rank, ranks are ordered so that lines cross little, and places across and along follow.
// At the end the parts are packed. A picture from top to bottom is one from left to right with the axes exchanged.
package layered

import (
	"context"
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
)

// Engine is the built-in engine. The zero value works.
type Engine struct{}

// Beyond these, ranks are the longest ways, lines get no vertices of their own, and one sweep has to do.
const (
	manyNodes = 20_000
	manyEdges = 60_000
)

// Layout finds places for all nodes. It does not look at the routes it will be drawn with.
func (Engine) Layout(ctx context.Context, g *layout.Graph) (*layout.Result, error) {
	if err := layout.Check(g); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w := &work{ctx: ctx}
	p, frameOf, empty := view(g)
	p.many = len(g.Nodes) > manyNodes || len(g.Edges) > manyEdges
	at := p.places(w, g.Mode)
	if w.err != nil {
		return nil, w.err
	}
	r := finished(g, at, frameOf, empty)
	if g.Mode == layout.Tidy {
		return kept(ctx, g, r, empty)
	}
	return r, nil
}

// places finds the centre of every item.
func (p *picture) places(w *work, mode layout.Mode) []geom.Point {
	if w.look() {
		return nil
	}
	parts := p.parts()
	if w.look() {
		return nil
	}
	var done []arranged
	for _, q := range parts {
		a := q.arranged(w, mode)
		if w.err != nil {
			return nil
		}
		done = append(done, a)
	}
	if mode == layout.Tidy && p.anyPlaced() || p.anyHeld() {
		return p.settle(w, mode, done)
	}
	return p.pack(done)
}

// arranged is a part with places of its own.
type arranged struct {
	p    *picture
	at   []geom.Point
	area geom.Rect // boxes and frames
}

// arranged lays one part out.
func (p *picture) arranged(w *work, mode layout.Mode) arranged {
	a := arranged{p: p, at: make([]geom.Point, len(p.items))}
	if len(p.items) > 1 {
		if mode == layout.Tidy && !p.anyPlaced() { // as if a fresh picture were tidied
			p.lay(w, layout.Fresh, a.at)
			p.items = slices.Clone(p.items)
			for i := range p.items {
				p.items[i].at, p.items[i].placed = a.at[i], true
			}
		}
		p.lay(w, mode, a.at)
	}
	if w.err != nil {
		return a
	}
	for i := range a.at {
		a.at[i] = a.at[i].Round()
	}
	a.area = p.area(a.at)
	return a
}

// laid is what the stages find for a connected part: places of vertices across and of ranks along.
type laid struct {
	o              *ordering
	blockOf, rowOf []int32
	links          []link
	y, x           []float64
}

// lay runs the stages on a connected part and sets the centres of its items.
func (p *picture) lay(w *work, mode layout.Mode, at []geom.Point) {
	l := p.stages(w, mode)
	if w.err != nil {
		return
	}
	for i := range p.items {
		v := l.blockOf[i]
		at[i] = geom.Pt(l.x[l.o.v[v].rank], l.y[v]).Add(l.o.itemAt(v, int(l.rowOf[i])))
	}
}

// stages runs the stages on a connected part. Once work has an error the result means nothing.
func (p *picture) stages(w *work, mode layout.Mode) laid {
	tidy := mode == layout.Tidy
	var l laid
	var blocks []block
	blocks, l.blockOf, l.rowOf = p.blocks(w, tidy)
	if w.look() {
		return l
	}
	r := &ranking{w: w, p: p, blocks: blocks, blockOf: l.blockOf}
	var rank []int32
	var from *present
	if tidy {
		from = p.present(blocks)
		rank = r.runFrom(from)
	} else {
		rank = r.run()
	}
	if w.err != nil {
		return l
	}
	l.links = r.links
	g := cut(p, blocks, l.blockOf, l.rowOf, rank, l.links)
	pads := padded(g)
	if w.look() {
		return l
	}
	if tidy {
		if slices.Contains(from.known, false) { // those without a place get one, as if it had been there
			l.o = keepOrder(w, g, from)
			y := across(w, l.o, pads)
			if w.err != nil {
				return l
			}
			from.y = y[:len(blocks)]
			from.known = slices.Repeat([]bool{true}, len(blocks))
		}
		l.o = keepOrder(w, g, from)
	} else {
		l.o = arrange(w, g)
	}
	if w.err != nil {
		return l
	}
	if l.y = across(w, l.o, pads); w.err == nil {
		l.x = along(l.o, pads, l.y, p.labels(g, l.blockOf))
	}
	return l
}

func (p *picture) anyPlaced() bool {
	return slices.ContainsFunc(p.items, func(it item) bool { return it.placed })
}

func (p *picture) anyHeld() bool {
	return slices.ContainsFunc(p.items, func(it item) bool { return it.held })
}

// labels is the longest label between each rank and the next, of lines that cross no other rank.
func (p *picture) labels(g *ranked, blockOf []int32) []float64 {
	longest := make([]float64, g.ranks)
	for _, e := range p.edges {
		if e.label.W == 0 || e.from.item < 0 || e.to.item < 0 {
			continue
		}
		a, b := g.v[blockOf[e.from.item]].rank, g.v[blockOf[e.to.item]].rank
		if a > b {
			a, b = b, a
		}
		if b-a == 1 {
			longest[a] = max(longest[a], e.label.W)
		}
	}
	return longest
}

// area is what boxes and frames cover.
func (p *picture) area(at []geom.Point) geom.Rect {
	var all geom.Rect
	for _, f := range p.rects(at) {
		all = all.Union(f)
	}
	for i, it := range p.items {
		all = all.Union(geom.Centered(at[i], it.size))
	}
	return all
}

// rects are the frames round the items.
func (p *picture) rects(at []geom.Point) []geom.Rect {
	out := make([]geom.Rect, len(p.frames))
	for i, it := range p.items {
		if it.group >= 0 {
			out[it.group] = out[it.group].Union(geom.Centered(at[i], it.size))
		}
	}
	for k := len(p.frames) - 1; k >= 0; k-- {
		f := p.frames[k]
		r := out[k]
		if r.Empty() {
			continue
		}
		r = geom.R(r.Min.X-f.before, r.Min.Y-f.above, r.Max.X+f.after, r.Max.Y+f.below)
		if more := (f.along - r.W()) / 2; more > 0 {
			r.Min.X, r.Max.X = r.Min.X-more, r.Max.X+more
		}
		if more := (f.across - r.H()) / 2; more > 0 {
			r.Min.Y, r.Max.Y = r.Min.Y-more, r.Max.Y+more
		}
		out[k] = r
		if f.parent >= 0 {
			out[f.parent] = out[f.parent].Union(r)
		}
	}
	return out
}

// finished turns places of items into a result.
func finished(g *layout.Graph, at []geom.Point, frameOf []int32, empty []int) *layout.Result {
	placed := *g
	placed.Nodes = append([]layout.Node(nil), g.Nodes...)
	placed.Groups = append([]layout.Group(nil), g.Groups...)
	for i := range at {
		if g.Dir == layout.TB {
			at[i] = at[i].Swap()
		}
	}
	for i := range placed.Nodes {
		placed.Nodes[i].At = at[i]
	}
	for i, k := range empty {
		placed.Groups[k].At, placed.Groups[k].Placed = at[len(g.Nodes)+i], true
	}
	return &layout.Result{At: at[:len(g.Nodes):len(g.Nodes)], Frames: layout.Frames(&placed)}
}
