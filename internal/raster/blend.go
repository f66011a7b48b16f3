package raster

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
)

// paper covers the clip with a colour, which may be none.
func (b *brush) paper(c color.NRGBA) {
	p := pour(c)
	first := b.dst.Pix[b.dst.PixOffset(b.clip.Min.X, b.clip.Min.Y):][:4*b.clip.Dx()]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = uint8(p.r), uint8(p.g), uint8(p.b), uint8(p.a)
	}
	for y := b.clip.Min.Y + 1; y < b.clip.Max.Y; y++ {
		copy(b.dst.Pix[b.dst.PixOffset(b.clip.Min.X, y):], first)
	}
}

// leastGrid is how close dots of a grid may stand, px of the screen; closer ones are left out.
const leastGrid = 8

// grid sets dots on paper, a little towards the other end of grey.
func (b *brush) grid(paper color.NRGBA) {
	step := b.opts.Grid
	if step <= 0 || paper.A == 0 {
		return
	}
	for step*b.zoom < leastGrid {
		step *= 2
	}
	shade := func(v uint8) uint8 {
		if paper.G < 0x80 {
			return v + (0xFF-v)/5
		}
		return v - v/5
	}
	c := color.RGBA{shade(paper.R), shade(paper.G), shade(paper.B), 0xFF}
	size := max(1, int(b.opts.scale()))
	area := b.view.scene(b.clip)
	for y := math.Ceil(area.Min.Y/step) * step; y < area.Max.Y; y += step {
		for x := math.Ceil(area.Min.X/step) * step; x < area.Max.X; x += step {
			px, py := int((x-b.view.Origin.X)*b.view.PPU), int((y-b.view.Origin.Y)*b.view.PPU)
			dot := image.Rect(px, py, px+size, py+size).Intersect(b.clip)
			for j := dot.Min.Y; j < dot.Max.Y; j++ {
				for i := dot.Min.X; i < dot.Max.X; i++ {
					b.dst.SetRGBA(i, j, c)
				}
			}
		}
	}
}

// paint is a colour multiplied by its alpha, each 0 to 255.
type paint struct{ r, g, b, a uint32 }

func pour(c color.NRGBA) paint {
	a := uint32(c.A)
	mul := func(v uint8) uint32 { return uint32(v) * a / 0xFF }
	return paint{mul(c.R), mul(c.G), mul(c.B), a}
}

// blend paints a colour over r through a mask whose first row begins at mask[0].
func (b *brush) blend(mask []byte, stride int, r image.Rectangle, c color.NRGBA) {
	const solid = math.MaxUint64 // eight px that are covered
	p := pour(c)
	two := p.pair()
	w := r.Dx()
	for y := range r.Dy() {
		row := mask[y*stride:][:w]
		dst := b.dst.Pix[b.dst.PixOffset(r.Min.X, r.Min.Y+y):][:4*w]
		for x := 0; x < w; {
			if x+8 <= w {
				switch m := binary.LittleEndian.Uint64(row[x:]); {
				case m == 0:
					x += 8
					continue
				case m == solid && p.a == 0xFF:
					to := dst[4*x:][:32]
					binary.LittleEndian.PutUint64(to, two)
					binary.LittleEndian.PutUint64(to[8:], two)
					binary.LittleEndian.PutUint64(to[16:], two)
					binary.LittleEndian.PutUint64(to[24:], two)
					x += 8
					continue
				}
			}
			for end := min(x+8, w); x < end; x++ {
				if m := uint32(row[x]); m > 0 {
					p.over(dst[4*x:4*x+4:4*x+4], m)
				}
			}
		}
	}
}

// pair is two pixels of the paint.
func (p paint) pair() uint64 {
	v := uint64(p.r | p.g<<8 | p.b<<16 | p.a<<24)
	return v<<32 | v
}

// over paints on one pixel with a coverage of m of 255.
func (p paint) over(dst []byte, m uint32) {
	const full = 0xFF * 0xFF
	if m == 0xFF && p.a == 0xFF {
		dst[0], dst[1], dst[2], dst[3] = uint8(p.r), uint8(p.g), uint8(p.b), 0xFF
		return
	}
	rest := full - p.a*m
	m *= 0xFF
	dst[0] = uint8((p.r*m + uint32(dst[0])*rest + full/2) / full)
	dst[1] = uint8((p.g*m + uint32(dst[1])*rest + full/2) / full)
	dst[2] = uint8((p.b*m + uint32(dst[2])*rest + full/2) / full)
	dst[3] = uint8((p.a*m + uint32(dst[3])*rest + full/2) / full)
}
