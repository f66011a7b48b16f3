package importer

import (
	"html"
	"regexp"
	"strings"
)

// Markdown is a text in Markdown as people see it, line by line: escapes are resolved, and the marks of headings, items, emphasis
// and links are gone.
func Markdown(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		markdown(&b, line)
	}
	return b.String()
}

var (
	entity    = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	beginning = regexp.MustCompile(`^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?)?`)
	linked    = regexp.MustCompile(`^!?\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]|^!?\[([^\[\]]+)\]\([^()\s]*\)`)
)

func markdown(b *strings.Builder, line string) {
	line = line[len(beginning.FindString(line)):]
	marks := emphasis(line)
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && punctuation(line[i+1]):
			b.WriteByte(line[i+1])
			i += 2
			continue
		case marks[i] > 0:
			i += marks[i]
			continue
		case c == '&':
			const far = 40 // bytes; an entity is not longer
			if m := entity.FindString(line[i:min(len(line), i+far)]); m != "" {
				b.WriteString(html.UnescapeString(m))
				i += len(m)
				continue
			}
		case c == '[' || c == '!':
			const far = 1 << 10 // bytes; a link is not longer
			if m := linked.FindStringSubmatch(line[i:min(len(line), i+far)]); m != nil {
				b.WriteString(firstOf(m[2], m[1], m[3]))
				i += len(m[0])
				continue
			}
		}
		b.WriteByte(line[i])
		i++
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// emphasis is where marks of emphasis stand that have a fellow, and how long they are.
func emphasis(line string) map[int]int {
	marks := map[int]int{}
	open := map[string]int{} // mark → where it stands, from 1
	for i := 0; i < len(line); {
		n := run(line, i)
		if n == 0 {
			if line[i] == '\\' {
				i++
			}
			i++
			continue
		}
		mark := line[i : i+n]
		before, after := i > 0 && line[i-1] != ' ', i+n < len(line) && line[i+n] != ' '
		inner := mark[0] == '_' && i > 0 && alnum(line[i-1]) && i+n < len(line) && alnum(line[i+n]) // a_name
		switch at := open[mark]; {
		case inner:
		case at > 0 && before:
			marks[at-1], marks[i] = n, n
			delete(open, mark)
		case after:
			open[mark] = i + 1
		}
		i += n
	}
	return marks
}

// run is how many of the signs of emphasis stand in a row; one of those that mean nothing alone does not count.
func run(line string, i int) int {
	n := 1
	for i+n < len(line) && line[i+n] == line[i] {
		n++
	}
	switch line[i] {
	case '*', '_', '`':
		return n
	case '=', '~':
		if n == 2 {
			return n
		}
	}
	return 0
}

func punctuation(c byte) bool { return c > ' ' && c < 0x7F && !alnum(c) }

func alnum(c byte) bool { return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }
