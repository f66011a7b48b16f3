package edit

import "seika/model"

// What grows from a selection: a new deliverable and its relations, as one step.

// Output is a new deliverable that all of some go into.
func Output(of []model.ID, n model.Node) model.Command {
	return model.Batch("command.output", Add{n}, Join(model.IO, of, []model.ID{n.ID}))
}

// Input is a new deliverable that goes into all of some.
func Input(of []model.ID, n model.Node) model.Command {
	return model.Batch("command.input", Add{n}, Join(model.IO, []model.ID{n.ID}, of))
}

// Partner is a new deliverable that is settled together with each of some.
func Partner(of []model.ID, n model.Node) model.Command {
	return model.Batch("command.partner", Add{n}, Join(model.Sync, of, []model.ID{n.ID}))
}

// Sibling is a new deliverable beside another: it is joined as that is by the relation, in the same direction.
func Sibling(of model.ID, by model.Ends, n model.Node) model.Command {
	e := by
	switch of {
	case by.From:
		e.From = n.ID
	case by.To:
		e.To = n.ID
	}
	return model.Batch("command.sibling", Add{n}, Connect{[]model.Relation{{Ends: e}}})
}

// SiblingBy finds the relation by which a deliverable gets siblings: that to the one it was grown or walked from, if they
// are joined; else to its only output; else from its only input; else none.
func SiblingBy(g *model.Graph, id, from model.ID) (model.Ends, bool) {
	var out, in []model.Ends
	for r := range g.Touching(id) {
		switch {
		case r.Other(id) == from:
			return r.Ends, true
		case r.Kind == model.IO && r.From == id:
			out = append(out, r.Ends)
		case r.Kind == model.IO:
			in = append(in, r.Ends)
		}
	}
	switch {
	case len(out) == 1:
		return out[0], true
	case len(in) == 1:
		return in[0], true
	default:
		return model.Ends{}, false
	}
}
