package layout

import (
	"context"
	"math"

	"seika/internal/geom"
)

// Measure counts what makes a picture good or bad. It reads sizes, places, frames, routes and labels alone; members of
// the graph beside sizes, ends, groups and direction do not matter. Where it is stopped it gives ctx.Err() and no figures.
func Measure(ctx context.Context, g *Graph, r *Result) (Figures, error) {
	m := measurer{ctx: ctx, g: g, r: r, nest: nest(g.Groups)}
	m.boxes = make([]geom.Rect, len(g.Nodes))
	for i, n := range g.Nodes {
		m.boxes[i] = geom.Centered(r.At[i], n.Size)
	}
	m.near = newGrid(m.boxes)
	m.lines = make([]line, 0, len(r.Routes))
	for i, route := range r.Routes {
		m.lines = append(m.lines, line{points: route.Points, from: m.end(i, 0), to: m.end(i, 1)})
	}
	for _, count := range []func(){m.overlaps, m.frames, m.labels, m.syncs, m.backward, m.shape, m.through, m.meetings} {
		if count(); m.stopped(lookEvery) {
			return Figures{}, m.ctx.Err()
		}
	}
	return m.f, nil
}

// lookEvery is after how many pieces of work it is asked whether to stop.
const lookEvery = 10_000

// stopped counts work and says that it is to end, because nobody waits for the figures any more.
func (m *measurer) stopped(work int) bool {
	if m.work += work; m.work >= lookEvery {
		m.work = 0
		m.over = m.over || m.ctx.Err() != nil
	}
	return m.over
}

// line is a drawn line between two ends.
type line struct {
	points   []geom.Point
	from, to End
}

func (a line) shares(b line) bool {
	return a.from == b.from || a.from == b.to || a.to == b.from || a.to == b.to
}

type measurer struct {
	ctx   context.Context
	work  int  // since it was last asked whether to stop
	over  bool // it is to stop
	g     *Graph
	r     *Result
	nest  nesting
	boxes []geom.Rect
	near  *grid // of boxes
	lines []line
	f     Figures
}

// end is one of the two ends of a line: edges come first, then syncs.
func (m *measurer) end(i, which int) End {
	if i >= len(m.g.Edges) {
		return m.g.Syncs[i-len(m.g.Edges)][which]
	}
	if which == 0 {
		return m.g.Edges[i].From
	}
	return m.g.Edges[i].To
}

func (m *measurer) overlaps() {
	for i, b := range m.boxes {
		if m.stopped(1) {
			return
		}
		m.near.each(b, func(j int32) {
			m.work++
			c := b.Intersect(m.boxes[j])
			if int(j) > i && c.W() > overlapSlack && c.H() > overlapSlack {
				m.f.NodeOverlaps++
			}
		})
	}
}

func (m *measurer) frames() {
	for i, f := range m.r.Frames {
		if f.Empty() {
			continue
		}
		m.near.each(f, func(j int32) {
			if !m.nest.holds(i, m.g.Nodes[j].Group) && f.Overlaps(m.boxes[j]) {
				m.f.ForeignInFrames++
			}
		})
	}
	frames := newGrid(m.r.Frames)
	for i, f := range m.r.Frames {
		frames.each(f, func(j int32) {
			if int(j) > i && f.Overlaps(m.r.Frames[j]) && !m.nest.holds(i, int(j)) && !m.nest.holds(int(j), i) {
				m.f.FrameOverlaps++
			}
		})
	}
}

func (m *measurer) labels() {
	var at []geom.Rect
	for i, e := range m.g.Edges {
		if e.Label.W > 0 && e.Label.H > 0 && i < len(m.r.Labels) {
			at = append(at, geom.Centered(m.r.Labels[i], e.Label))
		}
	}
	others := newGrid(at)
	for i, l := range at {
		bad := false
		m.near.each(l, func(j int32) { bad = bad || l.Overlaps(m.boxes[j]) })
		others.each(l, func(j int32) { bad = bad || int(j) != i && l.Overlaps(at[j]) })
		if bad {
			m.f.LabelOverlaps++
		}
	}
}

func (m *measurer) syncs() {
	for _, s := range m.g.Syncs {
		a, b := s[0], s[1]
		if a.Group || b.Group || m.g.groupOf(a) != m.g.groupOf(b) {
			m.f.SyncAcrossGroups++
			continue
		}
		m.f.SyncPairs++
		if m.adjacent(int32(a.Index), int32(b.Index)) {
			m.f.SyncAdjacent++
		}
	}
}

// adjacent says that two boxes stand close together with no other between their centres.
func (m *measurer) adjacent(a, b int32) bool {
	p, q := m.boxes[a], m.boxes[b]
	if Apart(p, q) > NearPartner {
		return false
	}
	free := true
	m.near.each(geom.Around(p.Center(), q.Center()), func(j int32) {
		if j != a && j != b && Enters(p.Center(), q.Center(), m.boxes[j]) {
			free = false
		}
	})
	return free
}

// Apart is the distance between two rectangles, 0 where they meet.
func Apart(p, q geom.Rect) float64 {
	dx := math.Max(0, math.Max(p.Min.X-q.Max.X, q.Min.X-p.Max.X))
	dy := math.Max(0, math.Max(p.Min.Y-q.Max.Y, q.Min.Y-p.Max.Y))
	return math.Hypot(dx, dy)
}

func (m *measurer) backward() {
	total := 0
	for _, e := range m.g.Edges {
		if e.From.Group || e.To.Group {
			continue
		}
		total++
		tail, head := m.boxes[e.From.Index], m.boxes[e.To.Index]
		gap := head.Min.X - tail.Max.X
		if m.g.Dir == TB {
			gap = head.Min.Y - tail.Max.Y
		}
		if gap < -backwardSlack && e.From != e.To {
			m.f.Backward++
		}
	}
	m.f.BackwardShare = share(m.f.Backward, total)
}

// shape adds up lengths, corners and the extent of everything.
func (m *measurer) shape() {
	var all geom.Rect
	for _, b := range m.boxes {
		all = all.Union(b)
	}
	for _, f := range m.r.Frames {
		all = all.Union(f)
	}
	for i, e := range m.g.Edges {
		if e.Label.W > 0 && e.Label.H > 0 && i < len(m.r.Labels) {
			all = all.Union(geom.Centered(m.r.Labels[i], e.Label))
		}
	}
	sum, longest := 0.0, 0.0
	for _, l := range m.lines {
		if len(l.points) < 2 {
			m.f.RoutesMissing++
			continue
		}
		length := 0.0
		for i := 1; i < len(l.points); i++ {
			length += l.points[i].Dist(l.points[i-1])
			if i > 1 && turn(l.points[i-2], l.points[i-1], l.points[i]) > bendOver {
				m.f.Bends++
			}
		}
		for _, p := range l.points {
			all = all.Include(p)
		}
		sum += length
		longest = math.Max(longest, length)
	}
	m.f.EdgeLength, m.f.LongestEdge = whole(sum), whole(longest)
	m.f.Width, m.f.Height = whole(all.W()), whole(all.H())
	m.f.Area = m.f.Width * m.f.Height
	if m.f.Height > 0 {
		m.f.Aspect = four(float64(m.f.Width) / float64(m.f.Height))
	}
}

// turn is the angle by which the way p, q, r changes direction at q.
func turn(p, q, r geom.Point) float64 {
	a, b := q.Sub(p), r.Sub(q)
	return math.Abs(math.Atan2(a.X*b.Y-a.Y*b.X, a.X*b.X+a.Y*b.Y))
}

// through finds lines that enter boxes and frames that are not theirs.
func (m *measurer) through() {
	frames := newGrid(m.r.Frames)
	box, frame := make([]int, len(m.boxes)), make([]int, len(m.r.Frames)) // the last line, plus one, found in it
	for i, l := range m.lines {
		if m.stopped(1) {
			return
		}
		for k := 1; k < len(l.points); k++ {
			p, q := l.points[k-1], l.points[k]
			m.near.each(geom.Around(p, q), func(j int32) {
				m.work++
				if box[j] != i+1 && !m.owns(l, int(j)) && Enters(p, q, m.boxes[j].Grow(-shrink)) {
					box[j] = i + 1
					m.f.EdgesThroughNodes++
				}
			})
			frames.each(geom.Around(p, q), func(j int32) {
				if frame[j] == i+1 || m.r.Frames[j].Empty() || !Enters(p, q, m.r.Frames[j].Grow(-shrink)) {
					return
				}
				frame[j] = i + 1
				if !m.nest.holds(int(j), m.g.groupOf(l.from)) && !m.nest.holds(int(j), m.g.groupOf(l.to)) {
					m.f.EdgesThroughFrames++
				}
			})
		}
	}
}

// owns says that a line ends on the node or on a group that holds it.
func (m *measurer) owns(l line, node int) bool {
	for _, e := range [2]End{l.from, l.to} {
		if !e.Group && e.Index == node || e.Group && m.nest.holds(e.Index, m.g.Nodes[node].Group) {
			return true
		}
	}
	return false
}

// Enters says that the straight line from p to q has a point inside r, borders not counted.
func Enters(p, q geom.Point, r geom.Rect) bool {
	if r.Empty() {
		return false
	}
	t0, t1 := 0.0, 1.0
	clip := func(from, d, lo, hi float64) bool {
		if d == 0 {
			return lo < from && from < hi
		}
		a, b := (lo-from)/d, (hi-from)/d
		t0, t1 = math.Max(t0, math.Min(a, b)), math.Min(t1, math.Max(a, b))
		return true
	}
	d := q.Sub(p)
	return clip(p.X, d.X, r.Min.X, r.Max.X) && clip(p.Y, d.Y, r.Min.Y, r.Max.Y) && t0 < t1
}
