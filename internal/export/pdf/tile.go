package pdf

import (
	"context"
	"image/color"
	"math"
	"slices"

	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// Sizes on a page that holds a part of a picture, px.
const (
	cropMark = 12
	mapWidth = 70 // of the small map
)

// tiled draws a scene on several pages, those that wanted says. A box that is cut stands whole on each page that has a part of it.
func (d *doc) tiled(ctx context.Context, s *scene.Scene, t export.Tiling, wanted func(col, row int) bool) error {
	at := map[[2]int]int{} // the page of a part
	for row := range t.Down {
		for col := range t.Across {
			if !wanted(col, row) {
				continue
			}
			at[[2]int{col, row}] = len(d.pages)
			if err := d.tile(ctx, s, t, row, col); err != nil {
				return err
			}
		}
	}
	d.bookmarkGroups(s, func(q geom.Point) (int, geom.Point) {
		col, _ := slices.BinarySearch(t.X[1:t.Across], q.X)
		row, _ := slices.BinarySearch(t.Y[1:t.Down], q.Y)
		page, ok := at[[2]int{col, row}]
		if !ok { // its corner lies where nothing can be read
			page = len(d.pages) - len(at)
		}
		return page, t.Inner.Min
	})
	return nil
}

var cropColor, noteColor = color.NRGBA{0x60, 0x60, 0x60, 0xFF}, color.NRGBA{0x30, 0x30, 0x30, 0xFF}

// tile draws a part of a scene on a page, with what is needed to find its place among the others.
func (d *doc) tile(ctx context.Context, s *scene.Scene, t export.Tiling, row, col int) error {
	p := d.page(t.Page)
	p.background(s)
	cell, seen := t.Cell(col, row), t.Seen(col, row)
	at := t.At()
	var err error
	p.placed(cell.Min, at, t.Scale, func() {
		p.clip(seen)
		err = p.groups(ctx, s, func(g *scene.Group) bool { return g.Bounds.Touches(seen) })
	})
	if err != nil {
		return err
	}
	p.placed(cell.Min, at, t.Scale, func() {
		p.clip(s.Page())
		err = p.groups(ctx, s, func(g *scene.Group) bool {
			return (g.Class == scene.Box || g.Class == scene.Badge) && g.Bounds.Overlaps(cell) && !seen.Holds(g.Bounds)
		})
	})
	area := geom.R(at.X, at.Y, at.X+cell.W()*t.Scale, at.Y+cell.H()*t.Scale)
	p.crop(area)
	p.leaving(s, cell, seen, func(q geom.Point) geom.Point { return q.Sub(cell.Min).Mul(t.Scale).Add(at) })
	p.whereabouts(t, row, col)
	return err
}

// crop marks the corners of a page's own part.
func (p *page) crop(r geom.Rect) {
	p.stroke(scene.Solid(cropColor, 0.75))
	for _, c := range []geom.Point{r.Min, geom.Pt(r.Max.X, r.Min.Y), r.Max, geom.Pt(r.Min.X, r.Max.Y)} {
		p.numbers(c.X-cropMark/2, c.Y)
		p.raw("m ")
		p.numbers(c.X+cropMark/2, c.Y)
		p.raw("l ")
		p.numbers(c.X, c.Y-cropMark/2)
		p.raw("m ")
		p.numbers(c.X, c.Y+cropMark/2)
		p.raw("l S\n")
	}
}

// leaving names at each line that leaves the page what lies at its other end.
func (p *page) leaving(s *scene.Scene, cell, seen geom.Rect, on func(geom.Point) geom.Point) {
	var taken []geom.Rect
	for _, g := range s.Groups {
		if g.Class != scene.Relation || len(g.Line) < 2 || !g.Bounds.Touches(cell) {
			continue
		}
		ends := [2]geom.Point{g.Line[0], g.Line[len(g.Line)-1]}
		for i, end := range ends {
			if seen.Contains(end) || !seen.Contains(ends[1-i]) {
				continue
			}
			at, ok := exit(g.Line, seen, i == 1)
			if !ok {
				continue
			}
			taken = p.ending(g.Ends[i], on(at), taken)
		}
	}
}

// ending writes the name of an end at a place, or above or below it where that is taken. Where all is taken it is left out: of names
// over each other none can be read.
func (p *page) ending(end string, at geom.Point, taken []geom.Rect) []geom.Rect {
	const high, next = 11, 12
	name := typeset.Shape(shorten(end), typeset.Style{Size: 8})
	x := math.Min(math.Max(at.X-name.Width/2, 2), p.size.W-name.Width-2)
	for _, row := range []float64{0, 1, -1, 2, -2, 3, -3} {
		y := math.Min(math.Max(at.Y+3+row*next, 10), p.size.H-4)
		plate := geom.R(x-2, y-8, x+name.Width+2, y-8+high)
		if slices.ContainsFunc(taken, plate.Overlaps) {
			continue
		}
		p.fill(color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF})
		p.numbers(plate.Min.X, plate.Min.Y, plate.W(), high)
		p.raw("re f\n")
		p.line(name, geom.Pt(x, y), noteColor)
		return append(taken, plate)
	}
	return taken
}

// exit is where a line leaves a rectangle, from its start on or from its end back.
func exit(line []geom.Point, r geom.Rect, forward bool) (geom.Point, bool) {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if !forward {
			a, b = line[len(line)-i], line[len(line)-i-1]
		}
		if r.Contains(a) && !r.Contains(b) {
			lo, hi := 0.0, 1.0
			for range 20 {
				if mid := (lo + hi) / 2; r.Contains(a.Lerp(b, mid)) {
					lo = mid
				} else {
					hi = mid
				}
			}
			return a.Lerp(b, lo), true
		}
	}
	return geom.Point{}, false
}

// shorten keeps a name that stands at an edge short.
func shorten(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// whereabouts draws a small map of all pages in the margin, beside the crop mark, with the name of this one.
func (p *page) whereabouts(t export.Tiling, row, col int) {
	name := typeset.Shape(t.Name(col, row), typeset.Style{Weight: typeset.Bold, Size: 11})
	w, h := float64(mapWidth)/float64(max(t.Across, t.Down)), 0.0
	w = math.Min(w, 9)
	h = w * t.Page.H / t.Page.W
	left, top := t.At().X+cropMark, math.Max(4, t.Inner.Min.Y-4-h*float64(t.Down))
	p.stroke(scene.Solid(cropColor, 0.5))
	for r := range t.Down {
		for c := range t.Across {
			x, y := left+float64(c)*w, top+float64(r)*h
			if r == row && c == col {
				p.fill(cropColor)
				p.numbers(x, y, w, h)
				p.raw("re B\n")
				continue
			}
			p.numbers(x, y, w, h)
			p.raw("re S\n")
		}
	}
	p.line(name, geom.Pt(left+float64(t.Across)*w+6, math.Max(11, t.Inner.Min.Y-4)), noteColor)
}
