package layered_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/layout/layered"
)

// drawn makes any graph: groups, composites as ends, loops, duplicates, sync cliques, both directions.
func drawn(t *rapid.T) *layout.Graph {
	g := &layout.Graph{Dir: layout.Dir(rapid.IntRange(0, 1).Draw(t, "dir"))}
	groups := rapid.IntRange(0, 5).Draw(t, "groups")
	for i := range groups {
		title := geom.Size{W: rapid.Float64Range(0, 300).Draw(t, "title"), H: 22}
		g.Groups = append(g.Groups, layout.Group{Parent: rapid.IntRange(-1, i-1).Draw(t, "parent"), Title: title})
	}
	n := rapid.IntRange(1, 24).Draw(t, "n")
	for range n {
		g.Nodes = append(g.Nodes, layout.Node{
			Size:  geom.Size{W: float64(rapid.IntRange(72, 164).Draw(t, "w")), H: float64(rapid.IntRange(40, 58).Draw(t, "h"))},
			Group: rapid.IntRange(-1, groups-1).Draw(t, "group"),
			Role:  layout.Role(rapid.IntRange(0, 2).Draw(t, "role")),
		})
	}
	end := func() layout.End {
		if groups > 0 && rapid.IntRange(0, 7).Draw(t, "on group") == 0 {
			return layout.End{Index: rapid.IntRange(0, groups-1).Draw(t, "end"), Group: true}
		}
		return layout.End{Index: rapid.IntRange(0, n-1).Draw(t, "end")}
	}
	for range rapid.IntRange(0, 2*n).Draw(t, "edges") {
		e := layout.Edge{From: end(), To: end()}
		if rapid.IntRange(0, 5).Draw(t, "labelled") == 0 {
			e.Label = geom.Size{W: 60, H: 16}
		}
		g.Edges = append(g.Edges, e)
	}
	for range rapid.IntRange(0, n/3).Draw(t, "syncs") {
		g.Syncs = append(g.Syncs, [2]layout.End{end(), end()})
	}
	return g
}

func lay(t require.TestingT, g *layout.Graph) *layout.Result {
	r, err := layered.Engine{}.Layout(context.Background(), g)
	require.NoError(t, err)
	return r
}

func asJSON(t require.TestingT, v any) string {
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// sound checks what holds for every picture.
func sound(t require.TestingT, g *layout.Graph, r *layout.Result) layout.Figures {
	require.Len(t, r.At, len(g.Nodes))
	require.Len(t, r.Frames, len(g.Groups))
	for i, p := range r.At {
		require.True(t, p.Finite(), "node %d", i)
		require.Equal(t, p.Round(), p, "node %d stands on whole px", i)
	}
	f := count(t, g, r)
	assert.Zero(t, f.NodeOverlaps, "boxes overlap")
	assert.Zero(t, f.ForeignInFrames, "boxes in foreign frames")
	assert.Zero(t, f.FrameOverlaps, "frames overlap")
	return f
}

func TestEveryPictureIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		before := asJSON(t, g)
		r := lay(t, g)
		sound(t, g, r)
		require.Equal(t, before, asJSON(t, g), "the input is unchanged")
		require.Equal(t, asJSON(t, r), asJSON(t, lay(t, g)), "same graph, same bytes")
	})
}

func TestTopToBottomIsLeftToRightTransposed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		for i := range g.Groups {
			g.Groups[i].Title = geom.Size{}
		}
		g.Dir = layout.LR
		h := *g
		h.Dir = layout.TB
		h.Nodes = append([]layout.Node(nil), g.Nodes...)
		for i := range h.Nodes {
			h.Nodes[i].Size = h.Nodes[i].Size.Swap()
		}
		h.Edges = append([]layout.Edge(nil), g.Edges...)
		for i := range h.Edges {
			h.Edges[i].Label = h.Edges[i].Label.Swap()
		}
		a, b := lay(t, g), lay(t, &h)
		empty := make([]bool, len(g.Groups)) // they have a shape of their own
		for i := range g.Groups {
			empty[i] = true
		}
		for _, n := range g.Nodes {
			if n.Group >= 0 {
				empty[n.Group] = false
			}
		}
		for i := range empty {
			if empty[i] {
				return
			}
		}
		for i := range a.At {
			require.Equal(t, a.At[i], b.At[i].Swap(), "node %d", i)
		}
	})
}

func TestHeldBoxesComeBackExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		g.Mode = layout.Mode(rapid.IntRange(0, 1).Draw(t, "mode"))
		cols := int(math.Ceil(math.Sqrt(float64(len(g.Nodes)))))
		for i := range g.Nodes {
			n := &g.Nodes[i]
			// Held boxes do not overlap: each has a cell of its own.
			n.At = geom.Pt(float64(i%cols*300+rapid.IntRange(-50, 50).Draw(t, "x")), float64(i/cols*150+rapid.IntRange(-40, 40).Draw(t, "y")))
			switch rapid.IntRange(0, 4).Draw(t, "state") {
			case 0:
				n.Placed, n.Pinned = true, true
			case 1:
				n.Placed, n.Fixed = true, true
			case 2:
				n.Placed = true
			}
		}
		r := lay(t, g)
		for i, n := range g.Nodes {
			if n.Held() {
				require.Equal(t, n.At, r.At[i], "node %d", i)
			}
		}
		f := count(t, g, r)
		require.Zero(t, f.NodeOverlaps)
		require.Equal(t, asJSON(t, r), asJSON(t, lay(t, g)), "same graph, same bytes")
	})
}

// tidied turns a result into the input of a tidy.
func tidied(g *layout.Graph, r *layout.Result) *layout.Graph {
	h := *g
	h.Mode = layout.Tidy
	h.Nodes = append([]layout.Node(nil), g.Nodes...)
	h.Groups = append([]layout.Group(nil), g.Groups...)
	for i := range h.Nodes {
		h.Nodes[i].At, h.Nodes[i].Placed = r.At[i], true
	}
	for i := range h.Groups {
		h.Groups[i].At, h.Groups[i].Placed = r.Frames[i].Center(), true
	}
	return &h
}

func TestASecondTidyMovesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawn(t)
		g.Mode = layout.Tidy
		for i := range g.Nodes {
			g.Nodes[i].Placed = i == 0 || rapid.IntRange(0, 9).Draw(t, "placed") > 0
			g.Nodes[i].At = geom.Pt(float64(rapid.IntRange(0, 900).Draw(t, "x")), float64(rapid.IntRange(0, 600).Draw(t, "y")))
		}
		once := lay(t, g)
		sound(t, g, once)
		h := tidied(g, once)
		require.Equal(t, once.At, lay(t, h).At)
		by := geom.Pt(float64(rapid.IntRange(-500, 500).Draw(t, "dx")), float64(rapid.IntRange(-500, 500).Draw(t, "dy")))
		for i := range h.Nodes {
			h.Nodes[i].At = h.Nodes[i].At.Add(by)
		}
		for i := range h.Groups {
			h.Groups[i].At = h.Groups[i].At.Add(by)
		}
		for i, p := range lay(t, h).At {
			require.Equal(t, once.At[i].Add(by), p, "a shifted input shifts the output")
		}
	})
}

func TestWhatCannotBeLaidOutIsRefusedByIndex(t *testing.T) {
	ok := layout.Node{Size: geom.Size{W: 72, H: 40}, Group: layout.None}
	bad := func(change func(*layout.Graph)) *layout.Graph {
		g := &layout.Graph{Nodes: []layout.Node{ok, ok}, Groups: []layout.Group{{Parent: layout.None}}}
		change(g)
		return g
	}
	for name, g := range map[string]*layout.Graph{
		"node 1":  bad(func(g *layout.Graph) { g.Nodes[1].Size.W = math.NaN() }),
		"node 0":  bad(func(g *layout.Graph) { g.Nodes[0].Size.H = math.Inf(1) }),
		"edge 0":  bad(func(g *layout.Graph) { g.Edges = []layout.Edge{{To: layout.End{Index: 2}}} }),
		"sync 0":  bad(func(g *layout.Graph) { g.Syncs = [][2]layout.End{{{Index: -1}, {}}} }),
		"group 0": bad(func(g *layout.Graph) { g.Groups[0].Parent = 0 }),
	} {
		_, err := layered.Engine{}.Layout(context.Background(), g)
		require.ErrorContains(t, err, name)
	}
	for _, w := range []float64{0, -1, 100_001} {
		_, err := layered.Engine{}.Layout(context.Background(), bad(func(g *layout.Graph) { g.Nodes[1].Size.W = w }))
		require.ErrorContains(t, err, "node 1")
	}
	r := lay(t, &layout.Graph{})
	assert.Empty(t, r.At)
}

func TestEndsStandAtTheEnds(t *testing.T) {
	g := graphOf(6, "0>1 1>2 2>3 4>2 5>3")
	g.Nodes[4].Role, g.Nodes[5].Role, g.Nodes[3].Role = layout.External, layout.External, layout.Goal
	r := lay(t, g)
	assert.Equal(t, r.At[0].X, r.At[4].X, "an external stands in the first rank where that is near")
	assert.Equal(t, r.At[0].X, r.At[5].X)
	for i := range 6 {
		assert.LessOrEqual(t, r.At[i].X, r.At[3].X, "the goal is rightmost")
	}
}

func TestPartnersOfAPathStandInOneStack(t *testing.T) {
	g := graphOf(5, "0>1 1>4 2>4")
	g.Syncs = [][2]layout.End{{{Index: 1}, {Index: 2}}, {{Index: 2}, {Index: 3}}}
	r := lay(t, g)
	assert.Equal(t, r.At[1].X, r.At[2].X)
	assert.Equal(t, r.At[2].X, r.At[3].X)
	assert.InDelta(t, 40+layout.SyncGap, math.Abs(r.At[1].Y-r.At[2].Y), 0)
	assert.InDelta(t, 40+layout.SyncGap, math.Abs(r.At[2].Y-r.At[3].Y), 0)
}

func TestACancelledLayoutSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := layered.Engine{}.Layout(ctx, graphOf(3, "0>1 1>2"))
	require.ErrorIs(t, err, context.Canceled)
}

// countdown is a context that is cancelled after it has been asked so many times.
type countdown struct {
	context.Context
	left int
}

var errLate = errors.New("cancelled late")

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return errLate
	}
	return nil
}
