package ui

import (
	"context"
	"slices"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/internal/table"
	"seika/model"
	"seika/model/edit"
	"seika/model/lines"
	"seika/ui/panel"
)

// copied is what this person put on the clipboard last, here or in another running editor, so that a paste keeps arrangement
// and private members.
type copied struct {
	text    store.Seen // on the clipboard
	records model.Records
}

// copy puts the selection on the clipboard as lines, groups with all that is in them.
func (w *Window) copy() {
	ids, a := w.withContent(), w.app
	a.fyne.Clipboard().SetContent(lines.PrintPlain(w.doc.Graph(), ids))
	text := panel.CleanPaste(a.fyne.Clipboard().Content())
	a.copied = copied{store.SumOf([]byte(text)), edit.Copy(w.doc.Graph(), slices.Clone(w.selected), geom.Point{})}
	whole := edit.Fresh(model.Empty(), a.copied.records, entropy()) // what leads out of the copy is none of it
	if g, refused := model.Build(whole); len(refused) == 0 {
		live.Go(func() error { return a.config.Disk.KeepCopied(text, g) }, nil) // without it another editor pastes the lines
	}
	w.say(lang.M("ui.copied", "n", len(a.copied.records.Nodes)))
}

// cut copies the selection and deletes it. What is pasted next stands where it stood.
func (w *Window) cut() {
	w.copy()
	w.takeOut(w.withContent())
}

// withContent is the selected deliverables and groups, and all that is in these.
func (w *Window) withContent() []model.ID {
	g := w.doc.Graph()
	var ids []model.ID
	take := func(id model.ID) {
		if slices.ContainsFunc(w.selected, func(s model.ID) bool { return s == id || g.Within(id, s) }) {
			ids = append(ids, id)
		}
	}
	for n := range g.Nodes() {
		take(n.ID)
	}
	for p := range g.Groups() {
		take(p.ID)
	}
	return ids
}

// lookForCopies takes over what another running editor has copied meanwhile.
func (a *App) lookForCopies() {
	var c copied
	live.Go(func() error {
		text, g, err := a.config.Disk.Copied(context.Background())
		if err == nil {
			c = copied{text, g.Records()}
		}
		return err
	}, func(err error) {
		if err == nil {
			a.post(func() { a.copied = c })
		}
	})
}

// paste takes copies of our own with their arrangement, and any other text as lines.
func (w *Window) paste() {
	clip := panel.CleanPaste(w.app.fyne.Clipboard().Content())
	if rows := table.Split(clip); rows != nil {
		w.pasteTable(rows)
		return
	}
	if clip == "" || store.SumOf([]byte(clip)) != w.app.copied.text {
		w.pasteMerging()
		return
	}
	w.leaveStart()
	w.insert(w.inView(w.app.copied.records))
}

// inView has copies stand in the middle of what is seen where none of it was where they stood: people look there.
func (w *Window) inView(r model.Records) model.Records {
	var all geom.Rect
	for _, n := range r.Nodes {
		if n.At.Set {
			all = all.Union(geom.Around(n.At.Point(), n.At.Point()).Grow(1))
		}
	}
	seen := w.canvas.Seen()
	if all.Empty() || seen.Overlaps(all) {
		return r
	}
	by := seen.Center().Sub(all.Center())
	r.Nodes, r.Groups = slices.Clone(r.Nodes), slices.Clone(r.Groups)
	for i := range r.Nodes {
		moveBy(&r.Nodes[i].At, by)
	}
	for i := range r.Groups {
		moveBy(&r.Groups[i].At, by)
	}
	return r
}

func moveBy(at *model.Place, by geom.Point) {
	if at.Set {
		*at = model.PlaceAt(at.Point().Add(by))
	}
}
