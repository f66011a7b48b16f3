package layered

import (
	"context"

	"seika/internal/geom"
	"seika/internal/layout"
)

// Corridor is a connected part of a graph that flows from left to right, with its lines as the engine reserved room for
// them: through the ranks, before the router draws them.
type Corridor struct {
	Graph  *layout.Graph
	Result *layout.Result
}

// Corridors lays out a graph as Layout does, Fresh, and gives the corridors part by part.
func Corridors(g *layout.Graph) []Corridor {
	w := &work{ctx: context.Background()}
	p, _, _ := view(g)
	var out []Corridor
	for _, q := range p.parts() {
		if len(q.items) < 2 {
			continue
		}
		l := q.stages(w, layout.Fresh)
		c := Corridor{&layout.Graph{}, &layout.Result{At: make([]geom.Point, len(q.items))}}
		for i, it := range q.items {
			v := l.blockOf[i]
			c.Result.At[i] = geom.Pt(l.x[l.o.v[v].rank], l.y[v]).Add(l.o.itemAt(v, int(l.rowOf[i])))
			c.Graph.Nodes = append(c.Graph.Nodes, layout.Node{Size: it.size, Group: layout.None, At: c.Result.At[i], Placed: true})
		}
		l.corridors(q, &c)
		out = append(out, c)
	}
	return out
}

func (l *laid) corridors(q *picture, c *Corridor) {
	o := l.o
	end := func(item int32) layout.End { return layout.End{Index: int(item)} }
	add := func(a, b int32, points []geom.Point) {
		c.Graph.Edges = append(c.Graph.Edges, layout.Edge{From: end(a), To: end(b)})
		c.Result.Routes = append(c.Result.Routes, layout.Route{Points: points})
	}
	box := func(item int32) geom.Rect { return geom.Centered(c.Result.At[item], q.items[item].size) }
	lev := &leveling{o: o}
	lev.ports()
	width := rankWidths(o.ranked)
	var pull [][2]float64 // by seg
	for _, p := range lev.pulls {
		pull = append(pull, [2]float64{p.da, p.db})
	}
	type ends struct{ v, row int32 }
	segOf := map[[2]ends][]int{}
	for i, s := range o.segs {
		k := [2]ends{{s.tail, s.tailRow}, {s.head, s.headRow}}
		segOf[k] = append(segOf[k], i)
	}
	take := func(a, b ends) [2]float64 {
		k := [2]ends{a, b}
		i := segOf[k][0]
		if len(segOf[k]) > 1 {
			segOf[k] = segOf[k][1:]
		}
		return pull[i]
	}
	next := 0
	for _, k := range l.links {
		from, to := o.ends(k)
		if from.item < 0 || to.item < 0 {
			continue
		}
		a, b := o.reach(l.blockOf, k)
		if b <= a {
			continue
		}
		chain := o.chains[next]
		next++
		row := func(i int) ends {
			switch i {
			case 0:
				return ends{chain[0], l.rowOf[from.item]}
			case len(chain) - 1:
				return ends{chain[i], l.rowOf[to.item]}
			}
			return ends{chain[i], 0}
		}
		var points []geom.Point
		for i := 1; i < len(chain); i++ {
			d := take(row(i-1), row(i))
			if i == 1 {
				points = append(points, geom.Pt(box(from.item).Max.X, l.y[chain[0]]+d[0]))
			} else {
				v := chain[i-1]
				r := o.v[v].rank
				points = append(points, geom.Pt(l.x[r]-width[r]/2, l.y[v]), geom.Pt(l.x[r]+width[r]/2, l.y[v]))
			}
			if i == len(chain)-1 {
				points = append(points, geom.Pt(box(to.item).Min.X, l.y[chain[i]]+d[1]))
			}
		}
		add(from.item, to.item, points)
	}
	straight := func(a, b int32) {
		p, q := box(a), box(b)
		from, to := p.Center(), q.Center()
		switch {
		case q.Min.Y >= p.Max.Y:
			from.Y, to.Y = p.Max.Y, q.Min.Y
		case p.Min.Y >= q.Max.Y:
			from.Y, to.Y = p.Min.Y, q.Max.Y
		case q.Min.X > p.Max.X:
			from.X, to.X = p.Max.X, q.Min.X
		default:
			from.X, to.X = p.Min.X, q.Max.X
		}
		add(a, b, []geom.Point{from, to})
	}
	for _, e := range q.edges { // inside a block
		if a, b := e.from.item, e.to.item; a >= 0 && b >= 0 && a != b && l.blockOf[a] == l.blockOf[b] {
			straight(a, b)
		}
	}
	for _, s := range q.syncs {
		if a, b := s[0].item, s[1].item; a >= 0 && b >= 0 && a != b {
			straight(a, b)
		}
	}
}

// LedAnew orders the first part of a graph, leads all strands anew, and says how many crossings there were before and after.
func LedAnew(g *layout.Graph, ties bool) (before, after int) {
	w := &work{ctx: context.Background()}
	p, _, _ := view(g)
	l := p.parts()[0].stages(w, layout.Fresh)
	o := l.o
	o.begin(4)
	o.budget = 1_000_000
	before = o.crossings()
	newLeading(o).lead(ties)
	return before, o.crossings()
}
