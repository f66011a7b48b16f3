package edit

import (
	"iter"

	"seika/internal/lang"
	"seika/model"
)

// Propose notes a deliverable or relation that may be part of the model, for people to accept or decline. What the model has
// already is not proposed.
type Propose struct{ Proposal model.Proposal }

// Name is the key of its words.
func (Propose) Name() string { return "command.propose" }

// Apply makes the edit.
func (c Propose) Apply(tx *model.Tx) error {
	o := c.Proposal.Offer()
	if c.Proposal.As == model.AsNode && tx.Has(o.ID) {
		return free(tx, o.ID)
	}
	if e, ok := model.ParseEnds(o.ID); ok {
		if _, there := tx.Relation(e); there {
			return lang.M("command.propose.there", "v", tx.Graph().Label(e.ID()))
		}
	}
	tx.PutProposal(c.Proposal)
	return nil
}

// Accept makes a proposal part of the model. A proposed deliverable brings its proposed relations to what is there, and a
// proposed relation the proposed deliverables at its ends: neither was meant without the other.
type Accept struct{ Offer model.Offer }

// Name is the key of its words.
func (Accept) Name() string { return "command.accept_proposal" }

// Apply makes the edit.
func (c Accept) Apply(tx *model.Tx) error {
	g := tx.Graph()
	p, ok := g.Proposal(c.Offer)
	if !ok {
		return lang.M("command.accept_proposal.none")
	}
	tx.DropProposal(c.Offer)
	if p.As == model.AsNode {
		if err := free(tx, p.Node.ID); err != nil {
			return err
		}
		tx.PutNode(p.Node)
		for r := range offersOn(g, p.Node.ID) {
			if tx.Has(r.Relation.Other(p.Node.ID)) {
				tx.DropProposal(r.Offer())
				join(tx, r.Relation)
			}
		}
		settle(tx, g)
		return nil
	}
	for _, end := range []model.ID{p.Relation.From, p.Relation.To} {
		if tx.Has(end) {
			continue
		}
		o := model.Offer{As: model.AsNode, ID: end}
		n, ok := g.Proposal(o)
		if !ok {
			return lang.M("command.accept_proposal.end_gone", "id", string(end))
		}
		tx.DropProposal(o)
		tx.PutNode(n.Node)
	}
	join(tx, p.Relation)
	settle(tx, g)
	return nil
}

// Decline takes a proposal away. The proposed relations of a proposed deliverable go with it.
type Decline struct{ Offer model.Offer }

// Name is the key of its words.
func (Decline) Name() string { return "command.decline_proposal" }

// Apply makes the edit.
func (c Decline) Apply(tx *model.Tx) error {
	g := tx.Graph()
	if _, ok := g.Proposal(c.Offer); !ok {
		return lang.M("command.accept_proposal.none")
	}
	tx.DropProposal(c.Offer)
	if c.Offer.As == model.AsNode && !tx.Has(c.Offer.ID) {
		for r := range offersOn(g, c.Offer.ID) {
			tx.DropProposal(r.Offer())
		}
	}
	return nil
}

// offersOn lists the proposed relations that end on a deliverable.
func offersOn(g *model.Graph, id model.ID) iter.Seq[model.Proposal] {
	return func(yield func(model.Proposal) bool) {
		for p := range g.Proposals() {
			if p.As != model.AsNode && (p.Relation.From == id || p.Relation.To == id) && !yield(p) {
				return
			}
		}
	}
}
