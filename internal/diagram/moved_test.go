package diagram_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/layout"
	"seika/model"
	"seika/model/edit"
)

// grid is a model of n deliverables along the flow, each made from the one before it and the one before that's neighbour.
func grid(tb testing.TB, n int) *model.Graph {
	tb.Helper()
	const rows = 32
	id := func(i int) model.ID { return model.ID(fmt.Sprintf("d%04d", i)) }
	var cs []model.Command
	for i := range n {
		at := model.PlaceAt(geom.Pt(float64(i/rows*240), float64(i%rows*90)))
		cs = append(cs, edit.Add{Node: model.Node{ID: id(i), Name: fmt.Sprintf("要望リスト %d", i), At: at}})
		if i >= rows {
			cs = append(cs, edit.Join(model.IO, []model.ID{id(i - rows)}, []model.ID{id(i)}))
		}
		if i%9 == 8 {
			cs = append(cs, edit.Join(model.Sync, []model.ID{id(i - 1)}, []model.ID{id(i)}))
		}
	}
	g, _, err := model.Try(model.Empty(), model.Batch("grid", cs...))
	require.NoError(tb, err)
	return g
}

func TestADragChangesWhatMovesAndItsLinesAlone(t *testing.T) {
	d := diagram.Build(grid(t, 100), diagram.Options{})
	g, _, err := model.Try(d.Graph, edit.Move{IDs: []model.ID{"d0044"}, By: geom.Pt(30, 20)})
	require.NoError(t, err)
	next, ids := d.Update(g, layout.Quick)
	assert.ElementsMatch(t, []model.ID{
		"d0044", model.IOEnds("d0012", "d0044").ID(), model.IOEnds("d0044", "d0076").ID(), model.SyncEnds("d0043", "d0044").ID(),
	}, ids)
	careful := diagram.Build(g, diagram.Options{})
	assert.Equal(t, careful.Boxes, next.Boxes)
	was, _ := d.Link(model.IOEnds("d0001", "d0033").ID())
	is, _ := next.Link(model.IOEnds("d0001", "d0033").ID())
	assert.Equal(t, was, is)
	before, _ := d.Box("d0044")
	after, _ := next.Box("d0044")
	assert.Equal(t, before.Rect.Add(geom.Pt(30, 20)), after.Rect, "and d itself is as it was")
}

func BenchmarkDrag(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := diagram.Build(grid(b, n), diagram.Options{})
			i := 0
			for b.Loop() {
				i++
				g, _, err := model.Try(d.Graph, edit.Move{IDs: []model.ID{"d0050"}, By: geom.Pt(float64(1+i%50), 20)})
				require.NoError(b, err)
				d.Update(g, layout.Quick)
			}
		})
	}
}
