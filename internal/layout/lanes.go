package layout

import (
	"math"

	"seika/internal/geom"
)

// lanes finds the straight parts of lines near a place, and the lines that ever ran near one. Unlike a grid it is kept while
// lines go elsewhere.
type lanes struct {
	shelves []shelf     // the first holds the lines that ever ran somewhere
	ever    [][]int32   // by cell of the first shelf
	parts   []piece     // by number
	rects   []geom.Rect // by number: what a part covers
	of      [][]int32   // by line: the numbers of its parts, in order
	free    []int32     // numbers of no part
}

// shelf is cells for parts of one direction that are about as long as a cell: one meets few of them.
type shelf struct {
	origin     geom.Point
	w, h       float64 // of a cell, px
	cols, rows int
	cells      [][]met
}

// met is the number of a part, and whether a cell is in the first column and the first row of those that meet it.
type met uint32

const (
	firstCol met = 1 << iota
	firstRow
	metBits = iota
)

// laneCell is how wide a cell is, px; wider where there would be more than maxLanes of them. Cells of longer parts are longer.
const (
	laneCell  = 160.0
	maxLanes  = 1 << 17
	longer    = 4.0
	shelvesOf = 4 // for each direction
)

// newLanes takes lines of a picture, which will stay so far round where they all are.
func newLanes(lines [][]geom.Point, round float64) *lanes {
	l := &lanes{of: make([][]int32, len(lines))}
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
	cell := laneCell
	for all.W()/cell*(all.H()/cell) > maxLanes {
		cell *= 2
	}
	long := cell
	l.shelves = append(l.shelves, newShelf(all, cell, cell))
	for range shelvesOf - 1 {
		long *= longer
		l.shelves = append(l.shelves, newShelf(all, long, cell), newShelf(all, cell, long))
	}
	l.ever = make([][]int32, len(l.shelves[0].cells))
	for i, points := range lines {
		l.put(int32(i), points)
	}
	return l
}

func newShelf(all geom.Rect, w, h float64) shelf {
	s := shelf{origin: geom.Pt(math.Floor(all.Min.X/w)*w, math.Floor(all.Min.Y/h)*h), w: w, h: h}
	s.cols, s.rows = int((all.Max.X-s.origin.X)/w)+1, int((all.Max.Y-s.origin.Y)/h)+1
	s.cells = make([][]met, s.cols*s.rows)
	return s
}

// shelfOf is the shelf for what covers a rectangle: the first whose cells are as long as it.
func (l *lanes) shelfOf(r geom.Rect) *shelf {
	for k := 0; ; k += 2 {
		if s := &l.shelves[k]; k+1 == len(l.shelves) || max(r.W(), r.H()) <= max(s.w, s.h) {
			if k > 0 && r.W() > r.H() {
				return &l.shelves[k-1]
			}
			return s
		}
	}
}

// put says where a line runs now.
func (l *lanes) put(line int32, points []geom.Point) {
	for _, k := range l.of[line] {
		s := l.shelfOf(l.rects[k])
		x0, y0, x1, y1 := s.span(l.rects[k])
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				s.drop(y*s.cols+x, k)
			}
		}
		l.free = append(l.free, k)
	}
	l.of[line] = l.of[line][:0]
	for at := 0; at+1 < len(points); at++ {
		k := l.number()
		r := geom.Around(points[at], points[at+1])
		l.parts[k], l.rects[k] = piece{line, int32(at)}, r
		l.of[line] = append(l.of[line], k)
		l.shelfOf(r).add(k, r)
		first := &l.shelves[0]
		x0, y0, x1, y1 := first.span(r)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				c := y*first.cols + x
				if ever := l.ever[c]; len(ever) == 0 || ever[len(ever)-1] != line {
					l.ever[c] = append(ever, line)
				}
			}
		}
	}
}

// add puts a part into the cells that it meets.
func (s *shelf) add(part int32, r geom.Rect) {
	x0, y0, x1, y1 := s.span(r)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			c, m := y*s.cols+x, met(part)<<metBits
			if x == x0 {
				m |= firstCol
			}
			if y == y0 {
				m |= firstRow
			}
			s.cells[c] = append(s.cells[c], m)
		}
	}
}

// drop takes a part out of a cell.
func (s *shelf) drop(cell int, part int32) {
	in := s.cells[cell]
	for i, m := range in {
		if int32(m>>metBits) == part {
			in[i] = in[len(in)-1]
			s.cells[cell] = in[:len(in)-1]
			return
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

// span is the range of cells a rectangle meets, cut to those there are.
func (s *shelf) span(r geom.Rect) (x0, y0, x1, y1 int) {
	return cellOf(r.Min.X-s.origin.X, s.w, s.cols), cellOf(r.Min.Y-s.origin.Y, s.h, s.rows),
		cellOf(r.Max.X-s.origin.X, s.w, s.cols), cellOf(r.Max.Y-s.origin.Y, s.h, s.rows)
}

// each calls f once for every part that touches r, in no order that means anything.
func (l *lanes) each(r geom.Rect, f func(part int32)) {
	for i := range l.shelves {
		l.on(&l.shelves[i], r, f)
	}
}

func (l *lanes) on(s *shelf, r geom.Rect, f func(part int32)) {
	x0, y0, x1, y1 := s.span(r)
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
			for _, m := range s.cells[y*s.cols+x] {
				if k := int32(m >> metBits); m&need == need && l.rects[k].Touches(r) {
					f(k)
				}
			}
		}
	}
}
