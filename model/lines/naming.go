package lines

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// gather looks ahead for ids that braces give, since a name may be mentioned before its id is.
func (s *sheet) gather(ctx context.Context) error {
	used, tokens := map[model.ID]bool{}, int64(0)
	err := s.spans(ctx, func(at, end int) {
		if !refers(s.s[at:end]) {
			return
		}
		const parts = 32 // of a line that is read twice
		if tokens += parts; s.many(tokens, at) {
			return
		}
		l, f := s.parser.line(at, end)
		if f != nil {
			s.faults++
			return
		}
		s.gatherLine(l, used)
	})
	s.faults = 0
	if err != nil {
		return err
	}
	for id := range used {
		if _, ok := s.kinds[id]; ok || s.base.Has(id) {
			delete(used, id)
		}
	}
	if len(used) == 0 {
		return nil
	}
	// What is left may be the derived ids of names that stand anywhere.
	asked := map[naming]bool{}
	return s.spans(ctx, func(at, end int) {
		l, f := s.parser.line(at, end)
		if f != nil {
			return
		}
		for _, list := range l.lists {
			for _, it := range list {
				for _, n := range it.names {
					s.derive(it, n, used, asked)
				}
			}
		}
	})
}

// refers says that a line may use an id or give one. Most lines do not, and need not be read for it.
func refers(line []byte) bool {
	if bytes.IndexByte(line, '$') >= 0 || bytes.Contains(line, []byte("＄")) {
		return true
	}
	braces := bytes.IndexByte(line, '{')
	if wide := bytes.Index(line, []byte("｛")); braces < 0 || wide >= 0 && wide < braces {
		braces = wide
	}
	return braces >= 0 && namesID(line[braces:])
}

// namesID says that "id" may stand in braces: as it is, in other letters, or in escapes.
func namesID(braces []byte) bool {
	for i := range len(braces) {
		const small = 0x20 // of ASCII letters
		switch c := braces[i]; {
		case c >= utf8.RuneSelf, c == '\\':
			return true
		case c|small == 'd' && i > 0 && braces[i-1]|small == 'i':
			return true
		}
	}
	return false
}

func (s *sheet) gatherLine(l line, used map[model.ID]bool) {
	for _, list := range l.lists {
		for _, it := range list {
			given, found := idPair(it.attrs)
			for _, n := range it.names {
				switch {
				case n.spelling == byID:
					used[model.ID(n.text)] = true
				case found && n.spelling != handle && len(given.values) > 0:
					s.give(naming{sortOf(it), model.Key(n.text)}, model.ID(given.values[0].text))
				}
			}
		}
	}
	for _, a := range l.attrs {
		useRefs(a.pairs, used)
	}
	useRefs(l.head.pairs, used)
	for _, list := range l.lists {
		for _, it := range list {
			for _, a := range it.attrs {
				useRefs(a.pairs, used)
			}
		}
	}
	if l.form != heading || headings.find(l.head.key).name != "phase" {
		return
	}
	if id := saying(l.head.pairs, "id"); id != "" {
		s.give(naming{stage, model.Key(saying(l.head.pairs, "name", "名前"))}, model.ID(id))
	}
}

// useRefs notes the ids that values refer to.
func useRefs(pairs []pair, used map[model.ID]bool) {
	for _, p := range pairs {
		for _, v := range p.values {
			if id, ok := refText(v.text); ok {
				used[id] = true
			}
		}
	}
}

func (s *sheet) give(n naming, id model.ID) {
	if !id.Valid() {
		return // is told where it stands
	}
	if _, twice := s.kinds[id]; !twice {
		s.kinds[id] = n.sort
	}
	if n.key != "" && !slices.Contains(s.given[n], id) {
		s.given[n] = append(s.given[n], id)
	}
}

func (s *sheet) derive(it item, n name, used map[model.ID]bool, asked map[naming]bool) {
	key := naming{sortOf(it), model.Key(n.text)}
	if n.spelling == byID || n.spelling == handle || key.key == "" || asked[key] || len(s.given[key]) > 0 {
		return
	}
	asked[key] = true
	if id := model.DerivedID(prefix(key.sort), n.text); used[id] {
		s.derived[id] = key
	}
}

func sortOf(it item) sort {
	if it.group {
		return group
	}
	return node
}

func prefix(k sort) string {
	return [...]string{node: model.NodePrefix, group: model.GroupPrefix, stage: model.PhasePrefix}[k]
}

// idPair finds the pair that gives an id.
func idPair(attrs []attr) (pair, bool) {
	for _, a := range attrs {
		for _, p := range a.pairs {
			if !p.extra && model.Key(p.key) == "id" {
				return p, true
			}
		}
	}
	return pair{}, false
}

// saying is the text of the first pair that has one of the keys.
func saying(pairs []pair, keys ...string) string {
	for _, p := range pairs {
		if !p.extra && slices.Contains(keys, model.Key(p.key)) && len(p.values) > 0 {
			return p.values[0].text
		}
	}
	return ""
}

// find leads from a name to what it names, and makes it where it is new. given is the id that braces after it give. nil means
// that a fault was noted.
func (s *sheet) find(it item, n name, given value) *thing {
	switch n.spelling {
	case byID:
		return s.checkGiven(s.referredThing(it, n), given)
	case handle:
		return s.checkGiven(s.handled(n), given)
	}
	if what, over := s.in.Limits.Over(source.Label, int64(len(n.text))); over {
		s.fail(n.at, what)
		return nil
	}
	key := naming{sortOf(it), model.Key(n.text)}
	id := model.ID(given.text)
	if id != "" {
		return s.identified(key, n, id, given.at)
	}
	if key.key == "" {
		s.fail(n.at, lang.M("lines.L03"))
		return nil
	}
	if t := s.byName[key]; t != nil {
		s.baptise(t, key, n)
		return t
	}
	t, ok := s.look(key, n)
	if !ok {
		return nil
	}
	if t == nil {
		t = s.make(key, n, "")
	}
	s.byName[key] = t
	return t
}

// checkGiven holds an id in braces against what has one already.
func (s *sheet) checkGiven(t *thing, given value) *thing {
	if t != nil && given.text != "" && model.ID(given.text) != t.id {
		s.fail(given.at, lang.M("lines.has_id", "v", t.label(), "id", string(t.id)))
		return nil
	}
	return t
}

// look finds what has a name already, in the lines or the open document; nil if nothing has. A name that several have is a
// fault.
func (s *sheet) look(key naming, n name) (t *thing, ok bool) {
	ids := s.given[key]
	if len(ids) == 0 {
		ids = s.named(key)
	}
	switch len(ids) {
	case 0:
		return nil, true
	case 1:
		t := s.byID[ids[0]]
		if t == nil && s.base.Has(ids[0]) {
			t = s.load(ids[0], n.at)
		}
		if t == nil {
			return s.make(key, n, ids[0]), true
		}
		if _, renamed := s.renamed[t.id]; t.naming.sort != key.sort || t.named && t.key != key.key && !renamed {
			s.none(n.at, n.text)
			return nil, false
		}
		s.baptise(t, key, n)
		return t, true
	default:
		s.shared(n.at, n.text, ids)
		return nil, false
	}
}

func (s *sheet) shared(at int, name string, ids []model.ID) {
	var list []string
	for _, id := range ids {
		list = append(list, "$"+string(id))
	}
	s.fail(at, lang.M("lines.L17", "n", len(ids), "v", name, "ids", strings.Join(list, ", ")))
}

// named lists what the open document has under a name.
func (s *sheet) named(key naming) []model.ID {
	if id, ok := s.aliases[key]; ok {
		return []model.ID{id}
	}
	switch key.sort {
	case node:
		return s.base.Named(key.key)
	case group:
		return s.base.GroupsNamed(key.key)
	default:
		if s.phaseNames == nil {
			s.phaseNames = map[string][]model.ID{}
			for p := range s.base.Phases() {
				k := model.Key(p.Name)
				s.phaseNames[k] = append(s.phaseNames[k], p.ID)
			}
		}
		return s.phaseNames[key.key]
	}
}

// identified leads to what has the id that braces give.
func (s *sheet) identified(key naming, n name, id model.ID, at int) *thing {
	if !id.Valid() {
		s.fail(at, lang.M("model.id_form", "id", string(id)))
		return nil
	}
	t := s.byID[id]
	if t == nil {
		t = s.load(id, n.at)
	}
	if t == nil {
		if taken := s.named(key); len(taken) > 0 && key.key != "" {
			s.fail(at, lang.M("lines.has_id", "v", n.text, "id", string(taken[0])))
			return nil
		}
		if s.base.Has(id) {
			s.fail(at, lang.M("model.id_twice", "id", string(id)))
			return nil
		}
		return s.make(key, n, id)
	}
	switch {
	case t.naming.sort != key.sort:
		s.fail(at, lang.M("model.id_twice", "id", string(id)))
		return nil
	case t.known && t.named && t.key != key.key:
		s.fail(at, lang.M("lines.has_id", "v", t.label(), "id", string(id)))
		return nil
	case t.named && t.key != key.key:
		s.fail(n.at, lang.M("lines.L12", "member", "name", "v", string(id), "x", t.label(), "n", s.lineOf(t.at), "y", n.text))
		return nil
	}
	s.baptise(t, key, n)
	return t
}

// baptise gives a name to what was mentioned by its id alone so far.
func (s *sheet) baptise(t *thing, key naming, n name) {
	if t.named {
		return
	}
	t.named, t.naming = true, key
	t.setName(n.text)
}

// referredThing leads from $id to what has it.
func (s *sheet) referredThing(it item, n name) *thing {
	id := model.ID(n.text)
	t := s.byID[id]
	if t == nil {
		t = s.load(id, n.at)
	}
	if t == nil {
		if key, ok := s.derived[id]; ok {
			t = s.byName[key]
			if t == nil {
				t = s.make(key, name{at: n.at}, "")
				t.named = false
				s.byName[key] = t
			}
		} else if kind, ok := s.kinds[id]; ok && kind != stage && id.Valid() {
			t = s.make(naming{sort: kind}, name{at: n.at}, id)
			t.named = false
		}
	}
	if t == nil || it.group && t.group == nil {
		s.none(n.at, "$"+n.text)
		return nil
	}
	return t
}

// make adds something new.
func (s *sheet) make(key naming, n name, id model.ID) *thing {
	t := &thing{naming: key, id: id, named: true, at: n.at, seq: len(s.things)}
	if key.sort == group {
		t.group = &model.Group{Name: n.text}
	} else {
		t.node = &model.Node{Name: n.text}
		s.fresh++
		if what, over := s.in.Limits.Over(source.Nodes, int64(s.base.NodeCount()+s.fresh)); over && s.place != inPane {
			s.fail(n.at, what)
			s.full = true
		}
	}
	s.enter(t)
	return t
}

// load takes what the open document has under an id into the sheet; nil if that is no deliverable or group.
func (s *sheet) load(id model.ID, at int) *thing {
	if t := s.byID[id]; t != nil {
		return t
	}
	// In the pane the name is what the text says.
	t := &thing{id: id, named: s.place != inPane, known: true, at: at, seq: len(s.things)}
	if n, ok := s.base.Node(id); ok {
		t.naming = naming{node, model.Key(n.Name)}
		if s.place == inPane {
			n = hiddenNode(n)
		}
		t.node = &n
	} else if g, ok := s.base.Group(id); ok {
		t.naming = naming{group, model.Key(g.Name)}
		if s.place == inPane {
			g = hiddenGroup(g)
		}
		t.group = &g
	} else {
		return nil
	}
	s.enter(t)
	return t
}

func (s *sheet) enter(t *thing) {
	s.things = append(s.things, t)
	if t.id != "" {
		s.byID[t.id] = t
	}
}
