package export

import (
	"strings"
	"unicode"
)

// Markdown is a text as one line of Markdown that means nothing but itself: no markup, no link, no tag, no table cell.
func Markdown(s string) string { return markdown(s, "<br>") }

// MarkdownLines is Markdown for places where a line end is a line end.
func MarkdownLines(s string) string { return markdown(s, "\n") }

func markdown(s, lineEnd string) string {
	var b strings.Builder
	lines := strings.FieldsFunc(strings.ReplaceAll(Clean(s), "\r\n", "\n"), func(r rune) bool {
		return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029'
	})
	for i, line := range lines {
		if i > 0 {
			b.WriteString(lineEnd)
		}
		escapeLine(&b, line)
	}
	return b.String()
}

func escapeLine(b *strings.Builder, line string) {
	const always = "\\`*_{}[]<>#|~$^&!=%\""
	begun, digits := false, false
	for _, r := range line {
		if r < ' ' || 0x7F <= r && r <= 0x9F {
			r = ' '
		}
		switch {
		case strings.ContainsRune(always, r),
			!begun && strings.ContainsRune("-+", r),              // an item
			digits && (r == '.' || r == ')'), !begun && r == ':': // a numbered one, a definition
			b.WriteByte('\\')
		case !begun && unicode.IsSpace(r):
			continue // four would be code
		}
		digits = '0' <= r && r <= '9' && (digits || !begun)
		begun = true
		b.WriteRune(r)
	}
}
