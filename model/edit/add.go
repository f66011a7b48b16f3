package edit

import "seika/model"

// Add makes a new deliverable, without relations.
type Add struct{ Node model.Node }

// Name is the key of its words.
func (Add) Name() string { return "command.add" }

// Apply makes the edit.
func (c Add) Apply(tx *model.Tx) error {
	if err := free(tx, c.Node.ID); err != nil {
		return err
	}
	before := tx.Graph()
	tx.PutNode(c.Node)
	settle(tx, before)
	return nil
}
