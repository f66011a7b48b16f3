package source

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"seika/internal/lang"
)

// transcode makes Data UTF-8. declared is the encoding the source names for itself; a byte order mark counts for more.
func (in *Input) transcode(declared string) (offset int, what lang.Msg, bad bool) {
	from, name := encoding.Encoding(nil), declared
	switch {
	case in.wide():
		from, name = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), "UTF-16"
	case declared == "" || strings.EqualFold(declared, "utf-8"):
		return in.broken()
	default:
		from = known(declared)
	}
	if from == nil {
		return 0, lang.M("source.encoding", "name", Visible(clip(name))), true
	}
	data, bad := decode(in.Data, from)
	in.Data, in.marks = data, nil
	if bad {
		return max(0, bytes.IndexRune(data, utf8.RuneError)), lang.M("source.letters", "name", name), true
	}
	return in.broken()
}

// unmarked is the UTF-16 in which a declaration of XML begins without a byte order mark (XML 1.0, appendix F); nil for none.
func unmarked(d []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(d, []byte("<\x00?\x00")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case bytes.HasPrefix(d, []byte("\x00<\x00?")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		return nil
	}
}

// declaresWide says that the declaration, read in an encoding, names it.
func declaresWide(d []byte, from encoding.Encoding) bool {
	const most = 512 // bytes of a declaration
	head, bad := decode(d[:min(len(d), most)], from)
	m := declaration.FindSubmatch(head)
	return !bad && m != nil && wideName(string(m[1])+string(m[2]))
}

func wideName(name string) bool {
	switch strings.ToLower(name) {
	case "utf-16", "utf-16le", "utf-16be":
		return true
	default:
		return false
	}
}

// Decode makes Data UTF-8 if all of it is text of an encoding, and says whether it is.
func (in *Input) Decode(from encoding.Encoding) bool {
	data, bad := decode(in.Data, from)
	if bad {
		return false
	}
	in.Data, in.marks = data, nil
	return true
}

// decode makes UTF-8 of a text. It gives up soon after the first letter that is none, so that what is no text costs no memory.
func decode(text []byte, from encoding.Encoding) (data []byte, bad bool) {
	decoder := from.NewDecoder()
	data = make([]byte, 0, len(text)+len(text)/2) // Japanese has two bytes a letter, and three in UTF-8
	var piece [64 * kilo]byte
	for {
		n, used, err := decoder.Transform(piece[:], text, true)
		data, text = append(data, piece[:n]...), text[used:]
		switch {
		case bytes.ContainsRune(piece[:n], utf8.RuneError):
			return data, true
		case errors.Is(err, transform.ErrShortDst):
		default:
			return data, err != nil
		}
	}
}

// known is an encoding by the name that XML gives it; nil if we do not read it.
func known(name string) encoding.Encoding {
	switch strings.ToLower(name) {
	case "us-ascii", "ascii", "iso-8859-1":
		return charmap.Windows1252 // its superset where text is concerned
	case "windows-1250":
		return charmap.Windows1250
	case "windows-1251":
		return charmap.Windows1251
	case "windows-1252":
		return charmap.Windows1252
	case "windows-1253":
		return charmap.Windows1253
	case "windows-1254":
		return charmap.Windows1254
	case "windows-1255":
		return charmap.Windows1255
	case "windows-1256":
		return charmap.Windows1256
	case "windows-1257":
		return charmap.Windows1257
	case "windows-1258":
		return charmap.Windows1258
	case "shift_jis", "windows-31j", "cp932":
		return japanese.ShiftJIS
	case "utf-16", "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "euc-jp":
		return japanese.EUCJP
	default:
		return nil
	}
}
