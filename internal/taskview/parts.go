package taskview

import (
	"slices"

	"seika/model"
)

// parts tells deliverables made of others from the rest. A whole within its own part, or without any, is none.
func (d *deriver) parts() {
	for i := range d.v.Data {
		x := &d.v.Data[i]
		part, of := d.thing[x.ID], d.thing[x.Part]
		if x.Part == "" || part == nil || of == nil || part.partOf != nil {
			continue
		}
		if part == of || of.within(part) {
			d.lose(x.ID, part.label(), LostDangling)
			continue
		}
		part.partOf, of.whole = of, true
	}
	for _, t := range d.things {
		if t.deep() {
			d.lose(t.origin[0], t.label(), LostDangling)
			t.partOf = nil
		}
	}
	d.apart()
}

// deep says that a deliverable lies in more wholes than groups may, or in a ring of them.
func (t *thing) deep() bool {
	const most = model.MaxNesting - 5 // they may lie in a box of the source
	n := 0
	for up := t.partOf; up != nil; up = up.partOf {
		if n++; n > most {
			return true
		}
	}
	return false
}

// apart takes away what joins a part to its whole: that it is a part says as much.
func (d *deriver) apart() {
	d.list = slices.DeleteFunc(d.list, func(p *pair) bool {
		if !p.from.within(p.to) && !p.to.within(p.from) {
			return false
		}
		for _, id := range p.origin {
			d.lose(id, p.work, LostPart)
		}
		delete(d.pairs, ends{p.from, p.to})
		return true
	})
	d.ties = slices.DeleteFunc(d.ties, func(t *tie) bool {
		if !t.a.within(t.b) && !t.b.within(t.a) {
			return false
		}
		for _, id := range t.origin {
			d.lose(id, t.b.label(), LostPart)
		}
		return true
	})
}

// within says that a deliverable is a part of another, or of one of its parts.
func (t *thing) within(whole *thing) bool {
	for up, n := t.partOf, 0; up != nil && n < model.MaxNesting; up, n = up.partOf, n+1 {
		if up == whole {
			return true
		}
	}
	return false
}

// working is a deliverable, and the work by which it comes of something.
type working struct {
	on   *thing
	work string
}

// loseOfWhole lists what is said of a whole that a group has no place for. Work is kept on the inputs it has.
func (d *deriver) loseOfWhole(t *thing, n model.Node) {
	id := string(n.ID)
	if len(t.origin) > 0 {
		id = t.origin[0]
	}
	if d.worked == nil {
		d.worked = map[working]bool{}
		for _, p := range d.list {
			d.worked[working{p.to, p.work}] = true
		}
	}
	if d.worked[working{t, n.Work}] {
		n.Work = ""
	}
	for _, text := range slices.Concat(n.Owner.Items(), n.UsedBy.Items(), []string{n.Work, n.State, n.Criteria, n.Location}) {
		if text != "" {
			d.lose(id, text, LostOfWhole)
		}
	}
}
