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

	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.mmd and *.mermaid.
var Reader = importer.Reader{
	Name: "mermaid", Suffixes: []string{".mmd", ".mermaid"},
	Sniff: func(head []byte) bool {
		head = bytes.TrimLeft(head, " \t\r\n")
		return bytes.HasPrefix(head, []byte("flowchart ")) || bytes.HasPrefix(head, []byte("graph LR")) || bytes.HasPrefix(head, []byte("graph T"))
	},
	Graph: graph,
}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	if !in.Plain() {
		return nil, in.Err()
	}
	r := reader{in: in, nodes: map[string]*node{}, groups: map[string]bool{}, dashed: map[string]bool{}}
	n, head := 0, bytes.TrimLeft(in.Data, " \t\r\n")
	r.offset = len(in.Data) - len(head)
	for line := range bytes.Lines(head) {
		const patience, wide = 1024, 8 // lines; labels that one line may hold at their longest: one of links is long, none so long
		if n%patience == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n++
		if said := bytes.TrimSpace(line); len(said) > wide*r.most() {
			r.long()
		} else if len(said) > 0 {
			r.line(string(said))
		}
		r.offset += len(line)
		if len(in.Problems) > 0 {
			return nil, in.Err()
		}
	}
	if !r.begun {
		in.Add(0, "", lang.M("import.mermaid.none"))
	}
	return r.draft()
}

type node struct {
	label, in string
	offset    int
	classes   []string
}

type link struct {
	from, to, label string
	sync, reverse   bool
	offset          int
}

type group struct {
	id, title, in string
	offset        int
}

type reader struct {
	in     *source.Input
	offset int // of the line
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
	inside bool            // between the two lines of front matter
}

// passed are the words that begin lines which say nothing about the model.
var passed = []string{"style ", "linkStyle ", "click ", "direction ", "accDescr", "%%"}

func (r *reader) line(l string) {
	if strings.HasSuffix(l, ";") && !entityEnd.MatchString(l[max(0, len(l)-len("#1234567;")):]) {
		l = l[:len(l)-1]
	}
	switch {
	case l == "---":
		r.inside = !r.begun && !r.inside
		return
	case l == "" || r.inside || slices.ContainsFunc(passed, func(w string) bool { return strings.HasPrefix(l, w) }):
		return
	case !r.begun:
		r.head(l)
		return
	}
	word, rest, _ := strings.Cut(l, " ")
	switch word {
	case "accTitle:", "accTitle":
		s := r.scanner("")
		if r.title = s.said(strings.TrimSpace(strings.TrimPrefix(rest, ":"))); s.long {
			r.long()
		}
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
		r.statement(l)
	}
}

var header = regexp.MustCompile(`^(flowchart|graph)(?:-elk)?(?:\s+(LR|RL|TB|TD|BT))?\s*$`)

func (r *reader) head(l string) {
	m := header.FindStringSubmatch(l)
	if m == nil {
		r.fail(lang.M("import.mermaid.none"))
		return
	}
	r.begun = true
	r.down = m[2] != "LR" && m[2] != "RL"
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
	if label, ok := s.shape(); ok {
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

// mostClasses is how many classes of a node are kept; there are three that say something, and those of the writer's own.
const mostClasses = 16

func (r *reader) class(id, class string) {
	if n := r.nodes[id]; n != nil && len(n.classes) < mostClasses && !slices.Contains(n.classes, class) {
		n.classes = append(n.classes, class)
	}
}

// statement reads nodes and the links between them: a & b --> c --> d.
func (r *reader) statement(l string) {
	s := r.scanner(l)
	before := r.ends(&s)
	if s.long {
		r.long()
		return
	}
	for len(r.in.Problems) == 0 {
		s.blank()
		if s.at >= len(l) || len(before) == 0 {
			break
		}
		found, ok := s.link()
		if !ok {
			r.fail(lang.M("import.mermaid.line", "x", clip(l[s.at:])))
			return
		}
		after := r.ends(&s)
		if s.long && len(r.in.Problems) == 0 {
			r.long()
		}
		if len(r.in.Problems) > 0 {
			return
		}
		if len(after) == 0 {
			r.fail(lang.M("import.mermaid.line", "x", clip(l)))
			return
		}
		n := int64(len(r.links)) + int64(len(before))*int64(len(after))
		if what, over := r.in.Limits.Over(source.Edges, n); over {
			r.fail(what)
			return
		}
		for _, a := range before {
			for _, b := range after {
				found.from, found.to, found.offset = a, b, r.offset
				r.links = append(r.links, found)
			}
		}
		before = after
	}
	if len(r.in.Problems) == 0 && (s.at < len(l) || len(before) == 0) {
		r.fail(lang.M("import.mermaid.line", "x", clip(l[min(s.at, len(l)):])))
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
		label, shaped := s.shape()
		class := s.class()
		r.touch(id, label, shaped)
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

func (r *reader) touch(id, label string, shaped bool) {
	if r.groups[id] && !shaped {
		return
	}
	n := r.nodes[id]
	if n == nil {
		if what, over := r.in.Limits.Over(source.Nodes, int64(len(r.order)+1)); over {
			r.fail(what)
			return
		}
		n = &node{label: id, offset: r.offset, in: r.around()}
		r.nodes[id] = n
		r.order = append(r.order, id)
	}
	if shaped {
		n.label = label
	}
	if n.in == "" {
		n.in = r.around()
	}
}

func (r *reader) draft() (*model.Graph, error) {
	d := importer.NewDraft(r.in)
	d.Sketch = true
	d.Meta.Title = r.title
	if r.down {
		d.Meta.Direction = model.TopBottom
	}
	for _, g := range r.list {
		id, _ := importer.ID(g.id)
		d.Group(g.id, importer.Always(g.offset), model.Group{ID: id, Name: importer.Unwrapped(g.title), In: model.ID(g.in)})
	}
	for _, name := range r.order {
		n := r.nodes[name]
		id, _ := importer.ID(name)
		m := model.Node{ID: id, Name: importer.Unwrapped(strings.ReplaceAll(n.label, "\u00a0", " ")), In: model.ID(n.in)}
		for _, c := range n.classes {
			switch {
			case r.dashed[c]:
				m.Kind = model.Intangible
			case c == "external":
				m.Scope = model.External
			case c == "goal":
				m.Goal = true
			}
		}
		if !r.groups[name] {
			d.Node(name, importer.Always(n.offset), m)
		}
	}
	for _, l := range r.links {
		rel := model.Relation{Ends: model.IOEnds(model.ID(l.from), model.ID(l.to)), Label: importer.Unwrapped(l.label)}
		if l.reverse {
			rel.From, rel.To = rel.To, rel.From
		}
		if l.sync {
			rel.Kind = model.Sync
		}
		d.Relation(importer.Always(l.offset), rel)
	}
	return d.Graph()
}
