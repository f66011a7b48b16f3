package taskview

import (
	"slices"
	"strings"
)

// account lists what is drawn and nothing speaks of by now, so that whatever the view holds is in the model or is a loss.
func (d *deriver) account() {
	told := d.told()
	for i := range d.steps {
		s := &d.steps[i]
		_, box := d.exit[s.ID]
		switch {
		case s.exit, box, told[s.ID]:
		case len(s.out) > 0 && s.Kind.Activity():
			// The name of the work stands on what it yields; where that is the work of another, it is noted who writes it too.
			if t := s.out[0].thing; t.work != s.label.Text {
				t.origin = join(t.origin, s.ID)
			}
		case s.Kind.Gateway():
			d.lose(s.ID, s.label.Text, LostRouting)
		case s.Kind.Event():
			d.lose(s.ID, s.label.Text, LostEvent)
		default:
			d.lose(s.ID, s.label.Text, LostStep)
		}
	}
	d.accountWays()
	d.accountOwners()
}

// told are the ids of the source that the model or the losses name.
func (d *deriver) told() map[string]bool {
	told := map[string]bool{}
	tell := func(ids ...string) {
		for _, id := range ids {
			told[id] = true
		}
	}
	for _, t := range d.things {
		tell(t.origin...)
	}
	for _, p := range d.list {
		tell(p.origin...)
	}
	for _, l := range d.losses {
		tell(l.ID)
	}
	return told
}

// accountWays lists the names of flows that are neither a branch nor a remark on an input.
func (d *deriver) accountWays() {
	kept := map[string]bool{}
	for _, p := range d.list {
		for _, n := range p.notes {
			kept[n] = true
		}
	}
	var branches []string
	for _, t := range d.things {
		if t.branch != "" && !slices.Contains(branches, t.branch) {
			branches = append(branches, t.branch)
		}
	}
	for i := range d.v.Flows {
		f := &d.v.Flows[i]
		if f.Name == "" || kept[f.Name] {
			continue
		}
		if !slices.ContainsFunc(branches, func(b string) bool { return b == f.Name || strings.HasSuffix(b, "/"+f.Name) }) {
			d.lose(f.ID, f.Name, LostCondition)
		}
	}
}

// accountOwners lists pools and lanes that no deliverable is of.
func (d *deriver) accountOwners() {
	kept := map[string]bool{}
	for _, t := range d.things {
		for _, name := range slices.Concat(t.owners, t.usedBy) {
			kept[name] = true
		}
	}
	for _, p := range d.v.Parties {
		if p.Name != "" && !kept[p.Name] && !p.Bare {
			d.lose(p.ID, p.Name, LostOwner)
		}
	}
	for _, l := range d.v.Lanes {
		if l.Name != "" && !kept[l.Name] {
			d.lose(l.ID, l.Name, LostOwner)
		}
	}
}
