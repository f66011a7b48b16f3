package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"seika/model"
	"seika/model/lines"
)

// Rewrite carries out what a changed text pane comes to, for the pane.
func (w *Window) Rewrite(e lines.Edit) bool {
	w.numbers.give(e.Made...)
	return w.do(w.placed(e.Command))
}

// Pick selects what the caret of the text pane is at.
func (w *Window) Pick(ids []model.ID) {
	w.selectIDs(ids)
	w.reveal(ids)
}

// After has f called after a time, for panels.
func (w *Window) After(d time.Duration, f func()) (stop func()) { return w.app.after(d, f) }

// Order lists the deliverables in reading order, for panels.
func (w *Window) Order() []model.ID { return readingOrder(w.doc.Graph()) }

// Questions counts what waits at each deliverable, for panels.
func (w *Window) Questions() map[model.ID]int {
	n := map[model.ID]int{}
	for _, f := range w.open() {
		for _, id := range f.At {
			n[id]++
		}
	}
	return n
}

// toggleText shows or hides the text pane; shown, it has the keyboard.
func (w *Window) toggleText() {
	o := w.text.Object()
	w.keepWhole(func() {
		if o.Visible() {
			w.text.Take()
			o.Hide()
			w.ToCanvas()
		} else {
			w.leaveStart()
			o.Show()
			w.text.Show(w.selected)
			w.win.Canvas().Focus(w.text.Focusable())
		}
		w.win.Content().Refresh()
	})
	w.refreshMenu()
}

// splitLayout gives the text pane its share: of the height, or at the left, of the width.
type splitLayout struct{ left func() bool }

const (
	textShare = 0.3
	textLeast = 260 // px of the screen, at the left
	leftFrom  = 760 // px: a narrower window has it below in any case
)

// MinSize is part of being a layout.
func (splitLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout is part of being a layout.
func (l splitLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if o[1].Visible() && l.left() && s.Width >= leftFrom {
		w := max(textLeast, s.Width*textShare)
		o[0].Move(fyne.NewPos(w, 0))
		o[0].Resize(fyne.NewSize(s.Width-w, s.Height))
		o[1].Move(fyne.NewPos(0, 0))
		o[1].Resize(fyne.NewSize(w, s.Height))
		return
	}
	h := float32(0)
	if o[1].Visible() {
		h = s.Height * textShare
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(s.Width, s.Height-h))
	o[1].Move(fyne.NewPos(0, s.Height-h))
	o[1].Resize(fyne.NewSize(s.Width, h))
}
