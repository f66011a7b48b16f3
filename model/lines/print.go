package lines

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"seika/model"
)

// Line is one printed line and what it tells of.
type Line struct {
	Text string
	IDs  []model.ID // deliverables, groups, relations
}

// Print is the canonical form of a model as a file.
func Print(g *model.Graph) []byte {
	p := newPrinter(g, false, nil)
	return []byte(text(p.all()))
}

// PrintPlain is the form for the clipboard and the text pane: without ids where names do, and without what is private or
// not meant for reading. only chooses the deliverables, groups and relations; nil is all, and the document with them.
func PrintPlain(g *model.Graph, only []model.ID) string { return text(Plain(g, only)) }

// Plain is PrintPlain line by line; an empty line parts two blocks.
func Plain(g *model.Graph, only []model.ID) []Line { return newPrinter(g, true, only).all() }

func text(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

type printer struct {
	g      *model.Graph
	plain  bool
	only   map[model.ID]bool // nil is all
	nodes  []listed
	groups []listed
	at     map[model.ID]*listed
	linked map[model.ID]bool // deliverables that relations or groups mention
}

// listed is a deliverable or group in its place in the text.
type listed struct {
	id   model.ID
	key  string
	name string // as it is mentioned
	node model.Node
	list model.Group
	area bool // it is a group
}

func byKey(a, b *listed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) }

func newPrinter(g *model.Graph, plain bool, only []model.ID) *printer {
	p := &printer{g: g, plain: plain, at: map[model.ID]*listed{}, linked: map[model.ID]bool{}}
	if only != nil {
		p.choose(only)
	}
	for n := range g.Nodes() {
		if p.chosen(n.ID) {
			p.nodes = append(p.nodes, listed{id: n.ID, key: model.Key(n.Name), name: p.nodeName(n), node: n})
		}
	}
	for c := range g.Groups() {
		if p.chosen(c.ID) {
			p.groups = append(p.groups, listed{id: c.ID, key: model.Key(c.Name), name: p.groupName(c), list: c, area: true})
		}
	}
	for _, list := range [][]listed{p.nodes, p.groups} {
		slices.SortFunc(list, func(a, b listed) int { return byKey(&a, &b) })
		for i := range list {
			p.at[list[i].id] = &list[i]
		}
	}
	return p
}

// choose notes what is to be printed: a group brings its members, a relation its ends.
func (p *printer) choose(only []model.ID) {
	p.only = map[model.ID]bool{}
	for _, id := range only {
		p.only[id] = true
		if ends, ok := model.ParseEnds(id); ok {
			p.only[ends.From], p.only[ends.To] = true, true
		}
		for todo := []model.ID{id}; len(todo) > 0; {
			at := todo[len(todo)-1]
			todo = append(todo[:len(todo)-1], p.g.Inner(at)...)
			p.only[at] = true
			for _, m := range p.g.Members(at) {
				p.only[m] = true
			}
			if _, group := p.g.Group(at); !group {
				break
			}
		}
	}
}

func (p *printer) chosen(id model.ID) bool { return p.only == nil || p.only[id] }

// shared says that a name does not tell its bearer from others.
func shared(key string, bearers []model.ID) bool { return key == "" || len(bearers) > 1 }

func (p *printer) nodeName(n model.Node) string {
	name := bareName(n.Name)
	if shared(model.Key(n.Name), p.g.Named(n.Name)) {
		name = "$" + string(n.ID)
	}
	return hollow(n, name)
}

// hollow puts an intangible deliverable's name in brackets.
func hollow(n model.Node, name string) string {
	if n.Kind == model.Intangible {
		return "(" + name + ")"
	}
	return name
}

func (p *printer) groupName(c model.Group) string {
	if shared(model.Key(c.Name), p.g.GroupsNamed(c.Name)) {
		return "[$" + string(c.ID) + "]"
	}
	return bareGroup(c.Name)
}

// all is every block, with empty lines between.
func (p *printer) all() []Line {
	relations := [][]Line{p.inputs(), p.syncs()}
	groups := p.groupings()
	blocks := [][]Line{p.headings(), p.deliverables()}
	blocks = append(append(blocks, relations...), groups, append(p.phases(), p.records()...))
	var out []Line
	for _, b := range blocks {
		if len(b) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, Line{})
		}
		out = append(out, b...)
	}
	return out
}

func plainLines(texts ...string) []Line {
	var out []Line
	for _, t := range texts {
		out = append(out, Line{Text: t})
	}
	return out
}

func (p *printer) headings() []Line {
	if p.only != nil {
		return nil
	}
	m := p.g.Meta()
	var out []string
	for _, h := range headings.order {
		switch {
		case h.kind == versionHead && !p.plain:
			out = append(out, h.key+": "+formVersion)
		case h.kind == versionHead, h.kind == recordHead, p.plain && h.name == "private":
		case h.kind == listHead:
			if list := *h.field.List(&m); !list.Empty() {
				out = append(out, h.key+": "+listText(list))
			}
		default:
			if v := h.field.Get(&m); v != "" {
				out = append(out, h.key+": "+headText(v, h.kind == jsonHead))
			}
		}
	}
	if !p.plain {
		for _, u := range m.Extra.Members() {
			out = append(out, "+"+keyText(u.Name)+": "+headText(string(u.Value), true))
		}
	}
	for _, r := range m.Remarks.Items() {
		out = append(out, "% "+remarkText(r))
	}
	return plainLines(out...)
}

// deliverables prints those that have more to say than their name, or are named nowhere else.
func (p *printer) deliverables() []Line {
	var out []Line
	for i := range p.nodes {
		l := &p.nodes[i]
		said := p.nodeAttributes(l.node)
		if said == "" && p.linked[l.id] {
			continue
		}
		name := l.name
		if p.needsID(model.NodePrefix, l.id, l.node.Name, p.g.Named(l.node.Name)) {
			name = hollow(l.node, bareName(l.node.Name))
		}
		out = append(out, Line{name + said, []model.ID{l.id}})
	}
	return out
}

// needsID says that a line of its own gives the id.
func (p *printer) needsID(prefix string, id model.ID, name string, bearers []model.ID) bool {
	return shared(model.Key(name), bearers) || !p.plain && id != model.DerivedID(prefix, name)
}

// inputs prints a line for each product and set of relation attributes.
func (p *printer) inputs() []Line {
	type product struct {
		to   *listed
		said string
	}
	from := map[product][]*listed{}
	for r := range p.g.Relations() {
		a, b := p.at[r.From], p.at[r.To]
		if r.Kind != model.IO || !p.related(r) {
			continue
		}
		k := product{b, p.relationAttributes(r)}
		from[k] = append(from[k], a)
	}
	var keys []product
	for k, list := range from {
		slices.SortFunc(list, byKey)
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b product) int {
		return cmp.Or(byKey(a.to, b.to), byKey(from[a][0], from[b][0]), cmp.Compare(a.said, b.said))
	})
	var out []Line
	for _, k := range keys {
		l := Line{IDs: []model.ID{k.to.id}}
		var names []string
		for _, a := range from[k] {
			names = append(names, a.name)
			l.IDs = append(l.IDs, a.id, model.IOEnds(a.id, k.to.id).ID())
		}
		l.Text = fmt.Sprintf("%s >%s %s", strings.Join(names, ", "), k.said, k.to.name)
		out = append(out, l)
	}
	return out
}

// related says whether a relation is printed, and notes its ends if so.
func (p *printer) related(r model.Relation) bool {
	if p.at[r.From] == nil || p.at[r.To] == nil {
		return false
	}
	p.linked[r.From], p.linked[r.To] = true, true
	return true
}

func (p *printer) syncs() []Line {
	type pair struct {
		a, b *listed
		r    model.Relation
	}
	var all []pair
	for r := range p.g.Relations() {
		if r.Kind != model.Sync || !p.related(r) {
			continue
		}
		a, b := p.at[r.From], p.at[r.To]
		if byKey(a, b) > 0 {
			a, b = b, a
		}
		all = append(all, pair{a, b, r})
	}
	slices.SortFunc(all, func(x, y pair) int { return cmp.Or(byKey(x.a, y.a), byKey(x.b, y.b)) })
	var out []Line
	for _, s := range all {
		out = append(out, Line{
			fmt.Sprintf("%s =%s %s", s.a.name, p.relationAttributes(s.r), s.b.name),
			[]model.ID{s.a.id, s.b.id, s.r.ID()},
		})
	}
	return out
}

// records prints answers and proposals.
func (p *printer) records() []Line {
	if p.plain {
		return nil
	}
	var out []string
	for a := range p.g.Answers() {
		said := pairs(p, answerTable, model.AnswerFields, &a, a.Extra, false)
		out = append(out, "answer: {"+strings.Join(said, "; ")+"}")
	}
	for o := range p.g.Proposals() {
		said := []string{"as=" + string(o.As)}
		switch o.As {
		case model.AsNode:
			said = append(said, pairs(p, offeredNode, model.NodeFields, &o.Node, o.Node.Extra, false)...)
		case model.AsIO:
			said = append(said, pairs(p, offeredIO, model.IOFields, &o.Relation, o.Relation.Extra, false)...)
		default:
			said = append(said, pairs(p, offeredSync, model.SyncFields, &o.Relation, o.Relation.Extra, false)...)
		}
		out = append(out, "proposal: {"+strings.Join(said, "; ")+"}")
	}
	return plainLines(out...)
}
