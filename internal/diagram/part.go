package diagram

import (
	"seika/internal/layout"
	"seika/model"
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
	var stubs []Stub
	for _, l := range d.Links {
		from, hasFrom := at[l.From]
		to, hasTo := at[l.To]
		switch {
		case hasFrom && hasTo:
			l.From, l.To = from, to
			next.Links = append(next.Links, l)
		case hasFrom:
			stubs = append(stubs, d.stub(l, from, true))
		case hasTo:
			stubs = append(stubs, d.stub(l, to, false))
		}
	}
	for _, s := range stubs {
		next.hang(s)
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
