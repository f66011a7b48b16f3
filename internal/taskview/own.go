package taskview

import (
	"slices"

	"seika/model"
)

// ownInputs takes over the relations that this program wrote itself, as far as the task view still bears them out: an input
// counts if somebody still reads the one end and writes the other, a sync if both ends are still there.
func (d *deriver) ownInputs() {
	by := map[string]*thing{}
	for _, t := range d.things {
		if t.known != nil {
			by[t.known.ID] = t
		}
	}
	for _, r := range d.v.Own.IO {
		a, b := by[r[0]], by[r[1]]
		if a == nil || b == nil || a == b || !slices.ContainsFunc(b.writers, func(i int) bool { return holds(d.steps[i].in, a) }) {
			d.lose(r[0]+" > "+r[1], "", LostDangling)
			continue
		}
		d.addPair(&pair{from: a, to: b, prov: stated, rule: "T8"})
	}
	for _, r := range d.v.Own.Sync {
		a, b := by[r[0]], by[r[1]]
		if a == nil || b == nil || a == b {
			d.lose(r[0]+" = "+r[1], "", LostDangling)
			continue
		}
		d.ties = append(d.ties, &tie{a: a, b: b, rule: "T8", taken: true, own: true})
	}
}

// restore gives a deliverable what this program wrote of it.
func (k *Known) restore(n *model.Node) {
	n.Kind, n.Subtype = model.Tangible, ""
	if k.Kind == string(model.Intangible) {
		n.Kind, n.Subtype = model.Intangible, subtype(k.Subtype)
	}
	n.Scope = model.Internal
	if k.External {
		n.Scope = model.External
	}
	n.Goal, n.Owner, n.UsedBy = k.Goal, model.NewList(k.Owner...), model.List{}
	n.State, n.Work, n.Revises = k.State, k.Work, ""
}

// subtype is one of those there are, or none.
func subtype(s string) model.Subtype {
	for _, w := range model.SubtypeWords {
		if w.Value == s {
			return model.Subtype(s)
		}
	}
	return ""
}
