// Package edit holds the commands: everything people, fixes, text and imports can do to a model. A command is a small value
// that carries the ids of what it creates; the same command on the same graph gives the same result. It is carried out whole
// or not at all, and one that changes nothing leaves nothing.
//
// The package knows no window, no file and no rule. Undo is none of its business: model.Doc records what a command changed.
//
// A command that cannot be carried out returns a lang.Msg or a model.Refusal, which say why in words for people. An id that
// nothing has is such a reason, wherever a command names what is there already.
package edit

import (
	"seika/internal/lang"
	"seika/model"
)

// gone is the refusal of an id that nothing has.
func gone(id model.ID) error { return lang.M("model.no_such", "id", string(id)) }

// free refuses an id that something has.
func free(tx *model.Tx, id model.ID) error {
	if tx.Has(id) {
		return lang.M("model.id_twice", "id", string(id))
	}
	return nil
}

// picked is a selection by kind, each element once, in the order given.
type picked struct {
	nodes, groups []model.ID
	relations     []model.Ends
}

// pick sorts out what a person selected. All of it must be there.
func pick(tx *model.Tx, ids []model.ID) (picked, error) {
	var p picked
	seen := make(map[model.ID]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		if _, ok := tx.Node(id); ok {
			p.nodes = append(p.nodes, id)
			continue
		}
		if _, ok := tx.Group(id); ok {
			p.groups = append(p.groups, id)
			continue
		}
		e, ok := model.ParseEnds(id)
		if ok {
			_, ok = tx.Relation(e)
		}
		if !ok {
			return picked{}, gone(id)
		}
		p.relations = append(p.relations, e)
	}
	return p, nil
}
