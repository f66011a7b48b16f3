package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Haloed is a button with a line round it while it has the keyboard. A stock one only changes its shade, which is hardly seen on a
// coloured button.
type Haloed struct {
	widget.Button
	on bool
}

// FocusGained shows the halo.
func (b *Haloed) FocusGained() {
	b.on = true
	b.Button.FocusGained()
}

// FocusLost takes it away.
func (b *Haloed) FocusLost() {
	b.on = false
	b.Button.FocusLost()
}

// CreateRenderer is part of being a widget.
func (b *Haloed) CreateRenderer() fyne.WidgetRenderer {
	x := &halo{b.Button.CreateRenderer(), b, canvas.NewRectangle(color.Transparent)}
	x.paint()
	return x
}

type halo struct {
	fyne.WidgetRenderer
	button *Haloed
	line   *canvas.Rectangle
}

const haloWidth, haloInset = 1.5, 2.5 // px of the screen

func (x *halo) Objects() []fyne.CanvasObject { return append(x.WidgetRenderer.Objects(), x.line) }

func (x *halo) Layout(s fyne.Size) {
	x.WidgetRenderer.Layout(s)
	x.line.Move(fyne.NewPos(haloInset, haloInset))
	x.line.Resize(s.SubtractWidthHeight(2*haloInset, 2*haloInset))
}

func (x *halo) Refresh() {
	x.WidgetRenderer.Refresh()
	x.paint()
}

func (x *halo) paint() {
	name := theme.ColorNamePrimary
	if x.button.Importance == widget.HighImportance {
		name = theme.ColorNameForegroundOnPrimary
	}
	t := x.button.Theme()
	x.line.StrokeColor, x.line.StrokeWidth = t.Color(name, fyne.CurrentApp().Settings().ThemeVariant()), 0
	x.line.CornerRadius = max(0, t.Size(theme.SizeNameInputRadius)-haloInset/2)
	if x.button.on {
		x.line.StrokeWidth = haloWidth
	}
	x.line.Refresh()
}
