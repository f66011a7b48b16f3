package layout

import (
	"slices"

	"seika/internal/geom"
)

// The grid of a search: the borders of all obstacles.

// prepare makes the grid, with what is closed, what costs, and the borders that ways run on; false where there is no way to look for.
func (s *search) prepare(from, to geom.Point, area geom.Rect, obstacles, foreign []geom.Rect) bool {
	for _, o := range obstacles {
		if strictly(o, from) || strictly(o, to) {
			return false
		}
	}
	s.lines(from, to, area, obstacles, foreign)
	points := len(s.xs) * len(s.ys)
	if points > maxGrid || s.traffic != nil && points > maxTrafficGrid || s.stop.stopped(points/8) {
		return false
	}
	s.begin(points)
	for _, o := range obstacles {
		s.close(o)
	}
	if s.traffic != nil {
		s.charge(area)
	}
	for _, o := range obstacles {
		s.open(o)
	}
	for _, f := range foreign {
		s.open(f.Grow(FrameGap / 2))
	}
	s.open(geom.Rect{Min: from, Max: from})
	s.open(geom.Rect{Min: to, Max: to})
	return true
}

// lines collects the columns and rows of the grid.
func (s *search) lines(from, to geom.Point, area geom.Rect, obstacles, foreign []geom.Rect) {
	s.xs, s.ys = append(s.xs[:0], from.X, to.X), append(s.ys[:0], from.Y, to.Y)
	add := func(r geom.Rect) {
		for _, x := range [2]float64{r.Min.X, r.Max.X} {
			if area.Min.X <= x && x <= area.Max.X {
				s.xs = append(s.xs, x)
			}
		}
		for _, y := range [2]float64{r.Min.Y, r.Max.Y} {
			if area.Min.Y <= y && y <= area.Max.Y {
				s.ys = append(s.ys, y)
			}
		}
	}
	for _, o := range obstacles {
		add(o)
	}
	for _, f := range foreign {
		add(f.Grow(FrameGap / 2))
	}
	slices.Sort(s.xs)
	slices.Sort(s.ys)
	s.xs, s.ys = slices.Compact(s.xs), slices.Compact(s.ys)
}

// begin makes the buffers fit and forgets the run before.
func (s *search) begin(points int) {
	if len(s.states) < 4*points {
		s.states = make([]reached, 4*points)
		s.closedX, s.closedY = make([]bool, points), make([]bool, points)
		s.ways = make([]ways, points)
		s.run32 = 0
	}
	clear(s.closedX[:points])
	clear(s.closedY[:points])
	clear(s.ways[:points])
	s.heap = s.heap[:0]
	s.run32 += 2
}

// close shuts all steps of the grid that lead through an obstacle.
func (s *search) close(o geom.Rect) {
	nx := len(s.xs)
	x0, _ := slices.BinarySearch(s.xs, o.Min.X)
	y0, _ := slices.BinarySearch(s.ys, o.Min.Y)
	for y := y0; y < len(s.ys) && s.ys[y] < o.Max.Y; y++ {
		if s.ys[y] > o.Min.Y {
			for x := x0; x+1 < nx && s.xs[x+1] <= o.Max.X; x++ {
				s.closedX[y*nx+x] = true
			}
		}
	}
	for x := x0; x < nx && s.xs[x] < o.Max.X; x++ {
		if s.xs[x] > o.Min.X {
			for y := y0; y+1 < len(s.ys) && s.ys[y+1] <= o.Max.Y; y++ {
				s.closedY[y*nx+x] = true
			}
		}
	}
}

// open lets ways run along the borders of an obstacle, and on from its corners until something is in the way.
func (s *search) open(o geom.Rect) {
	nx, ny := len(s.xs), len(s.ys)
	find := func(at []float64, v float64) (int, bool) { return slices.BinarySearch(at, v) }
	x0, left := find(s.xs, o.Min.X)
	x1, right := find(s.xs, o.Max.X)
	y0, top := find(s.ys, o.Min.Y)
	y1, bottom := find(s.ys, o.Max.Y)
	row := func(x, y int) {
		x = min(x, nx-1)
		for k := y*nx + x; x < nx-1 && !s.closedX[k] && s.ways[k]&toward(Right) == 0; x, k = x+1, k+1 {
			s.join(k, k+1, Right)
		}
	}
	back := func(x, y int) {
		x = min(x, nx-1)
		for k := y*nx + x; x > 0 && !s.closedX[k-1] && s.ways[k]&toward(Left) == 0; x, k = x-1, k-1 {
			s.join(k, k-1, Left)
		}
	}
	down := func(x, y int) {
		y = min(y, ny-1)
		for k := y*nx + x; y < ny-1 && !s.closedY[k] && s.ways[k]&toward(Bottom) == 0; y, k = y+1, k+nx {
			s.join(k, k+nx, Bottom)
		}
	}
	up := func(x, y int) {
		y = min(y, ny-1)
		for k := y*nx + x; y > 0 && !s.closedY[k-nx] && s.ways[k]&toward(Top) == 0; y, k = y-1, k-nx {
			s.join(k, k-nx, Top)
		}
	}
	if top {
		row(x0, y0)
		back(x0, y0)
		row(x1, y0)
		back(x1, y0)
	}
	if bottom && y1 != y0 {
		row(x0, y1)
		back(x0, y1)
		row(x1, y1)
		back(x1, y1)
	}
	if left {
		down(x0, y0)
		up(x0, y0)
		down(x0, y1)
		up(x0, y1)
	}
	if right && x1 != x0 {
		down(x1, y0)
		up(x1, y0)
		down(x1, y1)
		up(x1, y1)
	}
}

// join opens the way between two points.
func (s *search) join(i, j int, d Side) {
	s.ways[i] |= toward(d)
	s.ways[j] |= toward(opposite(d))
}
