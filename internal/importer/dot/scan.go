package dot

import (
	"bytes"
	"strings"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
)

type kind uint8

const (
	end kind = iota
	mark
	plain
	quoted
	markup
)

type token struct {
	kind   kind
	text   string
	offset int
}

type scanner struct {
	in *source.Input
	at int
}

func (s *scanner) next() token {
	s.blank()
	d := s.in.Data
	if s.at >= len(d) {
		return token{kind: end, offset: len(d)}
	}
	begin := s.at
	switch c := d[s.at]; {
	case c == '"':
		return s.quoted()
	case c == '<':
		return s.markup()
	case arrow(d[s.at:]):
		s.at += 2
	case inName[c]:
		for s.at < len(d) && inName[d[s.at]] && (d[s.at] != '-' || !arrow(d[s.at:])) {
			s.at++
		}
		return token{plain, string(d[begin:s.at]), begin}
	default:
		s.at++
	}
	return token{mark, string(d[begin:s.at]), begin}
}

func arrow(d []byte) bool { return len(d) > 1 && d[0] == '-' && (d[1] == '>' || d[1] == '-') }

// inName says which bytes belong to a name or number without quotes.
var inName = func() (t [256]bool) {
	for c := range t {
		t[c] = c == '_' || c == '.' || c == '-' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c >= 0x80
	}
	return t
}()

// blank passes over white space and comments.
func (s *scanner) blank() {
	d := s.in.Data
	for s.at < len(d) {
		switch d[s.at] {
		case ' ', '\t', '\r', '\n', '\f':
			s.at++
			continue
		case '/', '#':
		default:
			return
		}
		rest := d[s.at:]
		line := s.at == 0 || d[s.at-1] == '\n'
		switch {
		case bytes.HasPrefix(rest, []byte("//")), line && rest[0] == '#':
			i := bytes.IndexByte(rest, '\n')
			if i < 0 {
				i = len(rest)
			}
			s.at += i
		case bytes.HasPrefix(rest, []byte("/*")):
			i := bytes.Index(rest, []byte("*/"))
			if i < 0 {
				i = len(rest) - 2
			}
			s.at += i + 2
		default:
			return
		}
	}
}

// quoted reads a text in quotes, and what + joins to it. Escapes but that of the quote stay for those who know what they mean.
func (s *scanner) quoted() token {
	begin := s.at
	var b strings.Builder
	d := s.in.Data
	for {
		s.at++
		for s.at < len(d) && d[s.at] != '"' {
			if d[s.at] == '\\' && s.at+1 < len(d) {
				switch d[s.at+1] {
				case '"':
					s.at++
				case '\n':
					s.at += 2
					continue
				case '\\':
					b.WriteByte('\\')
					s.at++
				}
			}
			b.WriteByte(d[s.at])
			s.at++
			if what, over := s.in.Limits.Over(source.Text, int64(b.Len())); over {
				return s.fail(begin, what)
			}
		}
		if s.at >= len(d) {
			return s.fail(begin, lang.M("import.dot.quote", "x", string(d[begin:begin+1])))
		}
		s.at++
		after := s.at
		s.blank()
		if s.at >= len(d) || d[s.at] != '+' {
			s.at = after
			return token{quoted, b.String(), begin}
		}
		s.at++
		if s.blank(); s.at >= len(d) || d[s.at] != '"' {
			return s.fail(begin, lang.M("import.dot.quote", "x", string(d[begin:begin+1])))
		}
	}
}

func (s *scanner) fail(offset int, what lang.Msg) token {
	if len(s.in.Problems) == 0 {
		s.in.Add(offset, "", what)
	}
	s.at = len(s.in.Data)
	return token{kind: end, offset: s.at}
}

// asText writes plain text as a label that means just that.
var asText = strings.NewReplacer(`\`, `\\`, "&", "&amp;")

// said is the value of an attribute. Of markup only the text of labels is left.
func (t token) said(name string) string {
	switch {
	case t.kind != markup:
		return t.text
	case name == "label" || name == "xlabel":
		return asText.Replace(importer.Plain(t.text))
	default:
		return ""
	}
}

// markup reads a label in the markup of Graphviz, without the brackets round it.
func (s *scanner) markup() token {
	begin, depth := s.at, 0
	for d := s.in.Data; s.at < len(d); s.at++ {
		switch d[s.at] {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				s.at++
				text := d[begin+1 : s.at-1]
				if what, over := s.in.Limits.Over(source.Text, int64(len(text))); over {
					return s.fail(begin, what)
				}
				return token{markup, string(text), begin}
			}
		}
	}
	return s.fail(begin, lang.M("import.dot.quote", "x", "<"))
}
