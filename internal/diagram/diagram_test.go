package diagram_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/layout/layered"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
)

var opts = rapid.Custom(func(t *rapid.T) diagram.Options {
	return diagram.Options{Names: rapid.SampledFrom([]diagram.Names{diagram.Main, diagram.Alt, diagram.Both}).Draw(t, "names")}
})

// parts is a diagram without the graph behind it, to compare.
func parts(d *diagram.Diagram) diagram.Diagram {
	p := *d
	p.Graph = nil
	return p
}

func TestADiagramNeverDependsOnTheWayItWasReached(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g, o := exporttest.Random(rt), opts.Draw(rt, "options")
		next := exporttest.Changed(rt, g)
		got, _ := diagram.Build(g, o).Update(next, layout.Careful)
		require.Equal(rt, parts(diagram.Build(next, o)), parts(got))
		require.Equal(rt, parts(diagram.Build(next, o)), parts(diagram.Build(next, o)), "twice the same")
	})
}

func TestALineGoesRoundALongerTitleOfAGroup(t *testing.T) {
	r := model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "A", In: "g", At: model.Place{Set: true, X: 0, Y: 0}},
			{ID: "b", Name: "B", In: "g", At: model.Place{Set: true, X: 600, Y: 0}},
			{ID: "c", Name: "C", At: model.Place{Set: true, X: 120, Y: -300}},
			{ID: "d", Name: "D", At: model.Place{Set: true, X: 120, Y: 300}},
		},
		Sync:   []model.Relation{{Ends: model.Ends{Kind: model.Sync, From: "c", To: "d"}}},
		Groups: []model.Group{{ID: "g", Name: "G"}},
	}
	short := diagram.Build(exporttest.Build(t, r), diagram.Options{})
	r.Groups[0].Name = "a title that is far longer than it was"
	g := exporttest.Build(t, r)
	long, _ := short.Update(g, layout.Careful)
	require.Equal(t, short.Frames[0].Rect, long.Frames[0].Rect)
	assert.NotEqual(t, short.Links[0].Route, long.Links[0].Route)
	assert.Equal(t, diagram.Build(g, diagram.Options{}).Links, long.Links)
}

func TestWhatLooksDifferentAfterAChangeIsNamed(t *testing.T) {
	for _, how := range []layout.Routing{layout.Careful, layout.Quick, layout.Near} {
		rapid.Check(t, func(rt *rapid.T) {
			g, o := exporttest.Random(rt), opts.Draw(rt, "options")
			d := diagram.Build(g, o)
			next, ids := d.Update(exporttest.Changed(rt, g), how)
			named := map[model.ID]bool{}
			for _, id := range ids {
				require.False(rt, named[id], "%s is named twice", id)
				named[id] = true
			}
			before, after := drawings(d), drawings(next)
			for id, items := range after {
				if !named[id] {
					require.Equal(rt, before[id], items, "%s looks different and is not named", id)
				}
			}
			for id := range before {
				require.True(rt, named[id] || after[id] != nil, "%s is gone and is not named", id)
			}
		})
	}
}

// drawings is what is drawn of each element.
func drawings(d *diagram.Diagram) map[model.ID][]scene.Item {
	all := map[model.ID][]scene.Item{}
	for _, g := range scene.Build(d, scene.Options{Theme: assets.Light}).Groups {
		all[g.Ref] = append(all[g.Ref], g.Items...)
	}
	return all
}

func TestEveryBoxHoldsItsTextAndTheBoundsHoldAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := diagram.Build(exporttest.Random(rt), opts.Draw(rt, "options"))
		inside := func(t diagram.Text, r geom.Rect, what string) {
			line := geom.R(t.At.X, t.At.Y-t.Line.Style.Size*0.75, t.At.X+t.Line.Width, t.At.Y)
			require.True(rt, r.Holds(line), "%s %q at %v reaches out of %v", what, t.Line.Text, line, r)
		}
		for _, b := range d.Boxes {
			require.Equal(rt, b.Node.At.Point(), b.Rect.Center())
			for _, l := range b.Lines {
				inside(l, b.Rect.Grow(-4), "name")
			}
			for _, l := range b.Tags {
				inside(l, b.Rect.Grow(-4), "tag")
			}
			require.True(rt, d.Bounds.Holds(b.Rect))
		}
		for _, f := range d.Frames {
			inside(f.Title, f.Bar, "title")
			require.True(rt, d.Bounds.Holds(f.Rect))
		}
		for _, l := range d.Links {
			for _, p := range l.Route.Points {
				require.True(rt, p.Finite() && d.Bounds.Contains(p), "%v", p)
			}
			for _, line := range l.Label {
				inside(line, d.Bounds, "label")
			}
		}
	})
}

func TestAnEmptyModelHasNoBounds(t *testing.T) {
	d := diagram.Build(model.Empty(), diagram.Options{})
	assert.Equal(t, geom.Rect{}, d.Bounds)
	assert.Empty(t, d.Boxes)
}

func TestNamesAndTagsFollowTheChosenLanguage(t *testing.T) {
	g := exporttest.Build(t, model.Records{
		Meta: model.Meta{Title: "表題", TitleAlt: "title", Lang: "ja", LangAlt: "en"},
		Nodes: []model.Node{
			{ID: "a", Name: "見積", NameAlt: "estimate", Goal: true, Scope: model.External},
			{ID: "b", Name: "契約"},
		},
	})
	texts := func(list []diagram.Text) (all []string) {
		for _, l := range list {
			all = append(all, l.Line.Text)
		}
		return all
	}
	for _, tc := range []struct {
		names      diagram.Names
		title      string
		lines      []string
		other, tag []string
		kinds      []string
	}{
		{diagram.Main, "表題", []string{"見積"}, []string{"契約"}, nil, []string{"外部", "ゴール"}},
		{diagram.Alt, "title", []string{"estimate"}, []string{"契約"}, []string{"ja"}, []string{"external", "goal"}},
		{diagram.Both, "表題", []string{"見積", "estimate"}, []string{"契約"}, nil, []string{"外部", "ゴール"}},
	} {
		d := diagram.Build(g, diagram.Options{Names: tc.names})
		a, _ := d.Box("a")
		b, _ := d.Box("b")
		assert.Equal(t, tc.title, d.Title())
		assert.Equal(t, tc.lines, texts(a.Lines))
		assert.Equal(t, tc.other, texts(b.Lines))
		assert.Equal(t, tc.tag, texts(b.Tags), "the language of a name that stands in")
		assert.Equal(t, tc.kinds, texts(a.Tags))
	}
}

func TestABoxIsFoundAndSoIsALine(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := diagram.Build(exporttest.Random(rt), diagram.Options{})
		for _, want := range d.Boxes {
			got, ok := d.Box(want.Node.ID)
			require.True(rt, ok)
			require.Equal(rt, want.Node.ID, got.Node.ID)
			require.Equal(rt, diagram.Size(want.Node, d.Options, d.Lang), want.Rect.Size())
		}
		for _, want := range d.Links {
			got, ok := d.Link(want.Relation.ID())
			require.True(rt, ok)
			require.Equal(rt, want.Relation, got.Relation)
			require.Equal(rt, d.Graph.Label(want.Relation.From), d.Name(want.From))
			require.Equal(rt, d.Graph.Label(want.Relation.To), d.Name(want.To))
			r, ok := d.Rect(want.Relation.ID())
			require.True(rt, ok)
			require.True(rt, r.Contains(want.Route.Points[0]))
		}
		_, ok := d.Rect("none")
		require.False(rt, ok)
	})
}

func TestNewDeliverablesFindRoomAndMoveNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := exporttest.Random(rt).Records()
		for i := range r.Nodes {
			if rapid.Bool().Draw(rt, "unplaced") {
				r.Nodes[i].At = model.Place{}
			}
		}
		g := exporttest.Build(rt, r)
		c := diagram.PlaceNew(g, geom.Pt(40, 40))
		next := g
		if len(c.At) > 0 {
			var err error
			next, _, err = model.Try(g, c)
			require.NoError(rt, err)
		}
		d := diagram.Build(next, diagram.Options{})
		for n := range g.Nodes() {
			b, _ := d.Box(n.ID)
			require.True(rt, b.Node.At.Set, "%s has no place", n.ID)
			if n.At.Set {
				require.Equal(rt, n.At, b.Node.At, "%s moved", n.ID)
				continue
			}
			for _, o := range d.Boxes {
				require.False(rt, o.Node.ID != n.ID && o.Rect.Overlaps(b.Rect), "%s stands on %s", n.ID, o.Node.ID)
			}
			require.False(rt, math.IsNaN(b.Rect.Min.X))
		}
	})
}

func TestAPictureDoesNotDependOnTheOrderInWhichAModelWasDrawn(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := exporttest.Random(rt).Records()
		if len(r.Nodes) == 0 {
			return
		}
		places := func() edit.Place {
			c, err := diagram.Arrange(t.Context(), exporttest.Build(t, r), diagram.Main, layered.Engine{}, layout.Fresh, nil)
			require.NoError(rt, err)
			return c
		}
		want := places()
		r.Nodes, r.IO, r.Sync = rapid.Permutation(r.Nodes).Draw(rt, "nodes"), rapid.Permutation(r.IO).Draw(rt, "io"), rapid.Permutation(r.Sync).Draw(rt, "syncs")
		require.Equal(rt, want, places())
	})
}
