package lines

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"seika/internal/lang"
	"seika/internal/source"
)

// fault is what ends the reading of one line: where, and why.
type fault struct {
	at   int // byte of the source
	what lang.Msg
}

func faulty(at int, what lang.Msg) *fault { return &fault{at, what} }

// class is what a character means. Both widths of a mark are of one class.
type class uint8

const (
	ordinary  class = iota
	ending          // the end of what is read: no character at all
	blank           // space, tab, U+3000, U+00A0
	comma           // between the items of a list
	colon           // after a heading
	semi            // between the pairs of braces
	right           // > and its like
	left            // < and its like
	equal           // =
	double          // a sync in one character
	dash            // at a line's start: removal; before right: an arrow
	long            // ー: as dash at a line's start, else ordinary
	bra             // ( of an intangible
	ket             //
	grp             // [ of a group
	grpEnd          //
	cur             // { of attributes
	curEnd          //
	owner           // @
	hash            // #
	ref             // $
	quoteMark       // " of any shape
	corner          // 「
	cornerEnd       //
	ask             // ?
	sure            // !
	percent         // at a line's start: a remark
	opener          // a bracket that counts within names only
	closer          //
)

func meaning(r rune) class {
	switch r {
	case ' ', '\t', '\u3000', '\u00A0':
		return blank
	case ',', '，', '、', '､':
		return comma
	case ':', '：':
		return colon
	case ';', '；':
		return semi
	case '>', '＞', '→', '⇒':
		return right
	case '<', '＜', '←', '⇐':
		return left
	case '=', '＝':
		return equal
	case '⇔', '↔':
		return double
	case '-', '－', '−', '–', '—':
		return dash
	case 'ー':
		return long
	case '(', '（':
		return bra
	case ')', '）':
		return ket
	case '[', '［', '【', '〔':
		return grp
	case ']', '］', '】', '〕':
		return grpEnd
	case '{', '｛':
		return cur
	case '}', '｝':
		return curEnd
	case '@', '＠':
		return owner
	case '#', '＃':
		return hash
	case '$', '＄':
		return ref
	case '"', '＂', '“', '”':
		return quoteMark
	case '「':
		return corner
	case '」':
		return cornerEnd
	case '?', '？':
		return ask
	case '!', '！':
		return sure
	case '%', '％', '※':
		return percent
	case '『', '〈', '《':
		return opener
	case '』', '〉', '》':
		return closer
	default:
		return ordinary
	}
}

// closing is the kind of bracket that a character opens or closes: 0 for none.
func closing(r rune) (kind rune, opens bool) {
	switch classOf(r) {
	case bra:
		return ')', true
	case ket:
		return ')', false
	case grp:
		return ']', true
	case grpEnd:
		return ']', false
	case corner:
		return '」', true
	case cornerEnd:
		return '」', false
	case opener:
		return r + 1, true // each closer follows its opener in Unicode
	case closer:
		return r, false
	default:
		return 0, false
	}
}

// brackets are signs that open and close something; 『 and its kin are closed by the next sign in Unicode.
var brackets = []string{"()", "（）", "[]", "［］", "【】", "〔〕", "{}", "｛｝", "「」", `""`, "＂＂", "“”"}

// unclosed is the fault of a sign that opens something which never ends.
func unclosed(at int, sign string) *fault {
	opener, _ := utf8.DecodeRuneInString(sign)
	closer := string(opener + 1)
	for _, pair := range brackets {
		if c, ok := strings.CutPrefix(pair, string(opener)); ok {
			closer = c
		}
	}
	return faulty(at, lang.M("lines.L01", "c", sign, "d", closer))
}

// unopened is the fault of a sign that closes, with nothing before it that it could close.
func unopened(at int, sign string) *fault {
	closer, _ := utf8.DecodeRuneInString(sign)
	opener := string(closer - 1)
	for _, pair := range brackets {
		if o, ok := strings.CutSuffix(pair, string(closer)); ok {
			opener = o
		}
	}
	return faulty(at, lang.M("lines.L02", "c", sign, "o", opener))
}

// ascii is classOf for the characters that most of a text is made of.
var ascii = func() (out [utf8.RuneSelf]class) {
	for r := range out {
		out[r] = meaning(rune(r))
	}
	return out
}()

func classOf(r rune) class {
	if r >= 0 && r < utf8.RuneSelf {
		return ascii[r]
	}
	return meaning(r)
}

// scan reads characters of a source. Its methods take the bytes to begin at and to end before.
type scan struct {
	s      []byte
	limits source.Limits
}

// cut is a piece of the source. It is a copy: a name that is kept does not keep the whole text.
func (s scan) cut(at, end int) string { return string(s.s[at:end]) }

func (s scan) rune(at, end int) (rune, int) {
	if at >= end {
		return -1, 0
	}
	if c := s.s[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRune(s.s[at:end])
}

func (s scan) class(at, end int) (class, int) {
	r, n := s.rune(at, end)
	if n == 0 {
		return ending, 0
	}
	return classOf(r), n
}

// skip passes over blanks.
func (s scan) skip(at, end int) int {
	for {
		c, n := s.class(at, end)
		if c != blank {
			return at
		}
		at += n
	}
}

// trim is the end without the blanks before it.
func (s scan) trim(at, end int) int {
	for at < end {
		r, n := utf8.DecodeLastRune(s.s[at:end])
		if classOf(r) != blank {
			break
		}
		end -= n
	}
	return end
}

// here is the character at a byte, for messages.
func (s scan) here(at, end int) string {
	_, n := s.rune(at, end)
	return s.cut(at, at+n)
}

// kind is what an operator does.
type kind uint8

const (
	forward  kind = iota + 1 // left goes into right
	backward                 // right goes into left
	mutual                   // a sync
)

// operator reads the operator at a byte, the longest there is; n is 0 where none is. Two dashes count as one, since -->
// is an arrow to everybody, and would otherwise leave a name ending in a dash.
func (s scan) operator(at, end int) (k kind, n int) {
	if at < end && s.s[at] < utf8.RuneSelf && ascii[s.s[at]] == ordinary { // nearly always
		return 0, 0
	}
	r, n := s.rune(at, end)
	next, m := s.rune(at+n, end)
	switch classOf(r) {
	case double:
		return mutual, n
	case right:
		return forward, n
	case equal:
		if next == '>' || next == '＞' {
			return forward, n + m
		}
		return mutual, n
	case dash:
		tail := s.dashes(at, end)
		if last, m := s.rune(at+tail, end); last == '>' || last == '＞' {
			return forward, tail + m
		}
		return 0, 0
	case left:
		return s.leftward(at, end)
	default:
		return 0, 0
	}
}

func (s scan) dashes(at, end int) int {
	c, n := s.class(at, end)
	if c != dash {
		return 0
	}
	if c, m := s.class(at+n, end); c == dash {
		return n + m
	}
	return n
}

// leftward reads an operator that begins with a head to the left: <, <-, <=, <>, <->, <=>, ←→.
func (s scan) leftward(at, end int) (kind, int) {
	r, n := s.rune(at, end)
	next, m := s.rune(at+n, end)
	if r == '←' || r == '⇐' {
		if next == '→' || next == '⇒' {
			return mutual, n + m
		}
		return backward, n
	}
	switch {
	case next == '>' || next == '＞':
		return mutual, n + m
	case classOf(next) == equal:
	case classOf(next) == dash:
		m = s.dashes(at+n, end)
	default:
		return backward, n
	}
	if last, l := s.rune(at+n+m, end); last == '>' || last == '＞' {
		return mutual, n + m + l
	}
	return backward, n + m
}

// quoted reads a text in quotes, escapes and all.
func (s scan) quoted(at, end int) (text string, next int, f *fault) {
	_, n := s.rune(at, end)
	from := at + n
	var b strings.Builder
	for i := from; i < end; {
		r, n := s.rune(i, end)
		switch {
		case classOf(r) == quoteMark:
			b.Write(s.s[from:i])
			return b.String(), i + n, nil
		case r == '\\':
			b.Write(s.s[from:i])
			meant, size := s.escape(i, end)
			if size == 0 {
				return "", 0, faulty(i, lang.M("lines.L04", "c", s.cut(i, min(i+1+s.width(i+1, end), end))))
			}
			b.WriteString(meant)
			i += size
			from = i
		default:
			i += n
		}
	}
	return "", 0, unclosed(at, s.here(at, end))
}

func (s scan) width(at, end int) int {
	_, n := s.rune(at, end)
	return n
}

// escape reads \", \\, \n, \t and \u{hex}; size is 0 for any other.
func (s scan) escape(at, end int) (meant string, size int) {
	r, n := s.rune(at+1, end)
	switch {
	case r == 'n':
		return "\n", 2
	case r == 't':
		return "\t", 2
	case r == '\\' || classOf(r) == quoteMark:
		return string(r), 1 + n
	case r != 'u' || at+2 >= end || s.s[at+2] != '{':
		return "", 0
	}
	const digits = 6
	text, _, closed := strings.Cut(s.cut(at+3, min(at+4+digits, end)), "}")
	code, err := strconv.ParseUint(text, 16, 32)
	if !closed || err != nil || !utf8.ValidRune(rune(code)) {
		return "", 0
	}
	return string(rune(code)), len(`\u{}`) + len(text)
}

// corners finds the end of a text in 「」, which may hold further pairs.
func (s scan) corners(at, end int) (inner string, next int, f *fault) {
	depth := 0
	for i := at; i < end; {
		c, n := s.class(i, end)
		switch c {
		case corner:
			depth++
		case cornerEnd:
			if depth--; depth == 0 {
				return s.cut(at+len("「"), i), i + n, nil
			}
		}
		i += n
	}
	return "", 0, unclosed(at, s.here(at, end))
}

// unreadable finds the first control character other than a tab.
func (s scan) unreadable(at, end int) (int, bool) {
	for i := at; i < end; {
		if c := s.s[i]; c >= ' ' && c < 0x7f {
			i++
			continue
		}
		r, n := s.rune(i, end)
		if r != '\t' && unicode.IsControl(r) {
			return i, true
		}
		i += n
	}
	return 0, false
}
