package importer

import (
	"strings"
	"unicode"

	"seika/internal/cells"
	"seika/model"
)

// Attribute begins the names of attributes that Seika writes into drawings.
const Attribute = "seika_"

// Cells are the attributes of Seika among those of an element, in the order given, without what begins their names.
func Cells(keys []string, value func(string) string) []cells.Cell {
	var out []cells.Cell
	for _, k := range keys {
		if name, ours := strings.CutPrefix(k, Attribute); ours {
			out = append(out, cells.Cell{Name: name, Text: value(k)})
		}
	}
	return out
}

// Value is the text of a cell; "" where there is none.
func Value(list []cells.Cell, name string) string {
	for _, c := range list {
		if c.Name == name {
			return c.Text
		}
	}
	return ""
}

// Bad notes the cells of an element that cannot be read.
func (d *Draft) Bad(at At, name string, bad []cells.Bad) {
	for _, b := range bad {
		d.In.Add(at(b.Name), clip(name), b.What)
	}
}

// Renamed gives a deliverable the name that a drawing shows. shown is how Seika wrote it; where nobody changed that, the names
// stay as they were, which knows more than the picture.
func Renamed(n *model.Node, label, shown string) {
	switch {
	case Same(label, shown):
	case bare(shown) == bare(n.NameAlt) && bare(shown) != bare(n.Name):
		n.NameAlt = Unwrapped(label)
	default:
		n.Name = Unwrapped(label)
	}
}

// Same says that two texts differ in white space alone, which wrapping changes.
func Same(a, b string) bool { return bare(a) == bare(b) }

// bare is a text without white space, which wrapping changes.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// Unwrapped is a label as one line. Between two Japanese characters a line ends without a blank.
func Unwrapped(label string) string {
	var b strings.Builder
	var last rune
	for i, line := range strings.FieldsFunc(label, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		first := []rune(line)[0]
		if i > 0 && last != 0 && !(japanese(last) && japanese(first)) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		for _, r := range line {
			last = r
		}
	}
	return b.String()
}

func japanese(r rune) bool {
	return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// ID takes back what the names of elements are made of in files that Seika wrote: n_ and the id, with its marks spelt.
func ID(name string) (model.ID, bool) {
	rest, ok := strings.CutPrefix(name, "n_")
	if !ok {
		return "", false
	}
	var b strings.Builder
	for i := 0; i < len(rest); i++ {
		if rest[i] != '_' {
			b.WriteByte(rest[i])
			continue
		}
		if i++; i == len(rest) {
			return "", false
		}
		switch rest[i] {
		case '_':
			b.WriteByte('_')
		case 'd':
			b.WriteByte('.')
		case 'm':
			b.WriteByte('-')
		default:
			return "", false
		}
	}
	id := model.ID(b.String())
	return id, id.Valid()
}
