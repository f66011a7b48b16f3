package edit

import "seika/model"

// Describe replaces what is said of the document as a whole.
type Describe struct{ Meta model.Meta }

// Name is the key of its words.
func (Describe) Name() string { return "command.describe" }

// Apply makes the edit.
func (c Describe) Apply(tx *model.Tx) error {
	tx.SetMeta(c.Meta)
	return nil
}
