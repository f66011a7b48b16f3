package taskview

import (
	"slices"

	"seika/model"
)

// sentData finds the data that somebody made, and another then sends as a message of that name without the file saying that it is
// what is sent: what goes out is that data, sent (B4).
func (d *deriver) sentData() {
	for _, t := range slices.Clone(d.things) {
		if t.data || t.prov != byMessage || t.state != "" || len(t.writers) != 1 {
			continue
		}
		sender := t.writers[0]
		s := &d.steps[sender]
		if !s.sends() || len(s.out) != 1 || s.label.Done == "" && s.label.Noun == "" {
			continue
		}
		made := d.dataMadeBefore(t, sender)
		if made == nil || holds(s.in, made) {
			continue
		}
		_, t.state = SplitState(s.label.Sent(t.name))
		d.read(sender, use{thing: made, prov: inferred, sure: sureByOrder, rule: "B4"})
	}
}

// dataMadeBefore is the one data of the name of a message that a step before the sender writes.
func (d *deriver) dataMadeBefore(t *thing, sender int) *thing {
	var made *thing
	for _, x := range d.namesakes(model.Key(t.name)) {
		if !x.data || x.party != t.party || !slices.ContainsFunc(x.writers, func(i int) bool { return i != sender && d.before(i, sender) }) {
			continue
		}
		if made != nil {
			return nil
		}
		made = x
	}
	return made
}

// sends says that a step only sends.
func (s *step) sends() bool {
	return s.label.Class == Move && !s.label.Receives || s.Kind == SendTask || s.Kind == ThrowEvent || s.Kind == EndEvent
}
