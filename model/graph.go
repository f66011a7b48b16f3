package model

import (
	"cmp"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"sync"
)

// Graph is one state of a model. It is immutable: any goroutine may read it, and every list comes in file order.
type Graph struct {
	rev       uint64
	sum       uint64
	meta      Meta
	nodes     index[ID, Node]
	groups    index[ID, Group]
	phases    index[ID, Phase]
	relations index[Ends, Relation] // by kind, from, to
	byTo      index[Ends, Relation] // the same rows by kind, to, from
	answers   index[Question, Answer]
	proposals index[Offer, Proposal]

	// What is worked out when somebody first asks: few edits ask for names, and these are slow.
	naming  sync.Once
	names   names
	nesting sync.Once
	nest    nest
}

// names finds ids by the keys of names.
type names struct{ nodes, groups map[string][]ID }

// nest is what lies directly in each group.
type nest struct{ members, inner map[ID][]ID }

// Empty is the model with nothing in it.
func Empty() *Graph {
	return &Graph{
		nodes:     index[ID, Node]{key: func(n *Node) ID { return n.ID }, cmp: cmp.Compare[ID]},
		groups:    index[ID, Group]{key: func(g *Group) ID { return g.ID }, cmp: cmp.Compare[ID]},
		phases:    index[ID, Phase]{key: func(p *Phase) ID { return p.ID }, cmp: cmp.Compare[ID]},
		relations: index[Ends, Relation]{key: func(r *Relation) Ends { return r.Ends }, cmp: byFrom},
		byTo:      index[Ends, Relation]{key: func(r *Relation) Ends { return r.Ends }, cmp: byTo},
		answers:   index[Question, Answer]{key: func(a *Answer) Question { return a.Question }, cmp: byQuestion},
		proposals: index[Offer, Proposal]{key: func(p *Proposal) Offer { return p.Offer() }, cmp: byOffer},
	}
}

func byFrom(a, b Ends) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
}

func byTo(a, b Ends) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From))
}

func byQuestion(a, b Question) int {
	return cmp.Or(cmp.Compare(a.Rule, b.Rule), slices.Compare(a.Anchors.Items(), b.Anchors.Items()))
}

func byOffer(a, b Offer) int { return cmp.Or(cmp.Compare(a.As, b.As), cmp.Compare(a.ID, b.ID)) }

// Rev grows with every published graph, undo included. It tells a stale result from a fresh one and is never saved.
func (g *Graph) Rev() uint64 { return g.rev }

// Sum is the same for equal contents and differs, but for one in 2^64, for others. It holds within one run of the program.
func (g *Graph) Sum() uint64 { return g.sum }

// Meta is what belongs to the document as a whole.
func (g *Graph) Meta() Meta { return g.meta }

// Node finds a deliverable.
func (g *Graph) Node(id ID) (Node, bool) { return value(g.nodes.find(id)) }

// Group finds a group.
func (g *Graph) Group(id ID) (Group, bool) { return value(g.groups.find(id)) }

// Phase finds a phase.
func (g *Graph) Phase(id ID) (Phase, bool) { return value(g.phases.find(id)) }

// Relation finds a relation.
func (g *Graph) Relation(e Ends) (Relation, bool) { return value(g.relations.find(e)) }

// Answer finds the answer to a question.
func (g *Graph) Answer(q Question) (Answer, bool) { return value(g.answers.find(q)) }

// Proposal finds a proposal.
func (g *Graph) Proposal(o Offer) (Proposal, bool) { return value(g.proposals.find(o)) }

// Has says that a deliverable, group or phase has the id.
func (g *Graph) Has(id ID) bool {
	_, node := g.nodes.find(id)
	_, group := g.groups.find(id)
	_, phase := g.phases.find(id)
	return node || group || phase
}

// Nodes lists the deliverables by id.
func (g *Graph) Nodes() iter.Seq[Node] { return each(g.nodes.rows) }

// Groups lists the groups by id.
func (g *Graph) Groups() iter.Seq[Group] { return each(g.groups.rows) }

// Phases lists the phases by (order, id).
func (g *Graph) Phases() iter.Seq[Phase] {
	rows := slices.Clone(g.phases.rows)
	slices.SortStableFunc(rows, func(a, b *Phase) int { return cmp.Compare(a.Order, b.Order) })
	return each(rows)
}

// Answers lists the answers by (rule, anchors).
func (g *Graph) Answers() iter.Seq[Answer] { return each(g.answers.rows) }

// Proposals lists the proposals by (as, id).
func (g *Graph) Proposals() iter.Seq[Proposal] { return each(g.proposals.rows) }

// Relations lists the inputs by (from, to), then the syncs by (a, b).
func (g *Graph) Relations() iter.Seq[Relation] { return each(g.relations.rows) }

// NodeCount counts the deliverables.
func (g *Graph) NodeCount() int { return len(g.nodes.rows) }

// RelationCount counts inputs and syncs together.
func (g *Graph) RelationCount() int { return len(g.relations.rows) }

// GroupCount counts the groups.
func (g *Graph) GroupCount() int { return len(g.groups.rows) }

// In lists the inputs that end on a deliverable or composite, by where they come from.
func (g *Graph) In(id ID) iter.Seq[Relation] { return each(g.from(&g.byTo, IO, id, byToEnd)) }

// Out lists the inputs that start from a deliverable or composite, by where they go.
func (g *Graph) Out(id ID) iter.Seq[Relation] { return each(g.from(&g.relations, IO, id, byFromEnd)) }

// Syncs lists the syncs of a deliverable or composite, by partner.
func (g *Graph) Syncs(id ID) iter.Seq[Relation] {
	before, after := g.from(&g.byTo, Sync, id, byToEnd), g.from(&g.relations, Sync, id, byFromEnd)
	return func(yield func(Relation) bool) {
		for _, rows := range [][]*Relation{before, after} {
			for _, r := range rows {
				if !yield(*r) {
					return
				}
			}
		}
	}
}

// Touching lists all relations of a deliverable or composite: inputs in, inputs out, syncs.
func (g *Graph) Touching(id ID) iter.Seq[Relation] {
	return func(yield func(Relation) bool) {
		for _, list := range []iter.Seq[Relation]{g.In(id), g.Out(id), g.Syncs(id)} {
			for r := range list {
				if !yield(r) {
					return
				}
			}
		}
	}
}

func byFromEnd(e Ends) ID { return e.From }
func byToEnd(e Ends) ID   { return e.To }

func (g *Graph) from(x *index[Ends, Relation], k RelationKind, id ID, end func(Ends) ID) []*Relation {
	return x.span(func(e Ends) int { return cmp.Or(cmp.Compare(e.Kind, k), cmp.Compare(end(e), id)) })
}

// Named lists the deliverables whose name has that key, by id. A nameless one is never found.
func (g *Graph) Named(name string) []ID { return slices.Clone(g.named().nodes[Key(name)]) }

// GroupsNamed lists the groups whose name has that key, by id.
func (g *Graph) GroupsNamed(name string) []ID { return slices.Clone(g.named().groups[Key(name)]) }

// Members lists the deliverables directly in a group, by id.
func (g *Graph) Members(group ID) []ID { return slices.Clone(g.nested().members[group]) }

// Inner lists the groups directly in a group, by id; "" gives the outermost ones.
func (g *Graph) Inner(group ID) []ID { return slices.Clone(g.nested().inner[group]) }

// AllMembers lists the deliverables in a group however deep, by id.
func (g *Graph) AllMembers(group ID) []ID {
	var all []ID
	for todo := []ID{group}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = append(todo[:len(todo)-1], g.nested().inner[at]...)
		all = append(all, g.nested().members[at]...)
	}
	slices.Sort(all)
	return all
}

// Within says that a deliverable or group lies in a group, directly or deeper.
func (g *Graph) Within(id, group ID) bool {
	at := id
	if n, ok := g.nodes.find(id); ok {
		at = n.In
		if at == group {
			return true
		}
	}
	for range MaxNesting {
		p, ok := g.groups.find(at)
		if !ok {
			return false
		}
		if at = p.In; at == group {
			return at != ""
		}
	}
	return false
}

// MaxNesting is how many groups may lie in each other, far more than a picture can show. It bounds every walk up or down
// the groups, of a broken model too.
const MaxNesting = 50

// depth counts the groups from p outwards, p included; it stops past MaxNesting.
func (g *Graph) depth(p *Group) int {
	n, ok := 1, true
	for p.In != "" && n <= MaxNesting {
		if p, ok = g.groups.find(p.In); !ok {
			break
		}
		n++
	}
	return n
}

func (g *Graph) named() *names {
	g.naming.Do(func() {
		g.names = names{map[string][]ID{}, map[string][]ID{}}
		for _, n := range g.nodes.rows {
			if k := Key(n.Name); k != "" {
				g.names.nodes[k] = append(g.names.nodes[k], n.ID)
			}
		}
		for _, p := range g.groups.rows {
			if k := Key(p.Name); k != "" {
				g.names.groups[k] = append(g.names.groups[k], p.ID)
			}
		}
	})
	return &g.names
}

func (g *Graph) nested() *nest {
	g.nesting.Do(func() {
		g.nest = nest{map[ID][]ID{}, map[ID][]ID{}}
		for _, n := range g.nodes.rows {
			if n.In != "" {
				g.nest.members[n.In] = append(g.nest.members[n.In], n.ID)
			}
		}
		for _, p := range g.groups.rows {
			g.nest.inner[p.In] = append(g.nest.inner[p.In], p.ID)
		}
	})
	return &g.nest
}

// Label is how people are told of a deliverable, group or relation: its name, else its id.
func (g *Graph) Label(id ID) string {
	if n, ok := g.nodes.find(id); ok && n.Name != "" {
		return n.Name
	}
	if p, ok := g.groups.find(id); ok && p.Name != "" {
		return p.Name
	}
	if e, ok := ParseEnds(id); ok {
		mark := " > "
		if e.Kind == Sync {
			mark = " = "
		}
		return strings.Join([]string{g.Label(e.From), g.Label(e.To)}, mark)
	}
	return string(id)
}

// seed makes sums comparable between graphs of one run.
var seed = maphash.MakeSeed()

func sumOf[T comparable](r T) uint64 { return maphash.Comparable(seed, r) }

func value[T any](r *T, ok bool) (T, bool) {
	if !ok {
		var zero T
		return zero, false
	}
	return *r, true
}

func each[T any](rows []*T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, r := range rows {
			if !yield(*r) {
				return
			}
		}
	}
}
