package layout

import (
	"math"
	"slices"

	"seika/internal/geom"
)

// What a way costs beside its length, px.
const (
	bendCost  = 60.0
	frameCost = 40.0 // per border of a foreign frame
)

// searchEffort is how many points a search among traffic looks at before it gives up, pictureEffort how many all searches of a
// picture do together.
const (
	searchEffort  = 60_000
	pictureEffort = 20_000_000
)

// maxTrafficGrid bounds the grid of a search among traffic: a line that runs through half of a large picture is left alone.
const maxTrafficGrid = 400_000

// maxGrid bounds the points a search may look at: beyond, the picture is too crowded for a way worth drawing.
const maxGrid = 1 << 20

// search is A* on the grid that the borders of all obstacles span. Its buffers live on between runs.
type search struct {
	rects  []geom.Rect
	xs, ys []float64
	// closedX is set where the way from point i to the one right of it is closed; closedY likewise, downwards.
	closedX, closedY []bool
	// openX is set where a border goes on from a point to the one right of it, openY downwards. Ways run on these alone: of
	// all ways as short, with as few corners, one does.
	openX, openY []bool
	states       []reached // by state: point × direction
	run32        uint32    // the present run: even
	traffic      *traffic  // lines that cost to cross, or nil
	stop         *stopping
	spent        int     // points looked at among traffic
	self         int32   // the line that is led
	bound        float64 // with traffic: a way that costs as much is no use
	// crossX is what the way from point i to the one right of it costs in crossings; crossY likewise, downwards.
	crossX, crossY []float32
	columns, rows  axis // xs and ys
	heap           []open
	// Of the present run: where it goes, in which direction that is entered, frames it may cross, and how many states were reached.
	to      geom.Point
	goal    int32
	into    Side
	foreign []geom.Rect
	seq     int32
}

// reached is how a state was reached at least cost so far.
type reached struct {
	cost float64
	from int32  // the state before
	mark uint32 // the run that wrote this; one more once it is done
}

// run finds a cheap way from a point, left in direction out, to a point that is entered against direction in. It stays in
// the area and goes round obstacles; to touch one is no fault.
func (s *search) run(from, to geom.Point, out, in Side, area geom.Rect, obstacles, foreign []geom.Rect) []geom.Point {
	if !s.prepare(from, to, area, obstacles, foreign) {
		return nil
	}
	s.to, s.into, s.goal, s.foreign, s.seq = to, opposite(in), s.at(to), foreign, 0
	effort := searchEffort
	s.reach(from, s.at(from), out, 0, -1)
	for len(s.heap) > 0 {
		if s.traffic != nil {
			s.spent++
			if effort--; s.heap[0].guess >= s.bound || effort < 0 || s.spent > pictureEffort {
				return nil
			}
		}
		state := s.pop().state
		at := &s.states[state]
		if i, d := state/4, Side(state%4); at.mark != s.run32 || s.worse(i, d, at.cost) {
			continue
		}
		if s.stop.stopped(8) {
			return nil
		}
		at.mark++
		if s.leave(state, in) {
			return s.way(state, len(s.xs))
		}
	}
	return nil
}

// leave goes on from a state in all directions; it says whether the goal is reached.
func (s *search) leave(state int32, in Side) bool {
	i, d, cost := state/4, Side(state%4), s.states[state].cost
	if i == s.goal {
		if d == s.into {
			return true
		}
		if d != in {
			s.reach(s.to, i, s.into, cost+bendCost, state)
		}
	}
	y := int(uint32(i) / uint32(len(s.xs)))
	x := int(i) - y*len(s.xs)
	for _, e := range [4]Side{Top, Left, Bottom, Right} {
		if e == opposite(d) {
			continue
		}
		c := cost
		if e != d {
			c += bendCost
		}
		if p, j, c := s.along(x, y, e, c); j >= 0 {
			s.reach(p, j, e, c, state)
		}
	}
	return false
}

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

// at is the point of the grid at a place on it.
func (s *search) at(p geom.Point) int32 {
	x, _ := slices.BinarySearch(s.xs, p.X)
	y, _ := slices.BinarySearch(s.ys, p.Y)
	return int32(y*len(s.xs) + x)
}

// reach notes that point i, at p, is reached in a direction at a cost, if that was not cheaper before.
func (s *search) reach(p geom.Point, i int32, d Side, cost float64, before int32) {
	state := i*4 + int32(d)
	at := &s.states[state]
	if at.mark > s.run32 || at.mark == s.run32 && at.cost <= cost || s.worse(i, d, cost) {
		return
	}
	guess := cost + (math.Abs(p.X-s.to.X) + math.Abs(p.Y-s.to.Y) + bendCost*float64(turns(p, d, s.to, s.into)))
	if s.traffic != nil && guess >= s.bound {
		return
	}
	*at = reached{cost, before, s.run32}
	s.seq++
	s.push(open{guess, s.seq, state})
}

// worse says that the point was reached in another direction so cheaply that all ways on from there cost less, a turn included.
// To go on against the direction it was reached in is to go back to where that way came from, which costs more still.
func (s *search) worse(i int32, d Side, cost float64) bool {
	const same = 1e-6 // px; sums of fractions differ by less
	at := s.states[i*4 : i*4+4 : i*4+4]
	for e := range at {
		if at[e].mark < s.run32 || Side(e) == d {
			continue
		}
		least := at[e].cost + same
		if Side(e) != opposite(d) {
			least += bendCost
		}
		if cost > least {
			return true
		}
	}
	return false
}

// along goes on from a point up to the next at which there is a choice, and adds what that costs; -1 where it is closed.
func (s *search) along(x, y int, e Side, cost float64) (geom.Point, int32, float64) {
	nx := len(s.xs)
	p, j := geom.Pt(s.xs[x], s.ys[y]), -1
	for {
		u, v, ok := s.next(x, y, e)
		if !ok {
			break
		}
		i, q := y*nx+x, geom.Pt(s.xs[u], s.ys[v])
		x, y, j = u, v, v*nx+u
		cost += math.Abs(q.X-p.X) + math.Abs(q.Y-p.Y)
		if s.traffic != nil {
			cost += s.toll(i, j, e)
		}
		if len(s.foreign) > 0 {
			cost += frameCost * float64(borders(s.foreign, p, q))
		}
		p = q
		if int32(j) == s.goal || s.branches(x, j, e) {
			break
		}
	}
	return p, int32(j), cost
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
		s.openX, s.openY = make([]bool, points), make([]bool, points)
		s.run32 = 0
	}
	clear(s.closedX[:points])
	clear(s.closedY[:points])
	clear(s.openX[:points])
	clear(s.openY[:points])
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
		for k := y*nx + x; x < nx-1 && !s.closedX[k] && !s.openX[k]; x, k = x+1, k+1 {
			s.openX[k] = true
		}
	}
	back := func(x, y int) {
		for x = min(x, nx-1); x > 0 && !s.closedX[y*nx+x-1] && !s.openX[y*nx+x-1]; x-- {
			s.openX[y*nx+x-1] = true
		}
	}
	down := func(x, y int) {
		for y = min(y, ny-1); y < ny-1 && !s.closedY[y*nx+x] && !s.openY[y*nx+x]; y++ {
			s.openY[y*nx+x] = true
		}
	}
	up := func(x, y int) {
		for y = min(y, ny-1); y > 0 && !s.closedY[(y-1)*nx+x] && !s.openY[(y-1)*nx+x]; y-- {
			s.openY[(y-1)*nx+x] = true
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

// branches says that a way that comes to point i, in column x, in a direction can turn there.
func (s *search) branches(x, i int, d Side) bool {
	if d.upright() {
		return s.openY[i] || i >= len(s.xs) && s.openY[i-len(s.xs)]
	}
	return s.openX[i] || x > 0 && s.openX[i-1]
}

// next is where a step in a direction leads, if any does.
func (s *search) next(x, y int, d Side) (int, int, bool) {
	nx := len(s.xs)
	i := y*nx + x
	switch d {
	case Left:
		return x - 1, y, x > 0 && s.openX[i-1]
	case Right:
		return x + 1, y, x+1 < nx && s.openX[i]
	case Top:
		return x, y - 1, y > 0 && s.openY[i-nx]
	case Bottom:
		return x, y + 1, y+1 < len(s.ys) && s.openY[i]
	default:
		panic("unknown side")
	}
}

// way reads the points of a finished search back.
func (s *search) way(state int32, nx int) []geom.Point {
	var points []geom.Point
	for ; state >= 0; state = s.states[state].from {
		i := int(state / 4)
		points = append(points, geom.Pt(s.xs[i%nx], s.ys[i/nx]))
	}
	slices.Reverse(points)
	return points
}

// turns is the least number of corners from p, going in direction d, to q, entered in direction into.
func turns(p geom.Point, d Side, q geom.Point, into Side) int {
	v := q.Sub(p)
	n, m := d.outward(), into.outward()
	ahead := v.X*n.X + v.Y*n.Y
	aside := math.Abs(v.X*n.Y) + math.Abs(v.Y*n.X)
	switch {
	case d == into && aside == 0:
		if ahead >= 0 {
			return 0
		}
		return 4
	case d == into:
		return 2
	case d == opposite(into):
		return 2
	case ahead >= 0 && v.X*m.X+v.Y*m.Y >= 0:
		return 1
	default:
		return 3
	}
}

func opposite(s Side) Side { return (s + 2) % 4 }

func strictly(r geom.Rect, p geom.Point) bool {
	return r.Min.X < p.X && p.X < r.Max.X && r.Min.Y < p.Y && p.Y < r.Max.Y
}

// borders counts the frames that one of two neighbouring points lies in and the other does not.
func borders(frames []geom.Rect, p, q geom.Point) int {
	n := 0
	for _, f := range frames {
		if strictly(f, p) != strictly(f, q) {
			n++
		}
	}
	return n
}
