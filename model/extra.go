package model

import (
	"cmp"
	"slices"
	"strings"
)

// Extra is the unknown members of a record, kept for newer versions: JSON text `"name":value,…`, sorted by name, without
// white space outside strings.
type Extra string

// JSON is the text of a JSON value without white space outside strings; "" is none.
type JSON string

// Unknown is one unknown member: its name, and its value as it was written.
type Unknown struct {
	Name  string
	Value JSON
}

// NewExtra is the stored form of unknown members. Their names must differ.
func NewExtra(members ...Unknown) Extra {
	slices.SortFunc(members, func(a, b Unknown) int { return cmp.Compare(a.Name, b.Name) })
	names, size := make([][]byte, len(members)), 0
	for i, m := range members {
		names[i] = Quote(nil, m.Name)
		size += len(names[i]) + len(m.Value) + len(`:,`)
	}
	var b strings.Builder // a value may take as much as a file
	b.Grow(size)
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(names[i])
		b.WriteByte(':')
		b.WriteString(string(m.Value))
	}
	return Extra(b.String())
}

// Members lists the unknown members by name.
func (e Extra) Members() []Unknown {
	var out []Unknown
	for rest := string(e); rest != ""; {
		n := valueLen(rest)
		name := unquote(rest[:n])
		rest = strings.TrimPrefix(rest[n:], ":")
		n = valueLen(rest)
		out = append(out, Unknown{name, JSON(rest[:n])})
		rest = strings.TrimPrefix(rest[n:], ",")
	}
	return out
}

// valueLen is the length of the JSON value a text begins with, up to a comma, colon or bracket that is not within it.
func valueLen(s string) int {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case depth == 0 && (c == ',' || c == ':'):
			return i
		}
	}
	return len(s)
}

const hexDigits = "0123456789abcdef"

// Quote appends a text as a JSON string. Only `"`, `\` and U+0000–001F are escaped, the latter as \n, \t or \u00XX.
func Quote(b []byte, text string) []byte {
	b = append(b, '"')
	done := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, text[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, `\n`...)
		case '\t':
			b = append(b, `\t`...)
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	b = append(b, text[done:]...)
	return append(b, '"')
}

// unquote takes back what Quote did.
func unquote(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	var b strings.Builder
	for {
		plain, rest, escaped := strings.Cut(s, `\`)
		b.WriteString(plain)
		if !escaped || rest == "" {
			return b.String()
		}
		switch s = rest[1:]; rest[0] {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'u':
			hi, lo := strings.IndexByte(hexDigits, rest[3]), strings.IndexByte(hexDigits, rest[4])
			b.WriteByte(byte(hi<<4 | lo))
			s = rest[5:]
		default:
			b.WriteByte(rest[0])
		}
	}
}
