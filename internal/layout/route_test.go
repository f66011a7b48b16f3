package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/geom"
	"seika/internal/layout"
)

func TestLinesGoRoundBoxesWhereverTheyStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := scattered(t)
		routes := layout.Routes(g, layout.Careful)
		require.Len(t, routes, len(g.Edges)+len(g.Syncs))
		for i, r := range routes {
			require.GreaterOrEqual(t, len(r.Points), 2, "line %d", i)
			for k, p := range r.Points {
				require.True(t, p.Finite(), "line %d", i)
				if k > 0 {
					q := r.Points[k-1]
					require.True(t, p.X == q.X || p.Y == q.Y, "line %d runs aslant from %v to %v", i, q, p)
				}
			}
		}
		f := count(t, g, &layout.Result{At: places(g), Routes: routes})
		require.Zero(t, f.EdgesThroughNodes)
		require.Equal(t, routes, layout.Routes(g, layout.Careful), "same places, same lines")
	})
}

func TestLinesDoNotDependOnWhereThePictureIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := scattered(t)
		h := cloned(g)
		by := geom.Pt(float64(rapid.IntRange(-900, 900).Draw(t, "dx")), float64(rapid.IntRange(-900, 900).Draw(t, "dy")))
		for i := range h.Nodes {
			h.Nodes[i].At = h.Nodes[i].At.Add(by)
		}
		a, b := count(t, g, finished(g)), count(t, h, finished(h))
		require.Equal(t, a, b)
	})
}

func finished(g *layout.Graph) *layout.Result {
	return layout.Finish(g, &layout.Result{At: places(g), Frames: layout.Frames(g)}, layout.Careful)
}

func TestReroutingGivesWhatRoutingGives(t *testing.T) {
	g := laid(t, flowing(30, 2, 4))
	r := rand.New(rand.NewPCG(1, 1))
	old := layout.Routes(g, layout.Careful)
	for range 30 {
		moved := r.IntN(len(g.Nodes))
		g.Nodes[moved].At = g.Nodes[moved].At.Add(geom.Pt(float64(r.IntN(200)-100), float64(r.IntN(200)-100)))
		next, changed := layout.Reroute(g, old, []int{moved}, layout.Careful)
		require.Equal(t, layout.Routes(g, layout.Careful), next)
		for i := range next {
			assert.Equal(t, !slices.Contains(changed, i), same(next[i], old[i]), "line %d", i)
		}
		old = next
	}
}

func same(a, b layout.Route) bool {
	return a.From == b.From && a.To == b.To && slices.Equal(a.Points, b.Points)
}

func TestReroutingNearByGoesRoundBoxesAndLeavesOtherLinesAlone(t *testing.T) {
	kept, lines := 0, 0
	for seed := range uint64(6) {
		g := laid(t, flowing(40, int(seed%2)*3, seed))
		r := rand.New(rand.NewPCG(seed, 1))
		old := layout.Routes(g, layout.Careful)
		for range 20 {
			v := r.IntN(len(g.Nodes))
			by := geom.Pt(float64(r.IntN(300)-150), float64(r.IntN(300)-150))
			if was := g.Nodes[v].At; true {
				if g.Nodes[v].At = was.Add(by); measured(t, g).NodeOverlaps > 0 || measured(t, g).EdgesThroughNodes > 0 {
					g.Nodes[v].At = was
					continue
				}
			}
			next, changed := layout.Reroute(g, old, []int{v}, layout.Near)
			f := count(t, g, &layout.Result{At: places(g), Frames: layout.Frames(g), Routes: next})
			require.Zero(t, f.EdgesThroughNodes, "seed %d, node %d", seed, v)
			require.Zero(t, f.RoutesMissing)
			again, _ := layout.Reroute(g, old, []int{v}, layout.Near)
			require.Equal(t, next, again)
			kept += len(next) - len(changed)
			lines += len(next)
			old = next
		}
	}
	assert.Greater(t, kept, lines*85/100, "of %d lines", lines)
}

func TestANewLineIsLedAmongThoseThatStay(t *testing.T) {
	g := laid(t, flowing(30, 0, 4))
	old := layout.Routes(g, layout.Careful)
	g.Edges = append(g.Edges, layout.Edge{From: node(3), To: node(20)})
	old = slices.Insert(old, len(g.Edges)-1, layout.Route{})
	next, changed := layout.Reroute(g, old, nil, layout.Near)
	assert.Contains(t, changed, len(g.Edges)-1)
	assert.Less(t, len(changed), 8, "the new line, and those at the sides it uses")
	assert.Zero(t, count(t, g, &layout.Result{At: places(g), Routes: next}).EdgesThroughNodes)
}

func TestQuickReroutingLeavesTheLinesOfOthersAlone(t *testing.T) {
	g := laid(t, flowing(30, 0, 5))
	old := layout.Routes(g, layout.Careful)
	g.Nodes[7].At.X += 40
	next, _ := layout.Reroute(g, old, []int{7}, layout.Quick)
	for i, e := range g.Edges {
		if e.From.Index != 7 && e.To.Index != 7 {
			assert.Equal(t, old[i], next[i], "line %d", i)
		}
	}
}

func TestLinesKeepOutOfTitlesButMayEnterFramesFromAbove(t *testing.T) {
	g := &layout.Graph{
		Nodes: []layout.Node{
			{Size: usual, Group: layout.None, At: geom.Pt(400, 0), Placed: true},
			{Size: usual, Group: 0, At: geom.Pt(100, 200), Placed: true},
			{Size: usual, Group: 0, At: geom.Pt(400, 200), Placed: true},
		},
		Groups: []layout.Group{{Parent: layout.None, Title: geom.Size{W: 120, H: 22}}},
		Edges:  []layout.Edge{{From: node(0), To: node(2)}},
	}
	r := finished(g)
	assert.Len(t, r.Routes[0].Points, 2, "straight down, through the empty part of the bar")
	g.Nodes[0].At.X = 70
	g.Edges[0].To = node(1)
	r = finished(g)
	title := geom.R(r.Frames[0].Min.X, r.Frames[0].Min.Y, r.Frames[0].Min.X+120, r.Frames[0].Min.Y+22)
	for k := 1; k < len(r.Routes[0].Points); k++ {
		assert.False(t, layout.Enters(r.Routes[0].Points[k-1], r.Routes[0].Points[k], title), "not through the title")
	}
}

// p95 reports the 95th of hundred durations.
func p95(b *testing.B, took []time.Duration) {
	if len(took) > 0 {
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	}
}

func BenchmarkRerouteOnRelease(b *testing.B) {
	for _, n := range []int{60, 300, 1000} {
		for _, how := range []layout.Routing{layout.Quick, layout.Near, layout.Careful} {
			g := laid(b, flowing(n, 0, 1))
			old := layout.Routes(g, layout.Careful)
			b.Run(fmt.Sprint([...]string{layout.Quick: "quick", layout.Near: "near", layout.Careful: "careful"}[how], n), func(b *testing.B) {
				r := rand.New(rand.NewPCG(2, 2))
				var took []time.Duration
				for b.Loop() {
					v := r.IntN(n)
					was := g.Nodes[v].At
					g.Nodes[v].At = was.Add(geom.Pt(float64(r.IntN(300)-150), float64(r.IntN(300)-150)))
					from := time.Now()
					layout.Reroute(g, old, []int{v}, how)
					took = append(took, time.Since(from))
					g.Nodes[v].At = was
				}
				p95(b, took)
			})
		}
	}
}
