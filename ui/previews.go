package ui

import (
	"seika/internal/scene"
	"seika/model"
	"seika/ui/canvas"
)

// preview shows what a command would do, and is the trial; nil where it does nothing.
func (w *Window) preview(c model.Command) *model.Graph {
	g, _, ok := w.tried(c)
	if !ok {
		return nil
	}
	w.show(g, nil)
	return g
}

// suggest shows what a command would do that is only proposed: what it would add is faint, so that nobody takes it for drawn.
func (w *Window) suggest(c model.Command) {
	g, ch, ok := w.tried(c)
	if !ok {
		return
	}
	added := adds(ch)
	w.show(g, func(id model.ID) bool { return added[id] })
}

// adds names the deliverables and relations that a change makes.
func adds(ch model.Change) map[model.ID]bool {
	added := make(map[model.ID]bool)
	for _, d := range ch.Nodes {
		added[d.After.ID] = d.Op == model.Added
	}
	for _, d := range ch.Relations {
		added[d.After.ID()] = d.Op == model.Added
	}
	return added
}

// tried is the graph after a command that would change something; else there is nothing to preview.
func (w *Window) tried(c model.Command) (*model.Graph, model.Change, bool) {
	g, ch, err := model.Try(w.doc.Graph(), c)
	if err != nil || g == w.doc.Graph() {
		w.canvas.Preview(nil, nil)
		return nil, ch, false
	}
	return g, ch, true
}

// show puts a trial graph on the live layer of the canvas, some of it faint.
func (w *Window) show(g *model.Graph, faint func(model.ID) bool) {
	d, ids := w.diagram.Update(g, quick)
	only := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		only[id] = true
	}
	s := scene.Build(d, scene.Options{Theme: w.app.sceneTheme(), Only: only, Faded: faint})
	w.canvas.Preview(&canvas.Picture{Graph: g, Diagram: d, Scene: s}, ids)
	w.canvas.Await(sameFrame)
}
