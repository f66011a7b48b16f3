package edit

import (
	"seika/internal/lang"
	"seika/model"
)

// Answer notes what people said to a finding, in place of what was noted before.
type Answer struct{ Answer model.Answer }

// Name is the key of its words.
func (Answer) Name() string { return "command.answer" }

// Apply makes the edit.
func (c Answer) Apply(tx *model.Tx) error {
	tx.PutAnswer(c.Answer)
	return nil
}

// Withdraw takes an answer back: the question is open again.
type Withdraw struct{ Question model.Question }

// Name is the key of its words.
func (Withdraw) Name() string { return "command.withdraw" }

// Apply makes the edit.
func (c Withdraw) Apply(tx *model.Tx) error {
	if _, ok := tx.Graph().Answer(c.Question); !ok {
		return lang.M("command.withdraw.none", "rule", c.Question.Rule)
	}
	tx.DropAnswer(c.Question)
	return nil
}
