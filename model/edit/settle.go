package edit

import "seika/model"

// Settle ends a command of another package that moved things in or out of groups: it places groups that have become empty,
// and takes the place from those that have content now. before is the model the command began with.
func Settle(tx *model.Tx, before *model.Graph) { settle(tx, before) }
