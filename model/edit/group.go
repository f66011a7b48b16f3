package edit

import (
	"slices"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
)

// Gather makes a new group round deliverables and groups. It lies in the closest group that is round all of them, and takes
// them out of those below that. A group is gathered with what is in it. With nothing to gather the group is as given.
type Gather struct {
	Group model.Group
	IDs   []model.ID
}

// Name is the key of its words.
func (Gather) Name() string { return "command.gather" }

// Apply makes the edit.
func (c Gather) Apply(tx *model.Tx) error {
	p, err := pick(tx, c.IDs)
	if err != nil {
		return err
	}
	if err := free(tx, c.Group.ID); err != nil {
		return err
	}
	before := tx.Graph()
	p = outermost(tx, p)
	if len(p.nodes)+len(p.groups) > 0 {
		c.Group.In = closest(tx, p)
	}
	tx.PutGroup(c.Group)
	moveInto(tx, p, c.Group.ID)
	settle(tx, before)
	return nil
}

// MoveInto puts deliverables and groups into a group; "" takes them out of any. A group moves with what is in it.
type MoveInto struct {
	IDs   []model.ID
	Group model.ID
}

// Name is the key of its words.
func (c MoveInto) Name() string {
	if c.Group == "" {
		return "command.move_out"
	}
	return "command.move_into"
}

// Apply makes the edit.
func (c MoveInto) Apply(tx *model.Tx) error {
	p, err := pick(tx, c.IDs)
	if err != nil {
		return err
	}
	if _, ok := tx.Group(c.Group); !ok && c.Group != "" {
		return gone(c.Group)
	}
	before := tx.Graph()
	moveInto(tx, outermost(tx, p), c.Group)
	settle(tx, before)
	return nil
}

// Ungroup dissolves groups. What is in them moves to the group around; the relations of a composite go with it.
type Ungroup struct{ IDs []model.ID }

// Name is the key of its words.
func (Ungroup) Name() string { return "command.ungroup" }

// Apply makes the edit.
func (c Ungroup) Apply(tx *model.Tx) error {
	p, err := pick(tx, c.IDs)
	if err != nil {
		return err
	}
	if len(p.groups) == 0 && len(c.IDs) > 0 {
		return lang.M("command.ungroup.none")
	}
	before := tx.Graph()
	tx.DropGroup(p.groups...)
	settle(tx, before)
	return nil
}

func moveInto(tx *model.Tx, p picked, group model.ID) {
	for _, id := range p.nodes {
		n, _ := tx.Node(id)
		n.In = group
		tx.PutNode(n)
	}
	for _, id := range p.groups {
		g, _ := tx.Group(id)
		g.In = group
		tx.PutGroup(g)
	}
}

// around lists the groups round a deliverable or group, the innermost first.
func around(tx *model.Tx, id model.ID) []model.ID {
	var out []model.ID
	at := id
	if n, ok := tx.Node(id); ok {
		at = n.In
	} else if g, ok := tx.Group(id); ok {
		at = g.In
	}
	// In the middle of a batch groups may still lie in each other; a group is never listed twice.
	for at != "" && !slices.Contains(out, at) {
		out = append(out, at)
		g, _ := tx.Group(at)
		at = g.In
	}
	return out
}

// outermost leaves out what lies in a picked group, for it goes where that goes.
func outermost(tx *model.Tx, p picked) picked {
	if len(p.groups) == 0 {
		return p
	}
	chosen := make(map[model.ID]bool, len(p.groups))
	for _, id := range p.groups {
		chosen[id] = true
	}
	inside := func(id model.ID) bool {
		return slices.ContainsFunc(around(tx, id), func(g model.ID) bool { return chosen[g] })
	}
	return picked{slices.DeleteFunc(p.nodes, inside), slices.DeleteFunc(p.groups, inside), p.relations}
}

// closest is the innermost group round all that is picked, "" where there is none.
func closest(tx *model.Tx, p picked) model.ID {
	var common []model.ID
	for i, id := range append(slices.Clone(p.nodes), p.groups...) {
		these := around(tx, id)
		if i == 0 {
			common = these
			continue
		}
		common = slices.DeleteFunc(common, func(g model.ID) bool { return !slices.Contains(these, g) })
	}
	if len(common) == 0 {
		return ""
	}
	return common[0]
}

// within lists groups and all that is in them, however deep, each once.
func within(g *model.Graph, groups []model.ID) picked {
	var all picked
	seen := map[model.ID]bool{}
	for todo := groups; len(todo) > 0; todo = todo[1:] {
		id := todo[0]
		if seen[id] {
			continue
		}
		seen[id] = true
		all.groups = append(all.groups, id)
		all.nodes = append(all.nodes, g.Members(id)...)
		todo = append(todo[:len(todo):len(todo)], g.Inner(id)...)
	}
	return all
}

func empty(g *model.Graph, group model.ID) bool {
	return len(g.Members(group)) == 0 && len(g.Inner(group)) == 0
}

// settle gives a group that has just become empty the place where its last content was, for its frame must stand
// somewhere, and takes the place from one that has content now.
func settle(tx *model.Tx, before *model.Graph) {
	now := tx.Graph()
	for g := range now.Groups() {
		was, is := empty(before, g.ID), empty(now, g.ID)
		switch {
		case !is && g.At.Set: // even where something in the middle of a batch lay in it before it was there
			g.At = model.Place{}
		case !was && is && !g.At.Set:
			g.At = middle(before, g.ID)
		default:
			continue
		}
		tx.PutGroup(g)
	}
}

// middle is the middle of all that lies in a group.
func middle(g *model.Graph, group model.ID) model.Place {
	var box geom.Rect
	found := false
	add := func(at model.Place) {
		p := at.Point()
		switch {
		case !at.Set:
			return
		case !found:
			box = geom.Rect{Min: p, Max: p}
		default:
			box.Min = geom.Pt(min(box.Min.X, p.X), min(box.Min.Y, p.Y))
			box.Max = geom.Pt(max(box.Max.X, p.X), max(box.Max.Y, p.Y))
		}
		found = true
	}
	content := within(g, []model.ID{group})
	for _, id := range content.nodes {
		n, _ := g.Node(id)
		add(n.At)
	}
	for _, id := range content.groups {
		inner, _ := g.Group(id)
		add(inner.At)
	}
	if !found {
		return model.Place{}
	}
	return model.PlaceAt(box.Min.Lerp(box.Max, 0.5))
}
