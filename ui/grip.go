package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Widths of the right panel, px of the screen. The least one holds its tabs in both languages: where they do not fit the toolkit shows a
// button for the others, which takes the keyboard and hands on no key.
const (
	leastSide, sideWidth, mostSide = 288, 320, 480
	mostShare                      = 0.5 // of the window: the picture needs room in a small one, too
)

// gripWidth is how near to the edge of the panel the pointer takes hold of it, and gripLine how thick it shows then, px.
const gripWidth, gripLine = 10, 3

// grip is the left edge of the right panel, by which it is made wider or narrower.
type grip struct {
	widget.BaseWidget
	w    *Window
	line *fynecanvas.Rectangle
	over bool
	held bool
	want float32 // width that the pointer stands for, which the panel may not have room for
}

func newGrip(w *Window) *grip {
	g := &grip{w: w, line: fynecanvas.NewRectangle(color.Transparent)}
	g.ExtendBaseWidget(g)
	return g
}

// Cursor shows what the edge is for.
func (g *grip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn shows the edge.
func (g *grip) MouseIn(*desktop.MouseEvent) { g.over = true; g.paint() }

// MouseMoved is part of hovering.
func (g *grip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it back.
func (g *grip) MouseOut() { g.over = false; g.paint() }

// Dragged has the edge follow the pointer.
func (g *grip) Dragged(e *fyne.DragEvent) {
	if !g.held {
		g.held, g.want = true, g.w.sideRoom(g.w.win.Canvas().Size().Width)
		g.paint()
	}
	g.want -= e.Dragged.DX
	g.w.widen(g.want)
}

// DragEnd keeps the width.
func (g *grip) DragEnd() {
	g.held = false
	g.paint()
	g.w.settleSide()
}

// DoubleTapped gives back the ordinary width.
func (g *grip) DoubleTapped(*fyne.PointEvent) {
	g.w.widen(sideWidth)
	g.w.settleSide()
}

// CreateRenderer is part of being a widget.
func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(middleLine{}, g.line))
}

func (g *grip) paint() {
	g.line.FillColor = color.Transparent
	if g.over || g.held {
		g.line.FillColor = g.w.color(theme.ColorNamePrimary)
	}
	g.line.Refresh()
}

// middleLine lays out a line upright in the middle.
type middleLine struct{}

func (middleLine) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (middleLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos((s.Width-gripLine)/2, 0))
	o[0].Resize(fyne.NewSize(gripLine, s.Height))
}

// gripped lays out what a panel holds, and last the grip over its left edge.
type gripped struct{}

func (gripped) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (gripped) Layout(o []fyne.CanvasObject, s fyne.Size) {
	last := len(o) - 1
	for _, x := range o[:last] {
		x.Resize(s)
	}
	o[last].Move(fyne.NewPos(-gripWidth/2, 0))
	o[last].Resize(fyne.NewSize(gripWidth, s.Height))
}

// widen gives the right panel another width, as far as there is room for it.
func (w *Window) widen(width float32) {
	w.wide = width
	w.wide = w.sideRoom(w.win.Canvas().Size().Width)
	w.layOut()
}

// stepSide makes the right panel wider or narrower, as the grip does.
func (w *Window) stepSide(by float32) {
	const step = 40
	w.widen(w.sideRoom(w.win.Canvas().Size().Width) + by*step)
	w.settleSide()
}

// settleSide keeps the width of the right panel, and has what it shows make use of it.
func (w *Window) settleSide() {
	w.rememberSide()
	w.showFindings()
	w.followAside()
}

// sideRoom is how wide the right panel is in a window of a width.
func (w *Window) sideRoom(all float32) float32 {
	return max(leastSide, min(w.wide, mostSide, all*mostShare))
}
