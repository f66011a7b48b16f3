package report

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/model"
)

// ReadBack says how deliverables come about, in sentences to be read to the people who do the work: presenting, outline,
// copies and documents all say the same.
type ReadBack struct {
	Lang  lang.Lang
	Graph *model.Graph
	// Name is what a deliverable or group is called; nil is its label.
	Name func(model.ID) string
	// Owners says who makes it, where that is known.
	Owners bool
}

// made is what goes into a deliverable, as lists of names ready to be read.
type made struct{ x, a, c, d, who string }

// Of is the sentence about one deliverable; a second one follows where it is the goal.
func (r ReadBack) Of(id model.ID) string {
	n, ok := r.Graph.Node(id)
	if !ok {
		return ""
	}
	said := r.sentence(n).In(r.Lang)
	if !n.Goal {
		return said
	}
	gap := " "
	if r.Lang == lang.JA {
		gap = ""
	}
	return said + gap + lang.M("read.goal").In(r.Lang)
}

func (r ReadBack) sentence(n model.Node) lang.Msg {
	var inputs, know, partners []model.ID
	for x := range r.Graph.In(n.ID) {
		if from, ok := r.Graph.Node(x.From); ok && from.Kind == model.Intangible {
			know = append(know, x.From)
		} else {
			inputs = append(inputs, x.From)
		}
	}
	for x := range r.Graph.Syncs(n.ID) {
		partners = append(partners, x.Other(n.ID))
	}
	m := made{x: r.name(n.ID), a: r.list(inputs), c: r.list(know), d: r.list(partners)}
	switch owners := n.Owner.Items(); {
	case len(inputs)+len(know)+len(partners) == 0:
		return r.source(n, m.x)
	case n.Kind == model.Intangible && len(inputs)+len(know) > 0:
		m.a = r.list(append(inputs, know...))
		return m.grows()
	case r.Owners && len(owners) > 0 && m.a+m.c != "":
		m.who = r.and(owners)
		return m.by()
	default:
		return m.plainly()
	}
}

// source is what nothing goes into.
func (r ReadBack) source(n model.Node, x string) lang.Msg {
	for range r.Graph.Touching(n.ID) {
		if n.Scope == model.External {
			return lang.M("read.external", "x", x)
		}
		return lang.M("read.start", "x", x)
	}
	return lang.M("read.alone", "x", x)
}

func (m made) grows() lang.Msg {
	if m.d != "" {
		return lang.M("read.grows_p", "x", m.x, "a", m.a, "d", m.d)
	}
	return lang.M("read.grows", "x", m.x, "a", m.a)
}

func (m made) plainly() lang.Msg {
	a, c, d := m.a != "", m.c != "", m.d != ""
	switch {
	case a && c && d:
		return lang.M("read.ikp", "x", m.x, "a", m.a, "c", m.c, "d", m.d)
	case a && c:
		return lang.M("read.ik", "x", m.x, "a", m.a, "c", m.c)
	case a && d:
		return lang.M("read.ip", "x", m.x, "a", m.a, "d", m.d)
	case a:
		return lang.M("read.i", "x", m.x, "a", m.a)
	case c && d:
		return lang.M("read.kp", "x", m.x, "c", m.c, "d", m.d)
	case c:
		return lang.M("read.k", "x", m.x, "c", m.c)
	default:
		return lang.M("read.p", "x", m.x, "d", m.d)
	}
}

// by is plainly with who makes it; something is made of something here.
func (m made) by() lang.Msg {
	a, c, d := m.a != "", m.c != "", m.d != ""
	switch {
	case a && c && d:
		return lang.M("read.by_ikp", "who", m.who, "x", m.x, "a", m.a, "c", m.c, "d", m.d)
	case a && c:
		return lang.M("read.by_ik", "who", m.who, "x", m.x, "a", m.a, "c", m.c)
	case a && d:
		return lang.M("read.by_ip", "who", m.who, "x", m.x, "a", m.a, "d", m.d)
	case a:
		return lang.M("read.by_i", "who", m.who, "x", m.x, "a", m.a)
	case d:
		return lang.M("read.by_kp", "who", m.who, "x", m.x, "c", m.c, "d", m.d)
	default:
		return lang.M("read.by_k", "who", m.who, "x", m.x, "c", m.c)
	}
}

func (r ReadBack) name(id model.ID) string {
	if r.Name != nil {
		if s := r.Name(id); s != "" {
			return s
		}
	}
	return r.Graph.Label(id)
}

// list is names in the quotes of the language, joined as it joins them, in the order in which they stand on the picture.
func (r ReadBack) list(ids []model.ID) string {
	slices.SortStableFunc(ids, func(x, y model.ID) int {
		a, _ := r.Graph.Node(x)
		b, _ := r.Graph.Node(y)
		if r.Graph.Meta().Direction == model.TopBottom {
			return cmp.Or(cmp.Compare(a.At.X, b.At.X), cmp.Compare(a.At.Y, b.At.Y), cmp.Compare(a.Name, b.Name))
		}
		return cmp.Or(cmp.Compare(a.At.Y, b.At.Y), cmp.Compare(a.At.X, b.At.X), cmp.Compare(a.Name, b.Name))
	})
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = lang.M("read.name", "x", r.name(id)).In(r.Lang)
	}
	return r.and(names)
}

func (r ReadBack) and(names []string) string {
	n := len(names)
	switch {
	case n == 0:
		return ""
	case n == 1:
		return names[0]
	case n > 2 && r.Lang == lang.JA:
		return strings.Join(names, "")
	default:
		return lang.M("read.and", "a", strings.Join(names[:n-1], ", "), "b", names[n-1]).In(r.Lang)
	}
}
