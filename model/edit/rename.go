package edit

import "seika/model"

// Rename gives a deliverable, group or phase another name. Two may share one; who must not let that happen asks before.
type Rename struct {
	ID model.ID
	To string
}

// Name is the key of its words.
func (Rename) Name() string { return "command.rename" }

// Apply makes the edit.
func (c Rename) Apply(tx *model.Tx) error {
	if n, ok := tx.Node(c.ID); ok {
		n.Name = c.To
		tx.PutNode(n)
		return nil
	}
	if g, ok := tx.Group(c.ID); ok {
		g.Name = c.To
		tx.PutGroup(g)
		return nil
	}
	p, ok := tx.Phase(c.ID)
	if !ok {
		return gone(c.ID)
	}
	p.Name = c.To
	tx.PutPhase(p)
	return nil
}
