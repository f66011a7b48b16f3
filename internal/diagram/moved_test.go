package diagram_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/diagram"
	"seika/internal/export/exporttest"
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

func TestADropLeadsLinesRoundBoxesAndLeavesOthersAsTheyWere(t *testing.T) {
	d := diagram.Build(grid(t, 100), diagram.Options{})
	g, _, err := model.Try(d.Graph, edit.Move{IDs: []model.ID{"d0044"}, By: geom.Pt(90, 40)})
	require.NoError(t, err)
	next, ids := d.Update(g, layout.Near)
	assert.Less(t, len(ids), 12, "%v", ids)
	for i, l := range next.Links {
		assert.Equal(t, !slices.Contains(ids, l.Relation.ID()), slices.Equal(d.Links[i].Route.Points, l.Route.Points), "%s", l.Relation.ID())
		for _, b := range next.Boxes {
			if b.Node.ID == l.Relation.From || b.Node.ID == l.Relation.To {
				continue
			}
			for k := 1; k < len(l.Route.Points); k++ {
				assert.False(t, layout.Enters(l.Route.Points[k-1], l.Route.Points[k], b.Rect), "%s through %s", l.Relation.ID(), b.Node.ID)
			}
		}
	}
}

func TestADragPutsBoxesFramesAndLabelsWhereABuildDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := opts.Draw(rt, "options")
		o.Routing = layout.Quick
		d := diagram.Build(exporttest.Random(rt), o)
		var all []model.ID
		for _, b := range d.Boxes {
			all = append(all, b.Node.ID)
		}
		if len(all) == 0 {
			return
		}
		for range 3 {
			var c edit.Place
			for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 3, rapid.ID).Draw(rt, "moved") {
				to := geom.Pt(float64(rapid.IntRange(-900, 1500).Draw(rt, "x")), float64(rapid.IntRange(-900, 1500).Draw(rt, "y")))
				c.At = append(c.At, edit.Placed{ID: id, At: model.PlaceAt(to)})
			}
			g, _, err := model.Try(d.Graph, c)
			require.NoError(rt, err)
			next, _ := d.Update(g, layout.Quick)
			want := diagram.Build(g, o)
			require.Equal(rt, want.Boxes, next.Boxes)
			require.Equal(rt, want.Frames, next.Frames)
			require.Equal(rt, len(want.Links), len(next.Links))
			for i, l := range next.Links {
				require.Equal(rt, want.Links[i].Relation, l.Relation)
				require.Equal(rt, len(want.Links[i].Label), len(l.Label))
			}
			d = next
		}
	})
}

// gathered puts every 32nd run of 8 deliverables into a group and labels every fifth line.
func gathered(tb testing.TB, g *model.Graph) *model.Graph {
	tb.Helper()
	r := g.Records()
	for i := range r.Nodes {
		if i%32 < 8 {
			r.Nodes[i].In = model.ID(fmt.Sprintf("g%04d", i/32))
		}
		if i%32 == 0 {
			r.Groups = append(r.Groups, model.Group{ID: r.Nodes[i].In, Name: "業務"})
		}
	}
	for i := range r.IO {
		if i%5 == 0 {
			r.IO[i].Label = "承認"
		}
	}
	return exporttest.Build(tb, r)
}

func BenchmarkDrag(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { drag(b, grid(b, n), layout.Quick) })
	}
	b.Run("1000 gathered", func(b *testing.B) { drag(b, gathered(b, grid(b, 1000)), layout.Quick) })
}

func BenchmarkDrop(b *testing.B) {
	for _, n := range []int{100, 300, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { drag(b, grid(b, n), layout.Near) })
	}
	b.Run("1000 gathered", func(b *testing.B) { drag(b, gathered(b, grid(b, 1000)), layout.Near) })
}

func drag(b *testing.B, g *model.Graph, how layout.Routing) {
	d := diagram.Build(g, diagram.Options{Routing: how})
	for i := 0; b.Loop(); i++ {
		g, _, err := model.Try(d.Graph, edit.Move{IDs: []model.ID{"d0050"}, By: geom.Pt(float64(1+i%50), 20)})
		require.NoError(b, err)
		d.Update(g, how)
	}
}

func TestWhatChangesNoShapeKeepsCarefulLines(t *testing.T) {
	d := diagram.Build(grid(t, 100), diagram.Options{})
	g, _, err := model.Try(d.Graph, edit.SetList{IDs: []model.ID{"d0044"}, Member: "owner", Items: model.NewList("佐藤")})
	require.NoError(t, err)
	next, ids := d.Update(g, layout.Near)
	assert.Equal(t, []model.ID{"d0044"}, ids)
	assert.True(t, reflect.DeepEqual(diagram.Build(g, diagram.Options{}), next))

	g, _, err = model.Try(d.Graph, edit.Join(model.IO, []model.ID{"d0001"}, []model.ID{"d0099"}))
	require.NoError(t, err)
	next, _ = d.Update(g, layout.Near)
	assert.Equal(t, layout.Near, next.Options.Routing, "the others have still to give way to the new line")
}
