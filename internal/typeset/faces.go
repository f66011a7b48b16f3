package typeset

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"

	"seika/assets"
	"seika/internal/geom"
)

// Face is the face a glyph comes from. The chain is the face of the weight, then the fallback, then a drawn box.
type Face uint8

// The faces.
const (
	FaceRegular Face = iota
	FaceBold
	FaceFallback
	FaceMissing // a box with the code of the character; its glyphs have an Outline and no FontFile
)

// FontFile is the TrueType file of the face; nil for FaceMissing.
func FontFile(f Face) []byte {
	if f == FaceMissing {
		return nil
	}
	return f.asset().TTF()
}

// Ascent is how far the em reaches above the baseline, in px. Ascent and Descent together are the size.
func Ascent(s Style) float64 { return px(ascent, s.Size) }

// Descent is how far the em reaches below the baseline, in px.
func Descent(s Style) float64 { return px(em-ascent, s.Size) }

// ascent is that of both weights: 1802 of 2048.
const ascent = 1802 * em / 2048

// Outline is the shape of a glyph in em: 1 is the size of the text, the origin lies on the baseline, y points down. It is nil for
// a blank and for a glyph that does not exist.
func Outline(f Face, id uint32) geom.Path {
	key := outlineKey{f, id}
	if p, ok := outlines.find(key, 0); ok {
		return p
	}
	var p geom.Path
	if f == FaceMissing {
		p = codeBox(rune(id))
	} else {
		p = f.load().glyphs.outline(id)
	}
	outlines.keep(key, p, 0)
	return p
}

type outlineKey struct {
	face Face
	id   uint32
}

var outlines = newCache[outlineKey, geom.Path](maxOutlines)

func (f Face) asset() assets.Font {
	switch f {
	case FaceRegular:
		return assets.Regular
	case FaceBold:
		return assets.Bold
	case FaceFallback:
		return assets.Fallback
	default:
		panic("unknown face")
	}
}

// face is the face of the weight.
func (w Weight) face() Face {
	switch w {
	case Regular:
		return FaceRegular
	case Bold:
		return FaceBold
	default:
		panic("unknown weight")
	}
}

// source is a font taken apart.
type source struct {
	chars  font.Cmap
	glyphs *glyphs

	mu   sync.Mutex // around what follows: its caches are not safe
	font *harfbuzz.Font
	buf  *harfbuzz.Buffer
}

// load takes the font apart on first use, which takes some 10 ms.
func (f Face) load() *source {
	switch f {
	case FaceRegular:
		return regular()
	case FaceBold:
		return bold()
	case FaceFallback:
		return fallback()
	default:
		panic("unknown face")
	}
}

var (
	regular  = sync.OnceValue(func() *source { return parse(assets.Regular) })
	bold     = sync.OnceValue(func() *source { return parse(assets.Bold) })
	fallback = sync.OnceValue(func() *source { return parse(assets.Fallback) })
)

// parse panics on damage: the fonts are part of the program.
func parse(a assets.Font) *source {
	ttf := a.TTF()
	g, err := openGlyphs(ttf)
	if err != nil {
		panic(fmt.Errorf("read font %s: %w", a.Name(), err))
	}
	f, err := font.ParseTTF(bytes.NewReader(g.hollow(ttf)))
	if err != nil {
		panic(fmt.Errorf("read font %s: %w", a.Name(), err))
	}
	s := &source{chars: f.Cmap, glyphs: g, font: harfbuzz.NewFont(f), buf: harfbuzz.NewBuffer()}
	s.font.XScale = int32(f.Upem()) * fine
	s.font.YScale = s.font.XScale
	return s
}

// has says that the font has a glyph for the character.
func (s *source) has(r rune) bool {
	_, ok := s.chars.Lookup(r)
	return ok
}
