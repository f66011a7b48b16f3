package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

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
	data, err := from.NewDecoder().Bytes(in.Data)
	if err != nil {
		return 0, lang.M("source.letters", "name", name), true
	}
	in.Data, in.marks = data, nil
	if i := bytes.IndexRune(data, utf8.RuneError); i >= 0 {
		return i, lang.M("source.letters", "name", name), true
	}
	return in.broken()
}

// known is an encoding by the name that XML gives it; nil if we do not read it.
func known(name string) encoding.Encoding {
	switch strings.ToLower(name) {
	case "us-ascii", "iso-8859-1":
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
	case "euc-jp":
		return japanese.EUCJP
	default:
		return nil
	}
}
