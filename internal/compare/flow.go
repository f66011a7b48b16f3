package compare

import (
	"slices"

	"seika/internal/digraph"
	"seika/internal/taskview"
)

// flow is the graph of a task view: activities, events and gateways, with flows and messages between them.
type flow struct {
	v        *taskview.View
	course   taskview.Course
	from, to []int32 // all arcs, as drawn
	acyclic  digraph.Graph
	comp     []int32
	after    *digraph.After // over parts of what leads on, messages included
	ordered  bool
}

func newFlow(v *taskview.View, c taskview.Course) *flow {
	f := &flow{v: v, course: c}
	at := map[string]int32{}
	for i, n := range v.Nodes {
		if _, twice := at[n.ID]; !twice {
			at[n.ID] = int32(i)
		}
	}
	add := func(a, b string) {
		x, ok := at[a]
		y, there := at[b]
		if ok && there {
			f.from, f.to = append(f.from, x), append(f.to, y)
		}
	}
	for _, x := range v.Flows {
		add(x.From, x.To)
	}
	for _, m := range v.Messages {
		add(m.From, m.To)
	}
	f.order()
	return f
}

// order finds who comes before whom: along the flow without what leads back, and along messages. What a message leads round to
// is neither before nor after.
func (f *flow) order() {
	c := f.course
	n := len(c.Steps)
	var from, to []int32
	for v := range int32(n) {
		for _, w := range c.Next.Out(v) {
			from, to = append(from, v), append(to, w)
		}
	}
	f.acyclic = digraph.New(n, from, to)
	for _, m := range f.v.Messages {
		a, ok := c.Find(m.From)
		b, there := c.Find(m.To)
		if ok && there && a != b {
			from, to = append(from, a), append(to, b)
		}
	}
	g := digraph.New(n, from, to)
	comp, parts := g.Strong()
	if f.comp = comp; parts <= mostOrdered {
		f.after, f.ordered = g.Quotient(comp, parts).After(), true
	}
}

// mostOrdered is up to how many nodes it is kept who comes before whom: a bit for every two.
const mostOrdered = 20_000

// before says that a way leads from one activity to another, and none back.
func (f *flow) before(a, b string) bool {
	i, ok := f.course.Find(a)
	j, there := f.course.Find(b)
	return ok && there && f.ordered && f.comp[i] != f.comp[j] && f.after.Has(f.comp[i], f.comp[j])
}

// degrees counts the arcs into and out of each node.
func degrees(n int, from, to []int32) (in, out []int) {
	in, out = make([]int, n), make([]int, n)
	for i := range from {
		out[from[i]]++
		in[to[i]]++
	}
	return in, out
}

// structuredness is how much of the flow is made of sequences and blocks: 1 − max(0, r − 2) / n, where r is how many nodes are
// left after sequences, arcs side by side and arcs from a node to itself were taken together, until nothing changes. What the
// literature calls so has no one definition; this one is assumed.
func structuredness(n int, from, to []int32) Value {
	if n < fewMembers {
		return Value{}
	}
	next, last := make([]map[int32]bool, n), make([]map[int32]bool, n)
	for i := range n {
		next[i], last[i] = map[int32]bool{}, map[int32]bool{}
	}
	for i := range from {
		if from[i] != to[i] {
			next[from[i]][to[i]], last[to[i]][from[i]] = true, true
		}
	}
	left := n
	for todo := numbers(n); len(todo) > 0; {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if len(next[v]) != 1 || len(last[v]) != 1 {
			continue
		}
		a, b := only(last[v]), only(next[v])
		delete(next[a], v)
		delete(last[b], v)
		next[v], last[v] = nil, nil
		left--
		if a != b {
			next[a][b], last[b][a] = true, true
		}
		todo = append(todo, a, b)
	}
	return real(1 - float64(max(0, left-2))/float64(n))
}

func only(set map[int32]bool) int32 {
	for v := range set {
		return v
	}
	panic("an empty set has no only one")
}

func numbers(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = int32(n - 1 - i)
	}
	return list
}

// complexity is how many ways gateways open (Cardoso 2005): XOR its ways, OR all sets of them, AND one.
func (f *flow) complexity() Value {
	_, out := degrees(len(f.v.Nodes), f.from, f.to)
	sum := 0.0
	for i, n := range f.v.Nodes {
		k := out[i]
		if k < 2 {
			continue
		}
		switch n.Kind {
		case taskview.Xor, taskview.EventBased, taskview.Complex:
			sum += float64(k)
		case taskview.Or:
			const most = 30 // ways; beyond, the sum stands for itself
			sum += float64(int64(1)<<min(k, most) - 1)
		case taskview.And:
			sum++
		}
	}
	return Value{Known: true, X: sum}
}

// faults are what the rules for task views count.
type faults struct {
	unnamed, deadEnd, unreachable, split, join, mixed, double, or int
}

func (f *flow) faults() faults {
	var x faults
	n := len(f.v.Nodes)
	var from, to []int32
	seen := map[[2]string]bool{}
	at := map[string]int32{}
	for i, v := range f.v.Nodes {
		at[v.ID] = int32(i)
	}
	for _, w := range f.v.Flows {
		a, ok := at[w.From]
		b, there := at[w.To]
		if !ok || !there {
			continue
		}
		if k := [2]string{w.From, w.To}; seen[k] {
			x.double++
		} else {
			seen[k] = true
		}
		from, to = append(from, a), append(to, b)
	}
	in, out := degrees(n, from, to)
	inside := map[string]bool{}
	for _, v := range f.v.Nodes {
		inside[v.Box] = true
	}
	var starts []int32
	for i, v := range f.v.Nodes {
		loose := v.Exception || v.Kind == taskview.BoundaryEvent || v.Kind == taskview.Process || f.adHoc(v.Box)
		switch {
		case v.Kind.Activity() && taskview.OneLine(v.Name) == "":
			x.unnamed++
		case v.Kind == taskview.Or && out[i] > 1:
			x.or++
		}
		if v.Kind == taskview.StartEvent || loose || v.Kind == taskview.CatchEvent && v.Link != "" {
			starts = append(starts, int32(i))
		}
		if out[i] == 0 && v.Kind != taskview.EndEvent && !loose && v.Link == "" {
			x.deadEnd++
		}
		if !v.Kind.Gateway() && out[i] > 1 {
			x.split++
		}
		if !v.Kind.Gateway() && in[i] > 1 {
			x.join++
		}
		if v.Kind.Gateway() && in[i] > 1 && out[i] > 1 {
			x.mixed++
		}
	}
	reached := digraph.New(n, from, to).Reach(starts...)
	for i := range f.v.Nodes {
		if len(starts) > 0 && !reached.Has(int32(i)) && !slices.Contains(starts, int32(i)) {
			x.unreachable++
		}
	}
	return x
}

func (f *flow) adHoc(box string) bool {
	for _, b := range f.v.Boxes {
		if b.ID == box {
			return b.Kind == taskview.AdHoc
		}
	}
	return false
}

// spots are the weak spots that a task view shows.
type spots struct{ loops, pingPong, handOvers, bare int }

func (f *flow) spots() spots {
	var x spots
	c := f.course
	for _, b := range c.Back {
		if c.Steps[b[0]].Owner != c.Steps[b[1]].Owner {
			x.loops++
		}
	}
	for v := range int32(len(c.Steps)) {
		for _, w := range c.Next.Out(v) {
			if a, b := c.Steps[v].Owner, c.Steps[w].Owner; a != b && a != "" && b != "" {
				x.handOvers++
			}
		}
	}
	party := map[string]string{}
	for _, p := range f.v.Parties {
		party[p.ID] = p.ID
	}
	for _, n := range f.v.Nodes {
		party[n.ID] = n.Party
	}
	sent := map[[2]string]int{}
	for _, m := range f.v.Messages {
		if a, b := party[m.From], party[m.To]; a != "" && b != "" {
			sent[[2]string{a, b}]++
		}
	}
	for k, n := range sent {
		const often = 2
		if k[0] < k[1] && n >= often && sent[[2]string{k[1], k[0]}] >= often {
			x.pingPong++
		}
	}
	used := map[string]bool{}
	for _, u := range f.v.Uses {
		used[u.Node] = true
	}
	for _, s := range c.Steps {
		if s.Kind.Activity() && !s.Exit && !used[s.ID] {
			x.bare++
		}
	}
	return x
}
