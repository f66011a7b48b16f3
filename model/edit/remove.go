package edit

import "seika/model"

// Remove takes away deliverables with their relations, relations alone, and dissolves groups, whose content stays.
type Remove struct{ IDs []model.ID }

// Name is the key of its words.
func (Remove) Name() string { return "command.remove" }

// Apply makes the edit.
func (c Remove) Apply(tx *model.Tx) error {
	p, err := pick(tx, c.IDs)
	if err != nil {
		return err
	}
	before := tx.Graph()
	for _, e := range p.relations {
		tx.DropRelation(e)
	}
	tx.DropNode(p.nodes...)
	tx.DropGroup(p.groups...)
	settle(tx, before)
	return nil
}
