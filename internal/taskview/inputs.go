package taskview

import (
	"slices"

	"seika/internal/digraph"
	"seika/internal/lang"
	"seika/model"
)

// inputs joins what each step reads with what it writes (B6a).
func (d *deriver) inputs() {
	const many = 12 // pairs of one activity; above, it is probably several
	for _, i := range d.order {
		s := &d.steps[i]
		if n := len(s.in) * len(s.out); n > 2*mostPairs {
			d.many = n
			return
		}
		for _, o := range s.out {
			for _, u := range s.in {
				d.spend(len(s.in) + len(s.out))
				if d.input(s, u, o); len(d.list) > mostPairs {
					return
				}
			}
			if d.budget < 0 {
				return
			}
		}
		if len(s.in)*len(s.out) > many {
			var at []*thing
			for _, o := range s.out {
				at = append(at, o.thing)
			}
			d.ask("B6-split", lang.M("taskview.ask.split", "task", s.called(), "in", len(s.in), "out", len(s.out)), at...)
		}
	}
	d.revisions()
}

func (d *deriver) input(s *step, u, o use) {
	if u.thing.known != nil && o.thing.known != nil {
		return // ownInputs knows
	}
	updated := holds(s.out, u.thing)
	switch {
	case u.thing == o.thing:
		d.lose(s.ID, o.thing.label(), LostUpdate)
		return
	case updated && holds(s.in, o.thing):
		// Both are read and written: which comes of which is not said, and saying both would be a circle.
		if u.thing.at > o.thing.at {
			return
		}
		d.ask("B6-update", lang.M("taskview.ask.update", "task", s.called(), "v", u.thing.label(), "w", o.thing.label()), u.thing, o.thing)
		return
	}
	if d.converses(s, u, o) {
		return
	}
	p := &pair{
		from: u.thing, to: o.thing, prov: min(u.prov, o.prov, u.thing.prov, o.thing.prov), rule: "B6",
		origin: []string{s.ID}, work: s.label.Text, update: holds(s.in, o.thing), notes: slices.Clone(u.notes),
	}
	if p.prov == inferred {
		p.sure = sureByPattern
		for _, x := range []int{u.sure, o.sure, o.thing.sure} {
			if x > 0 {
				p.sure = min(p.sure, x)
			}
		}
		if u.rule == "B7" {
			p.rule = u.rule
		}
	}
	d.addPair(p)
}

// converses says that a step sends a message to another that answers with what the step reads: the answer is no input of the
// message. Where neither is the one who answers, the two are talking; that is asked, and may be a sync.
func (d *deriver) converses(s *step, u, o use) bool {
	if u.prov != byMessage || o.prov != byMessage {
		return false
	}
	for _, i := range o.thing.readers {
		r := &d.steps[i]
		if r.Party == s.Party || !holds(r.out, u.thing) {
			continue
		}
		if s.answers() && !r.answers() {
			return false
		}
		if s.answers() == r.answers() {
			d.talks = append(d.talks, [2]*thing{u.thing, o.thing})
		}
		return true
	}
	return false
}

// answers says that a step first takes what comes, by its label or kind.
func (s *step) answers() bool {
	return s.Kind == ReceiveTask || s.label.Receives || s.label.Class == Check || s.Kind == StartEvent || s.Kind == CatchEvent
}

// mostPairs bounds what is built; more than the limits of a model allow is refused by whoever reads.
const mostPairs = 200_000

// addPair keeps an input, or what is new about it: the better known counts.
func (d *deriver) addPair(p *pair) *pair {
	k := ends{p.from, p.to}
	old := d.pairs[k]
	if old == nil && len(d.list) > mostPairs {
		d.budget = -1
		return p
	}
	if old == nil {
		d.pairs[k] = p
		d.list = append(d.list, p)
		return p
	}
	if p.prov > old.prov {
		old.prov, old.sure, old.rule = p.prov, p.sure, p.rule
	}
	old.update = old.update && p.update
	old.origin, old.notes = traced(old.origin, p.origin...), join(old.notes, p.notes...)
	return old
}

// revisions ties the states of one object that an activity reads and writes (B6e).
func (d *deriver) revisions() {
	for _, p := range d.list {
		a, b := p.from, p.to
		if a.party != b.party || model.Key(a.name) != model.Key(b.name) || a.state == b.state || b.revises != nil {
			continue
		}
		ring := false
		for x, n := a, 0; x != nil && n <= len(d.things); x, n = x.revises, n+1 {
			ring = ring || x == b
		}
		if !ring {
			b.revises = a
		}
	}
}

// byOrder joins what was made last before a step with what the step makes, where nothing else says that it needs it (B6b). Mere
// order may be no need at all; it is asked.
func (d *deriver) byOrder() {
	g := d.needs()
	var weak []*pair
	for _, i := range d.order {
		s := &d.steps[i]
		if s.passes {
			continue
		}
		for _, b := range d.makersOf[i] {
			out := d.steps[b].out
			if slices.ContainsFunc(out, func(u use) bool { return holds(s.in, u.thing) || holds(s.out, u.thing) }) || g.leads(out, s.out, &d.budget) {
				continue
			}
			from := primary(out)
			for _, o := range s.out {
				p := &pair{
					from: from, to: o.thing, prov: byOrder, sure: sureByOrder, rule: "B6", origin: []string{d.steps[b].ID, s.ID}, work: s.label.Text,
				}
				if d.steps[i].Kind.Gateway() {
					// A decision is about what was made last before it.
					p.prov, p.sure, p.rule = inferred, sureByWording, "B7"
				}
				if from.known != nil && o.thing.known != nil {
					continue
				}
				if d.pairs[ends{from, o.thing}] == nil && d.pairs[ends{o.thing, from}] == nil && from != o.thing {
					weak = append(weak, p)
				}
			}
			if n := len(d.list) + len(weak); n > 2*mostPairs {
				d.many = n
				return
			}
		}
	}
	for _, p := range weak {
		if d.o.DropOrder && p.prov == byOrder {
			d.lose(p.origin[1], p.to.label(), LostOrder)
			continue
		}
		d.addPair(p)
	}
	d.reduce()
	for _, p := range d.list {
		if p.prov == byOrder {
			p.ask = lang.M("taskview.ask.order")
			d.asked = append(d.asked, asked{code: "B6-order", both: p, what: lang.M("taskview.ask.order_of", "v", p.from.label(), "w", p.to.label())})
		}
	}
}

// needs is the graph of all inputs so far.
type needs struct {
	out  [][]int
	seen []int
	mark int
}

func (d *deriver) needs() *needs {
	g := &needs{out: make([][]int, len(d.things)), seen: make([]int, len(d.things))}
	for _, p := range d.list {
		g.out[p.from.at] = append(g.out[p.from.at], p.to.at)
	}
	return g
}

// leads says that a way leads from one of the first to one of the others.
func (g *needs) leads(from, to []use, budget *int) bool {
	g.mark++
	var todo []int
	for _, u := range from {
		todo = append(todo, u.thing.at)
		g.seen[u.thing.at] = g.mark
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, next := range g.out[at] {
			if *budget--; *budget < 0 {
				return false
			}
			if slices.ContainsFunc(to, func(u use) bool { return u.thing.at == next }) {
				return true
			}
			if g.seen[next] != g.mark {
				g.seen[next] = g.mark
				todo = append(todo, next)
			}
		}
	}
	return false
}

// reduce takes away inputs from mere order that others imply (B6c).
func (d *deriver) reduce() {
	g := d.needs()
	plain := g.plainly()
	gone := map[*pair]bool{}
	for _, p := range d.list {
		if p.prov == byOrder && d.spend(len(g.out[p.from.at])) && plain(p) {
			gone[p] = true
		}
	}
	for p := range gone { // in any order: together they imply no less
		g.drop(p)
	}
	for _, p := range d.list {
		if p.prov == byOrder && !gone[p] && g.around(p, &d.budget) {
			gone[p] = true
			g.drop(p)
		}
	}
	for p := range gone {
		delete(d.pairs, ends{p.from, p.to})
	}
	d.list = slices.DeleteFunc(d.list, func(p *pair) bool { return gone[p] })
}

// plainly tells of inputs whether another way leads past a third thing that is in no ring with either end. All of these can go at
// once: each leg of such a way spans less than the input does. What is left are those that only rings go round.
func (g *needs) plainly() func(*pair) bool {
	var from, to []int32
	for v, out := range g.out {
		for _, w := range out {
			from, to = append(from, int32(v)), append(to, int32(w))
		}
	}
	all := digraph.New(len(g.out), from, to)
	ring, n := all.Strong()
	after := all.Quotient(ring, n).After()
	return func(p *pair) bool {
		u, v := ring[p.from.at], ring[p.to.at]
		return u != v && slices.ContainsFunc(g.out[p.from.at], func(next int) bool {
			w := ring[next]
			return w != u && w != v && after.Has(w, v)
		})
	}
}

func (g *needs) drop(p *pair) {
	out := g.out[p.from.at]
	g.out[p.from.at] = slices.Delete(out, slices.Index(out, p.to.at), slices.Index(out, p.to.at)+1)
}

// around says that another way leads where an input leads. It gives up when the budget is spent.
func (g *needs) around(p *pair, budget *int) bool {
	g.mark++
	from, to := p.from.at, p.to.at
	g.seen[from] = g.mark
	todo := []int{from}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, next := range g.out[at] {
			if *budget--; *budget < 0 {
				return false
			}
			if next == to && at != from {
				return true
			}
			if g.seen[next] != g.mark && next != to {
				g.seen[next] = g.mark
				todo = append(todo, next)
			}
		}
	}
	return false
}
