package rules_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/model"
)

// parse reads the part of Seika lines that fixtures use.
func parse(t testing.TB, text string) *model.Graph {
	t.Helper()
	m := mini{byKey: map[string]*model.Node{}, groups: map[string]*model.Group{}, rel: map[model.Ends]bool{}}
	for line := range strings.Lines(text) {
		m.line(strings.TrimSpace(line))
	}
	r := model.Records{IO: m.io, Sync: m.sync, Meta: m.meta, Answers: m.answers}
	ids := map[string]model.ID{}
	for k, n := range m.byKey {
		if n.ID == "" {
			n.ID = model.DerivedID("n", n.Name)
		}
		ids["n"+k] = n.ID
	}
	for k, g := range m.groups {
		if g.ID == "" {
			g.ID = model.DerivedID("g", g.Name)
		}
		ids["g"+k] = g.ID
	}
	for _, n := range m.byKey {
		n.In = ids[string(n.In)]
		r.Nodes = append(r.Nodes, *n)
	}
	for i := range r.IO {
		r.IO[i].From, r.IO[i].To = ids[string(r.IO[i].From)], ids[string(r.IO[i].To)]
		for _, e := range []model.ID{r.IO[i].From, r.IO[i].To} {
			for _, g := range m.groups {
				if g.ID == e {
					g.Kind = model.Composite
				}
			}
		}
	}
	for i := range r.Sync {
		r.Sync[i].From, r.Sync[i].To = ids[string(r.Sync[i].From)], ids[string(r.Sync[i].To)]
		for _, e := range []model.ID{r.Sync[i].From, r.Sync[i].To} {
			for _, g := range m.groups {
				if g.ID == e {
					g.Kind = model.Composite
				}
			}
		}
	}
	for _, g := range m.groups {
		g.In = ids[string(g.In)]
		r.Groups = append(r.Groups, *g)
	}
	for i := range r.Answers {
		var as []string
		for _, a := range r.Answers[i].Anchors.Items() {
			as = append(as, string(ids["n"+model.Key(a)]))
		}
		r.Answers[i].Anchors = model.NewList(as...)
	}
	g, bad := model.Build(r)
	require.Empty(t, bad, text)
	return g
}

type mini struct {
	byKey   map[string]*model.Node
	groups  map[string]*model.Group
	io      []model.Relation
	sync    []model.Relation
	rel     map[model.Ends]bool
	meta    model.Meta
	answers []model.Answer
}

func (m *mini) line(s string) {
	if s == "" || s[0] == '%' {
		return
	}
	if strings.HasPrefix(s, "phase:") {
		return
	}
	if strings.HasPrefix(s, "lang:") {
		m.meta.Lang = strings.TrimSpace(s[5:])
		return
	}
	if strings.HasPrefix(s, "settings:") {
		m.meta.Settings = model.JSON(strings.TrimSpace(s[9:]))
		return
	}
	if s[0] == '[' && strings.Contains(s, "]:") {
		name, list, _ := strings.Cut(s, ":")
		g := m.refs(name)[0]
		for _, r := range m.refs(list) {
			if r[0] == 'n' {
				m.byKey[r[1:]].In = model.ID(g)
			} else {
				m.groups[r[1:]].In = model.ID(g)
			}
		}
		return
	}
	var last []string
	var op rune
	from := 0
	quote, depth := false, 0
	flush := func(to int, next rune) {
		list := m.refs(s[from:to])
		switch op {
		case '>':
			m.joinAll(model.IO, last, list)
		case '<':
			m.joinAll(model.IO, list, last)
		case '=':
			m.joinAll(model.Sync, last, list)
		}
		last, op, from = list, next, to+1
	}
	for i, c := range s {
		switch {
		case c == '"':
			quote = !quote
		case quote:
		case c == '{':
			depth++
		case c == '}':
			depth--
		case depth == 0 && (c == '>' || c == '<' || c == '='):
			flush(i, c)
		}
	}
	flush(len(s), 0)
}

func (m *mini) joinAll(k model.RelationKind, from, to []string) {
	for _, a := range from {
		for _, b := range to {
			e := model.Ends{Kind: k, From: model.ID(a), To: model.ID(b)}
			if k == model.Sync {
				e = model.SyncEnds(e.From, e.To)
			}
			if m.rel[e] {
				continue
			}
			m.rel[e] = true
			if k == model.IO {
				m.io = append(m.io, model.Relation{Ends: e})
			} else {
				m.sync = append(m.sync, model.Relation{Ends: e})
			}
		}
	}
}

// refs reads a list of items and gives "n"+key or "g"+key of each.
func (m *mini) refs(s string) []string {
	var out []string
	quote, depth, from := false, 0, 0
	item := func(t string) {
		t = strings.TrimSpace(t)
		if t == "" {
			return
		}
		out = append(out, m.item(t)...)
	}
	for i, c := range s {
		switch {
		case c == '"':
			quote = !quote
		case quote:
		case strings.ContainsRune("{(", c):
			depth++
		case strings.ContainsRune("})", c):
			depth--
		case depth == 0 && (c == ',' || c == '、'):
			item(s[from:i])
			from = i + len(string(c))
		}
	}
	item(s[from:])
	return out
}

func (m *mini) item(t string) []string {
	braces := ""
	if i := strings.Index(t, "{"); i >= 0 {
		braces = strings.TrimSuffix(t[i+1:], "}")
		t = strings.TrimSpace(t[:i])
	}
	var marks []string
	for {
		i := strings.LastIndexAny(t, "#@")
		if i <= 0 || t[i-1] != ' ' {
			break
		}
		marks = append(marks, t[i:])
		t = strings.TrimSpace(t[:i])
	}
	if t[0] == '[' {
		name := strings.Trim(t, "[]")
		k := model.Key(name)
		if m.groups[k] == nil {
			m.groups[k] = &model.Group{Name: name}
		}
		for _, p := range strings.Split(braces, ";") {
			if id, ok := strings.CutPrefix(strings.TrimSpace(p), "id="); ok {
				m.groups[k].ID = model.ID(id)
			}
		}
		return []string{"g" + k}
	}
	var refs []string
	names := []string{t}
	kind := model.Tangible
	if t[0] == '(' && t[len(t)-1] == ')' {
		kind = model.Intangible
		names = strings.Split(t[1:len(t)-1], ",")
	}
	for _, name := range names {
		name = strings.Trim(strings.TrimSpace(name), `"`)
		k := model.Key(name)
		if m.byKey[k] == nil {
			m.byKey[k] = &model.Node{Name: name}
		}
		n := m.byKey[k]
		if kind != "" {
			n.Kind = kind
		}
		for _, x := range marks {
			x = strings.TrimSpace(x)
			switch {
			case x == "#goal":
				n.Goal = true
			case x == "#ext":
				n.Scope = model.External
			case x[0] == '#':
				n.Tags = model.SortTags(append(n.Tags.Items(), x[1:]))
			default:
				n.Owner = n.Owner.With(x[1:])
			}
		}
		for _, p := range strings.Split(braces, ";") {
			key, v, ok := strings.Cut(strings.TrimSpace(p), "=")
			if !ok {
				continue
			}
			if key == "id" {
				n.ID = model.ID(v)
				continue
			}
			if key == "alt" {
				key = "nameAlt"
			}
			for _, f := range model.NodeFields {
				if f.Name == key && f.List != nil {
					*f.List(n) = model.NewList(strings.Split(strings.ReplaceAll(v, ", ", ","), ",")...)
				} else if f.Name == key {
					f.Set(n, v)
				}
			}
		}
		refs = append(refs, "n"+k)
	}
	return refs
}
