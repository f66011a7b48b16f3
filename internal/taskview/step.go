package taskview

import (
	"cmp"
	"slices"

	"seika/internal/digraph"
)

// step is a node of the flow as deriving sees it. Sub-processes with something in them are two, one to go in and one to come
// out; both only pass on.
type step struct {
	Node
	label      Label
	owner      string
	exit       bool // of a sub-process
	passes     bool // makes nothing: what it reads goes on to who comes next
	in, out    []use
	decision   []use // of a gateway: what tells which way to go
	next, last []arc // without those that lead back
	at         int   // its place in an order along the flow
}

// arc is one end of a flow.
type arc struct {
	to   int
	flow int // in View.Flows; -1 where none is drawn
}

// lead is a flow from one step to another that leads back.
type lead struct{ from, to int }

// use is a thing that a step reads or writes.
type use struct {
	thing *thing
	prov  prov
	sure  int
	rule  string
	notes []string // the ways by which it comes
}

// steps puts the nodes in order of rank and joins them along the flows.
func (d *deriver) buildSteps() {
	inside := map[string]bool{}
	for _, n := range d.v.Nodes {
		inside[n.Box] = true
	}
	d.steps = make([]step, 0, len(d.v.Nodes)+len(d.v.Boxes)) // each is large
	r := d.ranks
	for _, i := range order(r.node, func(i int) string { return d.v.Nodes[i].ID }) {
		n := d.v.Nodes[i]
		d.steps = append(d.steps, step{Node: n, label: ReadLabel(n.Name)})
		s := len(d.steps) - 1
		if _, twice := d.step[n.ID]; !twice {
			d.step[n.ID] = s
		}
		if n.Kind == SubProcess && inside[n.ID] && n.ID != "" {
			d.steps[s].passes = true
			exit := step{Node: n, exit: true, passes: true}
			d.steps = append(d.steps, exit)
			d.exit[n.ID] = s + 1
		}
	}
	d.owners()
	d.joinFlows()
}

// joinFlows makes arcs of flows, of the ways into and out of sub-processes, of links, and of what interrupts.
func (d *deriver) joinFlows() {
	n := len(d.steps)
	var from, to, flow []int32
	in, out := make([]bool, n), make([]bool, n)
	add := func(a, b, f int) {
		from, to, flow = append(from, int32(a)), append(to, int32(b)), append(flow, int32(f))
	}
	for i, f := range d.v.Flows {
		a, ok := d.step[f.From]
		b, there := d.step[f.To]
		if !ok || !there {
			d.lose(f.ID, f.Name, LostDangling)
			continue
		}
		out[a], in[b] = true, true
		add(d.leaving(a), b, i)
	}
	links := map[string]int{}
	for i, s := range d.steps {
		if s.Link != "" && s.Kind == CatchEvent {
			links[s.Party+"\x00"+s.Link] = i
		}
	}
	for i, s := range d.steps {
		if to, ok := links[s.Party+"\x00"+s.Link]; ok && s.Link != "" && s.Kind == ThrowEvent {
			out[i], in[to] = true, true
			add(i, to, -1)
		}
		if host, ok := d.step[s.AttachedTo]; ok && s.AttachedTo != "" && s.AttachedTo != s.ID {
			in[i] = true
			add(d.leaving(host), i, -1)
		}
	}
	for i, s := range d.steps {
		box, ok := d.step[s.Box]
		if !ok || s.exit || s.Exception {
			continue
		}
		if exit, isBox := d.exit[s.Box]; isBox {
			if !in[i] {
				add(box, i, -1)
			}
			if !out[i] {
				add(d.leaving(i), exit, -1)
			}
		}
	}
	// A sub-process that nothing comes out of is passed all the same.
	left := make([]bool, n)
	for _, t := range to {
		left[t] = true
	}
	for i, s := range d.steps {
		if s.exit && !left[i] {
			add(d.step[s.ID], i, -1)
		}
	}
	d.sortArcs(from, to, flow)
}

// leaving is the step at which one comes out of a step.
func (d *deriver) leaving(i int) int {
	if exit, ok := d.exit[d.steps[i].ID]; ok && d.step[d.steps[i].ID] == i {
		return exit
	}
	return i
}

// sortArcs keeps the arcs that lead on, those that lead back apart, and gives each step its place along the flow.
func (d *deriver) sortArcs(from, to, flow []int32) {
	list := make([]int, len(from))
	for i := range list {
		list[i] = i
	}
	slices.SortFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(from[a], from[b]), cmp.Compare(to[a], to[b]), cmp.Compare(flow[a], flow[b]))
	})
	f, t := make([]int32, len(list)), make([]int32, len(list))
	for i, k := range list {
		f[i], t[i] = from[k], to[k]
	}
	back := leadBack(len(d.steps), f, t, d.entries(f, t))
	d.turns = make([]int, len(d.steps))
	var f2, t2 []int32
	for i, k := range list {
		if back[i] {
			if flow[k] >= 0 {
				d.back = append(d.back, lead{int(f[i]), int(t[i])})
				d.turns[f[i]]++
			}
			continue
		}
		d.steps[f[i]].next = append(d.steps[f[i]].next, arc{int(t[i]), int(flow[k])})
		d.steps[t[i]].last = append(d.steps[t[i]].last, arc{int(f[i]), int(flow[k])})
		f2, t2 = append(f2, f[i]), append(t2, t[i])
	}
	d.along = digraph.New(len(d.steps), f2, t2)
	d.order = make([]int, len(d.steps))
	for i, s := range d.along.Order() {
		d.order[i] = int(s)
		d.steps[s].at = i
	}
}

// leadBack says of each arc whether it leads back: to a node that every way to it passes; then, where cycles are left, to one
// that is no farther from the start. Arcs come in an order that depends on ranks alone.
// Where nothing is a start, the first of the likely ones is.
func leadBack(n int, from, to []int32, likely []bool) []bool {
	back := make([]bool, len(from))
	g := digraph.New(n, from, to)
	in := make([]bool, n)
	for i := range from {
		in[to[i]] = in[to[i]] || from[i] != to[i]
	}
	var roots []int32
	for v := range n {
		if !in[v] {
			roots = append(roots, int32(v))
		}
	}
	roots = append(roots, ringStarts(g, from, to, likely, roots)...)
	above := g.Dominators(roots)
	depth := depths(above)
	for i := range from {
		back[i] = from[i] == to[i] || dominates(above, depth, to[i], from[i])
	}
	var f, t []int32
	for i := range from {
		if !back[i] {
			f, t = append(f, from[i]), append(t, to[i])
		}
	}
	rest := digraph.New(n, f, t)
	comp, _ := rest.Strong()
	far := distances(rest, roots)
	for i := range from {
		a, b := from[i], to[i]
		if !back[i] && comp[a] == comp[b] && (far[b] < far[a] || far[b] == far[a] && b <= a) {
			back[i] = true
		}
	}
	return back
}

// ringStarts picks a start in each ring that nothing leads into.
func ringStarts(g digraph.Graph, from, to []int32, likely []bool, roots []int32) []int32 {
	reached := g.Reach(roots...)
	comp, parts := g.Strong()
	led := make([]bool, parts)
	for i := range from {
		if comp[from[i]] != comp[to[i]] {
			led[comp[to[i]]] = true
		}
	}
	start := make([]int32, parts)
	for i := range start {
		start[i] = -1
	}
	for v := range int32(g.Len()) {
		c := comp[v]
		if !reached.Has(v) && !led[c] && (start[c] < 0 || likely[v] && !likely[start[c]]) {
			start[c] = v
		}
	}
	return slices.DeleteFunc(start, func(v int32) bool { return v < 0 })
}

// entries are activities that only gateways lead to: where a process without a start comes back to, it begins.
func (d *deriver) entries(from, to []int32) []bool {
	likely := make([]bool, len(d.steps))
	for i := range d.steps {
		likely[i] = !d.steps[i].Kind.Gateway()
	}
	for i := range from {
		likely[to[i]] = likely[to[i]] && d.steps[from[i]].Kind.Gateway()
	}
	return likely
}

// depths is how many dominators each node has.
func depths(above []int32) []int32 {
	depth := make([]int32, len(above))
	for v := range above {
		var way []int32
		for u := int32(v); u >= 0 && depth[u] == 0; u = above[u] {
			way = append(way, u)
			if above[u] == u {
				break
			}
		}
		for _, u := range slices.Backward(way) {
			depth[u] = 1
			if p := above[u]; p >= 0 && p != u {
				depth[u] = depth[p] + 1
			}
		}
	}
	return depth
}

// dominates says that every way to v passes u.
func dominates(above, depth []int32, u, v int32) bool {
	for v >= 0 && depth[v] > depth[u] {
		v = above[v]
	}
	return u == v
}

// distances counts arcs from the roots.
func distances(g digraph.Graph, roots []int32) []int32 {
	far := make([]int32, g.Len())
	for i := range far {
		far[i] = int32(g.Len())
	}
	var queue []int32
	for _, r := range roots {
		far[r] = 0
		queue = append(queue, r)
	}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		for _, w := range g.Out(v) {
			if far[w] == int32(g.Len()) {
				far[w] = far[v] + 1
				queue = append(queue, w)
			}
		}
	}
	return far
}

// before says that a way leads from one step to another.
func (d *deriver) before(a, b int) bool {
	if a == b || d.steps[a].at > d.steps[b].at || len(d.steps[a].next) == 0 || len(d.steps[b].last) == 0 || d.budget < 0 {
		return false
	}
	const most = 256 // sets kept: each takes a bit for every step
	if _, ok := d.reach[a]; !ok {
		if len(d.reach) >= most {
			clear(d.reach)
		}
		d.reach[a] = d.along.Reach(int32(a))
		d.budget -= d.reach[a].Count() + len(d.steps)/64
	}
	return d.reach[a].Has(int32(b))
}
