// Package canvas is the widget that shows a picture and takes pointer and keys. It owns the view, what part of the picture
// shows and how large, and the bitmaps; it knows no document, no file and no panel. What the pointer means is decided in
// ui/tool, what comes of it in ui.
//
// All its methods belong to the UI goroutine. Sharp bitmaps are drawn on a worker; until one is there the last one is moved
// or stretched, placed by the view it was drawn for.
package canvas

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/tool"
)

// Picture is a document as it is shown.
type Picture struct {
	Graph   *model.Graph
	Diagram *diagram.Diagram
	Scene   *scene.Scene
}

// Hooks are what the canvas tells its owner. All are called on the UI goroutine.
type Hooks struct {
	Effects  func(tool.Effects)
	Keyboard Keyboard
	Rune     func(rune)
	Key      func(fyne.KeyName, fyne.KeyModifier)
	Shortcut func(fyne.Shortcut)
	Pressed  func() // a button of the pointer, before anything comes of it
	Menu     func(at fyne.Position)
	Zoomed   func()
	Pointed  func() // something else lies under the pointer
	Now      func() time.Time
	// Post runs f on the UI goroutine, later; After does so after a time, unless stopped before.
	Post  func(f func())
	After func(d time.Duration, f func()) (stop func())
}

// Keyboard stands between the keys of the window and the canvas, so that keys of an input method do nothing.
type Keyboard interface {
	Mods() fyne.KeyModifier // that are held
	Key(name fyne.KeyName, do func())
	Rune(r rune, do func())
	Settle()
	Left()
	Composing() bool
}

// Canvas is the widget.
type Canvas struct {
	widget.BaseWidget
	hooks Hooks

	picture  Picture
	theme    assets.Theme
	selected []model.ID
	related  []model.ID // outlined beside the selection
	circle   []model.ID // outlined whatever is selected: what is looked at together
	beside   []model.ID // outlined thinner, too

	// The view: the scene point at the upper left corner, and px of the screen for one of the scene.
	origin geom.Point
	zoom   float64
	placed bool      // a first view was chosen
	roomy  fyne.Size // the last that was not empty
	cover  float32   // px of the screen at the right that something lies over

	machine tool.Machine
	effects tool.Effects
	mouse   mouse
	pointed tool.Pointed
	help    Help
	preview *Picture
	resting bool       // the document must not be changed: there are no handles
	naming  model.ID   // the new box of the preview that is being named; it has the ring in place of the selection
	moving  []model.ID // elements that the live layer shows instead of the base

	renderer *raster.Renderer
	base     base
	live     sheet
	marks    sheet
	marquee  *fynecanvas.Rectangle
	overview *overview
	work     live.Latest[job, *image.RGBA]
	asking   bool // a base is being drawn
	again    bool // and another is wanted
}

// New makes a canvas that shows nothing yet.
func New(t assets.Theme, h Hooks) *Canvas {
	c := &Canvas{hooks: h, theme: t, zoom: 1, renderer: raster.New()}
	c.marquee = fynecanvas.NewRectangle(nil)
	c.marquee.StrokeWidth = 1
	c.marquee.Hide()
	c.base.object = container.NewWithoutLayout()
	c.live.init()
	c.marks.init()
	c.overview = newOverview(c)
	c.work = live.Latest[job, *image.RGBA]{Work: c.draw, Done: c.drawn, Post: h.Post}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is part of being a widget.
func (c *Canvas) CreateRenderer() fyne.WidgetRenderer {
	layers := container.NewWithoutLayout(c.base.object, c.live.object, c.marks.object, c.marquee)
	return widget.NewSimpleRenderer(container.NewClip(layers))
}

// Leave gives back the bitmaps of a canvas that is shown no more. The toolkit remembers parts of windows that are gone, and through
// them the canvas.
func (c *Canvas) Leave() {
	c.work.Stop()
	c.base.shown, c.base.spare, c.base.job = nil, nil, job{}
	for _, s := range []*sheet{&c.live, &c.marks} {
		s.shown, s.buffer = nil, [2][]uint8{}
	}
	c.overview.shown = nil
}

// MinSize is part of being a widget.
func (c *Canvas) MinSize() fyne.Size { return fyne.NewSize(200, 120) }

// Resize is part of being a widget. What was in the middle stays in the middle, also where there was no room in between, as
// when the window is made anew round the canvas.
func (c *Canvas) Resize(s fyne.Size) {
	if s == c.Size() {
		return
	}
	if s.Width > 0 && s.Height > 0 {
		if old := c.roomy; c.placed && old.Width > 0 {
			c.origin = c.origin.Sub(geom.Pt(float64(s.Width-old.Width), float64(s.Height-old.Height)).Mul(0.5 / c.zoom))
		}
		c.roomy = s
	}
	c.BaseWidget.Resize(s)
	c.arrange()
	c.askBase()
	c.overview.follow()
}

// Refresh repaints everything, as after a change of theme.
func (c *Canvas) Refresh() {
	c.overview.drawn = nil // in other colours, or at another scale
	c.arrange()
	c.askBase()
	c.BaseWidget.Refresh()
}

// SetPicture puts a picture at rest on the canvas. A preview stays until the new picture is drawn, so nothing flickers.
func (c *Canvas) SetPicture(p Picture, t assets.Theme) {
	c.picture, c.theme = p, t
	c.preview, c.moving, c.naming = nil, nil, ""
	if !c.placed && c.Size().Width > 0 {
		c.Fit()
	}
	c.askBase()
	c.paintMarks()
	c.overview.follow()
}

// Previewing says that elements of another picture are shown.
func (c *Canvas) Previewing() bool { return c.preview != nil }

// SetBehind replaces the picture at rest while a gesture or a preview goes on over it.
func (c *Canvas) SetBehind(p Picture, t assets.Theme) {
	c.picture, c.theme = p, t
	c.askBase()
}

// Preview shows elements of a picture in place of those at rest; nil ends it.
func (c *Canvas) Preview(p *Picture, ids []model.ID) {
	c.preview = p
	if p == nil {
		c.naming = ""
		// The live layer goes when the base has the elements again.
		c.moving = nil
		c.askBase()
		c.paintMarks()
		return
	}
	if !sameIDs(c.moving, ids) {
		c.moving = ids
		c.askBase()
	}
	c.paintLive()
	c.paintMarks()
}

// Previewed is the preview that shows, if there is one.
func (c *Canvas) Previewed() (Picture, bool) {
	if c.preview == nil {
		return Picture{}, false
	}
	return *c.preview, true
}

// Name marks the box of the preview that is being named, and brings it into view: that is where people look.
func (c *Canvas) Name(id model.ID) {
	if c.preview == nil {
		return
	}
	c.naming = id
	if r, ok := c.preview.Diagram.Rect(id); ok {
		c.Reveal(r)
	}
	c.paintMarks()
}

func sameIDs(a, b []model.ID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Select marks what is selected, and what stands in relation to it.
func (c *Canvas) Select(ids, related []model.ID) {
	c.selected, c.related = ids, related
	c.paintMarks()
}

// Circle outlines elements that are looked at together, and thinner those that have to do with them, until it is called
// again.
func (c *Canvas) Circle(ids, beside []model.ID) {
	c.circle, c.beside = ids, beside
	c.paintMarks()
}

// Help is what helps to place what is dragged.
type Help struct {
	Grid   bool // it keeps to a grid, which is shown
	Guides bool // it lines up with what rests
}

// Rest takes the handles off while the document rests.
func (c *Canvas) Rest(on bool) {
	c.resting = on
	c.paintMarks()
}

// SetHelp changes what helps.
func (c *Canvas) SetHelp(h Help) {
	if h == c.help {
		return
	}
	c.help = h
	c.askBase()
}

// Cancel ends a running gesture without effect; it says whether there was one.
func (c *Canvas) Cancel() bool {
	if !c.machine.Busy() {
		return false
	}
	c.stopScrolling()
	c.mouse = mouse{}
	if c.preview != nil {
		c.Preview(nil, nil)
	}
	c.take(c.machine.Feed(c.context(), tool.Event{Kind: tool.Abort}))
	return true
}

// Busy says that a gesture runs.
func (c *Canvas) Busy() bool { return c.machine.Busy() }

// Pointed is what lies under the pointer that a word helps with.
func (c *Canvas) Pointed() tool.Pointed { return c.pointed }

// Hover is the box under the pointer, whose handles show; "" for none.
func (c *Canvas) Hover() model.ID { return c.machine.Hover() }

// Drawn says that the base shows the present picture in the present view, sharp. Tests wait for it.
func (c *Canvas) Drawn() bool {
	return !c.asking && !c.again && c.base.shown != nil && c.base.picture == c.picture.Scene
}

var (
	_ desktop.Mouseable  = (*Canvas)(nil)
	_ desktop.Hoverable  = (*Canvas)(nil)
	_ desktop.Cursorable = (*Canvas)(nil)
	_ desktop.Keyable    = (*Canvas)(nil)
	_ fyne.Draggable     = (*Canvas)(nil)
	_ fyne.Scrollable    = (*Canvas)(nil)
	_ fyne.Tabbable      = (*Canvas)(nil)
	_ fyne.Shortcutable  = (*Canvas)(nil)
)
