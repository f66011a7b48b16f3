package ui

import (
	"slices"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// Selections by how things hang together, and putting what is selected in line.

// reach selects all that the selection is made from, or all that is made from it, itself included.
func (w *Window) reach(up bool) {
	g := w.doc.Graph()
	w.selectIDs(reached(g, w.nodes(), up))
	w.say(lang.M("ui.selected", "n", len(w.selected)))
}

// reached follows inputs from some deliverables, up or down; settled partners are not followed.
func reached(g *model.Graph, from []model.ID, up bool) []model.ID {
	seen := map[model.ID]bool{}
	list := slices.Clone(from)
	for _, id := range list {
		seen[id] = true
	}
	for i := 0; i < len(list); i++ {
		rs := g.Out(list[i])
		if up {
			rs = g.In(list[i])
		}
		for r := range rs {
			if o := r.Other(list[i]); !seen[o] {
				seen[o] = true
				list = append(list, o)
			}
		}
	}
	return slices.DeleteFunc(list, func(id model.ID) bool { _, ok := g.Node(id); return !ok })
}

// paths selects everything on a way from one of the selected deliverables to another.
func (w *Window) paths() {
	g := w.doc.Graph()
	ids := w.nodes()
	on := map[model.ID]bool{}
	for _, a := range ids {
		down := map[model.ID]bool{}
		for _, id := range reached(g, []model.ID{a}, false) {
			down[id] = true
		}
		for _, b := range ids {
			if a == b || !down[b] {
				continue
			}
			for _, id := range reached(g, []model.ID{b}, true) {
				if down[id] {
					on[id] = true
				}
			}
		}
	}
	var list []model.ID
	for _, id := range readingOrder(g) {
		if on[id] {
			list = append(list, id)
		}
	}
	if len(list) == 0 {
		w.say(lang.M("ui.no_path"))
		return
	}
	for r := range g.Relations() {
		if r.Kind == model.IO && on[r.From] && on[r.To] {
			list = append(list, r.ID())
		}
	}
	w.selectIDs(list)
	w.say(lang.M("ui.selected", "n", len(w.nodes())))
}

// unjoined selects what is joined to nothing.
func (w *Window) unjoined() {
	w.selectWhere(func(n model.Node) bool {
		for range w.doc.Graph().Touching(n.ID) {
			return false
		}
		return true
	})
	w.say(lang.M("ui.selected", "n", len(w.selected)))
}

// oneName selects what has no name in the other language.
func (w *Window) oneName() {
	w.selectWhere(onlyOneName)
	w.say(lang.M("ui.selected", "n", len(w.selected)))
}

// side is where boxes are put in line.
type side uint8

const (
	lefts side = iota
	middles
	rights
	tops
	centers
	bottoms
)

// along says where a box is, as far as a side counts.
func (s side) of(r geom.Rect) float64 {
	switch s {
	case lefts:
		return r.Min.X
	case middles:
		return r.Center().X
	case rights:
		return r.Max.X
	case tops:
		return r.Min.Y
	case centers:
		return r.Center().Y
	case bottoms:
		return r.Max.Y
	default:
		panic("unknown side")
	}
}

func (s side) across() bool { return s >= tops }

// align puts the selected boxes in line with the first of them that was selected.
func (w *Window) align(s side) {
	ids := w.nodes()
	to, ok := w.diagram.Box(ids[0])
	if !ok {
		return
	}
	var p edit.Place
	for _, id := range ids[1:] {
		b, _ := w.diagram.Box(id)
		by := s.of(to.Rect) - s.of(b.Rect)
		at := b.Node.At.Point().Add(geom.Pt(by, 0))
		if s.across() {
			at = b.Node.At.Point().Add(geom.Pt(0, by))
		}
		p.At = append(p.At, edit.Placed{ID: id, At: model.PlaceAt(at)})
	}
	w.do(model.Batch("menu.align", p))
}

// distribute spreads the selected boxes so that the gaps between them are equal; the outermost stay.
func (w *Window) distribute(across bool) {
	ids := w.nodes()
	lo := func(r geom.Rect) float64 { return pick(across, r.Min.Y, r.Min.X) }
	size := func(r geom.Rect) float64 { return pick(across, r.H(), r.W()) }
	rect := func(id model.ID) geom.Rect { b, _ := w.diagram.Box(id); return b.Rect }
	slices.SortStableFunc(ids, func(a, b model.ID) int {
		switch x, y := lo(rect(a)), lo(rect(b)); {
		case x < y:
			return -1
		case x > y:
			return 1
		default:
			return 0
		}
	})
	first, last := rect(ids[0]), rect(ids[len(ids)-1])
	free := lo(last) - lo(first) - size(first)
	for _, id := range ids[1 : len(ids)-1] {
		free -= size(rect(id))
	}
	gap := free / float64(len(ids)-1)
	var p edit.Place
	next := lo(first) + size(first) + gap
	for _, id := range ids[1 : len(ids)-1] {
		b, _ := w.diagram.Box(id)
		by := next - lo(b.Rect)
		p.At = append(p.At, edit.Placed{ID: id, At: model.PlaceAt(b.Node.At.Point().Add(pick(across, geom.Pt(0, by), geom.Pt(by, 0))))})
		next += size(b.Rect) + gap
	}
	w.do(model.Batch("menu.align", p))
}

func pick[T any](is bool, yes, no T) T {
	if is {
		return yes
	}
	return no
}
