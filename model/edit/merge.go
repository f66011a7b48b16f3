package edit

import (
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// Merge makes two deliverables one. Keep takes over the relations of Drop, and what was said of Drop where it says nothing
// itself; lists unite, notes follow each other. Its name, kind, group and place stay.
type Merge struct{ Keep, Drop model.ID }

// Name is the key of its words.
func (Merge) Name() string { return "command.merge" }

// Apply makes the edit.
func (c Merge) Apply(tx *model.Tx) error {
	keep, ok := tx.Node(c.Keep)
	drop, both := tx.Node(c.Drop)
	if !ok || !both || c.Keep == c.Drop {
		return lang.M("command.merge.two")
	}
	before := tx.Graph()
	if keep.Revises == c.Drop || keep.Revises == "" && !revisesFrom(tx, drop.Revises, c.Keep) {
		keep.Revises = drop.Revises
	}
	if keep.Trace == (model.Trace{}) {
		keep.Trace = drop.Trace
	}
	adopt(model.NodeFields, &keep, drop)
	tx.DropNode(c.Drop)
	tx.PutNode(keep)
	c.takeRelations(tx, before)
	c.takeReferences(tx, before)
	settle(tx, before)
	return nil
}

// takeRelations moves the relations of Drop to Keep. What joined the two goes, and what Keep has already it keeps.
func (c Merge) takeRelations(tx *model.Tx, before *model.Graph) {
	for r := range before.Touching(c.Drop) {
		if r.Other(c.Drop) == c.Keep {
			continue
		}
		r.Ends = c.renamed(r.Ends).Stored()
		if old, there := tx.Relation(r.Ends); there {
			adopt(model.RelationFields(r.Kind), &old, r)
			tx.PutRelation(old)
			continue
		}
		join(tx, r)
	}
}

// takeReferences makes later versions, phases and proposals that named Drop name Keep.
func (c Merge) takeReferences(tx *model.Tx, before *model.Graph) {
	for n := range before.Nodes() {
		if n.Revises == c.Drop && n.ID != c.Keep {
			n, _ = tx.Node(n.ID)
			n.Revises = c.Keep
			tx.PutNode(n)
		}
	}
	for p := range before.Phases() {
		if p.Ends == c.Drop {
			p.Ends = c.Keep
			tx.PutPhase(p)
		}
	}
	for p := range offersOn(before, c.Drop) {
		tx.DropProposal(p.Offer())
		p.Relation.Ends = c.renamed(p.Relation.Ends).Stored()
		_, there := tx.Relation(p.Relation.Ends)
		_, offered := before.Proposal(p.Offer())
		if !there && !offered && p.Relation.From != p.Relation.To {
			tx.PutProposal(p)
		}
	}
}

// revisesFrom says that a deliverable is another or, over however many versions, made from it.
func revisesFrom(tx *model.Tx, id, from model.ID) bool {
	// In the middle of a batch versions may still lead back to each other: the bound ends a ring.
	for range tx.Graph().NodeCount() {
		if id == from {
			return true
		}
		n, _ := tx.Node(id)
		id = n.Revises
	}
	return false
}

// renamed is the ends with Keep in place of Drop.
func (c Merge) renamed(e model.Ends) model.Ends {
	if e.From == c.Drop {
		e.From = c.Keep
	}
	if e.To == c.Drop {
		e.To = c.Keep
	}
	return e
}

// own are the members that one element never takes over from another: who it is, and those whose default says something.
var own = []string{
	"id", "name", "nameAlt", "kind", "scope", "in", "multiplicity", "revises", "confidence", "trace", "at", "pin",
	"from", "to", "a", "b", "use",
}

// texts are the members of which an element can have two, one after the other.
var texts = []string{"note", "private", "ask", "criteria"}

// adopt gives a record what another says and it does not.
func adopt[T any](fields []model.Field[T], to *T, from T) {
	for _, f := range fields {
		switch {
		case slices.Contains(own, f.Name):
		case f.List != nil:
			all := *f.List(to)
			for _, s := range f.List(&from).Items() {
				all = all.With(s)
			}
			*f.List(to) = all
		case f.Get(to) == "":
			f.Set(to, f.Get(&from))
		case slices.Contains(texts, f.Name) && f.Get(&from) != "" && f.Get(&from) != f.Get(to):
			f.Set(to, f.Get(to)+"\n"+f.Get(&from))
		}
	}
}
