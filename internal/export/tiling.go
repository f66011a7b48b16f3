package export

import (
	"math"
	"slices"
	"strconv"

	"seika/internal/geom"
	"seika/internal/scene"
)

// Tiling is how a picture is cut into parts, each on a page of its own.
type Tiling struct {
	Across, Down int
	Scale        float64   // px of the page for one of the picture
	Page         geom.Size // px
	Inner        geom.Rect // of a page, inside its margins
	X, Y         []float64 // where the picture is cut, with both ends
}

// Sizes of a picture spread over pages.
const (
	overlap   = 10 * perMM    // px of the page, on each side of a cut
	readable  = 7 / 0.75 / 14 // scale at which a name of 14 px is 7 pt
	slack     = 0.2           // of a page, by which a cut may move
	mostTiles = 26            // across; pages are named A to Z
	mostParts = 12            // of a picture that a report shows larger
)

// LargestOnPaper is how far a small picture is drawn larger to fill its page.
const LargestOnPaper = 1.5

// Tiled finds how a picture is cut: as asked for, or on the fewest pages on which names can be read. One page is no cut.
func Tiled(s *scene.Scene, p Page, t Tile) Tiling { return tiled(s, p, t, readable) }

// Larger finds how a picture too small to read is shown in parts: so that names can be read with ease, else read at all; else it stays
// one, as there would be more parts than anybody turns over.
func Larger(s *scene.Scene, p Page) Tiling {
	for _, least := range []float64{readable, Legible} {
		if t := tiled(s, p, Tile{Auto: true}, least); t.Across*t.Down <= mostParts {
			return t
		}
	}
	return tiled(s, p, Tile{Across: 1, Down: 1}, Legible)
}

func tiled(s *scene.Scene, p Page, wanted Tile, least float64) Tiling {
	from := s.Page().Size()
	best := Tiling{Across: 1, Down: 1}
	for _, turn := range []Turn{Portrait, Landscape} {
		if p.Turn != AutoTurn && p.Turn != turn {
			continue
		}
		lying := p
		lying.Turn = turn
		t := Tiling{Across: wanted.Across, Down: wanted.Down}
		t.Page, t.Inner = lying.Sheet(from)
		w, h := t.Inner.W(), t.Inner.H()
		if wanted.Auto {
			t.Across, t.Down = pagesFor(from.W*least, w), pagesFor(from.H*least, h)
		}
		t.Across, t.Down = min(max(t.Across, 1), mostTiles), max(t.Down, 1)
		// A cut may move by a part of the page, so pages are not filled to their edge.
		t.Scale = math.Min(LargestOnPaper, math.Min(room(w, t.Across)/from.W, room(h, t.Down)/from.H))
		if best.Scale == 0 || t.Across*t.Down < best.Across*best.Down || t.Across*t.Down == best.Across*best.Down && t.Scale > best.Scale {
			best = t
		}
	}
	best.cut(s)
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

// cut finds the places.
func (t *Tiling) cut(s *scene.Scene) {
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
		return page / t.Scale
	}
	t.X = cuts(from.Min.X, from.Max.X, t.Across, part(t.Inner.W(), t.Across), xs)
	t.Y = cuts(from.Min.Y, from.Max.Y, t.Down, part(t.Inner.H(), t.Down), ys)
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

// Cell is a part of the picture: each point is in one.
func (t Tiling) Cell(col, row int) geom.Rect {
	return geom.R(t.X[col], t.Y[row], t.X[col+1], t.Y[row+1])
}

// Seen is what a page shows: its part, and a little of those beside it.
func (t Tiling) Seen(col, row int) geom.Rect {
	whole := geom.R(t.X[0], t.Y[0], t.X[t.Across], t.Y[t.Down])
	return t.Cell(col, row).Grow(overlap / t.Scale).Intersect(whole)
}

// At is where on a page its own part begins.
func (t Tiling) At() geom.Point {
	at := t.Inner.Min
	if t.Across > 1 {
		at.X += overlap
	}
	if t.Down > 1 {
		at.Y += overlap
	}
	return at
}

// Shows says that a part has something to read, and not blank paper or lines alone.
func (t Tiling) Shows(s *scene.Scene, col, row int) bool {
	cell := t.Cell(col, row)
	return slices.ContainsFunc(s.Groups, func(g scene.Group) bool {
		return (g.Class == scene.Box || g.Class == scene.Legend) && g.Bounds.Overlaps(cell)
	})
}

// Name is what a page is called.
func (t Tiling) Name(col, row int) string { return string(rune('A'+col)) + strconv.Itoa(row+1) }
