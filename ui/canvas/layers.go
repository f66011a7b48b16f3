package canvas

import (
	"context"
	"image"
	"math"
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"

	"seika/assets"
	"seika/internal/geom"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/tool"
)

// margin is how much more than the view the base shows on each side, as a share of the view; a very large view gets less.
const (
	margin     = 0.25
	thinMargin = 0.125
	largeView  = 8_000_000 // device px, margins included
)

// base is the bitmap of all that rests, and the view it was drawn for.
type base struct {
	object  *fyne.Container // of strips
	strips  []*fynecanvas.Raster
	shown   *image.RGBA
	origin  geom.Point // scene point at its upper left
	ppu     float64    // device px for one of the scene
	area    geom.Rect  // of the scene that it shows
	picture *scene.Scene
	theme   assets.Theme
	grid    bool
	skipped []model.ID // elements that were left out
	spare   []*image.RGBA
	job     job // being drawn, or the last
}

// take returns a bitmap of that size which is neither shown nor being drawn.
func (b *base) take(w, h int) *image.RGBA {
	for i, s := range b.spare {
		if s.Rect.Dx() == w && s.Rect.Dy() == h {
			b.spare = append(b.spare[:i], b.spare[i+1:]...)
			return s
		}
	}
	b.spare = nil
	return image.NewRGBA(image.Rect(0, 0, w, h))
}

// job is a base to be drawn.
type job struct {
	into  *image.RGBA
	scene *scene.Scene
	theme assets.Theme
	view  raster.View
	scale float64
	grid  bool
	skip  []model.ID
	area  geom.Rect
	was   *drawing      // what the screen shows, where that is the same view; read only
	fresh *fresh        // written before done
	done  chan struct{} // closed when it is drawn
}

// fresh is what of a base is not as on the screen: rows of its bitmap, or all.
type fresh struct {
	all  bool
	rows []rows
}

// rows are some of a bitmap, the second not among them.
type rows struct{ from, to int }

// drawing is a bitmap of a picture, without some elements.
type drawing struct {
	image *image.RGBA
	scene *scene.Scene
	skip  []model.ID
}

// askIfNeeded asks for a base where the present one is too small or not sharp.
func (c *Canvas) askIfNeeded() {
	view := c.View()
	half := view.Grow(0)
	m := math.Min(view.W(), view.H()) * thinMargin / 2
	half = half.Grow(m)
	if c.base.shown == nil || c.base.ppu != c.zoom*c.scale() || !c.base.area.Holds(half) {
		c.askBase()
	}
}

// askBase asks for a base of the present picture and view. One is drawn at a time: asking again while one is on its way
// would starve a turning wheel.
func (c *Canvas) askBase() {
	size := c.Size()
	if c.picture.Scene == nil || size.Width <= 0 || size.Height <= 0 {
		return
	}
	if c.asking {
		c.again = true
		return
	}
	scale := c.scale()
	share := margin
	if float64(size.Width)*float64(size.Height)*scale*scale*(1+2*share)*(1+2*share) > largeView {
		share = thinMargin
	}
	ppu := c.zoom * scale
	w := int(math.Ceil(float64(size.Width) * scale * (1 + 2*share)))
	h := int(math.Ceil(float64(size.Height) * scale * (1 + 2*share)))
	// Whole device px from the view's corner, so that a base at rest lies exactly on the screen's pixels.
	left := math.Round(float64(size.Width) * scale * share)
	top := math.Round(float64(size.Height) * scale * share)
	origin := c.origin.Sub(geom.Pt(left/ppu, top/ppu))
	j := job{
		done: make(chan struct{}), fresh: &fresh{all: true},
		into: c.base.take(w, h), scene: c.picture.Scene, theme: c.theme, scale: scale, grid: c.help.Grid, skip: c.moving,
		view: raster.View{Origin: origin, PPU: ppu},
		area: geom.R(origin.X, origin.Y, origin.X+float64(w)/ppu, origin.Y+float64(h)/ppu),
	}
	if b := &c.base; b.shown != nil && b.shown.Rect == j.into.Rect && b.origin == origin && b.ppu == ppu && b.theme == j.theme && b.grid == j.grid {
		j.was = &drawing{b.shown, b.picture, b.skipped}
	}
	c.asking, c.base.job = true, j
	if len(j.scene.Groups) == 0 {
		// Nothing but paper; a worker would only make the first document wait.
		img, err := c.draw(context.Background(), j)
		c.drawn(j, img, err)
		return
	}
	c.work.Ask(j)
}

// Await waits a little for the picture: a window painted without it would only flash, or be one frame late.
func (c *Canvas) Await(limit time.Duration) {
	t := time.NewTimer(limit)
	defer t.Stop()
	for c.asking {
		select {
		case <-c.base.job.done:
			c.drawn(c.base.job, c.base.job.into, nil)
		case <-t.C:
			return
		}
	}
}

// draw runs on the worker.
func (c *Canvas) draw(ctx context.Context, j job) (*image.RGBA, error) {
	o := raster.Options{Scale: j.scale}
	if j.grid {
		o.Grid = tool.GridStep
	}
	if len(j.skip) > 0 {
		out := setOf(j.skip)
		o.Skip = func(id model.ID) bool { return out[id] }
	}
	if err := c.drawInto(ctx, j, o); err != nil {
		return j.into, err
	}
	close(j.done)
	return j.into, nil
}

// drawInto draws all of a picture; after an edit only where it differs from what is shown.
func (c *Canvas) drawInto(ctx context.Context, j job, o raster.Options) error {
	if j.was != nil {
		if areas, ok := j.was.differing(j.scene, j.skip); ok {
			copy(j.into.Pix, j.was.image.Pix)
			j.fresh.all = false
			for _, a := range areas {
				r := j.view.Around(a, o)
				j.fresh.rows = append(j.fresh.rows, rows{r.Min.Y, r.Max.Y})
			}
			return c.renderer.Redraw(ctx, j.into, j.scene, j.view, o, areas)
		}
	}
	return c.renderer.Draw(ctx, j.into, j.scene, j.view, o)
}

// differing lists the areas in which a drawing differs from that of another picture, without other elements.
func (d *drawing) differing(s *scene.Scene, skip []model.ID) ([]geom.Rect, bool) {
	areas, ok := scene.Differing(d.scene, s)
	if !ok || sameIDs(d.skip, skip) {
		return areas, ok
	}
	was, is := setOf(d.skip), setOf(skip)
	for _, s := range []*scene.Scene{d.scene, s} {
		for i := range s.Groups {
			if g := &s.Groups[i]; was[g.Ref] != is[g.Ref] {
				areas = append(areas, g.Bounds)
			}
		}
	}
	return areas, true
}

func setOf(ids []model.ID) map[model.ID]bool {
	set := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// drawn puts a finished base on the screen, and ends the preview that it now contains.
func (c *Canvas) drawn(j job, img *image.RGBA, err error) {
	if !c.asking || j.done != c.base.job.done {
		return // awaited
	}
	c.asking = false
	if err == nil {
		if c.base.shown != nil {
			c.base.spare = append(c.base.spare, c.base.shown)
		}
		c.base.shown, c.base.origin, c.base.ppu, c.base.area = img, j.view.Origin, j.view.PPU, j.area
		c.base.picture, c.base.theme, c.base.grid, c.base.skipped = j.scene, j.theme, j.grid, j.skip
		c.place()
		c.base.show(j.fresh)
		if c.preview == nil && j.scene == c.picture.Scene && len(j.skip) == 0 {
			c.live.clear()
		}
	} else {
		c.base.spare = append(c.base.spare, j.into)
	}
	if c.again {
		c.again = false
		c.askBase()
	}
}

// arrange places every layer by the view it was drawn for.
func (c *Canvas) arrange() {
	c.place()
	c.live.place(c)
	c.marks.place(c)
	c.placeMarquee()
}

func (c *Canvas) place() {
	if c.base.shown == nil {
		return
	}
	b := &c.base
	placeObject(c, b.object, b.origin, b.ppu, b.shown.Rect.Size())
	b.placeStrips(c.zoom/b.ppu, b.ppu == c.zoom*c.scale())
}

// placeObject puts a bitmap that was drawn for some view where it belongs in the present one.
func placeObject(c *Canvas, o fyne.CanvasObject, origin geom.Point, ppu float64, size image.Point) {
	k := c.zoom / ppu
	w, h := float32(float64(size.X)*k), float32(float64(size.Y)*k)
	at := c.ToWidget(origin)
	if scale := c.scale(); ppu == c.zoom*scale {
		// At rest nothing may lie between pixels.
		at.X = float32(math.Round(float64(at.X)*scale) / scale)
		at.Y = float32(math.Round(float64(at.Y)*scale) / scale)
	}
	if o.Size() != fyne.NewSize(w, h) {
		o.Resize(fyne.NewSize(w, h))
	}
	if o.Position() != at {
		o.Move(at)
	}
}

// sheet is a small transparent bitmap over the base.
type sheet struct {
	object *fynecanvas.Raster
	shown  *image.RGBA
	buffer [2][]uint8
	turn   int
	origin geom.Point
	ppu    float64
}

func (s *sheet) init() {
	s.object = fynecanvas.NewRaster(func(w, h int) image.Image {
		if s.shown == nil {
			return empty
		}
		return s.shown
	})
	s.object.ScaleMode = fynecanvas.ImageScaleSmooth
	s.object.Hide()
}

func (s *sheet) clear() {
	if s.object.Visible() {
		s.object.Hide()
	}
}

func (s *sheet) place(c *Canvas) {
	if s.shown != nil && s.object.Visible() {
		placeObject(c, s.object, s.origin, s.ppu, s.shown.Rect.Size())
	}
}

// paint draws items that lie within bounds, as far as they are in view.
func (s *sheet) paint(c *Canvas, items []scene.Item, bounds geom.Rect) {
	scale := c.scale()
	ppu := c.zoom * scale
	r := bounds.Grow(4 / c.zoom).Intersect(c.View().Grow(8 / c.zoom))
	if len(items) == 0 || r.Empty() {
		s.clear()
		return
	}
	// From a whole device px of the view, so that it lies on the screen's pixels as the base does.
	off := r.Min.Sub(c.origin).Mul(ppu)
	off = geom.Pt(math.Floor(off.X), math.Floor(off.Y))
	s.origin = c.origin.Add(off.Mul(1 / ppu))
	w, h := int(math.Ceil((r.Max.X-s.origin.X)*ppu))+1, int(math.Ceil((r.Max.Y-s.origin.Y)*ppu))+1
	s.turn = 1 - s.turn
	if n := 4 * w * h; cap(s.buffer[s.turn]) < n {
		s.buffer[s.turn] = make([]uint8, n)
	}
	pix := s.buffer[s.turn][:4*w*h]
	clear(pix)
	s.shown = &image.RGBA{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	s.ppu = ppu
	c.renderer.Items(s.shown, items, raster.View{Origin: s.origin, PPU: ppu}, raster.Options{Scale: scale, Transparent: true})
	placeObject(c, s.object, s.origin, ppu, image.Pt(w, h))
	s.object.Show()
	s.object.Refresh()
}

// paintLive draws what moves or is being named.
func (c *Canvas) paintLive() {
	if c.preview == nil {
		return
	}
	moving := setOf(c.moving)
	var items []scene.Item
	var bounds geom.Rect
	for _, g := range c.preview.Scene.Groups {
		if g.Class <= scene.Box && moving[g.Ref] {
			items = append(items, g.Items...)
			bounds = bounds.Union(g.Bounds)
		}
	}
	c.live.paint(c, items, bounds)
}

// paintMarks draws selection, hover, handles and wires.
func (c *Canvas) paintMarks() {
	var items []scene.Item
	pic := c.picture
	if c.preview != nil {
		pic = *c.preview
	}
	if pic.Diagram == nil {
		return
	}
	outline := func(id model.ID, f func(geom.Rect, assets.Theme, float64) []scene.Item) {
		if l, ok := pic.Diagram.Link(id); ok {
			items = append(items, scene.TraceItems(l.Route.Points, c.theme, c.zoom)...)
			return
		}
		if r, ok := pic.Diagram.Rect(id); ok {
			items = append(items, f(r, c.theme, c.zoom)...)
		}
	}
	for _, id := range c.beside {
		outline(id, scene.HoverItems)
	}
	for _, id := range c.circle {
		if l, ok := pic.Diagram.Link(id); ok {
			items = append(items, scene.TalkItems(l.Route.Points, c.theme, c.zoom)...)
		} else {
			outline(id, scene.MemberItems)
		}
	}
	for _, id := range c.related {
		outline(id, scene.HoverItems)
	}
	ring := scene.RingItems
	if c.naming != "" {
		outline(c.naming, ring)
		ring = scene.HoverItems
	}
	for _, id := range c.selected {
		outline(id, ring)
	}
	if c.effects.Target != "" {
		outline(c.effects.Target, scene.RingItems)
	}
	if !c.machine.Busy() && c.preview == nil {
		c.handles(&items)
	}
	for _, w := range c.effects.Wires {
		items = append(items, scene.WireItems(w.From, w.To, w.Kind, w.Legal, c.theme)...)
	}
	for _, g := range c.effects.Guides {
		items = append(items, scene.GuideItems(g.From, g.To, g.Gap, c.theme, c.zoom)...)
	}
	var bounds geom.Rect
	for _, it := range items {
		bounds = bounds.Union(it.Bounds())
	}
	c.marks.paint(c, items, bounds)
	c.placeMarquee()
}

// handles shows those of the box under the pointer, else of the one that is selected.
func (c *Canvas) handles(items *[]scene.Item) {
	id := c.machine.Hover()
	if id == "" && len(c.selected) == 1 && tool.HandlesStay(c.zoom) {
		id = c.selected[0]
	}
	b, ok := c.picture.Diagram.Box(id)
	if !ok || !tool.HandlesShow(c.zoom) || c.resting {
		return
	}
	for _, s := range []tool.Side{tool.Output, tool.Input, tool.Partner} {
		at := tool.HandleAt(b.Rect, s, c.picture.Graph.Meta().Direction, c.zoom)
		*items = append(*items, scene.HandleItems(at, s == tool.Partner, c.theme, c.zoom)...)
	}
}

func (c *Canvas) placeMarquee() {
	r := c.effects.Marquee
	if r.Empty() {
		if c.marquee.Visible() {
			c.marquee.Hide()
		}
		return
	}
	p := c.theme.Palette().Selection
	c.marquee.StrokeColor = p
	p.A = 0x22
	c.marquee.FillColor = p
	from, to := c.ToWidget(r.Min), c.ToWidget(r.Max)
	c.marquee.Move(from)
	c.marquee.Resize(fyne.NewSize(to.X-from.X, to.Y-from.Y))
	c.marquee.Show()
	c.marquee.Refresh()
}
