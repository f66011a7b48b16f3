package canvas

import (
	"image"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
)

// stripRows is how many rows of the base are handed to the display together: after an edit only those that differ, as all of it is
// some MB.
const stripRows = 64

// empty stands in until the first picture is there; Fyne asks for a bitmap in any case.
var empty = image.NewRGBA(image.Rect(0, 0, 1, 1))

// strip is some rows of the base, and the first of the next: stretched strips meet without a gap.
func (b *base) strip(i int) image.Image {
	if b.shown == nil || i*stripRows >= b.shown.Rect.Dy() {
		return empty
	}
	from, to := i*stripRows, b.stripEnd(i)
	return &image.RGBA{
		Pix: b.shown.Pix[from*b.shown.Stride : to*b.shown.Stride], Stride: b.shown.Stride,
		Rect: image.Rect(0, 0, b.shown.Rect.Dx(), to-from),
	}
}

func (b *base) stripEnd(i int) int { return min((i+1)*stripRows+1, b.shown.Rect.Dy()) }

// show puts the base on the screen, as far as it is not there.
func (b *base) show(f *fresh) {
	for i, s := range b.strips {
		if f.all || f.meets(i*stripRows, b.stripEnd(i)) {
			s.Refresh()
		}
	}
}

func (f *fresh) meets(from, to int) bool {
	for _, r := range f.rows {
		if r.from < to && from < r.to {
			return true
		}
	}
	return false
}

// placeStrips gives the strips their places in the base, each pixel of which is k px of the screen. At rest they are shown as they
// are: to mix each pixel with its neighbours changes nothing, and without a graphics card it is up to a fifth of the work of a frame.
func (b *base) placeStrips(k float64, rest bool) {
	mode := fynecanvas.ImageScaleSmooth
	if rest {
		mode = fynecanvas.ImageScalePixels
	}
	count := (b.shown.Rect.Dy() + stripRows - 1) / stripRows
	for len(b.strips) < count {
		i := len(b.strips)
		s := fynecanvas.NewRaster(func(int, int) image.Image { return b.strip(i) })
		b.strips = append(b.strips, s)
		b.object.Add(s)
	}
	for i, s := range b.strips {
		if i >= count {
			if s.Visible() {
				s.Hide()
			}
			continue
		}
		s.Show()
		s.ScaleMode = mode
		s.Move(fyne.NewPos(0, float32(float64(i*stripRows)*k)))
		s.Resize(fyne.NewSize(b.object.Size().Width, float32(float64(b.stripEnd(i)-i*stripRows)*k)))
	}
}
