package lines

import "seika/model"

// What the plain form leaves out of each record, and a change of the text therefore keeps.

func hiddenNode(n model.Node) model.Node {
	return model.Node{ID: n.ID, Name: n.Name, Private: n.Private, Trace: n.Trace, At: n.At, Pin: n.Pin, Extra: n.Extra}
}

func hiddenGroup(g model.Group) model.Group {
	return model.Group{ID: g.ID, Name: g.Name, Private: g.Private, Trace: g.Trace, At: g.At, Folded: g.Folded, Extra: g.Extra}
}

func hiddenRelation(r model.Relation) model.Relation {
	return model.Relation{Ends: r.Ends, Private: r.Private, Trace: r.Trace, Extra: r.Extra}
}

func hiddenPhase(p model.Phase) model.Phase { return model.Phase{ID: p.ID, Extra: p.Extra} }

func hiddenMeta(m model.Meta) model.Meta {
	return model.Meta{Version: m.Version, Direction: m.Direction, Private: m.Private, Extra: m.Extra}
}
