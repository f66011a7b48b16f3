package pdf

import (
	"context"
	"image/color"
	"math"
	"slices"
	"strconv"

	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// Sizes of a picture spread over pages.
const (
	overlap   = 10 * 96 / 25.4 // px of the page, on each side of a cut
	readable  = 7 / 0.75 / 14  // scale at which a name of 14 px is 7 pt
	slack     = 0.2            // of a page, by which a cut may move
	mostTiles = 26             // across; pages are named A to Z
	cropMark  = 12             // px
	mapWidth  = 70             // px, of the small map
)

// tiling is how a picture is cut.
type tiling struct {
	across, down int
	scale        float64
	size         geom.Size // of a page, px
	inner        geom.Rect // of a page
}

// tiles finds how a picture is cut: as asked for, or on the fewest pages on which names can be read. One page is no cut.
func tiles(s *scene.Scene, o export.Options) tiling {
	one := tiling{across: 1, down: 1}
	from := s.Page().Size()
	page := o.Page
	if page.W <= 0 || !o.Tile.Auto && o.Tile.Across*o.Tile.Down <= 1 {
		return one
	}
	best := one
	for _, turn := range []export.Turn{export.Portrait, export.Landscape} {
		if page.Turn != export.AutoTurn && page.Turn != turn {
			continue
		}
		lying := page
		lying.Turn = turn
		t := tiling{across: o.Tile.Across, down: o.Tile.Down}
		t.size, t.inner = lying.Sheet(from)
		w, h := t.inner.W(), t.inner.H()
		if o.Tile.Auto {
			t.across, t.down = pagesFor(from.W*readable, w), pagesFor(from.H*readable, h)
		}
		t.across, t.down = min(max(t.across, 1), mostTiles), max(t.down, 1)
		// A cut may move by a part of the page, so pages are not filled to their edge.
		t.scale = math.Min(room(w, t.across)/from.W, room(h, t.down)/from.H)
		t.scale = math.Min(t.scale, mostScale)
		if best.size.W == 0 || t.across*t.down < best.across*best.down || t.across*t.down == best.across*best.down && t.scale > best.scale {
			best = t
		}
	}
	return best
}

// room is how long a picture on n pages in a row may be.
func room(page float64, n int) float64 {
	if n == 1 {
		return page
	}
	return (page - 2*overlap) * (float64(n) - slack)
}

func pagesFor(length, page float64) int {
	n := 1
	for room(page, n) < length && n < 4*mostTiles {
		n++
	}
	return n
}

// cuts are where a side of a picture is cut, with both ends: near even parts, moved to where the fewest boxes are cut.
func cuts(from, to float64, n int, longest float64, boxes [][2]float64) []float64 {
	list := []float64{from}
	for i := 1; i < n; i++ {
		even := from + (to-from)*float64(i)/float64(n)
		best, least := even, math.MaxInt
		reach := slack * (to - from) / float64(n)
		const steps = 40
		for k := range steps + 1 {
			// From the middle outwards, so that of equal places the nearest wins.
			d := reach * float64((k+1)/2) / (steps / 2)
			if k%2 == 1 {
				d = -d
			}
			at := even + d
			if at-list[len(list)-1] > longest || to-at > longest*float64(n-i) {
				continue
			}
			met := 0
			for _, b := range boxes {
				if b[0] < at && at < b[1] {
					met++
				}
			}
			if met < least {
				best, least = at, met
			}
		}
		list = append(list, best)
	}
	return append(list, to)
}

// tiled draws a scene on several pages. A box that is cut stands whole on each page that has a part of it.
func (d *doc) tiled(ctx context.Context, s *scene.Scene, o export.Options, t tiling) error {
	from := s.Page()
	var xs, ys [][2]float64
	for _, g := range s.Groups {
		if g.Class == scene.Box {
			xs = append(xs, [2]float64{g.Bounds.Min.X, g.Bounds.Max.X})
			ys = append(ys, [2]float64{g.Bounds.Min.Y, g.Bounds.Max.Y})
		}
	}
	part := func(page float64, n int) float64 {
		if n > 1 {
			page -= 2 * overlap
		}
		return page / t.scale
	}
	cutX := cuts(from.Min.X, from.Max.X, t.across, part(t.inner.W(), t.across), xs)
	cutY := cuts(from.Min.Y, from.Max.Y, t.down, part(t.inner.H(), t.down), ys)
	first := len(d.pages)
	for row := range t.down {
		for col := range t.across {
			cell := geom.R(cutX[col], cutY[row], cutX[col+1], cutY[row+1])
			if err := d.tile(ctx, s, t, cell, row, col); err != nil {
				return err
			}
		}
	}
	d.bookmarkGroups(s, func(q geom.Point) (int, geom.Point) {
		col, _ := slices.BinarySearch(cutX[1:t.across], q.X)
		row, _ := slices.BinarySearch(cutY[1:t.down], q.Y)
		return first + row*t.across + col, t.inner.Min
	})
	return nil
}

var cropColor, noteColor = color.NRGBA{0x60, 0x60, 0x60, 0xFF}, color.NRGBA{0x30, 0x30, 0x30, 0xFF}

// tile draws a part of a scene on a page, with what is needed to find its place among the others.
func (d *doc) tile(ctx context.Context, s *scene.Scene, t tiling, cell geom.Rect, row, col int) error {
	p := d.page(t.size)
	p.background(s)
	lap := overlap / t.scale
	seen := cell.Grow(lap).Intersect(s.Page())
	at := geom.Pt(t.inner.Min.X, t.inner.Min.Y)
	if t.across > 1 {
		at.X += overlap
	}
	if t.down > 1 {
		at.Y += overlap
	}
	var err error
	p.placed(cell.Min, at, t.scale, func() {
		p.clip(seen)
		err = p.groups(ctx, s, func(g *scene.Group) bool { return g.Bounds.Touches(seen) })
	})
	if err != nil {
		return err
	}
	p.placed(cell.Min, at, t.scale, func() {
		p.clip(s.Page())
		err = p.groups(ctx, s, func(g *scene.Group) bool {
			return (g.Class == scene.Box || g.Class == scene.Badge) && g.Bounds.Overlaps(cell) && !seen.Holds(g.Bounds)
		})
	})
	area := geom.R(at.X, at.Y, at.X+cell.W()*t.scale, at.Y+cell.H()*t.scale)
	p.crop(area)
	p.leaving(s, cell, seen, func(q geom.Point) geom.Point { return q.Sub(cell.Min).Mul(t.scale).Add(at) })
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
	style := typeset.Style{Size: 8}
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
			name := typeset.Shape(shorten(g.Ends[i]), style)
			q := on(at)
			q.X = math.Min(math.Max(q.X-name.Width/2, 2), p.size.W-name.Width-2)
			q.Y = math.Min(math.Max(q.Y+3, 10), p.size.H-4)
			p.fill(color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF})
			p.numbers(q.X-2, q.Y-8, name.Width+4, 11)
			p.raw("re f\n")
			p.line(name, q, noteColor)
		}
	}
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

// whereabouts writes the name of the page in its margin, and a small map of all pages.
func (p *page) whereabouts(t tiling, row, col int) {
	name := typeset.Shape(string(rune('A'+col))+strconv.Itoa(row+1), typeset.Style{Weight: typeset.Bold, Size: 11})
	w, h := float64(mapWidth)/float64(max(t.across, t.down)), 0.0
	w = math.Min(w, 9)
	h = w * t.size.H / t.size.W
	left, top := t.inner.Min.X, math.Max(4, t.inner.Min.Y-4-h*float64(t.down))
	p.stroke(scene.Solid(cropColor, 0.5))
	for r := range t.down {
		for c := range t.across {
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
	p.line(name, geom.Pt(left+float64(t.across)*w+6, top+11), noteColor)
}
