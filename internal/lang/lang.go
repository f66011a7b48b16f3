// Package lang turns message keys into sentences. It holds the program's words in English and Japanese and knows nothing of
// who shows them.
//
// The catalogue is a folder a language, words/en and words/ja, with one JSON file a subject: a flat object of key → text.
// Keys follow ids (command.move, action.tidy, save.disk_full). Both languages have the same keys and the same places.
//
// In a text {name} stands for a value, and {n|deliverable|deliverables} for the first word where the number n is 1, else the
// second. {{ and }} stand for braces.
package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Lang is a language of the interface.
type Lang string

// The languages. Stretched is English made 40 % longer between brackets, for finding clipped text and text past the catalogue.
const (
	EN        Lang = "en"
	JA        Lang = "ja"
	Stretched Lang = "stretched"
)

// Parse finds a language by the start of a tag or locale, such as "ja_JP.UTF-8". What is neither is English.
func Parse(tag string) Lang {
	if strings.HasPrefix(strings.ToLower(tag), "ja") {
		return JA
	}
	return EN
}

// Msg is something to say: a key and the values of its places. It turns into text when somebody looks.
type Msg struct {
	Key  string
	Args []any
}

// M makes a message. Arguments come in pairs: the name of a place and its value, a string, an int, a Msg or a []Msg.
func M(key string, args ...any) Msg { return Msg{key, args} }

// Zero says that there is nothing to say.
func (m Msg) Zero() bool { return m.Key == "" }

// In is the message in a language, from the program's own words.
func (m Msg) In(l Lang) string { return words.Text(l, m) }

// Error lets a message be returned as an error; it reads in English.
func (m Msg) Error() string { return m.In(EN) }

// Text is M(key, args…).In(l).
func Text(l Lang, key string, args ...any) string { return words.Text(l, M(key, args...)) }

// Has says whether the program's words have the key.
func Has(key string) bool { return words.Has(key) }

// Words is the program's own catalogue.
func Words() *Catalog { return words }

//go:embed words
var files embed.FS

var words = Must(files, "words")

// Catalog is a set of texts in every language. A language is read when somebody first looks: most runs need one. Any
// goroutine may ask.
type Catalog struct {
	texts map[Lang]func() map[string]string
}

// Must is the catalogue of a folder that is part of the program. Where it is broken the first look panics.
func Must(fsys fs.FS, dir string) *Catalog {
	c := &Catalog{texts: map[Lang]func() map[string]string{}}
	for _, l := range []Lang{EN, JA} {
		c.texts[l] = sync.OnceValue(func() map[string]string {
			texts, err := read(fsys, dir, l)
			if err != nil {
				panic(err)
			}
			return texts
		})
	}
	return c
}

// Load is Must for a folder that may be broken.
func Load(fsys fs.FS, dir string) (*Catalog, error) {
	for _, l := range []Lang{EN, JA} {
		if _, err := read(fsys, dir, l); err != nil {
			return nil, err
		}
	}
	return Must(fsys, dir), nil
}

// read reads the folder of a language, one JSON object a file. A key given twice is an error.
func read(fsys fs.FS, dir string, l Lang) (map[string]string, error) {
	names, err := fs.Glob(fsys, path.Join(dir, string(l), "*.json"))
	if err != nil {
		return nil, fmt.Errorf("list words of %s: %w", l, err)
	}
	texts := map[string]string{}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		var m map[string]string
		if err := json.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for k, v := range m {
			if _, twice := texts[k]; twice {
				return nil, fmt.Errorf("%s: key %q is given twice", name, k)
			}
			texts[k] = v
		}
	}
	return texts, nil
}

// in is the texts of a language; none of one that has no catalogue.
func (c *Catalog) in(l Lang) map[string]string {
	if texts, ok := c.texts[l]; ok {
		return texts()
	}
	return nil
}

// Has says whether the catalogue has the key in English.
func (c *Catalog) Has(key string) bool {
	_, ok := c.in(EN)[key]
	return ok
}

// Keys lists the keys of a language in order.
func (c *Catalog) Keys(l Lang) []string {
	texts := c.in(l)
	keys := make([]string, 0, len(texts))
	for k := range texts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Raw is the text of a key before its places are filled.
func (c *Catalog) Raw(l Lang, key string) string { return c.in(l)[key] }

// Text fills in a message. A key that is missing reads ‹key›, so that it is seen and nothing breaks.
func (c *Catalog) Text(l Lang, m Msg) string {
	from := l
	if l == Stretched {
		from = EN
	}
	raw, ok := c.in(from)[m.Key]
	if !ok {
		return "‹" + m.Key + "›"
	}
	s := fill(raw, func(name string) (any, bool) {
		for i := 0; i+1 < len(m.Args); i += 2 {
			if m.Args[i] == name {
				return m.Args[i+1], true
			}
		}
		return nil, false
	}, func(v any) string { return c.value(l, v) })
	if l == Stretched {
		return "[" + s + strings.Repeat("·", len([]rune(s))*2/5) + "]"
	}
	return s
}

func (c *Catalog) value(l Lang, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case Msg:
		return c.Text(l, v)
	case []Msg:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = c.Text(l, m)
		}
		if l == JA {
			return strings.Join(parts, "、")
		}
		return strings.Join(parts, ", ")
	default:
		return fmt.Sprint(v)
	}
}

// fill replaces the places of a text. A place without a value stays as it is.
func fill(raw string, look func(string) (any, bool), show func(any) string) string {
	var b strings.Builder
	for len(raw) > 0 {
		i := strings.IndexAny(raw, "{}")
		if i < 0 {
			b.WriteString(raw)
			break
		}
		b.WriteString(raw[:i])
		if i+1 < len(raw) && raw[i+1] == raw[i] {
			b.WriteByte(raw[i])
			raw = raw[i+2:]
			continue
		}
		end := strings.IndexByte(raw[i:], '}')
		if raw[i] == '}' || end < 0 {
			b.WriteString(raw[i:])
			break
		}
		place := raw[i+1 : i+end]
		name, forms, plural := strings.Cut(place, "|")
		v, ok := look(name)
		switch {
		case !ok:
			b.WriteString("{" + place + "}")
		case plural:
			one, many, _ := strings.Cut(forms, "|")
			if n, isInt := v.(int); isInt && n == 1 {
				b.WriteString(one)
			} else {
				b.WriteString(many)
			}
		default:
			b.WriteString(show(v))
		}
		raw = raw[i+end+1:]
	}
	return b.String()
}

// Places lists the names of the places of a text, sorted, each once.
func Places(raw string) []string {
	var names []string
	fill(raw, func(name string) (any, bool) {
		names = append(names, name)
		return "", true
	}, func(any) string { return "" })
	slices.Sort(names)
	return slices.Compact(names)
}
