package layout

import (
	"slices"

	"seika/internal/geom"
)

// On release a picture has to be right at once, and what a person does not touch should hold still. So the lines of what moved
// and those it stands on are led anew, carefully, round boxes and round all other lines; these stay. The picture at rest, in
// which each line may give way to any other, comes after it.

// nearLines is how many lines are led anew at once. A move that touches more gets quick ones.
const nearLines = 60

// rerouteNear leads anew the lines of moved nodes, new ones, those that run through what moved, and those that share a side of
// a box with one that came there or left it.
func rerouteNear(g *Graph, old []Route, moved []int) []Route {
	boxes := make([]geom.Rect, len(g.Nodes))
	for i, n := range g.Nodes {
		boxes[i] = n.Box()
	}
	n := near{g: g, old: old, router: newRouter(g, boxes, Frames(g))}
	n.all = wires(g, boxes, n.router.frames)
	n.anew = touches(g, moved)
	n.blocked(moved)
	sides := n.spread(moved)
	lines, count := n.beside()
	r := n.router
	r.kept = make([]bool, len(n.all))
	for i := range n.all {
		switch r.kept[i] = !n.anew[i]; {
		case r.kept[i]:
		case count > nearLines:
			lines[i] = n.all[i].quick()
		default:
			lines[i] = r.careful(&n.all[i])
		}
	}
	if count <= nearLines {
		for _, i := range uncross(n.all, sides, lines) {
			if n.anew[i] {
				lines[i] = r.careful(&n.all[i])
			}
		}
		r.avoid(n.all, lines, make([]bool, len(lines)))
		r.nudge(n.all, lines, true)
	}
	routes := slices.Clone(old)
	for i := range n.all {
		if n.anew[i] {
			routes[i] = n.all[i].route(lines[i])
		}
	}
	return routes
}

// near is a picture in which a few lines are to be led anew.
type near struct {
	g      *Graph
	old    []Route
	router *router
	all    []wire
	anew   []bool // by line
}

// blocked adds the lines that are new or no longer end on their ends, as where a frame shrank, and those that now run through a
// moved box or the title of a frame round one.
func (n *near) blocked(moved []int) {
	var solid []geom.Rect
	seen := make([]bool, len(n.g.Groups))
	for _, v := range moved {
		solid = append(solid, n.router.boxes[v])
		for p := n.g.Nodes[v].Group; p != None && !seen[p]; p = n.g.Groups[p].Parent {
			seen[p] = true
			solid = append(solid, titleOf(n.router.frames[p], n.g.Groups[p].Title))
		}
	}
	grid := newGrid(solid)
	for i := range n.all {
		points := n.old[i].Points
		n.anew[i] = n.anew[i] || !n.joined(i)
		for k := 1; k < len(points) && !n.anew[i]; k++ {
			grid.each(geom.Around(points[k-1], points[k]), func(j int32) {
				n.anew[i] = n.anew[i] || Enters(points[k-1], points[k], solid[j])
			})
		}
	}
}

// joined says that a line still begins and ends on its ends.
func (n *near) joined(i int) bool {
	w, r := &n.all[i], &n.old[i]
	return len(r.Points) > 0 && r.From.Of(w.tail).Dist(r.Points[0]) < 1 && r.To.Of(w.head).Dist(r.Points[len(r.Points)-1]) < 1
}

// spread gives the lines to be led anew their ports. Sides of moved boxes and sides whose lines are others than before are
// spread anew, with all lines they have, and listed; on the others a line keeps its port.
func (n *near) spread(moved []int) []flank {
	type place struct {
		end  End
		side Side
	}
	fresh := map[place]bool{}
	ends := map[End]bool{}
	for _, v := range moved {
		for s := Top; s <= Right; s++ {
			fresh[place{End{Index: v}, s}] = true
		}
		for p := n.g.Nodes[v].Group; p != None; p = n.g.Groups[p].Parent {
			for s := Top; s <= Right; s++ {
				fresh[place{End{Index: p, Group: true}, s}] = true
			}
		}
	}
	change := func(e End, is Side, was Port, known bool) {
		ends[e] = true
		if !known || was.Side != is {
			fresh[place{e, is}] = true
		}
		if known && was.Side != is {
			fresh[place{e, was.Side}] = true
		}
	}
	for i := range n.all {
		if w := &n.all[i]; n.anew[i] {
			known := len(n.old[i].Points) > 0
			change(w.from, w.out, n.old[i].From, known)
			change(w.to, w.in, n.old[i].To, known)
		}
	}
	for i := range n.all {
		w := &n.all[i]
		n.anew[i] = n.anew[i] || fresh[place{w.from, w.out}] || fresh[place{w.to, w.in}]
		if n.anew[i] {
			ends[w.from], ends[w.to] = true, true
		}
	}
	var sides []flank
	for _, f := range flanks(n.all, func(w *wire) bool { return ends[w.from] || ends[w.to] }) {
		w := &n.all[f.uses[0].wire]
		at := place{w.from, f.side}
		if f.uses[0].head {
			at.end = w.to
		}
		if fresh[at] {
			f.spread(n.all)
			sides = append(sides, f)
			continue
		}
		for _, u := range f.uses {
			w, points := &n.all[u.wire], n.old[u.wire].Points
			if u.head {
				w.q, w.inLines = points[len(points)-1], len(f.uses)
			} else {
				w.p, w.outLines = points[0], len(f.uses)
			}
		}
	}
	for i := range n.all {
		if n.anew[i] {
			n.all[i].align()
		}
	}
	return sides
}

// beside is where the lines run that stay and may matter to those led anew, and how many these are.
func (n *near) beside() (lines [][]geom.Point, count int) {
	var area geom.Rect
	for i := range n.all {
		if n.anew[i] {
			area = area.Union(n.router.window(n.all[i].p, n.all[i].q, 1))
			count++
		}
	}
	lines = make([][]geom.Point, len(n.all))
	for i := range n.all {
		if points := n.old[i].Points; !n.anew[i] && boundsOf(points).Touches(area) {
			lines[i] = slices.Clone(points)
		}
	}
	return lines, count
}
