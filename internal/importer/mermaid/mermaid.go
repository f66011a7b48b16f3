// Package mermaid reads flowcharts of Mermaid: nodes, links, subgraphs and dashed classes. Directives, styles and clicks are
// passed over; names are data, whatever they are.
package mermaid

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.mmd and *.mermaid, and the first flowchart of a page of Markdown.
var Reader = importer.Reader{
	Name: "mermaid", Suffixes: []string{".mmd", ".mermaid"}, Pages: []string{".markdown", ".md"},
	Sniff: func(head []byte) bool {
		head = bytes.TrimLeft(head, " \t\r\n")
		return bytes.HasPrefix(head, []byte("flowchart ")) || bytes.HasPrefix(head, []byte("graph LR")) || bytes.HasPrefix(head, []byte("graph T"))
	},
	Graph: graph,
	Draws: true,
}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	if !in.Plain() {
		return nil, in.Err()
	}
	others := inPage(in)
	r := reader{in: in, nodes: map[string]*node{}, groups: map[string]bool{}, dashed: map[string]bool{}, named: map[string]bool{}}
	for n, at := 0, 0; at < len(in.Data); n++ {
		const patience, wide = 1024, 8 // lines; labels that one line may hold at their longest: one of links is long, none so long
		if n%patience == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if in.Data[at] == '\n' || in.Data[at] == '\r' { // a file may hold nothing else
			at++
			continue
		}
		long, open := r.whole(in.Data[at:])
		said := bytes.TrimSpace(in.Data[at : at+long])
		r.offset = at + bytes.Index(in.Data[at:], said)
		switch {
		case open >= 0:
			r.offset = at + open
			c, _ := utf8.DecodeRune(in.Data[r.offset:])
			r.fail(lang.M("import.dot.quote", "x", string(c)))
		case len(said) > wide*r.most():
			r.long()
		default:
			r.lines(string(said))
		}
		at += long
		if len(in.Problems) > 0 {
			return nil, in.Err()
		}
	}
	if !r.begun {
		r.offset = 0
		r.fail(lang.M("import.mermaid.none"))
	}
	g, err := r.draft()
	if err == nil {
		r.aside(others)
	}
	return g, err
}

// whole is how long the next line is, with those over which a label in quotes or the properties of a node go on. open is where
// something begins that never ends, else -1.
func (r *reader) whole(d []byte) (n, open int) {
	quote, brace, before := -1, -1, byte('\n')
	loose := r.inside || bytes.HasPrefix(bytes.TrimLeft(d[:min(len(d), 1<<10)], " \t"), []byte("%%"))
	for i, c := range d {
		switch {
		case c == '\n' && (loose || quote < 0 && brace < 0):
			return i + 1, -1
		case loose:
		case c == '"' && quote >= 0:
			quote = -1
		case quote >= 0:
		case c == '"' && (brace >= 0 || strings.IndexByte(`[({|>/\`, before) >= 0):
			quote = i
		case c == '{' && before == '@':
			brace = i
		case c == '}':
			brace = -1
		}
		before = c
	}
	return len(d), max(quote, brace)
}

// lines reads statements that stand on one line.
func (r *reader) lines(text string) {
	for text != "" && len(r.in.Problems) == 0 {
		n := max(1, r.line(text))
		text = text[n:]
		r.offset += n
		for text != "" && strings.IndexByte(" \t;", text[0]) >= 0 {
			text = text[1:]
			r.offset++
		}
	}
}

type reader struct {
	in     *source.Input
	offset int // of the statement
	begun  bool
	title  string
	down   bool
	nodes  map[string]*node
	order  []string
	list   []group
	groups map[string]bool
	links  []link
	open   []string        // subgraphs around the line
	dashed map[string]bool // classes
	named  map[string]bool // names of links
	inside bool            // between the two lines of front matter
	told   bool            // within a description of several lines
}

// passed are the words that begin what says nothing about the model.
var passed = []string{"style ", "linkStyle ", "click ", "direction "}

// line reads the statement with which a text begins, and tells how long that is.
func (r *reader) line(l string) int {
	switch {
	case l == "---":
		r.inside = !r.begun && !r.inside
		return len(l)
	case r.inside:
		if title, ok := strings.CutPrefix(l, "title:"); ok && r.title == "" {
			r.title = strings.Trim(strings.TrimSpace(title), `"'`)
		}
		return len(l)
	case r.told:
		r.told = !strings.Contains(l, "}")
		return len(l)
	case strings.HasPrefix(l, "%%"), strings.HasPrefix(l, "```"): // a remark, or the fence of a page
		return len(l)
	case !r.begun:
		return r.head(l)
	case strings.HasPrefix(l, "accDescr"):
		r.told = strings.Contains(l, "{") && !strings.Contains(l, "}")
		return len(l)
	}
	end := statementEnd(l)
	if slices.ContainsFunc(passed, func(w string) bool { return strings.HasPrefix(l, w) }) {
		return end
	}
	word, rest, _ := strings.Cut(l[:end], " ")
	switch word {
	case "accTitle:", "accTitle":
		_, rest, _ = strings.Cut(l, ":")
		if !entityEnd.MatchString(rest[max(0, len(rest)-len("#1234567;")):]) {
			rest = strings.TrimSuffix(rest, ";")
		}
		s := r.scanner("")
		if r.title = s.said(strings.TrimSpace(rest)); s.long {
			r.long()
		}
		return len(l)
	case "subgraph":
		r.subgraph(strings.TrimSpace(rest))
	case "end":
		if len(r.open) > 0 {
			r.open = r.open[:len(r.open)-1]
		}
	case "classDef":
		names, style, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if strings.Contains(style, "stroke-dasharray") {
			for _, n := range strings.Split(names, ",") {
				r.dashed[n] = true
			}
		}
	case "class":
		ids, class, _ := strings.Cut(strings.TrimSpace(rest), " ")
		for _, id := range strings.Split(ids, ",") {
			r.class(strings.TrimSpace(id), strings.TrimSpace(class))
		}
	default:
		return r.statement(l)
	}
	return end
}

// statementEnd is where the sign stands that ends a statement: not in quotes, and not at the end of a letter by number.
func statementEnd(l string) int {
	quoted := false
	for i := range len(l) {
		switch {
		case l[i] == '"':
			quoted = !quoted
		case l[i] == ';' && !quoted && !entityEnd.MatchString(l[max(0, i+1-len("#1234567;")):i+1]):
			return i
		}
	}
	return len(l)
}

var header = regexp.MustCompile(`^(flowchart|graph)(?:-elk)?(?:\s+(LR|RL|TB|TD|BT|BR|<|>|\^|v))?\s*(?:;|$)`)

func (r *reader) head(l string) int {
	m := header.FindStringSubmatch(l)
	if m == nil {
		r.fail(lang.M("import.mermaid.none"))
		return len(l)
	}
	r.begun = true
	r.down = !slices.Contains([]string{"LR", "RL", "<", ">"}, m[2])
	return len(m[0])
}

func (r *reader) fail(what lang.Msg) { r.in.Add(r.offset, "", what) }

// most is how many bytes a label may take as it is written: a letter by number takes ten.
func (r *reader) most() int {
	const each, least = 16, 1 << 20
	return max(least, each*int(r.in.Limits.Most(source.Label)))
}

func (r *reader) scanner(text string) scanner { return scanner{text: text, most: r.most()} }

// long refuses a label that is longer than any may be.
func (r *reader) long() {
	what, _ := r.in.Limits.Over(source.Label, 1<<50)
	r.fail(what)
}

func (r *reader) subgraph(text string) {
	if what, over := r.in.Limits.Over(source.Depth, int64(len(r.open)+1)); over {
		r.fail(what)
		return
	}
	if len(text) > r.most() {
		r.long()
		return
	}
	s := r.scanner(text)
	id := s.name()
	g := group{id: id, title: id, offset: r.offset, in: r.around()}
	s.blank()
	if label, _, ok := s.shape(); ok {
		g.title = label
	} else if s.at < len(text) || id == "" { // a title without an id
		g.title = unescape(strings.Trim(text, `"`))
		g.id = "subgraph " + strconv.Itoa(len(r.list))
		if plain := strings.TrimSpace(text); !strings.ContainsAny(plain, ` "`) && plain != "" {
			g.id = plain
		}
	}
	if !r.groups[g.id] {
		if what, over := r.in.Limits.Over(source.Nodes, int64(len(r.list)+1)); over {
			r.fail(what)
			return
		}
		r.groups[g.id] = true
		r.list = append(r.list, g)
	}
	r.open = append(r.open, g.id)
}

func (r *reader) around() string {
	if len(r.open) == 0 {
		return ""
	}
	return r.open[len(r.open)-1]
}

// statement reads nodes and the links between them: a & b --> c --> d. It tells how long they are.
func (r *reader) statement(l string) int {
	s := r.scanner(l)
	before := r.ends(&s)
	for len(r.in.Problems) == 0 && !s.long {
		s.blank()
		if s.at >= len(l) || l[s.at] == ';' || len(before) == 0 {
			break
		}
		found, ok := s.link()
		if !ok {
			break
		}
		if found.name != "" {
			r.named[found.name] = true
		}
		after := r.ends(&s)
		if len(after) == 0 && !s.long {
			s.at = 0
			break
		}
		r.join(found, before, after)
		before = after
	}
	switch {
	case len(r.in.Problems) > 0:
	case s.long:
		r.long()
	case s.at < len(l) && l[s.at] != ';' || len(before) == 0:
		r.offset += s.at
		r.fail(lang.M("import.mermaid.line", "x", clip(l[s.at:])))
	}
	return s.at
}

// join makes the links from each of some nodes to each of others.
func (r *reader) join(l link, before, after []string) {
	if l.unseen {
		return
	}
	n := int64(len(r.links)) + int64(len(before))*int64(len(after))
	if what, over := r.in.Limits.Over(source.Edges, n); over {
		r.fail(what)
		return
	}
	for _, a := range before {
		for _, b := range after {
			l.from, l.to, l.offset = a, b, r.offset
			r.links = append(r.links, l)
		}
	}
}

func clip(s string) string { return source.Clip(s, 40) }

func (r *reader) ends(s *scanner) []string {
	var out []string
	for {
		s.blank()
		id := s.name()
		if id == "" {
			return nil
		}
		label, drawn, shaped, properties := s.properties()
		if !properties {
			label, drawn, shaped = s.shape()
		}
		class := s.class()
		if properties && r.named[id] { // of a link
			return append(out, id)
		}
		r.touch(id, label, shaped)
		if n := r.nodes[id]; n != nil && drawn != "" {
			n.shape = drawn
		}
		if len(r.in.Problems) > 0 {
			return nil
		}
		if class != "" {
			r.class(id, class)
		}
		out = append(out, id)
		s.blank()
		if !s.take("&") {
			return out
		}
	}
}
