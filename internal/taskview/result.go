package taskview

import (
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// results gives every activity that writes nothing what comes of it (B4), along the flow.
func (d *deriver) results() {
	for _, i := range d.order {
		s := &d.steps[i]
		d.worksOn(i)
		switch {
		case s.exit, len(s.out) > 0, s.passes:
		case !s.Kind.Activity(), s.Kind == Process:
			s.passes = true
		case s.label.Text == "":
			s.passes = true
			d.lose(s.ID, "", LostStep)
		case s.Kind == ReceiveTask && len(s.in) > 0, s.label.Receives && d.receivesData(s):
			s.passes = true
			d.lose(s.ID, s.label.Text, LostStep)
		case s.label.Class == Move:
			d.move(i)
		default:
			name, sure := s.label.Product()
			if s.label.Bare && d.upstream(i, name) != nil {
				name = s.label.result() // it works on what it is named after
			}
			d.yield(i, name, sure)
		}
		if s.passes && s.Kind.Activity() && len(s.in) > 0 && s.label.Text != "" && d.exit[s.ID] == 0 && s.Kind != ReceiveTask && !s.label.Receives && !s.exit {
			d.lose(s.ID, s.label.Text, LostStep)
		}
	}
}

// worksOn has a step read what its label says it works on, if that was there before: who approves the invoice needs the invoice, which is
// more than that it comes earlier.
func (d *deriver) worksOn(i int) {
	s := &d.steps[i]
	if s.exit || !s.Kind.Activity() || s.Kind == Process || s.label.Object == "" {
		return
	}
	switch s.label.Class {
	case Check, Think, Settle, Act:
		if t := d.upstream(i, s.label.Object); t != nil && !holds(s.in, t) && !holds(s.out, t) {
			d.read(i, use{thing: t, prov: inferred, sure: sureByPattern, rule: "B4"})
		}
	case NoClass, Make, Move, Do:
	}
}

// receivesData says that a step reads what its label says it receives.
func (d *deriver) receivesData(s *step) bool {
	if d.called(s.in, model.Key(s.label.Object)) != nil {
		return true
	}
	for _, u := range s.in {
		if u.prov == byMessage {
			return true
		}
	}
	return false
}

// move is an activity that brings something elsewhere: the thing stays what it is, or is now sent.
func (d *deriver) move(i int) {
	s := &d.steps[i]
	t := d.upstream(i, s.label.Object)
	switch {
	case t == nil:
		name, sure := s.label.Product()
		d.yield(i, name, sure)
	case s.label.Receives, d.nextReads(i, t):
		s.passes = true
		d.read(i, use{thing: t, prov: inferred, sure: sureByPattern, rule: "B4"})
		d.lose(s.ID, s.label.Text, LostStep)
	default:
		d.read(i, use{thing: t, prov: inferred, sure: sureByPattern, rule: "B4"})
		name := s.label.Sent(t.name)
		d.write(i, use{thing: d.newResult(i, name, sureByPattern), prov: inferred, rule: "B4"})
	}
}

// upstream is the latest deliverable of a name that a step reads, or that was there before it.
func (d *deriver) upstream(i int, name string) *thing {
	key := model.Key(name)
	if t := d.called(d.steps[i].in, key); t != nil {
		return t
	}
	var best *thing
	latest := -1
	for _, t := range d.namesakes(key) {
		for _, list := range [][]int{t.writers, t.readers} {
			if !d.spend(8 * len(list)) {
				return best
			}
			for _, w := range list {
				if d.steps[w].Party == d.steps[i].Party && d.steps[w].at > latest && d.before(w, i) {
					best, latest = t, d.steps[w].at
				}
			}
		}
	}
	return best
}

// namesakes are the deliverables of a name. Where there are very many the name says nothing.
func (d *deriver) namesakes(key string) []*thing {
	const most = 64
	if list := d.named[key]; len(list) <= most {
		return list
	}
	return nil
}

// nextReads says that one of the next activities reads a thing.
func (d *deriver) nextReads(i int, t *thing) bool {
	found := false
	d.ahead(i, func(s *step) bool {
		found = found || holds(s.in, t)
		return !s.Kind.Activity() || s.label.Text == ""
	})
	return found
}

// ahead visits the steps after one, farther for as long as visit says so.
func (d *deriver) ahead(i int, visit func(*step) bool) {
	seen := d.visit()
	seen.first(i)
	for todo := []int{i}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, a := range d.steps[at].next {
			if d.budget--; d.budget < 0 {
				return
			}
			if seen.first(a.to) && visit(&d.steps[a.to]) {
				todo = append(todo, a.to)
			}
		}
	}
}

// yield makes a step write what comes of it: something that is there under that name and nobody else writes, a new state of
// what was there before, or something new.
func (d *deriver) yield(i int, name string, sure int) {
	s := &d.steps[i]
	if t, sender := d.sentLater(i, name); t != nil {
		if d.handsOver(i, sender) {
			d.takeOver(i, sender, t, sure)
			return
		}
		if t.state == "" {
			_, t.state = SplitState(d.steps[sender].label.Sent(t.name))
		}
	}
	for _, t := range d.namesakes(model.Key(name)) {
		if t.party == s.Party && len(t.writers) == 0 && !t.external && !holds(s.in, t) && t.prov != byMessage && !d.readBefore(t, i) {
			d.write(i, use{thing: t, prov: inferred, sure: sure, rule: "B4"})
			return
		}
	}
	if old := d.upstream(i, name); old != nil && s.label.Class == Make {
		d.read(i, use{thing: old, prov: inferred, sure: sure, rule: "B4"})
		name = s.label.Sent(old.name)
	} else if old == nil {
		for _, t := range d.namesakes(model.Key(name)) {
			if t.party == s.Party && t.prov == inferred && t.rule == "B4" && !d.readBefore(t, i) {
				d.write(i, use{thing: t, prov: inferred, sure: sure, rule: "B4"})
				t.origin = traced(t.origin, s.ID)
				return
			}
		}
	}
	d.write(i, use{thing: d.newResult(i, name, sure), prov: inferred, rule: "B4"})
}

// sentLater is a message of a name that somebody who only sends sends after a step.
func (d *deriver) sentLater(i int, name string) (t *thing, sender int) {
	for _, t := range d.namesakes(model.Key(name)) {
		if t.prov != byMessage || t.party != d.steps[i].Party || len(t.writers) != 1 {
			continue
		}
		w := t.writers[0]
		s := &d.steps[w]
		if s.sends() && len(s.out) == 1 && !holds(s.in, t) && d.before(i, w) {
			return t, w
		}
	}
	return nil, -1
}

// handsOver says that nothing is made between two steps.
func (d *deriver) handsOver(i, sender int) bool {
	found := false
	d.ahead(i, func(s *step) bool {
		found = found || s == &d.steps[sender]
		return !s.Kind.Activity()
	})
	return found
}

// takeOver lets who made a message write it; who sends it only hands it on.
func (d *deriver) takeOver(i, sender int, t *thing, sure int) {
	s := &d.steps[sender]
	s.out, s.passes = nil, true
	t.writers = nil
	t.origin = join(t.origin, d.steps[i].ID)
	d.write(i, use{thing: t, prov: inferred, sure: sure, rule: "B4"})
	d.read(sender, use{thing: t, prov: inferred, sure: sure, rule: "B4"})
	d.lose(s.ID, s.label.Text, LostStep)
}

// readBefore says that somebody reads a thing on the way to a step.
func (d *deriver) readBefore(t *thing, i int) bool {
	for _, r := range t.readers {
		if d.spend(8) && d.before(r, i) {
			return true
		}
	}
	return false
}

func (d *deriver) newResult(i int, name string, sure int) *thing {
	s := &d.steps[i]
	rest, state := SplitState(name)
	t := d.add(&thing{
		name: rest, state: state, prov: inferred, sure: sure, rule: "B4", origin: []string{s.ID}, party: s.Party, box: s.Box,
	})
	if sure <= sureByFallback {
		t.open = lang.M("taskview.ask.result", "task", s.label.Text)
		d.ask("B4-result", t.open, t)
	}
	return t
}

// decisions finds what tells the way at gateways with a question (B7): what the check or judgement before has yielded, else a
// decision of its own.
func (d *deriver) decisions() {
	for _, i := range d.order {
		s := &d.steps[i]
		if s.Kind != Xor && s.Kind != Or || d.ways(i) < 2 || s.label.Text == "" {
			continue
		}
		before := d.makers(i)
		judged := len(before.from) > 0
		for _, b := range before.from {
			c := d.steps[b].label.Class
			judged = judged && (c == Check || c == Think) && d.steps[b].Kind.Activity()
		}
		if judged && len(s.in) == 0 {
			for _, b := range before.from {
				t := primary(d.steps[b].out)
				t.origin = traced(t.origin, s.ID)
				s.decision = append(s.decision, use{thing: t, prov: inferred, sure: sureByWording, rule: "B7"})
			}
			continue
		}
		name := lang.Text(s.label.Lang, "taskview.name.decision", "v", s.label.Text)
		t := d.add(&thing{name: name, prov: inferred, sure: sureByWording, rule: "B7", origin: []string{s.ID}, party: s.Party, box: s.Box})
		d.write(i, use{thing: t, prov: inferred, rule: "B7"})
		s.decision = []use{{thing: t, prov: inferred, sure: sureByWording, rule: "B7"}}
		if len(s.in) == 0 {
			d.ask("B7-criteria", lang.M("taskview.ask.criteria", "v", t.label()), t)
		}
	}
}

// ways counts the flows out of a step, those that lead back included.
func (d *deriver) ways(i int) int {
	return len(d.steps[i].next) + d.turns[i]
}

// origins is what is found going back from a step: who made something last, and what was passed on since.
type origins struct {
	from   []int
	passed []use
	ways   map[*thing][]string // the names of flows by which it came
}

func (o *origins) pass(u use, way string) {
	if !holds(o.passed, u.thing) {
		o.passed = append(o.passed, u)
	}
	if way != "" {
		if o.ways == nil {
			o.ways = map[*thing][]string{}
		}
		o.ways[u.thing] = join(o.ways[u.thing], way)
	}
}

// makers looks back along the flow, through whatever makes nothing.
func (d *deriver) makers(i int) origins {
	var o origins
	seen := d.visit()
	seen.first(i)
	for todo := []int{i}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, a := range d.steps[at].last {
			if d.budget--; d.budget < 0 {
				return o
			}
			s := &d.steps[a.to]
			way := ""
			if a.flow >= 0 {
				f := d.v.Flows[a.flow]
				if way = f.Name; way == "" {
					way = f.Condition
				}
			}
			for _, u := range s.decision {
				o.pass(u, way)
			}
			if !seen.first(a.to) {
				continue
			}
			if !s.passes {
				o.from = append(o.from, a.to)
				continue
			}
			for _, u := range s.in {
				u.prov, u.rule = min(u.prov, inferred), "B5"
				o.pass(u, "")
			}
			todo = append(todo, a.to)
		}
	}
	return o
}

// visited is the set of the steps that one search has been at.
type visited struct {
	in   []int // the last search that was at each step
	mark int
}

// visit begins a search. One at a time: those before it are over.
func (d *deriver) visit() *visited {
	if d.seen.in == nil {
		d.seen.in = make([]int, len(d.steps))
	}
	d.seen.mark++
	return &d.seen
}

// first says that the search has not been at a step before.
func (v *visited) first(i int) bool {
	new := v.in[i] != v.mark
	v.in[i] = v.mark
	return new
}

// handOn lets who makes something next read what was passed on to it.
func (d *deriver) handOn() {
	d.makersOf = make([][]int, len(d.steps))
	const most = 5 * mostPairs // some are no inputs, for others say so better
	all := 0
	for _, i := range d.order {
		s := &d.steps[i]
		if s.passes {
			continue
		}
		o := d.makers(i)
		d.makersOf[i] = o.from
		if all += len(o.from); all > most {
			d.many = all
			return
		}
		for _, u := range o.passed {
			if !holds(s.out, u.thing) {
				u.notes = o.ways[u.thing]
				slices.Sort(u.notes)
				d.read(i, u)
			}
		}
	}
}
