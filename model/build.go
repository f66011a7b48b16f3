package model

import (
	"cmp"
	"slices"

	"seika/internal/lang"
)

// Records is a whole model as plain lists, as a reader finds it.
type Records struct {
	Meta      Meta
	Nodes     []Node
	IO, Sync  []Relation
	Groups    []Group
	Phases    []Phase
	Answers   []Answer
	Proposals []Proposal
}

// Records is the graph as plain lists: Build makes the same graph of them.
func (g *Graph) Records() Records {
	r := Records{
		Meta: g.meta, Nodes: slices.Collect(g.Nodes()), Groups: slices.Collect(g.Groups()), Phases: slices.Collect(g.Phases()),
		Answers: slices.Collect(g.Answers()), Proposals: slices.Collect(g.Proposals()),
	}
	for x := range g.Relations() {
		if x.Kind == Sync {
			r.Sync = append(r.Sync, x)
		} else {
			r.IO = append(r.IO, x)
		}
	}
	return r
}

// Build makes a graph of records. Whatever makes the model other than well-formed is refused, all of it at once, in the
// order of the tables; then there is no graph.
func Build(r Records) (*Graph, []Refusal) {
	var c checker
	r = r.stored()
	s := stage{base: Empty(), meta: &r.Meta}
	c.load(r, &s)
	g := s.graph()
	c.old, c.g = s.base, g
	c.all(r)
	if len(c.bad) > 0 {
		slices.SortStableFunc(c.bad, func(a, b Refusal) int {
			return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Index, b.Index))
		})
		return nil, c.bad
	}
	return g, nil
}

// stored is a copy of the records in their stored form: the graph will keep it, and the caller the original.
func (r Records) stored() Records {
	store(MetaFields, &r.Meta)
	r.Nodes = slices.Clone(r.Nodes)
	for i := range r.Nodes {
		store(NodeFields, &r.Nodes[i])
	}
	r.IO = slices.Clone(r.IO)
	for i := range r.IO {
		r.IO[i].Kind = IO
		r.IO[i].store()
	}
	r.Sync = slices.Clone(r.Sync)
	for i := range r.Sync {
		r.Sync[i].Kind = Sync
		r.Sync[i].store()
	}
	r.Groups = slices.Clone(r.Groups)
	for i := range r.Groups {
		store(GroupFields, &r.Groups[i])
	}
	r.Phases = slices.Clone(r.Phases)
	for i := range r.Phases {
		r.Phases[i].store()
	}
	r.Answers = slices.Clone(r.Answers)
	r.Proposals = slices.Clone(r.Proposals)
	for i := range r.Proposals {
		r.Proposals[i].store()
	}
	return r
}

// load stages records; what cannot be told apart from an earlier one is refused here.
func (c *checker) load(r Records, s *stage) {
	ids := map[ID]bool{}
	fresh := func(t Table, i int, id ID) bool {
		c.table, c.at, c.id = t, i, id
		if ids[id] {
			c.refuse("id", lang.M("model.id_twice", "id", string(id)))
			return false
		}
		ids[id] = true
		return true
	}
	for i := range r.Nodes {
		if fresh(Nodes, i, r.Nodes[i].ID) {
			put(&s.nodes, r.Nodes[i].ID, &r.Nodes[i])
		}
	}
	for i := range r.Groups {
		if fresh(Groups, i, r.Groups[i].ID) {
			put(&s.groups, r.Groups[i].ID, &r.Groups[i])
		}
	}
	for i := range r.Phases {
		if fresh(Phases, i, r.Phases[i].ID) {
			put(&s.phases, r.Phases[i].ID, &r.Phases[i])
		}
	}
	for i := range r.IO {
		loadOnce(c, IOs, i, &s.relations, r.IO[i].Ends, &r.IO[i], r.IO[i].ID())
	}
	for i := range r.Sync {
		loadOnce(c, Syncs, i, &s.relations, r.Sync[i].Ends, &r.Sync[i], r.Sync[i].ID())
	}
	for i := range r.Answers {
		loadOnce(c, Answers, i, &s.answers, r.Answers[i].Question, &r.Answers[i], ID(r.Answers[i].Rule))
	}
	for i := range r.Proposals {
		loadOnce(c, Proposals, i, &s.proposals, r.Proposals[i].Offer(), &r.Proposals[i], r.Proposals[i].Offer().ID)
	}
}

func loadOnce[K, T comparable](c *checker, t Table, i int, staged *map[K]*T, k K, r *T, id ID) {
	if _, twice := (*staged)[k]; twice {
		c.table, c.at, c.id = t, i, id
		c.refuse("", lang.M("model.twice", "v", string(id)))
		return
	}
	put(staged, k, r)
}

func sortRows[K, T comparable](x index[K, T]) {
	slices.SortFunc(x.rows, func(a, b *T) int { return x.cmp(x.key(a), x.key(b)) })
}
