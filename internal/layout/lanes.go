package layout

import (
	"math"

	"seika/internal/geom"
)

// lanes finds the straight parts of lines near a place, and the lines that ever ran near one. Unlike a grid it is kept while
// lines go elsewhere.
type lanes struct {
	origin     geom.Point
	cell       float64 // px
	cols, rows int
	cells      [][]met     // by cell: the parts that meet it
	ever       [][]int32   // by cell: the lines that met it once
	parts      []piece     // by number
	rects      []geom.Rect // by number: what a part covers
	of         [][]int32   // by line: the numbers of its parts, in order
	free       []int32     // numbers of no part
}

// met is the number of a part, and whether a cell is in the first column and the first row of those that meet it.
type met uint32

const (
	firstCol met = 1 << iota
	firstRow
	metBits = iota
)

// laneCell is how wide a cell is, px; wider where there would be more than maxLanes of them.
const (
	laneCell = 160.0
	maxLanes = 1 << 17
)

// newLanes takes lines of a picture, which will stay so far round where they all are.
func newLanes(lines [][]geom.Point, round float64) *lanes {
	l := &lanes{of: make([][]int32, len(lines)), cell: laneCell}
	var all geom.Rect
	some := false
	for _, points := range lines {
		switch {
		case len(points) == 0:
		case !some:
			all, some = boundsOf(points), true
		default:
			b := boundsOf(points)
			all = all.Include(b.Min).Include(b.Max)
		}
	}
	all = all.Grow(round)
	for all.W()/l.cell*(all.H()/l.cell) > maxLanes {
		l.cell *= 2
	}
	l.origin = geom.Pt(math.Floor(all.Min.X/l.cell)*l.cell, math.Floor(all.Min.Y/l.cell)*l.cell)
	l.cols, l.rows = int((all.Max.X-l.origin.X)/l.cell)+1, int((all.Max.Y-l.origin.Y)/l.cell)+1
	l.cells, l.ever = make([][]met, l.cols*l.rows), make([][]int32, l.cols*l.rows)
	for i, points := range lines {
		l.put(int32(i), points)
	}
	return l
}

// put says where a line runs now.
func (l *lanes) put(line int32, points []geom.Point) {
	for _, k := range l.of[line] {
		x0, y0, x1, y1 := l.span(l.rects[k])
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				l.drop(y*l.cols+x, k)
			}
		}
		l.free = append(l.free, k)
	}
	l.of[line] = l.of[line][:0]
	for at := 0; at+1 < len(points); at++ {
		k := l.number()
		r := geom.Around(points[at], points[at+1])
		x0, y0, x1, y1 := l.span(r)
		l.parts[k], l.rects[k] = piece{line, int32(at)}, r
		l.of[line] = append(l.of[line], k)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				c, m := y*l.cols+x, met(k)<<metBits
				if x == x0 {
					m |= firstCol
				}
				if y == y0 {
					m |= firstRow
				}
				l.cells[c] = append(l.cells[c], m)
				if ever := l.ever[c]; len(ever) == 0 || ever[len(ever)-1] != line {
					l.ever[c] = append(ever, line)
				}
			}
		}
	}
}

// number is one that no part has.
func (l *lanes) number() int32 {
	if n := len(l.free); n > 0 {
		k := l.free[n-1]
		l.free = l.free[:n-1]
		return k
	}
	l.parts, l.rects = append(l.parts, piece{}), append(l.rects, geom.Rect{})
	return int32(len(l.parts) - 1)
}

// drop takes a part out of a cell.
func (l *lanes) drop(cell int, part int32) {
	in := l.cells[cell]
	for i, m := range in {
		if int32(m>>metBits) == part {
			in[i] = in[len(in)-1]
			l.cells[cell] = in[:len(in)-1]
			return
		}
	}
}

// span is the range of cells a rectangle meets, cut to those there are.
func (l *lanes) span(r geom.Rect) (x0, y0, x1, y1 int) {
	return cellOf(r.Min.X-l.origin.X, l.cell, l.cols), cellOf(r.Min.Y-l.origin.Y, l.cell, l.rows),
		cellOf(r.Max.X-l.origin.X, l.cell, l.cols), cellOf(r.Max.Y-l.origin.Y, l.cell, l.rows)
}

// each calls f once for every part that touches r, in no order that means anything.
func (l *lanes) each(r geom.Rect, f func(part int32)) {
	x0, y0, x1, y1 := l.span(r)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			// Of all cells that both meet, the first one speaks.
			need := firstCol | firstRow
			if x == x0 {
				need &^= firstCol
			}
			if y == y0 {
				need &^= firstRow
			}
			for _, m := range l.cells[y*l.cols+x] {
				if k := int32(m >> metBits); m&need == need && l.rects[k].Touches(r) {
					f(k)
				}
			}
		}
	}
}
