package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
)

// Plain says whether the source can be read as UTF-8 text at all, and notes why not: another encoding, a file full of
// zeros, conflict marks left by git, broken letters. Readers of text formats ask first. If the user names another encoding, the
// source becomes UTF-8 by it.
func (in *Input) Plain() bool {
	offset, what, bad := in.named()
	if !bad {
		offset, what, bad = in.foreign()
	}
	if !bad {
		offset, what, bad = in.broken()
	}
	if bad {
		in.Add(offset, "", what)
	}
	return !bad
}

// named brings the source into UTF-8 from the encoding that the user names.
func (in *Input) named() (offset int, what lang.Msg, bad bool) {
	if in.Encoding == "" {
		return 0, lang.Msg{}, false
	}
	from := in.Encoding
	in.Encoding = "" // it is UTF-8 from now on
	return in.transcode(from)
}

// signatures are the first bytes of files that are no text, and what they are.
var signatures = []struct {
	bytes string
	what  lang.Msg
}{
	{"PK\x03\x04", lang.M("source.binary.zip")},
	{"\x89PNG\r\n", lang.M("source.binary.picture")},
	{"\xFF\xD8\xFF", lang.M("source.binary.picture")},
	{"GIF8", lang.M("source.binary.picture")},
	{"%PDF-", lang.M("source.binary.pdf")},
	{"\xD0\xCF\x11\xE0", lang.M("source.binary.office")},
	{"\x1F\x8B\x08", lang.M("source.binary.gzip")},
}

// foreign finds what makes a source no UTF-8 text from its first bytes on.
func (in *Input) foreign() (offset int, what lang.Msg, found bool) {
	d := in.Data
	for _, s := range signatures {
		if bytes.HasPrefix(d, []byte(s.bytes)) {
			return 0, lang.M("source.binary", "what", s.what), true
		}
	}
	switch {
	case len(d) == 0:
		return 0, lang.Msg{}, false
	case in.wide():
		return 0, lang.M("source.utf16"), true
	case len(bytes.TrimLeft(d, "\x00")) == 0:
		return 0, lang.M("source.zeros"), true
	case len(d) > 1 && (d[0] == 0) != (d[1] == 0):
		return 0, lang.M("source.utf16"), true
	}
	offset, found = conflict(d)
	return offset, lang.M("source.conflict"), found
}

// wide says that the source begins with the byte order mark of UTF-16.
func (in *Input) wide() bool {
	return bytes.HasPrefix(in.Data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(in.Data, []byte{0xFE, 0xFF})
}

// broken finds the first byte that is no text: a zero, or not UTF-8.
func (in *Input) broken() (offset int, what lang.Msg, found bool) {
	if zero := bytes.IndexByte(in.Data, 0); zero >= 0 {
		return zero, lang.M("source.zeros"), true
	}
	if utf8.Valid(in.Data) {
		return 0, lang.Msg{}, false
	}
	for offset < len(in.Data) {
		r, n := utf8.DecodeRune(in.Data[offset:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		offset += n
	}
	return offset, lang.M("source.utf8"), true
}

// conflict finds the first line that git left where two versions did not fit together.
func conflict(d []byte) (offset int, found bool) {
	for _, sign := range []string{"<<<<<<< ", ">>>>>>> "} {
		if bytes.HasPrefix(d, []byte(sign)) {
			return 0, true
		}
		if i := bytes.Index(d, []byte("\n"+sign)); i >= 0 {
			return i + 1, true
		}
	}
	return 0, false
}

// Visible replaces what could deceive or steer a terminal, control characters and marks of writing direction, by signs.
func Visible(s string) string {
	if strings.IndexFunc(s, Hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7F:
			b.WriteRune('␡')
		case Hidden(r):
			fmt.Fprintf(&b, "‹%04X›", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Hidden says that a character could deceive or steer a terminal.
func Hidden(r rune) bool {
	switch {
	case r < ' ', r >= 0x7F && r <= 0x9F:
		return true
	case r == 0x200B, r == 0x200E, r == 0x200F, r == 0x061C, r == 0xFEFF:
		return true
	default:
		return r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	}
}
