package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/model"
)

func TestAPartStandsWhereItStoodAndNamesWhatItLeadsTo(t *testing.T) {
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "見積", In: "inner", At: at(0, 0)}, {ID: "b", Name: "契約書", At: at(400, 0)}, {ID: "c", Name: "請求書", At: at(400, 120)},
		},
		Groups: []model.Group{{ID: "outer", Name: "営業"}, {ID: "inner", Name: "見積係", In: "outer"}},
		IO:     []model.Relation{{Ends: model.IOEnds("a", "b")}, {Ends: model.IOEnds("a", "c")}},
		Sync:   []model.Relation{{Ends: model.SyncEnds("b", "c")}},
	})
	whole := diagram.Build(g, diagram.Options{Marks: []diagram.Mark{{At: "a"}, {At: "b"}, {At: "a>b"}}})
	for _, tc := range []struct {
		name                 string
		ids                  []model.ID
		boxes, frames, links int
		stubs                []string
		marks                int
	}{
		{"a group, with what is in groups inside it", []model.ID{"outer"}, 1, 2, 0, []string{"契約書", "請求書"}, 1},
		{"some deliverables", []model.ID{"b", "c"}, 2, 0, 1, []string{"見積", "見積"}, 1},
		{"both ends of a line", []model.ID{"a", "b"}, 2, 0, 1, []string{"請求書", "請求書"}, 3},
		{"nothing", nil, 0, 0, 0, nil, 0},
	} {
		p := whole.Part(tc.ids)
		assert.Len(t, p.Boxes, tc.boxes, tc.name)
		assert.Len(t, p.Frames, tc.frames, tc.name)
		assert.Len(t, p.Links, tc.links, tc.name)
		assert.Len(t, p.Options.Marks, tc.marks, tc.name)
		var names []string
		for i, s := range p.Stubs {
			names = append(names, s.Name.Line.Text)
			for _, o := range p.Stubs[:i] {
				assert.False(t, o.Tag.Overlaps(s.Tag), "%s: tags of %s", tc.name, names)
			}
			assert.True(t, p.Bounds.Holds(s.Tag), tc.name)
		}
		assert.Equal(t, tc.stubs, names, tc.name)
		for _, b := range p.Boxes {
			was, ok := whole.Box(b.Node.ID)
			require.True(t, ok)
			assert.Equal(t, was.Rect, b.Rect, tc.name)
		}
		for _, l := range p.Links {
			assert.Equal(t, l.Relation.From, p.Boxes[l.From.Index].Node.ID, tc.name)
			assert.Equal(t, l.Relation.To, p.Boxes[l.To.Index].Node.ID, tc.name)
		}
	}
}

func TestTagsOfAPartCoverNeitherBoxesNorEachOther(t *testing.T) {
	place := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	close := exporttest.Build(t, model.Records{
		Nodes: []model.Node{
			{ID: "plan", Name: "導入キックオフの議題", In: "g", At: place(200, 0)},
			{ID: "deal", Name: "契約書と利用規約", In: "g", At: place(0, 0)},
			{ID: "memo", Name: "現状業務の整理メモ", In: "g", At: place(180, 60)},
			{ID: "sheet", Name: "顧客の業務課題ヒアリングシート", At: place(0, 60)},
			{ID: "skill", Name: "業界ごとの業務知識", At: place(0, 130)},
		},
		Groups: []model.Group{{ID: "g", Name: "導入準備"}},
		IO:     []model.Relation{{Ends: model.IOEnds("deal", "plan")}, {Ends: model.IOEnds("sheet", "plan")}, {Ends: model.IOEnds("skill", "plan")}, {Ends: model.IOEnds("skill", "memo")}, {Ends: model.IOEnds("sheet", "memo")}},
	})
	town := exporttest.Town(t, 60)
	var some []model.ID
	for n := range town.Nodes() {
		if len(some)%3 > 0 || n.ID[len(n.ID)-1] != '4' {
			some = append(some, n.ID)
		}
	}
	for name, p := range map[string]*diagram.Diagram{
		"boxes close to each other": diagram.Build(close, diagram.Options{}).Part([]model.ID{"g"}),
		"most of a town":            diagram.Build(town, diagram.Options{}).Part(some),
		"a part of a town":          diagram.Build(town, diagram.Options{}).Part(some[:len(some)/3]),
	} {
		require.NotEmpty(t, p.Stubs, name)
		for i, s := range p.Stubs {
			for j, b := range p.Boxes {
				assert.False(t, s.Tag.Overlaps(b.Rect), "%s: %q lies on %q", name, s.Name.Line.Text, b.Node.Name)
				if j != s.At.Index {
					assert.False(t, geom.Around(s.Points[0], s.Points[1]).Grow(0.1).Overlaps(b.Rect), "%s: the line to %q passes %q", name, s.Name.Line.Text, b.Node.Name)
				}
			}
			for _, o := range p.Stubs[:i] {
				assert.False(t, o.Tag.Overlaps(s.Tag), "%s: %q and %q", name, o.Name.Line.Text, s.Name.Line.Text)
				assert.False(t, geom.Around(s.Points[0], s.Points[1]).Grow(0.1).Overlaps(o.Tag), "%s: the line to %q passes %q", name, s.Name.Line.Text, o.Name.Line.Text)
			}
			r := p.Boxes[s.At.Index].Rect
			assert.InDelta(t, 0, s.Port.Of(r).Dist(s.Points[0]), 1, "%s: the line to %q hangs on its box", name, s.Name.Line.Text)
		}
	}
}

func TestATagHasAsManyLettersAsItHasRoomFor(t *testing.T) {
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "Offer – interoperability agreement of all", At: model.Place{Set: true}}, {ID: "b", Name: "contract", At: model.Place{Set: true, X: 300}},
		},
		IO: []model.Relation{{Ends: model.IOEnds("a", "b")}},
	})
	stubs := diagram.Build(g, diagram.Options{}).Part([]model.ID{"b"}).Stubs
	require.Len(t, stubs, 1)
	assert.Regexp(t, "^Offer – inter.*…$", stubs[0].Name.Line.Text, "one long word is cut, and not left out")
}

func TestWhatIsGatheredKeepsItsOrderAndItsLines(t *testing.T) {
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "見積", At: at(0, 0)},
			{ID: "b", Name: "契約書", At: at(1400, 90)},
			{ID: "c", Name: "請求書", At: at(1500, 900)},
			{ID: "d", Name: "入金", At: at(3000, 900)},
			{ID: "e", Name: "検収書", At: at(700, 400)},
		},
		IO: []model.Relation{{Ends: model.IOEnds("a", "b"), Label: "毎月"}, {Ends: model.IOEnds("b", "c")}, {Ends: model.IOEnds("c", "d")}, {Ends: model.IOEnds("e", "d")}},
	})
	part := diagram.Build(g, diagram.Options{}).Part([]model.ID{"a", "b", "c", "d"})
	near := part.Gathered()
	assert.Less(t, near.Bounds.W(), part.Bounds.W()/3, "the blank is gone")
	assert.Less(t, near.Bounds.H(), part.Bounds.H()/2)
	for i, b := range near.Boxes {
		assert.Equal(t, part.Boxes[i].Rect.Size(), b.Rect.Size())
		assert.Equal(t, part.Boxes[i].Lines[0].At.Sub(part.Boxes[i].Rect.Min), b.Lines[0].At.Sub(b.Rect.Min), "its name stays in it")
		for j, o := range near.Boxes[:i] {
			assert.False(t, o.Rect.Grow(10).Overlaps(b.Rect), "%s and %s", o.Node.Name, b.Node.Name)
			assert.Equal(t, part.Boxes[j].Rect.Min.X < part.Boxes[i].Rect.Min.X, o.Rect.Min.X < b.Rect.Min.X)
		}
	}
	for _, l := range near.Links {
		p := l.Route.Points
		for _, e := range []struct {
			p  geom.Point
			in geom.Rect
		}{{p[0], near.Boxes[l.From.Index].Rect}, {p[len(p)-1], near.Boxes[l.To.Index].Rect}} {
			assert.True(t, e.in.Grow(0.5).Contains(e.p), "%s hangs on its box", l.Relation.ID())
		}
		for i := 1; i < len(p); i++ {
			assert.True(t, p[i].X == p[i-1].X || p[i].Y == p[i-1].Y, "%s runs square", l.Relation.ID())
		}
	}
	require.Len(t, near.Stubs, 1)
	assert.Equal(t, "検収書", near.Stubs[0].Title)
	assert.Equal(t, part.Bounds, part.Gathered().Bounds.Union(part.Bounds), "the part itself is as it was")
}
