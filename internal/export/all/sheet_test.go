package all_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

// The sheet shows every kind and every pair of kinds.

const sheetFile = "sheet.seika"

func sheet(t testing.TB) *model.Graph {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "notation", sheetFile))
	require.NoError(t, err)
	g, err := file.Decode(context.Background(), &source.Input{File: sheetFile, Data: data})
	require.NoError(t, err)
	return g
}

func written(t testing.TB, name string, g *model.Graph, o export.Options) []byte {
	t.Helper()
	f, ok := export.Named(all.Formats, name)
	require.True(t, ok, name)
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, f, export.Input{Graph: g}, o), name)
	return b.Bytes()
}

func TestTheSheetLooksAsTheNotationSays(t *testing.T) {
	d := golden.Open(t, "notation")
	g := sheet(t)
	d.Text(t, sheetFile, string(file.Encode(g)))
	for name, o := range map[string]export.Options{
		"light":          {Scale: 1},
		"dark":           {Scale: 0.5, Theme: assets.Dark},
		"contrast":       {Scale: 0.5, Theme: assets.HighContrast},
		"print":          {Scale: 0.5, Theme: assets.Print},
		"both-languages": {Scale: 0.5, Names: diagram.Both},
	} {
		o.Legend = scene.ShowLegend
		m, err := png.Decode(bytes.NewReader(written(t, "png", g, o)))
		require.NoError(t, err, name)
		d.Picture(t, name+".png", m)
	}
}

// TestEveryTextFormatCarriesTheSheet has a case for each format that is read as text, named like it.
func TestEveryTextFormatCarriesTheSheet(t *testing.T) {
	g := sheet(t)
	missing := map[string]bool{}
	for _, f := range all.Formats {
		missing[f.Name] = !f.Asked() && (strings.HasPrefix(f.Mime, "text/") || strings.HasSuffix(f.Mime, "xml"))
	}
	golden.Walk(t, "export", func(t *testing.T, c *golden.Case) {
		delete(missing, c.Name)
		c.Want("sheet", string(written(t, c.Name, g, export.Options{Legend: scene.ShowLegend})))
	})
	for name, text := range missing {
		assert.False(t, text, "testdata/export has no case for %s", name)
	}
}

// plain is a model with one deliverable at the origin.
func plain(t testing.TB, n model.Node) *model.Graph {
	t.Helper()
	n.ID, n.Name, n.At = "n", "成果物", model.Place{Set: true}
	return build(t, model.Records{Meta: model.Meta{Lang: "ja"}, Nodes: []model.Node{n}})
}

func build(t testing.TB, r model.Records) *model.Graph {
	t.Helper()
	g, refused := model.Build(r)
	require.Empty(t, refused)
	return g
}

// look is one kind of element, drawn without its dash, and where to look at it: its corners, so that its size tells
// nothing, or all of it.
type look struct {
	name  string
	scene *scene.Scene
	views []geom.Rect
}

// views of the corners of a box are so large, px at 100 %.
var cornerView = geom.Size{W: 36, H: 20}

func boxLooks(t testing.TB, theme assets.Theme, doubts ...string) []look {
	var looks []look
	for _, kind := range []model.Kind{model.Tangible, model.Intangible} {
		for _, scope := range []model.Scope{model.Internal, model.External} {
			for _, goal := range []bool{false, true} {
				for _, doubt := range doubts {
					n := model.Node{Kind: kind, Scope: scope, Goal: goal}
					switch doubt {
					case "assumed":
						n.Confidence = model.Assumed
					case "asked":
						n.Ask = "?"
					}
					d := diagram.Build(plain(t, n), diagram.Options{})
					r := d.Boxes[0].Rect.Grow(2)
					w, h := cornerView.W, cornerView.H
					looks = append(looks, look{
						strings.Join([]string{string(kind), string(scope), map[bool]string{true: "goal"}[goal], doubt}, " "),
						undashed(scene.Build(d, scene.Options{Theme: theme})),
						[]geom.Rect{
							geom.R(r.Min.X, r.Min.Y, r.Min.X+w, r.Min.Y+h), geom.R(r.Max.X-w, r.Min.Y, r.Max.X, r.Min.Y+h),
							geom.R(r.Min.X, r.Max.Y-h, r.Min.X+w, r.Max.Y), geom.R(r.Max.X-w, r.Max.Y-h, r.Max.X, r.Max.Y),
						},
					})
				}
			}
		}
	}
	return looks
}

func lineLooks(t testing.TB, theme assets.Theme) []look {
	at := func(x int) model.Place { return model.Place{Set: true, X: x} }
	nodes := []model.Node{{ID: "a", Name: "左", At: at(0)}, {ID: "b", Name: "右", At: at(200)}}
	views := []geom.Rect{geom.R(30, -12, 170, 12)}
	var looks []look
	for name, r := range map[string]model.Records{
		"input": {Nodes: nodes, IO: []model.Relation{{Ends: model.IOEnds("a", "b")}}},
		"sync":  {Nodes: nodes, Sync: []model.Relation{{Ends: model.SyncEnds("a", "b")}}},
	} {
		d := diagram.Build(build(t, r), diagram.Options{})
		looks = append(looks, look{name, undashed(scene.Build(d, scene.Options{Theme: theme})), views})
	}
	return looks
}

func frameLooks(t testing.TB, theme assets.Theme) []look {
	var looks []look
	for _, kind := range []model.GroupKind{model.Area, model.Composite} {
		d := diagram.Build(build(t, model.Records{
			Nodes:  []model.Node{{ID: "a", Name: "中身", In: "g", At: model.Place{Set: true}}},
			Groups: []model.Group{{ID: "g", Name: "枠", Kind: kind}},
		}), diagram.Options{})
		looks = append(looks, look{"group " + string(kind), undashed(scene.Build(d, scene.Options{Theme: theme})), []geom.Rect{d.Bounds.Grow(4)}})
	}
	return looks
}

func undashed(s *scene.Scene) *scene.Scene {
	for i := range s.Groups {
		for j := range s.Groups[i].Items {
			s.Groups[i].Items[j].Stroke.Dash = scene.Dash{}
		}
	}
	return s
}

// seen draws what a look shows, its views one below the other.
func seen(t testing.TB, l look, zoom float64) []*image.RGBA {
	t.Helper()
	var out []*image.RGBA
	for _, v := range l.views {
		m := image.NewRGBA(image.Rect(0, 0, int(v.W()*zoom), int(v.H()*zoom)))
		require.NoError(t, raster.New().Draw(t.Context(), m, l.scene, raster.View{Origin: v.Min, PPU: zoom}, raster.Options{}))
		out = append(out, m)
	}
	return out
}

// apart counts the pixels that are clearly different in grey.
func apart(a, b []*image.RGBA) int {
	const clearly = 8 // of 255, more than what goldens let pass as rounding
	n := 0
	for i := range a {
		for y := range a[i].Rect.Dy() {
			for x := range a[i].Rect.Dx() {
				p, q := grey(a[i].RGBAAt(x, y)), grey(b[i].RGBAAt(x, y))
				if max(p, q)-min(p, q) > clearly {
					n++
				}
			}
		}
	}
	return n
}

func grey(c color.RGBA) int { return int(color.GrayModel.Convert(c).(color.Gray).Y) }

func TestNoTwoKindsAreToldApartByDashOrColourAlone(t *testing.T) {
	for _, theme := range assets.Themes() {
		for _, zoom := range []float64{1, 0.5} {
			for _, looks := range [][]look{boxLooks(t, theme, ""), lineLooks(t, theme), frameLooks(t, theme)} {
				tellApart(t, looks, theme, zoom)
			}
		}
		// The mark of what is assumed or asked is smaller than that, seen from far away.
		tellApart(t, boxLooks(t, theme, "", "assumed", "asked"), theme, 1)
	}
}

func tellApart(t *testing.T, looks []look, theme assets.Theme, zoom float64) {
	t.Helper()
	const least = 40 // px
	var pictures [][]*image.RGBA
	for _, l := range looks {
		pictures = append(pictures, seen(t, l, zoom))
	}
	for i := range looks {
		for j := range i {
			assert.GreaterOrEqual(t, apart(pictures[i], pictures[j]), least,
				"px between %s and %s in theme %d at zoom %g", looks[j].name, looks[i].name, theme, zoom)
		}
	}
}

func TestTheLegendListsTheKindsThatAppearAndNoOther(t *testing.T) {
	entries := func(g *model.Graph, choice scene.LegendChoice) []string {
		s := scene.Build(diagram.Build(g, diagram.Options{}), scene.Options{Legend: choice})
		var texts []string
		for _, group := range s.Groups {
			if group.Class != scene.Legend {
				continue
			}
			for _, it := range group.Items {
				if line, ok := it.Shape.(scene.TextLine); ok {
					texts = append(texts, line.Line.Text)
				}
			}
		}
		return texts
	}
	nodes := []model.Node{{ID: "a", Name: "a"}, {ID: "b", Name: "b"}}
	io := []model.Relation{{Ends: model.IOEnds("a", "b")}}
	with := func(f func(*model.Records)) *model.Graph {
		r := model.Records{Meta: model.Meta{Lang: "en"}, Nodes: slices.Clone(nodes), IO: slices.Clone(io)}
		f(&r)
		return build(t, r)
	}
	always := []string{"deliverable", "input"}
	for _, tc := range []struct {
		name string
		g    *model.Graph
		want []string
	}{
		{"intangible", with(func(r *model.Records) { r.Nodes[0].Kind = model.Intangible }), []string{"deliverable", "intangible (know-how)", "input"}},
		{"external", with(func(r *model.Records) { r.Nodes[0].Scope = model.External }), []string{"deliverable", "external", "input"}},
		{"goal", with(func(r *model.Records) { r.Nodes[0].Goal = true }), []string{"deliverable", "goal", "input"}},
		{"both at once", with(func(r *model.Records) { r.Nodes[0].Goal, r.Nodes[0].Kind = true, model.Intangible }), []string{"deliverable", "intangible (know-how)", "goal", "input"}},
		{"sync alone", with(func(r *model.Records) { r.Sync, r.IO = []model.Relation{{Ends: model.SyncEnds("a", "b")}}, nil }), []string{"deliverable", "sync"}},
		{"area", with(func(r *model.Records) { r.Groups = []model.Group{{ID: "g"}}; r.Nodes[0].In = "g" }), []string{"deliverable", "input", "group"}},
		{"composite", with(func(r *model.Records) {
			r.Groups = []model.Group{{ID: "g", Kind: model.Composite}}
			r.Nodes[0].In = "g"
		}), []string{"deliverable", "input", "composite"}},
		{"assumed relation", with(func(r *model.Records) { r.IO[0].Confidence = model.Assumed }), []string{"deliverable", "input", "assumed"}},
		{"asked", with(func(r *model.Records) { r.Nodes[0].Ask, r.Nodes[0].Confidence = "who?", model.Assumed }), []string{"deliverable", "input", "open question"}},
	} {
		assert.Equal(t, tc.want, entries(tc.g, scene.AutoLegend), tc.name)
		assert.Equal(t, tc.want, entries(tc.g, scene.ShowLegend), tc.name)
		assert.Empty(t, entries(tc.g, scene.NoLegend), tc.name)
	}
	usual := with(func(*model.Records) {})
	assert.Empty(t, entries(usual, scene.AutoLegend), "deliverables and inputs explain themselves")
	assert.Equal(t, always, entries(usual, scene.ShowLegend))
	assert.Empty(t, entries(model.Empty(), scene.ShowLegend))
}
