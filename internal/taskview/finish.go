package taskview

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"

	"seika/internal/lang"
	"seika/model"
)

// containsWord says that a key holds a word: between blanks, or anywhere where words are not parted.
func containsWord(key, word string) bool {
	if Tongue(word) == lang.JA {
		return strings.Contains(key, word)
	}
	return slices.Contains(strings.Fields(key), word)
}

// finish looks for goals, keeps remarks, and lists what of the source is not in the result (B12).
func (d *deriver) finish() {
	d.tellApart()
	needed := map[*thing]bool{}
	for _, p := range d.list {
		needed[p.from] = true
	}
	for _, t := range d.things {
		for up, n := t.partOf, 0; up != nil && n < model.MaxNesting; up, n = up.partOf, n+1 {
			needed[t] = needed[t] || needed[up]
		}
		if !needed[t] && !t.whole && !t.goal && !slices.Contains(t.tags, model.TagStore) && (len(t.writers) > 0 || len(t.usedBy) > 0) {
			d.ask("B12-goal", lang.M("taskview.ask.goal", "v", t.label()), t)
		}
	}
	d.branches()
	d.remarks()
	for i := range d.steps {
		s := &d.steps[i]
		switch {
		case s.exit:
		case s.Kind.Gateway() && len(s.decision) == 0 && len(s.out) == 0:
			d.lose(s.ID, s.label.Text, LostRouting)
		case s.Kind.Event() && len(s.out) == 0 && len(s.in) == 0:
			d.lose(s.ID, s.label.Text, LostEvent)
		case s.Kind.Event() && s.Trigger != "" && s.Trigger != "message":
			d.lose(s.ID, s.label.Text, LostTrigger)
		}
		if s.Loop != Once && !s.exit {
			d.lose(s.ID, s.label.Text, LostLoop)
		}
	}
	for i := range d.v.Flows {
		if f := d.v.Flows[i]; f.Condition != "" && f.Name == "" {
			d.lose(f.ID, f.Condition, LostCondition)
		}
	}
	d.account()
	if d.budget < 0 {
		d.ask("B0-size", lang.M("taskview.ask.size"))
	}
}

// tellApart puts the owner behind names that two parties' things have, where the source does not give the name itself.
func (d *deriver) tellApart() {
	parties := map[string]map[string]bool{}
	for _, t := range d.things {
		k := model.Key(t.label())
		if parties[k] == nil {
			parties[k] = map[string]bool{}
		}
		parties[k][t.party] = true
	}
	for _, t := range d.things {
		if t.prov == stated || t.prov == byMessage && t.sure == 0 || len(t.owners) == 0 || len(parties[model.Key(t.label())]) < 2 {
			continue
		}
		if Tongue(t.name) == lang.JA {
			t.name += "（" + t.owners[0] + "）"
		} else {
			t.name += " (" + t.owners[0] + ")"
		}
	}
}

// branches notes on deliverables of which way of a gateway they come.
func (d *deriver) branches() {
	way := make([]string, len(d.steps))
	for _, i := range d.order {
		s := &d.steps[i]
		if len(s.last) == 1 {
			from := &d.steps[s.last[0].to]
			way[i] = way[s.last[0].to]
			if f := s.last[0].flow; f >= 0 && (from.Kind == Xor || from.Kind == Or) && d.ways(s.last[0].to) > 1 && d.v.Flows[f].Name != "" {
				way[i] = strings.TrimPrefix(from.label.Text+"/"+d.v.Flows[f].Name, "/")
			}
		}
		for _, u := range s.out {
			if len(u.thing.writers) == 1 {
				u.thing.branch = way[i]
			}
		}
	}
}

// remarks puts texts on what they are about; those about nothing go to the document.
func (d *deriver) remarks() {
	for _, n := range d.v.Notes {
		found := false
		for _, id := range n.On {
			t := d.thing[id]
			if i, ok := d.step[id]; t == nil && ok {
				t = primary(d.steps[d.leaving(i)].out)
			}
			if t != nil {
				t.notes, found = join(t.notes, n.Text), true
			}
		}
		if !found && n.Text != "" {
			d.loose = append(d.loose, n.Text)
		}
	}
}

// build makes the model of what was found.
func (d *deriver) build() (Result, error) {
	r := model.Records{Meta: model.Meta{Title: d.v.Name, Lang: string(d.tongue), Remarks: model.NewList(d.loose...)}}
	taken := map[model.ID]bool{}
	groups := d.groups(&r, taken)
	for _, t := range d.things {
		if t.known == nil {
			continue
		}
		if id := model.ID(t.known.ID); id.Valid() && !taken[id] {
			t.id, taken[id] = id, true
		}
	}
	for _, t := range d.things {
		if t.id != "" {
			continue
		}
		prefix := model.NodePrefix
		if t.whole {
			prefix = model.GroupPrefix
		}
		t.id = d.newID(prefix, t.label(), t.at, taken)
	}
	r.Nodes, r.IO = make([]model.Node, 0, len(d.things)), make([]model.Relation, 0, len(d.list)) // large records
	for _, t := range d.things {
		n := d.node(t, groups)
		if t.whole {
			d.loseOfWhole(t, n)
			r.Groups = append(r.Groups, model.Group{ID: n.ID, Name: n.Name, Kind: model.Composite, In: n.In, Note: n.Note, Tags: n.Tags, Trace: n.Trace})
			continue
		}
		r.Nodes = append(r.Nodes, n)
	}
	for _, p := range d.list {
		r.IO = append(r.IO, d.relation(p))
	}
	d.suggest(&r, taken)
	g, bad := model.Build(r)
	if len(bad) > 0 {
		return Result{}, bad[0]
	}
	res := Result{Graph: g, Losses: d.losses}
	d.rankQuestions()
	for _, a := range d.asked {
		q := Question{Code: a.code, What: a.what}
		for _, t := range a.at {
			q.At = append(q.At, t.id)
		}
		if a.both != nil {
			if d.pairs[ends{a.both.from, a.both.to}] == nil {
				continue
			}
			q.At = []model.ID{model.IOEnds(a.both.from.id, a.both.to.id).ID()}
		}
		res.Questions = append(res.Questions, q)
	}
	slices.SortFunc(res.Losses, func(a, b Loss) int {
		return cmp.Or(cmp.Compare(a.Why, b.Why), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	res.Losses = slices.Compact(res.Losses)
	d.count(&res)
	return res, nil
}

func (d *deriver) newID(prefix, name string, n int, taken map[model.ID]bool) model.ID {
	id := d.ids.New(prefix, name, binary.BigEndian.AppendUint64(nil, uint64(n)), func(id model.ID) bool { return taken[id] })
	taken[id] = true
	return id
}

func (d *deriver) node(t *thing, groups map[string]model.ID) model.Node {
	slices.Sort(t.origin)
	n := model.Node{
		ID: t.id, Name: t.label(), Goal: t.goal, Owner: model.NewList(t.owners...), UsedBy: model.NewList(t.usedBy...), State: t.state,
		Criteria: t.criteria, Location: t.location,
		Work: t.work, Branch: t.branch, Tags: model.SortTags(join(nil, t.tags...)), Note: strings.Join(t.notes, "\n"),
		Trace: model.Trace{Prov: t.prov.model(), Rule: t.rule, Origin: model.NewList(slices.Compact(t.origin)...)},
	}
	if t.external {
		n.Scope = model.External
	}
	if t.mind {
		n.Kind = model.Intangible
	}
	if t.sure > 0 {
		n.Trace.Conf = model.Number(t.sure)
	}
	if t.prov == inferred {
		n.Confidence = model.Assumed
	}
	if t.revises != nil {
		n.Revises = t.revises.id
	}
	if !t.open.Zero() {
		n.Ask = t.open.In(d.asksIn(t.label()))
	}
	if t.known != nil {
		t.known.restore(&n)
	}
	if n.In = groups[d.place(t)]; t.partOf != nil {
		n.In = t.partOf.id
	}
	return n
}

// place is the box a deliverable stands in: that of those who write it, else of those who read it, if they share one.
func (d *deriver) place(t *thing) string {
	if t.box != "" && t.data {
		return t.box
	}
	by := t.writers
	if len(by) == 0 {
		by = t.readers
	}
	if len(by) == 0 {
		return d.home(t.box, t.party)
	}
	at := d.home(d.steps[by[0]].Box, d.steps[by[0]].Party)
	for _, i := range by[1:] {
		if d.home(d.steps[i].Box, d.steps[i].Party) != at {
			return ""
		}
	}
	return at
}

// home is a box; outside all, the process, where several stand side by side.
func (d *deriver) home(box, party string) string {
	if box != "" {
		return box
	}
	if d.party[party].Bare {
		return "party " + party
	}
	return ""
}

// groups makes one of each box and, where there are several processes without a pool, of each of those. Empty ones are left out.
func (d *deriver) groups(r *model.Records, taken map[model.ID]bool) map[string]model.ID {
	used := map[string]bool{}
	for _, t := range d.things {
		at := d.place(t)
		for n := 0; at != "" && !used[at] && n < model.MaxNesting; n++ {
			used[at] = true
			at = d.home(d.box[at].Parent, d.box[at].Party)
		}
	}
	ids := map[string]model.ID{}
	bare := 0
	for _, p := range d.v.Parties {
		if p.Bare {
			bare++
		}
	}
	type frame struct {
		key, name, around string
		tags              []string
	}
	var list []frame
	for _, p := range d.v.Parties {
		if key := "party " + p.ID; p.Bare && bare > 1 && used[key] {
			list = append(list, frame{key: key, name: p.Name})
		}
	}
	for _, b := range d.v.Boxes {
		if _, inside := d.exit[b.ID]; !used[b.ID] {
			if !inside {
				continue
			}
			d.lose(b.ID, b.Name, LostFrame)
			continue
		}
		f := frame{key: b.ID, name: b.Name, around: d.home(b.Parent, b.Party)}
		if b.Kind == EventSub || d.exceptional(b.ID) {
			f.tags = []string{"exception"}
			if f.name == "" {
				f.name = lang.Text(d.tongue, "taskview.name.exception")
			}
		}
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b frame) int { return cmp.Or(cmp.Compare(a.name, b.name), d.compareBoxes(a.key, b.key)) })
	for i, f := range list {
		ids[f.key] = d.newID(model.GroupPrefix, f.name, i, taken)
	}
	for _, f := range list {
		r.Groups = append(r.Groups, model.Group{
			ID: ids[f.key], Name: f.name, In: ids[f.around], Tags: model.SortTags(f.tags), Folded: len(f.tags) > 0,
			Trace: model.Trace{Prov: model.Stated, Rule: "B1", Origin: model.NewList(strings.TrimPrefix(f.key, "party "))},
		})
	}
	return ids
}

// asksIn is the language in which something is asked about a thing: that of its name, if the name tells.
func (d *deriver) asksIn(name string) lang.Lang {
	if l := Tongue(name); l == lang.JA || strings.IndexFunc(name, unicode.IsLower) >= 0 {
		return l
	}
	return cmp.Or(d.tongue, lang.EN) // PC, A4
}

// compareBoxes orders boxes of one name by the rank of their nodes.
func (d *deriver) compareBoxes(a, b string) int {
	return cmp.Compare(d.rankOf(a), d.rankOf(b))
}

func (d *deriver) rankOf(box string) uint64 {
	if i, ok := d.step[box]; ok {
		return uint64(i)
	}
	return 0
}

func (d *deriver) exceptional(box string) bool {
	i, ok := d.step[box]
	return ok && d.steps[i].Exception
}

func (d *deriver) relation(p *pair) model.Relation {
	slices.Sort(p.origin)
	r := model.Relation{
		Ends: model.IOEnds(p.from.id, p.to.id), Work: p.work, Note: strings.Join(p.notes, "\n"),
		Trace: model.Trace{Prov: p.prov.model(), Rule: p.rule, Origin: model.NewList(slices.Compact(p.origin)...)},
	}
	if p.sure > 0 {
		r.Trace.Conf = model.Number(p.sure)
	}
	if p.prov <= inferred {
		r.Confidence = model.Assumed
	}
	if p.update {
		r.Use = model.Update
	}
	if !p.ask.Zero() {
		r.Ask = p.ask.In(d.asksIn(p.to.label()))
	}
	return r
}

// suggest adds syncs, drafts and know-how: as proposals, or as part of the model.
func (d *deriver) suggest(r *model.Records, taken map[model.ID]bool) {
	offer := func(take Taking, as model.As, n model.Node, rel model.Relation) {
		switch {
		case take == Suggest:
			r.Proposals = append(r.Proposals, model.Proposal{As: as, Node: n, Relation: rel})
		case as == model.AsNode:
			r.Nodes = append(r.Nodes, n)
		case as == model.AsSync:
			r.Sync = append(r.Sync, rel)
		default:
			r.IO = append(r.IO, rel)
		}
	}
	trace := func(rule string, sure int, origin ...string) model.Trace {
		slices.Sort(origin)
		return model.Trace{Prov: model.Suggested, Conf: model.Number(sure), Rule: rule, Origin: model.NewList(slices.Compact(origin)...)}
	}
	for _, t := range d.ties {
		sync := model.Relation{
			Ends: model.SyncEnds(t.a.id, t.b.id), Parties: model.NewList(t.parties...), Confidence: model.Assumed,
			Trace: trace(t.rule, t.sure, t.origin...),
		}
		switch {
		case t.own:
			r.Sync = append(r.Sync, model.Relation{Ends: sync.Ends, Trace: model.Trace{Prov: model.Stated, Rule: t.rule}})
		case t.taken: // by who reads the source, so nothing is supposed any more
			sync.Confidence, sync.Trace.Prov, sync.Trace.Conf = model.Confirmed, model.Stated, model.Optional{}
			r.Sync = append(r.Sync, sync)
		default:
			offer(d.o.Sync, model.AsSync, model.Node{}, sync)
		}
	}
	for _, x := range d.drafts {
		tr := trace("B9", cueShared, x.of.origin...)
		var ids []model.ID
		for _, owner := range x.owners {
			name := lang.Text(Tongue(x.of.label()), "taskview.name.draft", "v", x.of.label(), "owner", owner)
			id := d.newID(model.NodePrefix, name, len(taken), taken)
			offer(d.o.Sync, model.AsNode, model.Node{ID: id, Name: name, Owner: model.NewList(owner), Confidence: model.Assumed, Trace: tr}, model.Relation{})
			offer(d.o.Sync, model.AsIO, model.Node{}, model.Relation{Ends: model.IOEnds(id, x.of.id), Confidence: model.Assumed, Trace: tr})
			for _, other := range ids {
				offer(d.o.Sync, model.AsSync, model.Node{}, model.Relation{Ends: model.SyncEnds(other, id), Confidence: model.Assumed, Trace: tr})
			}
			ids = append(ids, id)
		}
	}
	for _, k := range d.know {
		id := d.newID(model.NodePrefix, k.name, len(taken), taken)
		tr := trace("B11", sureByWording, k.origin)
		offer(d.o.KnowHow, model.AsNode, model.Node{
			ID: id, Name: k.name, Kind: model.Intangible, Subtype: model.Judgement, Confidence: model.Assumed, Trace: tr,
		}, model.Relation{})
		for _, t := range k.out {
			offer(d.o.KnowHow, model.AsIO, model.Node{}, model.Relation{Ends: model.IOEnds(id, t.id), Confidence: model.Assumed, Trace: tr})
		}
	}
}

func (d *deriver) count(r *Result) {
	c := &r.Counts
	for _, t := range d.things {
		switch t.prov {
		case stated:
			c.Stated++
		case byMessage:
			c.Message++
		default:
			c.Inferred++
		}
	}
	for _, p := range d.list {
		switch p.prov {
		case stated, byMessage:
			c.StatedIO++
		case inferred:
			c.InferredIO++
		default:
			c.Order++
		}
	}
	for _, t := range d.ties {
		if t.taken {
			c.StatedSync++
		} else {
			c.Syncs++
		}
	}
	c.Syncs, c.KnowHow = c.Syncs+len(d.drafts), len(d.know)
}
