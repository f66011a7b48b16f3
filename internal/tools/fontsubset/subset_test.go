package main

import (
	"bytes"
	"slices"
	"testing"

	opentype "github.com/go-text/typesetting/font"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/assets"
)

func TestASubsetDrawsItsCharactersLikeTheWholeFont(t *testing.T) {
	keep := []rune("!Aaあ鬱éǖ葛○Ⅲﾊ⌘①㍿")
	slices.Sort(keep)
	whole, err := parse(assets.Regular.TTF())
	require.NoError(t, err)
	small, err := subset(whole, keep, "Small Sans")
	require.NoError(t, err)
	assert.Less(t, len(small), 40_000)

	want, got := face(t, assets.Regular.TTF()), face(t, small)
	for _, r := range keep {
		a, ok := want.NominalGlyph(r)
		require.True(t, ok, "%c", r)
		b, ok := got.NominalGlyph(r)
		require.True(t, ok, "%c", r)
		assert.Equal(t, want.GlyphData(a), got.GlyphData(b), "outline of %c", r)
		assert.Equal(t, want.HorizontalAdvance(a), got.HorizontalAdvance(b), "advance of %c", r)
	}
	n := 0
	for it := got.Cmap.Iter(); it.Next(); n++ {
		it.Char()
	}
	assert.Equal(t, len(keep), n, "nothing else is in it")
	assert.Equal(t, "Small Sans", got.Describe().Family)
}

func TestPartsOfCompositeGlyphsComeAlong(t *testing.T) {
	whole := withComposite(t)
	f, err := parse(whole)
	require.NoError(t, err)
	small, err := subset(f, []rune{'é'}, "Parts")
	require.NoError(t, err)

	want, got := face(t, whole), face(t, small)
	a, _ := want.NominalGlyph('é')
	b, _ := got.NominalGlyph('é')
	require.NotEmpty(t, want.GlyphData(a).(opentype.GlyphOutline).Segments)
	assert.Equal(t, want.GlyphData(a), got.GlyphData(b))
	f, err = parse(small)
	require.NoError(t, err)
	assert.Equal(t, 4, f.glyphs(), "itself, its two parts and glyph 0")
}

// withComposite makes a font whose é is put together from e and a smaller acute. None of the fonts we carry has such glyphs.
func withComposite(t *testing.T) []byte {
	t.Helper()
	source, err := parse(assets.Regular.TTF())
	require.NoError(t, err)
	b, err := subset(source, []rune{'a', 'e', '´', 'é'}, "Whole")
	require.NoError(t, err)
	f, err := parse(b)
	require.NoError(t, err)
	chars, err := f.chars()
	require.NoError(t, err)

	last := f.glyphs() - 1
	require.Equal(t, glyphID(last), chars['é'])
	outline, err := f.glyph(glyphID(last))
	require.NoError(t, err)
	composite := be.AppendUint16(nil, 0xFFFF)       // number of contours: put together
	composite = append(composite, outline[2:10]...) // bounds
	for _, v := range []uint16{
		0x0002 | moreParts | instructions, chars['e'], 0, // args are offsets, as bytes
		0x0002 | wordArgs | oneScale, chars['´'], 100, 300, 0x3000, // scale 0.75 in 2.14
		1, 0, // one byte of instructions, and padding
	} {
		composite = be.AppendUint16(composite, v)
	}
	glyf := f.tables["glyf"][:f.offset[last]]
	f.tables["glyf"] = padded(append(slices.Clone(glyf), composite...))
	be.PutUint32(f.tables["loca"][4*last+4:], uint32(len(f.tables["glyf"])))
	return assemble(f.tables)
}

func TestSubsettingAgainChangesNothing(t *testing.T) {
	f, err := parse(assets.Fallback.TTF())
	require.NoError(t, err)
	chars, err := f.chars()
	require.NoError(t, err)
	var keep []rune
	for r := range chars {
		keep = append(keep, r)
	}
	slices.Sort(keep)
	again, err := subset(f, keep, assets.Fallback.Name())
	require.NoError(t, err)
	assert.True(t, bytes.Equal(assets.Fallback.TTF(), again))
}

func TestTheSumsOfAFontAreRight(t *testing.T) {
	b := assets.Fallback.TTF()
	assert.Equal(t, uint32(0xB1B0AFBA), sum(b), "whole file")
	f, err := parse(b)
	require.NoError(t, err)
	for i := range int(be.Uint16(b[4:])) {
		record := b[12+16*i:]
		tag := string(record[:4])
		table := slices.Clone(f.tables[tag])
		if tag == "head" {
			be.PutUint32(table[8:], 0)
		}
		assert.Equal(t, be.Uint32(record[4:]), sum(table), tag)
	}
}

func TestDamagedFontsAreRefused(t *testing.T) {
	b := assets.Fallback.TTF()
	for _, n := range []int{0, 11, 40, 300, len(b) / 2} {
		_, err := parse(b[:n])
		assert.Error(t, err, "first %d bytes", n)
	}
	_, err := parse([]byte("OTTO and so on, a font with other outlines"))
	assert.Error(t, err)
	f, err := parse(b)
	require.NoError(t, err)
	_, err = subset(f, []rune{'a'}, "x")
	assert.Error(t, err, "a character the font does not have")
}

func face(t *testing.T, b []byte) *opentype.Face {
	t.Helper()
	f, err := opentype.ParseTTF(bytes.NewReader(b))
	require.NoError(t, err)
	return f
}
