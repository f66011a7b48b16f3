//go:build unix

package raster_test

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/raster"
	"seika/internal/scene"
)

// hostile are numbers that arithmetic stumbles over.
var hostile = []float64{
	0, 1, -1, 10, 200, -300, 0.001, 1e-300, 1e4, -7e4, 1e9, -1e12, 1e18, 3e38, -1e300, math.MaxFloat64,
	math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), 1 << 53, -(1 << 31),
}

// numbers reads coordinates out of bytes: a byte picks a hostile one, or the next eight are a number.
type numbers struct{ data []byte }

func (n *numbers) byte() byte {
	if len(n.data) == 0 {
		return 0
	}
	b := n.data[0]
	n.data = n.data[1:]
	return b
}

func (n *numbers) float() float64 {
	if b := int(n.byte()); b < 4*len(hostile) {
		return hostile[b%len(hostile)]
	} else if b < 200 || len(n.data) < 8 {
		return float64(b) - 100
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(n.data))
	n.data = n.data[8:]
	return v
}

func (n *numbers) point() geom.Point { return geom.Pt(n.float(), n.float()) }

func (n *numbers) item() scene.Item {
	ink := color.NRGBA{R: 10, G: 20, B: 30, A: n.byte()}
	it := scene.Item{Fill: ink, Stroke: scene.Stroke{Color: ink, Width: n.float(), Dash: scene.Dash{On: n.float(), Off: n.float()}}}
	if n.byte()%4 == 0 {
		it.Fixed, it.Anchor = true, n.point()
	}
	if n.byte()%2 == 0 {
		it.Shape = scene.RoundRect{Rect: geom.Rect{Min: n.point(), Max: n.point()}, Radius: n.float()}
		return it
	}
	var p geom.Path
	p.MoveTo(n.point())
	for range n.byte() % 8 {
		switch n.byte() % 4 {
		case 0:
			p.LineTo(n.point())
		case 1:
			p.QuadTo(n.point(), n.point())
		case 2:
			p.CubeTo(n.point(), n.point(), n.point())
		case 3:
			p.Close()
		}
	}
	it.Shape = scene.Path{Path: p}
	return it
}

// FuzzItem draws one shape anywhere on a cell. Whatever its coordinates are, that neither panics nor takes long.
func FuzzItem(f *testing.F) {
	for i := range hostile {
		line := []byte{255, 1, 3, 7, 1, 1, 1, 1, 1, 0, byte(i), byte(i), 0, 1, 4}
		f.Add(line, 1.0, 0.0)
		f.Add([]byte{255, 1, 4, 4, 1, 0, 1, 1, byte(i), 4, 4}, 0.3, 12.5)
		f.Add([]byte{255, byte(i), 4, 4, 1, 0, 1, 1, 4, 4, byte(i)}, 4.0, -1e7)
		f.Add([]byte{255, 1, byte(i), byte(i), 1, 1, 1, 1, 3, 0, 16, 1, 0, 1, 4}, 1.0, 0.0)
		f.Add(line, hostile[i], 0.0)
		f.Add(line, 1.0, hostile[i])
	}
	m := image.NewRGBA(image.Rect(0, 0, 256, 256))
	f.Fuzz(func(t *testing.T, data []byte, ppu, origin float64) {
		n := &numbers{data}
		items := []scene.Item{n.item()}
		v := raster.View{Origin: geom.Pt(origin, -origin), PPU: ppu}
		most := time.Duration(math.MaxInt64)
		for range 3 { // the least of three: others work on this machine
			from := cpu()
			renderer.Items(m, items, v, raster.Options{Scale: ppu})
			most = min(most, cpu()-from)
			if most < 50*time.Millisecond {
				return
			}
		}
		require.Less(t, most, 50*time.Millisecond, "%+v at %v", items, v)
	})
}

func TestALongSlantedLineRunsWhereItShould(t *testing.T) {
	var p geom.Path
	p.MoveTo(geom.Pt(-40_000, -20_000))
	p.LineTo(geom.Pt(40_000, 20_000))
	m := image.NewRGBA(image.Rect(0, 0, 200, 100))
	ink := color.NRGBA{A: 0xFF}
	renderer.Items(m, []scene.Item{{Shape: scene.Path{Path: p}, Stroke: scene.Solid(ink, 3)}}, raster.View{PPU: 1}, raster.Options{})
	for x := 2; x < 200; x += 20 {
		require.Equal(t, uint8(0xFF), m.RGBAAt(x, x/2).A, "at %d", x)
		require.Zero(t, m.RGBAAt(x, (x/2+20)%100).A, "beside %d", x)
	}
}
