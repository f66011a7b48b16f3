package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

// row is boxes side by side, 30 px apart.
func row(t *testing.T, names ...string) *model.Graph {
	t.Helper()
	var r model.Records
	for i, n := range names {
		r.Nodes = append(r.Nodes, model.Node{ID: model.ID(n), Name: n, At: model.PlaceAt(geom.Pt(float64(i)*102, 0))})
	}
	return exporttest.Build(t, r)
}

func TestABoxThatGrowsStandsClearOfItsNeighbours(t *testing.T) {
	g := row(t, "a", "b", "c")
	d := diagram.Build(g, diagram.Options{})
	next, ch, err := model.Try(g, edit.Rename{ID: "c", To: "a name as long as they come"})
	require.NoError(t, err)
	require.NotEmpty(t, diagram.Build(next, d.Options).Over("c"), "it would lie over b")
	p, crowded := d.StandClear(ch)
	assert.Empty(t, crowded)
	require.Len(t, p.At, 1)
	next, _, err = model.Try(next, p)
	require.NoError(t, err)
	assert.Empty(t, diagram.Build(next, d.Options).Over("c"))
	c, _ := next.Node("c")
	assert.Equal(t, 0, c.At.Y, "its lines stay straight")
	assert.Greater(t, c.At.X, 204)
}

func TestWhatFindsNoRoomNearStays(t *testing.T) {
	g := row(t, "a", "b", "c")
	d := diagram.Build(g, diagram.Options{})
	longer := edit.Rename{ID: "b", To: "a name as long as they come"}
	for _, x := range []struct {
		c       model.Command
		crowded []model.ID
	}{
		{model.Batch("", edit.Pin{IDs: []model.ID{"b"}, On: true}, longer), []model.ID{"b"}},
		{model.Batch("", edit.Move{IDs: []model.ID{"b"}, By: geom.Pt(4, 0)}, longer), nil}, // it is where somebody puts it
		{edit.Rename{ID: "b", To: "c"}, nil},
	} {
		_, ch, err := model.Try(g, x.c)
		require.NoError(t, err)
		p, crowded := d.StandClear(ch)
		assert.Empty(t, p.At)
		assert.Equal(t, x.crowded, crowded)
	}
}

func TestStandingClearMovesOnlyWhatGrewAndLiesOverNothingNew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := exporttest.Random(rt)
		d := diagram.Build(g, diagram.Options{})
		next, ch, err := model.Try(g, model.Batch("", func() (cs []model.Command) {
			for n := range g.Nodes() {
				if rapid.IntRange(0, 3).Draw(rt, "renamed") == 0 {
					cs = append(cs, edit.Rename{ID: n.ID, To: n.Name + " with more of it"})
				}
			}
			return cs
		}()...))
		require.NoError(rt, err)
		p, _ := d.StandClear(ch)
		last, _, err := model.Try(next, p)
		require.NoError(rt, err)
		after := diagram.Build(last, d.Options)
		for _, m := range p.At {
			was, _ := g.Node(m.ID)
			now, _ := next.Node(m.ID)
			require.NotEqual(rt, was.Name, now.Name)
			for _, id := range after.Over(m.ID) {
				require.Contains(rt, d.Over(m.ID), id, "%s lies over it anew", id)
			}
		}
	})
}
