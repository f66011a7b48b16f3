package png

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"image"
	"io"
	"math"
	"runtime"
	"strings"

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
	rows   []byte // filtered
	packed bytes.Buffer
	pack   *flate.Writer
	sum    uint32 // Adler-32 of rows
}

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

// bands has every band drawn, packs them and writes them in order.
func (e *encoder) bands(ctx context.Context, draw func(context.Context, *band) error) error {
	n := (e.sheet.h + bandRows - 1) / bandRows
	row := make([]*band, min(n, runtime.GOMAXPROCS(0)*2))
	for i := range row {
		row[i] = e.band()
	}
	sum := adler32.Checksum(nil)
	for from := 0; from < n && e.err == nil; from += len(row) {
		batch := row[:min(len(row), n-from)]
		err := live.Each(ctx, len(batch), func(i int) error {
			e.place(batch[i], from+i)
			if err := draw(ctx, batch[i]); err != nil {
				return err
			}
			return e.packBand(batch[i], from+i == 0)
		})
		if err != nil {
			return fmt.Errorf("draw picture: %w", err)
		}
		for _, b := range batch {
			e.chunk("IDAT", b.packed.Bytes())
			sum = join(sum, b.sum, len(b.rows))
		}
	}
	end := []byte{1, 0, 0, 0xFF, 0xFF} // an empty last block
	e.chunk("IDAT", binary.BigEndian.AppendUint32(end, sum))
	e.chunk("IEND", nil)
	return e.err
}

func (e *encoder) band() *band {
	return &band{
		pixels: image.NewRGBA(image.Rect(0, 0, e.sheet.w, min(bandRows, e.sheet.h))),
		rows:   make([]byte, 0, min(bandRows, e.sheet.h)*(1+e.sheet.w*e.channels())),
	}
}

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
func (e *encoder) packBand(b *band, first bool) error {
	b.rows = b.rows[:0]
	for y := range b.pixels.Rect.Dy() {
		line := b.pixels.Pix[y*b.pixels.Stride:][:b.pixels.Stride]
		b.rows = append(b.rows, up)
		if e.alpha {
			b.rows = appendRGBA(b.rows, line)
		} else {
			b.rows = appendRGB(b.rows, line)
		}
	}
	b.filter(1+e.sheet.w*e.channels(), e.channels())
	b.sum = adler32.Checksum(b.rows)
	b.packed.Reset()
	if first {
		b.packed.Write([]byte{0x78, 0x01}) // zlib, 32 kB, fastest
	}
	if b.pack == nil {
		var err error
		if b.pack, err = flate.NewWriter(&b.packed, flate.BestSpeed); err != nil {
			return err
		}
	} else {
		b.pack.Reset(&b.packed)
	}
	if _, err := b.pack.Write(b.rows); err != nil {
		return err
	}
	return b.pack.Flush()
}

// filter replaces samples by differences, from the last row upwards so that each is still there when it is needed.
func (b *band) filter(stride, channels int) {
	for y := len(b.rows)/stride - 1; y > 0; y-- {
		row, above := b.rows[y*stride:][1:stride], b.rows[(y-1)*stride:][1:stride]
		for i, v := range above {
			row[i] -= v
		}
	}
	row := b.rows[1:stride]
	b.rows[0] = sub
	for i := len(row) - 1; i >= channels; i-- {
		row[i] -= row[i-channels]
	}
}

func appendRGB(to, line []byte) []byte {
	for ; len(line) >= 4; line = line[4:] {
		to = append(to, line[0], line[1], line[2])
	}
	return to
}

// appendRGBA undoes the multiplication by alpha.
func appendRGBA(to, line []byte) []byte {
	for ; len(line) >= 4; line = line[4:] {
		switch a := uint32(line[3]); a {
		case 0:
			to = append(to, 0, 0, 0, 0)
		case 0xFF:
			to = append(to, line[0], line[1], line[2], 0xFF)
		default:
			f := func(v byte) byte { return byte(min(0xFF, (uint32(v)*0xFF+a/2)/a)) }
			to = append(to, f(line[0]), f(line[1]), f(line[2]), line[3])
		}
	}
	return to
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
