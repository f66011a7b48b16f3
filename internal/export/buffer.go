package export

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"seika/model"
)

// Buffer holds a file while it is being written. Every text that people typed goes through one of its escapes.
type Buffer struct{ bytes.Buffer }

// Raw appends our own words, one after the other.
func (b *Buffer) Raw(words ...string) {
	for _, w := range words {
		b.WriteString(w)
	}
}

// XML appends a text for an attribute or for the content of an element. What XML has no letter for becomes U+FFFD.
func (b *Buffer) XML(s string) {
	_ = xml.EscapeText(b, []byte(s)) // a buffer does not fail
}

// Attr appends an attribute of XML with a blank before it.
func (b *Buffer) Attr(name, value string) {
	b.Raw(" ", name, `="`)
	b.XML(value)
	b.Raw(`"`)
}

// Measure appends an attribute of XML that is a number.
func (b *Buffer) Measure(name string, v float64) {
	b.Raw(" ", name, `="`)
	b.Number(v)
	b.Raw(`"`)
}

// Number appends a number, rounded to hundredths so that it is the same on every machine.
func (b *Buffer) Number(v float64) {
	v = math.Round(v*100)/100 + 0 // + 0 makes -0 0
	b.Write(strconv.AppendFloat(b.AvailableBuffer(), v, 'f', -1, 64))
}

// JSON appends a text as a string of JSON.
func (b *Buffer) JSON(s string) { b.Write(model.Quote(b.AvailableBuffer(), s)) }

// To hands the whole to a writer, unless it is no longer wanted.
func (b *Buffer) To(ctx context.Context, w io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Hex is a colour as #rrggbb.
func Hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Clean is a text without what no letter stands for: control characters but line ends and tabs become U+FFFD.
func Clean(s string) string {
	if strings.IndexFunc(s, unclean) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unclean(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

func unclean(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}
