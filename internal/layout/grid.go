package layout

import (
	"math"

	"seika/internal/geom"
)

// grid finds, among many rectangles, those near a place. It is built once and then only read.
type grid struct {
	rects      []geom.Rect
	origin     geom.Point
	cell       float64 // px
	cols, rows int
	first      [][2]int32 // by rectangle: the first column and row it meets
	at, ids    []int32    // the rectangles that meet cell c: ids[at[c]:at[c+1]]
}

const minCell = 64 // px; below, boxes lie in too many cells

// newGrid indexes the rectangles. Degenerate ones, lines and points, count too.
func newGrid(rects []geom.Rect) *grid {
	g := &grid{rects: rects, cell: minCell}
	if len(rects) == 0 {
		return g
	}
	all := rects[0]
	for _, r := range rects[1:] {
		all = all.Include(r.Min).Include(r.Max)
	}
	g.origin = all.Min
	for {
		w, h := math.Floor(all.W()/g.cell)+1, math.Floor(all.H()/g.cell)+1
		if w*h <= float64(4*len(rects)+64) {
			g.cols, g.rows = int(w), int(h)
			break
		}
		g.cell *= 1.5
	}
	g.at = make([]int32, g.cols*g.rows+1)
	g.first = make([][2]int32, len(rects))
	for i, r := range rects {
		x0, y0, x1, y1 := g.span(r)
		g.first[i] = [2]int32{int32(x0), int32(y0)}
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				g.at[y*g.cols+x+1]++
			}
		}
	}
	for c := 1; c < len(g.at); c++ {
		g.at[c] += g.at[c-1]
	}
	g.ids = make([]int32, g.at[len(g.at)-1])
	next := append([]int32(nil), g.at[:len(g.at)-1]...)
	for i, r := range rects {
		x0, y0, x1, y1 := g.span(r)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				c := y*g.cols + x
				g.ids[next[c]] = int32(i)
				next[c]++
			}
		}
	}
	return g
}

// span is the range of cells a rectangle meets, cut to the grid.
func (g *grid) span(r geom.Rect) (x0, y0, x1, y1 int) {
	return cellOf(r.Min.X-g.origin.X, g.cell, g.cols), cellOf(r.Min.Y-g.origin.Y, g.cell, g.rows),
		cellOf(r.Max.X-g.origin.X, g.cell, g.cols), cellOf(r.Max.Y-g.origin.Y, g.cell, g.rows)
}

// cellOf is the column or row of a place, cut to those there are.
func cellOf(v, cell float64, n int) int {
	switch c := v / cell; {
	case !(c > 0):
		return 0
	case c >= float64(n):
		return n - 1
	default:
		return int(c)
	}
}

// each calls f once for every rectangle that touches r.
func (g *grid) each(r geom.Rect, f func(i int32)) {
	if len(g.rects) == 0 {
		return
	}
	x0, y0, x1, y1 := g.span(r)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			c := y*g.cols + x
			for _, i := range g.ids[g.at[c]:g.at[c+1]] {
				if !g.rects[i].Touches(r) {
					continue
				}
				// Of all cells that both meet, the first one speaks.
				if at := g.first[i]; x == max(int(at[0]), x0) && y == max(int(at[1]), y0) {
					f(i)
				}
			}
		}
	}
}
