package layout_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/layout"
)

func box(x, y float64) layout.Node {
	return layout.Node{Size: geom.Size{W: 100, H: 40}, Group: layout.None, At: geom.Pt(x, y), Placed: true}
}

// drawn is a picture of boxes and hand-drawn lines between the first and the second, the third and the fourth and so on.
func drawn(boxes []layout.Node, lines ...[]geom.Point) (*layout.Graph, *layout.Result) {
	g := &layout.Graph{Nodes: boxes}
	r := &layout.Result{At: places(g)}
	for i, l := range lines {
		g.Edges = append(g.Edges, layout.Edge{From: node(2 * i), To: node(2*i + 1)})
		r.Routes = append(r.Routes, layout.Route{Points: l})
	}
	return g, r
}

func TestFiguresOfSmallPicturesAreThoseCountedByHand(t *testing.T) {
	far := []layout.Node{box(0, 0), box(1000, 0), box(0, 500), box(1000, 500)}
	p := geom.Pt
	for _, c := range []struct {
		name string
		a, b []geom.Point
		want func(layout.Figures) int
		n    int
	}{
		{"two lines that cross", []geom.Point{p(50, 0), p(950, 500)}, []geom.Point{p(50, 500), p(950, 0)}, func(f layout.Figures) int { return f.Crossings }, 1},
		{"side by side", []geom.Point{p(50, 0), p(950, 0)}, []geom.Point{p(50, 10), p(950, 10)}, func(f layout.Figures) int { return f.Crossings }, 0},
		{"a corner that only touches", []geom.Point{p(50, 0), p(500, 0), p(500, 250), p(950, 250)}, []geom.Point{p(500, 400), p(500, 250), p(600, 400)}, func(f layout.Figures) int { return f.Crossings }, 0},
		{"a corner on a line, through it", []geom.Point{p(50, 250), p(950, 250)}, []geom.Point{p(400, 0), p(500, 250), p(600, 500)}, func(f layout.Figures) int { return f.Crossings }, 1},
		{"a common stretch", []geom.Point{p(50, 100), p(950, 100)}, []geom.Point{p(200, 101), p(600, 101)}, func(f layout.Figures) int { return f.CollinearPairs }, 1},
		{"a common stretch, too short to see", []geom.Point{p(50, 100), p(950, 100)}, []geom.Point{p(200, 101), p(205, 101)}, func(f layout.Figures) int { return f.CollinearPairs }, 0},
		{"through a foreign box", []geom.Point{p(50, 0), p(0, 490), p(950, 490)}, []geom.Point{p(50, 500), p(950, 500)}, func(f layout.Figures) int { return f.EdgesThroughNodes }, 1},
		{"corners", []geom.Point{p(50, 0), p(500, 0), p(500, 90), p(950, 90)}, []geom.Point{p(50, 500), p(950, 510)}, func(f layout.Figures) int { return f.Bends }, 2},
		{"length", []geom.Point{p(50, 0), p(500, 0), p(500, 90), p(950, 90)}, []geom.Point{p(50, 500), p(80, 540)}, func(f layout.Figures) int { return f.EdgeLength }, 450 + 90 + 450 + 50},
	} {
		g, r := drawn(far, c.a, c.b)
		assert.Equal(t, c.n, c.want(count(t, g, r)), c.name)
	}
}

func TestFiguresAreThoseOfCountingEverythingAgainstEverything(t *testing.T) {
	counted := 0
	for seed := range uint64(1500) {
		g, r := scribbled(seed)
		if !clean(r.Routes) {
			continue
		}
		counted++
		f := count(t, g, r)
		overlaps, through, crossings := 0, 0, 0
		for i, a := range g.Nodes {
			for _, b := range g.Nodes[:i] {
				if c := a.Box().Intersect(b.Box()); c.W() > 0.5 && c.H() > 0.5 {
					overlaps++
				}
			}
			for k, e := range g.Edges {
				if e.From.Index != i && e.To.Index != i && visits(r.Routes[k].Points, a.Box().Grow(-1)) {
					through++
				}
			}
		}
		for i := range r.Routes {
			for _, b := range r.Routes[:i] {
				crossings += meets(r.Routes[i].Points, b.Points)
			}
		}
		require.Equal(t, overlaps, f.NodeOverlaps, "overlaps, seed %d", seed)
		require.Equal(t, through, f.EdgesThroughNodes, "lines through boxes, seed %d", seed)
		require.Equal(t, crossings, f.Crossings, "crossings, seed %d", seed)
	}
	assert.Greater(t, counted, 1000)
}

// scribbled is boxes anywhere and lines anyhow.
func scribbled(seed uint64) (*layout.Graph, *layout.Result) {
	rnd := rand.New(rand.NewPCG(seed, 29))
	some := func() geom.Point { return geom.Pt(900*rnd.Float64(), 900*rnd.Float64()) }
	g := &layout.Graph{}
	n := 2 + rnd.IntN(11)
	for range n {
		at := some().Round()
		g.Nodes = append(g.Nodes, box(at.X, at.Y))
	}
	r := &layout.Result{At: places(g)}
	for range 1 + rnd.IntN(10) {
		from := rnd.IntN(n)
		g.Edges = append(g.Edges, layout.Edge{From: node(from), To: node((from + 1) % n)})
		var l []geom.Point
		for range 2 + rnd.IntN(5) {
			l = append(l, some())
		}
		r.Routes = append(r.Routes, layout.Route{Points: l})
	}
	return g, r
}

// clean says that no corner of a line lies so near another line that it is a matter of tolerance whether they cross.
func clean(routes []layout.Route) bool {
	for i, a := range routes {
		for j, b := range routes {
			for k := 1; k < len(b.Points) && i != j; k++ {
				p, d := b.Points[k-1], b.Points[k].Sub(b.Points[k-1])
				for _, q := range a.Points {
					v := q.Sub(p)
					if math.Abs(d.X*v.Y-d.Y*v.X) < 0.02*d.Len() {
						return false
					}
				}
			}
		}
	}
	return true
}

// visits says that some point of a line lies inside a rectangle: straight parts are cut against its four borders.
func visits(l []geom.Point, r geom.Rect) bool {
	inside := func(p geom.Point) bool {
		return r.Min.X < p.X && p.X < r.Max.X && r.Min.Y < p.Y && p.Y < r.Max.Y
	}
	corners := []geom.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}, r.Min}
	for k := 1; k < len(l); k++ {
		if inside(l[k-1]) || inside(l[k]) {
			return true
		}
		if meets(l[k-1:k+1], corners) > 0 {
			return true
		}
	}
	return false
}

// meets counts the points two lines in general position have in common.
func meets(a, b []geom.Point) int {
	side := func(p, q, at geom.Point) bool { return (q.X-p.X)*(at.Y-p.Y) > (q.Y-p.Y)*(at.X-p.X) }
	n := 0
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			if side(a[i-1], a[i], b[j-1]) != side(a[i-1], a[i], b[j]) && side(b[j-1], b[j], a[i-1]) != side(b[j-1], b[j], a[i]) {
				n++
			}
		}
	}
	return n
}

func TestMeasuringStopsWhenAsked(t *testing.T) {
	g := laid(t, flowing(300, 0, 1))
	r := finished(g)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f, err := layout.Measure(ctx, g, r)
	require.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, f)
}
