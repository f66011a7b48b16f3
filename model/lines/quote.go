package lines

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"seika/model"
)

// bareName prints a name, in quotes unless reading it back gives exactly it wherever a name may stand.
func bareName(name string) string {
	if simple(name) {
		return name
	}
	for _, around := range [][2]string{{"", ""}, {"(", ")"}} {
		if it, ok := readsAs(around[0] + name + around[1]); !ok || it.group || it.hollow != (around[0] != "") || !bare(it, name) {
			return quote(name)
		}
	}
	return name
}

func bareGroup(name string) string {
	if it, ok := readsAs("[" + name + "]"); ok && it.group && bare(it, name) {
		return "[" + name + "]"
	}
	return "[" + quote(name) + "]"
}

// simple knows most names at a glance: letters alone, in their composed form.
func simple(name string) bool {
	for i, r := range name {
		if !unicode.IsLetter(r) || i == 0 && classOf(r) != ordinary {
			return false
		}
	}
	return name != "" && norm.NFC.IsNormalString(name)
}

// readsAs reads a text that should be one mention and nothing else.
func readsAs(text string) (item, bool) {
	p := parser{scan: scan{s: []byte(text)}}
	if unsafe(text) {
		return item{}, false
	}
	it, next, f := p.item(0, len(text))
	return it, f == nil && next == len(text) && len(it.attrs) == 0
}

func bare(it item, name string) bool {
	return len(it.names) == 1 && it.names[0].spelling == plain && it.names[0].text == name
}

// unsafe says that a text holds what cannot stand in a line as it is.
func unsafe(text string) bool { return strings.ContainsFunc(text, unsafeRune) }

func unsafeRune(r rune) bool {
	return unicode.IsControl(r) || r == '\uFEFF' || r == '\u2028' || r == '\u2029'
}

// quote puts a text in quotes.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '\\' || classOf(r) == quoteMark:
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unsafeRune(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// valueText prints the value of a pair.
func valueText(text string, inList bool) string {
	stop := strings.ContainsFunc(text, func(r rune) bool {
		c := classOf(r)
		return c == semi || c == curEnd || c == quoteMark || c == comma && inList
	})
	if stop || text == "" || outer(text) {
		return quote(text)
	}
	return text
}

// outer says that the ends of a text would not be read as they are.
func outer(text string) bool {
	s := scan{s: []byte(text)}
	c, _ := s.class(0, len(text))
	return unsafe(text) || c == blank || c == corner || s.trim(0, len(text)) < len(text)
}

func listText(l model.List) string {
	var out []string
	for _, s := range l.Items() {
		out = append(out, valueText(s, true))
	}
	return strings.Join(out, ", ")
}

func headText(text string, json bool) string {
	if c, _ := (scan{s: []byte(text)}).class(0, len(text)); c == quoteMark || outer(text) {
		return quote(text)
	}
	return text
}

func remarkText(text string) string {
	s := scan{s: []byte(text)}
	if c, _ := s.class(0, len(text)); c == quoteMark || c == ending || c == blank || unsafe(text) || s.trim(0, len(text)) < len(text) {
		return quote(text)
	}
	return text
}

// wordText prints a word after @ or #.
func wordText(text string) string {
	p := parser{scan: scan{s: []byte(text)}}
	if v, next, f := p.word(0, len(text)); f == nil && next == len(text) && !v.quoted && !unsafe(text) {
		return text
	}
	return quote(text)
}

func tagText(tag string) string {
	if word, _ := special(value{text: tag}); word != "" {
		return "#" + quote(tag)
	}
	return "#" + wordText(tag)
}

// keyText prints the name of an unknown member.
func keyText(name string) string {
	plain := name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.')
	})
	if plain {
		return name
	}
	return quote(name)
}

// Word is what stands behind an @ or a #, in quotes only where it has to be.
func Word(text string) string { return wordText(text) }

// Mention is a name as the entry bar reads it: in quotes where it would be a number or something else.
func Mention(name string) string {
	if _, err := strconv.Atoi(model.Key(name)); err == nil {
		return quote(name)
	}
	return bareName(name)
}
