package lines

import (
	"slices"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

type relKey struct {
	kind     model.RelationKind
	from, to *thing
}

type rel struct {
	relKey
	at   int // the operator
	last int // the last operator that made it
	rec  model.Relation
	claims
}

func (r *rel) label() string {
	mark := " > "
	if r.kind == model.Sync {
		mark = " = "
	}
	return r.from.label() + mark + r.to.label()
}

// joined makes the relations of a chain: each operator joins its neighbours, but in a run of syncs everything before it.
func (s *sheet) joined(joins []join, lists [][]*thing) {
	run := 0
	for i, j := range joins {
		if j.kind != mutual || i > 0 && joins[i-1].kind != mutual {
			run = i
		}
		var before []*thing
		for _, list := range lists[run : i+1] {
			before = append(before, list...)
		}
		if !s.affordable(j, len(before), len(lists[i+1])) {
			return
		}
		alike := false
		for _, a := range before {
			for _, b := range lists[i+1] {
				alike = alike || a == b
				if a != b && !s.full {
					s.relate(j, a, b)
				}
			}
		}
		if alike {
			s.alike(j, before, lists[i+1])
		}
	}
}

// alike tells which thing an operator joins to itself.
func (s *sheet) alike(j join, before, after []*thing) {
	for _, a := range before {
		if slices.Contains(after, a) {
			s.fail(j.at, lang.M("lines.L09", "v", a.label()))
			return
		}
	}
}

// affordable counts what an operator makes before any of it is made.
func (s *sheet) affordable(j join, before, after int) bool {
	n := int64(before) * int64(after)
	what, over := s.in.Limits.Over(source.Edges, n)
	if !over && !s.spend(n*(1+parts(j.attrs))) {
		what, over = lang.M("lines.too_long", "n", source.Count(maxParts)), true
	}
	if over {
		s.fail(j.at, what)
		s.full = true
	}
	return !over
}

// parts counts what attributes say.
func parts(attrs []attr) int64 {
	n := int64(len(attrs))
	for _, a := range attrs {
		n += int64(len(a.pairs))
	}
	return n
}

// spend bounds what a text may make by saying the same of many things again and again.
func (s *sheet) spend(work int64) bool {
	const most = 1 << 22
	s.work += work
	return work <= most && s.work <= most
}

// relate makes one relation, or says more about it.
func (s *sheet) relate(j join, a, b *thing) {
	key := s.ends(j, a, b)
	r := s.relAt[key]
	if r == nil {
		r = &rel{relKey: key, at: j.at}
		old := false
		if a.known && b.known {
			r.rec, old = s.loadRelation(key)
		}
		s.relAt[key] = r
		s.rels = append(s.rels, r)
		if !old {
			s.freshRels++
		}
		if what, over := s.in.Limits.Over(source.Edges, int64(s.freshRels+s.base.RelationCount())); over && s.place != inPane {
			s.fail(j.at, what)
			s.full = true
			return
		}
	}
	r.last = j.at
	s.relationAttributes(r, j.attrs, false)
}

func (s *sheet) ends(j join, a, b *thing) relKey {
	key := relKey{model.IO, a, b}
	if j.kind == backward {
		key.from, key.to = b, a
	}
	if j.kind == mutual {
		key.kind = model.Sync
		if a.seq > b.seq {
			key.from, key.to = b, a
		}
	}
	return key
}

func (k relKey) ends() model.Ends {
	if k.kind == model.Sync {
		return model.SyncEnds(k.from.id, k.to.id)
	}
	return model.IOEnds(k.from.id, k.to.id)
}

func (s *sheet) loadRelation(key relKey) (model.Relation, bool) {
	rec, ok := s.base.Relation(key.ends())
	if s.place == inPane {
		rec = hiddenRelation(rec)
	}
	return rec, ok
}

func (s *sheet) relationAttributes(r *rel, attrs []attr, clear bool) {
	w := setter[model.Relation]{
		s: s, c: &r.claims, t: relationTable[r.kind], r: &r.rec, extra: relationExtra, clear: clear,
	}
	for _, a := range attrs {
		w.who = r.label()
		switch a.mark {
		case ask, sure:
			if clear {
				unsure(&r.rec.Confidence, &r.rec.Ask, a)
				continue
			}
			s.confidence(&r.claims, &r.rec.Confidence, &r.rec.Ask, a, w.who)
		case cur:
			for _, p := range a.pairs {
				w.set(p)
			}
		default:
			s.fail(a.at, lang.M("lines.L04", "c", s.here(a.at, len(s.s))))
		}
	}
}
