package taskview

import (
	"cmp"
	"slices"

	"seika/internal/lang"
	"seika/model"
)

// owners gives each step who does it: the innermost lane that has a name, else the pool.
func (d *deriver) owners() {
	for i := range d.steps {
		s := &d.steps[i]
		for _, l := range s.Lanes {
			for lane, ok := d.lane[l]; ok && s.owner == ""; lane, ok = d.lane[lane.Parent] {
				s.owner = lane.Name
				if lane.Parent == lane.ID {
					break
				}
			}
		}
		if p := d.party[s.Party]; s.owner == "" && !p.Bare {
			s.owner = p.Name
		}
		if len(s.Lanes) > 1 && !s.exit {
			d.ask("B10-lane", lang.M("taskview.ask.lane", "v", s.called()))
		}
	}
}

// called is how people are told of a step.
func (s *step) called() string {
	if s.label.Text != "" {
		return s.label.Text
	}
	return s.ID
}

// statedThings makes the deliverables that stand in the source (B2).
func (d *deriver) statedThings() {
	type key struct{ party, name, state, own string }
	known := map[key]*thing{}
	for _, i := range order(d.ranks.data, func(i int) string { return d.v.Data[i].ID }) {
		x := d.v.Data[i]
		name, state := x.Name, x.State
		if rest, in := SplitState(name); in != "" && state == "" && x.Known == nil {
			name, state = rest, in
		}
		k := key{party: x.Party, name: model.Key(name), state: model.Key(state)}
		if x.Known != nil {
			k.own = x.Known.ID
			if OneLine(x.Known.Name) == name {
				name = x.Known.Name
			}
		}
		if name == "" {
			if k.name = "\x00" + x.Object; x.Object == "" {
				k.name = "\x00" + x.ID
			}
		}
		if d.o.Merge {
			k.state = ""
		}
		t := known[k]
		if t == nil {
			t = d.add(&thing{name: name, state: state, prov: stated, rule: "B2", party: x.Party, box: x.Box, data: true, known: x.Known})
			known[k] = t
			if name == "" && x.Known == nil {
				t.name = lang.Text(d.tongue, "taskview.name.unnamed")
				d.ask("B2-name", lang.M("taskview.ask.unnamed"), t)
			}
		}
		t.origin = append(t.origin, x.ID)
		t.goal = t.goal || x.Kind == Output || x.Goal
		t.external = t.external || x.External
		t.mind = t.mind || x.Kind == Mind
		t.owners = append(t.owners, x.Owner...)
		t.tags = append(t.tags, x.Tags...)
		t.notes = join(t.notes, x.Note)
		t.criteria, t.location = cmp.Or(t.criteria, x.Criteria), cmp.Or(t.location, x.Location)
		if x.Kind == Store {
			t.tags = append(t.tags, model.TagStore)
		}
		if x.Collection {
			t.tags = append(t.tags, model.TagCollection)
		}
		if t.box != x.Box {
			t.box = ""
		}
		d.thing[x.ID] = t
	}
}

// tongue is the language of most labels.
func tongue(v *View) lang.Lang {
	ja, all := 0, 0
	count := func(s string) {
		if s == "" {
			return
		}
		if all++; Tongue(s) == lang.JA {
			ja++
		}
	}
	for _, n := range v.Nodes {
		count(n.Name)
	}
	for _, x := range v.Data {
		count(x.Name)
	}
	if 2*ja > all {
		return lang.JA
	}
	return lang.EN
}

// uses tells who reads and writes what stands in the source (B3).
func (d *deriver) uses() {
	type unsure struct{ at, thing int }
	var later []unsure
	for _, u := range d.v.Uses {
		t := d.thing[u.Data]
		i, ok := d.step[u.Node]
		if t == nil || !ok {
			d.lose(u.Node, u.Data, LostDangling)
			continue
		}
		switch u.Direction {
		case In:
			d.read(i, use{thing: t, prov: stated, rule: "B3"})
		case Out:
			d.write(d.leaving(i), use{thing: t, prov: stated, rule: "B3"})
		case Unsure:
			later = append(later, unsure{i, t.at})
		}
	}
	slices.SortFunc(later, func(a, b unsure) int { return d.steps[a.at].at - d.steps[b.at].at })
	for _, u := range later {
		t := d.things[u.thing]
		in := slices.ContainsFunc(t.writers, func(w int) bool { return d.before(w, u.at) })
		if in {
			d.read(u.at, use{thing: t, prov: inferred, sure: sureByWording, rule: "B3"})
		} else {
			d.write(d.leaving(u.at), use{thing: t, prov: inferred, sure: sureByWording, rule: "B3"})
		}
		d.ask("B3-direction", lang.M("taskview.ask.direction", "v", t.label(), "task", d.steps[u.at].called()), t)
	}
}

func holds(list []use, t *thing) bool {
	return slices.ContainsFunc(list, func(u use) bool { return u.thing == t })
}

func (d *deriver) read(i int, u use) {
	if s := &d.steps[i]; d.spend(len(s.in)) && !holds(s.in, u.thing) {
		s.in = append(s.in, u)
		u.thing.readers = append(u.thing.readers, i)
	}
}

func (d *deriver) write(i int, u use) {
	if s := &d.steps[i]; d.spend(len(s.out)) && !holds(s.out, u.thing) {
		s.out = append(s.out, u)
		u.thing.writers = append(u.thing.writers, i)
		s.passes = false
	}
}

// ownThings gives deliverables the owners of those who write them (B10), their place, and the name of the work.
func (d *deriver) ownThings() {
	for _, s := range d.order {
		for _, u := range d.steps[s].out {
			d.own(u.thing, s)
		}
	}
}

func (d *deriver) own(t *thing, i int) {
	s := &d.steps[i]
	if s.owner != "" && !slices.Contains(t.owners, s.owner) {
		t.owners = append(t.owners, s.owner)
	}
	if t.work == "" {
		t.work = s.label.Text
	}
}
