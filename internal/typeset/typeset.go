// Package typeset shapes, measures and wraps text on the embedded fonts, and hands out the outlines of glyphs. It is the only
// place that measures: what it says a line is wide holds on the screen and in every file. It knows neither boxes nor colours.
//
// Text runs from left to right, unhinted, so widths grow with the size and with nothing else. Everything here may be called
// from any goroutine. Lines, glyphs and paths are shared with a cache: read them, never write to them.
package typeset

// Weight chooses between the two weights of the text.
type Weight uint8

// The weights.
const (
	Regular Weight = iota
	Bold
)

// Style is how a text is set.
type Style struct {
	Weight Weight
	Size   float64 // height of the em in px at 100 %
}

// Glyph is one sign of a line.
type Glyph struct {
	Face    Face
	ID      uint32  // glyph in the face; of FaceMissing the character
	X, Y    float64 // px from the line's start on the baseline, y down
	Advance float64 // px
	Cluster int     // byte in Line.Text where the characters begin that the glyph stands for
}

// Line is a text set on one line.
type Line struct {
	Text   string
	Style  Style
	Width  float64 // px; sum of the advances
	Glyphs []Glyph
}

// Shape sets a text on one line, whatever is in it.
func Shape(text string, s Style) Line {
	key := lineKey{text, s}
	if l, ok := lines.find(key, len(text)); ok {
		return l
	}
	t := newText(text)
	l := t.line(0, len(t.runes), t.shape(s.Weight), s)
	lines.keep(key, l, len(text))
	return l
}

// Wrap sets a text on as few lines as fit the width in px. A typed line break always breaks. Blanks at the end of a line are
// left out. There is at least one line, also for an empty text; a line is too wide only where a single character is.
func Wrap(text string, s Style, width float64) []Line { return WrapWords(text, s, width, width) }

// WrapWords is Wrap where a word that is wider than the lines makes them as wide as itself, but no wider than most px.
func WrapWords(text string, s Style, width, most float64) []Line {
	key := wrapKey{text, s, width, most}
	if ls, ok := wrapped.find(key, len(text)); ok {
		return ls
	}
	ls := wrap(text, s, width, most)
	wrapped.keep(key, ls, len(text))
	return ls
}

// Covered says that the chain of fonts can show the character. The others are drawn as a box with their code.
func Covered(r rune) bool {
	for _, g := range newText(string(r)).shape(Regular) {
		if g.face == FaceMissing {
			return false
		}
	}
	return true
}

// fine is how many parts of a font's unit the shaper counts in.
const fine = 64

// em is the height of the em in the units all measuring is done in: a multiple of the fonts' 2048 and 1000 units, so that sums
// are whole numbers and the same on every machine.
const em = fine * 2048 * 125

// px turns units into px.
func px(units int64, size float64) float64 { return float64(units) * size / em }

type lineKey struct {
	text  string
	style Style
}

type wrapKey struct {
	text  string
	style Style
	width float64
	most  float64
}

var (
	lines   = newCache[lineKey, Line](maxTexts)
	wrapped = newCache[wrapKey, []Line](maxTexts)
)
