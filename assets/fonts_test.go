package assets_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/assets"
)

func TestTheFontsAreTheOnesTheDesignWasMeasuredWith(t *testing.T) {
	want := map[assets.Font]string{
		assets.Regular:  "22f41ce68f1ce62477ca4ec1e2c0c400cc545ddff31d713e8edf87808614aeb2",
		assets.Bold:     "1a995936e0f9de8a7c142c97cdb679e7087e89c13e663f946cd047f4283cedf8",
		assets.Fallback: "e5dd81f21914da89d6bbae7c07afde9cbfae896b999f967d3694b2053422a575",
	}
	require.Len(t, assets.Fonts(), len(want))
	for _, f := range assets.Fonts() {
		sum := sha256.Sum256(f.TTF())
		assert.Equal(t, want[f], hex.EncodeToString(sum[:]), f.Name())
	}
}

func TestTheFallbackHasExactlyWhatItIsNeededFor(t *testing.T) {
	regular, bold, fallback := parse(t, assets.Regular), parse(t, assets.Bold), parse(t, assets.Fallback)
	n := 0
	for it := fallback.Cmap.Iter(); it.Next(); n++ {
		r, _ := it.Char()
		_, inRegular := regular.NominalGlyph(r)
		_, inBold := bold.NominalGlyph(r)
		assert.False(t, inRegular && inBold, "%U is in both weights", r)
	}
	assert.Equal(t, 5257, n)
	for _, r := range "⚠↕⇆𠮷" {
		_, ok := fallback.NominalGlyph(r)
		assert.True(t, ok, "%c", r)
	}
}

func TestTheFallbackDoesNotBearTheReservedName(t *testing.T) {
	d := parse(t, assets.Fallback).Describe()
	assert.Equal(t, assets.Fallback.Name(), d.Family)
	assert.NotContains(t, d.Family, "Source")
}

func TestEveryFontHasItsLicence(t *testing.T) {
	for _, l := range assets.Licences() {
		assert.NotEmpty(t, l.Name)
		assert.Contains(t, l.Text, "SIL OPEN FONT LICENSE Version 1.1", l.Name)
		assert.Contains(t, l.Text, "Copyright", l.Name)
	}
	assert.Len(t, assets.Licences(), 2)
}

func TestTheIconCanBeRead(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(assets.IconPNG()))
	require.NoError(t, err)
	assert.Equal(t, 256, img.Bounds().Dx())
	assert.Equal(t, 256, img.Bounds().Dy())

	dec := xml.NewDecoder(bytes.NewReader(assets.IconSVG()))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
	}
}

func parse(t *testing.T, f assets.Font) *font.Face {
	t.Helper()
	face, err := font.ParseTTF(bytes.NewReader(f.TTF()))
	require.NoError(t, err)
	return face
}
