package edit

import "seika/model"

// PutPhase adds a phase or replaces it. One without an order comes after the others.
type PutPhase struct{ Phase model.Phase }

// Name is the key of its words.
func (PutPhase) Name() string { return "command.put_phase" }

// Apply makes the edit.
func (c PutPhase) Apply(tx *model.Tx) error {
	if _, there := tx.Phase(c.Phase.ID); !there {
		if err := free(tx, c.Phase.ID); err != nil {
			return err
		}
	}
	if c.Phase.Order < 1 {
		c.Phase.Order = lastPhase(tx.Graph()) + 1
	}
	tx.PutPhase(c.Phase)
	return nil
}

// lastPhase is the highest order any phase has.
func lastPhase(g *model.Graph) int {
	last := 0
	for p := range g.Phases() {
		last = max(last, p.Order)
	}
	return last
}

// DropPhase takes a phase away; its deliverables stay.
type DropPhase struct{ ID model.ID }

// Name is the key of its words.
func (DropPhase) Name() string { return "command.drop_phase" }

// Apply makes the edit.
func (c DropPhase) Apply(tx *model.Tx) error {
	if _, ok := tx.Phase(c.ID); !ok {
		return gone(c.ID)
	}
	tx.DropPhase(c.ID)
	return nil
}
