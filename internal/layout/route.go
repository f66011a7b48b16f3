package layout

import (
	"context"
	"math"
	"slices"

	"seika/internal/geom"
)

// One router draws every line: on screen, in files and after reopening. A route depends on places alone, namely on its
// ports and on the boxes near it, never on other routes or on what was before. Only the nudging at the end looks at
// several lines, so that they do not lie on each other.

// tooMany is the number of lines above which all are straight, without promise about boxes.
const tooMany = 20_000

// manyLines is the number of lines above which they are not led round each other.
const manyLines = 4_000

// How often ports are exchanged and ways chosen anew in the light of where the other lines run: once among more than
// crowdedLines, where the second time takes a third of all work for one to five in a hundred of the crossings.
const looks, crowdedLines = 2, 1_600

// Routes draws all lines of a graph whose nodes have places: edges, then syncs.
func Routes(g *Graph, how Routing) []Route {
	list, err := RoutesUntil(context.Background(), g, how)
	if err != nil {
		panic(err) // nobody stops it
	}
	return list
}

// RoutesUntil is Routes until it is told to stop.
func RoutesUntil(ctx context.Context, g *Graph, how Routing) ([]Route, error) {
	s := &stopping{ctx: ctx}
	by := topLeft(g)
	if how == Quick || by == (geom.Point{}) {
		return routes(s, g, how), s.err
	}
	// Sums of fractions round differently elsewhere, and of two equal ways the other would be taken: all pictures are routed
	// in one place.
	list := routes(s, shifted(g, by.Mul(-1)), how)
	for _, r := range list {
		for k := range r.Points {
			r.Points[k] = r.Points[k].Add(by)
		}
	}
	return list, s.err
}

// stopping counts steps and asks a context now and then whether to leave off. Nil never does.
type stopping struct {
	ctx   context.Context
	steps int
	err   error
}

const stepsPerLook = 20_000

// stopped says whether to leave off, after some steps more. What is found after that means nothing.
func (s *stopping) stopped(steps int) bool {
	if s == nil || s.err != nil {
		return s != nil
	}
	if s.steps += steps; s.steps >= stepsPerLook {
		s.steps = 0
		s.err = s.ctx.Err()
	}
	return s.err != nil
}

// topLeft is the upper left corner of all boxes, in whole px.
func topLeft(g *Graph) geom.Point {
	all := geom.Rect{}
	for _, n := range g.Nodes {
		all = all.Union(n.Box())
	}
	return geom.Pt(math.Floor(all.Min.X), math.Floor(all.Min.Y))
}

// shifted is the graph elsewhere.
func shifted(g *Graph, by geom.Point) *Graph {
	h := *g
	h.Nodes, h.Groups = slices.Clone(g.Nodes), slices.Clone(g.Groups)
	for i := range h.Nodes {
		h.Nodes[i].At = h.Nodes[i].At.Add(by)
	}
	for i := range h.Groups {
		h.Groups[i].At = h.Groups[i].At.Add(by)
	}
	return &h
}

func routes(s *stopping, g *Graph, how Routing) []Route {
	boxes := make([]geom.Rect, len(g.Nodes))
	for i, n := range g.Nodes {
		boxes[i] = n.Box()
	}
	frames := Frames(g)
	all := wires(g, boxes, frames)
	sides := flanks(all, func(*wire) bool { return true })
	setPorts(all, sides)
	lines := make([][]geom.Point, len(all))
	switch {
	case len(all) > tooMany:
		for i := range all {
			lines[i] = []geom.Point{all[i].p, all[i].q}
		}
	case how == Quick:
		for i := range all {
			lines[i] = all[i].quick()
		}
	default:
		r := newRouter(g, boxes, frames)
		r.search.stop = s
		for i := range all {
			if s.stopped(lineSteps) {
				return nil
			}
			lines[i] = r.careful(&all[i])
		}
		r.settle(all, sides, lines)
	}
	if s.stopped(stepsPerLook) {
		return nil
	}
	list := make([]Route, len(all))
	for i := range all {
		list[i] = all[i].route(lines[i])
	}
	return list
}

// lineSteps is about how many steps the shortest way takes.
const lineSteps = 100

// settle leads lines round each other and sets them apart.
func (r *router) settle(all []wire, sides []flank, lines [][]geom.Point) {
	if len(lines) > manyLines {
		r.nudge(all, lines, true)
		return
	}
	last, tried := looks, make([]bool, len(lines))
	if len(lines) > crowdedLines {
		last--
	}
	for look := range last + 1 {
		if look > 0 {
			again := uncross(all, sides, lines)
			for _, i := range again {
				if r.search.stop.stopped(lineSteps) {
					return
				}
				lines[i] = r.careful(&all[i])
				tried[i] = false
			}
		}
		for i := range lines {
			lines[i] = tidied(lines[i])
		}
		r.avoid(all, lines, tried)
		if r.search.stop.stopped(stepsPerLook) {
			return
		}
		r.nudge(all, lines, look == last)
	}
}

// Reroute draws anew what the move of some nodes touches, and lists the routes that changed; a route without points is one
// of a new line. Careful gives exactly what Routes gives. Near leads the lines of the moved nodes and those they stand on
// round boxes and other lines, which stay. Quick renews the lines of the moved nodes alone, looking at nothing.
func Reroute(g *Graph, old []Route, moved []int, how Routing) ([]Route, []int) {
	var routes []Route
	switch whole := len(old) != len(g.Edges)+len(g.Syncs); {
	case how == Careful || whole:
		routes = Routes(g, how)
	case how == Quick || len(old) > tooMany:
		routes = rerouteQuickly(g, old, moved)
	default:
		routes = rerouteNear(g, old, moved)
	}
	var changed []int
	for i := range routes {
		if i >= len(old) || !routes[i].equal(old[i]) {
			changed = append(changed, i)
		}
	}
	return routes, changed
}

// rerouteQuickly looks at the lines of the moved nodes, and for the order of ports at those they share a box with.
func rerouteQuickly(g *Graph, old []Route, moved []int) []Route {
	touched := touches(g, moved)
	sharing := map[End]bool{}
	ends := func(i int) (a, b End) {
		if k := i - len(g.Edges); k >= 0 {
			return g.Syncs[k][0], g.Syncs[k][1]
		}
		return g.Edges[i].From, g.Edges[i].To
	}
	for i, hit := range touched {
		if hit {
			a, b := ends(i)
			sharing[a], sharing[b] = true, true
		}
	}
	sub := *g
	sub.Edges, sub.Syncs = nil, nil
	var lines []int
	for i := range touched {
		a, b := ends(i)
		if !sharing[a] && !sharing[b] {
			continue
		}
		lines = append(lines, i)
		if i < len(g.Edges) {
			sub.Edges = append(sub.Edges, g.Edges[i])
		} else {
			sub.Syncs = append(sub.Syncs, g.Syncs[i-len(g.Edges)])
		}
	}
	routes := slices.Clone(old)
	for k, r := range Routes(&sub, Quick) {
		if touched[lines[k]] {
			routes[lines[k]] = r
		}
	}
	return routes
}

// touches says of every line whether it ends on one of the nodes or on a frame that holds one.
func touches(g *Graph, moved []int) []bool {
	nodes, groups := make([]bool, len(g.Nodes)), make([]bool, len(g.Groups))
	for _, v := range moved {
		nodes[v] = true
		for p := g.Nodes[v].Group; p != None && !groups[p]; p = g.Groups[p].Parent {
			groups[p] = true
		}
	}
	hit := func(e End) bool { return e.Group && groups[e.Index] || !e.Group && nodes[e.Index] }
	out := make([]bool, 0, len(g.Edges)+len(g.Syncs))
	for _, e := range g.Edges {
		out = append(out, hit(e.From) || hit(e.To))
	}
	for _, s := range g.Syncs {
		out = append(out, hit(s[0]) || hit(s[1]))
	}
	return out
}

func (r Route) equal(s Route) bool {
	if r.From != s.From || r.To != s.To || len(r.Points) != len(s.Points) {
		return false
	}
	for i := range r.Points {
		if r.Points[i] != s.Points[i] {
			return false
		}
	}
	return true
}

// Finish makes the whole picture of an engine's places.
func Finish(g *Graph, r *Result, how Routing) *Result {
	whole, err := FinishUntil(context.Background(), g, r, how)
	if err != nil {
		panic(err) // nobody stops it
	}
	return whole
}

// FinishUntil is Finish until it is told to stop. It asks at least each 100 ms.
func FinishUntil(ctx context.Context, g *Graph, r *Result, how Routing) (*Result, error) {
	placed := *g
	placed.Nodes = append([]Node(nil), g.Nodes...)
	placed.Groups = append([]Group(nil), g.Groups...)
	for i := range placed.Nodes {
		placed.Nodes[i].At, placed.Nodes[i].Placed = r.At[i], true
	}
	for i := range placed.Groups {
		if i < len(r.Frames) && !r.Frames[i].Empty() {
			placed.Groups[i].At, placed.Groups[i].Placed = r.Frames[i].Center(), true
		}
	}
	routes, err := RoutesUntil(ctx, &placed, how)
	if err != nil {
		return nil, err
	}
	return &Result{At: r.At, Frames: Frames(&placed), Routes: routes, Labels: Labels(&placed, routes)}, nil
}

// route is the finished form of a wire's line.
func (w *wire) route(points []geom.Point) Route {
	return Route{From: port(w.tail, w.out, w.p), To: port(w.head, w.in, w.q), Points: tidied(points)}
}

// tidied drops points that repeat or lie on a straight way between their neighbours.
func tidied(points []geom.Point) []geom.Point {
	out := make([]geom.Point, 0, len(points))
	for _, p := range points {
		if n := len(out); n > 0 && out[n-1] == p {
			continue
		}
		if n := len(out); n > 1 && between(out[n-2], out[n-1], p) {
			out = out[:n-1]
		}
		out = append(out, p)
	}
	if len(out) == 1 {
		out = append(out, out[0])
	}
	return out
}

// between says that q lies on the axis-parallel way from p on to r.
func between(p, q, r geom.Point) bool {
	return p.X == q.X && q.X == r.X && (q.Y-p.Y)*(r.Y-q.Y) >= 0 || p.Y == q.Y && q.Y == r.Y && (q.X-p.X)*(r.X-q.X) >= 0
}

// stub is how far a line runs straight before its first corner where it is free to.
const stub = 16.0 // px

// quick draws a line with at most five parts, looking at nothing.
func (w *wire) quick() []geom.Point {
	switch {
	case len(w.bends) > 0:
		return append(append([]geom.Point{w.p}, w.bends...), w.q)
	case w.from == w.to:
		return w.loop(stub)
	}
	v := viewFrom(w.out)
	p, q := v.to(w.p), v.to(w.q)
	if w.out.upright() != w.in.upright() || w.out == w.in { // only for overlapping boxes
		return []geom.Point{w.p, v.back(geom.Pt(q.X, p.Y)), w.q}
	}
	var points []geom.Point
	switch mid := rounded((p.X + q.X) / 2); {
	case p.Y == q.Y && p.X <= q.X:
		points = []geom.Point{p, q}
	case q.X > p.X:
		points = []geom.Point{p, {X: mid, Y: p.Y}, {X: mid, Y: q.Y}, q}
	default:
		half := rounded((p.Y + q.Y) / 2)
		points = []geom.Point{p, {X: p.X + stub, Y: p.Y}, {X: p.X + stub, Y: half}, {X: q.X - stub, Y: half}, {X: q.X - stub, Y: q.Y}, q}
	}
	for i := range points {
		points[i] = v.back(points[i])
	}
	points[0], points[len(points)-1] = w.p, w.q
	return points
}

// loop is a line from a box to itself, round one of its corners.
func (w *wire) loop(stub float64) []geom.Point {
	a, b := w.p.Add(w.out.outward().Mul(stub)), w.q.Add(w.in.outward().Mul(stub))
	corner := geom.Pt(a.X, b.Y)
	if !w.out.upright() {
		corner = geom.Pt(b.X, a.Y)
	}
	return []geom.Point{w.p, a, corner, b, w.q}
}

// view turns the plane so that a side looks to the right; rules are then written once.
type view Side

func viewFrom(s Side) view { return view(s) }

func (v view) to(p geom.Point) geom.Point {
	switch Side(v) {
	case Left:
		return geom.Pt(-p.X, p.Y)
	case Bottom:
		return geom.Pt(p.Y, p.X)
	case Top:
		return geom.Pt(-p.Y, p.X)
	default:
		return p
	}
}

func (v view) back(p geom.Point) geom.Point {
	switch Side(v) {
	case Left:
		return geom.Pt(-p.X, p.Y)
	case Bottom:
		return geom.Pt(p.Y, p.X)
	case Top:
		return geom.Pt(p.Y, -p.X)
	default:
		return p
	}
}

func (v view) rect(r geom.Rect) geom.Rect { return geom.Around(v.to(r.Min), v.to(r.Max)) }

// rounded is a whole px, the same one wherever the picture is: halves always go down the axis.
func rounded(v float64) float64 { return math.Floor(v + 0.5) }
