package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// glyph is a shaped glyph; its measures are in units of em.
type glyph struct {
	face            Face
	id              uint32
	advance, dx, dy int64 // y down
	cluster         int   // first rune it stands for
}

// run is a row of characters that one face shows.
type run struct {
	face       Face
	start, end int // runes
}

// text is a string taken apart into runes. A byte that is no UTF-8 is one rune.
type text struct {
	s     string
	runes []rune
	bytes []int // where rune i begins; one more than there are runes
}

func newText(s string) text {
	t := text{s: s, runes: make([]rune, 0, len(s)), bytes: make([]int, 0, len(s)+1)}
	for i, r := range s {
		t.runes, t.bytes = append(t.runes, r), append(t.bytes, i)
	}
	t.bytes = append(t.bytes, len(s))
	return t
}

// shape finds the glyphs of a text on the chain of faces.
func (t text) shape(w Weight) []glyph {
	glyphs := make([]glyph, 0, len(t.runes))
	for _, r := range split(t.runes, w.face()) {
		if r.face != FaceMissing {
			glyphs = r.face.load().shape(glyphs, r.face, t.runes, r.start, r.end)
			continue
		}
		for i := r.start; i < r.end; i++ {
			glyphs = append(glyphs, missing(t.runes[i], i))
		}
	}
	return glyphs
}

// line gives the glyphs of some runes their places.
func (t text) line(from, to int, glyphs []glyph, s Style) Line {
	start := t.bytes[from]
	l := Line{Text: t.s[start:t.bytes[to]], Style: s, Glyphs: make([]Glyph, len(glyphs))}
	var at int64
	for i, g := range glyphs {
		l.Glyphs[i] = Glyph{
			Face: g.face, ID: g.id, Cluster: t.bytes[g.cluster] - start,
			X: px(at+g.dx, s.Size), Y: px(g.dy, s.Size), Advance: px(g.advance, s.Size),
		}
		at += g.advance
	}
	l.Width = px(at, s.Size)
	return l
}

func missing(r rune, cluster int) glyph {
	return glyph{face: FaceMissing, id: uint32(r), advance: em, cluster: cluster}
}

// split cuts a text where the face changes. A mark goes with the character it stands on.
func split(runes []rune, first Face) []run {
	var runs []run
	add := func(f Face, start, end int) {
		if n := len(runs); n > 0 && runs[n-1].face == f {
			runs[n-1].end = end
			return
		}
		runs = append(runs, run{f, start, end})
	}
	for i := 0; i < len(runes); {
		j := i + 1
		for j < len(runes) && follows(runes[j]) {
			j++
		}
		if f := choose(runes, i, j, first); f != FaceMissing || j == i+1 {
			add(f, i, j)
		} else {
			for k := i; k < j; k++ { // no face shows them together
				add(choose(runes, k, k+1, first), k, k+1)
			}
		}
		i = j
	}
	return runs
}

// choose finds the first face of the chain that shows the characters together.
func choose(runes []rune, start, end int, first Face) Face {
	if sign(runes[start]) {
		return FaceMissing
	}
	for _, f := range [2]Face{first, FaceFallback} {
		if shows(f, runes, start, end) {
			return f
		}
	}
	return FaceMissing
}

func shows(f Face, runes []rune, start, end int) bool {
	s := f.load()
	all := true
	for _, r := range runes[start:end] {
		all = all && (s.has(r) || harfbuzz.IsDefaultIgnorable(r))
	}
	if all || end == start+1 && !unicode.Is(unicode.Zs, runes[start]) {
		return all
	}
	// The shaper may join a character and its mark, or widen a blank.
	for _, g := range s.shape(nil, f, runes, start, end) {
		if g.face == FaceMissing {
			return false
		}
	}
	return true
}

// follows says that a character belongs to the one before it: a mark, a joiner, a variation selector.
func follows(r rune) bool {
	return r >= 0x300 && !sign(r) && (unicode.Is(unicode.M, r) || harfbuzz.IsDefaultIgnorable(r))
}

// sign says that a character without a shape has to be seen all the same, lest it hides what a name really is: control
// characters, zero width blanks, and those that turn the direction.
func sign(r rune) bool {
	switch {
	case r < 0x20, 0x7F <= r && r <= 0x9F:
		return true
	case r == 0x200B, r == 0x200E, r == 0x200F, 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return true
	default:
		return false
	}
}

var japanese = language.NewLanguage("ja")

// shape appends the glyphs of some runes. What the font cannot show becomes FaceMissing.
func (s *source) shape(glyphs []glyph, f Face, runes []rune, start, end int) []glyph {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf.Clear()
	s.buf.AddRunes(runes, start, end-start)
	// The fonts have the same rules for all their scripts, and no others for the language.
	s.buf.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.Han, Language: japanese}
	s.buf.Shape(s.font, nil)
	unit := em / fine / int64(s.glyphs.upem)
	for i, info := range s.buf.Info {
		if info.Glyph == 0 {
			glyphs = append(glyphs, missing(runes[info.Cluster], info.Cluster))
			continue
		}
		p := s.buf.Pos[i]
		glyphs = append(glyphs, glyph{
			face: f, id: uint32(info.Glyph), cluster: info.Cluster,
			advance: int64(p.XAdvance) * unit, dx: int64(p.XOffset) * unit, dy: -int64(p.YOffset) * unit,
		})
	}
	return glyphs
}
