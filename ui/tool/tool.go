// Package tool is the gestures of the pointer as a state machine. It says what should happen and does nothing itself: no
// window, no drawing, no document of its own. While a gesture runs the document does not change; a gesture ends in one
// command or in nothing.
package tool

import (
	"slices"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/model"
)

// Distances on the screen, in px.
const (
	dragAfter   = 4  // a press becomes a drag
	handleOut   = 12 // from the border of a box to the middle of a handle
	handleReach = 9  // a handle is hit this far from its middle
	hoverReach  = 24 // a box stays hovered this far out, so that its handles can be reached
)

// Kind is what the pointer did.
type Kind uint8

// The kinds.
const (
	Press Kind = iota
	Move       // with or without a button
	Release
	Abort // Esc, or the window lost the pointer
)

// Button is a button of the pointer.
type Button uint8

// The buttons.
const (
	Primary Button = iota
	Secondary
)

// Mods are the modifier keys held.
type Mods struct{ Shift, Ctrl bool }

// Event is something the pointer did, in px of the scene.
type Event struct {
	Kind   Kind
	At     geom.Point
	Button Button
	Mods   Mods
	Clicks int // 2 is the second press of a double click
}

// Context is what a gesture may look at: the document at rest, its picture, and what is selected.
type Context struct {
	Graph    *model.Graph
	Diagram  *diagram.Diagram
	Scene    *scene.Scene
	Zoom     float64 // px of the screen for one of the scene
	Selected []model.ID
	View     geom.Rect // the part of the scene that shows; empty is all of it
	Grid     bool      // what is dragged keeps to the grid
	Free     bool      // what is dragged lines up with nothing
}

// Side says where something new is joined.
type Side uint8

// The sides: what is made from the others, what they are made from, what is settled with them, or nothing of the kind.
const (
	Output Side = iota
	Input
	Partner
	Free
)

// Growth asks for a new deliverable, to be named.
type Growth struct {
	From   []model.ID // what it is joined to; none when Free
	Side   Side
	At     geom.Point // where it is dropped
	Placed bool       // At counts
}

// Wire is a relation being drawn.
type Wire struct {
	From, To geom.Point
	Kind     model.RelationKind
	Legal    bool
}

// Effects say what should happen after an event. The zero value is nothing.
type Effects struct {
	Preview model.Command // to show as if done
	Commit  model.Command
	Select  *[]model.ID // the new selection
	Grow    *Growth
	Rename  model.ID // to be renamed
	Ask     model.ID // whose question to show
	Menu    bool     // at the pointer
	Refused lang.Msg // why nothing came of it

	// What to show while the gesture runs.
	Wires   []Wire
	Guides  []Guide
	Marquee geom.Rect
	Target  model.ID // lit as the end of a relation, or as the group to drop into
	Hover   model.ID
	Cursor  Cursor
}

// Cursor is the shape of the pointer.
type Cursor uint8

// The cursors.
const (
	Arrow Cursor = iota
	Hand
	Grip
	Cross
)

// Machine is the present state of the pointer's work. The zero value is at rest.
type Machine struct {
	state state
	hover model.ID
}

// state handles events until it hands over to another; nil is rest.
type state interface {
	handle(*Machine, Context, Event) (state, Effects)
}

// Feed tells of an event and says what should happen.
func (m *Machine) Feed(c Context, e Event) Effects {
	if m.state == nil {
		m.state = idle{}
	}
	if e.Kind == Abort {
		b, brushed := m.state.(brushing)
		m.state = idle{}
		if brushed {
			return Effects{Select: &b.back}
		}
		return Effects{}
	}
	next, eff := m.state.handle(m, c, e)
	m.state = next
	if e.Kind == Release {
		m.hover = m.hovered(c, e.At) // the pointer may rest where it let go
	}
	if eff.Hover == "" {
		eff.Hover = m.hover
	}
	return eff
}

// Busy says that a gesture runs: the document waits for its end.
func (m *Machine) Busy() bool {
	_, rest := m.state.(idle)
	return m.state != nil && !rest
}

// Hover is the box under the pointer, whose handles show.
func (m *Machine) Hover() model.ID { return m.hover }

// Pointed is what lies under a resting pointer that a word helps with: a handle of a deliverable, or the badge of an element.
type Pointed struct {
	ID    model.ID // "" for nothing of the kind
	Badge bool
	Side  Side // of a handle
}

// Pointed says what a press at a point would begin.
func (m *Machine) Pointed(c Context, at geom.Point) Pointed {
	if m.Busy() || c.Scene == nil {
		return Pointed{}
	}
	if id, side, ok := m.handle(c, at); ok {
		return Pointed{ID: id, Side: side}
	}
	if h, ok := c.Scene.Hit(at, c.Zoom); ok && h.Class == scene.Badge {
		return Pointed{ID: h.Ref, Badge: true}
	}
	return Pointed{}
}

// HandlesStay says whether the handles of a selected box show without the pointer: far out they would hide its neighbours.
func HandlesStay(zoom float64) bool { return zoom >= 0.6 }

// HandlesShow says whether a box has handles at all: farther out they would be larger than it.
func HandlesShow(zoom float64) bool { return zoom >= 0.3 }

// HandleAt is the middle of a handle of a box. Handles turn with the flow.
func HandleAt(r geom.Rect, s Side, dir model.Direction, zoom float64) geom.Point {
	out := handleOut / zoom
	right, below := geom.Pt(r.Max.X+out, r.Center().Y), geom.Pt(r.Center().X, r.Max.Y+out)
	left, above := geom.Pt(r.Min.X-out, r.Center().Y), geom.Pt(r.Center().X, r.Min.Y-out)
	if dir == model.TopBottom {
		right, below, left = below, right, above
	}
	switch s {
	case Output:
		return right
	case Input:
		return left
	case Partner:
		return below
	default:
		panic("a side without a handle")
	}
}

// handle finds the handle under a point: that of the hovered box, else of a single selected one.
func (m *Machine) handle(c Context, at geom.Point) (model.ID, Side, bool) {
	if !HandlesShow(c.Zoom) {
		return "", 0, false
	}
	of := []model.ID{m.hover}
	if HandlesStay(c.Zoom) {
		of = append(of, c.Selected...)
	}
	for _, id := range of {
		b, ok := c.Diagram.Box(id)
		if !ok {
			continue
		}
		for _, s := range []Side{Output, Input, Partner} {
			if HandleAt(b.Rect, s, c.Graph.Meta().Direction, c.Zoom).Dist(at)*c.Zoom <= handleReach {
				return id, s, true
			}
		}
	}
	return "", 0, false
}

// hovered is the box whose handles show at a point.
func (m *Machine) hovered(c Context, at geom.Point) model.ID {
	if h, ok := c.Scene.Hit(at, c.Zoom); ok && h.Class == scene.Box {
		return h.Ref
	}
	if b, ok := c.Diagram.Box(m.hover); ok && b.Rect.Grow(hoverReach/c.Zoom).Contains(at) {
		return m.hover
	}
	return ""
}

// idle is the pointer at rest.
type idle struct{}

func (s idle) handle(m *Machine, c Context, e Event) (state, Effects) {
	switch e.Kind {
	case Move:
		m.hover = m.hovered(c, e.At)
		return s, Effects{Cursor: m.cursor(c, e.At)}
	case Press:
		if e.Button == Secondary {
			return s, menu(c, e)
		}
		return m.press(c, e)
	default:
		return s, Effects{}
	}
}

func (m *Machine) cursor(c Context, at geom.Point) Cursor {
	if _, _, ok := m.handle(c, at); ok {
		return Cross
	}
	h, ok := c.Scene.Hit(at, c.Zoom)
	switch {
	case !ok:
		return Arrow
	case h.Class == scene.Badge || h.Class == scene.Relation:
		return Hand
	case h.Class == scene.Frame && h.Part != scene.TitleBar:
		return Arrow
	default:
		return Grip
	}
}

func menu(c Context, e Event) Effects {
	h, ok := c.Scene.Hit(e.At, c.Zoom)
	eff := Effects{Menu: true}
	if ok && !slices.Contains(c.Selected, h.Ref) {
		eff.Select = &[]model.ID{h.Ref}
	} else if !ok {
		eff.Select = &[]model.ID{}
	}
	return eff
}

// press begins a gesture with the main button.
func (m *Machine) press(c Context, e Event) (state, Effects) {
	if id, side, ok := m.handle(c, e.At); ok {
		return pointingHandle{id, side, e.At}, Effects{}
	}
	h, ok := c.Scene.Hit(e.At, c.Zoom)
	switch {
	case !ok && e.Clicks == 2:
		return idle{}, Effects{Grow: &Growth{Side: Free, At: e.At, Placed: true}}
	case !ok:
		return brushing{from: e.At, before: kept(c, e.Mods), back: slices.Clone(c.Selected)}, Effects{}
	case h.Class == scene.Badge:
		return idle{}, Effects{Select: &[]model.ID{h.Ref}, Ask: h.Ref}
	case e.Clicks == 2:
		return idle{}, Effects{Select: &[]model.ID{h.Ref}, Rename: h.Ref}
	case h.Class == scene.Relation && h.End != scene.NoEnd:
		if ends, ok := model.ParseEnds(h.Ref); ok {
			sel := picked(c, h.Ref, e.Mods)
			return pointingEnd{ends, h.End, e.At}, Effects{Select: &sel}
		}
	}
	sel := picked(c, h.Ref, e.Mods)
	return pointing{id: h.Ref, at: e.At, mods: e.Mods}, Effects{Select: &sel}
}

// kept is the selection that a marquee starts from.
func kept(c Context, m Mods) []model.ID {
	if m.Shift || m.Ctrl {
		return slices.Clone(c.Selected)
	}
	return nil
}

// picked is the selection after a press on an element. One that is selected already stays so together with the others, as
// they may be about to be dragged.
func picked(c Context, id model.ID, m Mods) []model.ID {
	at := slices.Index(c.Selected, id)
	switch {
	case m.Ctrl && at >= 0:
		return slices.Delete(slices.Clone(c.Selected), at, at+1)
	case (m.Ctrl || m.Shift) && at < 0:
		return append(slices.Clone(c.Selected), id)
	case at >= 0:
		return slices.Clone(c.Selected)
	default:
		return []model.ID{id}
	}
}

// far says that the pointer has gone far enough for a drag.
func far(c Context, from, to geom.Point) bool { return from.Dist(to)*c.Zoom >= dragAfter }
