package file

import (
	"context"
	"errors"
	"hash/fnv"
	"iter"
	"slices"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// A change is written as what came of it: the records it put, as rows of the file, and of those it dropped what identifies
// them.
//
//	{"meta":{…},"nodes":[{"id":"n1","name":"契約書"}],"gone":{"io":[{"from":"n1","to":"n2"}]}}
//
// Read back, it is held against the graph it was made on, which knows what the records were before.

const (
	metaName = "meta"
	goneName = "gone"
)

// EncodeChange writes what came of a change, without its name.
func EncodeChange(c model.Change) []byte {
	w := &writer{b: []byte{'{'}}
	if len(c.Meta) > 0 {
		w.line(metaName)
		w.metaRow(c.Meta[0].After)
	}
	w.rows(after(c))
	if gone := before(c); !gone.empty() {
		w.line(goneName)
		w.b = append(w.b, '{')
		w.rows(gone)
		w.b = append(w.b, '}')
	}
	return append(w.b, '}')
}

// metaRow writes the document's members as one object.
func (w *writer) metaRow(m model.Meta) {
	m.Version = max(m.Version, Version)
	writeRecord(w, metaTable, &m)
}

// records is some of each table, in file order.
type records struct {
	nodes     []model.Node
	relations []model.Relation
	groups    []model.Group
	phases    []model.Phase
	answers   []model.Answer
	proposals []model.Proposal
}

func (r records) empty() bool {
	return len(r.nodes)+len(r.relations)+len(r.groups)+len(r.phases)+len(r.answers)+len(r.proposals) == 0
}

func (w *writer) rows(r records) {
	of := func(k model.RelationKind) iter.Seq[model.Relation] {
		return slices.Values(slices.DeleteFunc(slices.Clone(r.relations), func(x model.Relation) bool { return x.Kind != k }))
	}
	writeRows(w, nodesName, slices.Values(r.nodes), func(n *model.Node) { writeRecord(w, nodeTable, n) })
	writeRows(w, ioName, of(model.IO), func(r *model.Relation) { writeRecord(w, ioTable, r) })
	writeRows(w, syncName, of(model.Sync), func(r *model.Relation) { writeRecord(w, syncTable, r) })
	writeRows(w, groupsName, slices.Values(r.groups), func(p *model.Group) { writeRecord(w, groupTable, p) })
	writeRows(w, phasesName, slices.Values(r.phases), func(p *model.Phase) { writeRecord(w, phaseTable, p) })
	writeRows(w, answersName, slices.Values(r.answers), func(a *model.Answer) { writeRecord(w, answerTable, a) })
	writeRows(w, proposalsName, slices.Values(r.proposals), w.proposal)
}

// after is the records a change put, whole.
func after(c model.Change) records {
	return records{
		put(c.Nodes), put(c.Relations), put(c.Groups), put(c.Phases), put(c.Answers), put(c.Proposals),
	}
}

func put[T comparable](ds []model.Delta[T]) []T {
	var out []T
	for _, d := range ds {
		if d.Op != model.Removed {
			out = append(out, d.After)
		}
	}
	return out
}

// before is the records a change dropped, with nothing but what identifies them.
func before(c model.Change) records {
	return records{
		gone(c.Nodes, func(n model.Node) model.Node { return model.Node{ID: n.ID} }),
		gone(c.Relations, func(r model.Relation) model.Relation { return model.Relation{Ends: r.Ends} }),
		gone(c.Groups, func(g model.Group) model.Group { return model.Group{ID: g.ID} }),
		gone(c.Phases, func(p model.Phase) model.Phase { return model.Phase{ID: p.ID} }),
		gone(c.Answers, func(a model.Answer) model.Answer { return model.Answer{Question: a.Question} }),
		gone(c.Proposals, func(p model.Proposal) model.Proposal {
			return model.Proposal{As: p.As, Node: model.Node{ID: p.Node.ID}, Relation: model.Relation{Ends: p.Relation.Ends}}
		}),
	}
}

func gone[T comparable](ds []model.Delta[T], key func(T) T) []T {
	var out []T
	for _, d := range ds {
		if d.Op == model.Removed {
			out = append(out, key(d.Before))
		}
	}
	return out
}

// DecodeChange reads what came of a change to a graph. One that cannot have been made on this graph is an error.
func DecodeChange(g *model.Graph, name string, data []byte) (model.Change, error) {
	in := &source.Input{Data: data, Limits: source.Boundless()}
	now, gone := &reader{in: in}, &reader{in: in}
	m := g.Meta()
	err := in.JSON(context.Background(), func(j *source.JSON) {
		now.j, gone.j = j, j
		for member := range j.Members() {
			switch {
			case member == metaName:
				m = model.Meta{}
				readRecord(now, metaTable, &m, nothing)
			case member == goneName:
				gone.tables()
			case !now.table(member):
				now.stranger(member)
			}
		}
	})
	if err != nil {
		return model.Change{}, err
	}
	if m.Version <= Version {
		m.Version = 0
	}
	return against(g, name, m, now.records, gone.records)
}

func (r *reader) tables() {
	for member := range r.j.Members() {
		if !r.table(member) {
			r.stranger(member)
		}
	}
}

// stranger refuses a member that might mean anything: passing over it would give another graph.
func (r *reader) stranger(member string) {
	r.problem(lang.M("file.change_member", "name", member))
	r.j.Skip()
}

// errElsewhere says that a change was made on another graph.
var errElsewhere = errors.New("change: a dropped record is not there")

// against is a change with the records as they were before.
func against(g *model.Graph, name string, m model.Meta, now, gone model.Records) (model.Change, error) {
	c := model.Change{Name: name}
	if m != g.Meta() {
		c.Meta = []model.Delta[model.Meta]{{Op: model.Changed, Before: g.Meta(), After: m}}
	}
	var bad bool
	c.Nodes = deltas(&bad, now.Nodes, gone.Nodes, func(n model.Node) (model.Node, bool) { return g.Node(n.ID) })
	c.Relations = deltas(&bad, slices.Concat(now.IO, now.Sync), slices.Concat(gone.IO, gone.Sync), func(r model.Relation) (model.Relation, bool) { return g.Relation(r.Ends) })
	c.Groups = deltas(&bad, now.Groups, gone.Groups, func(p model.Group) (model.Group, bool) { return g.Group(p.ID) })
	c.Phases = deltas(&bad, now.Phases, gone.Phases, func(p model.Phase) (model.Phase, bool) { return g.Phase(p.ID) })
	c.Answers = deltas(&bad, now.Answers, gone.Answers, func(a model.Answer) (model.Answer, bool) { return g.Answer(a.Question) })
	c.Proposals = deltas(&bad, now.Proposals, gone.Proposals, func(p model.Proposal) (model.Proposal, bool) { return g.Proposal(p.Offer()) })
	if bad {
		return model.Change{}, errElsewhere
	}
	return c, nil
}

func deltas[T comparable](bad *bool, now, gone []T, find func(T) (T, bool)) []model.Delta[T] {
	var out []model.Delta[T]
	for _, r := range now {
		if old, there := find(r); there {
			out = append(out, model.Delta[T]{Op: model.Changed, Before: old, After: r})
		} else {
			out = append(out, model.Delta[T]{Op: model.Added, After: r})
		}
	}
	for _, r := range gone {
		old, there := find(r)
		*bad = *bad || !there
		out = append(out, model.Delta[T]{Op: model.Removed, Before: old})
	}
	return out
}

// Weigh is how much a change adds to the sum over all records of a model, in any run of the program: what two graphs that
// should be the same are held against each other by. A change and its inverse weigh nothing together.
func Weigh(c model.Change) uint64 {
	w := &writer{}
	sum := weigh(w, c.Meta, func(m *model.Meta) { w.metaRow(*m) })
	sum += weigh(w, c.Nodes, func(n *model.Node) { writeRecord(w, nodeTable, n) })
	sum += weigh(w, c.Relations, func(r *model.Relation) {
		if r.Kind == model.Sync {
			writeRecord(w, syncTable, r)
			return
		}
		writeRecord(w, ioTable, r)
	})
	sum += weigh(w, c.Groups, func(p *model.Group) { writeRecord(w, groupTable, p) })
	sum += weigh(w, c.Phases, func(p *model.Phase) { writeRecord(w, phaseTable, p) })
	sum += weigh(w, c.Answers, func(a *model.Answer) { writeRecord(w, answerTable, a) })
	sum += weigh(w, c.Proposals, w.proposal)
	return sum
}

func weigh[T comparable](w *writer, ds []model.Delta[T], row func(*T)) uint64 {
	var sum uint64
	of := func(r T) uint64 {
		w.b = w.b[:0]
		row(&r)
		h := fnv.New64a()
		_, _ = h.Write(w.b) // never fails
		return h.Sum64()
	}
	for _, d := range ds {
		if d.Op != model.Added {
			sum -= of(d.Before)
		}
		if d.Op != model.Removed {
			sum += of(d.After)
		}
	}
	return sum
}
