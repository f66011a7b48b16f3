package edit

import (
	"seika/internal/lang"
	"seika/model"
)

// Become applies a difference that was worked out against the present state: a text that was changed, a version to go back
// to. Where the model is not as it was when the difference was taken, nothing happens.
type Become struct{ Change model.Change }

// Name is the key of its words: the change's own, where it has one.
func (c Become) Name() string {
	if c.Change.Name != "" {
		return c.Change.Name
	}
	return "command.become"
}

// Apply makes the edit.
func (c Become) Apply(tx *model.Tx) error {
	if !tx.Replay(c.Change) {
		return lang.M("command.become.stale")
	}
	return nil
}
