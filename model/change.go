package model

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// Op says what happened to a record.
type Op uint8

// The three things that can happen.
const (
	Added Op = iota
	Removed
	Changed
)

// Delta is one record before and after. Before is the zero value where it was added, After where it was removed.
type Delta[T comparable] struct {
	Op            Op
	Before, After T
}

func (d Delta[T]) invert() Delta[T] {
	switch d.Op {
	case Added:
		return Delta[T]{Op: Removed, Before: d.After}
	case Removed:
		return Delta[T]{Op: Added, After: d.Before}
	case Changed:
		return Delta[T]{Changed, d.After, d.Before}
	default:
		panic("unknown op")
	}
}

// Record is the delta's record as it now is, or as it was last.
func (d Delta[T]) Record() T {
	if d.Op == Removed {
		return d.Before
	}
	return d.After
}

// Change is the difference between two graphs: plain data that can be written down, inverted and applied again. Its lists
// are in file order.
type Change struct {
	Name      string        // of the command, for the undo menu
	Meta      []Delta[Meta] // none or one
	Nodes     []Delta[Node]
	Relations []Delta[Relation]
	Groups    []Delta[Group]
	Phases    []Delta[Phase]
	Answers   []Delta[Answer]
	Proposals []Delta[Proposal]
}

// Empty says that nothing differs.
func (c Change) Empty() bool {
	return len(c.Meta)+len(c.Nodes)+len(c.Relations)+len(c.Groups)+len(c.Phases)+len(c.Answers)+len(c.Proposals) == 0
}

// Invert is the change that takes this one back.
func (c Change) Invert() Change {
	return Change{
		c.Name, inverted(c.Meta), inverted(c.Nodes), inverted(c.Relations), inverted(c.Groups), inverted(c.Phases),
		inverted(c.Answers), inverted(c.Proposals),
	}
}

func inverted[T comparable](ds []Delta[T]) []Delta[T] {
	var out []Delta[T]
	for _, d := range ds {
		out = append(out, d.invert())
	}
	return out
}

// Touched lists the ids of the deliverables, groups and relations that the change adds, removes or changes, each once.
func (c Change) Touched() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for _, d := range c.Nodes {
			if !yield(d.Record().ID) {
				return
			}
		}
		for _, d := range c.Groups {
			if !yield(d.Record().ID) {
				return
			}
		}
		for _, d := range c.Relations {
			if !yield(d.Record().ID()) {
				return
			}
		}
	}
}

// OnlyGeometry says that nothing but positions, pins and folding differs, so that no finding can.
func (c Change) OnlyGeometry() bool {
	if len(c.Meta)+len(c.Relations)+len(c.Phases)+len(c.Answers)+len(c.Proposals) > 0 {
		return false
	}
	return !slices.ContainsFunc(c.Nodes, func(d Delta[Node]) bool {
		d.Before.At, d.Before.Pin = d.After.At, d.After.Pin
		return d.Op != Changed || d.Before != d.After
	}) && !slices.ContainsFunc(c.Groups, func(d Delta[Group]) bool {
		d.Before.At, d.Before.Folded = d.After.At, d.After.Folded
		return d.Op != Changed || d.Before != d.After
	})
}

// Then is the change that does both, this one first.
func (c Change) Then(next Change) Change {
	return Change{
		next.Name,
		joined(c.Meta, next.Meta, func(Meta) bool { return true }, func(a, b bool) int { return 0 }),
		joined(c.Nodes, next.Nodes, func(n Node) ID { return n.ID }, cmp.Compare[ID]),
		joined(c.Relations, next.Relations, func(r Relation) Ends { return r.Ends }, byFrom),
		joined(c.Groups, next.Groups, func(g Group) ID { return g.ID }, cmp.Compare[ID]),
		joined(c.Phases, next.Phases, func(p Phase) ID { return p.ID }, cmp.Compare[ID]),
		joined(c.Answers, next.Answers, func(a Answer) Question { return a.Question }, byQuestion),
		joined(c.Proposals, next.Proposals, Proposal.Offer, byOffer),
	}
}

func joined[T, K comparable](first, second []Delta[T], key func(T) K, order func(a, b K) int) []Delta[T] {
	at := map[K]int{}
	out := slices.Clone(first)
	for i, d := range out {
		at[key(d.Record())] = i
	}
	for _, d := range second {
		i, both := at[key(d.Record())]
		if !both {
			out = append(out, d)
			continue
		}
		out[i] = between(out[i].Op != Added, out[i].Before, d.Op != Removed, d.After)
	}
	out = slices.DeleteFunc(out, func(d Delta[T]) bool { return d.Before == d.After })
	if len(out) == 0 {
		return nil // as Diff gives it
	}
	slices.SortFunc(out, func(a, b Delta[T]) int { return order(key(a.Record()), key(b.Record())) })
	return out
}

// between is the delta from a record that was there or not to one that is there or not.
func between[T comparable](was bool, before T, is bool, after T) Delta[T] {
	var zero T
	switch {
	case was && is:
		return Delta[T]{Changed, before, after}
	case was:
		return Delta[T]{Removed, before, zero}
	case is:
		return Delta[T]{Added, zero, after}
	default:
		return Delta[T]{}
	}
}

// Diff is the change that leads from one graph to another.
func Diff(from, to *Graph) Change {
	c := Change{
		Nodes:     differing(from.nodes, to.nodes),
		Relations: differing(from.relations, to.relations),
		Groups:    differing(from.groups, to.groups),
		Phases:    differing(from.phases, to.phases),
		Answers:   differing(from.answers, to.answers),
		Proposals: differing(from.proposals, to.proposals),
	}
	if from.meta != to.meta {
		c.Meta = []Delta[Meta]{{Changed, from.meta, to.meta}}
	}
	return c
}

// differing walks two rows in step. Rows that two graphs share are the same pointer, so most comparisons are cheap.
func differing[K, T comparable](a, b index[K, T]) []Delta[T] {
	var out []Delta[T]
	var zero T
	i, j := 0, 0
	for i < len(a.rows) || j < len(b.rows) {
		order := 0
		switch {
		case i == len(a.rows):
			order = 1
		case j == len(b.rows):
			order = -1
		default:
			order = a.cmp(a.key(a.rows[i]), b.key(b.rows[j]))
		}
		switch {
		case order < 0:
			out = append(out, Delta[T]{Removed, *a.rows[i], zero})
			i++
		case order > 0:
			out = append(out, Delta[T]{Added, zero, *b.rows[j]})
			j++
		default:
			if a.rows[i] != b.rows[j] && *a.rows[i] != *b.rows[j] {
				out = append(out, Delta[T]{Changed, *a.rows[i], *b.rows[j]})
			}
			i, j = i+1, j+1
		}
	}
	return out
}

// Replay applies a change to the graph it was recorded on. A graph on which the change cannot have been recorded, because
// a record is not as it was before, is an error.
func Replay(g *Graph, c Change) (*Graph, error) {
	tx := &Tx{stage: stage{base: g}}
	if !tx.Replay(c) {
		return nil, fmt.Errorf("replay %q: a record is not as it was", c.Name)
	}
	return tx.stage.graph(), nil
}

// Recorded is a change as a command, with its name: what a journal holds, or the way to a former content. On a graph where
// a record is not as it was before, it is refused.
func Recorded(c Change) Command { return recorded{c} }

type recorded struct{ change Change }

func (r recorded) Name() string { return r.change.Name }

func (r recorded) Apply(tx *Tx) error {
	if !tx.Replay(r.change) {
		return errors.New("a record is not as it was")
	}
	return nil
}

// Replay puts and drops the records of a change, and nothing with them. It says whether every record was as it was when
// the change was recorded; if not, the edit must be given up.
func (tx *Tx) Replay(c Change) bool {
	tx.now = nil
	if len(c.Meta) > 0 {
		if c.Meta[0].Before != tx.Meta() {
			return false
		}
		m := c.Meta[0].After
		tx.meta = &m
	}
	b := tx.base
	return replayed(b.nodes, &tx.nodes, c.Nodes) && replayed(b.relations, &tx.relations, c.Relations) &&
		replayed(b.groups, &tx.groups, c.Groups) && replayed(b.phases, &tx.phases, c.Phases) &&
		replayed(b.answers, &tx.answers, c.Answers) && replayed(b.proposals, &tx.proposals, c.Proposals)
}

func replayed[K, T comparable](x index[K, T], staged *map[K]*T, ds []Delta[T]) bool {
	for _, d := range ds {
		r := d.Record()
		k := x.key(&r)
		old, there := look(x, *staged, k)
		if there != (d.Op != Added) || there && old != d.Before {
			return false
		}
		if d.Op == Removed {
			put(staged, k, nil)
			continue
		}
		put(staged, k, &r)
	}
	return true
}

func put[K, T comparable](staged *map[K]*T, k K, r *T) {
	if *staged == nil {
		*staged = map[K]*T{}
	}
	(*staged)[k] = r
}
