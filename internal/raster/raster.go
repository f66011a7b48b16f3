// Package raster turns scenes into pixels and knows nothing else: no window, no file, no model.
//
// A bitmap is cut into cells of 256 × 256 px from its corner. A cell is a pure function of scene, view and cell, so cells can
// be drawn at the same time, or some of them again, with the same result.
package raster

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"sync"

	"golang.org/x/image/vector"

	"seika/internal/geom"
	"seika/internal/live"
	"seika/internal/scene"
	"seika/model"
)

// cellSize is the side of a cell, device px. The vector rasteriser changes its arithmetic above 512; cells stay below.
const cellSize = 256

// reach is how far an item may paint beyond its element's bounds, device px.
const reach = 24

// View says which part of a scene a bitmap shows: the scene point at its upper left corner, and device px for one px of the
// scene, that is zoom × scale of the screen.
type View struct {
	Origin geom.Point
	PPU    float64
}

// Options say how to draw. The zero value is a picture at scale 1 with all its elements.
type Options struct {
	Scale       float64 // device px for one of the screen; 0 is 1. Fixed items keep their size by it
	Transparent bool    // no paper
	Exact       bool    // text at its exact size; otherwise to half a px, so that masks are shared between zooms
	Detail      Detail
	Grid        float64             // dots on the paper so far apart, px of the scene; 0 is none
	Skip        func(model.ID) bool // elements that are drawn elsewhere; nil is none
}

// Detail chooses what becomes of things too small to see.
type Detail uint8

// The choices.
const (
	Adapted Detail = iota // left out or simplified, as on the screen
	Full                  // drawn all the same, as in files
)

func (o Options) scale() float64 {
	if o.Scale <= 0 {
		return 1
	}
	return o.Scale
}

// Renderer draws, and keeps the masks of text for the next time. Any goroutine may use it.
type Renderer struct {
	masks   masks
	brushes sync.Pool
}

// New makes a renderer.
func New() *Renderer {
	r := &Renderer{masks: newMasks()}
	r.brushes.New = func() any { return &brush{text: &r.masks} }
	return r
}

// Draw draws a scene on the whole bitmap, which must start at 0,0. An error is that of ctx, or a panic; the bitmap is then
// unfinished.
func (r *Renderer) Draw(ctx context.Context, dst *image.RGBA, s *scene.Scene, v View, o Options) error {
	all := cells(dst.Rect)
	return live.Each(ctx, len(all), func(i int) error {
		r.cell(dst, s, v, o, all[i])
		return nil
	})
}

// Redraw draws those cells again that meet some areas of the scene. The result is what Draw gives; pixels that lie Around none of
// the areas stay as they were.
func (r *Renderer) Redraw(ctx context.Context, dst *image.RGBA, s *scene.Scene, v View, o Options, areas []geom.Rect) error {
	var some []image.Rectangle
	for _, c := range cells(dst.Rect) {
		if slices.ContainsFunc(areas, func(a geom.Rect) bool { return v.Around(a, o).Overlaps(c) }) {
			some = append(some, c)
		}
	}
	return live.Each(ctx, len(some), func(i int) error {
		r.cell(dst, s, v, o, some[i])
		return nil
	})
}

// Items draws loose items over what is there.
func (r *Renderer) Items(dst *image.RGBA, items []scene.Item, v View, o Options) {
	b := r.brush(dst, v, o)
	defer r.brushes.Put(b)
	for _, c := range cells(dst.Rect) {
		b.clip = c
		for i := range items {
			b.item(&items[i], 1)
		}
	}
}

func cells(r image.Rectangle) []image.Rectangle {
	var all []image.Rectangle
	for y := r.Min.Y; y < r.Max.Y; y += cellSize {
		for x := r.Min.X; x < r.Max.X; x += cellSize {
			all = append(all, image.Rect(x, y, min(x+cellSize, r.Max.X), min(y+cellSize, r.Max.Y)))
		}
	}
	return all
}

// Around is the pixels of a bitmap that things within an area of the scene may be painted on.
func (v View) Around(area geom.Rect, o Options) image.Rectangle {
	const far = 1 << 30 // no bitmap is as large
	px := func(f float64) int { return int(math.Max(-far, math.Min(f, far))) }
	more := reach * math.Max(1, o.scale())
	from, to := area.Min.Sub(v.Origin).Mul(v.PPU), area.Max.Sub(v.Origin).Mul(v.PPU)
	return image.Rect(px(math.Floor(from.X-more)), px(math.Floor(from.Y-more)), px(math.Ceil(to.X+more)), px(math.Ceil(to.Y+more)))
}

// scene is the part of the scene that a part of the bitmap shows.
func (v View) scene(r image.Rectangle) geom.Rect {
	return geom.R(
		v.Origin.X+float64(r.Min.X)/v.PPU, v.Origin.Y+float64(r.Min.Y)/v.PPU,
		v.Origin.X+float64(r.Max.X)/v.PPU, v.Origin.Y+float64(r.Max.Y)/v.PPU,
	)
}

func (r *Renderer) brush(dst *image.RGBA, v View, o Options) *brush {
	b := r.brushes.Get().(*brush)
	b.dst, b.view, b.opts, b.zoom = dst, v, o, v.PPU/o.scale()
	return b
}

func (r *Renderer) cell(dst *image.RGBA, s *scene.Scene, v View, o Options, c image.Rectangle) {
	b := r.brush(dst, v, o)
	defer r.brushes.Put(b)
	b.clip = c
	paper := s.Paper
	if o.Transparent {
		paper = color.NRGBA{}
	}
	b.paper(paper)
	b.grid(paper)
	b.near = s.AppendIn(b.near[:0], v.scene(c), reach*math.Max(1, o.scale())/v.PPU)
	for _, i := range b.near {
		g := &s.Groups[i]
		if o.Skip == nil || g.Ref == "" || !o.Skip(g.Ref) {
			b.group(g)
		}
	}
}

// brush draws items on one bitmap. Its slices are kept, so that drawing allocates next to nothing.
type brush struct {
	dst    *image.RGBA
	clip   image.Rectangle
	view   View
	opts   Options
	zoom   float64
	text   *masks
	ras    vector.Rasterizer
	mask   image.Alpha // of the shape being drawn
	near   []int
	points []geom.Point
	outer  geom.Path
}

// Levels of detail, in device px.
const (
	leastText   = 5.0
	leastHead   = 3.0
	leastCorner = 1.5
	leastBox    = 8.0 // below it a box is flat
	leastFlat   = 3.0 // below it a box is a dot
	dot         = 2.0
)

// Below these zooms badges shrink, and then only the severe ones are left, as dots.
const (
	smallBadges = 0.5
	dotBadges   = 0.2
	badgeShare  = 10.0 / 16
	badgeDot    = 3.0 // radius, px of the screen
)

func (b *brush) group(g *scene.Group) {
	if b.opts.Detail == Full {
		for i := range g.Items {
			b.item(&g.Items[i], 1)
		}
		return
	}
	switch g.Class {
	case scene.Box:
		b.box(g)
	case scene.Badge:
		b.badge(g)
	case scene.Number:
		if b.zoom >= smallBadges/2 {
			for i := range g.Items {
				b.item(&g.Items[i], 1)
			}
		}
	case scene.Relation:
		b.relation(g)
	default:
		for i := range g.Items {
			b.item(&g.Items[i], 1)
		}
	}
}

// relation draws a line; where its head would be too small, the line runs through to where the head would point.
func (b *brush) relation(g *scene.Group) {
	headless := b.view.PPU*headSize < leastHead
	for i := range g.Items {
		switch it := &g.Items[i]; {
		case headless && it.Part == scene.Head:
		case headless && it.Part == scene.Route:
			b.outer = b.outer[:0]
			for j, p := range g.Line {
				if j == 0 {
					b.outer.MoveTo(p)
				} else {
					b.outer.LineTo(p)
				}
			}
			at := b.place(it, 1)
			if clip := b.within(at.rect(b.outer.Bounds().Grow(it.Stroke.Width))); !clip.Empty() {
				b.shape(b.outer, at, it.Fill, it.Stroke, clip)
			}
		default:
			b.item(it, 1)
		}
	}
}

// headSize is how long an arrow head is, px of the scene.
const headSize = 9

func (b *brush) box(g *scene.Group) {
	if len(g.Items) == 0 {
		return
	}
	body := bodyOf(&g.Items[0])
	high := body.H() * b.view.PPU
	switch {
	case high < leastFlat:
		side := dot / b.view.PPU
		b.rounded(&g.Items[0], 1, geom.Centered(body.Center(), geom.Size{W: side, H: side}), 0, g.Items[0].Stroke.Color, scene.Stroke{})
	case high < leastBox:
		line := g.Items[0].Stroke
		line.Dash = scene.Dash{}
		b.rounded(&g.Items[0], 1, body, 0, g.Items[0].Fill, line)
	default:
		for i := range g.Items {
			b.item(&g.Items[i], 1)
		}
	}
}

// bodyOf is the rectangle of a box, or round a sign of another shape.
func bodyOf(body *scene.Item) geom.Rect {
	if r, ok := body.Shape.(scene.RoundRect); ok {
		return r.Rect
	}
	return body.Bounds()
}

func (b *brush) badge(g *scene.Group) {
	switch {
	case b.zoom < dotBadges:
		severe := false
		for _, a := range g.Data {
			severe = severe || a.Name == scene.SeverityAttr && (a.Value == "high" || a.Value == "error")
		}
		if severe && len(g.Items) > 0 {
			b.rounded(&g.Items[0], 1, geom.R(-badgeDot, -badgeDot, badgeDot, badgeDot), badgeDot, g.Items[0].Fill, g.Items[0].Stroke)
		}
	case b.zoom < smallBadges:
		for i := range g.Items {
			if g.Items[i].Part != scene.SmallText {
				b.item(&g.Items[i], badgeShare)
			}
		}
	default:
		for i := range g.Items {
			b.item(&g.Items[i], 1)
		}
	}
}

// place maps px of an item to px of the bitmap: p × k + off.
type place struct {
	k   float64
	off geom.Point
}

func (p place) point(q geom.Point) geom.Point { return geom.Pt(q.X*p.k+p.off.X, q.Y*p.k+p.off.Y) }

func (p place) rect(r geom.Rect) geom.Rect {
	return geom.Rect{Min: p.point(r.Min), Max: p.point(r.Max)}
}

// place is where an item goes; share makes a Fixed one smaller.
func (b *brush) place(it *scene.Item, share float64) place {
	v := b.view
	if !it.Fixed {
		return place{v.PPU, v.Origin.Mul(-v.PPU)}
	}
	return place{b.opts.scale() * share, it.Anchor.Sub(v.Origin).Mul(v.PPU)}
}

// farthest bounds coordinates on the bitmap, from a corner of a cell: the rasteriser walks every px between two points.
// Strokes are cut before, and what is filled and so large has its sides along the axes, where this changes nothing.
const farthest = 4096

// item draws one item inside the clip.
func (b *brush) item(it *scene.Item, share float64) {
	switch s := it.Shape.(type) {
	case scene.TextLine:
		if at := b.place(it, share); b.readable(s, at) {
			if clip := b.within(at.rect(it.Bounds())); !clip.Empty() {
				b.line(s, at, it.Fill, clip)
			}
		}
	case scene.RoundRect:
		b.rounded(it, share, s.Rect, s.Radius, it.Fill, it.Stroke)
	case scene.Path:
		at := b.place(it, share)
		if clip := b.within(at.rect(it.Bounds())); !clip.Empty() {
			b.shape(s.Path, at, it.Fill, it.Stroke, clip)
		}
	default:
		panic("unknown shape")
	}
}

// rounded draws a rectangle in the place of an item.
func (b *brush) rounded(it *scene.Item, share float64, r geom.Rect, radius float64, fill color.NRGBA, line scene.Stroke) {
	at := b.place(it, share)
	clip := b.within(at.rect(r.Grow(line.Width/2 + 0.5)))
	if clip.Empty() {
		return
	}
	if radius*at.k < leastCorner && b.opts.Detail == Adapted {
		radius = 0
	}
	b.outer = geom.AppendRoundRect(b.outer[:0], r, radius)
	b.shape(b.outer, at, fill, line, clip)
}

// within is the part of the clip that something inside r may paint on.
func (b *brush) within(r geom.Rect) image.Rectangle {
	if !r.Min.Finite() || !r.Max.Finite() {
		return image.Rectangle{}
	}
	return pixels(r.Grow(1)).Intersect(b.clip)
}

// widest bounds a bitmap, px.
const widest = 1 << 20

// pixels is the smallest rectangle of whole px round r, within bounds.
func pixels(r geom.Rect) image.Rectangle {
	f := func(v float64, round func(float64) float64) int {
		return int(round(math.Max(-widest, math.Min(widest, v))))
	}
	return image.Rect(f(r.Min.X, math.Floor), f(r.Min.Y, math.Floor), f(r.Max.X, math.Ceil), f(r.Max.Y, math.Ceil))
}

// tolerance is how far a flattened curve may stray, device px.
const tolerance = 0.2

func (b *brush) shape(p geom.Path, at place, fill color.NRGBA, line scene.Stroke, clip image.Rectangle) {
	if fill.A > 0 {
		b.begin(clip)
		b.points = p.Flatten(b.points, tolerance/at.k, func(run []geom.Point, _ bool) { b.fill(run, at, clip) })
		b.end(fill, clip)
	}
	if line.Width > 0 && line.Color.A > 0 {
		b.begin(clip)
		b.points = p.Flatten(b.points, tolerance/at.k, func(run []geom.Point, closed bool) {
			b.stroke(run, closed, at, line, clip)
		})
		b.end(line.Color, clip)
	}
}

func (b *brush) begin(clip image.Rectangle) {
	b.ras.Reset(clip.Dx(), clip.Dy())
	b.ras.DrawOp = draw.Src
}

// end paints what was outlined since begin. The rasteriser would blend every px itself; most px of an outline are empty.
func (b *brush) end(c color.NRGBA, clip image.Rectangle) {
	w, h := clip.Dx(), clip.Dy()
	if cap(b.mask.Pix) < w*h {
		b.mask.Pix = make([]byte, max(w*h, cellSize*cellSize))
	}
	b.mask.Pix, b.mask.Stride, b.mask.Rect = b.mask.Pix[:w*h], w, image.Rect(0, 0, w, h)
	b.ras.Draw(&b.mask, b.mask.Rect, image.Opaque, image.Point{})
	b.blend(b.mask.Pix, w, clip, c)
}

// fill adds a closed polygon.
func (b *brush) fill(run []geom.Point, at place, clip image.Rectangle) {
	for i, q := range run {
		x, y := b.local(at.point(q), clip)
		if i == 0 {
			b.ras.MoveTo(x, y)
			continue
		}
		b.ras.LineTo(x, y)
	}
	b.ras.ClosePath()
}

// grain is how finely the vector rasteriser tells places apart, per px.
const grain = 512

// local is a point of the bitmap in the rasteriser's own field. It is rounded here, as the rasteriser would round towards
// its corner: a picture would change a little with the place of its cells.
func (b *brush) local(p geom.Point, clip image.Rectangle) (x, y float32) {
	lim := func(v float64) float32 {
		if !(v > -farthest) { // or is no number, as between two places that are too far apart
			v = -farthest
		}
		return float32(math.Floor(math.Min(farthest, v)*grain+0.5) / grain)
	}
	return lim(p.X - float64(clip.Min.X)), lim(p.Y - float64(clip.Min.Y))
}
