package pdf_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"image/color"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/pdf"
	"seika/internal/geom"
	"seika/internal/scene"
	"seika/internal/typeset"
	"seika/model"
)

// streams are a file's unpacked streams, in order.
func streams(t *testing.T, data []byte) []string {
	t.Helper()
	var all []string
	for _, m := range regexp.MustCompile(`/Length (\d+)>>\nstream\n`).FindAllSubmatchIndex(data, -1) {
		n, err := strconv.Atoi(string(data[m[2]:m[3]]))
		require.NoError(t, err)
		z, err := zlib.NewReader(bytes.NewReader(data[m[1] : m[1]+n]))
		require.NoError(t, err)
		s, err := io.ReadAll(z)
		require.NoError(t, err)
		all = append(all, string(s))
	}
	return all
}

func decode(t *testing.T, digits string) string {
	t.Helper()
	b, err := hex.DecodeString(digits)
	require.NoError(t, err)
	var u []uint16
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(u))
}

var (
	spanText = regexp.MustCompile(`ActualText<FEFF([0-9A-F]*)>`)
	shown    = regexp.MustCompile(`(?s)BT .*?ET`)
	strings2 = regexp.MustCompile(`<([0-9A-F]*)>`)
	mapped   = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>\n`)
)

func write(t *testing.T, s *scene.Scene, o export.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, pdf.Format.Picture(t.Context(), &b, s, o))
	return b.Bytes()
}

// one is a scene with lines of regular text below each other.
func one(lines ...string) *scene.Scene {
	s := &scene.Scene{Title: "t", Bounds: geom.R(0, 0, 300, 400)}
	g := scene.Group{Class: scene.Overlay}
	for i, text := range lines {
		g.Items = append(g.Items, scene.Item{
			Fill:  color.NRGBA{A: 0xFF},
			Shape: scene.TextLine{Line: typeset.Shape(text, typeset.Style{Size: 14}), At: geom.Pt(0, float64(20*i+20))},
		})
	}
	s.Groups = []scene.Group{g}
	return s
}

func TestTextComesOutAsItWasTyped(t *testing.T) {
	lines := []string{"入行角", "ﾊﾝｶｸ ｶﾅ", "辻\U000E0100さんと辻さん", "髙橋﨑 ①", "AV To. fi ffl", "a  b", "𠮷"}
	for _, text := range lines {
		all := streams(t, write(t, one(text), export.Options{}))
		content, table := all[0], ""
		for _, s := range all {
			if strings.Contains(s, "begincmap") {
				table = s
			}
		}
		require.Contains(t, content, "ActualText", text)
		assert.Equal(t, text, decode(t, spanText.FindStringSubmatch(content)[1]))
		texts := map[string]string{}
		for _, m := range mapped.FindAllStringSubmatch(table, -1) {
			texts[m[1]] = decode(t, m[2])
		}
		got := ""
		for _, m := range strings2.FindAllStringSubmatch(shown.FindString(content), -1) {
			for i := 0; i+4 <= len(m[1]); i += 4 {
				got += texts[m[1][i:i+4]]
			}
		}
		if !strings.Contains(text, "𠮷") { // drawn as a box, and said by the span alone
			assert.Equal(t, text, got, "what the glyphs say")
		}
	}
}

func TestPaperHasItsSizeAndThePictureFits(t *testing.T) {
	s := scene.Build(diagram.Build(exporttest.Town(t, 40), diagram.Options{}), scene.Options{})
	for _, tc := range []struct {
		name string
		o    export.Options
		want []string
	}{
		{"as large as the picture", export.Options{}, []string{"[0 0 " + pt(s.Page().W()) + " " + pt(s.Page().H()) + "]"}},
		{"A4 lies under a wide picture", export.Options{Page: export.Page{W: 210, H: 297}}, []string{"[0 0 841.89 595.28]"}},
		{"A4 upright", export.Options{Page: export.Page{W: 210, H: 297, Turn: export.Portrait}}, []string{"[0 0 595.28 841.89]"}},
		{
			"two by one",
			export.Options{Page: export.Page{W: 210, H: 297, Turn: export.Portrait}, Tile: export.Tile{Across: 2, Down: 1}},
			[]string{"[0 0 595.28 841.89]", "[0 0 595.28 841.89]"},
		},
	} {
		var got []string
		for _, m := range regexp.MustCompile(`/MediaBox(\[[^]]*\])`).FindAllSubmatch(write(t, s, tc.o), -1) {
			got = append(got, string(m[1]))
		}
		assert.Equal(t, tc.want, got, tc.name)
	}
}

func pt(px float64) string { return strconv.FormatFloat(px*0.75, 'f', -1, 64) }

func TestEveryBoxIsWholeOnSomePage(t *testing.T) {
	d := diagram.Build(exporttest.Town(t, 60), diagram.Options{})
	data := write(t, scene.Build(d, scene.Options{}), export.Options{Page: export.Page{W: 210, H: 297}, Tile: export.Tile{Auto: true}})
	names := map[string]bool{}
	for _, s := range streams(t, data) {
		for _, m := range spanText.FindAllStringSubmatch(s, -1) {
			names[decode(t, m[1])] = true
		}
	}
	for _, b := range d.Boxes {
		for _, l := range b.Lines {
			assert.True(t, names[l.Line.Text], l.Line.Text)
		}
	}
	assert.True(t, names["A1"] && names["B1"], "pages have names")
}

func TestTheNameOfAPageStandsClearOfTheCropMarks(t *testing.T) {
	mark := regexp.MustCompile(`(?m)^([\d.-]+) ([\d.-]+) m ([\d.-]+) ([\d.-]+) l ([\d.-]+) ([\d.-]+) m ([\d.-]+) ([\d.-]+) l S$`)
	name := regexp.MustCompile(`(?s)ActualText<FEFF00410031>>>BDC\nBT 1 0 0 -1 ([\d.-]+) ([\d.-]+) Tm`)
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		require.NoError(t, err)
		return v
	}
	for _, tile := range []export.Tile{{Across: 3, Down: 1}, {Across: 2, Down: 2}, {Across: 1, Down: 4}} {
		s := scene.Build(diagram.Build(exporttest.Town(t, 60), diagram.Options{}), scene.Options{})
		page := streams(t, write(t, s, export.Options{Page: export.Page{W: 210, H: 297}, Tile: tile}))[0]
		at := name.FindStringSubmatch(page)
		require.NotNil(t, at)
		x, y := number(at[1]), number(at[2])
		words := geom.R(x-2, y-10, x+18, y+2)
		marks := mark.FindAllStringSubmatch(page, -1)
		require.Len(t, marks, 4)
		for _, m := range marks {
			assert.False(t, words.Overlaps(geom.R(number(m[1]), number(m[6]), number(m[3]), number(m[8]))), "%v: %v lies over a mark", tile, words)
		}
	}
}

func TestWhereLinesLeaveAPageTheNamesOfTheirEndsStandApart(t *testing.T) {
	r := model.Records{}
	place := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	for i := range 6 {
		a, b := model.ID("a"+strconv.Itoa(i)), model.ID("b"+strconv.Itoa(i))
		r.Nodes = append(r.Nodes, model.Node{ID: a, Name: "estimate of work " + strconv.Itoa(i), At: place(40*i, 100*i)}, model.Node{ID: b, Name: "contract " + strconv.Itoa(i), At: place(40*i, 1500+100*i)})
		r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(a, b)})
	}
	s := scene.Build(diagram.Build(exporttest.Build(t, r), diagram.Options{}), scene.Options{})
	data := write(t, s, export.Options{Page: export.Page{W: 210, H: 297, Turn: export.Portrait}, Tile: export.Tile{Across: 1, Down: 2}})
	plate := regexp.MustCompile(`(?m)^([\d.-]+) ([\d.-]+) ([\d.-]+) 11 re f$`)
	found := 0
	for _, page := range streams(t, data) {
		var all []geom.Rect
		for _, m := range plate.FindAllStringSubmatch(page, -1) {
			var v [3]float64
			for i := range v {
				var err error
				v[i], err = strconv.ParseFloat(m[i+1], 64)
				require.NoError(t, err)
			}
			r := geom.R(v[0], v[1], v[0]+v[2], v[1]+11)
			for _, o := range all {
				assert.False(t, o.Overlaps(r), "%v and %v", o, r)
			}
			all = append(all, r)
		}
		found += len(all)
	}
	assert.GreaterOrEqual(t, found, 6)
}
