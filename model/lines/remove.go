package lines

import (
	"errors"

	"seika/internal/lang"
	"seika/model"
)

// dropped is what lines that begin with MINUS take away.
type dropped struct {
	things    []*thing
	relations []model.Ends
}

// remove takes in a line that begins with MINUS. It makes nothing new.
func (s *sheet) remove(l line) {
	switch {
	case l.form == grouping:
		s.takeOut(l)
	case l.form == heading:
		s.fail(l.at, cannot(l.at, s.here(l.at, l.end)).what)
	case len(l.joins) > 0:
		s.unjoin(l)
	default:
		for _, it := range l.lists[0] {
			for _, t := range s.present(it) {
				if len(it.attrs) == 0 {
					s.dropped.things = append(s.dropped.things, t)
				}
				for _, a := range it.attrs {
					s.unsay(t, a)
				}
			}
		}
	}
}

// present leads from a mention to what is there already.
func (s *sheet) present(it item) []*thing {
	var ts []*thing
	for _, n := range it.names {
		var t *thing
		switch n.spelling {
		case byID, handle:
			t = s.find(it, n, value{})
		default:
			key := naming{sortOf(it), model.Key(n.text)}
			switch ids := s.named(key); len(ids) {
			case 0:
				s.none(n.at, n.text)
			case 1:
				t = s.load(ids[0], n.at)
			default:
				s.shared(n.at, n.text, ids)
			}
		}
		if t != nil {
			ts = append(ts, t)
		}
	}
	return ts
}

// presentAll is present for a list, whose mentions say nothing more.
func (s *sheet) presentAll(items []item) []*thing {
	var ts []*thing
	for _, it := range items {
		for _, a := range it.attrs {
			s.fail(a.at, lang.M("lines.L04", "c", s.here(a.at, len(s.s))))
		}
		ts = append(ts, s.present(it)...)
	}
	return ts
}

func (s *sheet) takeOut(l line) {
	groups := s.presentAll(l.lists[0])
	for _, it := range l.lists[1] {
		for _, t := range s.presentAll([]item{it}) {
			if len(groups) == 0 {
				continue
			}
			in := t.groupID()
			if *in != groups[0].id {
				s.fail(it.at, lang.M("lines.L16", "v", t.label(), "w", groups[0].label()))
				continue
			}
			*in = groups[0].group.In
		}
	}
}

// groupID is where a thing keeps the id of its group.
func (t *thing) groupID() *model.ID {
	if t.group != nil {
		return &t.group.In
	}
	return &t.node.In
}

// unjoin takes relations away, or what operators say about them.
func (s *sheet) unjoin(l line) {
	var lists [][]*thing
	for _, list := range l.lists {
		lists = append(lists, s.presentAll(list))
	}
	run := 0
	for i, j := range l.joins {
		if j.kind != mutual || i > 0 && l.joins[i-1].kind != mutual {
			run = i
		}
		for _, list := range lists[run : i+1] {
			if !s.affordable(j, len(list), len(lists[i+1])) {
				return
			}
			for _, a := range list {
				for _, b := range lists[i+1] {
					s.unjoinPair(j, a, b)
				}
			}
		}
	}
}

// unjoinPair takes one relation away, or what is said about it.
func (s *sheet) unjoinPair(j join, a, b *thing) {
	key := s.ends(j, a, b)
	old, there := s.loadRelation(key)
	switch {
	case !there:
		s.fail(j.at, lang.M("lines.L16", "v", a.label(), "w", b.label()))
	case len(j.attrs) == 0:
		s.dropped.relations = append(s.dropped.relations, old.Ends)
	default:
		r := s.relAt[key]
		if r == nil {
			r = &rel{relKey: key, at: j.at, rec: old}
			s.relAt[key] = r
			s.rels = append(s.rels, r)
		}
		s.relationAttributes(r, j.attrs, true)
	}
}

// unsay takes an attribute away.
func (s *sheet) unsay(t *thing, a attr) {
	if t.group != nil {
		s.unsayGroup(t, a)
		return
	}
	n := t.node
	switch a.mark {
	case owner:
		n.Owner = n.Owner.Without(a.value.text)
	case hash:
		switch word, tag := special(a.value); word {
		case external:
			n.Scope = model.Internal
		case goal:
			n.Goal = false
		default:
			n.Tags = n.Tags.Without(tag)
		}
	case ask, sure:
		unsure(&n.Confidence, &n.Ask, a)
	case cur:
		setAll(setter[model.Node]{
			s: s, c: &t.claims, t: nodeTable, r: n, who: t.label(), extra: nodeExtra, clear: true,
		}, a.pairs)
	default:
		panic("unknown attribute")
	}
}

func (s *sheet) unsayGroup(t *thing, a attr) {
	word, tag := special(a.value)
	switch {
	case a.mark == hash && word == "":
		t.group.Tags = t.group.Tags.Without(tag)
	case a.mark == cur:
		setAll(setter[model.Group]{
			s: s, c: &t.claims, t: groupTable, r: t.group, who: t.label(), extra: groupExtra, clear: true,
		}, a.pairs)
	default:
		s.fail(a.at, lang.M("lines.L04", "c", s.here(a.at, len(s.s))))
	}
}

// unsure takes ? or ! back, the first with its question.
func unsure(how *model.Confidence, question *string, a attr) {
	if a.mark == sure && *how == model.Confirmed {
		*how = model.Heard
	}
	if a.mark == ask && *how == model.Assumed {
		*how, *question = model.Heard, ""
	}
}

func asRefusal(err error) (model.Refusal, bool) {
	var r model.Refusal
	ok := errors.As(err, &r)
	return r, ok
}
