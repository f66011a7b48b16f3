package canvas

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"seika/internal/geom"
	"seika/internal/scene"
	"seika/model"
)

// Sizes of the minimap, px of the screen.
const (
	overviewWidth, overviewHeight = 180, 120
	overviewMargin                = 12
	overviewPad                   = 6
)

// overview is the minimap: the whole picture small, and where the view is in it. It shows while the picture is larger than
// the view; a press or a drag on it moves the view.
type overview struct {
	widget.BaseWidget
	c      *Canvas
	object *fyne.Container // over the whole canvas, the map in its corner
	on     bool

	back  *fynecanvas.Rectangle
	boxes *fynecanvas.Raster
	frame *fynecanvas.Rectangle
	shown *image.RGBA

	drawn *scene.Scene // that the boxes are from
	scale float64      // px of the map for one of the scene
	off   geom.Point   // where the scene's zero is on the map
}

func newOverview(c *Canvas) *overview {
	o := &overview{c: c, back: fynecanvas.NewRectangle(nil), frame: fynecanvas.NewRectangle(nil)}
	o.back.CornerRadius, o.back.StrokeWidth = 6, 1
	o.frame.CornerRadius, o.frame.StrokeWidth = 2, 1.5
	o.boxes = fynecanvas.NewRaster(func(int, int) image.Image {
		if o.shown == nil {
			return empty
		}
		return o.shown
	})
	o.boxes.ScaleMode = fynecanvas.ImageScaleSmooth
	o.ExtendBaseWidget(o)
	o.Hide()
	o.object = container.NewWithoutLayout(o)
	return o
}

// Overview is the minimap, for a place over the whole canvas.
func (c *Canvas) Overview() fyne.CanvasObject { return c.overview.object }

// ShowOverview says whether the minimap shows where the picture is larger than the view.
func (c *Canvas) ShowOverview(on bool) {
	c.overview.on = on
	c.overview.follow()
}

// CreateRenderer is part of being a widget.
func (o *overview) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout(o.back, o.boxes, o.frame))
}

// MinSize is part of being a widget.
func (o *overview) MinSize() fyne.Size { return fyne.NewSize(overviewWidth, overviewHeight) }

// follow brings the map in step with picture and view.
func (o *overview) follow() {
	c := o.c
	pic, room := c.picture, c.open()
	if !o.on || pic.Scene == nil || len(pic.Diagram.Boxes) == 0 || c.Seen().Holds(pic.Scene.Bounds) ||
		room.Width < 3*overviewWidth || room.Height < 2*overviewHeight {
		if o.Visible() {
			o.Hide()
		}
		return
	}
	o.Resize(o.MinSize())
	o.Move(fyne.NewPos(room.Width-overviewWidth-overviewMargin, room.Height-overviewHeight-overviewMargin))
	o.back.Resize(o.MinSize())
	if o.drawn != pic.Scene {
		o.paint()
	}
	o.placeFrame()
	if !o.Visible() {
		o.Show()
	}
}

// placeFrame shows which part of the picture is in view.
func (o *overview) placeFrame() {
	view := o.c.Seen()
	in := geom.R(1, 1, overviewWidth-1, overviewHeight-1)
	r := geom.Rect{Min: o.toMap(view.Min), Max: o.toMap(view.Max)}.Intersect(in)
	if r.Empty() {
		o.frame.Hide()
		return
	}
	o.frame.Move(fyne.NewPos(float32(r.Min.X), float32(r.Min.Y)))
	o.frame.Resize(fyne.NewSize(float32(r.W()), float32(r.H())))
	o.frame.Show()
}

func (o *overview) toMap(p geom.Point) geom.Point { return p.Mul(o.scale).Add(o.off) }

// paint draws the boxes as spots and the groups as frames; names and lines would be dust at that size.
func (o *overview) paint() {
	c := o.c
	p := c.theme.Palette()
	o.drawn = c.picture.Scene
	b := c.picture.Scene.Bounds
	o.scale = math.Min((overviewWidth-2*overviewPad)/b.W(), (overviewHeight-2*overviewPad)/b.H())
	o.off = geom.Pt(overviewWidth, overviewHeight).Mul(0.5).Sub(b.Center().Mul(o.scale))
	o.back.FillColor, o.back.StrokeColor = p.Paper, p.Frame
	o.frame.StrokeColor = p.Selection
	fill := p.Selection
	fill.A = 0x18
	o.frame.FillColor = fill

	k := c.scale()
	o.shown = image.NewRGBA(image.Rect(0, 0, int(overviewWidth*k), int(overviewHeight*k)))
	for i := range c.picture.Diagram.Frames {
		o.spot(c.picture.Diagram.Frames[i].Rect, k, p.TitleBar)
	}
	soft := mix(p.Intangible, p.BoxLine, 0.45)
	for i := range c.picture.Diagram.Boxes {
		box := &c.picture.Diagram.Boxes[i]
		ink := p.BoxLine
		if box.Node.Kind == model.Intangible {
			ink = soft
		}
		o.spot(box.Rect, k, ink)
	}
	o.boxes.Resize(o.MinSize())
	o.back.Refresh()
	o.boxes.Refresh()
	o.frame.Refresh()
}

// spot fills a part of the picture on the map, never less than a pixel.
func (o *overview) spot(r geom.Rect, k float64, ink color.NRGBA) {
	from, to := o.toMap(r.Min).Mul(k).Round(), o.toMap(r.Max).Mul(k).Round()
	at := image.Rect(int(from.X), int(from.Y), max(int(to.X), int(from.X)+1), max(int(to.Y), int(from.Y)+1))
	draw.Draw(o.shown, at, image.NewUniform(ink), image.Point{}, draw.Src)
}

// mix is a colour between two, share of the way to b.
func mix(a, b color.NRGBA, share float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share)) }
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 0xFF}
}

// goTo puts the middle of the view where the pointer is on the map.
func (o *overview) goTo(at fyne.Position) {
	if o.scale == 0 {
		return
	}
	o.c.center(geom.Pt(float64(at.X), float64(at.Y)).Sub(o.off).Mul(1 / o.scale))
	o.c.viewed()
}

// MouseDown moves the view there.
func (o *overview) MouseDown(e *desktop.MouseEvent) {
	o.c.focus()
	o.goTo(e.Position)
}

// MouseUp is part of taking the pointer.
func (o *overview) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the view along.
func (o *overview) Dragged(e *fyne.DragEvent) { o.goTo(e.Position) }

// DragEnd is part of being draggable.
func (o *overview) DragEnd() {}

// Scrolled zooms about the middle of the view, as a wheel does on most maps.
func (o *overview) Scrolled(e *fyne.ScrollEvent) {
	o.c.ZoomBy(math.Max(-maxWheel, math.Min(maxWheel, float64(e.Scrolled.DY))) / wheelStep)
}

// Cursor says that a press does something.
func (o *overview) Cursor() desktop.Cursor { return desktop.PointerCursor }

var (
	_ desktop.Mouseable  = (*overview)(nil)
	_ desktop.Cursorable = (*overview)(nil)
	_ fyne.Draggable     = (*overview)(nil)
	_ fyne.Scrollable    = (*overview)(nil)
)
