package ui

import (
	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// labelMode writes what stands at the line of a relation, as nameMode does the name in a box.
type labelMode struct {
	w  *Window
	on model.Ends
}

// rename begins naming a deliverable or group that is there, or what stands at a line.
func (w *Window) rename(id model.ID) { w.renameTo(id, w.nameOrLabel(id)) }

// renameTo begins it with some text in the bar.
func (w *Window) renameTo(id model.ID, text string) {
	if !exists(w.doc.Graph(), id) || w.rests() {
		return
	}
	if e, ok := model.ParseEnds(id); ok {
		w.bar.open(&labelMode{w: w, on: e}, text)
	} else {
		w.bar.open(&nameMode{w: w, target: id}, text)
	}
}

// nameNew begins naming what was made just now, under its id as key: both are one step of undo.
func (w *Window) nameNew(id model.ID) {
	w.rename(id)
	if m, ok := w.bar.mode.(*nameMode); ok {
		m.step = string(id)
	}
}

// nameOrLabel is what an element is called, or what stands at its line.
func (w *Window) nameOrLabel(id model.ID) string {
	if e, ok := model.ParseEnds(id); ok {
		r, _ := w.doc.Graph().Relation(e)
		return r.Label
	}
	name, _, _ := w.nameOf(id)
	return name
}

func (m *labelMode) chip() lang.Msg {
	g := m.w.doc.Graph()
	return lang.M("bar.label_of", "v", g.Label(m.on.From), "w", g.Label(m.on.To))
}

func (m *labelMode) example() lang.Msg { return lang.M("bar.example.label") }
func (m *labelMode) numbers() bool     { return false }

func (m *labelMode) typed(text string) { m.w.preview(m.command(text)) }

func (m *labelMode) command(text string) model.Command {
	return model.Batch("field.label", edit.Set{IDs: []model.ID{m.on.ID()}, Member: "label", Value: text})
}

func (m *labelMode) accept(text string) bool {
	if !m.w.do(m.command(text)) {
		m.w.canvas.Preview(nil, nil)
	}
	return true
}

func (m *labelMode) key(fyne.KeyName, fyne.KeyModifier, string) bool { return false }

func (m *labelMode) leave(string) { m.w.canvas.Preview(nil, nil) }

// relation is the one relation that is selected, alone.
func (w *Window) relation() (model.Ends, bool) {
	if len(w.selected) != 1 {
		return model.Ends{}, false
	}
	return model.ParseEnds(w.selected[0])
}

// ends is the relations of the selection.
func (w *Window) ends() []model.Ends {
	var all []model.Ends
	for _, id := range w.selected {
		if e, ok := model.ParseEnds(id); ok {
			all = append(all, e)
		}
	}
	return all
}

// arrows is those of the selection that have a direction.
func (w *Window) arrows() []model.Ends {
	var all []model.Ends
	for _, e := range w.ends() {
		if e.Kind == model.IO {
			all = append(all, e)
		}
	}
	return all
}

// turnRound has the selected arrows point the other way.
func (w *Window) turnRound() {
	w.reattach("action.turn_round", w.arrows(), func(e model.Ends) model.Ends {
		return model.Ends{Kind: model.IO, From: e.To, To: e.From}
	})
}

// syncOrInput makes inputs of the selection syncs, and syncs inputs of what stands behind, as the flow runs.
func (w *Window) syncOrInput() {
	w.reattach("action.sync_or_input", w.ends(), func(e model.Ends) model.Ends {
		if e.Kind == model.IO {
			return model.SyncEnds(e.From, e.To)
		}
		if w.before(e.To, e.From) {
			e.From, e.To = e.To, e.From
		}
		return model.Ends{Kind: model.IO, From: e.From, To: e.To}
	})
}

// reattach changes relations by one step, and selects what they have become.
func (w *Window) reattach(name string, of []model.Ends, to func(model.Ends) model.Ends) {
	var cs []model.Command
	var ids []model.ID
	for _, e := range of {
		cs = append(cs, edit.Reattach{From: e, To: to(e)})
		ids = append(ids, to(e).ID())
	}
	if w.do(model.Batch(name, cs...)) {
		w.selectIDs(ids)
	}
}

// before says that a stands before b, as the flow runs.
func (w *Window) before(a, b model.ID) bool {
	ra, _ := w.diagram.Rect(a)
	rb, _ := w.diagram.Rect(b)
	if w.doc.Graph().Meta().Direction == model.TopBottom {
		return ra.Center().Y < rb.Center().Y
	}
	return ra.Center().X < rb.Center().X
}

// towards is the end of a relation that lies in the direction of an arrow key.
func (w *Window) towards(e model.Ends, k fyne.KeyName) model.ID {
	from, _ := w.diagram.Rect(e.From)
	to, _ := w.diagram.Rect(e.To)
	d, way := to.Center().Sub(from.Center()), directions[k]
	if d.X*way.X+d.Y*way.Y < 0 {
		return e.From
	}
	return e.To
}
