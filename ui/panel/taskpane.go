package panel

import (
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TaskPane shows a picture that cannot be changed, larger than its room, and says where it is pressed. Rectangles of the picture
// can be lit.
type TaskPane struct {
	widget.BaseWidget
	press func(x, y float32) // px of the picture at the size it is shown
	over  func(x, y float32)
	// Zoom takes a turn of the wheel with Ctrl; without it the wheel scrolls.
	Zoom func(notches float32, at fyne.Position)
	Mods func() fyne.KeyModifier

	view   *fyne.Container // of tiles
	rings  *fyne.Container
	scroll *container.Scroll
	size   fyne.Size
	at     fyne.Position // of the picture: in the middle, where there is more room
}

// NewTaskPane makes an empty one.
func NewTaskPane(press, over func(x, y float32)) *TaskPane {
	p := &TaskPane{press: press, over: over, view: container.NewWithoutLayout(), rings: container.NewWithoutLayout()}
	p.ExtendBaseWidget(p)
	p.scroll = container.NewScroll(p)
	return p
}

// Object is the pane with its bars.
func (p *TaskPane) Object() fyne.CanvasObject { return p.scroll }

// Tile is a part of the picture, px of the picture as it is shown. Screens refuse pictures that are too wide.
type Tile struct {
	Image image.Image
	At    fyne.Position
	Size  fyne.Size
}

// Put puts a picture of a size in px of the screen into the pane.
func (p *TaskPane) Put(tiles []Tile, size fyne.Size) {
	p.view.Objects = nil
	for _, t := range tiles {
		o := canvas.NewImageFromImage(t.Image)
		o.ScaleMode = canvas.ImageScaleSmooth
		o.Move(t.At)
		o.Resize(t.Size)
		p.view.Add(o)
	}
	p.size = size
	p.view.Refresh()
	p.scroll.Refresh() // asks for the size
	p.place()
}

// Stretch shows the picture larger or smaller at once, until it is put there sharp. A place of it stays where it is seen.
func (p *TaskPane) Stretch(by float32, about fyne.Position) {
	scaled := func(at fyne.Position) fyne.Position { return fyne.NewPos(at.X*by, at.Y*by) }
	for _, o := range append(slices.Clone(p.view.Objects), p.rings.Objects...) {
		o.Move(scaled(o.Position()))
		o.Resize(fyne.NewSize(o.Size().Width*by, o.Size().Height*by))
	}
	p.size = fyne.NewSize(p.size.Width*by, p.size.Height*by)
	p.scroll.Refresh() // asks for the size
	p.place()
	p.scroll.ScrollToOffset(p.scroll.Offset.Add(scaled(about).Subtract(about)))
}

// Scrolled scrolls, or zooms with Ctrl.
func (p *TaskPane) Scrolled(e *fyne.ScrollEvent) {
	const notch = 25 // of a wheel, as Fyne counts
	if p.Zoom == nil || p.Mods()&fyne.KeyModifierShortcutDefault == 0 {
		p.scroll.Scrolled(e)
		return
	}
	p.Zoom(max(-12, min(12, e.Scrolled.DY/notch)), e.Position.Subtract(p.at))
}

// Room is how much of the picture is seen at once.
func (p *TaskPane) Room() fyne.Size { return p.scroll.Size() }

// Resize is part of being a widget.
func (p *TaskPane) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	p.place()
}

func (p *TaskPane) place() {
	have := p.Size()
	p.at = fyne.NewPos(max(0, (have.Width-p.size.Width)/2), max(0, (have.Height-p.size.Height)/2))
	p.view.Resize(p.size)
	p.view.Move(p.at)
	p.rings.Resize(p.size)
	p.rings.Move(p.at)
}

// CreateRenderer is part of being a widget.
func (p *TaskPane) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout(p.view, p.rings))
}

// MinSize is that of the picture.
func (p *TaskPane) MinSize() fyne.Size { return p.size }

// Ring is a rectangle to be lit, px of the picture as it is shown.
type Ring struct {
	At     fyne.Position
	Size   fyne.Size
	Strong bool // selected; else under the pointer
}

// Light draws rings, in place of those before.
func (p *TaskPane) Light(rings []Ring) {
	p.rings.Objects = nil
	for _, r := range rings {
		o := canvas.NewRectangle(color.Transparent)
		o.StrokeColor, o.StrokeWidth, o.CornerRadius = theme.Color(theme.ColorNamePrimary), 1, 12
		if r.Strong {
			o.StrokeWidth = 3
		}
		const out = 4
		o.Move(r.At.SubtractXY(out, out))
		o.Resize(r.Size.AddWidthHeight(2*out, 2*out))
		p.rings.Add(o)
	}
	p.rings.Refresh()
}

// Reveal scrolls so that a rectangle is seen.
func (p *TaskPane) Reveal(r Ring) {
	seen := p.scroll.Size()
	if r.At.X >= p.scroll.Offset.X && r.At.X+r.Size.Width <= p.scroll.Offset.X+seen.Width &&
		r.At.Y >= p.scroll.Offset.Y && r.At.Y+r.Size.Height <= p.scroll.Offset.Y+seen.Height {
		return
	}
	p.scroll.ScrollToOffset(fyne.NewPos(r.At.X+r.Size.Width/2-seen.Width/2, r.At.Y+r.Size.Height/2-seen.Height/2))
}

// Tapped says where.
func (p *TaskPane) Tapped(e *fyne.PointEvent) { p.press(e.Position.X-p.at.X, e.Position.Y-p.at.Y) }

// MouseIn is part of hovering.
func (p *TaskPane) MouseIn(*desktop.MouseEvent) {}

// MouseMoved says where the pointer is.
func (p *TaskPane) MouseMoved(e *desktop.MouseEvent) {
	p.over(e.Position.X-p.at.X, e.Position.Y-p.at.Y)
}

// MouseOut says that it is nowhere.
func (p *TaskPane) MouseOut() { p.over(-1, -1) }
