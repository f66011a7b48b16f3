package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export/exporttest"
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
