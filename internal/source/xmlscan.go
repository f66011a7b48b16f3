package source

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"seika/internal/lang"
)

// scan looks over XML before it is parsed. It counts what the limits bound, because the parser holds a start tag whole
// before anyone can count its attributes, and it finds the faults that the parser passes silently.
type scan struct {
	d      []byte
	limits Limits

	depth, elements, numbers                int64 // numbers: letters given by number
	mostDepth, mostElements, mostAttributes int64 // limits, looked up once
	rooted, typed                           bool  // the outermost element, the DOCTYPE has begun

	next int // letter by number, as far as it was looked for

	offset int // of the fault
	what   lang.Msg
}

var (
	declaration = regexp.MustCompile(`^<\?xml\s+version\s*=\s*(?:"1\.0"|'1\.0')` +
		`(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?` +
		`(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>`)
	doctype = regexp.MustCompile(`^<!DOCTYPE\s+[^\s<>"'\[]+` +
		`(\s+SYSTEM\s+` + quoted + `|\s+PUBLIC\s+` + quoted + `\s+` + quoted + `)?\s*>$`)
)

const quoted = `(?:"[^"]*"|'[^']*')`

// ok runs through the document.
func (s *scan) ok() bool {
	s.mostDepth, s.mostElements, s.mostAttributes = s.limits.Most(Depth), s.limits.Most(Elements), s.limits.Most(Attributes)
	i := len(declaration.Find(s.d))
	for i < len(s.d) {
		open := bytes.IndexByte(s.d[i:], '<')
		if open < 0 {
			open = len(s.d) - i
		}
		if !s.text(i, i+open) {
			return false
		}
		i += open
		if i == len(s.d) {
			break
		}
		n, ok := s.markup(i)
		if !ok {
			return false
		}
		i += n
	}
	switch {
	case !s.rooted:
		return s.fault(len(s.d), lang.M("source.xml.no_root"))
	case s.depth > 0:
		return s.fault(len(s.d), lang.M("source.cut"))
	default:
		return true
	}
}

func (s *scan) fault(offset int, what lang.Msg) bool {
	s.offset, s.what = offset, what
	return false
}

func (s *scan) text(from, to int) bool {
	text := s.d[from:to]
	if s.depth == 0 {
		if rest := bytes.TrimLeft(text, blanks); len(rest) > 0 {
			return s.fault(to-len(rest), lang.M("source.xml.outside"))
		}
	}
	return s.references(from, to)
}

// references looks at letters given by number: the parser takes half of a surrogate pair for a letter.
func (s *scan) references(from, to int) bool {
	for i := from; ; {
		if i = s.number(i); i >= to {
			return true
		}
		end := bytes.IndexByte(s.d[i:to], ';')
		if end < 0 {
			return true // the parser says what is wrong
		}
		const weight = 2 // beside another token: each is looked at twice
		s.numbers++
		if what, over := s.limits.Over(Tokens, weight*s.numbers); over {
			return s.fault(i, what)
		}
		digits, base := string(s.d[i+2:i+end]), 10
		if len(digits) > 0 && digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		code, err := strconv.ParseUint(digits, base, 32)
		if err != nil || !letter(rune(min(code, 0x110000))) {
			return s.fault(i, lang.M("source.xml.letter", "code", Visible(clip(string(s.d[i:i+end+1])))))
		}
		i += end
	}
}

// number is where the next letter by number stands. Most documents have none: it is looked for once, not in each piece.
func (s *scan) number(from int) int {
	if s.next < from || s.next == 0 {
		s.next = len(s.d)
		if n := bytes.Index(s.d[from:], []byte("&#")); n >= 0 {
			s.next = from + n
		}
	}
	return s.next
}

// letter says whether XML 1.0 allows a character.
func letter(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	default:
		return r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
	}
}

// markup looks at what begins with the < at i and says how long it is.
func (s *scan) markup(i int) (n int, ok bool) {
	d := s.d[i:]
	switch {
	case bytes.HasPrefix(d, []byte("<!--")):
		return s.until(i, 4, "-->")
	case bytes.HasPrefix(d, []byte("<![CDATA[")):
		if s.depth == 0 {
			return 0, s.fault(i, lang.M("source.xml.outside"))
		}
		return s.until(i, 9, "]]>")
	case bytes.HasPrefix(d, []byte("<?")):
		if len(d) >= 6 && bytes.EqualFold(d[2:5], []byte("xml")) && bytes.IndexByte([]byte(blanks+"?"), d[5]) >= 0 {
			return 0, s.fault(i, lang.M("source.xml.declaration"))
		}
		return s.until(i, 2, "?>")
	case bytes.HasPrefix(d, []byte("<!")):
		return s.doctype(i)
	case bytes.HasPrefix(d, []byte("</")):
		s.depth--
		if s.depth < 0 {
			return 0, s.fault(i, lang.M("source.xml.extra"))
		}
		return s.until(i, 2, ">")
	case len(d) > 1 && inName[d[1]] < 2: // no name begins so
		return 0, s.fault(i, lang.M("source.xml.sign", "c", "<", "code", "&lt;"))
	default:
		return s.start(i)
	}
}

// until is the length of markup that begins at i and ends with end, not before from.
func (s *scan) until(i, from int, end string) (n int, ok bool) {
	n = bytes.Index(s.d[i+from:], []byte(end))
	if n < 0 {
		return 0, s.fault(len(s.d), lang.M("source.cut"))
	}
	return from + n + len(end), true
}

func (s *scan) doctype(i int) (n int, ok bool) {
	n, closed := tagEnd(s.d[i:])
	if !closed {
		return 0, s.fault(len(s.d), lang.M("source.cut"))
	}
	d := s.d[i : i+n]
	switch {
	case bytes.HasPrefix(d, []byte("<!DOCTYPE")) && bytes.IndexByte(d, '[') >= 0:
		return 0, s.fault(i+bytes.IndexByte(d, '['), lang.M("source.xml.subset"))
	case s.typed, s.rooted, !doctype.Match(d):
		return 0, s.fault(i, lang.M("source.xml.doctype"))
	}
	s.typed = true
	return n, true
}

// tagEnd is the length of a tag up to the > outside quotes.
func tagEnd(d []byte) (n int, ok bool) {
	var quote byte
	for i, c := range d {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			quote = c
		case c == '>':
			return i + 1, true
		}
	}
	return len(d), false
}

func (s *scan) start(i int) (n int, ok bool) {
	if s.depth == 0 && s.rooted {
		return 0, s.fault(i, lang.M("source.xml.two_roots"))
	}
	s.rooted = true
	s.elements++
	if s.elements > s.mostElements {
		what, _ := s.limits.Over(Elements, s.elements)
		return 0, s.fault(i, what)
	}
	if s.depth >= s.mostDepth {
		what, _ := s.limits.Over(Depth, s.depth+1)
		return 0, s.fault(i, what)
	}
	n, ok = s.tag(i)
	if !ok || !s.references(i, i+n) {
		return 0, false
	}
	if s.d[i+n-2] != '/' {
		s.depth++
	}
	return n, true
}

// tag runs through the start tag at i: it counts the attributes, and sees that blanks keep them apart.
func (s *scan) tag(i int) (n int, ok bool) {
	count, joined := int64(0), -1
	for at := i; at < len(s.d); at++ {
		c := s.d[at]
		if c == '>' {
			if joined >= 0 {
				return 0, s.fault(joined, lang.M("source.xml.apart"))
			}
			return at + 1 - i, true
		}
		if c != '"' && c != '\'' {
			continue
		}
		if count++; count > s.mostAttributes {
			what, _ := s.limits.Over(Attributes, count)
			return 0, s.fault(i, what)
		}
		value := bytes.IndexByte(s.d[at+1:], c)
		if value < 0 {
			break
		}
		at += 1 + value
		if joined < 0 && at+1 < len(s.d) && strings.IndexByte(blanks+"/>?", s.d[at+1]) < 0 {
			joined = at + 1
		}
	}
	return 0, s.fault(len(s.d), lang.M("source.cut"))
}
