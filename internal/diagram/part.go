package diagram

import (
	"math"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/typeset"
	"seika/model"
)

// Stub stands for a relation that leaves a part of a picture: a short line at the box it touches, and a tag that names what
// is at its other end.
type Stub struct {
	Relation model.Relation
	At       layout.End // the end that is there
	Side     layout.Side
	Out      bool // it is the From end
	Other    model.ID
	Points   []geom.Point // from the box to the tag
	Tag      geom.Rect
	Name     Text
}

// Sizes of a stub in px at 100 %.
const (
	stubLong   = 26
	stubHeight = 16
	stubPad    = 5
	stubWidth  = 96 // a longer name is cut
)

// Part is the picture of some elements, each where it stands in the whole: deliverables and groups that were asked for, with
// all that is in those groups. What leads out of it ends in stubs.
func (d *Diagram) Part(ids []model.ID) *Diagram {
	want := map[model.ID]bool{}
	for _, id := range ids {
		want[id] = true
	}
	next := *d
	next.Boxes, next.Frames, next.Links, next.Stubs = nil, nil, nil, nil
	at := map[layout.End]layout.End{}
	for i, f := range d.Frames {
		if want[f.Group.ID] || want[f.Group.In] {
			want[f.Group.ID] = true // parents come first, so what is inside follows
			at[layout.End{Index: i, Group: true}] = layout.End{Index: len(next.Frames), Group: true}
			next.Frames = append(next.Frames, f)
		}
	}
	for i, b := range d.Boxes {
		if want[b.Node.ID] || want[b.Node.In] {
			want[b.Node.ID] = true
			at[layout.End{Index: i}] = layout.End{Index: len(next.Boxes)}
			next.Boxes = append(next.Boxes, b)
		}
	}
	for _, l := range d.Links {
		from, hasFrom := at[l.From]
		to, hasTo := at[l.To]
		switch {
		case hasFrom && hasTo:
			l.From, l.To = from, to
			next.Links = append(next.Links, l)
		case hasFrom:
			next.add(d.stub(l, from, true))
		case hasTo:
			next.add(d.stub(l, to, false))
		}
	}
	next.Options.Marks = nil
	for _, m := range d.Options.Marks {
		if e, ok := model.ParseEnds(m.At); want[m.At] || ok && want[e.From] && want[e.To] {
			next.Options.Marks = append(next.Options.Marks, m)
		}
	}
	next.bound()
	return &next
}

// stub is what is left of a link; at is its end in the part.
func (d *Diagram) stub(l Link, at layout.End, out bool) Stub {
	s := Stub{Relation: l.Relation, At: at, Out: out, Other: l.Relation.To}
	port, start, other := l.Route.From, geom.Point{}, l.To
	if len(l.Route.Points) > 0 {
		start = l.Route.Points[0]
	}
	if !out {
		port, other, s.Other = l.Route.To, l.From, l.Relation.From
		if n := len(l.Route.Points); n > 0 {
			start = l.Route.Points[n-1]
		}
	}
	name := typeset.Wrap(d.Name(other), typeset.Style{Size: tagSize}, stubWidth)
	line := name[0]
	if len(name) > 1 {
		line = typeset.Shape(line.Text+"…", line.Style)
	}
	size := geom.Size{W: even(line.Width + 2*stubPad), H: stubHeight}
	s.Side = port.Side
	way := outward(s.Side)
	end := start.Add(way.Mul(stubLong))
	s.Points = []geom.Point{start, end}
	s.Tag = geom.Centered(end.Add(geom.Pt(way.X*size.W/2, way.Y*size.H/2)), size)
	s.Name = Text{Line: line, At: geom.Pt(s.Tag.Min.X+stubPad, s.Tag.Min.Y+baseline(line.Style, stubHeight))}
	return s
}

// outward is the direction away from a side.
func outward(s layout.Side) geom.Point {
	switch s {
	case layout.Top:
		return geom.Pt(0, -1)
	case layout.Left:
		return geom.Pt(-1, 0)
	case layout.Bottom:
		return geom.Pt(0, 1)
	case layout.Right:
		return geom.Pt(1, 0)
	default:
		panic("unknown side")
	}
}

// add puts a stub where it meets no other: farther out until there is room.
func (d *Diagram) add(s Stub) {
	way := outward(s.Side)
	for i := 0; i < len(d.Stubs); i++ {
		if !d.Stubs[i].Tag.Grow(1).Overlaps(s.Tag) {
			continue
		}
		r := d.Stubs[i].Tag
		by := way.Mul(4 + math.Abs(way.X)*r.W() + math.Abs(way.Y)*r.H())
		s.Points[1] = s.Points[1].Add(by)
		s.Tag, s.Name.At = s.Tag.Add(by), s.Name.At.Add(by)
		i = -1
	}
	d.Stubs = append(d.Stubs, s)
}
