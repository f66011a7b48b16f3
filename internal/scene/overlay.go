package scene

import (
	"image/color"
	"math"

	"seika/assets"
	"seika/internal/geom"
	"seika/model"
)

// Overlays are what the editor draws over a picture at rest. They keep their weight on the screen, so they need the zoom:
// px of the screen for one of the scene.

// RingItems is the ring round what is selected, hovered or about to be the end of a relation.
func RingItems(r geom.Rect, t assets.Theme, zoom float64) []Item {
	return ring(r, t.Palette().Selection, 2/zoom, zoom)
}

// HoverItems is a thinner ring, for what a click would take.
func HoverItems(r geom.Rect, t assets.Theme, zoom float64) []Item {
	c := t.Palette().Selection
	c.A = 0x90
	return ring(r, c, 1.5/zoom, zoom)
}

// MemberItems is the ring round one of several that are settled together, in the colour of sync; TalkItems goes along the
// line between two of them.
func MemberItems(r geom.Rect, t assets.Theme, zoom float64) []Item {
	c := t.Palette().Sync
	c.A = 0xB0
	return ring(r, c, 4/zoom, zoom)
}

// TalkItems is a wide band along a sync line.
func TalkItems(points []geom.Point, t assets.Theme, zoom float64) []Item {
	if len(points) < 2 {
		return nil
	}
	c := t.Palette().Sync
	c.A = 0x70
	return []Item{{Part: Ring, Shape: Path{geom.Polyline(points, bend)}, Stroke: Solid(c, 8/zoom)}}
}

func ring(r geom.Rect, c color.NRGBA, width, zoom float64) []Item {
	out := 3/zoom + 1
	return []Item{{Part: Ring, Shape: RoundRect{r.Grow(out), corner + out}, Stroke: Solid(c, width)}}
}

// TraceItems marks a selected relation: a wide pale band along its line.
func TraceItems(points []geom.Point, t assets.Theme, zoom float64) []Item {
	if len(points) < 2 {
		return nil
	}
	c := t.Palette().Selection
	c.A = 0x70
	return []Item{{Part: Ring, Shape: Path{geom.Polyline(points, bend)}, Stroke: Solid(c, 6/zoom)}}
}

// HandleItems is a handle to drag a relation from: a disc with a sign of what it makes.
func HandleItems(at geom.Point, sync bool, t assets.Theme, zoom float64) []Item {
	p := t.Palette()
	k := 1 / zoom
	pt := func(x, y float64) geom.Point { return at.Add(geom.Pt(x*k, y*k)) }
	var sign geom.Path
	if sync {
		sign.MoveTo(pt(-3, -1.5))
		sign.LineTo(pt(3, -1.5))
		sign.MoveTo(pt(-3, 1.5))
		sign.LineTo(pt(3, 1.5))
	} else {
		sign.MoveTo(pt(-3, 0))
		sign.LineTo(pt(3, 0))
		sign.MoveTo(pt(0, -3))
		sign.LineTo(pt(0, 3))
	}
	return []Item{
		{Part: Handle, Shape: Path{circle(at, 7*k)}, Fill: p.Selection, Stroke: Solid(p.Paper, 1.5*k)},
		{Part: Handle, Shape: Path{sign}, Stroke: Solid(p.Paper, 1.5*k)},
	}
}

// WireItems is a relation while it is drawn; one that cannot be made is shown in the colour of errors.
func WireItems(from, to geom.Point, kind model.RelationKind, legal bool, t assets.Theme) []Item {
	p := t.Palette()
	points := []geom.Point{from, to}
	c := p.Selection
	if !legal {
		c = p.Error.Fill
	}
	if from == to {
		return nil
	}
	if kind == model.Sync {
		return SyncItems(points, c)
	}
	return IOItems(points, c)
}

// GuideItems is a line that boxes stand along while one of them is dragged, or the span of a gap as wide as another.
func GuideItems(from, to geom.Point, gap bool, t assets.Theme, zoom float64) []Item {
	c, k := t.Palette().Sync, 1/zoom
	var p geom.Path
	p.MoveTo(from)
	p.LineTo(to)
	if gap {
		d := to.Sub(from)
		across := geom.Pt(-d.Y, d.X).Mul(4 * k / math.Max(d.Len(), 1))
		for _, end := range []geom.Point{from, to} {
			p.MoveTo(end.Sub(across))
			p.LineTo(end.Add(across))
		}
	}
	return []Item{{Part: Ring, Shape: Path{p}, Stroke: Solid(c, k)}}
}
