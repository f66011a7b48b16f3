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
	// ways are the directions in which a border goes on from a point. Ways run on these alone: of all ways as short, with as
	// few corners, one does.
	ways    []ways
	states  []reached // by state: point × direction
	run32   uint32    // the present run: even
	traffic *traffic  // lines that cost to cross, or nil
	stop    *stopping
	spent   int     // points looked at among traffic
	self    int32   // the line that is led
	bound   float64 // with traffic: a way that costs as much is no use
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
	bends   [4][3][3]float64 // what the corners cost at least from a direction there to the goal, if that lies left, level or right, above, level or below
}

// ways is a set of directions.
type ways uint8

// toward is one direction.
func toward(s Side) ways { return 1 << s }

const (
	upOrDown    = ways(1<<Top | 1<<Bottom)
	leftOrRight = ways(1<<Left | 1<<Right)
)

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
	for d := range s.bends {
		for x := range s.bends[d] {
			for y := range s.bends[d][x] {
				s.bends[d][x][y] = bendCost * float64(turns(geom.Point{}, Side(d), geom.Pt(float64(x-1), float64(y-1)), s.into))
			}
		}
	}
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
			return s.way(state)
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
	guess := cost + (math.Abs(p.X-s.to.X) + math.Abs(p.Y-s.to.Y) + s.bends[d][sign(s.to.X-p.X)][sign(s.to.Y-p.Y)])
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
	at, k, stride, turns, toll := s.xs, x, 1, upOrDown, s.crossX
	if !e.upright() {
		at, k, stride, turns, toll = s.ys, y, nx, leftOrRight, s.crossY
	}
	i, by, kept := y*nx+x, 1, 0 // the toll of a step is kept at its left or upper end
	if e == Left || e == Top {
		by, stride, kept = -1, -stride, -stride
	}
	if s.ways[i]&toward(e) == 0 {
		return geom.Point{}, -1, 0
	}
	for s.ways[i]&toward(e) != 0 {
		cost += math.Abs(at[k+by] - at[k])
		if s.traffic != nil {
			cost += float64(toll[i+kept])
		}
		i, k = i+stride, k+by
		if len(s.foreign) > 0 {
			cost += s.borders(i-stride, i)
		}
		if int32(i) == s.goal || s.ways[i]&turns != 0 {
			break
		}
	}
	if e.upright() {
		return geom.Pt(at[k], s.ys[y]), int32(i), cost
	}
	return geom.Pt(s.xs[x], at[k]), int32(i), cost
}

// way reads the points of a finished search back.
func (s *search) way(state int32) []geom.Point {
	var points []geom.Point
	for ; state >= 0; state = s.states[state].from {
		points = append(points, s.point(int(state/4)))
	}
	slices.Reverse(points)
	return points
}

// point is where a point of the grid lies.
func (s *search) point(i int) geom.Point { return geom.Pt(s.xs[i%len(s.xs)], s.ys[i/len(s.xs)]) }

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

// borders is what the frames cost that one of two neighbouring points lies in and the other does not.
func (s *search) borders(i, j int) float64 {
	p, q, n := s.point(i), s.point(j), 0
	for _, f := range s.foreign {
		if strictly(f, p) != strictly(f, q) {
			n++
		}
	}
	return frameCost * float64(n)
}

// sign is 0 for less than nothing, 1 for nothing, 2 for more.
func sign(v float64) int {
	switch {
	case v < 0:
		return 0
	case v > 0:
		return 2
	default:
		return 1
	}
}
