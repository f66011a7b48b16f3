package edit

import (
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// Set gives one member of deliverables, groups, relations or phases a value: any that is written as one text, but not what
// every record must have (ids, ends, name), the group it is in, and places, which have commands of their own. Value is read
// as people write it, in both languages; "" is the default. What has no such member is passed over.
//
// The kind of a deliverable and the kind of a group are two things: where both are selected, deliverables are meant.
type Set struct {
	IDs           []model.ID
	Member, Value string
}

// Name is the key of its words.
func (Set) Name() string { return "command.set" }

// Apply makes the edit.
func (c Set) Apply(tx *model.Tx) error {
	if c.Member == "kind" && slices.ContainsFunc(c.IDs, func(id model.ID) bool { _, ok := tx.Node(id); return ok }) {
		c.IDs = slices.DeleteFunc(slices.Clone(c.IDs), func(id model.ID) bool { _, ok := tx.Group(id); return ok })
	}
	if err := (value{member: c.Member, text: c.Value}).giveTo(tx, c.IDs); err != nil || c.Member != "kind" {
		return err
	}
	// A person reads better what keeps a group composite than that an area cannot be joined.
	for _, id := range c.IDs {
		g, ok := tx.Group(id)
		if !ok || g.Kind != model.Area {
			continue
		}
		for range tx.Graph().Touching(id) {
			return lang.M("command.set.joined", "g", tx.Graph().Label(id))
		}
	}
	return nil
}

// SetList gives one member that is a list its items, but blank ones. Known words may come in either language. What has no
// such member is passed over.
type SetList struct {
	IDs    []model.ID
	Member string
	Items  model.List
}

// Name is the key of its words.
func (SetList) Name() string { return "command.set" }

// Apply makes the edit.
func (c SetList) Apply(tx *model.Tx) error {
	items := slices.DeleteFunc(c.Items.Items(), func(s string) bool { return model.Key(s) == "" })
	return value{member: c.Member, listed: true, list: model.NewList(items...)}.giveTo(tx, c.IDs)
}

// value is a text or a list on its way into a member.
type value struct {
	member string
	text   string
	listed bool
	list   model.List
}

func (v value) giveTo(tx *model.Tx, ids []model.ID) error {
	taken := false
	for _, id := range ids {
		took, err := v.giveOne(tx, id)
		if err != nil {
			return err
		}
		taken = taken || took
	}
	if !taken && len(ids) > 0 {
		return lang.M("command.set.no_member", "member", v.member)
	}
	return nil
}

// giveOne says whether the record has the member.
func (v value) giveOne(tx *model.Tx, id model.ID) (took bool, err error) {
	if n, ok := tx.Node(id); ok {
		if took, err = give(model.NodeFields, &n, v); took && err == nil {
			tx.PutNode(n)
		}
		return took, err
	}
	if g, ok := tx.Group(id); ok {
		if took, err = give(model.GroupFields, &g, v); took && err == nil {
			tx.PutGroup(g)
		}
		return took, err
	}
	if p, ok := tx.Phase(id); ok {
		if took, err = give(model.PhaseFields, &p, v); took && err == nil {
			tx.PutPhase(p)
		}
		return took, err
	}
	e, ok := model.ParseEnds(id)
	if !ok {
		return false, gone(id)
	}
	r, ok := tx.Relation(e)
	if !ok {
		return false, gone(id)
	}
	if took, err = give(model.RelationFields(e.Kind), &r, v); took && err == nil {
		tx.PutRelation(r)
	}
	return took, err
}

// give sets the member of one record, if it has it.
func give[T any](fields []model.Field[T], r *T, v value) (took bool, err error) {
	at := slices.IndexFunc(fields, func(f model.Field[T]) bool { return f.Name == v.member })
	if at < 0 {
		return false, nil
	}
	f := fields[at]
	switch {
	case f.Always || f.Name == "in" || f.Type == model.Spot || f.Type == model.Traced || v.listed != (f.List != nil):
		return false, nil
	case v.listed:
		*f.List(r) = v.list
		return true, nil
	case v.text == "":
		f.Set(r, "")
		return true, nil
	}
	text, bad := f.Canonical(v.text)
	if bad != nil {
		return false, *bad
	}
	f.Set(r, text)
	return true, nil
}
