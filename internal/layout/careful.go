package layout

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/geom"
)

// Distances lines keep from boxes, the first that finds a way; and the part of the picture that is looked at first.
var margins = [...]float64{8, 4, 1}

const (
	windowAlong  = 250.0 // px beyond the ends
	windowAcross = 200.0
)

// router finds ways round boxes. It is used for one picture.
type router struct {
	g          *Graph
	nest       nesting
	boxes      []geom.Rect
	frames     []geom.Rect
	solid      []geom.Rect // boxes, then titles of frames
	near       *grid       // of solid
	sorted     []geom.Rect // solid, in an order that does not depend on how the nodes are numbered
	rank       []int32     // of solid: where in sorted
	ids        []int32     // scratch
	nearFrames *grid
	all        geom.Rect // everything
	search     search
	kept       []bool // lines that stay where they are; nil is none
}

func newRouter(g *Graph, boxes, frames []geom.Rect) *router {
	r := &router{g: g, nest: nest(g.Groups), boxes: boxes, frames: frames}
	r.solid = make([]geom.Rect, 0, len(boxes)+len(frames))
	r.solid = append(r.solid, boxes...)
	for i, f := range frames {
		r.solid = append(r.solid, titleOf(f, g.Groups[i].Title))
	}
	for _, s := range r.solid {
		r.all = r.all.Union(s)
	}
	r.near, r.nearFrames = newGrid(r.solid), newGrid(frames)
	r.sort()
	return r
}

func (r *router) sort() {
	order := make([]int32, len(r.solid))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return compareRects(r.solid[a], r.solid[b]) })
	r.sorted, r.rank = make([]geom.Rect, len(order)), make([]int32, len(order))
	for k, i := range order {
		r.sorted[k], r.rank[i] = r.solid[i], int32(k)
	}
}

// stays says that a line is not to be led elsewhere.
func (r *router) stays(line int) bool { return r.kept != nil && r.kept[line] }

// holder is the group a solid lies in: that of a box, or the one a title belongs to.
func (r *router) holder(i int) int {
	if i < len(r.boxes) {
		return r.g.Nodes[i].Group
	}
	return i - len(r.boxes)
}

// inside says that a line ends on the group as a whole and that its other end is elsewhere: the frame is then as solid
// as a box.
func (r *router) inside(w *wire, group int) bool {
	return w.from.Group && r.nest.holds(w.from.Index, group) && !r.nest.holds(w.from.Index, r.g.groupOf(w.to)) ||
		w.to.Group && r.nest.holds(w.to.Index, group) && !r.nest.holds(w.to.Index, r.g.groupOf(w.from))
}

// obstacles lists what a line has to go round in an area, its own two ends left out.
func (r *router) obstacles(w *wire, area geom.Rect, out []geom.Rect) []geom.Rect {
	out = out[:0]
	ids := r.ids[:0]
	r.near.each(area, func(i int32) {
		if r.stands(w, i) {
			ids = append(ids, r.rank[i])
		}
	})
	r.ids = ids
	slices.Sort(ids)
	for _, i := range ids {
		out = append(out, r.sorted[i])
	}
	return out
}

// stands says that a solid is in the way of a line: it is none of its ends.
func (r *router) stands(w *wire, i int32) bool {
	own := int(i) < len(r.boxes) && (!w.from.Group && w.from.Index == int(i) || !w.to.Group && w.to.Index == int(i))
	return !own && !r.solid[i].Empty() && (len(r.frames) == 0 || !r.inside(w, r.holder(int(i))))
}

// foreign lists the frames near an area that hold neither end: to cross them costs.
func (r *router) foreign(w *wire, area geom.Rect) []geom.Rect {
	var out []geom.Rect
	r.nearFrames.each(area, func(i int32) {
		a, b := r.g.groupOf(w.from), r.g.groupOf(w.to)
		if !r.frames[i].Empty() && !r.nest.holds(int(i), a) && !r.nest.holds(int(i), b) && !r.inside(w, int(i)) {
			out = append(out, r.frames[i])
		}
	})
	slices.SortFunc(out, compareRects)
	return out
}

// compareRects is any total order: what is found must not depend on how the nodes are numbered.
func compareRects(a, b geom.Rect) int {
	return cmp.Or(cmp.Compare(a.Min.X, b.Min.X), cmp.Compare(a.Min.Y, b.Min.Y), cmp.Compare(a.Max.X, b.Max.X), cmp.Compare(a.Max.Y, b.Max.Y))
}

// careful finds a way for one line.
func (r *router) careful(w *wire) []geom.Point {
	switch {
	case w.from == w.to:
		return r.loop(w)
	case len(w.bends) > 0:
		return r.visit(w)
	}
	for _, m := range margins[:2] {
		if points := r.plain(w, m); points != nil {
			return points
		}
	}
	open := make([]float64, 0, len(margins))
	for _, m := range margins {
		if r.open(w, m) {
			open = append(open, m)
		}
	}
	for scale := 1.0; !r.search.stop.stopped(lineSteps); scale *= 2 {
		for _, m := range open {
			if points := r.find(w, m, scale); points != nil {
				return points
			}
		}
		if len(open) == 0 || r.window(w.p, w.q, scale).Holds(r.all) || scale > maxScale {
			break
		}
	}
	return w.quick()
}

// open says that neither end is shut in by a box nearer than a margin, as where boxes overlap.
func (r *router) open(w *wire, margin float64) bool {
	free := true
	for _, p := range [2]geom.Point{w.p.Add(w.out.outward().Mul(margin)), w.q.Add(w.in.outward().Mul(margin))} {
		r.near.each(geom.Rect{Min: p, Max: p}.Grow(margin), func(i int32) {
			free = free && (!strictly(r.solid[i].Grow(margin), p) || !r.stands(w, i))
		})
	}
	return free
}

// loop leads a line from a box to itself as far out as there is room.
func (r *router) loop(w *wire) []geom.Point {
	for _, far := range [...]float64{stub, stub / 2, stub / 4} {
		points, free := w.loop(far), true
		for k := 1; k < len(points); k++ {
			r.near.each(geom.Around(points[k-1], points[k]), func(i int32) {
				own := int(i) < len(r.boxes) && i == int32(w.from.Index) && !w.from.Group
				free = free && (own || !Enters(points[k-1], points[k], r.solid[i]))
			})
		}
		if free {
			return points
		}
	}
	return w.loop(1)
}

// maxScale ends the doubling of windows where places are absurdly far apart.
const maxScale = 1 << 20

func (r *router) window(p, q geom.Point, scale float64) geom.Rect {
	x, y := windowAlong, windowAcross
	if r.g.Dir == TB {
		x, y = y, x
	}
	a := geom.Around(p, q)
	return geom.R(a.Min.X-x*scale, a.Min.Y-y*scale, a.Max.X+x*scale, a.Max.Y+y*scale)
}

// plain tries a straight line, then one with two corners, where the sides face each other. A way through a foreign frame
// is left to the search, which knows what that costs.
func (r *router) plain(w *wire, margin float64) []geom.Point {
	v := viewFrom(w.out)
	p, q := v.to(w.p), v.to(w.q)
	if w.out.upright() != w.in.upright() || w.out == w.in || q.X <= p.X {
		return nil
	}
	area := geom.Around(w.p, w.q)
	if len(r.frames) > 0 && len(r.foreign(w, area)) > 0 {
		return nil
	}
	r.search.rects = r.obstacles(w, area.Grow(margin), r.search.rects)
	obstacles := r.search.rects
	for i := range obstacles {
		obstacles[i] = v.rect(obstacles[i]).Grow(margin)
	}
	if math.Abs(p.Y-q.Y) < onLine {
		for _, o := range obstacles {
			if o.Min.Y < p.Y && p.Y < o.Max.Y && o.Min.X < q.X && p.X < o.Max.X {
				return nil
			}
		}
		return []geom.Point{w.p, w.q}
	}
	x, ok := corner(p, q, obstacles, min(margin, (q.X-p.X)/2), w.outLines > w.inLines)
	if !ok {
		return nil
	}
	return []geom.Point{w.p, v.back(geom.Pt(x, p.Y)), v.back(geom.Pt(x, q.Y)), w.q}
}

// A corner stands in the middle of a gap up to wide, or half a rank gap from where a wider one begins.
const wide = 2 * RankGap

// corner finds where a line from p to the right, then up or down, then to q can turn: near q, or near p if lines fan out.
func corner(p, q geom.Point, obstacles []geom.Rect, room float64, fansOut bool) (float64, bool) {
	lo, hi := p.X+room, q.X-room
	top, bottom := min(p.Y, q.Y), max(p.Y, q.Y)
	var closed [][2]float64
	for _, o := range obstacles {
		if o.Min.Y < p.Y && p.Y < o.Max.Y && o.Max.X > p.X {
			hi = min(hi, o.Min.X)
		}
		if o.Min.Y < q.Y && q.Y < o.Max.Y && o.Min.X < q.X {
			lo = max(lo, o.Max.X)
		}
		if o.Min.Y < bottom && top < o.Max.Y {
			closed = append(closed, [2]float64{o.Min.X, o.Max.X})
		}
	}
	slices.SortFunc(closed, func(a, b [2]float64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	best, found := 0.0, false
	for i := 0; i <= len(closed) && lo <= hi; i++ {
		end := hi
		if i < len(closed) {
			end = min(hi, closed[i][0])
		}
		if end >= lo {
			x := (lo + end) / 2
			if end-lo > wide {
				x = end - RankGap/2
				if fansOut {
					x = lo + RankGap/2
				}
			}
			best, found = rounded(x), true
			if best < lo || best > end { // no whole px there
				best = x
			}
			if fansOut {
				break
			}
		}
		if i < len(closed) {
			lo = max(lo, closed[i][1])
		}
	}
	return best, found
}

// find searches a way in a window round the ends.
func (r *router) find(w *wire, margin, scale float64) []geom.Point {
	area := r.window(w.p, w.q, scale)
	r.search.rects = r.obstacles(w, area.Grow(margin), r.search.rects)
	obstacles := append(r.search.rects, w.tail, w.head)
	r.search.rects = obstacles
	for i := range obstacles {
		obstacles[i] = obstacles[i].Grow(margin)
	}
	var foreign []geom.Rect
	if len(r.frames) > 0 {
		foreign = r.foreign(w, area)
	}
	from, to := w.p.Add(w.out.outward().Mul(margin)), w.q.Add(w.in.outward().Mul(margin))
	way := r.search.run(from, to, w.out, w.in, area, obstacles, foreign)
	if way == nil {
		return nil
	}
	points := make([]geom.Point, 0, len(way)+2)
	points = append(points, w.p)
	points = append(points, way...)
	return tidied(append(points, w.q))
}

// visit leads a line past the bends the user set, in order. A bend inside a box is passed over while it is there.
func (r *router) visit(w *wire) []geom.Point {
	stops := []geom.Point{w.p}
	for _, b := range w.bends {
		covered := false
		r.near.each(geom.Rect{Min: b, Max: b}, func(i int32) { covered = covered || int(i) < len(r.boxes) })
		if !covered {
			stops = append(stops, b)
		}
	}
	stops = append(stops, w.q)
	points := []geom.Point{w.p}
	for i := 1; i < len(stops); i++ {
		p, q := stops[i-1], stops[i]
		corner := geom.Pt(q.X, p.Y)
		if i == 1 && !w.out.upright() || i > 1 && len(points) > 1 && points[len(points)-2].Y == p.Y {
			corner = geom.Pt(p.X, q.Y)
		}
		points = append(points, corner, q)
	}
	return tidied(points)
}
