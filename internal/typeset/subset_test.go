package typeset_test

import (
	"bytes"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/typeset"
)

func TestASubsetShowsItsCharactersAsTheFontDoes(t *testing.T) {
	var ids []uint32
	var chars []typeset.Char
	for _, c := range []struct{ r, selector rune }{{'A', 0}, {'辻', 0}, {'辻', 0xE0100}, {'髙', 0}, {'ｱ', 0}} {
		text := string(c.r)
		if c.selector != 0 {
			text += string(c.selector)
		}
		g := typeset.Shape(text, typeset.Style{Size: 14}).Glyphs
		require.Len(t, g, 1, text)
		ids = append(ids, g[0].ID)
		chars = append(chars, typeset.Char{Rune: c.r, Selector: c.selector, Glyph: len(ids)})
	}
	ttf := typeset.Subset(typeset.FaceRegular, ids, chars)
	assert.Equal(t, ttf, typeset.Subset(typeset.FaceRegular, ids, chars))
	assert.Less(t, len(ttf), 8000)
	f, err := font.ParseTTF(bytes.NewReader(ttf))
	require.NoError(t, err)
	for i, c := range chars {
		id, ok := f.NominalGlyph(c.Rune)
		if c.Selector != 0 {
			id, ok = f.VariationGlyph(c.Rune, c.Selector)
		}
		require.True(t, ok, "%c", c.Rune)
		assert.EqualValues(t, i+1, id, "%c", c.Rune)
		assert.InDelta(t, typeset.Width(typeset.FaceRegular, ids[i]), float64(f.HorizontalAdvance(id))/float64(f.Upem()), 1e-9)
		out, ok := f.GlyphData(id).(font.GlyphOutline)
		require.True(t, ok)
		assert.NotEmpty(t, out.Segments, "%c", c.Rune)
	}
	_, ok := f.NominalGlyph('B')
	assert.False(t, ok)
}
