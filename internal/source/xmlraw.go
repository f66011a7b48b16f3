package source

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
)

// piece is what a document is cut into.
type piece uint8

const (
	pieceEnd   piece = iota // of the document
	pieceStart              // a start tag
	pieceClose              // an end tag
	pieceText
	pieceOther // a comment, an instruction, the DOCTYPE
)

// raw cuts a document into pieces, as encoding/xml does with RawToken and as strictly, but over the whole text at once: that
// package goes byte by byte through three layers, which took two thirds of the time to read a file. What scan has looked at is
// not looked at again: the declaration, the DOCTYPE, letters by number, blanks between attributes.
type raw struct {
	d  []byte
	at int

	s    string // what of d begins at from, for parts of it without copying each; see part
	from int

	name  xml.Name   // of a tag, as written: prefix and name
	attrs []xml.Attr // of a start tag, as written
	open  bool       // an element without content is still to be closed
	text  string     // valid for the piece
	room  []xml.Attr
	names map[string]bool // with letters beyond ASCII: whether they are names

	offset int      // of the fault
	what   lang.Msg // the first one
}

// fault notes what is not well-formed, and is never ok.
func (r *raw) fault(offset int, what lang.Msg) bool {
	if r.what.Key == "" {
		r.offset, r.what = offset, what
	}
	return false
}

// bent is the fault of something that cannot be told more closely.
func (r *raw) bent(offset int) bool { return r.fault(offset, lang.M("source.xml.syntax")) }

// strange is the fault of a character that cannot stand in a tag.
func (r *raw) strange(at int) bool {
	if at >= len(r.d) {
		return r.fault(len(r.d), lang.M("source.cut"))
	}
	c, _ := utf8.DecodeRune(r.d[at:])
	return r.fault(at, lang.M("source.xml.tag", "c", Visible(string(c))))
}

// part is a part of the text. They come one behind the other, so that few are copied for themselves, and not all at once.
func (r *raw) part(from, to int) string {
	const most = 64 * kilo
	if from < r.from || to > r.from+len(r.s) {
		if to-from > most {
			return string(r.d[from:to])
		}
		r.s, r.from = string(r.d[from:min(from+most, len(r.d))]), from
	}
	return r.s[from-r.from : to-r.from]
}

// next takes a piece off. What is not well-formed is not ok.
func (r *raw) next() (p piece, ok bool) {
	if r.open {
		r.open = false
		return pieceClose, true
	}
	d := r.d[r.at:]
	switch {
	case len(d) == 0:
		return pieceEnd, true
	case d[0] != '<':
		n := bytes.IndexByte(d, '<')
		if n < 0 {
			n = len(d)
		}
		r.at += n
		return pieceText, r.chars(r.at-n, r.at, true)
	case len(d) < 2:
		return pieceOther, r.strange(len(r.d))
	case d[1] == '!':
		return r.marked(d)
	case d[1] == '?':
		n := bytes.Index(d, []byte("?>"))
		name, _ := r.readName(r.at + 2)
		if n < 0 || name == "" {
			return pieceOther, r.bent(r.at)
		}
		r.at += n + len("?>")
		return pieceOther, true
	case d[1] == '/':
		return pieceClose, r.endTag()
	default:
		return pieceStart, r.startTag()
	}
}

// marked is a comment, a piece of text as it is, or the DOCTYPE.
func (r *raw) marked(d []byte) (piece, bool) {
	const comment, data = "<!--", "<![CDATA["
	switch {
	case bytes.HasPrefix(d, []byte(comment)):
		n := bytes.Index(d[len(comment):], []byte("--"))
		if n < 0 || !bytes.HasPrefix(d[len(comment)+n:], []byte("-->")) {
			return pieceOther, r.fault(r.at+len(comment)+max(n, 0), lang.M("source.xml.comment"))
		}
		r.at += len(comment) + n + len("-->")
		return pieceOther, true
	case bytes.HasPrefix(d, []byte(data)):
		n := bytes.Index(d, []byte("]]>"))
		if n < 0 {
			return pieceText, r.strange(len(r.d))
		}
		from := r.at + len(data)
		r.at += n + len("]]>")
		return pieceText, r.chars(from, from+n-len(data), false)
	default:
		n, closed := tagEnd(d)
		r.at += n
		return pieceOther, closed || r.strange(len(r.d))
	}
}

func (r *raw) endTag() bool {
	at := r.at + len("</")
	var ok bool
	if r.name, at, ok = r.qualified(at); !ok {
		return r.strange(at)
	}
	at = r.blank(at)
	r.at = at + 1
	return at < len(r.d) && r.d[at] == '>' || r.strange(at)
}

func (r *raw) startTag() bool {
	at := r.at + 1
	var ok bool
	if r.name, at, ok = r.qualified(at); !ok && at > r.at+1 {
		return r.bent(r.at)
	} else if !ok {
		return r.fault(r.at, lang.M("source.xml.sign", "c", "<", "code", "&lt;"))
	}
	first := len(r.room)
	for {
		at = r.blank(at)
		if at >= len(r.d) {
			return r.strange(at)
		}
		switch r.d[at] {
		case '>':
			r.at, r.attrs = at+1, r.room[first:len(r.room):len(r.room)]
			return true
		case '/':
			r.at, r.attrs, r.open = at+2, r.room[first:len(r.room):len(r.room)], true
			return at+1 < len(r.d) && r.d[at+1] == '>' || r.strange(at)
		}
		var a xml.Attr
		named := at
		if a.Name, at, ok = r.qualified(at); !ok {
			return r.strange(named)
		}
		equals := r.blank(at)
		at = r.blank(equals + 1)
		if at >= len(r.d) || r.d[equals] != '=' || r.d[at] != '"' && r.d[at] != '\'' {
			return r.fault(named, lang.M("source.xml.value", "name", clip(written(a.Name))))
		}
		n := bytes.IndexByte(r.d[at+1:], r.d[at])
		if n < 0 {
			return r.strange(len(r.d))
		}
		if less := bytes.IndexByte(r.d[at+1:at+1+n], '<'); less >= 0 {
			return r.fault(at+1+less, lang.M("source.xml.sign", "c", "<", "code", "&lt;"))
		}
		if !r.allowed(at+1, at+1+n, false) {
			return false
		}
		if a.Value, ok = r.plain(at+1, at+1+n); !ok {
			return false
		}
		at += n + 2
		r.keep(a, &first)
	}
}

// keep adds an attribute to those of the tag that begin at first. They stay where they are, as long as somebody holds them.
func (r *raw) keep(a xml.Attr, first *int) {
	const many = 256
	if len(r.room) == cap(r.room) {
		held := r.room[*first:]
		r.room = append(make([]xml.Attr, 0, max(many, 2*len(held))), held...)
		*first = 0
	}
	r.room = append(r.room, a)
}

func (r *raw) blank(at int) int {
	for at < len(r.d) && (r.d[at] == ' ' || r.d[at] == '\n' || r.d[at] == '\t' || r.d[at] == '\r') {
		at++
	}
	return at
}

// qualified is a name with its prefix, and where it ends. A name with two colons is left whole; nothing is called so.
func (r *raw) qualified(at int) (n xml.Name, end int, ok bool) {
	name, end := r.readName(at)
	if name == "" {
		return n, end, false
	}
	i := strings.IndexByte(name, ':')
	switch {
	case i < 0:
		n.Local = name
	case strings.IndexByte(name[i+1:], ':') >= 0:
		return n, end, false
	case i == 0 || i == len(name)-1:
		n.Local = name
	default:
		n.Space, n.Local = name[:i], name[i+1:]
	}
	return n, end, true
}

// inName says which bytes may stand in a name: 1 not at its beginning, 2 anywhere.
var inName = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == ':', c >= utf8.RuneSelf:
			t[c] = 2
		case c >= '0' && c <= '9', c == '-', c == '.':
			t[c] = 1
		}
	}
	return t
}()

// readName is the name that begins at a byte, "" if there is none, and where it ends.
func (r *raw) readName(at int) (name string, end int) {
	if at >= len(r.d) || inName[r.d[at]] < 2 {
		return "", at
	}
	wide := false
	for end = at; end < len(r.d) && inName[r.d[end]] > 0; end++ {
		wide = wide || r.d[end] >= utf8.RuneSelf
	}
	name = r.part(at, end)
	if wide && !r.named(name) {
		return "", end
	}
	return name, end
}

// named asks encoding/xml whether a name with letters beyond ASCII is one: it has the tables.
func (r *raw) named(name string) bool {
	ok, known := r.names[name]
	if !known {
		_, err := xml.NewDecoder(strings.NewReader("<" + name + "/>")).RawToken()
		ok = err == nil
		if r.names == nil {
			r.names = map[string]bool{}
		}
		r.names[name] = ok
	}
	return ok
}

// chars takes a part as text, as it is or with its references resolved.
func (r *raw) chars(from, to int, text bool) (ok bool) {
	if !r.allowed(from, to, text) {
		return false
	}
	if !text {
		r.text = r.part(from, to)
		return true
	}
	r.text, ok = r.plain(from, to)
	return ok
}

// allowed looks whether XML allows all characters of a part. In text, ]]> must not stand.
func (r *raw) allowed(from, to int, text bool) bool {
	for i := from; i < to; i++ {
		switch c := r.d[i]; {
		case c < ' ' && c != '\n' && c != '\t' && c != '\r':
			return r.fault(i, lang.M("source.xml.letter", "code", fmt.Sprintf("U+%04X", c)))
		case c == ']' && text && bytes.HasPrefix(r.d[i:to], []byte("]]>")):
			return r.fault(i, lang.M("source.xml.sign", "c", "]]>", "code", "]]&gt;"))
		case c == 0xEF && i+2 < to && r.d[i+1] == 0xBF && r.d[i+2] >= 0xBE:
			return r.fault(i, lang.M("source.xml.letter", "code", fmt.Sprintf("U+%04X", 0xFFC0+int(r.d[i+2])-0x80)))
		}
	}
	return true
}

// plain is a part with its references resolved.
func (r *raw) plain(from, to int) (string, bool) {
	s, whole := r.part(from, to), to-from
	if strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		i := 0
		for i < len(s) && s[i] != '&' && s[i] != '\r' { // there may be millions, a few letters apart
			i++
		}
		b.WriteString(s[:i])
		if i == len(s) {
			break
		}
		if s[i] == '\r' {
			b.WriteByte('\n')
			s = strings.TrimPrefix(s[i+1:], "\n")
			continue
		}
		at, end := from+whole-len(s)+i, strings.IndexByte(s[i:], ';')
		if end < 0 {
			return "", r.fault(at, lang.M("source.xml.sign", "c", "&", "code", "&amp;"))
		}
		c, ok := reference(s[i+1 : i+end])
		if !ok {
			return "", r.unknown(at, s[i+1:i+end])
		}
		b.WriteRune(c)
		s = s[i+end+1:]
	}
	return b.String(), true
}

// unknown is the fault of what stands between & and ; and means nothing.
func (r *raw) unknown(at int, name string) bool {
	if strings.HasPrefix(name, "#") {
		return r.fault(at, lang.M("source.xml.letter", "code", Visible(clip("&"+name+";"))))
	}
	for i := range len(name) {
		if inName[name[i]] == 0 {
			return r.fault(at, lang.M("source.xml.sign", "c", "&", "code", "&amp;"))
		}
	}
	return r.fault(at, lang.M("source.xml.entity", "name", Visible(clip(name))))
}

// reference is what stands between & and ;.
func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, is := strings.CutPrefix(digits, "x"); is {
		digits, base = hex, 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	return rune(code), ok && err == nil && letter(rune(min(code, 0x110000)))
}
