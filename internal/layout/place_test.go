package layout_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/layout"
)

// grow adds a box as a person does and gives its number.
func grow(g *layout.Graph, w layout.Wish) int {
	at := layout.Place(g, w)
	g.Nodes = append(g.Nodes, layout.Node{Size: w.Size, Group: w.Group, At: at, Placed: true})
	i := len(g.Nodes) - 1
	for _, b := range w.Beside {
		switch w.Kind {
		case layout.Output:
			g.Edges = append(g.Edges, layout.Edge{From: node(b), To: node(i)})
		case layout.Input:
			g.Edges = append(g.Edges, layout.Edge{From: node(i), To: node(b)})
		case layout.Partner:
			g.Syncs = append(g.Syncs, [2]layout.End{node(b), node(i)})
		}
	}
	return i
}

var usual = geom.Size{W: 164, H: 58}

func TestTenDeliverablesOneByOneMoveNothingElse(t *testing.T) {
	for _, groups := range []int{0, 4} {
		for seed := range uint64(12) {
			g := laid(t, flowing(40, groups, seed))
			r := rand.New(rand.NewPCG(seed, 3))
			for range 10 {
				beside := r.IntN(len(g.Nodes))
				before := places(g)
				grow(g, layout.Wish{Size: usual, Kind: layout.Kind(1 + r.IntN(3)), Beside: []int{beside}, Group: g.Nodes[beside].Group})
				require.Equal(t, before, places(g)[:len(before)], "others stay where they are")
			}
			f := measured(t, g)
			assert.Zero(t, f.NodeOverlaps, "seed %d", seed)
			assert.Zero(t, f.EdgesThroughNodes, "seed %d", seed)
			assert.Zero(t, f.ForeignInFrames+f.FrameOverlaps, "seed %d: frames grew over something", seed)
		}
	}
}

func TestAWideInputUnderANarrowOneStaysLeftOfWhatItGoesInto(t *testing.T) {
	box := func(x, w float64) layout.Node {
		return layout.Node{Size: geom.Size{W: w, H: 40}, Group: layout.None, At: geom.Pt(x, 300), Placed: true}
	}
	made, narrow := box(500, 100), box(500-50-layout.RankGap-40, 80)
	wide := geom.Size{W: 180, H: 40}
	g := &layout.Graph{Nodes: []layout.Node{made, narrow}, Edges: []layout.Edge{{From: node(1), To: node(0)}}}
	at := layout.Place(g, layout.Wish{Size: wide, Kind: layout.Input, Beside: []int{0}, Group: layout.None})
	assert.LessOrEqual(t, at.X+wide.W/2, made.Box().Min.X-layout.RankGap/2, "there is room for its line to leave sideways")

	g = &layout.Graph{Nodes: []layout.Node{box(200, 100), box(200+50+layout.RankGap+40, 80)}, Edges: []layout.Edge{{From: node(0), To: node(1)}}}
	at = layout.Place(g, layout.Wish{Size: wide, Kind: layout.Output, Beside: []int{0}, Group: layout.None})
	assert.GreaterOrEqual(t, at.X-wide.W/2, g.Nodes[0].Box().Max.X+layout.RankGap/2)
}

func TestANewBoxStandsOnTheSideItsKindSays(t *testing.T) {
	one := func(dir layout.Dir) *layout.Graph {
		return &layout.Graph{Dir: dir, Nodes: []layout.Node{{Size: usual, Group: layout.None, At: geom.Pt(500, 300), Placed: true}}}
	}
	place := func(dir layout.Dir, k layout.Kind) geom.Point {
		return layout.Place(one(dir), layout.Wish{Size: usual, Kind: k, Beside: []int{0}, Group: layout.None})
	}
	along, across := layout.RankGap+usual.W, layout.SyncGap+usual.H
	assert.Equal(t, geom.Pt(500+along, 300), place(layout.LR, layout.Output))
	assert.Equal(t, geom.Pt(500-along, 300), place(layout.LR, layout.Input))
	assert.Equal(t, geom.Pt(500, 300+across), place(layout.LR, layout.Partner), "below")
	assert.Equal(t, geom.Pt(500, 300+layout.RankGap+usual.H), place(layout.TB, layout.Output))
	assert.Equal(t, geom.Pt(500+layout.SyncGap+usual.W, 300), place(layout.TB, layout.Partner), "beside, where the flow goes down")
}

func TestAFreePlaceIsTakenExactly(t *testing.T) {
	g := laid(t, flowing(20, 2, 1))
	at := geom.Pt(-901, -733)
	assert.Equal(t, at, layout.Place(g, layout.Wish{Size: usual, Kind: layout.Free, At: at, Group: layout.None}))
}

func TestABlockKeepsItsShapeAndHitsNothing(t *testing.T) {
	for seed := range uint64(20) {
		g := laid(t, flowing(30, 3, seed))
		block := []geom.Rect{geom.Centered(g.Nodes[5].At, usual), geom.Centered(g.Nodes[5].At.Add(geom.Pt(220, 40)), usual)}
		by := layout.PlaceBlock(g, block, layout.None)
		for _, b := range block {
			for i, n := range g.Nodes {
				assert.False(t, n.Box().Overlaps(b.Add(by)), "seed %d, box %d", seed, i)
			}
			assert.False(t, slices.ContainsFunc(layout.Frames(g), b.Add(by).Overlaps), "seed %d", seed)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{40, 1000} {
		g := laid(b, flowing(n, n/20, 1))
		b.Run(map[int]string{40: "40", 1000: "1000"}[n], func(b *testing.B) {
			i := 0
			for b.Loop() {
				i = (i + 7) % n
				layout.Place(g, layout.Wish{Size: usual, Kind: layout.Kind(1 + i%3), Beside: []int{i}, Group: g.Nodes[i].Group})
			}
		})
	}
}
