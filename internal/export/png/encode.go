package png

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"image"
	"io"
	"math"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"seika/internal/live"
)

// bandRows is how many rows are drawn and packed as one. It is part of the bytes.
const bandRows = 128

// encoder writes the chunks of a picture. The first error stays.
type encoder struct {
	w     io.Writer
	sheet sheet
	alpha bool
	err   error
}

// band is some rows of the picture on their way into the file. Bands are used again and again.
type band struct {
	top    int // row of the picture
	pixels *image.RGBA
	left   []byte // the first row, moved by a pixel
	row    []byte // filtered
	spans  []span // of it
	out    bytes.Buffer
	pack   *flate.Writer
	sum    uint32 // Adler-32 of all filtered rows
}

// span is a stretch of a row with bytes that are not 0.
type span struct{ from, to int }

func (e *encoder) channels() int {
	if e.alpha {
		return 4
	}
	return 3
}

func (e *encoder) raw(b []byte) {
	if e.err == nil {
		_, e.err = e.w.Write(b)
	}
}

func (e *encoder) chunk(name string, data []byte) {
	var head [8]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(data)))
	copy(head[4:], name)
	sum := crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, data)
	e.raw(head[:])
	e.raw(data)
	e.raw(binary.BigEndian.AppendUint32(nil, sum))
}

// header writes what comes before the pixels: size, colour space, natural size, title.
func (e *encoder) header(title string) {
	const (
		rgb, rgba  = 2, 6
		perceptual = 0
		metre      = 1
		inch       = 0.0254 // m
	)
	e.raw([]byte("\x89PNG\r\n\x1a\n"))
	size := binary.BigEndian.AppendUint32(nil, uint32(e.sheet.w))
	size = binary.BigEndian.AppendUint32(size, uint32(e.sheet.h))
	kind := byte(rgb)
	if e.alpha {
		kind = rgba
	}
	e.chunk("IHDR", append(size, 8, kind, 0, 0, 0))
	e.chunk("sRGB", []byte{perceptual})
	dots := binary.BigEndian.AppendUint32(nil, uint32(math.Round(96*e.sheet.view.PPU/inch)))
	e.chunk("pHYs", append(append(dots, dots...), metre))
	if title != "" {
		text := strings.ReplaceAll(strings.ToValidUTF8(title, "\uFFFD"), "\x00", "\uFFFD")
		e.chunk("iTXt", []byte("Title\x00\x00\x00\x00\x00"+text))
	}
}

// bands has every band drawn, packs them and writes each once those before it are written. Only what is packed waits.
func (e *encoder) bands(ctx context.Context, draw func(context.Context, *band) error) error {
	var (
		n      = (e.sheet.h + bandRows - 1) / bandRows
		free   = sync.Pool{New: func() any { return e.band() }}
		turn   sync.Mutex
		packed = make([]piece, n)
		next   int
		sum    = adler32.Checksum(nil)
	)
	e.chunk("IDAT", []byte{0x78, 0x01}) // zlib, 32 kB, fastest
	err := live.Each(ctx, n, func(i int) error {
		b := free.Get().(*band)
		defer free.Put(b)
		e.place(b, i)
		if err := draw(ctx, b); err != nil {
			return fmt.Errorf("draw picture: %w", err)
		}
		if err := e.packBand(b); err != nil {
			return err
		}
		turn.Lock()
		defer turn.Unlock()
		packed[i] = piece{bytes.Clone(b.out.Bytes()), b.sum, b.pixels.Rect.Dy() * e.stride()}
		for ; next < n && packed[next].data != nil; next++ {
			e.chunk("IDAT", packed[next].data)
			sum = join(sum, packed[next].sum, packed[next].size)
			packed[next].data = nil
		}
		return e.err
	})
	if err != nil {
		return err
	}
	end := []byte{1, 0, 0, 0xFF, 0xFF} // an empty last block
	e.chunk("IDAT", binary.BigEndian.AppendUint32(end, sum))
	e.chunk("IEND", nil)
	return e.err
}

// piece is a packed band.
type piece struct {
	data []byte
	sum  uint32 // Adler-32
	size int    // bytes, not packed
}

func (e *encoder) band() *band {
	pack, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // for unknown levels only
	}
	return &band{
		pack:   pack,
		pixels: image.NewRGBA(image.Rect(0, 0, e.sheet.w, min(bandRows, e.sheet.h))),
		left:   make([]byte, 4*e.sheet.w),
		row:    make([]byte, e.stride()),
	}
}

// stride is how many bytes a filtered row has.
func (e *encoder) stride() int { return 1 + e.sheet.w*e.channels() }

// place gives a band its rows of the picture.
func (e *encoder) place(b *band, i int) {
	b.top = i * bandRows
	rows := min(bandRows, e.sheet.h-b.top)
	b.pixels.Rect.Max.Y = rows
	b.pixels.Pix = b.pixels.Pix[:rows*b.pixels.Stride]
}

// Filters of PNG.
const (
	sub = 1
	up  = 2
)

// packBand filters the rows, the first by itself so that no band needs another, and deflates them.
func (e *encoder) packBand(b *band) error {
	b.out.Reset()
	b.pack.Reset(&b.out)
	b.sum = adler32.Checksum(nil)
	size := 4 * e.sheet.w
	above := b.left
	copy(above[4:], b.pixels.Pix)
	for y := range b.pixels.Rect.Dy() {
		line := b.pixels.Pix[y*b.pixels.Stride:][:size]
		b.filter(line, above, e.alpha)
		b.row[0] = up
		if y == 0 {
			b.row[0] = sub
		}
		if _, err := b.pack.Write(b.row); err != nil {
			return err
		}
		b.sum = join(b.sum, adler32.Checksum(b.row), len(b.row))
		above = line
	}
	return b.pack.Flush() // to a whole byte
}

// filter makes a row of the differences between pixels, and the spans in which there are any. The first holds the place of
// the filter's number.
func (b *band) filter(line, other []byte, alpha bool) {
	const chunk = 256 // bytes that are compared at once
	for _, s := range b.spans {
		clear(b.row[s.from:s.to])
	}
	b.spans = append(b.spans[:0], span{0, 1})
	for at := 0; at < len(line); {
		if n := min(chunk, len(line)-at); bytes.Equal(line[at:at+n], other[at:at+n]) {
			at += n
			continue
		}
		for at+8 <= len(line) && binary.LittleEndian.Uint64(line[at:]) == binary.LittleEndian.Uint64(other[at:]) {
			at += 8
		}
		if pixel(line, at) == pixel(other, at) {
			at += 4
		}
		s := at
		for ; at < len(line) && pixel(line, at) != pixel(other, at); at += 4 {
			if alpha {
				differRGBA(b.row[1+at:], line[at:], other[at:])
			} else {
				differRGB(b.row[1+at/4*3:], line[at:], other[at:])
			}
		}
		if alpha {
			b.spans = append(b.spans, span{1 + s, 1 + at})
		} else {
			b.spans = append(b.spans, span{1 + s/4*3, 1 + at/4*3})
		}
	}
}

func pixel(line []byte, at int) uint32 { return binary.LittleEndian.Uint32(line[at:]) }

func differRGB(to, line, other []byte) {
	_, _, _ = to[2], line[2], other[2]
	to[0], to[1], to[2] = line[0]-other[0], line[1]-other[1], line[2]-other[2]
}

func differRGBA(to, line, other []byte) {
	p, q := plain(line), plain(other)
	to[0], to[1], to[2], to[3] = p[0]-q[0], p[1]-q[1], p[2]-q[2], p[3]-q[3]
}

// plain undoes the multiplication by alpha.
func plain(p []byte) [4]byte {
	a := uint32(p[3])
	switch a {
	case 0:
		return [4]byte{}
	case 0xFF:
		return [4]byte(p[:4])
	}
	f := func(v byte) byte { return byte(min(0xFF, (uint32(v)*0xFF+a/2)/a)) }
	return [4]byte{f(p[0]), f(p[1]), f(p[2]), p[3]}
}

// join is the Adler-32 sum of two pieces one behind the other; n is the length of the second.
func join(a, b uint32, n int) uint32 {
	const base = 65521
	rem := uint64(n % base)
	a1, a2 := uint64(a&0xFFFF), uint64(a>>16)
	b1, b2 := uint64(b&0xFFFF), uint64(b>>16)
	s1 := (a1 + b1 + base - 1) % base
	s2 := (a2 + b2 + rem*((a1+base-1)%base)) % base
	return uint32(s2<<16 | s1)
}
