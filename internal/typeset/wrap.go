package typeset

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// Lines are broken where Unicode's UAX #14 allows it, which keeps the Japanese rules: no line begins with 、。）」々ー or a small
// kana, none ends with （「. Of all ways with the fewest lines that one is taken whose lines are the most even and which breaks
// in the best places.

// wrap sets every typed line on its own, on lines of one width.
func wrap(text string, s Style, width, most float64) []Line {
	var all []*paragraph
	for part := range strings.SplitSeq(text, "\n") {
		p := newParagraph(strings.TrimSuffix(part, "\r"), s)
		if most > width {
			width = max(width, min(most, p.longest(width)))
		}
		all = append(all, p)
	}
	var out []Line
	for _, p := range all {
		out = append(out, p.lines(width)...)
	}
	return out
}

// paragraph is a text without typed breaks, shaped once. All its lines are cut from the same glyphs.
type paragraph struct {
	text
	style  Style
	glyphs []glyph
	x      []int64 // x[i] is the width of the text before rune i; one more than there are runes
	solid  []bool  // solid[i]: runes i-1 and i share glyphs
}

func newParagraph(s string, style Style) *paragraph {
	t := newText(s)
	n := len(t.runes)
	p := &paragraph{text: t, style: style, glyphs: t.shape(style.Weight), x: make([]int64, n+1), solid: make([]bool, n+1)}
	for i := range p.solid {
		p.solid[i] = 0 < i && i < n
	}
	for _, g := range p.glyphs {
		p.solid[g.cluster] = false
		p.x[g.cluster+1] += g.advance
	}
	for i := range n {
		p.x[i+1] += p.x[i]
	}
	return p
}

// stop is a place where a line may end.
type stop struct {
	end  int // rune after the last of the line, blanks left out
	next int // first rune of the next line
	cost int64

	lines int   // fewest lines up to here
	total int64 // what they cost
	from  int   // the stop the last of them starts at
}

// What a break costs, besides a line's slack, which costs as much as its share of the width, squared. full is the cost of a
// wholly empty line.
const (
	full = 1 << 20

	afterBlank     = 0                // or punctuation, or before an opening bracket
	betweenScripts = full * 8 / 100   // as often at the end of a Japanese phrase
	insideRun      = full * 20 / 100  // of kanji or hiragana
	insideName     = full * 50 / 100  // a run of katakana, most often one long foreign word
	insideWord     = full * 100 / 100 // where no break is allowed, in a word wider than the line
)

// lines breaks the paragraph so that its lines fit the width.
func (p *paragraph) lines(width float64) []Line {
	if n := p.trim(0, len(p.runes)); n == 0 || p.fits(0, n, width) {
		return []Line{p.cut(0, n)}
	}
	stops := p.stops(width)
	p.choose(stops, width)
	var out []Line
	for i := len(stops) - 1; i > 0; i = stops[i].from {
		from := stops[stops[i].from].next
		out = append(out, p.cut(from, max(from, stops[i].end)))
	}
	slices.Reverse(out)
	return out
}

// longest is how wide the widest word is, px; 0 where all of it fits a width.
func (p *paragraph) longest(width float64) (widest float64) {
	if p.fits(0, p.trim(0, len(p.runes)), width) {
		return 0
	}
	var seg segmenter.Segmenter
	seg.Init(p.runes)
	from := 0
	for it := seg.LineIterator(); it.Next(); {
		to := it.Line().Offset + len(it.Line().Text)
		if p.solid[to] {
			continue
		}
		widest = max(widest, px(p.x[p.trim(from, to)]-p.x[from], p.style.Size))
		from = to
	}
	return widest
}

// stops lists where lines may end, the first being the start of the text.
func (p *paragraph) stops(width float64) []stop {
	var seg segmenter.Segmenter
	seg.Init(p.runes)
	var cells []int // bounds between what a reader takes for characters
	for it := seg.GraphemeIterator(); it.Next(); {
		cells = append(cells, it.Grapheme().Offset)
	}
	stops := []stop{{}}
	for it := seg.LineIterator(); it.Next(); {
		to := it.Line().Offset + len(it.Line().Text)
		if p.solid[to] {
			continue
		}
		from := stops[len(stops)-1].next
		end := p.trim(from, to)
		if !p.fits(from, end, width) {
			i, _ := slices.BinarySearch(cells, from+1)
			for ; i < len(cells) && cells[i] < end; i++ {
				if !p.solid[cells[i]] {
					stops = append(stops, stop{end: cells[i], next: cells[i], cost: insideWord})
				}
			}
		}
		stops = append(stops, stop{end: end, next: to, cost: p.cost(end, to)})
	}
	stops[len(stops)-1].cost = 0
	return stops
}

// maxPieces bounds the pieces of one line, so that thousands of characters without width cannot take quadratic time.
const maxPieces = 1000

// choose finds for every stop the best way to get there.
func (p *paragraph) choose(stops []stop, width float64) {
	room := int64(1)
	if units := math.Min(width/p.style.Size*em, 1<<40); units > 1 {
		room = int64(units)
	}
	for i := 1; i < len(stops); i++ {
		s := &stops[i]
		s.lines = math.MaxInt
		for j := i - 1; j >= max(0, i-maxPieces); j-- {
			from := stops[j]
			end := max(s.end, from.next)
			if j < i-1 && !p.fits(from.next, end, width) {
				break
			}
			slack := max(0, room-(p.x[end]-p.x[from.next])) * 1024 / room
			total := from.total + slack*slack + s.cost
			if from.lines+1 < s.lines || from.lines+1 == s.lines && total < s.total {
				s.lines, s.total, s.from = from.lines+1, total, j
			}
		}
	}
}

// cost says how bad a break is between two runes.
func (p *paragraph) cost(end, next int) int64 {
	if end < next || end == 0 || next == len(p.runes) {
		return afterBlank
	}
	before, after := p.runes[end-1], p.runes[next]
	switch a, b := scriptOf(before), scriptOf(after); {
	case unicode.Is(unicode.Po, before), unicode.In(after, unicode.Ps, unicode.Pi):
		return afterBlank
	case b == hiragana: // particles and endings stay with what they belong to, a bracket too
		return insideRun
	case unicode.Is(unicode.P, before):
		return afterBlank
	case a == katakana && b == katakana:
		return insideName
	case a == b:
		return insideRun
	default:
		return betweenScripts
	}
}

type script uint8

const (
	other script = iota
	kanji
	hiragana
	katakana
)

// scriptOf counts digits as kanji, as they belong to their counter: 第２版.
func scriptOf(r rune) script {
	switch {
	case unicode.In(r, unicode.Han, unicode.Nd):
		return kanji
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r), r == 'ー', r == 'ｰ':
		return katakana
	default:
		return other
	}
}

// trim is the end of the runes without the blanks at their end.
func (p *paragraph) trim(from, to int) int {
	for to > from && unicode.Is(unicode.Zs, p.runes[to-1]) {
		to--
	}
	return to
}

// fits compares px as Line.Width has them, so that a text always fits the width it was found to have.
func (p *paragraph) fits(from, to int, width float64) bool {
	return px(p.x[to]-p.x[from], p.style.Size) <= width
}

// cut makes a line of some runes. Glyphs stand in the order of their clusters.
func (p *paragraph) cut(from, to int) Line {
	before := func(g glyph, rune int) int { return g.cluster - rune }
	i, _ := slices.BinarySearchFunc(p.glyphs, from, before)
	j, _ := slices.BinarySearchFunc(p.glyphs, to, before)
	return p.line(from, to, p.glyphs[i:j], p.style)
}
