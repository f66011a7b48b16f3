package lines

import (
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// statement takes in lists and the operators between them.
func (s *sheet) statement(l line) {
	lists := make([][]*thing, len(l.lists))
	for i, list := range l.lists {
		lists[i] = s.list(list)
	}
	s.joined(l.joins, lists)
}

// list takes in mentions with what is said about them.
func (s *sheet) list(items []item) []*thing {
	var ts []*thing
	for _, it := range items {
		ts = append(ts, s.mentioned(it)...)
	}
	return ts
}

func (s *sheet) mentioned(it item) []*thing {
	var given value
	if p, ok := idPair(it.attrs); ok && len(p.values) > 0 {
		given = p.values[0]
	}
	var ts []*thing
	if said := parts(it.attrs); len(it.names) > 1 && !s.spend(int64(len(it.names))*said) {
		s.fail(it.at, lang.M("lines.too_long", "n", source.Count(maxParts)))
		s.full = true
		return nil
	}
	for _, n := range it.names {
		t := s.find(it, n, given)
		if t == nil {
			continue
		}
		if it.hollow && t.node == nil {
			s.fail(it.at, lang.M("lines.L04", "c", s.here(it.at, len(s.s))))
			continue
		}
		if it.hollow {
			t.node.Kind = model.Intangible
		}
		for _, a := range it.attrs {
			s.attribute(t, a)
		}
		ts = append(ts, t)
	}
	return ts
}

// attribute says something about a deliverable or group.
func (s *sheet) attribute(t *thing, a attr) {
	if t.group != nil {
		s.groupAttribute(t, a)
		return
	}
	n := t.node
	switch a.mark {
	case owner:
		if t.owners == nil {
			t.owners = newWords(n.Owner)
		}
		t.owners.add(a.value.text)
	case hash:
		switch word, tag := special(a.value); word {
		case external:
			n.Scope = model.External
		case goal:
			n.Goal = true
		default:
			s.tag(&t.claims, n.Tags, tag)
		}
	case ask, sure:
		s.confidence(&t.claims, &n.Confidence, &n.Ask, a, t.label())
	case cur:
		w := setter[model.Node]{s: s, c: &t.claims, t: nodeTable, r: n, who: t.label(), extra: nodeExtra}
		for _, p := range a.pairs {
			if model.Key(p.key) != "id" || p.extra {
				w.set(p)
			}
		}
	default:
		panic("unknown attribute")
	}
}

func nodeExtra(n *model.Node) *model.Extra         { return &n.Extra }
func groupExtra(g *model.Group) *model.Extra       { return &g.Extra }
func relationExtra(r *model.Relation) *model.Extra { return &r.Extra }
func (s *sheet) tag(c *claims, now model.List, t string) {
	if c.tags == nil {
		c.tags = newWords(now)
	}
	c.tags.add(t)
}

func (s *sheet) groupAttribute(t *thing, a attr) {
	switch a.mark {
	case hash:
		word, tag := special(a.value)
		if word == "" {
			s.tag(&t.claims, t.group.Tags, tag)
			return
		}
	case cur:
		w := setter[model.Group]{s: s, c: &t.claims, t: groupTable, r: t.group, who: t.label(), extra: groupExtra}
		for _, p := range a.pairs {
			if model.Key(p.key) != "id" || p.extra {
				w.set(p)
			}
		}
		return
	}
	s.fail(a.at, lang.M("lines.L04", "c", s.here(a.at, len(s.s))))
}

// special tells the marks of external things and goals from tags. A quoted word is always a tag.
func special(v value) (word, tag string) {
	if !v.quoted {
		switch model.Key(v.text) {
		case "ext", "external", "外", "外部":
			return external, ""
		case "goal", "ゴール":
			return goal, ""
		}
	}
	return "", model.StoredWord(model.TagWords, v.text)
}

// confidence takes in ? and !, and the question with them.
func (s *sheet) confidence(c *claims, how *model.Confidence, question *string, a attr, who any) {
	to, word := model.Assumed, "?"
	if a.mark == sure {
		to, word = model.Confirmed, "!"
	}
	if _, twice := c.said["confidence"]; twice && *how != to {
		s.fail(a.at, lang.M("lines.L14", "v", who))
		return
	}
	if s.claim(c, "confidence", word, a.at, word, *how == to, who) {
		*how = to
	}
	if a.said && a.value.text != "" && s.claim(c, "ask", "ask", a.value.at, a.value.text, *question == a.value.text, who) {
		*question = a.value.text
	}
}

// grouping puts things into a group.
func (s *sheet) grouping(l line) {
	groups := s.mentioned(l.lists[0][0])
	for _, it := range l.lists[1] {
		for _, t := range s.mentioned(it) {
			if len(groups) == 0 {
				continue
			}
			if t.in != nil && t.in != groups[0] {
				s.fail(it.at, lang.M("lines.L15.in", "v", t.label(), "h", t.in.label()))
				continue
			}
			t.in, t.inAt = groups[0], it.at
		}
	}
}
