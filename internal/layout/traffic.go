package layout

import "seika/internal/geom"

// Lines are found one by one, without regard to each other. A second look at those that cross others leads them where they
// cross less, if the way round is short.

// What a crossing costs against length and corners, px: three corners and a little way. With 70 a sixth more crossings are
// left. Round frames ways are longer; there it costs less.
const (
	crossCost       = 200.0
	framedCrossCost = 120.0
)

// traffic is where lines run.
type traffic struct {
	lines  [][]geom.Point
	lanes  *lanes
	seen   []uint32 // by line
	now    uint32
	near   []int32  // scratch
	shared []common // scratch
	cross  float64  // what a crossing costs
}

// common is the first pieces of two lines that run on each other.
type common struct{ line, a, b int32 }

func newTraffic(lines [][]geom.Point, cross float64) *traffic {
	return &traffic{lines: lines, lanes: newLanes(lines, windowAlong+1), cross: cross, seen: make([]uint32, len(lines))}
}

// beside lists the lines that run in an area or once did, but for one.
func (t *traffic) beside(area geom.Rect, but int32) []int32 {
	t.now++
	t.seen[but] = t.now
	t.near = t.near[:0]
	first := &t.lanes.shelves[0]
	x0, y0, x1, y1 := first.span(area)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			for _, i := range t.lanes.ever[y*first.cols+x] {
				if t.seen[i] != t.now {
					t.seen[i] = t.now
					t.near = append(t.near, i)
				}
			}
		}
	}
	return t.near
}

// lead lets a line run elsewhere.
func (t *traffic) lead(line int32, points []geom.Point) {
	t.lines[line] = points
	t.lanes.put(line, points)
}

// crossings counts what a line would cross if it ran there: the points where it and another one change sides, and one more
// if they do so on a stretch they share.
func (t *traffic) crossings(points []geom.Point, but int32) int {
	n := 0
	t.now++
	t.shared = t.shared[:0]
	for i := 0; i+1 < len(points); i++ {
		p, q := points[i], points[i+1]
		if p == q {
			continue
		}
		t.lanes.each(geom.Around(p, q), func(k int32) {
			part := t.lanes.parts[k]
			line, j := t.lines[part.line], int(part.at)
			switch {
			case part.line == but || line[j] == line[j+1]:
			case crosses(points, i, line, j):
				n++
			case !square(p, q, line[j], line[j+1]) && together(p, q, line[j], line[j+1]) > sameTrack:
				t.share(part.line, int32(i), part.at)
			}
		})
	}
	for _, c := range t.shared {
		if tangled(points, int(c.a), t.lines[c.line], int(c.b)) {
			n++
		}
	}
	return n
}

// square says that two parts are at right angles: they share no stretch.
func square(p, q, r, s geom.Point) bool { return p.X == q.X && r.Y == s.Y || p.Y == q.Y && r.X == s.X }

// share notes that piece a of the line looked at runs on piece b of another one. Of each line the first pair counts.
func (t *traffic) share(line, a, b int32) {
	if t.seen[line] != t.now {
		t.seen[line] = t.now
		t.shared = append(t.shared, common{line, a, b})
		return
	}
	for k := range t.shared {
		if c := &t.shared[k]; c.line == line && c.a == a {
			c.b = min(c.b, b)
		}
	}
}

// price is what a way costs that crosses so much.
func (t *traffic) price(points []geom.Point, crossings int) float64 {
	sum := t.cross * float64(crossings)
	for k := 1; k < len(points); k++ {
		sum += points[k].Dist(points[k-1])
	}
	return sum + bendCost*float64(max(0, len(points)-2))
}

// avoid looks for better ways for lines that cross others. tried says of each line that a look was in vain and nothing
// changed near it since; it is kept from one call to the next.
func (r *router) avoid(all []wire, lines [][]geom.Point, tried []bool) {
	cross := crossCost
	if len(r.frames) > 0 {
		cross = framedCrossCost
	}
	t := newTraffic(lines, cross)
	for i := range all {
		w, self := &all[i], int32(i)
		if r.search.stop.stopped(lineSteps) {
			return
		}
		if tried[i] || r.stays(i) || w.from == w.to || len(w.bends) > 0 {
			continue
		}
		n := t.crossings(lines[i], self)
		if n == 0 {
			continue
		}
		tried[i] = true
		r.search.traffic, r.search.self, r.search.bound = t, self, t.price(lines[i], n)
		way := r.find(w, margins[0], 1)
		r.search.traffic = nil
		if way != nil && t.price(way, t.crossings(way, self)) < r.search.bound {
			for _, j := range t.beside(boundsOf(lines[i]).Union(boundsOf(way)), self) {
				tried[j] = false
			}
			t.lead(self, way)
		}
	}
}

// boundsOf is the area a line runs in.
func boundsOf(points []geom.Point) geom.Rect {
	r := geom.Rect{Min: points[0], Max: points[0]}
	for _, p := range points {
		r = r.Include(p)
	}
	return r
}

// tangled says that two lines, which run on each other in pieces i and j, come in and go out so that they have to cross.
func tangled(a []geom.Point, i int, b []geom.Point, j int) bool {
	d, e := unit(a[i], a[i+1]), unit(b[j], b[j+1])
	same := d == e
	ahead, back := walker{b, j, 1}, walker{b, j + 1, -1}
	if !same {
		ahead, back = back, ahead
	}
	return leftOf(walker{a, i, 1}, ahead)*leftOf(walker{a, i + 1, -1}, back) > 0
}
