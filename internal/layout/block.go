package layout

import (
	"math"
	"slices"

	"seika/internal/geom"
)

// PlaceBlock finds by how much several new boxes, placed against each other and where they are wished, must be moved
// together to stand free: nearest first, on a grid. group is the frame they all go into, or None; rectangles may also be
// frames of their own.
func PlaceBlock(g *Graph, block []geom.Rect, group int) geom.Point {
	p := newPlacer(g, group)
	if g.Dir == TB {
		block = slices.Clone(block)
		for i := range block {
			block[i] = block[i].Swap()
		}
	}
	free := func(by geom.Point) bool {
		for _, b := range block {
			if !p.free(b.Add(by), roomAlong, BoxGap) {
				return false
			}
		}
		return true
	}
	best, found := NearestFree(free)
	if !found && len(block) > 0 {
		var all geom.Rect
		for _, b := range block {
			all = all.Union(b)
		}
		best = p.beyond(all.Size()).Sub(all.Center())
	}
	return p.out(best)
}

// The grid on which a free place is looked for, and how far.
const (
	spiralStep  = 24.0 // px
	spiralRings = 120
)

// NearestFree finds the shortest way by which something must be moved until it stands free, on a grid, in a spiral.
func NearestFree(free func(by geom.Point) bool) (by geom.Point, ok bool) {
	near := math.Inf(1)
	for ring := 0; ring <= spiralRings && float64(ring)*spiralStep < near; ring++ {
		for _, k := range around(ring) {
			try := geom.Pt(float64(k[0])*spiralStep, float64(k[1])*spiralStep)
			if d := try.Len(); d < near && free(try) {
				by, near, ok = try, d, true
			}
		}
	}
	return by, ok
}

// around lists the points of a square ring, below before above, right before left.
func around(ring int) [][2]int {
	if ring == 0 {
		return [][2]int{{0, 0}}
	}
	var out [][2]int
	for x := ring; x >= -ring; x-- {
		out = append(out, [2]int{x, ring})
	}
	for y := ring - 1; y > -ring; y-- {
		out = append(out, [2]int{ring, y}, [2]int{-ring, y})
	}
	for x := ring; x >= -ring; x-- {
		out = append(out, [2]int{x, -ring})
	}
	return out
}
