package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Point is one of a list in a card: a sign, what it is about, and below that what more there is to say. Where Do is set, a
// click on it, or Enter, follows it.
type Point struct {
	Mark, Text, Note string
	Do               func()
}

// markWidth is the room of a sign before a point, px of the screen.
const markWidth = 22

// object is the point on the screen.
func (p Point) object(command command) fyne.CanvasObject {
	mark := widget.NewLabel(p.Mark)
	mark.Importance = widget.LowImportance
	said := newParagraphs()
	said.say(p.Text, widget.MediumImportance)
	said.say(p.Note, widget.LowImportance)
	body := container.NewBorder(nil, nil, container.New(width(markWidth), mark), nil, said.object)
	if p.Do == nil {
		return body
	}
	f := &follower{body: body, back: canvas.NewRectangle(color.Transparent), command: command, do: p.Do}
	f.back.CornerRadius = theme.InputRadiusSize()
	f.ExtendBaseWidget(f)
	return f
}

// width is a layout that gives what is in it as much room, whatever it asks for.
type width float32

// MinSize is part of being a layout.
func (w width) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w), o[0].MinSize().Height)
}

// Layout is part of being a layout.
func (w width) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// follower is a point that leads somewhere.
type follower struct {
	widget.BaseWidget
	body    fyne.CanvasObject
	back    *canvas.Rectangle
	command command
	do      func()
}

// CreateRenderer is part of being a widget.
func (f *follower) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(f.back, f.body))
}

func (f *follower) paint(name fyne.ThemeColorName) {
	f.back.FillColor = color.Transparent
	if name != "" {
		f.back.FillColor = theme.Color(name)
	}
	f.back.Refresh()
}

// Tapped follows it.
func (f *follower) Tapped(*fyne.PointEvent) { f.do() }

// Cursor is that over what leads somewhere.
func (f *follower) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn is part of hovering.
func (f *follower) MouseIn(*desktop.MouseEvent) { f.paint(theme.ColorNameHover) }

// MouseMoved is part of hovering.
func (f *follower) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of hovering.
func (f *follower) MouseOut() { f.paint("") }

// FocusGained is part of taking keys.
func (f *follower) FocusGained() { f.paint(theme.ColorNameFocus) }

// FocusLost is part of taking keys.
func (f *follower) FocusLost() { f.paint("") }

// TypedRune is part of taking keys.
func (f *follower) TypedRune(rune) {}

// TypedKey follows it on Enter or a blank, and hands on the rest.
func (f *follower) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		f.do()
	default:
		f.command(k.Name)
	}
}

// Table is figures below each other, a name before each row.
type Table struct {
	Heads []string   // of the columns of figures
	Rows  [][]string // the name first
}

// object is the table on the screen: names as wide as there is room, figures in columns at the right.
func (t Table) object() fyne.CanvasObject {
	wide := make([]float32, len(t.Heads))
	for _, r := range append([][]string{append([]string{""}, t.Heads...)}, t.Rows...) {
		for i, s := range r[1:] {
			const most, spare = 120, 2 // px of the screen; what is wider is broken, and prose breaks what only just fits
			wide[i] = max(wide[i], min(most, widget.NewLabel(s).MinSize().Width+spare))
		}
	}
	all := newParagraphs()
	row := func(name string, cells []string, importance widget.Importance) {
		figures := container.New(layout.NewCustomPaddedHBoxLayout(0))
		for i, s := range cells {
			l := NewProse(s)
			l.Resize(fyne.NewSize(wide[i], 0)) // its height depends on it
			l.Alignment, l.Importance = fyne.TextAlignTrailing, importance
			figures.Add(container.New(width(wide[i]), l))
		}
		p := NewProse(name)
		p.Importance = widget.LowImportance
		all.object.Add(container.NewBorder(nil, nil, nil, figures, p))
	}
	row("", t.Heads, widget.LowImportance)
	for _, r := range t.Rows {
		row(r[0], r[1:], widget.MediumImportance)
	}
	return all.object
}
