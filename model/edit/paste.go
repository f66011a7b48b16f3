package edit

import "seika/model"

// Paste adds records as they are: ids must be free, references may be to what is there already. Relations, answers and
// proposals that exist stay as they are. The document's own members are not touched.
type Paste struct{ Records model.Records }

// Name is the key of its words.
func (Paste) Name() string { return "command.paste" }

// Apply makes the edit.
func (c Paste) Apply(tx *model.Tx) error {
	before := tx.Graph()
	r := c.Records
	for _, g := range r.Groups {
		if err := free(tx, g.ID); err != nil {
			return err
		}
		tx.PutGroup(g)
	}
	for _, n := range r.Nodes {
		if err := free(tx, n.ID); err != nil {
			return err
		}
		tx.PutNode(n)
	}
	for _, p := range r.Phases {
		if err := free(tx, p.ID); err != nil {
			return err
		}
		tx.PutPhase(p)
	}
	for _, e := range r.IO {
		e.Kind = model.IO
		join(tx, e)
	}
	for _, e := range r.Sync {
		e.Kind = model.Sync
		join(tx, e)
	}
	for _, a := range r.Answers {
		if _, there := before.Answer(a.Question); !there {
			tx.PutAnswer(a)
		}
	}
	for _, p := range r.Proposals {
		if _, there := before.Proposal(p.Offer()); !there {
			tx.PutProposal(p)
		}
	}
	settle(tx, before)
	return nil
}
