package ui

import (
	"context"
	"image"
	"math"

	"fyne.io/fyne/v2"

	"seika/internal/geom"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/ui/panel"
)

// paint has a worker draw the task view.
func (b *beside) paint() {
	w := b.w
	const margin = 16 // px of the screen
	look, screen := w.app.sceneTheme(), float64(w.win.Canvas().Scale())
	b.look, b.paper.FillColor = look, look.Palette().Paper
	b.paper.Refresh()
	s := b.picture.Scene(look, b.looks())
	r := s.Bounds.Grow(margin)
	usual := besideScale(r.Size(), float64(b.pane.Room().Height), screen)
	b.origin, b.scale = r.Min, min(usual*max(b.zoom, leastZoom), besideMost(r.Size(), screen))
	if b.zoom == 0 {
		b.scale = usual
	}
	b.zoom = b.scale / usual
	b.paints++
	mine := b.paints
	ppu := b.scale * screen
	size := fyne.NewSize(float32(r.W()*b.scale), float32(r.H()*b.scale))
	var tiles []panel.Tile
	live.Go(func() (err error) {
		tiles, err = besideTiles(s, r, ppu, screen)
		return err
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.app.report(err)
				return
			}
			if w.aside == aside(b) && mine == b.paints {
				b.pane.Put(tiles, size)
				b.light()
			}
		})
	})
}

// How much larger and smaller than usual a task view is shown.
const leastZoom, mostZoom = 0.25, 4.0

// zoomed shows the task view larger or smaller: stretched at once, sharp as soon as it is drawn.
func (b *beside) zoomed(notches float32, at fyne.Position) {
	const step = 1.1 // as on the canvas
	to := max(leastZoom, min(mostZoom, b.zoom*math.Pow(step, float64(notches))))
	was := b.scale
	if b.scale == 0 || to == b.zoom {
		return
	}
	b.zoom = to
	b.paint()
	b.pane.Stretch(float32(b.scale/was), at)
}

// besideScale is how many px of the screen one of a task view takes: as it is drawn, less where it is high, but no less than
// can be read, unless it were larger than memory should hold.
func besideScale(size geom.Size, room, screen float64) float64 {
	const least = 0.65
	scale := 1.0
	if room > 0 {
		scale = min(scale, max(least, room/max(size.H, 1)))
	}
	return min(scale, besideMost(size, screen))
}

// besideMost is the scale at which a picture takes as much memory as it should.
func besideMost(size geom.Size, screen float64) float64 {
	const most = 16e6 // px of the whole picture, 4 B each
	return math.Sqrt(most/max(size.W*size.H, 1)) / screen
}

// besideTiles draws a part of a scene in pieces that any screen takes.
func besideTiles(s *scene.Scene, r geom.Rect, ppu, screen float64) ([]panel.Tile, error) {
	const side = 2048 // px of the device
	w, h := int(r.W()*ppu)+1, int(r.H()*ppu)+1
	var tiles []panel.Tile
	for y := 0; y < h; y += side {
		for x := 0; x < w; x += side {
			img := image.NewRGBA(image.Rect(0, 0, min(side, w-x), min(side, h-y)))
			at := r.Min.Add(geom.Pt(float64(x), float64(y)).Mul(1 / ppu))
			err := raster.New().Draw(context.Background(), img, s, raster.View{Origin: at, PPU: ppu}, raster.Options{Scale: screen})
			if err != nil {
				return nil, err
			}
			px := func(n int) float32 { return float32(float64(n) / screen) }
			tiles = append(tiles, panel.Tile{
				Image: img, At: fyne.NewPos(px(x), px(y)), Size: fyne.NewSize(px(img.Rect.Dx()), px(img.Rect.Dy())),
			})
		}
	}
	return tiles, nil
}
