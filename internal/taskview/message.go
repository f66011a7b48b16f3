package taskview

import (
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// messageMark keeps the ids of messages from those of data.
const messageMark = "\x00message"

// end is one end of a message.
type end struct {
	step   int    // -1 where no step is meant
	party  string // id
	open   bool   // nothing is there
	strays bool   // it named what is not there
}

func (d *deriver) end(id string) end {
	if i, ok := d.step[id]; ok && id != "" {
		return end{step: i, party: d.steps[i].Party}
	}
	if _, ok := d.party[id]; ok && id != "" {
		return end{step: -1, party: id}
	}
	return end{step: -1, open: true, strays: id != ""}
}

// outside says that the end is a pool in which nothing is known.
func (d *deriver) blackBox(e end) bool { return e.step < 0 && !e.open && d.party[e.party].BlackBox }

// messages makes what goes from one party to another deliverables (B5). What somebody hands on as it is stays what it was.
func (d *deriver) messages() {
	ids := order(d.ranks.message, func(i int) string { return d.v.Messages[i].ID })
	sent := map[string]*thing{}
	for _, i := range ids {
		if d.full() {
			return
		}
		m := d.v.Messages[i]
		if task, ok := d.step[m.Task]; ok && m.Task != "" {
			d.exchange(task, m)
			continue
		}
		from, to := d.end(m.From), d.end(m.To)
		if from.strays || to.strays {
			d.lose(m.ID, m.Name, LostDangling)
		}
		if from.open && to.open {
			d.lose(m.ID, m.Name, LostEnds)
			continue
		}
		name, sure := d.messageName(m, from, to)
		t, handed := d.carried(m, name, from, to)
		if t == nil {
			key := from.party + "\x00" + model.Key(name)
			if t = sent[key]; t == nil {
				t = d.add(&thing{name: name, prov: byMessage, sure: sure, rule: "B5", party: from.party})
				if from.step >= 0 {
					t.box = d.steps[from.step].Box
				}
				sent[key] = t
			}
		}
		t.origin = join(t.origin, m.ID)
		d.thing[m.ID+messageMark] = t
		d.sendFrom(from, t, handed)
		d.receiveAt(to, t)
	}
}

// exchange is a message of a choreography: the task stands for the work of both parties.
func (d *deriver) exchange(task int, m Message) {
	name := m.Name
	if name == "" {
		name = d.steps[task].label.Text
	}
	t := d.add(&thing{name: name, prov: byMessage, rule: "B5", origin: []string{m.ID}, party: m.From})
	if p, ok := d.party[m.From]; ok {
		t.owners = join(t.owners, p.Name)
	}
	t.usedBy = join(t.usedBy, d.party[m.To].Name)
	d.write(task, use{thing: t, prov: byMessage, rule: "B5"})
}

// carried is a deliverable that is there already and is what the message brings: one of that name on either side, or what who
// sends it has made or holds. moved is the name of the message, of “send fee notice” the fee notice. handed says that it was only
// handed on.
func (d *deriver) carried(m Message, moved string, from, to end) (t *thing, handed bool) {
	var out, in []use
	if from.step >= 0 {
		out, in = d.steps[d.leaving(from.step)].out, d.steps[from.step].in
	}
	if name := model.Key(m.Name); name != "" {
		for _, name := range []string{name, model.Key(moved)} {
			if t := d.called(out, name); t != nil {
				return t, false
			}
			if t := d.called(in, name); t != nil {
				return t, true
			}
		}
		if to.step >= 0 && from.step < 0 {
			if t := d.called(d.steps[to.step].in, name); t != nil {
				return t, false
			}
		}
		if t := d.arriving(moved, from, to); t != nil || from.step >= 0 {
			return t, false
		}
		if t := d.lying(name, to.party); t != nil {
			return t, false
		}
		return d.lying(model.Key(moved), to.party), false
	}
	if from.step < 0 {
		return d.arriving(moved, from, to), false
	}
	l := d.steps[from.step].label
	if data := only(out); data != nil {
		return data, false
	}
	if t := d.called(in, model.Key(l.Object)); t != nil && l.Class == Move {
		return t, true
	}
	if data := only(in); data != nil && l.Class == Move {
		return data, true
	}
	return nil, false
}

// arriving is what somebody who only receives writes down of a message from outside: it is the message.
func (d *deriver) arriving(name string, from, to end) *thing {
	if from.step >= 0 || to.step < 0 {
		return nil
	}
	s := &d.steps[to.step]
	if s.Kind != ReceiveTask && !s.Kind.Event() && !s.label.Receives {
		return nil
	}
	t := d.called(s.out, model.Key(name))
	if t != nil && d.blackBox(from) {
		// Who only takes it in does not make it.
		s.out = slices.DeleteFunc(s.out, func(u use) bool { return u.thing == t })
		t.writers = slices.DeleteFunc(t.writers, func(i int) bool { return i == to.step })
	}
	return t
}

// lying is the one data of a name that lies with a party and that nobody there writes: what is read of it came with the message.
func (d *deriver) lying(name, party string) *thing {
	var one *thing
	if !d.spend(len(d.named[name])) {
		return nil
	}
	for _, t := range d.named[name] {
		if !t.data || t.party != party || len(t.writers) > 0 || slices.Contains(t.tags, model.TagStore) {
			continue
		}
		if one != nil {
			return nil
		}
		one = t
	}
	return one
}

// called finds a use by the key of a name.
func (d *deriver) called(list []use, key string) *thing {
	if key == "" || !d.spend(8*len(list)) {
		return nil
	}
	for _, u := range list {
		if u.thing.is(key) {
			return u.thing
		}
	}
	return nil
}

// only is the one stated thing of a list, stores left out.
func only(list []use) *thing {
	var one *thing
	for _, u := range list {
		if !u.thing.data || slices.Contains(u.thing.tags, model.TagStore) {
			continue
		}
		if one != nil {
			return nil
		}
		one = u.thing
	}
	return one
}

// messageName is what a message is called: as it says, else by what who sends it does, else by what who gets it does.
func (d *deriver) messageName(m Message, from, to end) (name string, sure int) {
	if l := ReadLabel(m.Name); m.Name != "" && l.Class == Move && l.Object != "" {
		return capital(l.Object), 0 // a message named by what is done with it
	}
	if m.Name != "" {
		return m.Name, 0
	}
	if from.step >= 0 {
		l := d.steps[from.step].label
		switch {
		case l.Text == "":
		case l.Class == NoClass && !d.steps[from.step].Kind.Activity():
			return l.Text, sureByWording
		default:
			return l.Product()
		}
	}
	if to.step >= 0 {
		if l := d.steps[to.step].label; l.Object != "" && (l.Receives || l.Class == Move) {
			return capital(l.Object), sureByOrder
		} else if l.Text != "" && d.steps[to.step].Kind.Event() {
			return l.Text, sureByOrder
		}
	}
	sender, getter := d.party[from.party].Name, d.party[to.party].Name
	switch {
	case sender != "":
		return lang.Text(Tongue(sender), "taskview.name.from", "v", sender), sureByFallback
	case getter != "":
		return lang.Text(Tongue(getter), "taskview.name.to", "v", getter), sureByFallback
	default:
		return lang.Text(d.tongue, "taskview.name.message"), sureByFallback
	}
}

func (d *deriver) sendFrom(from end, t *thing, handed bool) {
	switch {
	case handed:
		d.steps[from.step].passes = true
	case from.step >= 0:
		d.write(d.leaving(from.step), use{thing: t, prov: byMessage, rule: "B5"})
	case d.blackBox(from):
		t.external = true
		t.owners = join(t.owners, d.party[from.party].Name)
	case from.open:
		t.external = true
		d.ask("B5-sender", lang.M("taskview.ask.sender", "v", t.label()), t)
	default:
		t.owners = join(t.owners, d.party[from.party].Name)
		d.ask("B5-writer", lang.M("taskview.ask.writer", "v", t.label(), "party", d.party[from.party].Name), t)
	}
}

func (d *deriver) receiveAt(to end, t *thing) {
	switch {
	case to.step >= 0:
		d.read(to.step, use{thing: t, prov: byMessage, rule: "B5"})
	case d.blackBox(to):
		t.usedBy = join(t.usedBy, d.party[to.party].Name)
	case to.open:
		d.ask("B5-receiver", lang.M("taskview.ask.receiver", "v", t.label()), t)
	default:
		t.usedBy = join(t.usedBy, d.party[to.party].Name)
		d.ask("B5-reader", lang.M("taskview.ask.reader", "v", t.label(), "party", d.party[to.party].Name), t)
	}
}
