package layered

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
	"seika/internal/layout"
)

// wideness is the width of a page against its height.
const wideness = 1.6

// pack sets the parts beside and below each other, towards the shape of a page: larger ones first, single boxes in a grid
// at the end.
func (p *picture) pack(parts []arranged) []geom.Point {
	at := make([]geom.Point, len(p.items))
	var joined, single []int
	total, widest := 0.0, 0.0
	for i, a := range parts {
		if len(a.at) == 1 && len(a.p.frames) == 0 {
			single = append(single, i)
		} else {
			joined = append(joined, i)
			widest = math.Max(widest, a.area.W())
		}
		total += float64((a.area.W() + layout.PartGap) * (a.area.H() + layout.PartGap))
	}
	slices.SortStableFunc(joined, func(i, j int) int {
		a, b := parts[i].area, parts[j].area
		return cmp.Compare(float64(b.W()*b.H()), float64(a.W()*a.H()))
	})
	s := shelves{width: math.Max(widest, math.Sqrt(total*wideness)), gap: layout.PartGap}
	put := func(i int) {
		a := parts[i]
		by := s.put(a.area.Size()).Sub(a.area.Min).Round()
		for k, q := range a.at {
			at[a.p.items[k].origin] = q.Add(by)
		}
	}
	for _, i := range joined {
		put(i)
	}
	s.next(layout.PartGap)
	s.gap = layout.BoxGap
	for _, i := range single {
		put(i)
	}
	return at
}

// shelves fills rows from the left.
type shelves struct {
	width, gap float64
	x, y, high float64
}

// put finds the upper left corner for something of a size.
func (s *shelves) put(size geom.Size) geom.Point {
	if s.x > 0 && s.x+size.W > s.width {
		s.next(s.gap)
	}
	at := geom.Pt(s.x, s.y)
	s.x = math.Ceil(s.x + size.W + s.gap)
	s.high = math.Max(s.high, math.Ceil(size.H))
	return at
}

// next begins a row.
func (s *shelves) next(gap float64) {
	if s.high > 0 {
		s.x, s.y, s.high = 0, s.y+s.high+gap, 0
	}
}
