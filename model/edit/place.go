package edit

import (
	"math"
	"slices"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
)

// farthest bounds stored coordinates, in px: far beyond any picture, and safe to calculate with.
const farthest = 10_000_000

// Move shifts deliverables by a distance, which is rounded to whole px. A group moves with all that is in it. What has no
// place yet stays without one, and relations follow by themselves.
type Move struct {
	IDs []model.ID
	By  geom.Point
}

// Name is the key of its words.
func (Move) Name() string { return "command.move" }

// Apply makes the edit.
func (c Move) Apply(tx *model.Tx) error {
	p, err := pick(tx, c.IDs)
	if err != nil {
		return err
	}
	if !c.By.Finite() {
		return lang.M("command.move.far")
	}
	p = withContent(tx, p)
	by := c.By.Round()
	shift := func(at *model.Place) bool {
		to := at.Point().Add(by)
		if !at.Set {
			return true
		}
		*at = model.PlaceAt(to)
		return math.Abs(to.X) <= farthest && math.Abs(to.Y) <= farthest
	}
	for _, id := range p.nodes {
		n, _ := tx.Node(id)
		if !shift(&n.At) {
			return lang.M("command.move.far")
		}
		tx.PutNode(n)
	}
	for _, id := range p.groups {
		g, _ := tx.Group(id)
		if !shift(&g.At) {
			return lang.M("command.move.far")
		}
		tx.PutGroup(g)
	}
	return nil
}

// withContent adds to the picked groups all that is in them, however deep.
func withContent(tx *model.Tx, p picked) picked {
	if len(p.groups) == 0 {
		return p
	}
	all := within(tx.Graph(), p.groups)
	all.relations = p.relations
	all.nodes = append(all.nodes, p.nodes...)
	slices.Sort(all.nodes)
	all.nodes = slices.Compact(all.nodes)
	return all
}

// Placed is where a deliverable or an empty group belongs.
type Placed struct {
	ID model.ID
	At model.Place
}

// Place puts deliverables and empty groups where a layout wants them, and touches nothing else. A group with something in
// it has no place of its own and is passed over.
type Place struct{ At []Placed }

// Name is the key of its words.
func (Place) Name() string { return "command.place" }

// Apply makes the edit.
func (c Place) Apply(tx *model.Tx) error {
	now := tx.Graph()
	for _, p := range c.At {
		if max(p.At.X, p.At.Y) > farthest || min(p.At.X, p.At.Y) < -farthest {
			return lang.M("command.move.far")
		}
		if n, ok := tx.Node(p.ID); ok {
			n.At = p.At
			tx.PutNode(n)
			continue
		}
		g, ok := tx.Group(p.ID)
		if !ok {
			return gone(p.ID)
		}
		if empty(now, p.ID) {
			g.At = p.At
			tx.PutGroup(g)
		}
	}
	return nil
}

// Pin says of deliverables that tidying leaves them where they are, or may move them again. A group stands for all that is
// in it.
type Pin struct {
	IDs []model.ID
	On  bool
}

// Name is the key of its words.
func (c Pin) Name() string {
	if c.On {
		return "command.pin"
	}
	return "command.unpin"
}

// Apply makes the edit.
func (c Pin) Apply(tx *model.Tx) error {
	p, err := pick(tx, c.IDs)
	if err != nil {
		return err
	}
	for _, id := range withContent(tx, p).nodes {
		n, _ := tx.Node(id)
		n.Pin = c.On
		tx.PutNode(n)
	}
	return nil
}
