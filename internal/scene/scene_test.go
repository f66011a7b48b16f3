package scene_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
)

// random is a scene with all that can be on it, and the diagram below.
func random(t *rapid.T) (*diagram.Diagram, *scene.Scene) {
	g := exporttest.Random(t)
	o := scene.Options{
		Theme:   rapid.SampledFrom(assets.Themes()).Draw(t, "theme"),
		Legend:  rapid.SampledFrom([]scene.LegendChoice{scene.NoLegend, scene.ShowLegend, scene.AutoLegend}).Draw(t, "legend"),
		Numbers: map[model.ID]int{},
	}
	var marks []diagram.Mark
	var ids []model.ID
	for n := range g.Nodes() {
		ids = append(ids, n.ID)
		o.Numbers[n.ID] = len(ids)
	}
	for r := range g.Relations() {
		ids = append(ids, r.ID())
	}
	for _, id := range ids {
		if rapid.IntRange(0, 3).Draw(t, "marked") == 0 {
			marks = append(marks, diagram.Mark{At: id, Severity: diagram.Severity(rapid.IntRange(0, 4).Draw(t, "severity")), Count: 2})
		}
	}
	d := diagram.Build(g, diagram.Options{Marks: marks})
	return d, scene.Build(d, o)
}

func TestTheSameDiagramGivesTheSameScene(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, _ := random(rt)
		a, b := scene.Build(d, scene.Options{Legend: scene.ShowLegend}), scene.Build(d, scene.Options{Legend: scene.ShowLegend})
		require.Equal(rt, fmt.Sprintf("%v", a), fmt.Sprintf("%v", b))
	})
}

func TestASceneRenewedWhereThingsMovedIsTheOneBuiltAnew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, _ := random(rt)
		o := scene.Options{Theme: rapid.SampledFrom(assets.Themes()).Draw(rt, "theme")}
		s := scene.Build(d, o)
		var all []model.ID
		for _, b := range d.Boxes {
			all = append(all, b.Node.ID)
		}
		if len(all) == 0 {
			return
		}
		for range 3 { // each upon the one before, as while nothing else is drawn
			var c edit.Place
			for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 3, rapid.ID).Draw(rt, "moved") {
				to := geom.Pt(rapid.Float64Range(-900, 1500).Draw(rt, "x"), rapid.Float64Range(-900, 1500).Draw(rt, "y"))
				c.At = append(c.At, edit.Placed{ID: id, At: model.PlaceAt(to)})
			}
			g, _, err := model.Try(d.Graph, c)
			require.NoError(rt, err)
			how := rapid.SampledFrom([]layout.Routing{layout.Quick, layout.Near, layout.Careful}).Draw(rt, "routing")
			next, ids := d.Update(g, how)
			if rapid.IntRange(0, 3).Draw(rt, "numbered") == 0 && o.Numbers == nil {
				o.Numbers = map[model.ID]int{all[0]: 1}
			}
			before := fmt.Sprint(s.Groups)
			got, want := s.Update(next, o, ids), scene.Build(next, o)
			require.Equal(rt, before, fmt.Sprint(s.Groups), "the one before stays")
			require.Equal(rt, want.Groups, got.Groups)
			require.Equal(rt, want.Bounds, got.Bounds)
			for range 20 {
				p := geom.Pt(rapid.Float64Range(-1000, 1600).Draw(rt, "x"), rapid.Float64Range(-1000, 1600).Draw(rt, "y"))
				h, ok := got.Hit(p, 1)
				wantHit, wantOK := want.Hit(p, 1)
				require.Equal(rt, wantOK, ok)
				require.Equal(rt, wantHit, h)
				for i, g := range got.Groups {
					if area := (geom.Rect{Min: p, Max: p.Add(geom.Pt(90, 60))}); paints(g, area) {
						require.Contains(rt, got.In(area, 0), i)
					}
				}
			}
			d, s = next, got
		}
	})
}

func TestEverythingDrawnIsFiniteAndWithinItsBounds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		_, s := random(rt)
		class := scene.Frame
		for _, g := range s.Groups {
			// Back to front; the legend lies below badges, as it belongs to the picture.
			if g.Class != scene.Legend && g.Class < scene.Badge {
				require.GreaterOrEqual(rt, g.Class, class)
				class = g.Class
			}
			for _, it := range g.Items {
				r := it.Bounds()
				require.True(rt, r.Min.Finite() && r.Max.Finite())
				if it.Fixed {
					r = r.Add(it.Anchor)
				}
				require.True(rt, g.Bounds.Holds(r), "an item of %s lies outside", g.Ref)
			}
			if g.Class < scene.Badge || g.Class == scene.Legend {
				require.True(rt, len(g.Items) == 0 || s.Bounds.Holds(g.Bounds), "%s lies outside", g.Ref)
			}
		}
		page := s.Page()
		require.True(rt, page.Holds(s.Bounds))
		require.Equal(rt, page, geom.Rect{Min: page.Min.Round(), Max: page.Max.Round()}, "whole px")
	})
}

func TestTheGridFindsWhatASearchOverAllFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		_, s := random(rt)
		for range 20 {
			p := geom.Pt(rapid.Float64Range(-900, 1500).Draw(rt, "x"), rapid.Float64Range(-900, 1500).Draw(rt, "y"))
			r := geom.Rect{Min: p, Max: p.Add(geom.Pt(rapid.Float64Range(0, 900).Draw(rt, "w"), rapid.Float64Range(0, 900).Draw(rt, "h")))}
			margin := rapid.Float64Range(0, 60).Draw(rt, "margin")
			got := s.In(r, margin)
			require.True(rt, slices.IsSorted(got))
			require.Equal(rt, got, slices.Compact(slices.Clone(got)))
			want := map[int]bool{}
			for i, g := range s.Groups {
				if paints(g, r.Grow(margin)) {
					want[i] = true
				}
			}
			found := map[int]bool{}
			for _, i := range got {
				found[i] = true
				require.True(rt, s.Groups[i].Bounds.Touches(r.Grow(margin)))
			}
			for i := range want {
				require.True(rt, found[i], "%s %v paints in %v and is not found", s.Groups[i].Ref, s.Groups[i].Bounds, r)
			}
		}
	})
}

// paints says that some item may paint in r. A line may only near its corners and what runs between them.
func paints(g scene.Group, r geom.Rect) bool {
	if g.Class == scene.Relation {
		for j := 1; j < len(g.Line); j++ {
			if g.Bounds.Touches(r) && geom.Around(g.Line[j-1], g.Line[j]).Grow(1.25).Touches(r) {
				return true
			}
		}
	}
	for _, it := range g.Items {
		if it.Part == scene.Route {
			continue
		}
		b := it.Bounds()
		if it.Fixed {
			b = b.Add(it.Anchor)
		}
		if b.Touches(r) {
			return true
		}
	}
	return false
}

// search is Hit the long way: all elements, the topmost of the nearest to the hand.
func search(s *scene.Scene, p geom.Point, zoom float64) (model.ID, scene.Class, bool) {
	best := -1
	rank := func(g scene.Group) int {
		switch g.Class {
		case scene.Badge:
			if g.Items[0].Bounds().Contains(p.Sub(g.Items[0].Anchor).Mul(math.Max(zoom, 0.5))) {
				return 5
			}
		case scene.Box:
			if body(g).Contains(p) {
				return 4
			}
		case scene.Relation:
			for j := 1; j < len(g.Line); j++ {
				if nearest(g.Line[j-1], g.Line[j], p).Dist(p)*zoom <= 6 {
					return 3
				}
			}
		case scene.Frame:
			if g.Items[1].Bounds().Contains(p) {
				return 2
			}
			if r := body(g); r.Grow(4/zoom).Contains(p) && !r.Grow(-4/zoom).Contains(p) {
				return 1
			}
		}
		return 0
	}
	most := 0
	for i, g := range slices.Backward(s.Groups) {
		if r := rank(g); r > most {
			best, most = i, r
		}
	}
	if best < 0 {
		return "", 0, false
	}
	return s.Groups[best].Ref, s.Groups[best].Class, true
}

func body(g scene.Group) geom.Rect { return g.Items[0].Shape.(scene.RoundRect).Rect }

func TestAHitFindsWhatASearchOverAllFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		_, s := random(rt)
		for range 20 {
			p := geom.Pt(float64(rapid.IntRange(-400, 1000).Draw(rt, "x")), float64(rapid.IntRange(-400, 800).Draw(rt, "y")))
			zoom := rapid.SampledFrom([]float64{0.1, 0.5, 1, 4}).Draw(rt, "zoom")
			ref, class, ok := search(s, p, zoom)
			h, found := s.Hit(p, zoom)
			require.Equal(rt, ok, found, "at %v", p)
			if ok {
				require.Equal(rt, ref, h.Ref, "at %v", p)
				require.Equal(rt, class, h.Class)
			}
		}
	})
}

// nearest is the point of a straight line that is nearest to p, found by halving.
func nearest(a, b, p geom.Point) geom.Point {
	for range 100 {
		if m := a.Lerp(b, 0.5); a.Dist(p) < b.Dist(p) {
			b = m
		} else {
			a = m
		}
	}
	return a
}

func TestTheCentreOfAnUncoveredBoxFindsIt(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, s := random(rt)
		for i, b := range d.Boxes {
			c := b.Rect.Center()
			covered := slices.ContainsFunc(d.Boxes[i+1:], func(o diagram.Box) bool { return o.Rect.Contains(c) })
			for _, g := range s.Groups {
				covered = covered || g.Class == scene.Badge && g.Bounds.Contains(c)
			}
			if h, ok := s.Hit(c, 1); !covered {
				require.True(rt, ok)
				require.Equal(rt, b.Node.ID, h.Ref)
				require.Equal(rt, scene.Box, h.Class)
			}
		}
	})
}

func TestALineTellsItsEndsApart(t *testing.T) {
	at := func(x int) model.Place { return model.Place{Set: true, X: x} }
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{{ID: "a", Name: "a", At: at(0)}, {ID: "b", Name: "b", At: at(400)}},
		IO:    []model.Relation{{Ends: model.IOEnds("a", "b")}},
	})
	d := diagram.Build(g, diagram.Options{})
	s := scene.Build(d, scene.Options{})
	line := d.Links[0].Route.Points
	from, to := line[0], line[len(line)-1]
	for _, tc := range []struct {
		p    geom.Point
		zoom float64
		want scene.End
		hit  bool
	}{
		{from.Add(geom.Pt(2, 0)), 1, scene.FromEnd, true},
		{to.Sub(geom.Pt(2, 0)), 1, scene.ToEnd, true},
		{from.Lerp(to, 0.5), 1, scene.NoEnd, true},
		{from.Lerp(to, 0.5).Add(geom.Pt(0, 5)), 1, scene.NoEnd, true},
		{from.Lerp(to, 0.5).Add(geom.Pt(0, 5)), 2, scene.NoEnd, false},
		{from.Lerp(to, 0.5).Add(geom.Pt(0, 11)), 0.5, scene.NoEnd, true},
	} {
		h, ok := s.Hit(tc.p, tc.zoom)
		require.Equal(t, tc.hit, ok, "%v at %g", tc.p, tc.zoom)
		if ok {
			assert.Equal(t, scene.Hit{Ref: "a>b", Class: scene.Relation, Part: scene.Route, End: tc.want}, h, "%v at %g", tc.p, tc.zoom)
		}
	}
}

func TestHeadsTouchWhatTheyPointAt(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, s := random(rt)
		for _, l := range d.Links {
			if n := len(l.Route.Points); n < 2 || l.Route.Points[0] == l.Route.Points[1] || l.Route.Points[n-1] == l.Route.Points[n-2] {
				continue // boxes that touch leave no line
			}
			ends := map[geom.Point]bool{l.Route.Points[0]: false, l.Route.Points[len(l.Route.Points)-1]: false}
			tips := 0
			for _, g := range s.Groups {
				for _, it := range g.Items {
					if g.Ref != l.Relation.ID() || it.Part != scene.Head {
						continue
					}
					tips++
					for _, seg := range it.Shape.(scene.Path).Path {
						if _, ok := ends[seg.P[0]]; ok {
							ends[seg.P[0]] = true
						}
					}
				}
			}
			if l.Relation.Kind == model.IO {
				require.Equal(rt, 1, tips)
				require.True(rt, ends[l.Route.Points[len(l.Route.Points)-1]], "the head stands at what is made")
				continue
			}
			require.Equal(rt, 2, tips, "a sync has heads at both ends")
			for p, there := range ends {
				require.True(rt, there, "no head at %v", p)
			}
		}
	})
}

func TestFadedElementsAreStillThere(t *testing.T) {
	d := diagram.Build(exporttest.Town(t, 4), diagram.Options{})
	plain := scene.Build(d, scene.Options{})
	faded := scene.Build(d, scene.Options{Faded: func(id model.ID) bool { return id == "n00001" }})
	for i, g := range plain.Groups {
		for j, it := range g.Items {
			want := it.Fill.A
			if g.Ref == "n00001" {
				want /= 4
			}
			assert.Equal(t, want, faded.Groups[i].Items[j].Fill.A, "%s", g.Ref)
		}
	}
}

func TestAMarkStandsAtItsElementOrNowhere(t *testing.T) {
	d := diagram.Build(exporttest.Town(t, 4), diagram.Options{Marks: []diagram.Mark{
		{At: "n00001", Severity: diagram.High, Rule: "K01", Question: "why?"}, {At: "gone"}, {At: ""},
	}})
	var badges []scene.Group
	for _, g := range scene.Build(d, scene.Options{}).Groups {
		if g.Class == scene.Badge {
			badges = append(badges, g)
		}
	}
	require.Len(t, badges, 1)
	b, _ := d.Box("n00001")
	assert.Equal(t, model.ID("n00001"), badges[0].Ref)
	assert.Equal(t, "why?", badges[0].Title)
	assert.Equal(t, []scene.Attr{{Name: "rule", Value: "K01"}, {Name: scene.SeverityAttr, Value: "high"}}, badges[0].Data)
	for _, it := range badges[0].Items {
		assert.True(t, it.Fixed)
		assert.Equal(t, b.Rect.Min, it.Anchor)
	}
	h, ok := scene.Build(d, scene.Options{}).Hit(b.Rect.Min, 1)
	assert.True(t, ok)
	assert.Equal(t, scene.Badge, h.Class)
}

func TestSceneSurvivesWhatNoPictureHolds(t *testing.T) {
	far := model.Place{Set: true, X: math.MaxInt32, Y: math.MinInt32}
	g := exporttest.Build(t, model.Records{Nodes: []model.Node{{ID: "a", Name: "a"}, {ID: "b", Name: "b", At: far}}})
	s := scene.Build(diagram.Build(g, diagram.Options{}), scene.Options{})
	h, ok := s.Hit(geom.Pt(0, 0), 1)
	require.True(t, ok)
	assert.Equal(t, model.ID("a"), h.Ref)
	h, ok = s.Hit(far.Point(), 1)
	require.True(t, ok)
	assert.Equal(t, model.ID("b"), h.Ref)
	assert.Len(t, s.In(s.Bounds, 0), 2)
	_, ok = s.Hit(geom.Pt(math.NaN(), math.Inf(1)), 1)
	assert.False(t, ok)
}

func TestTheLegendOfAPartExplainsTheLinesThatLeadOutOfIt(t *testing.T) {
	g := exporttest.Build(t, model.Records{
		Nodes: []model.Node{{ID: "a", Name: "plan"}, {ID: "b", Name: "approval", At: model.Place{Set: true, X: 300}}},
		Sync:  []model.Relation{{Ends: model.SyncEnds("a", "b")}},
	})
	part := diagram.Build(g, diagram.Options{}).Part([]model.ID{"a"})
	assert.Equal(t, []string{"legend.deliverable", "legend.sync"}, scene.Explained(part, scene.AutoLegend))
	assert.Empty(t, scene.Explained(part, scene.NoLegend))
}
