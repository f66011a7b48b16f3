package graphviz

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"seika/internal/geom"
	"seika/internal/layout"
)

// What is written for dot holds numbers and names made here, never a word of the user: n0 for a box or a stack of sync
// partners, e0 for a line, cluster_0 for a group. One px is one point of 1/72 inch; dot wants sizes of nodes and gaps in
// inches and answers in points, y upwards.

const perInch = 72.0

// stack is a box, or the sync partners within one group, which dot sees as one node.
type stack struct {
	members []int
	off     []geom.Point // centre of each member against that of the stack
	size    geom.Size
	group   int
	empty   int // the group without members it stands for, or None
}

// stacks contracts sync clusters, each within its innermost group, and tells where every node went. Groups that hold nothing
// come last: they are boxes too.
func stacks(g *layout.Graph) (list []stack, of []int) {
	near := make([][]int, len(g.Nodes))
	for _, s := range g.Syncs {
		a, b := s[0], s[1]
		if a.Group || b.Group || a.Index == b.Index || g.Nodes[a.Index].Group != g.Nodes[b.Index].Group {
			continue
		}
		near[a.Index] = append(near[a.Index], b.Index)
		near[b.Index] = append(near[b.Index], a.Index)
	}
	of = make([]int, len(g.Nodes))
	for i := range of {
		of[i] = -1
	}
	for i := range g.Nodes {
		if of[i] >= 0 {
			continue
		}
		s := stack{members: walk(cornerstone(i, near), near), group: g.Nodes[i].Group, empty: layout.None}
		for _, m := range s.members {
			of[m] = len(list)
		}
		s.arrange(g)
		list = append(list, s)
	}
	for _, k := range empties(g) {
		list = append(list, stack{size: layout.EmptyFrame(g.Groups[k].Title), group: g.Groups[k].Parent, empty: k})
	}
	return list, of
}

// empties lists the groups that hold neither nodes nor groups.
func empties(g *layout.Graph) []int {
	holds := make([]bool, len(g.Groups))
	for _, n := range g.Nodes {
		if n.Group != layout.None {
			holds[n.Group] = true
		}
	}
	for _, p := range g.Groups {
		if p.Parent != layout.None {
			holds[p.Parent] = true
		}
	}
	var out []int
	for k, h := range holds {
		if !h {
			out = append(out, k)
		}
	}
	return out
}

// cornerstone is the member of a cluster with the fewest partners: a row begins at its end.
func cornerstone(from int, near [][]int) int {
	best := from
	for _, m := range walk(from, near) {
		if len(near[m]) < len(near[best]) {
			best = m
		}
	}
	return best
}

// walk lists a cluster depth first, so that a row of partners comes in its order.
func walk(from int, near [][]int) []int {
	var out []int
	seen := map[int]bool{}
	todo := []int{from}
	for len(todo) > 0 {
		m := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[m] {
			continue
		}
		seen[m] = true
		out = append(out, m)
		todo = append(todo, near[m]...)
	}
	return out
}

// arrange sets the members across the flow.
func (s *stack) arrange(g *layout.Graph) {
	turned := func(p geom.Size) geom.Size {
		if g.Dir == layout.TB {
			return p.Swap()
		}
		return p
	}
	y := 0.0
	for i, m := range s.members {
		size := turned(g.Nodes[m].Size)
		if i > 0 {
			y += layout.SyncGap
		}
		s.off = append(s.off, geom.Pt(0, y+size.H/2))
		y += size.H
		s.size.W = math.Max(s.size.W, size.W)
	}
	s.size.H = y
	for i := range s.off {
		s.off[i].Y -= y / 2
		if g.Dir == layout.TB {
			s.off[i] = s.off[i].Swap()
		}
	}
	s.size = turned(s.size)
}

// tableRoom is what a node is larger than the table in it, or Graphviz finds it too small, px.
const tableRoom = 2.0

// outer is the size a stack has in Graphviz, whole px.
func (s *stack) outer() geom.Size {
	size := geom.Size{W: math.Ceil(s.size.W), H: math.Ceil(s.size.H)}
	if n := len(s.members); n > 1 { // cells are rounded up one by one
		size.W += tableRoom + float64(n)
		size.H += tableRoom + float64(n)
	}
	return size
}

// Options of what is written.
type Options struct {
	NewRank bool // rank all clusters together: fewer lines through boxes are lost, see Graph
	NoLimit bool // without nslimit: better ranks, slower
	NoGroup bool // as if there were no groups
	Snug    bool // stacks no larger than they are: native dot only warns of it
	Splines string
}

// Graph writes a graph in DOT.
func Graph(g *layout.Graph, o Options) []byte {
	w := writer{g: g, o: o}
	w.list, w.of = stacks(g)
	w.graph()
	return w.b.Bytes()
}

type writer struct {
	g    *layout.Graph
	o    Options
	list []stack
	of   []int
	b    bytes.Buffer
}

func (w *writer) graph() {
	dir := "LR"
	if w.g.Dir == layout.TB {
		dir = "TB"
	}
	splines := w.o.Splines
	if splines == "" {
		splines = "spline"
	}
	fmt.Fprintf(&w.b, "digraph {\nrankdir=%s nodesep=%s ranksep=%s splines=%s\n", dir, inches(layout.BoxGap), inches(layout.RankGap), splines)
	if !w.o.NoLimit {
		w.b.WriteString("nslimit=1 nslimit1=1\n")
	}
	if w.o.NewRank && len(w.g.Groups) > 0 {
		w.b.WriteString("newrank=true\n")
	}
	w.b.WriteString("node [shape=box fixedsize=true margin=0 label=\"\"]\nedge [dir=none]\n")
	w.level(layout.None)
	for i, e := range w.g.Edges {
		w.edge(i, e.From, e.To, "")
	}
	for i, s := range w.g.Syncs {
		if !s[0].Group && !s[1].Group && w.of[s[0].Index] == w.of[s[1].Index] {
			continue // inside a stack
		}
		w.edge(len(w.g.Edges)+i, s[0], s[1], " constraint=false")
	}
	w.b.WriteString("}\n")
}

// level writes what lies directly in a group, then the groups in it.
func (w *writer) level(group int) {
	for i, s := range w.list {
		if s.group == group || w.o.NoGroup {
			w.node(i)
		}
	}
	if w.o.NoGroup {
		return
	}
	for k, p := range w.g.Groups {
		if p.Parent != group || w.isEmpty(k) {
			continue
		}
		fmt.Fprintf(&w.b, "subgraph cluster_%d {\nmargin=%d labelloc=t", k, int(layout.FramePad))
		if p.Title.W > 0 && p.Title.H > 0 {
			fmt.Fprintf(&w.b, " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>%s</TR></TABLE>>", cell("", p.Title))
		}
		w.b.WriteByte('\n')
		w.level(k)
		w.b.WriteString("}\n")
	}
}

func (w *writer) node(i int) {
	s := w.list[i]
	size := s.outer()
	if w.o.Snug {
		size = s.size
	}
	fmt.Fprintf(&w.b, "n%d [width=%s height=%s", i, inches(size.W), inches(size.H))
	if len(s.members) > 1 {
		w.b.WriteString(" label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">")
		upright := w.g.Dir == layout.LR
		if !upright {
			w.b.WriteString("<TR>")
		}
		for k, m := range s.members {
			parts := []string{cell(port(k), w.g.Nodes[m].Size)}
			if k > 0 {
				parts = []string{cell("", geom.Size{W: layout.SyncGap, H: layout.SyncGap}), parts[0]}
			}
			for _, p := range parts {
				if upright {
					p = "<TR>" + p + "</TR>"
				}
				w.b.WriteString(p)
			}
		}
		if !upright {
			w.b.WriteString("</TR>")
		}
		w.b.WriteString("</TABLE>>")
	}
	w.b.WriteString("]\n")
}

// cell is a part of a table with a size, whole points.
func cell(port string, size geom.Size) string {
	if port != "" {
		port = " PORT=\"" + port + "\""
	}
	return fmt.Sprintf("<TD%s FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"></TD>", port, int(math.Ceil(size.W)), int(math.Ceil(size.H)))
}

func port(k int) string { return "p" + strconv.Itoa(k) }

// edge writes a line. One that ends on a group that holds something has no say.
func (w *writer) edge(id int, from, to layout.End, more string) {
	a, b := w.end(from), w.end(to)
	if a == "" || b == "" {
		return
	}
	fmt.Fprintf(&w.b, "%s -> %s [id=e%d%s]\n", a, b, id, more)
}

func (w *writer) end(e layout.End) string {
	if e.Group {
		for i, s := range w.list {
			if s.empty == e.Index {
				return "n" + strconv.Itoa(i)
			}
		}
		return ""
	}
	i := w.of[e.Index]
	name := "n" + strconv.Itoa(i)
	if s := w.list[i]; len(s.members) > 1 {
		for k, m := range s.members {
			if m == e.Index {
				return name + ":" + port(k)
			}
		}
	}
	return name
}

func (w *writer) isEmpty(group int) bool {
	for _, s := range w.list {
		if s.empty == group {
			return true
		}
	}
	return false
}

// inches writes a length as DOT reads it: no exponents.
func inches(px float64) string { return strconv.FormatFloat(px/perInch, 'f', 6, 64) }

// Stacks tells which node of the written graph holds each node, and where in it: by stack, a function from node to offset.
func Stacks(g *layout.Graph) (off []func(node int) geom.Point, of []int) {
	list, of := stacks(g)
	for _, s := range list {
		off = append(off, func(node int) geom.Point {
			for k, m := range s.members {
				if m == node {
					return s.off[k]
				}
			}
			return geom.Point{}
		})
	}
	return off, of
}
