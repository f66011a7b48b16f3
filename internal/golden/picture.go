package golden

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Machines round differently at the edges of shapes, so pictures need not be equal bit by bit. A hairline may differ; a lost
// arrowhead may not, and it shows in the mean of a small block.
const (
	channelSlack = 8     // by how much a channel of a pixel may differ without counting, of 255
	pixelShare   = 0.005 // how many pixels may count
	block        = 8     // px a side
	blockSlack   = 12    // by how much the mean of a channel over a block may differ, of 255
)

// Picture compares got with a PNG file. Where they differ, got, want and their difference are left among the artifacts.
func (d *Folder) Picture(t *testing.T, name string, got image.Image) {
	t.Helper()
	d.used[name] = true
	path := filepath.Join(d.dir, name)
	data, ok := read(t, path)
	why := "there is no such golden; run with -update to add"
	var want image.Image
	if ok {
		var err error
		want, err = png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		why = Differ(want, got)
	}
	if why == "" {
		return
	}
	if *update {
		write(t, path, encode(t, got))
		return
	}
	base := filepath.Join(t.ArtifactDir(), strings.TrimSuffix(filepath.Base(name), ".png"))
	leave(t, base+".got.png", got)
	if ok {
		leave(t, base+".want.png", want)
		leave(t, base+".difference.png", difference(want, got))
	}
	t.Errorf("%s: %s\nsee %s.got.png", name, why, base)
}

// Differ says in what two pictures differ beyond the tolerances; "" means that they agree.
func Differ(want, got image.Image) string {
	if want.Bounds().Size() != got.Bounds().Size() {
		return fmt.Sprintf("size is %v, want %v", got.Bounds().Size(), want.Bounds().Size())
	}
	w, g := flat(want), flat(got)
	size := w.Bounds().Size()
	for y := 0; y < size.Y; y += block {
		for x := 0; x < size.X; x += block {
			r := image.Rect(x, y, x+block, y+block).Intersect(w.Bounds())
			if d := meanGap(w, g, r); d > blockSlack {
				return fmt.Sprintf("the block at (%d,%d) differs by %.0f on average", x, y, d)
			}
		}
	}
	count := 0
	for i := 0; i < len(w.Pix); i += 4 {
		if pixelGap(w.Pix[i:i+4], g.Pix[i:i+4]) > channelSlack {
			count++
		}
	}
	if all := size.X * size.Y; float64(count) > pixelShare*float64(all) {
		return fmt.Sprintf("%d of %d pixels differ", count, all)
	}
	return ""
}

// flat is a copy with the origin at (0,0) and no alpha, on white as on a page: transparent pixels have no colour to compare.
func flat(m image.Image) *image.RGBA {
	f := image.NewRGBA(image.Rectangle{Max: m.Bounds().Size()})
	draw.Draw(f, f.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(f, f.Bounds(), m, m.Bounds().Min, draw.Over)
	return f
}

// meanGap is the largest difference, over the channels, of the mean over r.
func meanGap(w, g *image.RGBA, r image.Rectangle) float64 {
	var sum [3]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			i := w.PixOffset(x, y)
			for c := range sum {
				sum[c] += int(w.Pix[i+c]) - int(g.Pix[i+c])
			}
		}
	}
	most := max(abs(sum[0]), abs(sum[1]), abs(sum[2]))
	return float64(most) / float64(r.Dx()*r.Dy())
}

// pixelGap is the largest difference over the channels.
func pixelGap(w, g []uint8) int {
	most := 0
	for c := range 3 {
		most = max(most, abs(int(w[c])-int(g[c])))
	}
	return most
}

// difference shows want in grey and, in red, where got differs.
func difference(want, got image.Image) image.Image {
	w, g := flat(want), flat(got)
	out := image.NewRGBA(w.Bounds().Union(g.Bounds()))
	for y := range out.Bounds().Dy() {
		for x := range out.Bounds().Dx() {
			p := image.Pt(x, y)
			switch {
			case !p.In(w.Bounds()) || !p.In(g.Bounds()),
				pixelGap(w.Pix[w.PixOffset(x, y):][:4], g.Pix[g.PixOffset(x, y):][:4]) > channelSlack:
				out.Set(x, y, color.RGBA{R: 255, A: 255})
			default:
				grey := color.GrayModel.Convert(w.At(x, y)).(color.Gray)
				out.Set(x, y, color.Gray{Y: 128 + grey.Y/2})
			}
		}
	}
	return out
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func encode(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// leave keeps a picture for whoever looks into a failure.
func leave(t testing.TB, path string, m image.Image) {
	t.Helper()
	if err := os.WriteFile(path, encode(t, m), 0o644); err != nil {
		t.Error(err)
	}
}
