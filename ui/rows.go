package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/geom"
	"seika/model"
)

// row is a line of the list above the bar: something to be chosen.
type row struct {
	text string
	note string // paler, at the right: keys, a reason, where it was found
	off  bool   // cannot be chosen now; note says why
}

// rows is the list above the bar. It takes no keyboard: keys go to the bar, which moves what is chosen.
type rows struct {
	w      *Window
	object *fyne.Container
	back   *canvas.Rectangle
	lines  []*rowLine
	list   []row
	at     int // what is chosen; -1 is nothing
	top    int // the first that shows
	picked func(int)
}

// Sizes of the list in px of the screen.
const (
	mostRows  = 6
	rowHeight = 28
	rowsWidth = 620
	rowsPad   = 4
)

func newRows(w *Window) *rows {
	r := &rows{w: w, at: -1}
	r.back = canvas.NewRectangle(nil)
	r.back.CornerRadius, r.back.StrokeWidth = 6, 1
	objects := []fyne.CanvasObject{r.back}
	for i := range mostRows {
		l := newRowLine(func() { r.tapped(r.top + i) })
		r.lines = append(r.lines, l)
		objects = append(objects, l)
	}
	r.object = container.New(rowsLayout{r}, objects...)
	r.object.Hide()
	return r
}

// show puts a list up; at is what is chosen at first. An empty list goes away.
func (r *rows) show(list []row, at int, picked func(int)) {
	if len(list) == 0 && len(r.list) == 0 {
		return
	}
	r.list, r.at, r.top, r.picked = list, min(at, len(list)-1), 0, picked
	r.paint()
	r.keepClear(r.w.selected)
}

// hide takes the list away.
func (r *rows) hide() { r.show(nil, -1, nil) }

func (r *rows) shown() bool { return len(r.list) > 0 }

// step moves what is chosen, and comes round.
func (r *rows) step(by int) {
	n := len(r.list)
	switch {
	case n == 0:
		return
	case r.at < 0 && by < 0:
		r.at = n - 1
	default:
		r.at = (r.at + by + n) % n
	}
	r.top = max(min(r.top, r.at), r.at-mostRows+1)
	r.paint()
}

func (r *rows) tapped(i int) {
	if i < len(r.list) && r.picked != nil {
		r.w.app.guard(func() { r.picked(i) })
	}
}

func (r *rows) paint() {
	w := r.w
	if len(r.list) == 0 {
		r.object.Hide()
		return
	}
	r.back.FillColor = w.color(theme.ColorNameOverlayBackground)
	r.back.StrokeColor = w.color(theme.ColorNameInputBorder)
	for i, l := range r.lines {
		if r.top+i >= len(r.list) {
			l.Hide()
			continue
		}
		l.set(w, r.list[r.top+i], r.top+i == r.at)
		l.Show()
	}
	r.object.Show()
	r.object.Refresh()
}

// keepClear moves the picture up where the list would lie over the first of some elements.
func (r *rows) keepClear(ids []model.ID) {
	if !r.shown() || len(ids) == 0 {
		return
	}
	box, ok := r.w.diagram.Rect(ids[0])
	if !ok {
		return
	}
	size, from, to := r.w.canvas.Size(), r.w.canvas.ToWidget(box.Min), r.w.canvas.ToWidget(box.Max)
	top := size.Height - r.height()
	if from.X < rowsWidth && to.Y > top && from.Y < size.Height {
		r.w.canvas.Pan(geom.Pt(0, float64(to.Y-top+2*rowsPad)))
	}
}

func (r *rows) height() float32 { return float32(min(len(r.list), mostRows))*rowHeight + 2*rowsPad }

// rowsLayout places the list at the lower left, where the bar is.
type rowsLayout struct{ r *rows }

// MinSize is part of being a layout: the list takes no room from anybody.
func (rowsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout is part of being a layout.
func (l rowsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h, width := l.r.height(), min(rowsWidth, s.Width-2*rowsPad)
	top := s.Height - h - rowsPad
	o[0].Move(fyne.NewPos(rowsPad, top))
	o[0].Resize(fyne.NewSize(width, h))
	for i, line := range o[1:] {
		line.Move(fyne.NewPos(2*rowsPad, top+rowsPad+float32(i)*rowHeight))
		line.Resize(fyne.NewSize(width-2*rowsPad, rowHeight))
	}
}

// rowLine is one line of the list on the screen.
type rowLine struct {
	widget.BaseWidget
	back       *canvas.Rectangle
	text, note *canvas.Text
	do         func()
	row        row
}

func newRowLine(do func()) *rowLine {
	l := &rowLine{back: canvas.NewRectangle(nil), text: canvas.NewText("", nil), note: canvas.NewText("", nil), do: do}
	l.back.CornerRadius = 4
	l.text.TextSize, l.note.TextSize = textSize, hintSize
	l.note.Alignment = fyne.TextAlignTrailing
	l.ExtendBaseWidget(l)
	return l
}

func (l *rowLine) set(w *Window, r row, chosen bool) {
	l.row = r
	l.text.Color, l.note.Color = w.color(theme.ColorNameForeground), w.color(theme.ColorNamePlaceHolder)
	switch {
	case chosen: // paler words cannot be read on the colour of a selection
		l.note.Color = l.text.Color
	case r.off:
		l.text.Color = w.color(theme.ColorNameDisabled)
	}
	l.back.Hidden = !chosen
	l.back.FillColor = w.color(theme.ColorNameSelection)
	l.fit(l.Size())
	l.Refresh()
}

// fit cuts what is too long: the note first, which says less.
func (l *rowLine) fit(s fyne.Size) {
	const gap = 16
	width := s.Width - 2*gap/2
	if width <= 0 {
		return
	}
	text := fyne.MeasureText(l.row.text, textSize, fyne.TextStyle{}).Width
	note := fyne.MeasureText(l.row.note, hintSize, fyne.TextStyle{}).Width
	if text+note+gap > width {
		note = max(width-text-gap, min(note, width/3))
		text = min(text, width-note-gap)
	}
	l.text.Text = cut(l.row.text, textSize, text+1)
	l.note.Text = cut(l.row.note, hintSize, note+1)
}

// cut is as much of a text as there is room for.
func cut(s string, size, width float32) string {
	if s == "" || fyne.MeasureText(s, size, fyne.TextStyle{}).Width <= width {
		return s
	}
	r := []rune(s)
	lo, hi := 0, len(r)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if fyne.MeasureText(string(r[:mid])+"…", size, fyne.TextStyle{}).Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return string(r[:lo]) + "…"
}

// Tapped chooses the row.
func (l *rowLine) Tapped(*fyne.PointEvent) { l.do() }

// CreateRenderer is part of being a widget.
func (l *rowLine) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(rowLineLayout{l}, l.back, l.text, l.note))
}

type rowLineLayout struct{ l *rowLine }

// MinSize is part of being a layout.
func (rowLineLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, rowHeight) }

// Layout is part of being a layout.
func (r rowLineLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const side = 8
	r.l.fit(s)
	o[0].Resize(s)
	for _, t := range o[1:] {
		h := t.MinSize().Height
		t.Move(fyne.NewPos(side, (s.Height-h)/2))
		t.Resize(fyne.NewSize(s.Width-2*side, h))
	}
}
