package ui

import (
	"slices"

	"seika/internal/geom"
	"seika/model"
)

// touched is what an undone or redone step is about: deliverables if it touched any, else what it was joined to, so that
// work goes on from where a deliverable was grown.
func touched(e model.Event) []model.ID {
	var nodes, others, joined []model.ID
	for id := range e.Change.Touched() {
		if _, ok := e.Graph.Node(id); ok {
			nodes = append(nodes, id)
			continue
		}
		others = append(others, id)
		if x, ok := model.ParseEnds(id); ok && !exists(e.Graph, id) {
			joined = append(joined, x.From, x.To)
		}
	}
	joined = slices.DeleteFunc(joined, func(id model.ID) bool { return !e.Graph.Has(id) })
	switch {
	case len(nodes) > 0:
		return nodes
	case len(joined) > 0:
		return slices.Compact(slices.Sorted(slices.Values(joined)))
	default:
		return others
	}
}

func exists(g *model.Graph, id model.ID) bool {
	if e, ok := model.ParseEnds(id); ok {
		_, there := g.Relation(e)
		return there
	}
	return g.Has(id)
}

// selectIDs makes a selection and shows what belongs to it.
func (w *Window) selectIDs(ids []model.ID) {
	g := w.doc.Graph()
	ids = slices.DeleteFunc(slices.Clone(ids), func(id model.ID) bool { return !exists(g, id) }) // a gesture may outlive it
	if slices.Equal(ids, w.selected) {
		return
	}
	w.selected = ids
	if len(ids) == 1 {
		w.visited = append(slices.DeleteFunc(w.visited, func(id model.ID) bool { return id == ids[0] }), ids[0])
	}
	w.canvas.Select(ids, nil)
	w.held.answering = ""
	w.hold()
	w.refresh()
	if b, on := besideOn(w); on {
		b.follow(ids)
	}
}

// selectQuietly selects and reveals what something else that is selected stands for: it does not look back there.
func (w *Window) selectQuietly(ids []model.ID) {
	a := w.aside
	w.aside = nil
	w.Select(ids)
	w.aside = a
	w.status.show()
}

// Select is selectIDs with the element brought into view, for panels.
func (w *Window) Select(ids []model.ID) {
	w.selectIDs(ids)
	w.reveal(ids)
}

// reveal brings elements into view: all of them where they fit, and the first in any case.
func (w *Window) reveal(ids []model.ID) {
	var first, all geom.Rect
	for _, id := range ids {
		r, ok := w.diagram.Rect(id)
		if !ok {
			continue
		}
		if all.Empty() {
			first = r
		}
		all = all.Union(r)
	}
	if all.Empty() {
		return
	}
	if !w.canvas.Fits(all) {
		all = first
	}
	w.canvas.Reveal(all)
}

// zoomToRead zooms in to where names can be read, so that what is gone to is more than an empty box.
func (w *Window) zoomToRead() {
	if w.canvas.Zoom() < readableZoom {
		w.canvas.ZoomTo(readableZoom)
	}
}

// single is the one deliverable that is selected.
func (w *Window) single() (model.ID, bool) {
	if len(w.selected) != 1 {
		return "", false
	}
	_, ok := w.doc.Graph().Node(w.selected[0])
	return w.selected[0], ok
}

// nodes is the deliverables of the selection.
func (w *Window) nodes() []model.ID {
	return slices.DeleteFunc(slices.Clone(w.selected), func(id model.ID) bool {
		_, ok := w.doc.Graph().Node(id)
		return !ok
	})
}
