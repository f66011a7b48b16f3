package edit

import (
	"seika/internal/lang"
	"seika/model"
)

// Connect makes relations. One that exists stays as it is. A group at an end becomes composite, for only that can be joined.
type Connect struct{ Relations []model.Relation }

// Name is the key of its words.
func (Connect) Name() string { return "command.connect" }

// Apply makes the edit.
func (c Connect) Apply(tx *model.Tx) error {
	for _, r := range c.Relations {
		join(tx, r)
	}
	return nil
}

// Join connects each of some deliverables with each of others: many to one, or one to many. None is joined to itself.
func Join(kind model.RelationKind, from, to []model.ID) Connect {
	var c Connect
	for _, a := range from {
		for _, b := range to {
			if a != b {
				c.Relations = append(c.Relations, model.Relation{Ends: model.Ends{Kind: kind, From: a, To: b}})
			}
		}
	}
	return c
}

func join(tx *model.Tx, r model.Relation) {
	if _, there := tx.Relation(r.Ends.Stored()); there {
		return
	}
	tx.PutRelation(r)
	for _, end := range []model.ID{r.From, r.To} {
		if g, ok := tx.Group(end); ok && g.Kind == model.Area {
			g.Kind = model.Composite
			tx.PutGroup(g)
		}
	}
}

// Reattach moves an end of a relation, turns it round, or makes an input a sync and the other way. What was said of the
// relation stays with it, as far as the new kind has it.
type Reattach struct{ From, To model.Ends }

// Name is the key of its words.
func (Reattach) Name() string { return "command.reattach" }

// Apply makes the edit.
func (c Reattach) Apply(tx *model.Tx) error {
	from, to := c.From.Stored(), c.To.Stored()
	r, ok := tx.Relation(from)
	if !ok {
		g := tx.Graph()
		return lang.M("command.reattach.not_joined", "v", g.Label(from.From), "w", g.Label(from.To))
	}
	if from == to {
		return nil
	}
	if _, there := tx.Relation(to); there {
		g := tx.Graph()
		return lang.M("command.reattach.twice", "v", g.Label(to.From), "w", g.Label(to.To))
	}
	tx.DropRelation(from)
	r.Ends = to
	join(tx, r)
	return nil
}
