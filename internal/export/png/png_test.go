package png_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	stdpng "image/png"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/png"
	"seika/internal/lang"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/model"
)

func written(t testing.TB, g *model.Graph, o export.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, png.Format, export.Input{Graph: g}, o))
	return b.Bytes()
}

func decoded(t testing.TB, data []byte) image.Image {
	t.Helper()
	m, err := stdpng.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	return m
}

func page(g *model.Graph) (*scene.Scene, image.Point) {
	s := scene.Build(diagram.Build(g, diagram.Options{}), scene.Options{})
	return s, image.Pt(int(s.Page().W()), int(s.Page().H()))
}

func TestAFileShowsWhatTheRendererDraws(t *testing.T) {
	g := exporttest.Town(t, 40) // several bands high
	s, size := page(g)
	for _, scale := range []float64{0.5, 1, 2, 0} {
		k := scale
		if k == 0 {
			k = export.UsualScale
		}
		got := decoded(t, written(t, g, export.Options{Scale: scale}))
		want := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(float64(size.X)*k)), int(math.Ceil(float64(size.Y)*k))))
		require.Equal(t, want.Rect, got.Bounds())
		v := raster.View{Origin: s.Page().Min, PPU: k}
		require.NoError(t, raster.New().Draw(t.Context(), want, s, v, raster.Options{Scale: k, Exact: true, Detail: raster.Full}))
		for y := range want.Rect.Dy() {
			for x := range want.Rect.Dx() {
				p, q := want.RGBAAt(x, y), color.RGBAModel.Convert(got.At(x, y)).(color.RGBA)
				for _, c := range [][2]uint8{{p.R, q.R}, {p.G, q.G}, {p.B, q.B}} {
					if max(c[0], c[1])-min(c[0], c[1]) > 2 {
						require.Failf(t, "bands show", "at (%d,%d): %v, drawn at once %v", x, y, q, p)
					}
				}
			}
		}
	}
}

// chunk finds a part of a file.
func chunk(t testing.TB, data []byte, name string) []byte {
	t.Helper()
	for data = data[8:]; len(data) >= 12; {
		n := binary.BigEndian.Uint32(data)
		if string(data[4:8]) == name {
			return data[8 : 8+n]
		}
		data = data[12+n:]
	}
	return nil
}

func TestAPicturePastesAtItsNaturalSize(t *testing.T) {
	g := exporttest.Town(t, 2)
	for scale, dots := range map[float64]uint32{1: 3780, 2: 7559} { // a metre, at 96 and 192 an inch
		data := written(t, g, export.Options{Scale: scale})
		phys := chunk(t, data, "pHYs")
		require.Len(t, phys, 9)
		assert.Equal(t, dots, binary.BigEndian.Uint32(phys))
		assert.Equal(t, dots, binary.BigEndian.Uint32(phys[4:]))
		assert.Equal(t, byte(1), phys[8])
		assert.Len(t, chunk(t, data, "sRGB"), 1)
	}
}

func TestOnlyATransparentPictureHasAlpha(t *testing.T) {
	const rgb, rgba = 2, 6
	g := exporttest.Town(t, 2)
	assert.Equal(t, byte(rgb), chunk(t, written(t, g, export.Options{Scale: 1}), "IHDR")[9])
	data := written(t, g, export.Options{Scale: 1, Transparent: true})
	assert.Equal(t, byte(rgba), chunk(t, data, "IHDR")[9])
	_, _, _, alpha := decoded(t, data).At(0, 0).RGBA()
	assert.Zero(t, alpha)
}

func TestAWidthTakesThePlaceOfAScale(t *testing.T) {
	m := decoded(t, written(t, exporttest.Town(t, 10), export.Options{Scale: 3, Width: 321}))
	assert.Equal(t, 321, m.Bounds().Dx())
}

func TestTooLargeAPictureIsRefusedWithTheScaleThatFits(t *testing.T) {
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	write := func(far model.Place, o export.Options) error {
		g := exporttest.Build(t, model.Records{Nodes: []model.Node{{ID: "a", Name: "a", At: at(0, 0)}, {ID: "b", Name: "b", At: far}}})
		return export.Write(t.Context(), &bytes.Buffer{}, png.Format, export.Input{Graph: g}, o)
	}
	var why lang.Msg
	require.ErrorAs(t, write(at(20_000, 0), export.Options{Scale: 4}), &why)
	assert.Equal(t, "export.png.too_large", why.Key)
	assert.Contains(t, why.Error(), "1.5", "the largest scale that fits")
	require.ErrorAs(t, write(at(200_000, 0), export.Options{Scale: 1}), &why)
	assert.Equal(t, "export.png.never_fits", why.Key)
	require.NoError(t, write(at(20_000, 0), export.Options{Scale: 1.5}))
}

func BenchmarkPNG1000(b *testing.B) {
	g := exporttest.Town(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		written(b, g, export.Options{Scale: 2})
	}
}
