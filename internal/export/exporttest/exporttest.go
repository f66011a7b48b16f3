package exporttest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/diff"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/internal/typeset"
	"seika/model"
	"seika/model/file"
)

// Hostile are texts that mean something to some format, or to nobody.
var Hostile = []string{
	"</text></svg><script>alert(1)</script>", `" onload="alert(1)`, "]]>", "<!--", "&amp;&#x41;&bogus;", "`id`", "%%{init: {}}%%", "end",
	"a[\"b\"] --> c", "{{7*7}}", "=HYPERLINK(\"http://example.com\")", "\\N\\n%n%s", "#quot;", "- item", "1. item", "o---x",
	"\u202egnp.exe", "a\u200b\u200db", "辻\U000E0100", "𠮷野家", "👩‍👩‍👧", "שלום", "null\u0000byte", "bell\u0007 and tab\t.", "line\nbreak\r\nand\u2028more",
	"\ufffe\uffff", strings.Repeat("長", 500), strings.Repeat("x", 70), "   spaces   ", "\ufeffbom",
}

// Cases are the models that every format must be able to write, by name.
func Cases(t testing.TB) map[string]*model.Graph {
	t.Helper()
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	titled := model.Meta{Title: "題 <title>", TitleAlt: "a title", Lang: "ja", LangAlt: "en"}
	all := map[string]*model.Graph{
		"empty":         Build(t, model.Records{Meta: titled}),
		"without title": model.Empty(),
		"one":           Build(t, model.Records{Meta: titled, Nodes: []model.Node{{ID: "a", Name: "見積", NameAlt: "estimate"}}}),
		"2,000":         Town(t, 2000),
		"nested groups, a relation to one, one empty, names missing": Build(t, model.Records{
			Meta: titled,
			Nodes: []model.Node{
				{ID: "a", Name: "部品", In: "inner", At: at(0, 0)}, {ID: "b", At: at(300, 0), Kind: model.Intangible, Goal: true, Scope: model.External},
			},
			IO:     []model.Relation{{Ends: model.IOEnds("inner", "b"), Label: "毎週", Ask: "いつ"}},
			Sync:   []model.Relation{{Ends: model.SyncEnds("a", "b"), Confidence: model.Assumed}},
			Groups: []model.Group{{ID: "outer", Name: "外"}, {ID: "inner", Kind: model.Composite, In: "outer"}, {ID: "none", Name: "空", At: at(500, 100)}},
		}),
		"hostile": hostile(t, at),
	}
	return all
}

// hostile has hostile text wherever people may type.
func hostile(t testing.TB, at func(x, y int) model.Place) *model.Graph {
	t.Helper()
	r := model.Records{Meta: model.Meta{Title: Hostile[0], TitleAlt: Hostile[1], Purpose: Hostile[2], Note: Hostile[3], Lang: "en"}}
	for i, s := range Hostile {
		next := Hostile[(i+1)%len(Hostile)]
		r.Nodes = append(r.Nodes, model.Node{
			ID: model.ID(fmt.Sprintf("n%d", i)), Name: s, NameAlt: next, Role: s, Location: s, System: s, Criteria: s, State: s, Work: s,
			Note: s, Private: s, Ask: next, Owner: model.NewList(s, next), At: at(i%6*220, i/6*160),
		})
		if i > 0 {
			r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(r.Nodes[i-1].ID, r.Nodes[i].ID), Label: s, Note: s, Ask: s})
		}
	}
	r.Groups = []model.Group{{ID: "g", Name: Hostile[4], NameAlt: Hostile[5], Note: Hostile[6]}}
	r.Nodes[0].In = "g"
	return Build(t, r)
}

// Shapes is a scene with every primitive there is, so that a format that forgot one shows it.
func Shapes() *scene.Scene {
	ink, pale := assets.Light.Palette().Text, assets.Light.Palette().Sync
	pale.A = 0x80
	var p geom.Path
	p.MoveTo(geom.Pt(0, 0))
	p.LineTo(geom.Pt(30, 4))
	p.QuadTo(geom.Pt(40, 10), geom.Pt(30, 20))
	p.CubeTo(geom.Pt(20, 30), geom.Pt(10, 30), geom.Pt(0, 20))
	p.Close()
	line := typeset.Shape("図形 & <shape>", typeset.Style{Weight: typeset.Bold, Size: 14})
	items := []scene.Item{
		{Shape: scene.RoundRect{Rect: geom.R(50, 0, 90, 30), Radius: 8}, Fill: pale, Stroke: scene.Stroke{Color: ink, Width: 1.5, Dash: scene.Dash{On: 7, Off: 4}}},
		{Shape: scene.RoundRect{Rect: geom.R(100, 0, 140, 30)}, Stroke: scene.Solid(ink, 2)},
		{Shape: scene.Path{Path: p}, Fill: pale, Stroke: scene.Solid(ink, 1)},
		{Shape: scene.TextLine{Line: line, At: geom.Pt(0, 60)}, Fill: ink},
		{Shape: scene.RoundRect{Rect: geom.R(-5, -5, 5, 5), Radius: 5}, Fill: ink, Fixed: true, Anchor: geom.Pt(160, 20)},
		{Shape: scene.TextLine{Line: line, At: geom.Pt(0, 10)}, Fill: pale, Fixed: true, Anchor: geom.Pt(120, 40)},
	}
	all := geom.R(0, -5, 260, 65)
	return &scene.Scene{
		Title: "shapes", Bounds: all, Paper: assets.Light.Palette().Paper,
		Groups: []scene.Group{{Class: scene.Overlay, Bounds: all, Items: items}},
	}
}

// Check holds a format to what all formats must do.
func Check(t *testing.T, f export.Format) {
	t.Helper()
	for name, g := range Cases(t) {
		t.Run(name, func(t *testing.T) { checkModel(t, f, g) })
	}
	if f.Picture != nil {
		t.Run("every shape", func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, f.Picture(t.Context(), &b, Shapes(), export.Options{Scale: 1}))
			Readable(t, f, b.Bytes())
		})
	}
	small := Town(t, 12)
	if f.Uses&export.Earlier != 0 {
		for name, was := range Cases(t) {
			t.Run("after "+name, func(t *testing.T) { checkEarlier(t, f, was, small) })
		}
	}
	t.Run("a writer that fails", func(t *testing.T) { checkFailures(t, f, small) })
	t.Run("cancelled", func(t *testing.T) { checkCancel(t, f, small) })
	t.Run("private", func(t *testing.T) { checkPrivate(t, f) })
}

// options are the ways to write that make a difference to a format.
func options(f export.Format) []export.Options {
	all := []export.Options{{Scale: 1}}
	if f.Uses&export.Names != 0 {
		all = append(all, export.Options{Scale: 1, Names: diagram.Alt}, export.Options{Scale: 1, Names: diagram.Both})
	}
	if f.Uses&export.Theme != 0 {
		all = append(all, export.Options{Scale: 0.5, Theme: assets.Dark, Legend: scene.ShowLegend})
	}
	if f.Uses&export.Transparent != 0 {
		all = append(all, export.Options{Scale: 1, Transparent: true})
	}
	if f.Uses&export.Outlines != 0 {
		all = append(all, export.Options{Scale: 1, Outlines: true})
	}
	if f.Uses&export.Questions != 0 {
		all = append(all, export.Options{Scale: 1, Questions: true})
	}
	if f.Uses&export.Paper != 0 {
		a4, _ := export.PageNamed("A4")
		all = append(all, export.Options{Page: a4, Tile: export.Tile{Auto: true}}, export.Options{Page: a4, Tile: export.Tile{Across: 2, Down: 3}, Questions: true})
	}
	if f.Uses&export.Deck != 0 {
		for _, s := range []export.Slides{export.FitSlide, export.PosterSlide, export.SlidePerGroup} {
			all = append(all, export.Options{Slides: s, Questions: true})
		}
	}
	if f.Uses&export.Embed != 0 {
		all = append(all, export.Options{NoFont: true})
	}
	if f.Uses&export.Appendix != 0 {
		all = append(all, export.Options{Scale: 0.5, Appendix: true})
	}
	return all
}

func checkModel(t *testing.T, f export.Format, g *model.Graph) {
	t.Helper()
	before := file.Encode(g)
	all := options(f)
	if g.NodeCount() > 100 {
		all = []export.Options{{Scale: 0.5}}
	}
	for _, o := range all {
		in := input(t, f, g)
		for n := range g.Nodes() {
			in.Marks = append(in.Marks, diagram.Mark{
				At: n.ID, Severity: diagram.High, Count: 2, Number: len(in.Marks) + 1, Rule: "K01", Question: n.Name + "\n" + n.NameAlt,
			})
			if len(in.Marks) == 20 {
				break
			}
		}
		first, err := write(t.Context(), f, in, o)
		require.NoError(t, err)
		assert.NotEmpty(t, first)
		Readable(t, f, first)
		was := runtime.GOMAXPROCS(1)
		second, err := write(t.Context(), f, in, o)
		runtime.GOMAXPROCS(was)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(first, second), "the bytes depend on the turn or on the number of workers")
	}
	assert.True(t, bytes.Equal(before, file.Encode(g)), "the model is changed")
}

// checkEarlier writes a model against an older state.
func checkEarlier(t *testing.T, f export.Format, was, is *model.Graph) {
	t.Helper()
	before := file.Encode(was)
	in := input(t, f, is)
	Against(t, in.Meeting, was, is)
	o := export.Options{Scale: 0.5, Appendix: true}
	first, err := write(t.Context(), f, in, o)
	require.NoError(t, err)
	Readable(t, f, first)
	second, err := write(t.Context(), f, in, o)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(first, second), "the bytes depend on the turn")
	assert.True(t, bytes.Equal(before, file.Encode(was)), "the older state is changed")
}

// input is a model as a format is given it.
func input(t testing.TB, f export.Format, g *model.Graph) export.Input {
	t.Helper()
	in := export.Input{Graph: g}
	if !f.Asked() {
		return in
	}
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	in.Meeting, err = report.Meet(t.Context(), g, r.Findings, nil, report.Options{Lang: lang.JA})
	require.NoError(t, err)
	return in
}

// Against holds a meeting against an older state.
func Against(t testing.TB, m *report.Meeting, was, is *model.Graph) {
	t.Helper()
	d, err := diff.Of(t.Context(), was, is, rules.All, analysis.Options{})
	require.NoError(t, err)
	m.Since(d)
}

func write(ctx context.Context, f export.Format, in export.Input, o export.Options) ([]byte, error) {
	var b bytes.Buffer
	err := export.Write(ctx, &b, f, in, o)
	return b.Bytes(), err
}

// full fails once it has taken so many bytes.
type full struct{ left int }

var errFull = errors.New("no room left")

func (w *full) Write(p []byte) (int, error) {
	if len(p) > w.left {
		n := w.left
		w.left = 0
		return n, errFull
	}
	w.left -= len(p)
	return len(p), nil
}

var _ io.Writer = (*full)(nil)

func checkFailures(t *testing.T, f export.Format, g *model.Graph) {
	t.Helper()
	in, o := input(t, f, g), export.Options{Scale: 0.5}
	all, err := write(t.Context(), f, in, o)
	require.NoError(t, err)
	step := max(1, len(all)/20)
	for k := 0; k < len(all); k += step {
		require.ErrorIs(t, export.Write(t.Context(), &full{k}, f, in, o), errFull, "after %d of %d bytes", k, len(all))
	}
	require.ErrorIs(t, export.Write(t.Context(), &full{len(all) - 1}, f, in, o), errFull, "at the last byte")
}

// patience is a context that is cancelled when it has been asked a number of times.
type patience struct {
	context.Context
	left *atomic.Int64
}

func (c patience) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

func checkCancel(t *testing.T, f export.Format, g *model.Graph) {
	t.Helper()
	in := input(t, f, g)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := write(ctx, f, in, export.Options{Scale: 1})
	require.ErrorIs(t, err, context.Canceled)
	for left := range 6 {
		c := patience{t.Context(), new(atomic.Int64)}
		c.left.Store(int64(left))
		if _, err := write(c, f, in, export.Options{Scale: 1}); err != nil {
			require.ErrorIs(t, err, context.Canceled)
		}
	}
}

// checkPrivate looks for what must not leave the document in a picture or in a file for others.
func checkPrivate(t *testing.T, f export.Format) {
	t.Helper()
	const canary = "CANARY"
	g := Build(t, model.Records{
		Meta:    model.Meta{Title: "t", Private: canary},
		Nodes:   []model.Node{{ID: "a", Name: "a", Private: canary}, {ID: "b", Name: "b", Private: canary, At: model.Place{Set: true, X: 300}}},
		IO:      []model.Relation{{Ends: model.IOEnds("a", "b"), Private: canary}},
		Sync:    []model.Relation{{Ends: model.SyncEnds("a", "b"), Private: canary}},
		Groups:  []model.Group{{ID: "g", Name: "g", Private: canary}},
		Answers: []model.Answer{{Question: model.Question{Rule: "K01", Anchors: model.NewList("a")}, Status: "answered", Text: canary, By: canary, Who: canary}},
	})
	for _, o := range options(f) {
		data, err := write(t.Context(), f, input(t, f, g), o)
		require.NoError(t, err)
		whole := f.Name == "seika" || f.Name == "lines" // forms of the document itself
		assert.Equal(t, whole, bytes.Contains(data, []byte(canary)), "private notes in %s", f.Name)
	}
}

// Readable checks what can be said of any file of a kind without knowing the format.
func Readable(t testing.TB, f export.Format, data []byte) {
	t.Helper()
	if strings.HasPrefix(f.Mime, "text/") || strings.HasSuffix(f.Mime, "xml") || strings.HasSuffix(f.Mime, "json") {
		assert.True(t, utf8.Valid(data), "%s is not UTF-8", f.Name)
		assert.NotContains(t, string(data), "\x00")
		assert.True(t, bytes.HasSuffix(data, []byte("\n")), "no line end")
	}
}
