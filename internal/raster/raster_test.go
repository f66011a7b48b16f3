package raster_test

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export/exporttest"
	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/layout"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/internal/typeset"
	"seika/model"
)

var renderer = raster.New()

func draw(t require.TestingT, s *scene.Scene, size image.Point, v raster.View, o raster.Options) *image.RGBA {
	m := image.NewRGBA(image.Rectangle{Max: size})
	require.NoError(t, renderer.Draw(context.Background(), m, s, v, o))
	return m
}

func same(t require.TestingT, want, got *image.RGBA, why string, args ...any) {
	for i := range want.Pix {
		if want.Pix[i] != got.Pix[i] {
			x, y := i%want.Stride/4, i/want.Stride
			require.Failf(t, "pictures differ", "at (%d,%d): want %v, got %v; %s", x, y, want.RGBAAt(x, y), got.RGBAAt(x, y), fmt.Sprintf(why, args...))
		}
	}
}

// ppus are zooms people come to, some of them awkward.
var ppus = rapid.SampledFrom([]float64{0.07, 0.19, 0.25, 0.33, 0.5, 0.9, 1, 1.1, 2, 3.3})

func randomScene(t *rapid.T) (*diagram.Diagram, *scene.Scene) {
	g := exporttest.Random(t)
	var marks []diagram.Mark
	for n := range g.Nodes() {
		if rapid.Bool().Draw(t, "marked") {
			marks = append(marks, diagram.Mark{At: n.ID, Severity: diagram.Severity(rapid.IntRange(0, 4).Draw(t, "severity")), Count: 2})
		}
	}
	d := diagram.Build(g, diagram.Options{Marks: marks})
	return d, scene.Build(d, scene.Options{Legend: scene.ShowLegend})
}

func TestAnyCellsDrawnAgainGiveTheWholePicture(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		_, s := randomScene(rt)
		v := raster.View{Origin: s.Page().Min.Add(geom.Pt(rapid.Float64Range(-50, 300).Draw(rt, "x"), 3.7)), PPU: ppus.Draw(rt, "ppu")}
		o := raster.Options{Scale: rapid.SampledFrom([]float64{1, 2}).Draw(rt, "scale"), Transparent: rapid.Bool().Draw(rt, "transparent")}
		size := image.Pt(330, 290) // cells at the edges are cut
		want := draw(rt, s, size, v, o)
		got := image.NewRGBA(want.Rect)
		var areas []geom.Rect
		for y := 0; y < size.Y; y += 256 {
			for x := 0; x < size.X; x += 256 {
				keep := !rapid.Bool().Draw(rt, "again")
				if !keep {
					at := v.Origin.Add(geom.Pt(float64(x)+5, float64(y)+5).Mul(1 / v.PPU))
					areas = append(areas, geom.Rect{Min: at, Max: at})
				}
				for yy := y; yy < min(y+256, size.Y); yy++ {
					for xx := x; xx < min(x+256, size.X); xx++ {
						if got.SetRGBA(xx, yy, color.RGBA{R: 1, G: 2, B: 3, A: 4}); keep {
							got.SetRGBA(xx, yy, want.RGBAAt(xx, yy))
						}
					}
				}
			}
		}
		require.NoError(rt, renderer.Redraw(t.Context(), got, s, v, o, areas))
		same(rt, want, got, "%d cells drawn again", len(areas))
	})
}

func TestAfterAnEditOnlyTouchedPlacesNeedDrawing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := exporttest.Random(rt)
		d := diagram.Build(g, diagram.Options{})
		next, ids := d.Update(exporttest.Changed(rt, g), layout.Careful)
		before, after := scene.Build(d, scene.Options{}), scene.Build(next, scene.Options{})
		named := map[model.ID]bool{}
		for _, id := range ids {
			named[id] = true
		}
		var areas []geom.Rect
		for _, s := range []*scene.Scene{before, after} {
			for _, g := range s.Groups {
				if named[g.Ref] {
					areas = append(areas, g.Bounds)
				}
			}
		}
		v := raster.View{Origin: geom.Pt(-220, -180), PPU: ppus.Draw(rt, "ppu")}
		got := draw(rt, before, image.Pt(500, 300), v, raster.Options{})
		require.NoError(rt, renderer.Redraw(t.Context(), got, after, v, raster.Options{}, areas))
		same(rt, draw(rt, after, image.Pt(500, 300), v, raster.Options{}), got, "%v drawn again", ids)
	})
}

// TestOnlyWhereTwoPicturesDifferNeedsDrawing has any other picture made out of one: what the canvas does after each edit.
func TestOnlyWhereTwoPicturesDifferNeedsDrawing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := exporttest.Random(rt)
		picture := func(g *model.Graph) *scene.Scene {
			o, so := diagram.Options{}, scene.Options{Numbers: map[model.ID]int{}}
			for n := range g.Nodes() {
				switch rapid.IntRange(0, 5).Draw(rt, "look") {
				case 0:
					o.Marks = append(o.Marks, diagram.Mark{At: n.ID, Severity: diagram.Severity(rapid.IntRange(0, 4).Draw(rt, "severity")), Count: 2})
				case 1:
					so.Numbers[n.ID] = rapid.IntRange(1, 30).Draw(rt, "number")
				}
			}
			pale := rapid.IntRange(0, 9).Draw(rt, "pale") == 0
			so.Faded = func(id model.ID) bool { return pale && len(id)%2 == 0 }
			return scene.Build(diagram.Build(g, o), so)
		}
		before, after := picture(g), picture(exporttest.Changed(rt, g))
		areas, ok := scene.Differing(before, after)
		require.True(rt, ok)
		v := raster.View{Origin: geom.Pt(-220, -180), PPU: ppus.Draw(rt, "ppu")}
		o := raster.Options{Scale: rapid.SampledFrom([]float64{1, 1.5, 2}).Draw(rt, "scale")}
		got := draw(rt, before, image.Pt(500, 300), v, o)
		require.NoError(rt, renderer.Redraw(t.Context(), got, after, v, o, areas))
		same(rt, draw(rt, after, image.Pt(500, 300), v, o), got, "%d areas drawn again", len(areas))
	})
	light, dark := scene.Build(diagram.Build(exporttest.Town(t, 1), diagram.Options{}), scene.Options{}), scene.Build(diagram.Build(exporttest.Town(t, 1), diagram.Options{}), scene.Options{Theme: assets.Dark})
	_, ok := scene.Differing(light, dark)
	assert.False(t, ok)
	areas, ok := scene.Differing(light, light)
	assert.True(t, ok)
	assert.Empty(t, areas)
}

func TestPanningByWholePxShiftsThePicture(t *testing.T) {
	// The rasteriser rounds what it adds up along a row, and cells cut rows elsewhere: 1 of 255 for each of two layers, as an
	// outline lies on a fill.
	const slack = 2
	s := kinds(t, assets.Light) // where nothing lies on anything else
	rapid.Check(t, func(rt *rapid.T) {
		ppu := rapid.SampledFrom([]float64{0.125, 0.25, 0.5, 1, 2, 4}).Draw(rt, "ppu")
		by := image.Pt(rapid.IntRange(0, 80).Draw(rt, "dx"), rapid.IntRange(0, 80).Draw(rt, "dy"))
		v := raster.View{Origin: s.Page().Min.Sub(geom.Pt(8, 8)), PPU: ppu}
		a := draw(rt, s, image.Pt(340, 300), v, raster.Options{})
		v.Origin = v.Origin.Add(geom.Pt(float64(by.X), float64(by.Y)).Mul(1 / ppu))
		b := draw(rt, s, image.Pt(340, 300), v, raster.Options{})
		for y := range 300 - by.Y {
			for x := range 340 - by.X {
				p, q := a.RGBAAt(x+by.X, y+by.Y), b.RGBAAt(x, y)
				for _, c := range [][2]uint8{{p.R, q.R}, {p.G, q.G}, {p.B, q.B}, {p.A, q.A}} {
					if max(c[0], c[1])-min(c[0], c[1]) > slack {
						require.Failf(rt, "the picture crawls", "at (%d,%d) after a pan by %v: %v became %v", x, y, by, p, q)
					}
				}
			}
		}
	})
}

func TestDrawingTwiceOrFromManyPlacesGivesTheSameBytes(t *testing.T) {
	s := scene.Build(diagram.Build(exporttest.Town(t, 60), diagram.Options{}), scene.Options{})
	v := raster.View{Origin: s.Page().Min, PPU: 0.8}
	want := draw(t, s, image.Pt(900, 700), v, raster.Options{})
	same(t, want, draw(t, s, image.Pt(900, 700), v, raster.Options{}), "with masks kept")
	fresh := image.NewRGBA(want.Rect)
	require.NoError(t, raster.New().Draw(t.Context(), fresh, s, v, raster.Options{}))
	same(t, want, fresh, "by a new renderer")
}

func TestDrawingStopsWhenNobodyWaits(t *testing.T) {
	s := scene.Build(diagram.Build(exporttest.Town(t, 60), diagram.Options{}), scene.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := image.NewRGBA(image.Rect(0, 0, 600, 600))
	assert.ErrorIs(t, renderer.Draw(ctx, m, s, raster.View{PPU: 1}, raster.Options{}), context.Canceled)
	assert.Equal(t, color.RGBA{}, m.RGBAAt(300, 300))
}

func TestWhatIsDrawnElsewhereIsLeftOut(t *testing.T) {
	d := diagram.Build(exporttest.Town(t, 4), diagram.Options{})
	s := scene.Build(d, scene.Options{})
	v := raster.View{Origin: s.Page().Min, PPU: 1}
	without := draw(t, s, image.Pt(600, 400), v, raster.Options{Skip: func(id model.ID) bool { return id == "n00001" }})
	b, _ := d.Box("n00001")
	c := b.Rect.Center().Sub(v.Origin)
	p := assets.Light.Palette()
	assert.Equal(t, rgba(p.Box), draw(t, s, image.Pt(600, 400), v, raster.Options{}).RGBAAt(int(c.X), int(c.Y)+17))
	assert.Equal(t, rgba(p.Paper), without.RGBAAt(int(c.X), int(c.Y)+17))
}

func rgba(c color.NRGBA) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }

// one draws a single deliverable, with a badge if it has a severity, and everything else on white.
func one(t *testing.T, n model.Node, severity diagram.Severity, marked bool, ppu float64, change func(*scene.Item) bool) *image.RGBA {
	t.Helper()
	n.ID, n.Name, n.At = "n", "成果物", model.Place{Set: true}
	var marks []diagram.Mark
	if marked {
		marks = []diagram.Mark{{At: "n", Severity: severity, Count: 3}}
	}
	s := scene.Build(diagram.Build(exporttest.Build(t, model.Records{Nodes: []model.Node{n}}), diagram.Options{Marks: marks}), scene.Options{})
	for i := range s.Groups {
		kept := s.Groups[i].Items[:0]
		for _, it := range s.Groups[i].Items {
			if change == nil || change(&it) {
				kept = append(kept, it)
			}
		}
		s.Groups[i].Items = kept
	}
	return draw(t, s, image.Pt(240, 160), raster.View{Origin: geom.Pt(-120/ppu, -80/ppu), PPU: ppu}, raster.Options{})
}

func without(part scene.Part) func(*scene.Item) bool {
	return func(it *scene.Item) bool { return it.Part != part }
}

func solid(it *scene.Item) bool { it.Stroke.Dash = scene.Dash{}; return true }

// differing counts the px of two pictures that are not the same.
func differing(a, b *image.RGBA) (n int) {
	for i := 0; i < len(a.Pix); i += 4 {
		if [4]byte(a.Pix[i:i+4]) != [4]byte(b.Pix[i:i+4]) {
			n++
		}
	}
	return n
}

func TestWhatIsTooSmallToSeeIsLeftOut(t *testing.T) {
	plain, soft := model.Node{}, model.Node{Kind: model.Intangible}
	for _, tc := range []struct {
		name   string
		node   model.Node
		change func(*scene.Item) bool
		seen   float64 // at this zoom, and not at the next
		gone   float64
	}{
		{"a name under 5 px", plain, without(scene.Text), 0.37, 0.35},
		{"a tag under 5 px", model.Node{Goal: true}, without(scene.SmallText), 0.51, 0.49},
		{"a dash where a box is under 8 px high", soft, solid, 0.21, 0.19},
		{"a kind mark there", soft, without(scene.KindMark), 0.21, 0.19},
		{"the inner line there", model.Node{Goal: true}, without(scene.Inner), 0.16, 0.15},
		{"a question mark there", model.Node{Ask: "?"}, without(scene.AskMark), 0.21, 0.19},
	} {
		full := func(ppu float64) int {
			return differing(one(t, tc.node, 0, false, ppu, nil), one(t, tc.node, 0, false, ppu, tc.change))
		}
		assert.NotZero(t, full(tc.seen), "%s shows at %g", tc.name, tc.seen)
		assert.Zero(t, full(tc.gone), "%s is left out at %g", tc.name, tc.gone)
	}

	dots := one(t, plain, 0, false, 0.07, nil)
	white := image.NewRGBA(dots.Rect)
	for i := range white.Pix {
		white.Pix[i] = 0xFF
	}
	assert.Equal(t, 4, differing(white, dots), "a box under 3 px high is a dot of 2 × 2")
	assert.Equal(t, rgba(assets.Light.Palette().BoxLine), dots.RGBAAt(120, 80))
}

func TestHeadsGoBeforeTheyClutter(t *testing.T) {
	at := func(x int) model.Place { return model.Place{Set: true, X: x} }
	s := scene.Build(diagram.Build(exporttest.Build(t, model.Records{
		Nodes: []model.Node{{ID: "a", At: at(0)}, {ID: "b", At: at(300)}}, IO: []model.Relation{{Ends: model.IOEnds("a", "b")}},
	}), diagram.Options{}), scene.Options{})
	headless := *s
	headless.Groups = append([]scene.Group{}, s.Groups...)
	headless.Groups[0].Items = s.Groups[0].Items[:1]
	for _, tc := range []struct {
		ppu   float64
		thick bool // behind the tip
	}{{1, true}, {0.5, true}, {0.33, false}, {0.2, false}} {
		v := raster.View{Origin: geom.Pt(-50, -50), PPU: tc.ppu}
		m := draw(t, s, image.Pt(400, 100), v, raster.Options{})
		tip := s.Groups[0].Line[1].Sub(v.Origin).Mul(tc.ppu)
		thick := 0
		for y := range 100 {
			if m.RGBAAt(int(tip.X-8*tc.ppu), y).R < 0xF0 {
				thick++
			}
		}
		assert.Equal(t, tc.thick, thick > 2, "%d px at %g", thick, tc.ppu)
		assert.Less(t, m.RGBAAt(int(tip.X)-1, int(tip.Y-0.2)).R, uint8(0xE0), "at %g the line ends at the box", tc.ppu)
	}
	v := raster.View{Origin: geom.Pt(-50, -50), PPU: 0.2}
	full := raster.Options{Detail: raster.Full}
	assert.NotZero(t, differing(draw(t, s, image.Pt(100, 40), v, full), draw(t, &headless, image.Pt(100, 40), v, full)), "files leave nothing out")
}

func TestWeakPointsShowInTheOverview(t *testing.T) {
	// width is that of the badge of a deliverable drawn without itself, px.
	width := func(severity diagram.Severity, ppu float64) int {
		m := one(t, model.Node{}, severity, true, ppu, func(it *scene.Item) bool { return it.Part == scene.Plate })
		least, most := m.Rect.Max.X, -1
		for y := range m.Rect.Dy() {
			for x := range m.Rect.Dx() {
				if m.RGBAAt(x, y) != (color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}) {
					least, most = min(least, x), max(most, x)
				}
			}
		}
		return max(0, most-least+1)
	}
	for _, s := range []diagram.Severity{diagram.Info, diagram.Low, diagram.Medium, diagram.High, diagram.Error} {
		assert.InDelta(t, 17, width(s, 1), 3, "severity %d", s)
		assert.InDelta(t, 17, width(s, 2), 3, "the same at any zoom")
		assert.InDelta(t, 11, width(s, 0.4), 2, "smaller below one half")
		far := width(s, 0.1)
		if s >= diagram.High {
			assert.InDelta(t, 7, far, 1, "a dot")
		} else {
			assert.Zero(t, far, "only what is severe")
		}
	}
	count := func(ppu float64) int {
		return differing(one(t, model.Node{}, diagram.High, true, ppu, nil), one(t, model.Node{}, diagram.High, true, ppu, without(scene.SmallText)))
	}
	assert.NotZero(t, count(0.6))
	assert.Zero(t, count(0.4), "no count on a small badge")
}

func TestDashesNeverBecomeDust(t *testing.T) {
	var line geom.Path
	line.MoveTo(geom.Pt(0, 0))
	line.LineTo(geom.Pt(100_000, 0))
	for _, ppu := range []float64{0.05, 0.1, 0.25, 0.5, 1, 2, 4} {
		m := image.NewRGBA(image.Rect(0, 0, 400, 9))
		v := raster.View{Origin: geom.Pt(0, -4/ppu), PPU: ppu}
		renderer.Items(m, []scene.Item{{Shape: scene.Path{Path: line}, Stroke: scene.Stroke{Color: color.NRGBA{A: 0xFF}, Width: 3 / ppu, Dash: scene.Dash{On: 6, Off: 4}}}}, v, raster.Options{})
		dashes, run, least := 0, 0, 400
		for x := range 400 {
			switch on := m.RGBAAt(x, 4).A > 0x80; {
			case on:
				run++
			case run > 0:
				dashes, least, run = dashes+1, min(least, run), 0
			}
		}
		assert.Greater(t, dashes, 5, "at %g", ppu)
		assert.GreaterOrEqual(t, least, 4, "at %g", ppu)
	}
}

func TestATransparentPictureShowsOnlyWhatIsDrawn(t *testing.T) {
	s := scene.Build(diagram.Build(exporttest.Town(t, 1), diagram.Options{}), scene.Options{})
	v := raster.View{Origin: s.Page().Min, PPU: 1}
	m := draw(t, s, image.Pt(200, 100), v, raster.Options{Transparent: true})
	assert.Equal(t, color.RGBA{}, m.RGBAAt(1, 1))
	for i := 0; i < len(m.Pix); i += 4 {
		require.True(t, m.Pix[i] <= m.Pix[i+3] && m.Pix[i+1] <= m.Pix[i+3] && m.Pix[i+2] <= m.Pix[i+3], "colours are multiplied by alpha")
	}
}

// kinds is a picture with every kind, all severities and numbers.
func kinds(t *testing.T, theme assets.Theme) *scene.Scene {
	t.Helper()
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	r := model.Records{
		Meta: model.Meta{Lang: "ja"},
		Nodes: []model.Node{
			{ID: "a", Name: "成果物", At: at(0, 0)},
			{ID: "b", Name: "外部", Scope: model.External, At: at(0, 80)},
			{ID: "c", Name: "order slip", Ask: "?", At: at(150, 0)},
			{ID: "d", Name: "ノウハウ", Kind: model.Intangible, Confidence: model.Assumed, At: at(150, 80)},
			{ID: "e", Name: "承認されたサービス", Goal: true, At: at(340, 0)},
			{ID: "f", Name: "判断", Kind: model.Intangible, Goal: true, Scope: model.External, At: at(340, 80)},
			{ID: "g", Name: "部品", In: "p", At: at(60, 190)},
			{ID: "h", Name: "中身", In: "q", At: at(230, 190)},
		},
		IO:     []model.Relation{{Ends: model.IOEnds("a", "c")}, {Ends: model.IOEnds("c", "e")}, {Ends: model.IOEnds("b", "d")}, {Ends: model.IOEnds("p", "h")}},
		Sync:   []model.Relation{{Ends: model.SyncEnds("d", "c")}, {Ends: model.SyncEnds("e", "f")}},
		Groups: []model.Group{{ID: "p", Name: "まとまり", Kind: model.Composite}, {ID: "q", Name: "領域"}},
	}
	d := diagram.Build(exporttest.Build(t, r), diagram.Options{Marks: []diagram.Mark{
		{At: "a", Severity: diagram.Info},
		{At: "b", Severity: diagram.Low, Count: 2},
		{At: "c", Severity: diagram.Medium},
		{At: "e", Severity: diagram.High, Number: 7},
		{At: "f", Severity: diagram.Error},
	}})
	return scene.Build(d, scene.Options{Theme: theme, Numbers: map[model.ID]int{"g": 1, "h": 12}})
}

// primitives is one of each shape, stroke and fill that a renderer must know.
func primitives() *scene.Scene {
	ink := color.NRGBA{A: 0xFF}
	blue := color.NRGBA{R: 0x20, G: 0x60, B: 0xC0, A: 0x80}
	var zig, curves, ring geom.Path
	for i, p := range []geom.Point{{X: 10, Y: 50}, {X: 40, Y: 20}, {X: 70, Y: 50}, {X: 72, Y: 20}, {X: 100, Y: 20}} {
		if i == 0 {
			zig.MoveTo(p)
		} else {
			zig.LineTo(p)
		}
	}
	curves.MoveTo(geom.Pt(10, 100))
	curves.QuadTo(geom.Pt(40, 50), geom.Pt(70, 100))
	curves.CubeTo(geom.Pt(80, 120), geom.Pt(100, 60), geom.Pt(110, 100))
	curves.Close()
	ring = append(geom.RoundRect(geom.R(130, 60, 190, 110), 25), geom.RoundRect(geom.R(145, 75, 175, 95), 4)...)
	down := zig.Translate(geom.Pt(0, 100))
	line := typeset.Shape("Ag 図形", typeset.Style{Weight: typeset.Bold, Size: 14})
	s := &scene.Scene{Paper: color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}, Bounds: geom.R(0, 0, 210, 160)}
	// Without a grid, as nothing is looked for here: loose items.
	s.Groups = []scene.Group{{Items: []scene.Item{
		{Shape: scene.RoundRect{Rect: geom.R(120, 10, 190, 50), Radius: 12}, Fill: blue, Stroke: scene.Stroke{Color: ink, Width: 1.5, Dash: scene.Dash{On: 7, Off: 4}}},
		{Shape: scene.Path{Path: zig}, Stroke: scene.Solid(ink, 1.5)},
		{Shape: scene.Path{Path: curves}, Fill: blue, Stroke: scene.Solid(ink, 4)},
		{Shape: scene.Path{Path: ring}, Fill: ink},
		{Shape: scene.Path{Path: down}, Stroke: scene.Stroke{Color: blue, Width: 8}},
		{Shape: scene.Path{Path: down}, Stroke: scene.Stroke{Color: ink, Width: 1.5, Dash: scene.Dash{On: 6, Off: 4}}},
		{Shape: scene.TextLine{Line: line, At: geom.Pt(120, 150)}, Fill: ink},
		{Shape: scene.RoundRect{Rect: geom.R(-4, -4, 4, 4), Radius: 2}, Fill: ink, Fixed: true, Anchor: geom.Pt(200, 130)},
	}}}
	return s
}

func TestShapesKindsAndLevelsOfDetailLookAsTheyDid(t *testing.T) {
	d := golden.Open(t, "raster")
	all := kinds(t, assets.Light)
	shapes := primitives()
	for _, ppu := range []float64{0.25, 0.5, 1, 2, 4} {
		page := all.Page()
		size := image.Pt(int(math.Ceil(page.W()*ppu)), int(math.Ceil(page.H()*ppu)))
		d.Picture(t, fmt.Sprintf("kinds-%g.png", ppu), draw(t, all, size, raster.View{Origin: page.Min, PPU: ppu}, raster.Options{}))

		m := image.NewRGBA(image.Rect(0, 0, int(210*ppu), int(160*ppu)))
		for i := range m.Pix {
			m.Pix[i] = 0xFF
		}
		renderer.Items(m, shapes.Groups[0].Items, raster.View{PPU: ppu}, raster.Options{})
		d.Picture(t, fmt.Sprintf("shapes-%g.png", ppu), m)
	}
	page := all.Page()
	tiny := image.Pt(int(math.Ceil(page.W()*0.1)), int(math.Ceil(page.H()*0.1)))
	d.Picture(t, "kinds-0.1.png", draw(t, all, tiny, raster.View{Origin: page.Min, PPU: 0.1}, raster.Options{}))
}

func TestABoxOfAnyShapeIsDrawn(t *testing.T) {
	black := color.NRGBA{A: 0xFF}
	var diamond geom.Path
	diamond.MoveTo(geom.Pt(50, 10))
	diamond.LineTo(geom.Pt(90, 50))
	diamond.LineTo(geom.Pt(50, 90))
	diamond.LineTo(geom.Pt(10, 50))
	diamond.Close()
	body := scene.Item{Part: scene.Body, Shape: scene.Path{Path: diamond}, Fill: black, Stroke: scene.Solid(black, 1)}
	s := scene.Of(assets.Light, "", []scene.Group{{Class: scene.Box, Items: []scene.Item{body}}})
	for _, ppu := range []float64{1, 0.2, 0.05} {
		size := int(100 * ppu)
		got := draw(t, s, image.Pt(size, size), raster.View{PPU: ppu}, raster.Options{})
		r, _, _, _ := got.At(size/2, size/2).RGBA()
		assert.Less(t, r, uint32(0x8000), "at %v px a px", ppu)
	}
}
