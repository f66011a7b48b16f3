package diagram

import (
	"math"
	"strings"
	"unicode"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/typeset"
	"seika/model"
)

// Sizes of a box in px at 100 %.
const (
	nameSize   = 14
	nameLine   = 18
	secondSize = 11 // of a second name
	secondLine = 14
	wrapWidth  = 140
	wordWidth  = 200 // of a name with a long word
	padX, padY = 12, 11
	leastW     = 72
	leastH     = 40
	tagSize    = 10
	tagStrip   = 11 // what tags add on top
	tagGap     = 6
	markGap    = 6 // between a mark in a corner and the text beside it
	// MarkSize is the width and height of the kind mark and of the question mark.
	MarkSize = 10
	// TitleBar is the height of a frame's title.
	TitleBar  = 22
	titleSize = 12
	titlePad  = 10
	labelSize = 11
	labelLine = 14
	// labelWrap is the widest a line's label may be.
	labelWrap = 110
)

// Size is how large the box of a deliverable is; the layout asks before there is a place.
func Size(n model.Node, o Options, l lang.Lang) geom.Size {
	return box(n, o, l).Rect.Size()
}

// box measures a deliverable; its rectangle stands at the stored centre, or at the origin.
func box(n model.Node, o Options, l lang.Lang) Box {
	lines, stand := name(n, o)
	tags := tagsOf(n, l, stand)
	in, side := Inset(n), float64(padX)
	if n.Kind == model.Intangible || doubted(n) {
		side = in.X + MarkSize + markGap
	}
	strip := 0.0
	if len(tags) > 0 {
		strip = tagStrip
	}

	w, h := 0.0, 0.0
	for _, t := range lines {
		w = math.Max(w, t.Line.Width)
		h += lineHeight(t)
	}
	top := 2 * in.X
	if n.Kind == model.Intangible {
		top += MarkSize + tagGap
	}
	for _, t := range tags {
		top += t.Line.Width + tagGap
	}
	size := geom.Size{
		W: even(math.Max(math.Max(leastW, w+2*side), top)),
		H: even(math.Max(leastH, h+2*padY) + strip),
	}
	r := geom.Centered(n.At.Point(), size)

	y := r.Min.Y + strip + (size.H-strip-h)/2
	for i := range lines {
		t := &lines[i]
		t.At = geom.Pt(r.Center().X-t.Line.Width/2, y+baseline(t.Line.Style, lineHeight(*t)))
		y += lineHeight(*t)
	}
	x := r.Max.X - in.X - 1
	for i := len(tags) - 1; i >= 0; i-- {
		t := &tags[i]
		x -= t.Line.Width
		t.At = geom.Pt(x, r.Min.Y+in.Y-1+typeset.Ascent(t.Line.Style))
		x -= tagGap
	}
	return Box{Node: n, Rect: r, Lines: lines, Tags: tags}
}

// Inset is how far from the corners of a box its marks and tags stand, px along and down: rounder corners and the inner
// line of a goal want more room.
func Inset(n model.Node) geom.Point {
	switch {
	case n.Kind == model.Intangible && n.Goal:
		return geom.Pt(11, 9)
	case n.Kind == model.Intangible:
		return geom.Pt(10, 8)
	case n.Goal:
		return geom.Pt(8, 8)
	default:
		return geom.Pt(6, 6)
	}
}

// doubted says that the question mark stands at the box.
func doubted(n model.Node) bool { return n.Confidence == model.Assumed || n.Ask != "" }

// even rounds up to an even number of px, so that a box round a whole centre has whole edges.
func even(f float64) float64 { return 2 * math.Ceil(f/2-1e-9) }

func lineHeight(t Text) float64 {
	switch t.Line.Style.Size {
	case nameSize:
		return nameLine
	default:
		return secondLine
	}
}

// baseline is how far below the top of a line of that height the baseline runs.
func baseline(s typeset.Style, height float64) float64 {
	a, d := typeset.Ascent(s), typeset.Descent(s)
	return (height-a-d)/2 + a
}

// name sets the name a box shows. stand says that a name stands in for a missing one in the other language.
func name(n model.Node, o Options) (lines []Text, stand bool) {
	first, second := o.Names.Of(n)
	lines = set(first, typeset.Style{Weight: typeset.Regular, Size: nameSize}, false)
	if second != "" {
		lines = append(lines, set(second, typeset.Style{Weight: typeset.Regular, Size: secondSize}, true)...)
	}
	return lines, o.Names == Alt && n.NameAlt == "" && n.Name != ""
}

func set(text string, s typeset.Style, dim bool) []Text {
	var out []Text
	for _, l := range typeset.WrapWords(text, s, wrapWidth, wordWidth) {
		out = append(out, Text{Line: l, Dim: dim})
	}
	return out
}

func tagsOf(n model.Node, l lang.Lang, stand bool) []Text {
	var words []string
	if stand {
		words = append(words, string(Written(n.Name)))
	}
	if n.Scope == model.External {
		words = append(words, lang.Text(l, "tag.external"))
	}
	if n.Goal {
		words = append(words, lang.Text(l, "tag.goal"))
	}
	var out []Text
	for _, w := range words {
		out = append(out, Text{Line: typeset.Shape(w, typeset.Style{Weight: typeset.Regular, Size: tagSize})})
	}
	return out
}

// NamesLang is the language the names are in: what the document says, else Japanese if any name has a kana or kanji.
func NamesLang(g *model.Graph) lang.Lang {
	if l := g.Meta().Lang; l != "" {
		return lang.Parse(l)
	}
	for n := range g.Nodes() {
		if Written(n.Name) == lang.JA {
			return lang.JA
		}
	}
	return lang.EN
}

// Written is the language that a name is in, by its letters.
func Written(name string) lang.Lang {
	if strings.ContainsFunc(name, japanese) {
		return lang.JA
	}
	return lang.EN
}

func japanese(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }
