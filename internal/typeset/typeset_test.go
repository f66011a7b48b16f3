package typeset_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/segmenter"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/geom"
	"seika/internal/typeset"
)

var label = typeset.Style{Size: 14}

func TestGlyphsComeFromTheFirstFaceThatHasThem(t *testing.T) {
	const r, f, m = typeset.FaceRegular, typeset.FaceFallback, typeset.FaceMissing
	for _, c := range []struct {
		text string
		want []typeset.Face
	}{
		{"", []typeset.Face{}},
		{"a書ｶ！", []typeset.Face{r, r, r, r}},
		{"⚠↕⇆𠮷", []typeset.Face{f, f, f, f}},
		{"a⚠\uFE0Fb", []typeset.Face{r, f, r}},             // a variation selector stays with its sign
		{"한😀", []typeset.Face{m, m}},                       // and so does what joins
		{"👨\u200D👩", []typeset.Face{m, r, m}},              // joiners are not seen
		{"e\u0301か\u3099", []typeset.Face{r, r}},           // taken together, as typed by a Mac
		{"a\u0338\u20DDb", []typeset.Face{r, m, f, r}},     // what no face shows together is shown apart
		{"𠮷\u3099", []typeset.Face{f, r}},                  // likewise the letter and the mark
		{"a\u2003b\u2009c", []typeset.Face{r, r, r, r, r}}, // blanks the font lacks are made from its own
		{"\xffa", []typeset.Face{m, r}},                    // not UTF-8
	} {
		got := []typeset.Face{}
		for _, g := range typeset.Shape(c.text, label).Glyphs {
			got = append(got, g.Face)
		}
		assert.Equal(t, c.want, got, "%q", c.text)
	}
	bold := typeset.Style{Weight: typeset.Bold, Size: 14}
	assert.Equal(t, typeset.FaceBold, typeset.Shape("書", bold).Glyphs[0].Face)
	assert.Equal(t, typeset.FaceFallback, typeset.Shape("𠮷", bold).Glyphs[0].Face)
}

func TestCharactersThatHideAreShownAsABox(t *testing.T) {
	hidden := []rune{0, '\t', '\n', '\r', 0x1B, 0x7F, 0x80, 0x85, 0x9F, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069}
	for _, r := range hidden {
		l := typeset.Shape("a"+string(r)+"b", label)
		require.Len(t, l.Glyphs, 3, "%U", r)
		assert.Equal(t, typeset.FaceMissing, l.Glyphs[1].Face, "%U", r)
		assert.Equal(t, uint32(r), l.Glyphs[1].ID)
		assert.Equal(t, 14.0, l.Glyphs[1].Advance, "a box is one em wide")
		assert.False(t, typeset.Covered(r), "%U", r)
	}
}

func TestAVariationSelectorChoosesTheFormOfItsKanji(t *testing.T) {
	plain, variant := typeset.Shape("辻", label), typeset.Shape("辻\U000E0100", label)
	require.Len(t, variant.Glyphs, 1)
	assert.NotEqual(t, plain.Glyphs[0].ID, variant.Glyphs[0].ID)
	assert.Equal(t, plain.Width, variant.Width)

	unknown := typeset.Shape("書\U000E0105", label)
	assert.Equal(t, typeset.Shape("書", label).Width, unknown.Width, "a form the font lacks looks like the usual one")
}

func TestCoveredTellsWhatTheFontsHave(t *testing.T) {
	for _, r := range "aあ書𠮷⚠\u3000\u2003\u00AD\u200D\uFE0F" {
		assert.True(t, typeset.Covered(r), "%U", r)
	}
	for _, r := range "한ไ😀✔\u202E\uFFFD" {
		assert.False(t, typeset.Covered(r), "%U", r)
	}
}

func TestClustersSayWhichTextAGlyphStandsFor(t *testing.T) {
	l := typeset.Shape("aか\u3099辻\U000E0100\xffb", label)
	var got []string
	for i, g := range l.Glyphs {
		end := len(l.Text)
		if i+1 < len(l.Glyphs) {
			end = l.Glyphs[i+1].Cluster
		}
		got = append(got, l.Text[g.Cluster:end])
	}
	assert.Equal(t, []string{"a", "か\u3099", "辻\U000E0100", "\xff", "b"}, got)
}

func TestWrappingLeavesOutBlanksAtTheEndOfALine(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 100, []string{""}},
		{"  ", 100, []string{""}},
		{"\n", 100, []string{"", ""}},
		{"一\r\n二\n\n三\n", 100, []string{"一", "二", "", "三", ""}},
		{"  ab  ", 100, []string{"  ab"}},
		{"ab cd", 20, []string{"ab", "cd"}},
		{"契約書", 0, []string{"契", "約", "書"}},
		{"契約書", -5, []string{"契", "約", "書"}},
		{"辻\U000E0100辻", 1, []string{"辻\U000E0100", "辻"}},
		{"書書  \u200D書", 1, []string{"書", "書", " ", " \u200D", "書"}}, // no break is allowed between glyphs that belong together
		{"e\u0301e\u0301", 1, []string{"e\u0301", "e\u0301"}},
	} {
		var got []string
		for _, l := range typeset.Wrap(c.text, label, c.width) {
			got = append(got, l.Text)
		}
		assert.Equal(t, c.want, got, "%q in %v px", c.text, c.width)
	}
}

func TestATextFitsTheWidthItWasFoundToHave(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := labels.Draw(t, "text")
		s := typeset.Style{Size: rapid.Float64Range(5, 40).Draw(t, "size")}
		width := 0.0
		first := typeset.Wrap(text, s, 10*s.Size)
		for _, l := range first {
			width = max(width, l.Width)
		}
		assert.Len(t, typeset.Wrap(text, s, width), len(first), "in %v px", width)
	})
}

// labels draws texts from what labels are made of, awkward characters included.
var labels = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{
		"契", "約", "書", "の", "っ", "ー", "カ", "タ", "、", "。", "・", "（", "）", "「", "」", "々", "…", "第２", "　", " ", " ", "  ",
		"order", "Customer", "slip", "-", "/", "100", "%", "don't", "f", "i", "ﾊ", "ﾟ", "\u3099", "\u0301", "辻\U000E0100", "𠮷", "⚠", "\uFE0F",
		"한", "😀", "\u200D", "\u200B", "\u202E", "\u00A0", "\t", "\r", "\n", "\xff", "\x00",
	}), 0, 30).Draw(t, "parts")
	return strings.Join(parts, "")
})

func TestWhatIsWrappedIsWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := labels.Draw(t, "text")
		weight := rapid.SampledFrom([]typeset.Weight{typeset.Regular, typeset.Bold}).Draw(t, "weight")
		s := typeset.Style{Weight: weight, Size: 14}
		width := rapid.Float64Range(0, 200).Draw(t, "width")
		lines := typeset.Wrap(text, s, width)
		require.NotEmpty(t, lines)

		var got strings.Builder
		for _, l := range lines {
			got.WriteString(solid(l.Text))
			if d := cmp.Diff(typeset.Shape(l.Text, s), l); d != "" {
				t.Fatalf("a line of a paragraph is not the line alone -alone +line\n%s", d)
			}
			if l.Width > width {
				assert.True(t, characters(l.Text) == 1 || ligature(l), "%q is %v px wide", l.Text, l.Width)
			}
			checkLine(t, l)
		}
		assert.Equal(t, solid(text), got.String())
	})
}

// checkLine checks what holds for every line.
func checkLine(t *rapid.T, l typeset.Line) {
	at, cluster := 0.0, 0
	for _, g := range l.Glyphs {
		assert.True(t, geom.Pt(g.X, g.Y).Finite())
		assert.GreaterOrEqual(t, g.Advance, 0.0)
		assert.GreaterOrEqual(t, g.Cluster, cluster, "clusters grow")
		assert.Less(t, g.Cluster, len(l.Text))
		assert.True(t, utf8.RuneStart(l.Text[g.Cluster]) || l.Text[g.Cluster] == 0xff)
		cluster = g.Cluster
		at += g.Advance
	}
	assert.InDelta(t, at, l.Width, 1e-9)
}

// solid is the text without what wrapping may drop; a byte that is no UTF-8 becomes U+FFFD.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || unicode.Is(unicode.Zs, r) {
			return -1
		}
		return r
	}, s)
}

func characters(s string) int {
	var seg segmenter.Segmenter
	seg.Init([]rune(s))
	n := 0
	for it := seg.GraphemeIterator(); it.Next(); n++ {
		it.Grapheme()
	}
	return n
}

// ligature says that all glyphs of the line stand for its text together.
func ligature(l typeset.Line) bool { return l.Glyphs[len(l.Glyphs)-1].Cluster == 0 }

func TestThereAreNoMoreLinesThanNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Map(func(r rune) rune {
			if r < ' ' || r == utf8.RuneError || unicode.In(r, unicode.M, unicode.Cf) { // marks on blanks have rules of their own
				return -1
			}
			return r
		}, labels.Draw(t, "text"))
		const width = 120 // holds the longest word
		assert.Len(t, typeset.Wrap(text, label, width), greedy(text, width), "%q", text)
	})
}

// greedy counts the lines if each takes as much as it can, which is the least.
func greedy(text string, width float64) int {
	var seg segmenter.Segmenter
	seg.Init([]rune(text))
	fits := func(s string) bool {
		return typeset.Shape(strings.TrimRightFunc(s, func(r rune) bool { return unicode.Is(unicode.Zs, r) }), label).Width <= width
	}
	n, line := 1, ""
	for it := seg.LineIterator(); it.Next(); {
		piece := string(it.Line().Text)
		if !fits(piece) {
			return len(typeset.Wrap(text, label, width)) // a word is broken: nothing to compare with
		}
		if line != "" && !fits(line+piece) {
			n, line = n+1, ""
		}
		line += piece
	}
	return n
}

func TestWidthsGrowWithTheSizeAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := labels.Draw(t, "text")
		one, four := typeset.Shape(text, typeset.Style{Size: 8}), typeset.Shape(text, typeset.Style{Size: 32})
		assert.Equal(t, 4*one.Width, four.Width)
		require.Len(t, four.Glyphs, len(one.Glyphs))
		for i, g := range one.Glyphs {
			assert.Equal(t, 4*g.X, four.Glyphs[i].X)
			assert.Equal(t, g.ID, four.Glyphs[i].ID)
		}
	})
}

func TestOutlinesStandOnTheBaseline(t *testing.T) {
	bounds := func(text string, w typeset.Weight) geom.Rect {
		g := typeset.Shape(text, typeset.Style{Weight: w, Size: 1}).Glyphs[0]
		return typeset.Outline(g.Face, g.ID).Bounds()
	}
	for _, w := range []typeset.Weight{typeset.Regular, typeset.Bold} {
		h := bounds("H", w)
		assert.InDelta(t, 0, h.Max.Y, 0.03, "foot")
		assert.InDelta(t, -0.75, h.Min.Y, 0.05, "head, above as y points down")
		kanji := bounds("国", w)
		assert.True(t, geom.R(0, -0.88, 1, 0.12).Holds(kanji), "%v", kanji)
		assert.Greater(t, kanji.W(), 0.8)
	}
	assert.Empty(t, typeset.Outline(typeset.FaceRegular, typeset.Shape(" ", label).Glyphs[0].ID), "a blank has no outline")
	assert.Empty(t, typeset.Outline(typeset.FaceRegular, 1<<20), "nor has a glyph that does not exist")
}

func TestTheBoxOfAMissingCharacterTellsItsCode(t *testing.T) {
	seen := map[int]bool{}
	for _, r := range []rune{0x01, 0xD55C, 0x1F600} {
		p := typeset.Outline(typeset.FaceMissing, uint32(r))
		assert.True(t, geom.R(0, -0.88, 1, 0.12).Holds(p.Bounds()), "%U: %v", r, p.Bounds())
		seen[len(p)] = true
	}
	assert.Len(t, seen, 3, "they differ")
	assert.NotPanics(t, func() { typeset.Outline(typeset.FaceMissing, 0xFFFFFFFF) })
}

func TestTheEmIsThatOfTheFonts(t *testing.T) {
	for _, w := range []struct {
		weight typeset.Weight
		face   typeset.Face
	}{{typeset.Regular, typeset.FaceRegular}, {typeset.Bold, typeset.FaceBold}} {
		f, err := font.ParseTTF(bytes.NewReader(typeset.FontFile(w.face)))
		require.NoError(t, err)
		e, ok := f.FontHExtents()
		require.True(t, ok)
		s := typeset.Style{Weight: w.weight, Size: float64(f.Upem())}
		assert.Equal(t, float64(e.Ascender), typeset.Ascent(s))
		assert.Equal(t, float64(-e.Descender), typeset.Descent(s))
	}
	assert.Nil(t, typeset.FontFile(typeset.FaceMissing))
}

func TestManyGoroutinesMayAsk(t *testing.T) {
	want := typeset.Wrap("見積書(概算)をCustomer Successへ送付 ⚠", label, 140)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				s := typeset.Style{Size: 14 + float64(i)/1e6} // each has its own entries
				got := typeset.Wrap("見積書(概算)をCustomer Successへ送付 ⚠", s, 140)
				assert.Len(t, got, len(want))
				for _, l := range got {
					for _, g := range l.Glyphs {
						typeset.Outline(g.Face, g.ID)
					}
				}
			}
		})
	}
	wg.Wait()
}

// A name may have 64 kB. A quadratic step would be felt.
func TestHugeTextsAreSetInTime(t *testing.T) {
	for name, unit := range map[string]string{
		"one word": "a", "kanji": "書", "blanks": " ", "soft hyphens": "\u00AD", "marks": "\u3099", "missing": "한", "boxes": "\u200B", "breaks": "a\n",
		"words": "to be ",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(unit, 64_000/len(unit))
			assert.NotEmpty(t, typeset.Wrap(text, label, 140))
			assert.NotEmpty(t, typeset.Wrap(text, label, 0))
		})
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range []string{"", "契約書", "a b\nc", "\xff\u202E한", "ー々。", "\u3099\uFE0F"} {
		f.Add(s, 14.0, 140.0)
	}
	f.Add("契約 書", 0.0, -1.0)
	f.Fuzz(func(t *testing.T, text string, size, width float64) {
		lines := typeset.Wrap(text, typeset.Style{Size: size}, width)
		if len(lines) == 0 {
			t.Fatal("no line")
		}
		var got strings.Builder
		for _, l := range lines {
			got.WriteString(solid(l.Text))
		}
		if solid(text) != got.String() {
			t.Fatalf("%q became %q", text, got.String())
		}
	})
}

// TestALongWordMakesRoomForItself: names of files and compounds are broken only where they are wider than the most.
func TestALongWordMakesRoomForItself(t *testing.T) {
	style := typeset.Style{Size: 14}
	texts := func(ls []typeset.Line) (all []string) {
		for _, l := range ls {
			all = append(all, l.Text)
		}
		return all
	}
	const name = "result of Bewerbungsgespräche führen"
	assert.Contains(t, texts(typeset.WrapWords(name, style, 140, 200)), "Bewerbungsgespräche")
	assert.NotContains(t, texts(typeset.Wrap(name, style, 140)), "Bewerbungsgespräche")
	for _, s := range []string{"見積書（概算）をCustomer Successへ送付", "a list of all", "two\nlines"} {
		assert.Equal(t, typeset.Wrap(s, style, 140), typeset.WrapWords(s, style, 140, 200), s)
	}
	for _, l := range typeset.WrapWords(strings.Repeat("x", 100), style, 140, 200) {
		assert.LessOrEqual(t, l.Width, 200.0)
	}
}
