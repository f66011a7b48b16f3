package tool

import (
	"math"
	"slices"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
)

// pointing is a press on an element that may become a drag.
type pointing struct {
	id   model.ID
	at   geom.Point
	mods Mods
}

func (s pointing) handle(_ *Machine, c Context, e Event) (state, Effects) {
	switch e.Kind {
	case Move:
		if _, relation := model.ParseEnds(s.id); relation || !far(c, s.at, e.At) {
			return s, Effects{Cursor: Grip}
		}
		ids := movable(c)
		return moving{s.at, ids, snaps(c, ids)}.handle(nil, c, e)
	case Release:
		if !s.mods.Shift && !s.mods.Ctrl {
			return idle{}, Effects{Select: &[]model.ID{s.id}}
		}
		return idle{}, Effects{}
	default:
		return s, Effects{}
	}
}

// movable is what of the selection has a place: deliverables and groups.
func movable(c Context) []model.ID {
	return slices.DeleteFunc(slices.Clone(c.Selected), func(id model.ID) bool {
		_, relation := model.ParseEnds(id)
		return relation
	})
}

// moving drags the selection.
type moving struct {
	from  geom.Point
	ids   []model.ID
	snaps snapping
}

func (s moving) handle(_ *Machine, c Context, e Event) (state, Effects) {
	by, guides := s.way(c, e)
	move := edit.Move{IDs: s.ids, By: by.Round()}
	into := s.into(c, e.At)
	switch e.Kind {
	case Move:
		return s, Effects{Preview: move, Target: into, Guides: guides, Cursor: Grip}
	case Release:
		if into == "" {
			return idle{}, Effects{Commit: move}
		}
		return idle{}, Effects{Commit: model.Batch("command.move_into", move, edit.MoveInto{IDs: s.ids, Group: into})}
	default:
		return s, Effects{}
	}
}

// way is how far the selection goes: with the pointer, along one axis with Shift, in line with others unless Ctrl is held.
func (s moving) way(c Context, e Event) (geom.Point, []Guide) {
	by, free := e.At.Sub(s.from), [2]bool{true, true}
	if e.Mods.Shift {
		if math.Abs(by.X) >= math.Abs(by.Y) {
			by.Y, free[1] = 0, false
		} else {
			by.X, free[0] = 0, false
		}
	}
	if e.Mods.Ctrl || c.Free {
		return by, nil
	}
	return s.snaps.snap(by, free, c.Zoom, c.Grid)
}

// into is the group on whose title the pointer is, if it is not one of those that move.
func (s moving) into(c Context, at geom.Point) model.ID {
	h, ok := c.Scene.Hit(at, c.Zoom)
	if !ok || h.Class != scene.Frame || h.Part != scene.TitleBar {
		return ""
	}
	for _, id := range s.ids {
		if id == h.Ref || c.Graph.Within(h.Ref, id) {
			return ""
		}
		if n, ok := c.Graph.Node(id); ok && n.In == h.Ref {
			return ""
		}
	}
	return h.Ref
}

// brushing draws a marquee.
type brushing struct {
	from   geom.Point
	before []model.ID // what the marquee adds to
	back   []model.ID // what was selected before
}

func (s brushing) handle(_ *Machine, c Context, e Event) (state, Effects) {
	switch e.Kind {
	case Move, Release:
		sel := slices.Clone(s.before)
		area := geom.Around(s.from, e.At)
		if far(c, s.from, e.At) {
			for _, b := range c.Diagram.Boxes {
				if !area.Contains(b.Rect.Center()) {
					continue
				}
				at := slices.Index(sel, b.Node.ID)
				switch {
				case at < 0:
					sel = append(sel, b.Node.ID)
				case e.Mods.Ctrl:
					sel = slices.Delete(sel, at, at+1)
				}
			}
		} else {
			area = geom.Rect{}
		}
		if e.Kind == Release {
			return idle{}, Effects{Select: &sel}
		}
		return s, Effects{Select: &sel, Marquee: area}
	default:
		return s, Effects{}
	}
}

// pointingHandle is a press on a handle: a click grows, a drag connects.
type pointingHandle struct {
	id   model.ID
	side Side
	at   geom.Point
}

func (s pointingHandle) handle(_ *Machine, c Context, e Event) (state, Effects) {
	switch e.Kind {
	case Move:
		if !far(c, s.at, e.At) {
			return s, Effects{Cursor: Cross}
		}
		return connecting{sources(c, s.id), s.side}.handle(nil, c, e)
	case Release:
		return idle{}, Effects{Grow: &Growth{From: sources(c, s.id), Side: s.side}}
	default:
		return s, Effects{}
	}
}

// sources is what a relation is drawn from: the whole selection if the box is part of it.
func sources(c Context, id model.ID) []model.ID {
	if !slices.Contains(c.Selected, id) {
		return []model.ID{id}
	}
	return slices.DeleteFunc(slices.Clone(c.Selected), func(id model.ID) bool {
		_, ok := c.Diagram.Box(id)
		return !ok
	})
}

// connecting draws relations from one box or many.
type connecting struct {
	from []model.ID
	side Side
}

func (s connecting) handle(_ *Machine, c Context, e Event) (state, Effects) {
	over := endUnder(c, e.At)
	relations := s.relations(over)
	why := illegal(c.Graph, relations)
	switch e.Kind {
	case Move:
		eff := Effects{Cursor: Cross}
		legal := over == "" || why.Zero()
		if over != "" && legal {
			eff.Target = over
		}
		for _, id := range s.from {
			if b, ok := c.Diagram.Box(id); ok {
				eff.Wires = append(eff.Wires, s.wire(c, b.Rect, e.At, legal))
			}
		}
		return s, eff
	case Release:
		switch {
		case over == "":
			return idle{}, Effects{Grow: &Growth{From: s.from, Side: s.side, At: e.At, Placed: true}}
		case !why.Zero():
			return idle{}, Effects{Refused: why}
		default:
			return idle{}, Effects{Commit: edit.Connect{Relations: relations}}
		}
	default:
		return s, Effects{}
	}
}

func (s connecting) wire(c Context, r geom.Rect, at geom.Point, legal bool) Wire {
	start := HandleAt(r, s.side, c.Graph.Meta().Direction, c.Zoom)
	w := Wire{From: start, To: at, Legal: legal}
	switch s.side {
	case Input:
		w.From, w.To = at, start
	case Partner:
		w.Kind = model.Sync
	default:
	}
	return w
}

func (s connecting) relations(over model.ID) []model.Relation {
	if over == "" {
		return nil
	}
	switch s.side {
	case Output:
		return edit.Join(model.IO, s.from, []model.ID{over}).Relations
	case Input:
		return edit.Join(model.IO, []model.ID{over}, s.from).Relations
	case Partner:
		return edit.Join(model.Sync, s.from, []model.ID{over}).Relations
	default:
		panic("a side without a relation")
	}
}

// endUnder is the deliverable or group a relation may end on at a point.
func endUnder(c Context, at geom.Point) model.ID {
	h, ok := c.Scene.Hit(at, c.Zoom)
	if !ok || h.Class != scene.Box && h.Class != scene.Frame {
		return ""
	}
	return h.Ref
}

// illegal says why relations cannot be made; the zero message if they can.
func illegal(g *model.Graph, rs []model.Relation) lang.Msg {
	if len(rs) == 0 {
		return lang.M("tool.self")
	}
	fresh := 0
	for _, r := range rs {
		if _, there := g.Relation(r.Ends); !there {
			fresh++
		}
		for _, e := range [][2]model.ID{{r.From, r.To}, {r.To, r.From}} {
			if _, group := g.Group(e[1]); group && g.Within(e[0], e[1]) {
				return lang.M("model.inside", "v", g.Label(e[0]), "g", g.Label(e[1]))
			}
		}
	}
	if fresh == 0 {
		return lang.M("tool.joined", "v", g.Label(rs[0].From), "w", g.Label(rs[0].To))
	}
	return lang.Msg{}
}

// pointingEnd is a press near an end of a relation.
type pointingEnd struct {
	ends model.Ends
	end  scene.End
	at   geom.Point
}

func (s pointingEnd) handle(_ *Machine, c Context, e Event) (state, Effects) {
	switch e.Kind {
	case Move:
		if !far(c, s.at, e.At) {
			return s, Effects{Cursor: Hand}
		}
		return reattaching{s.ends, s.end}.handle(nil, c, e)
	case Release:
		return idle{}, Effects{}
	default:
		return s, Effects{}
	}
}

// reattaching drags an end of a relation to another deliverable; anywhere else it goes back.
type reattaching struct {
	ends model.Ends
	end  scene.End
}

func (s reattaching) handle(_ *Machine, c Context, e Event) (state, Effects) {
	over := endUnder(c, e.At)
	to := s.ends
	if s.end == scene.FromEnd {
		to.From = over
	} else {
		to.To = over
	}
	if to.Kind == model.Sync {
		to = model.SyncEnds(to.From, to.To)
	}
	var why lang.Msg
	if over != "" && to != s.ends {
		why = lang.M("tool.self")
		if to.From != to.To {
			why = illegal(c.Graph, []model.Relation{{Ends: to}})
		}
	}
	switch e.Kind {
	case Move:
		l, ok := c.Diagram.Link(s.ends.ID())
		if !ok || len(l.Route.Points) == 0 {
			return idle{}, Effects{}
		}
		w := Wire{From: l.Route.Points[0], To: e.At, Kind: s.ends.Kind, Legal: why.Zero()}
		if s.end == scene.FromEnd {
			w.From, w.To = e.At, l.Route.Points[len(l.Route.Points)-1]
		}
		eff := Effects{Wires: []Wire{w}, Cursor: Cross}
		if over != "" && why.Zero() {
			eff.Target = over
		}
		return s, eff
	case Release:
		switch {
		case over == "" || to == s.ends:
			return idle{}, Effects{}
		case !why.Zero():
			return idle{}, Effects{Refused: why}
		default:
			return idle{}, Effects{Commit: edit.Reattach{From: s.ends, To: to}, Select: &[]model.ID{to.ID()}}
		}
	default:
		return s, Effects{}
	}
}
