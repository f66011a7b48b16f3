package layout_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/layout/layered"
)

func node(i int) layout.End { return layout.End{Index: i} }

// flowing is a graph of n boxes as people draw them, without places.
func flowing(n, groups int, seed uint64) *layout.Graph {
	r := rand.New(rand.NewPCG(seed, 17))
	g := &layout.Graph{}
	for range groups {
		g.Groups = append(g.Groups, layout.Group{Parent: layout.None, Title: geom.Size{W: 120, H: 22}})
	}
	for i := range n {
		size := geom.Size{W: float64(72 + 7*r.IntN(14)), H: float64(40 + 18*r.IntN(2))}
		g.Nodes = append(g.Nodes, layout.Node{Size: size, Group: layout.None})
		if groups > 0 && r.IntN(10) > 0 {
			g.Nodes[i].Group = i * groups / n
		}
		for range r.IntN(3) {
			if i > 0 {
				g.Edges = append(g.Edges, layout.Edge{From: node(i - 1 - r.IntN(min(i, 7))), To: node(i)})
			}
		}
		if i > 0 && r.IntN(10) == 0 {
			g.Syncs = append(g.Syncs, [2]layout.End{node(i - 1), node(i)})
		}
	}
	return g
}

// laid is the graph with the places the built-in engine finds.
func laid(t testing.TB, g *layout.Graph) *layout.Graph {
	r, err := layered.Engine{}.Layout(context.Background(), g)
	require.NoError(t, err)
	for i := range g.Nodes {
		g.Nodes[i].At, g.Nodes[i].Placed = r.At[i], true
	}
	return g
}

// scattered is a graph of boxes that do not overlap, at least 3 px apart, anywhere.
func scattered(t *rapid.T) *layout.Graph {
	g := &layout.Graph{Dir: layout.Dir(rapid.IntRange(0, 1).Draw(t, "dir"))}
	n := rapid.IntRange(2, 14).Draw(t, "n")
	cols := int(math.Ceil(math.Sqrt(float64(n))))
	for i := range n {
		size := geom.Size{W: float64(rapid.IntRange(72, 164).Draw(t, "w")), H: float64(rapid.IntRange(40, 58).Draw(t, "h"))}
		free := geom.Pt(rapid.Float64Range(-1, 1).Draw(t, "x"), rapid.Float64Range(-1, 1).Draw(t, "y"))
		cell := geom.Size{W: 190, H: 80}
		at := geom.Pt(float64(i%cols)*cell.W+free.X*(cell.W-size.W-3)/2, float64(i/cols)*cell.H+free.Y*(cell.H-size.H-3)/2)
		g.Nodes = append(g.Nodes, layout.Node{Size: size, Group: layout.None, At: at.Round(), Placed: true})
	}
	for range rapid.IntRange(1, 2*n).Draw(t, "edges") {
		g.Edges = append(g.Edges, layout.Edge{From: node(rapid.IntRange(0, n-1).Draw(t, "from")), To: node(rapid.IntRange(0, n-1).Draw(t, "to"))})
	}
	for range rapid.IntRange(0, 2).Draw(t, "syncs") {
		g.Syncs = append(g.Syncs, [2]layout.End{node(rapid.IntRange(0, n-1).Draw(t, "one")), node(rapid.IntRange(0, n-1).Draw(t, "other"))})
	}
	return g
}

func places(g *layout.Graph) []geom.Point {
	var at []geom.Point
	for _, n := range g.Nodes {
		at = append(at, n.At)
	}
	return at
}

func measured(t require.TestingT, g *layout.Graph) layout.Figures {
	return count(t, g, layout.Finish(g, &layout.Result{At: places(g), Frames: layout.Frames(g)}, layout.Careful))
}

func cloned(g *layout.Graph) *layout.Graph {
	h := *g
	h.Nodes, h.Edges, h.Syncs = slices.Clone(g.Nodes), slices.Clone(g.Edges), slices.Clone(g.Syncs)
	return &h
}

// count is the figures of a picture.
func count(t require.TestingT, g *layout.Graph, r *layout.Result) layout.Figures {
	f, err := layout.Measure(context.Background(), g, r)
	require.NoError(t, err)
	return f
}
