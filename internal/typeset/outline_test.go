package typeset

import (
	"bytes"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/assets"
	"seika/internal/geom"
)

// Reading one glyph at a time must give what reading the whole font gives.
func TestEveryGlyphIsWhatTheWholeFontHas(t *testing.T) {
	for _, a := range assets.Fonts() {
		t.Run(a.Name(), func(t *testing.T) {
			ttf := bytes.Clone(a.TTF())
			whole, err := font.ParseTTF(bytes.NewReader(ttf))
			require.NoError(t, err)
			g, err := openGlyphs(ttf)
			require.NoError(t, err)
			hollow, err := font.ParseTTF(bytes.NewReader(g.hollow(ttf)))
			require.NoError(t, err)
			for id := range len(g.at) - 1 {
				gid := font.GID(id)
				shape, _ := whole.GlyphDataOutline(gid)
				want, got := path(shape, float64(whole.Upem())), g.outline(uint32(id))
				if !assert.ObjectsAreEqual(want, got) {
					require.Equal(t, want, got, "glyph %d", id)
				}
				box, ok := whole.GlyphExtents(gid)
				bare, there := hollow.GlyphExtents(gid)
				require.True(t, ok == there && box == bare, "box of glyph %d", id)
				require.InDelta(t, whole.HorizontalAdvance(gid), hollow.HorizontalAdvance(gid), 0, "glyph %d", id)
			}
			assert.Nil(t, g.outline(uint32(len(g.at)-1)), "there is no such glyph")
			assert.True(t, bytes.Equal(a.TTF(), ttf), "what is shared is not written to")
		})
	}
}

// path is an outline in em, its contours closed.
func path(shape font.GlyphOutline, upem float64) geom.Path {
	at := func(p opentype.SegmentPoint) geom.Point { return geom.Pt(float64(p.X)/upem, -float64(p.Y)/upem) }
	var p geom.Path
	for i, s := range shape.Segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			p.MoveTo(at(s.Args[0]))
		case opentype.SegmentOpLineTo:
			p.LineTo(at(s.Args[0]))
		case opentype.SegmentOpQuadTo:
			p.QuadTo(at(s.Args[0]), at(s.Args[1]))
		default:
			panic("no TrueType font has cubic curves")
		}
	}
	if len(p) > 0 {
		p.Close()
	}
	return p
}

func BenchmarkOutline(b *testing.B) {
	g := regular().glyphs
	b.ReportAllocs()
	id := uint32(0)
	for b.Loop() {
		id = (id + 1) % 12_000
		g.outline(id)
	}
}

// BenchmarkLoad takes a font apart.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parse(assets.Regular)
	}
}
