package lines

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/model"
)

// settle gives everything its id and brings the records into their final form.
func (s *sheet) settle() {
	s.name()
	for _, f := range s.later {
		f()
	}
	for _, r := range s.rels {
		r.rec.Ends = r.ends()
		if r.extra != nil {
			r.rec.Extra = r.extra.extra()
		}
		for _, end := range []*thing{r.from, r.to} {
			if end.group == nil {
				continue
			}
			if _, said := end.said["kind"]; !said {
				end.group.Kind = model.Composite
			}
		}
	}
	for _, t := range s.things {
		if name, ok := s.renamed[t.id]; ok {
			t.setName(name)
		}
		t.settle()
	}
	s.meta.Remarks = model.NewList(s.remarks.list...)
	if s.metaClaims.tags != nil {
		s.meta.Tags = model.SortTags(s.metaClaims.tags.list)
	}
	if s.metaClaims.extra != nil {
		s.meta.Extra = s.metaClaims.extra.extra()
	}
	s.settleRecords()
}

func (t *thing) settle() {
	if g := t.group; g != nil {
		g.ID = t.id
		if t.in != nil {
			g.In = t.in.id
		}
		if t.tags != nil {
			g.Tags = model.SortTags(t.tags.list)
		}
		if t.extra != nil {
			g.Extra = t.extra.extra()
		}
		return
	}
	n := t.node
	n.ID = t.id
	if t.in != nil {
		n.In = t.in.id
	}
	if t.owners != nil {
		n.Owner = model.NewList(t.owners.list...)
	}
	if t.tags != nil {
		n.Tags = model.SortTags(t.tags.list)
	}
	if t.extra != nil {
		n.Extra = t.extra.extra()
	}
}

// name derives the ids that nobody gave, in the order of the names, so that the order of lines does not matter.
func (s *sheet) name() {
	var new []*thing
	for _, t := range s.things {
		if t.id == "" {
			new = append(new, t)
		}
	}
	slices.SortFunc(new, func(a, b *thing) int {
		return cmp.Or(cmp.Compare(a.naming.sort, b.naming.sort), cmp.Compare(a.key, b.key))
	})
	for _, t := range new {
		t.id = model.NewID(prefix(t.naming.sort), t.label(), nil, s.taken)
		s.byID[t.id] = t
	}
}

func (s *sheet) taken(id model.ID) bool {
	_, given := s.kinds[id]
	return given || s.byID[id] != nil || s.base.Has(id)
}

// refText reads a value that is an id.
func refText(text string) (model.ID, bool) {
	id, ok := strings.CutPrefix(text, "$")
	if !ok {
		id, ok = strings.CutPrefix(text, "＄")
	}
	return model.ID(id), ok
}

// referred is the id of what a value names.
func (s *sheet) referred(v value) (model.ID, bool) {
	if id, ok := refText(v.text); ok {
		return id, true
	}
	key := naming{node, model.Key(v.text)}
	if t := s.byName[key]; t != nil {
		return t.id, true
	}
	ids := s.given[key]
	if len(ids) == 0 {
		ids = s.named(key)
	}
	switch len(ids) {
	case 0:
		s.none(v.at, v.text)
		return "", false
	case 1:
		return ids[0], true
	default:
		s.shared(v.at, v.text, ids)
		return "", false
	}
}

// records is everything as a model, with the place in the text of each row.
func (s *sheet) records() (model.Records, func(model.Refusal) int) {
	r := model.Records{Meta: s.meta}
	at := map[model.Table][]int{}
	for _, t := range s.things {
		if t.group != nil {
			r.Groups = append(r.Groups, *t.group)
			at[model.Groups] = append(at[model.Groups], max(t.at, t.inAt))
		} else {
			r.Nodes = append(r.Nodes, *t.node)
			at[model.Nodes] = append(at[model.Nodes], t.at)
		}
	}
	for _, l := range s.rels {
		if l.kind == model.Sync {
			r.Sync = append(r.Sync, l.rec)
			at[model.Syncs] = append(at[model.Syncs], l.at)
		} else {
			r.IO = append(r.IO, l.rec)
			at[model.IOs] = append(at[model.IOs], l.at)
		}
	}
	s.addRecords(&r, at)
	return r, func(f model.Refusal) int {
		if rows := at[f.Table]; f.Index >= 0 && f.Index < len(rows) {
			return rows[f.Index]
		}
		return 0
	}
}

// graph builds the model, or notes why it would not be well-formed.
func (s *sheet) graph() *model.Graph {
	if s.full {
		return nil
	}
	s.settle()
	r, at := s.records()
	g, bad := model.Build(r)
	s.refuseAll(bad, at)
	return g
}

// refuseAll notes what the model refuses; what is said of both a relation and its end counts once.
func (s *sheet) refuseAll(bad []model.Refusal, at func(model.Refusal) int) {
	told := map[string]bool{}
	for _, f := range bad {
		if text := f.What.Error(); !told[text] {
			told[text] = true
			s.fail(at(f), refused(f.What))
		}
	}
}

// refused is the sentence for what the model refuses, in the words of lines where they have their own.
func refused(m lang.Msg) lang.Msg {
	if m.Key == "model.inside" {
		return lang.M("lines.L15", m.Args...)
	}
	return m
}
