package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/vector"

	"seika/internal/geom"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// A line of text is a mask without colour, made once for a size and kept: a change of theme keeps it too.

// mask is the coverage of a line of text; at is its upper left corner counted from the start of the baseline.
type mask struct {
	image *image.Alpha
	at    image.Point
	width float64 // of the line at the mask's size
	used  uint64
}

type maskKey struct {
	text   string
	weight typeset.Weight
	size   float64 // device px
}

// masks is a store of masks of at most maxMasks bytes. The least used half goes when it is full.
type masks struct {
	mu    sync.Mutex
	kept  map[maskKey]*mask
	bytes int
	clock uint64
}

// maxMasks is several windows full of text: one of 1920 × 1200 holds 2 MB at most where no line lies over another.
const maxMasks = 12 << 20

func newMasks() masks { return masks{kept: map[maskKey]*mask{}} }

func (m *masks) of(l typeset.Line, size float64) *mask {
	k := maskKey{l.Text, l.Style.Weight, size}
	m.mu.Lock()
	m.clock++
	if got, ok := m.kept[k]; ok {
		got.used = m.clock
		m.mu.Unlock()
		return got
	}
	m.mu.Unlock()
	made := makeMask(l, size)
	m.mu.Lock()
	defer m.mu.Unlock()
	if made.image != nil {
		m.bytes += len(made.image.Pix)
	}
	made.used = m.clock
	m.kept[k] = made
	if m.bytes > maxMasks {
		m.shrink()
	}
	return made
}

// shrink forgets what was not used in the later half of the time.
func (m *masks) shrink() {
	oldest := m.clock
	for _, k := range m.kept {
		oldest = min(oldest, k.used)
	}
	half := oldest + (m.clock-oldest)/2
	m.bytes = 0
	for k, v := range m.kept {
		if v.used <= half {
			delete(m.kept, k)
		} else if v.image != nil {
			m.bytes += len(v.image.Pix)
		}
	}
}

// maxMaskSide bounds a mask; larger text than that no picture has.
const maxMaskSide = 8192

func makeMask(l typeset.Line, size float64) *mask {
	k := size / l.Style.Size
	m := &mask{width: l.Width * k}
	w, h := int(math.Ceil(l.Width*k+size)), int(math.Ceil(size*1.8))
	if len(l.Glyphs) == 0 || w > maxMaskSide || h > maxMaskSide || w <= 0 || h <= 0 {
		return m
	}
	m.at = image.Pt(-int(math.Ceil(size/2)), -int(math.Ceil(size*1.2)))
	ras := vector.NewRasterizer(w, h)
	ras.DrawOp = draw.Src
	var buf []geom.Point
	for _, g := range l.Glyphs {
		off := geom.Pt(g.X*k-float64(m.at.X), g.Y*k-float64(m.at.Y))
		buf = typeset.Outline(g.Face, g.ID).Flatten(buf, tolerance/2/size, func(run []geom.Point, _ bool) {
			for i, q := range run {
				x, y := float32(q.X*size+off.X), float32(q.Y*size+off.Y)
				if i == 0 {
					ras.MoveTo(x, y)
					continue
				}
				ras.LineTo(x, y)
			}
			ras.ClosePath()
		})
	}
	m.image = image.NewAlpha(image.Rect(0, 0, w, h))
	ras.Draw(m.image, m.image.Rect, image.Opaque, image.Point{})
	return m
}

// readable says that a line of text is worth drawing.
func (b *brush) readable(t scene.TextLine, at place) bool {
	size := t.Line.Style.Size * at.k
	return size > 0 && (b.opts.Detail == Full || size >= leastText)
}

// line draws a line of text.
func (b *brush) line(t scene.TextLine, at place, c color.NRGBA, clip image.Rectangle) {
	size := t.Line.Style.Size * at.k
	if !b.opts.Exact {
		size = math.Round(size*2) / 2
	}
	m := b.text.of(t.Line, size)
	if m.image == nil || c.A == 0 {
		return
	}
	// Rounding the size makes the line a little shorter or longer: it stays centred where it was.
	p := at.point(t.At)
	p.X += (t.Line.Width*at.k - m.width) / 2
	// Halves go one way on both sides of 0, or text would jump while panning.
	corner := image.Pt(int(math.Floor(p.X+0.5)), int(math.Floor(p.Y+0.5))).Add(m.at)
	r := m.image.Rect.Add(corner).Intersect(clip)
	if r.Empty() {
		return
	}
	from := r.Min.Sub(corner)
	b.blend(m.image.Pix[m.image.PixOffset(from.X, from.Y):], m.image.Stride, r, c)
}
