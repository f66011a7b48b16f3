package analysis

import (
	"cmp"
	"slices"

	"seika/internal/digraph"
	"seika/model"
)

// Facts are what rules share: each is worked out when a rule first asks, and lives as long as its graph. They belong to one
// goroutine. Lists they give must not be written to.
type Facts struct {
	*Index

	expanded [3]map[int32][]int32
	stamp    []int32 // of nodes seen by the expansion under way
	turn     int32

	flow, tacit lazy[*Flow]
	goals       lazy[goals]
	leads       lazy[[]bool]
	plans       lazy[[]bool]
	ranks       lazy[ranking]
	clusters    lazy[clusters]
	cycles      lazy[[][]int32]
	likes       lazy[likes]
	held        lazy[holding]
	reviews     lazy[[]int32]
	parts       lazy[strays]
	drawn       lazy[digraph.Graph]
	drawnFrom   lazy[*sources]
	islands     lazy[[][]int32]
	doubles     lazy[doubles]
	every       lazy[*tally]
	checked     lazy[[]bool]
}

// NewFacts makes the facts of an index.
func NewFacts(x *Index) *Facts { return &Facts{Index: x} }

// The directions of expansion.
const (
	toIn = iota
	toOut
	toSync
)

// In lists the direct inputs of a deliverable, composites expanded.
func (f *Facts) In(v int32) []int32 { return f.expand(&f.oi, v, toIn) }

// Out lists what a deliverable is a direct input of, composites expanded.
func (f *Facts) Out(v int32) []int32 { return f.expand(&f.io, v, toOut) }

// Sync lists the partners of a deliverable, composites expanded.
func (f *Facts) Sync(v int32) []int32 { return f.expand(&f.sync, v, toSync) }

// Alone says that nothing is joined to a deliverable or to a composite around it.
func (f *Facts) Alone(v int32) bool {
	return len(f.oi.Out(v))+len(f.io.Out(v))+len(f.sync.Out(v)) == 0
}

// expand lists the deliverables that v's arcs lead to, through virtual nodes, by number.
func (f *Facts) expand(g *digraph.Graph, v int32, way int) []int32 {
	next := g.Out(v)
	if g.Len() == f.N || !slices.ContainsFunc(next, func(w int32) bool { return int(w) >= f.N }) {
		return next
	}
	// Members of one composite share its list.
	if len(next) == 1 {
		v = next[0]
		next = g.Out(v)
	}
	if list, ok := f.expanded[way][v]; ok {
		return list
	}
	if f.stamp == nil {
		f.stamp = make([]int32, f.io.Len())
	}
	f.turn++
	f.stamp[v] = f.turn
	var list []int32
	todo := slices.Clone(next)
	for len(todo) > 0 {
		w := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if f.stamp[w] == f.turn {
			continue
		}
		f.stamp[w] = f.turn
		if int(w) < f.N {
			list = append(list, w)
			continue
		}
		todo = append(todo, g.Out(w)...)
	}
	slices.Sort(list)
	if f.expanded[way] == nil {
		f.expanded[way] = map[int32][]int32{}
	}
	f.expanded[way][v] = list
	return list
}

// Flow is the dependence between all deliverables.
func (f *Facts) Flow() *Flow {
	return f.flow.of(func() *Flow {
		return newFlow(f.N, f.io.Join(f.sync))
	})
}

// Tacit is the flow without what leads from know-how into something written down: that no longer hangs on a person.
func (f *Facts) Tacit() *Flow {
	return f.tacit.of(func() *Flow {
		for v := range int32(f.N) {
			if f.Is(v, Written) && slices.ContainsFunc(f.In(v), func(u int32) bool { return f.Is(u, KnowHow) }) {
				return f.withoutWritten()
			}
		}
		return f.Flow()
	})
}

// withoutWritten gives every side of a composite a twin that only what is no know-how leads to. What is written down hangs
// on twins.
func (f *Facts) withoutWritten() *Flow {
	n := int32(f.io.Len())
	twin := func(u int32) int32 { return u + n - int32(f.N) }
	virtual := func(u int32) bool { return int(u) >= f.N }
	var from, to []int32
	add := func(u, v int32) { from, to = append(from, u), append(to, v) }
	// tangible is the part of u that is no know-how.
	tangible := func(u int32) (int32, bool) {
		if virtual(u) {
			return twin(u), true
		}
		return u, !f.Is(u, KnowHow)
	}
	for u := range n {
		t, any := tangible(u)
		for _, v := range f.io.Out(u) {
			if virtual(v) || !f.Is(v, Written) {
				add(u, v)
			} else if any {
				add(t, v)
			}
			if virtual(v) && any {
				add(t, twin(v))
			}
		}
		for _, v := range f.sync.Out(u) {
			add(u, v)
		}
	}
	return newFlow(f.N, digraph.New(int(twin(n)), from, to))
}

type goals struct {
	list    []int32
	is      []bool
	assumed bool
}

func (f *Facts) goalsOf() goals {
	return f.goals.of(func() goals {
		g := goals{is: make([]bool, f.N)}
		for v := range int32(f.N) {
			if f.Is(v, MarkedGoal) {
				g.list = append(g.list, v)
				g.is[v] = true
			}
		}
		if len(g.list) > 0 {
			return g
		}
		g.assumed = true
		flow := f.Flow()
		for v := range int32(f.N) {
			sink := len(flow.arcs.Out(flow.block[v])) == 0
			if sink && !f.Is(v, KnowHow) && len(f.oi.Out(v))+len(f.sync.Out(v)) > 0 {
				g.list = append(g.list, v)
				g.is[v] = true
			}
		}
		return g
	})
}

// Goals lists the marked goals; where none is marked, the tangible deliverables everything ends in.
func (f *Facts) Goals() []int32 { return f.goalsOf().list }

// GoalsAssumed says that no goal is marked.
func (f *Facts) GoalsAssumed() bool { return f.goalsOf().assumed }

// IsGoal says that a deliverable is among the goals.
func (f *Facts) IsGoal(v int32) bool { return f.goalsOf().is[v] }

// Leads says that a goal comes after a deliverable, or beside it in its block, or that it is one.
func (f *Facts) Leads(v int32) bool {
	leads := f.leads.of(func() []bool { return f.Flow().backward(f.Flow().blocksOf(f.IsGoal)) })
	return leads[f.Flow().Block(v)]
}

// ranking holds the ranks of the blocks that were asked for.
type ranking struct {
	goals *tally
	known []int8 // 1 + the rank, or 0
}

// Rank weighs a deliverable by what follows on it: 70 for the share of the goals, 30 for the share of all deliverables,
// rounded half up. In a model that is too large to tell it is 0.
func (f *Facts) Rank(v int32) int {
	flow := f.Flow()
	r := f.ranks.of(func() ranking { return ranking{flow.tally(f.IsGoal), make([]int8, flow.Blocks())} })
	b := flow.Block(v)
	if r.known[b] == 0 {
		of, others := max(1, len(f.Goals())), max(1, f.N-1)
		num := 70*flow.from(b, r.goals)*others + 30*max(0, flow.from(b, f.everything())-1)*of
		den := of * others
		r.known[b] = int8(1 + (2*num+den)/(2*den))
	}
	return int(r.known[b]) - 1
}

// Cluster is what is settled together: deliverables joined by syncs, at least two.
type Cluster struct {
	Members []int32 // by number
	Hub     int32   // most partners, then most outputs
	Pairs   int     // sync lines drawn in it
}

type clusters struct {
	list []Cluster
	of   []int32
}

// Clusters lists the clusters by their smallest member.
func (f *Facts) Clusters() []Cluster { return f.clustersOf().list }

// ClusterOf is the place of a deliverable's cluster in Clusters, or -1.
func (f *Facts) ClusterOf(v int32) int32 { return f.clustersOf().of[v] }

func (f *Facts) clustersOf() clusters {
	return f.clusters.of(func() clusters {
		part, n := f.sync.Weak()
		size := make([]int32, n)
		for v := range f.N {
			size[part[v]]++
		}
		c := clusters{of: make([]int32, f.N)}
		at := make([]int32, n) // place in the list, plus one
		for v := range int32(f.N) {
			p := part[v]
			c.of[v] = -1
			if size[p] < 2 {
				continue
			}
			if at[p] == 0 {
				c.list = append(c.list, Cluster{Members: make([]int32, 0, size[p]), Hub: v})
				at[p] = int32(len(c.list))
			}
			cl := &c.list[at[p]-1]
			cl.Members = append(cl.Members, v)
			c.of[v] = at[p] - 1
			if cmp.Or(cmp.Compare(len(f.Sync(v)), len(f.Sync(cl.Hub))), cmp.Compare(len(f.Out(v)), len(f.Out(cl.Hub)))) > 0 {
				cl.Hub = v
			}
		}
		if len(c.list) == 0 {
			return c
		}
		for r := range f.Graph.Relations() {
			if r.Kind == model.Sync && !f.Hollow(r.From) && !f.Hollow(r.To) {
				c.list[at[part[f.node(r.From, outSync)]]-1].Pairs++
			}
		}
		return c
	})
}

// Cycles lists the strong components of two and more deliverables that inputs alone make, by smallest member.
func (f *Facts) Cycles() [][]int32 {
	return f.cycles.of(func() [][]int32 {
		part, n := f.io.Strong()
		size, at := make([]int32, n), make([]int32, n)
		for v := range f.N {
			size[part[v]]++
		}
		var list [][]int32
		for v := range int32(f.N) {
			p := part[v]
			if size[p] < 2 {
				continue
			}
			if at[p] == 0 {
				list = append(list, make([]int32, 0, size[p]))
				at[p] = int32(len(list))
			}
			list[at[p]-1] = append(list[at[p]-1], v)
		}
		return list
	})
}

// Checked says that it is known by what a deliverable is checked: it has criteria, or criteria or a viewpoint go into it.
func (f *Facts) Checked(v int32) bool {
	return f.checked.of(func() []bool {
		is := make([]bool, f.N)
		some := f.Any(Criterion)
		for v := range int32(f.N) {
			is[v] = f.Is(v, HasCriteria) || some && slices.ContainsFunc(f.In(v), func(u int32) bool { return f.Is(u, Criterion) })
		}
		return is
	})[v]
}
