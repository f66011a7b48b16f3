package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Halo shows round a button that the keyboard is there. A stock button only changes its shade, which is hardly seen on a coloured
// one.
type Halo struct {
	on   bool
	line *canvas.Rectangle
}

// Show has the halo seen, or not.
func (h *Halo) Show(on bool, b *widget.Button) {
	h.on = on
	b.Refresh()
}

// Around is how a button with a halo is drawn.
func (h *Halo) Around(inner fyne.WidgetRenderer, b *widget.Button) fyne.WidgetRenderer {
	h.line = canvas.NewRectangle(color.Transparent)
	x := &haloed{inner, h, b}
	x.paint()
	return x
}

type haloed struct {
	fyne.WidgetRenderer
	halo   *Halo
	button *widget.Button
}

const haloWidth, haloInset = 1.5, 2.5 // px of the screen

func (x *haloed) Objects() []fyne.CanvasObject {
	return append(x.WidgetRenderer.Objects(), x.halo.line)
}

func (x *haloed) Layout(s fyne.Size) {
	x.WidgetRenderer.Layout(s)
	x.halo.line.Move(fyne.NewPos(haloInset, haloInset))
	x.halo.line.Resize(s.SubtractWidthHeight(2*haloInset, 2*haloInset))
}

func (x *haloed) Refresh() {
	x.WidgetRenderer.Refresh()
	x.paint()
}

func (x *haloed) paint() {
	name := theme.ColorNamePrimary
	if x.button.Importance == widget.HighImportance {
		name = theme.ColorNameForegroundOnPrimary
	}
	line, t := x.halo.line, x.button.Theme()
	line.StrokeColor, line.StrokeWidth = t.Color(name, fyne.CurrentApp().Settings().ThemeVariant()), 0
	line.CornerRadius = max(0, t.Size(theme.SizeNameInputRadius)-haloInset/2)
	if x.halo.on {
		line.StrokeWidth = haloWidth
	}
	line.Refresh()
}
