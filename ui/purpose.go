package ui

import (
	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
)

// wondering is the one grey line on an empty canvas that asks what is to change. A click on it leads to where the answer is
// kept; nobody needs to give one.
type wondering struct {
	widget.BaseWidget
	w    *Window
	text *fynecanvas.Text
}

// wonderingSize is the size of its text, and wonderingAt how far from the edges of the canvas it stands, px of the screen.
const wonderingSize, wonderingAt = 16, 16

func newWondering(w *Window) *wondering {
	q := &wondering{w: w, text: fynecanvas.NewText(w.app.text(lang.M("start.question")), w.color(theme.ColorNamePlaceHolder))}
	q.text.TextSize = wonderingSize
	q.ExtendBaseWidget(q)
	return q
}

// placed puts it in the corner.
func (q *wondering) placed() fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(wonderingAt, 0, wonderingAt, 0), container.NewVBox(container.NewHBox(q)))
}

// Tapped leads to where the answer is kept.
func (q *wondering) Tapped(*fyne.PointEvent) { q.w.app.guard(q.w.askPurpose) }

// Cursor is that over what leads somewhere.
func (q *wondering) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn is part of hovering.
func (q *wondering) MouseIn(*desktop.MouseEvent) { q.paint(theme.ColorNameForeground) }

// MouseMoved is part of hovering.
func (q *wondering) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of hovering.
func (q *wondering) MouseOut() { q.paint(theme.ColorNamePlaceHolder) }

// CreateRenderer is part of being a widget.
func (q *wondering) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.text) }

func (q *wondering) paint(name fyne.ThemeColorName) {
	q.text.Color = q.w.color(name)
	q.text.Refresh()
}

// wonder asks what is to change, or no longer: while nothing is drawn, nothing was answered, and nothing else leads on.
func (w *Window) wonder() {
	if w.wondering == nil {
		return // the window is being made
	}
	g := w.doc.Graph()
	m := g.Meta()
	on := w.start == nil && w.tour == nil && g.NodeCount() == 0 && m.Purpose == "" && m.PurposeAlt == ""
	if on != w.wondering.Visible() {
		w.wondering.Hidden = !on
		w.wondering.Refresh()
	}
}

// askPurpose goes to where is kept what the document is for.
func (w *Window) askPurpose() {
	w.selectIDs(nil)
	w.openSide(propertiesTab)
	if f := w.properties.Field("purpose"); f != nil {
		w.win.Canvas().Focus(f)
	}
}
