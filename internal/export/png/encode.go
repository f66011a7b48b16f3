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
	still still
	err   error
}

// band is some rows of the picture on their way into the file. Bands are used again and again.
type band struct {
	top    int // row of the picture
	pixels *image.RGBA
	line   []byte // samples of a row
	above  []byte // and of the one before
	rows   []byte // filtered, not yet deflated
	packed bytes.Buffer
	pack   *flate.Writer
	sum    uint32 // Adler-32 of all filtered rows
}

// still is a row that is like the one above it.
type still struct {
	row    []byte // filtered
	packed []byte // deflated, for itself
	sum    uint32 // Adler-32
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
	if err := e.stand(); err != nil {
		return err
	}
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
			sum = join(sum, b.sum, b.pixels.Rect.Dy()*e.stride())
		}
	}
	end := []byte{1, 0, 0, 0xFF, 0xFF} // an empty last block
	e.chunk("IDAT", binary.BigEndian.AppendUint32(end, sum))
	e.chunk("IEND", nil)
	return e.err
}

func (e *encoder) band() *band {
	return &band{pixels: image.NewRGBA(image.Rect(0, 0, e.sheet.w, min(bandRows, e.sheet.h)))}
}

// stride is how many bytes a filtered row has.
func (e *encoder) stride() int { return 1 + e.sheet.w*e.channels() }

// stand makes the row that is like the one above it. Half of a picture is of such rows, so it is packed once, and well.
func (e *encoder) stand() error {
	row := make([]byte, e.stride())
	row[0] = up
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(row); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	e.still = still{row, b.Bytes(), adler32.Checksum(row)}
	return nil
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

// leastStill is how many bytes of rows that are like the one above are put in as they were packed before; what is less is
// packed with the others.
const leastStill = 1 << 14

// packBand filters the rows, the first by itself so that no band needs another, and deflates them.
func (e *encoder) packBand(b *band, first bool) error {
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
	b.sum, b.rows = adler32.Checksum(nil), b.rows[:0]
	alike := 0
	for y := range b.pixels.Rect.Dy() {
		line := b.pixels.Pix[y*b.pixels.Stride:][:b.pixels.Stride]
		if y > 0 && bytes.Equal(line, b.pixels.Pix[(y-1)*b.pixels.Stride:][:b.pixels.Stride]) {
			alike++
			continue
		}
		if err := e.put(b, alike); err != nil {
			return err
		}
		alike = 0
		b.line, b.above = b.above[:0], b.line
		if e.alpha {
			b.line = appendRGBA(b.line, line)
		} else {
			b.line = appendRGB(b.line, line)
		}
		if y == 0 {
			b.rows = appendSub(b.rows, b.line, e.channels())
		} else {
			b.rows = appendUp(b.rows, b.line, b.above)
		}
	}
	if err := e.put(b, alike); err != nil {
		return err
	}
	return b.flush()
}

// put adds so many rows that are like the one above.
func (e *encoder) put(b *band, alike int) error {
	if alike*len(e.still.row) < leastStill {
		for range alike {
			b.rows = append(b.rows, e.still.row...)
		}
		return nil
	}
	if err := b.flush(); err != nil {
		return err
	}
	for range alike {
		b.packed.Write(e.still.packed)
		b.sum = join(b.sum, e.still.sum, len(e.still.row))
	}
	b.pack.Reset(&b.packed) // what lies before those rows is no longer where it was
	return nil
}

// flush deflates the rows so far, up to a whole byte.
func (b *band) flush() error {
	if _, err := b.pack.Write(b.rows); err != nil {
		return err
	}
	b.sum = join(b.sum, adler32.Checksum(b.rows), len(b.rows))
	b.rows = b.rows[:0]
	return b.pack.Flush()
}

// appendSub adds a row as differences to the pixel at the left.
func appendSub(to, line []byte, channels int) []byte {
	to = append(append(to, sub), line[:channels]...)
	for i, v := range line[channels:] {
		to = append(to, v-line[i])
	}
	return to
}

// appendUp adds a row as differences to the one above.
func appendUp(to, line, above []byte) []byte {
	to = append(to, up)
	at := len(to)
	to = append(to, line...)
	row := to[at:]
	// Eight samples at a time, none of which borrows from its neighbour.
	const high = 0x8080808080808080
	for len(row) >= 8 {
		x, y := binary.LittleEndian.Uint64(row), binary.LittleEndian.Uint64(above)
		binary.LittleEndian.PutUint64(row, (x|high)-(y&^high)^(x^^y)&high)
		row, above = row[8:], above[8:]
	}
	for i, v := range above {
		row[i] -= v
	}
	return to
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
