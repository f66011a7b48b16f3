package model

import (
	"fmt"

	"seika/internal/lang"
)

// Command is an edit as a small value. It carries the ids it creates, so that the same command on the same graph gives the
// same result: a preview is what will be kept.
type Command interface {
	// Name is the key of the words for the undo menu.
	Name() string
	// Apply makes the edit. An error means that nothing of it is kept; it is a Refusal or a lang.Msg where a person may
	// read it.
	Apply(*Tx) error
}

// stage is a graph with records put over it. nil stands for a dropped record.
type stage struct {
	base      *Graph
	meta      *Meta
	nodes     map[ID]*Node
	groups    map[ID]*Group
	phases    map[ID]*Phase
	relations map[Ends]*Relation
	answers   map[Question]*Answer
	proposals map[Offer]*Proposal
}

// graph is the staged state as a graph of its own, with the revision of the base.
func (s *stage) graph() *Graph {
	b := s.base
	g := &Graph{
		rev: b.rev, sum: b.sum, meta: b.meta,
		nodes: b.nodes.with(s.nodes), groups: b.groups.with(s.groups), phases: b.phases.with(s.phases),
		relations: b.relations.with(s.relations), byTo: b.byTo.with(s.relations),
		answers: b.answers.with(s.answers), proposals: b.proposals.with(s.proposals),
	}
	if s.meta != nil {
		g.meta = *s.meta
		g.sum += sumOf(g.meta) - sumOf(b.meta)
	}
	g.sum += resum(b.nodes, s.nodes) + resum(b.groups, s.groups) + resum(b.phases, s.phases) +
		resum(b.relations, s.relations) + resum(b.answers, s.answers) + resum(b.proposals, s.proposals)
	return g
}

func resum[K, T comparable](x index[K, T], staged map[K]*T) uint64 {
	var sum uint64
	for k, r := range staged {
		if old, ok := x.find(k); ok {
			sum -= sumOf(*old)
		}
		if r != nil {
			sum += sumOf(*r)
		}
	}
	return sum
}

// change is the difference that the staged records make, without those that are as they were.
func (s *stage) change(name string) Change {
	c := Change{Name: name}
	if s.meta != nil && *s.meta != s.base.meta {
		c.Meta = []Delta[Meta]{{Changed, s.base.meta, *s.meta}}
	}
	c.Nodes = deltas(s.base.nodes, s.nodes)
	c.Relations = deltas(s.base.relations, s.relations)
	c.Groups = deltas(s.base.groups, s.groups)
	c.Phases = deltas(s.base.phases, s.phases)
	c.Answers = deltas(s.base.answers, s.answers)
	c.Proposals = deltas(s.base.proposals, s.proposals)
	return c
}

func deltas[K, T comparable](x index[K, T], staged map[K]*T) []Delta[T] {
	only := index[K, T]{key: x.key, cmp: x.cmp}
	for k := range staged {
		if old, ok := x.find(k); ok {
			only.rows = append(only.rows, old)
		}
	}
	sortRows(only)
	return differing(only, only.with(staged))
}

// Tx is one edit under way: what it puts and drops is kept only if the whole command succeeds and leaves a well-formed
// model.
type Tx struct {
	stage
	now *Graph // the staged state, while nothing has been put since
}

// Graph is the state with everything put so far. Asking after every put is slow in large models; single records are
// cheap.
func (tx *Tx) Graph() *Graph {
	if tx.now == nil {
		tx.now = tx.base
		if !tx.untouched() {
			tx.now = tx.stage.graph()
		}
	}
	return tx.now
}

func (s *stage) untouched() bool {
	return s.meta == nil &&
		len(s.nodes)+len(s.groups)+len(s.phases)+len(s.relations)+len(s.answers)+len(s.proposals) == 0
}

// Meta is the document's members so far.
func (tx *Tx) Meta() Meta {
	if tx.meta != nil {
		return *tx.meta
	}
	return tx.base.meta
}

// Node finds a deliverable.
func (tx *Tx) Node(id ID) (Node, bool) { return look(tx.base.nodes, tx.nodes, id) }

// Group finds a group.
func (tx *Tx) Group(id ID) (Group, bool) { return look(tx.base.groups, tx.groups, id) }

// Phase finds a phase.
func (tx *Tx) Phase(id ID) (Phase, bool) { return look(tx.base.phases, tx.phases, id) }

// Relation finds a relation.
func (tx *Tx) Relation(e Ends) (Relation, bool) { return look(tx.base.relations, tx.relations, e) }

// Has says that a deliverable, group or phase has the id.
func (tx *Tx) Has(id ID) bool {
	_, node := tx.Node(id)
	_, group := tx.Group(id)
	_, phase := tx.Phase(id)
	return node || group || phase
}

func look[K, T comparable](x index[K, T], staged map[K]*T, k K) (T, bool) {
	if r, ok := staged[k]; ok {
		return value(r, r != nil)
	}
	return value(x.find(k))
}

// SetMeta replaces the document's members.
func (tx *Tx) SetMeta(m Meta) {
	store(MetaFields, &m)
	tx.meta, tx.now = &m, nil
}

// Records put here come into their stored form: known words of lists in English, tags sorted, and nothing that a file does
// not hold of them.

// PutNode adds or replaces a deliverable.
func (tx *Tx) PutNode(n Node) {
	store(NodeFields, &n)
	stagePut(tx, &tx.nodes, n.ID, n)
}

// PutGroup adds or replaces a group.
func (tx *Tx) PutGroup(g Group) {
	store(GroupFields, &g)
	stagePut(tx, &tx.groups, g.ID, g)
}

// PutPhase adds or replaces a phase.
func (tx *Tx) PutPhase(p Phase) {
	p.store()
	stagePut(tx, &tx.phases, p.ID, p)
}

// PutRelation adds or replaces a relation. The ends of a sync may come in either order.
func (tx *Tx) PutRelation(r Relation) {
	r.store()
	stagePut(tx, &tx.relations, r.Ends, r)
}

// PutAnswer adds or replaces an answer.
func (tx *Tx) PutAnswer(a Answer) { stagePut(tx, &tx.answers, a.Question, a) }

// PutProposal adds or replaces a proposal.
func (tx *Tx) PutProposal(p Proposal) {
	p.store()
	stagePut(tx, &tx.proposals, p.Offer(), p)
}

func stagePut[K, T comparable](tx *Tx, staged *map[K]*T, k K, r T) {
	put(staged, k, &r)
	tx.now = nil
}

// DropNode takes deliverables away, and with them their relations and what refers to them, but not their answers.
func (tx *Tx) DropNode(ids ...ID) {
	gone := set(ids)
	tx.dropTouching(gone)
	for _, id := range ids {
		put(&tx.nodes, id, nil)
	}
	for _, n := range tx.base.nodes.with(tx.nodes).rows {
		if gone[n.Revises] {
			n := *n
			n.Revises = ""
			tx.PutNode(n)
		}
	}
	for _, p := range tx.base.phases.with(tx.phases).rows {
		if gone[p.Ends] {
			p := *p
			p.Ends = ""
			tx.PutPhase(p)
		}
	}
	tx.now = nil
}

// DropGroup dissolves groups: their relations go, their members and inner groups move to the group around.
func (tx *Tx) DropGroup(ids ...ID) {
	gone := set(ids)
	tx.dropTouching(gone)
	// Groups may lie in each other in the middle of an edit: the bound ends a ring.
	around := func(id ID) ID {
		for range MaxNesting {
			g, ok := tx.Group(id)
			if !ok || !gone[id] {
				break
			}
			id = g.In
		}
		return id
	}
	for _, n := range tx.base.nodes.with(tx.nodes).rows {
		if gone[n.In] {
			n := *n
			n.In = around(n.In)
			tx.PutNode(n)
		}
	}
	for _, g := range tx.base.groups.with(tx.groups).rows {
		if gone[g.In] && !gone[g.ID] {
			g := *g
			g.In = around(g.In)
			tx.PutGroup(g)
		}
	}
	for _, id := range ids {
		put(&tx.groups, id, nil)
	}
	tx.now = nil
}

func set(ids []ID) map[ID]bool {
	s := make(map[ID]bool, len(ids))
	for _, id := range ids {
		s[id] = true
	}
	return s
}

func (tx *Tx) dropTouching(gone map[ID]bool) {
	for id := range gone {
		for r := range tx.base.Touching(id) {
			tx.DropRelation(r.Ends)
		}
	}
	for e, r := range tx.relations {
		if r != nil && (gone[e.From] || gone[e.To]) {
			tx.DropRelation(e)
		}
	}
}

// DropRelation takes a relation away.
func (tx *Tx) DropRelation(e Ends) { stageDrop(tx, &tx.relations, e) }

// DropPhase takes a phase away.
func (tx *Tx) DropPhase(id ID) { stageDrop(tx, &tx.phases, id) }

// DropAnswer takes an answer away.
func (tx *Tx) DropAnswer(q Question) { stageDrop(tx, &tx.answers, q) }

// DropProposal takes a proposal away.
func (tx *Tx) DropProposal(o Offer) { stageDrop(tx, &tx.proposals, o) }

func stageDrop[K, T comparable](tx *Tx, staged *map[K]*T, k K) {
	put(staged, k, nil)
	tx.now = nil
}

// Try runs a command on a graph and publishes nothing: for previews, what-if, fixes and the command line. The new graph
// has the revision of the old one. A command that changes nothing gives back the same graph.
func Try(g *Graph, c Command) (*Graph, Change, error) {
	tx := &Tx{stage: stage{base: g}}
	if err := c.Apply(tx); err != nil {
		return g, Change{}, fmt.Errorf("%s: %w", c.Name(), err)
	}
	change := tx.change(c.Name())
	if change.Empty() {
		return g, Change{Name: c.Name()}, nil
	}
	next := tx.Graph()
	if bad := checkChange(g, next, change); len(bad) > 0 {
		return g, Change{}, fmt.Errorf("%s: %w", c.Name(), bad[0])
	}
	return next, change, nil
}

// Batch is several commands as one: one name, one undo step, all or nothing.
func Batch(name string, cs ...Command) Command { return batch{name, cs} }

type batch struct {
	name string
	cs   []Command
}

func (b batch) Name() string { return b.name }

func (b batch) Apply(tx *Tx) error {
	for _, c := range b.cs {
		if err := c.Apply(tx); err != nil {
			return err
		}
	}
	return nil
}

// Refusal says why a model is not well-formed: which record, which member of it, what is wrong.
type Refusal struct {
	Table  Table
	Index  int    // of the record among those given to Build; -1 outside Build
	ID     ID     // of the record
	Member string // "" is the record as a whole
	What   lang.Msg
}

func (r Refusal) Error() string { return r.What.In(lang.EN) }

// Msg is the sentence for people.
func (r Refusal) Msg() lang.Msg { return r.What }

// Table names the list a record is in.
type Table uint8

// The tables, in file order.
const (
	Document Table = iota
	Nodes
	IOs
	Syncs
	Groups
	Phases
	Answers
	Proposals
)
