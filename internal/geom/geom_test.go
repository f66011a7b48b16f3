package geom_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/geom"
)

var (
	coord = rapid.Float64Range(-1000, 1000)
	point = rapid.Custom(func(t *rapid.T) geom.Point { return geom.Pt(coord.Draw(t, "x"), coord.Draw(t, "y")) })
	rect  = rapid.Custom(func(t *rapid.T) geom.Rect { return geom.Around(point.Draw(t, "p"), point.Draw(t, "q")) })
)

func TestRectanglesAnswerLikeSetsOfPoints(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r, s, p := rect.Draw(rt, "r"), rect.Draw(rt, "s"), point.Draw(rt, "p")
		both := r.Contains(p) && s.Contains(p)
		require.Equal(rt, both, r.Intersect(s).Contains(p))
		if both {
			require.True(rt, r.Touches(s))
		}
		require.Equal(rt, r.Overlaps(s), !r.Intersect(s).Empty() && !r.Empty() && !s.Empty())
		u := r.Union(s)
		require.True(rt, (r.Empty() || u.Holds(r)) && (s.Empty() || u.Holds(s)))
		require.True(rt, r.Include(p).Contains(p) && r.Include(p).Holds(r))
		require.Equal(rt, r, r.Swap().Swap())
		require.InDelta(rt, 0, geom.Centered(r.Center(), r.Size()).Min.Dist(r.Min), 1e-9)
		require.True(rt, r.Grow(2).Holds(r))
	})
}

func TestAnEmptyRectangleAddsNothingToAUnion(t *testing.T) {
	r := geom.R(1, 2, 3, 4)
	assert.Equal(t, r, r.Union(geom.Rect{}))
	assert.Equal(t, r, geom.Rect{}.Union(r))
	assert.True(t, geom.R(0, 0, math.NaN(), 1).Empty())
	assert.True(t, geom.R(1, 1, 1, 5).Empty())
	assert.True(t, geom.R(0, 0, 1, 1).Touches(geom.R(1, 0, 2, 1)))
	assert.False(t, geom.R(0, 0, 1, 1).Overlaps(geom.R(1, 0, 2, 1)))
}

func TestFlattenedCurvesStayCloseAndEndWhereTheyShould(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, c, d, b := point.Draw(rt, "a"), point.Draw(rt, "c"), point.Draw(rt, "d"), point.Draw(rt, "b")
		tol := rapid.Float64Range(0.05, 5).Draw(rt, "tol")
		var cubic geom.Path
		cubic.MoveTo(a)
		cubic.CubeTo(c, d, b)
		var quad geom.Path
		quad.MoveTo(a)
		quad.QuadTo(c, b)
		at := func(ps []geom.Point, t float64) geom.Point { // de Casteljau
			for len(ps) > 1 {
				var next []geom.Point
				for i := 1; i < len(ps); i++ {
					next = append(next, ps[i-1].Lerp(ps[i], t))
				}
				ps = next
			}
			return ps[0]
		}
		for _, tc := range []struct {
			path geom.Path
			ps   []geom.Point
		}{{cubic, []geom.Point{a, c, d, b}}, {quad, []geom.Point{a, c, b}}} {
			var run []geom.Point
			tc.path.Flatten(nil, tol, func(points []geom.Point, closed bool) {
				require.False(rt, closed)
				run = append(run, points...)
			})
			require.InDelta(rt, 0, run[len(run)-1].Dist(b), 1e-6)
			for i := range 33 {
				p := at(tc.ps, float64(i)/32)
				require.LessOrEqual(rt, toLine(run, p), tol*1.01+1e-6)
			}
		}
	})
}

// toLine is how far p is from a line through points.
func toLine(points []geom.Point, p geom.Point) float64 {
	best := math.Inf(1)
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		for range 60 { // halving: the nearer end lies on the half with the nearest point
			if m := a.Lerp(b, 0.5); a.Dist(p) < b.Dist(p) {
				b = m
			} else {
				a = m
			}
		}
		best = math.Min(best, a.Dist(p))
	}
	return best
}

func TestARoundedRectangleStaysInsideAndTouchesItsSides(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rect.Draw(rt, "r")
		radius := rapid.Float64Range(-1, 500).Draw(rt, "radius")
		p := geom.RoundRect(r, radius)
		b := p.Bounds()
		require.InDelta(rt, 0, b.Min.Dist(r.Min)+b.Max.Dist(r.Max), 1e-6)
		require.Equal(rt, geom.Close, p[len(p)-1].Verb)
		longest := 0.0
		p.Flatten(nil, 0.1, func(points []geom.Point, closed bool) {
			require.True(rt, closed)
			for _, q := range points {
				require.True(rt, r.Grow(1e-6).Contains(q))
				longest = math.Max(longest, q.Dist(r.Min))
			}
		})
		require.LessOrEqual(rt, longest, r.Min.Dist(r.Max)+1e-6)
	})
}

func TestACircleHasNoStraightPieces(t *testing.T) {
	for _, s := range geom.RoundRect(geom.R(0, 0, 10, 10), 5) {
		assert.NotEqual(t, geom.Line, s.Verb)
	}
}

func TestACornerIsRoundedOnlyWhereThereIsRoom(t *testing.T) {
	points := []geom.Point{geom.Pt(0, 0), geom.Pt(10, 0), geom.Pt(10, 10)}
	p := geom.Polyline(points, 4)
	assert.Equal(t, geom.Path{
		{Verb: geom.Move, P: [3]geom.Point{{X: 0, Y: 0}}},
		{Verb: geom.Line, P: [3]geom.Point{{X: 6, Y: 0}}},
		{Verb: geom.Quad, P: [3]geom.Point{{X: 10, Y: 0}, {X: 10, Y: 4}}},
		{Verb: geom.Line, P: [3]geom.Point{{X: 10, Y: 10}}},
	}, p)
	assert.Len(t, geom.Polyline(points, 0), 3)
	assert.Equal(t, geom.Pt(10, 5), geom.Polyline(points, 400)[2].End(), "a radius beyond half a side is cut to that")
	doubled := []geom.Point{geom.Pt(0, 0), geom.Pt(5, 0), geom.Pt(5, 0), geom.Pt(9, 0)}
	for _, s := range geom.Polyline(doubled, 4) {
		assert.True(t, s.P[0].Finite() && s.End().Finite())
	}
	assert.Empty(t, geom.Polyline(nil, 4))
}

func TestAPathMayBeMovedAndItsOriginalStays(t *testing.T) {
	p := geom.RoundRect(geom.R(0, 0, 10, 6), 2)
	moved := p.Translate(geom.Pt(5, 7))
	assert.Equal(t, geom.R(5, 7, 15, 13), moved.Bounds())
	assert.Equal(t, geom.R(0, 0, 10, 6), p.Bounds())
	assert.Equal(t, geom.Rect{}, geom.Path{}.Bounds())
}

func TestNoCurveIsCutIntoPiecesWithoutEnd(t *testing.T) {
	for _, far := range []float64{1e30, math.Inf(1), math.NaN()} {
		var p geom.Path
		p.MoveTo(geom.Pt(0, 0))
		p.QuadTo(geom.Pt(far, 0), geom.Pt(1, 1))
		p.CubeTo(geom.Pt(far, 0), geom.Pt(0, -far), geom.Pt(1, 1))
		n := 0
		p.Flatten(nil, 0.1, func(points []geom.Point, _ bool) { n += len(points) })
		assert.Less(t, n, 1000)
	}
}

func TestTheBufferOfFlattenIsUsedAgain(t *testing.T) {
	p := geom.RoundRect(geom.R(0, 0, 100, 60), 20)
	buf := p.Flatten(nil, 0.1, func([]geom.Point, bool) {})
	assert.Zero(t, testing.AllocsPerRun(10, func() { buf = p.Flatten(buf, 0.1, func([]geom.Point, bool) {}) }))
}
