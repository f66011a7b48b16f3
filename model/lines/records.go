package lines

import (
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// Phases, answers and proposals: a heading with braces each.

type phase struct {
	at  int
	key naming
	rec model.Phase
	claims
}

type answer struct {
	at  int
	rec model.Answer
	claims
}

type proposal struct {
	at  int
	rec model.Proposal
	claims
}

func (s *sheet) record(name string, h head) {
	switch name {
	case "phase":
		s.phase(h)
	case "answer":
		a := &answer{at: h.at}
		w := setter[model.Answer]{
			s: s, c: &a.claims, t: answerTable, r: &a.rec, who: saying(h.pairs, "rule", "規則"),
			extra: func(a *model.Answer) *model.Extra { return &a.Extra },
		}
		setAll(w, h.pairs)
		s.answers = append(s.answers, a)
	case "proposal":
		s.proposal(h)
	default:
		panic("unknown heading " + name)
	}
}

func setAll[T comparable](w setter[T], pairs []pair) {
	for _, p := range pairs {
		w.set(p)
	}
}

func (s *sheet) phase(h head) {
	p := s.findPhase(h)
	if p == nil {
		return
	}
	w := setter[model.Phase]{
		s: s, c: &p.claims, t: phaseTable, r: &p.rec, who: p.rec.Name,
		extra: func(p *model.Phase) *model.Extra { return &p.Extra },
	}
	for _, pr := range h.pairs {
		// Another spelling of the same name is no second name.
		if k := model.Key(pr.key); !pr.extra && (k == "name" || k == "名前") && p.rec.Name != "" && p.key.key == model.Key(p.rec.Name) {
			continue
		}
		w.set(pr)
	}
}

// findPhase leads from the name or id of a phase to it, and makes it where it is new.
func (s *sheet) findPhase(h head) *phase {
	text, id := saying(h.pairs, "name", "名前"), model.ID(saying(h.pairs, "id"))
	key := naming{stage, model.Key(text)}
	ids := s.given[key]
	if len(ids) == 0 && key.key != "" {
		ids = s.named(key)
	}
	switch {
	case id == "" && key.key == "":
		s.fail(h.at, lang.M("lines.L03"))
		return nil
	case id == "" && len(ids) > 1:
		s.shared(h.at, text, ids)
		return nil
	case id == "" && len(ids) == 1:
		id = ids[0]
	}
	at := phaseKey{id: id}
	if id == "" {
		at.name = key
	}
	if p := s.phaseAt[at]; p != nil {
		return p
	}
	p := &phase{at: h.at, key: key}
	if old, ok := s.base.Phase(id); ok {
		p.rec = old
		if s.place == inPane {
			p.rec = hiddenPhase(old)
		}
	}
	p.rec.ID = id
	s.phaseAt[at] = p
	s.phases = append(s.phases, p)
	return p
}

// phaseKey is the id of a phase where one is given, else its name.
type phaseKey struct {
	id   model.ID
	name naming
}

func (s *sheet) proposal(h head) {
	p := &proposal{at: h.at, rec: model.Proposal{As: model.As(model.Key(saying(h.pairs, "as")))}}
	who := string(p.rec.As)
	pairs := slices.DeleteFunc(slices.Clone(h.pairs), func(p pair) bool { return !p.extra && model.Key(p.key) == "as" })
	relation := func(t table[model.Relation]) {
		setAll(setter[model.Relation]{s: s, c: &p.claims, t: t, r: &p.rec.Relation, who: who, extra: relationExtra}, pairs)
	}
	switch p.rec.As {
	case model.AsNode:
		setAll(setter[model.Node]{s: s, c: &p.claims, t: offeredNode, r: &p.rec.Node, who: who, extra: nodeExtra}, pairs)
	case model.AsIO:
		relation(offeredIO)
	case model.AsSync:
		p.rec.Relation.Kind = model.Sync
		relation(offeredSync)
	default:
		s.fail(h.at, lang.M("model.bad.choice", "x", string(p.rec.As), "values", "node, io, sync"))
		return
	}
	s.proposals = append(s.proposals, p)
}

// settleRecords gives phases their ids and order, and puts together what was said about one answer or proposal.
func (s *sheet) settleRecords() {
	last := 0
	if s.place == inBar || s.place == inPaste {
		for p := range s.base.Phases() {
			last = max(last, p.Order)
		}
	}
	for _, p := range s.phases {
		if p.rec.ID == "" {
			p.rec.ID = model.NewID(model.PhasePrefix, p.rec.Name, nil, s.taken)
			s.kinds[p.rec.ID] = stage
		}
		if _, said := p.said["order"]; !said && (p.rec.Order == 0 || s.place == inPane) {
			p.rec.Order = last + 1
		}
		last = max(last, p.rec.Order)
		if p.extra != nil {
			p.rec.Extra = p.extra.extra()
		}
	}
	s.settleAnswers()
	s.settleProposals()
}

func (s *sheet) settleAnswers() {
	at := map[model.Question]*answer{}
	var kept []*answer
	for _, a := range s.answers {
		first := at[a.rec.Question]
		if first == nil {
			first = &answer{at: a.at}
			if old, ok := s.base.Answer(a.rec.Question); ok {
				first.rec = old
			}
			first.rec.Question = a.rec.Question
			at[a.rec.Question] = first
			kept = append(kept, first)
		}
		s.merge(first, a)
	}
	for _, a := range kept {
		if a.extra != nil {
			a.rec.Extra = a.extra.extra()
		}
	}
	s.answers = kept
}

// merge takes into an answer what another line says about it.
func (s *sheet) merge(to, from *answer) {
	for _, f := range model.AnswerFields {
		c, said := from.said[f.Name]
		if !said || f.List != nil {
			continue
		}
		v := f.Get(&from.rec)
		if s.claim(&to.claims, f.Name, f.Name, c.at, c.text, f.Get(&to.rec) == v, to.rec.Rule) {
			f.Set(&to.rec, v)
		}
	}
	if from.extra == nil {
		return
	}
	if to.extra == nil {
		to.extra = newUnknowns(to.rec.Extra)
	}
	for _, m := range from.extra.extra().Members() {
		c := from.said["+"+m.Name]
		if s.claim(&to.claims, "+"+m.Name, m.Name, c.at, c.text, to.extra[m.Name] == m.Value, to.rec.Rule) {
			to.extra[m.Name] = m.Value
		}
	}
}

// settleProposals drops lines that say the same again. Two that differ are refused with the model.
func (s *sheet) settleProposals() {
	seen := map[model.Proposal]bool{}
	var kept []*proposal
	for _, p := range s.proposals {
		e := &p.rec.Relation.Extra
		if p.rec.As == model.AsNode {
			e = &p.rec.Node.Extra
			if n := &p.rec.Node; n.ID == "" && model.Key(n.Name) != "" {
				n.ID = model.DerivedID(model.NodePrefix, n.Name)
			}
			p.rec.Node.Tags = model.SortTags(p.rec.Node.Tags.Items())
		} else if p.rec.As == model.AsSync {
			p.rec.Relation.Ends = model.SyncEnds(p.rec.Relation.From, p.rec.Relation.To)
		}
		if p.extra != nil {
			*e = p.extra.extra()
		}
		if !seen[p.rec] {
			seen[p.rec] = true
			kept = append(kept, p)
		}
	}
	s.proposals = kept
}

// addRecords adds the rows that are no deliverables, groups or relations.
func (s *sheet) addRecords(r *model.Records, at map[model.Table][]int) {
	for _, p := range s.phases {
		r.Phases = append(r.Phases, p.rec)
		at[model.Phases] = append(at[model.Phases], p.at)
	}
	for _, a := range s.answers {
		r.Answers = append(r.Answers, a.rec)
		at[model.Answers] = append(at[model.Answers], a.at)
	}
	for _, p := range s.proposals {
		r.Proposals = append(r.Proposals, p.rec)
		at[model.Proposals] = append(at[model.Proposals], p.at)
	}
}

// recordsAt lists where phases, answers and proposals stand.
func (s *sheet) recordsAt() []int {
	var at []int
	for _, p := range s.phases {
		at = append(at, p.at)
	}
	for _, a := range s.answers {
		at = append(at, a.at)
	}
	for _, p := range s.proposals {
		at = append(at, p.at)
	}
	return at
}
