package taskview

import (
	"seika/internal/lang"
	"seika/model"
)

// feedback reads edges that lead back (P1). What feeds what was made from it is not said by the source; nothing is joined
// without an answer.
func (d *deriver) feedback() {
	for _, f := range d.v.Feedback {
		t := d.thing[f.Data]
		i, ok := d.step[f.Node]
		if t == nil || !ok {
			d.lose(f.Node, f.Data, LostDangling)
			continue
		}
		s := &d.steps[i]
		if holds(s.out, t) {
			t.tags = join(t.tags, model.TagIterates)
			continue
		}
		reading := d.o.Feedback
		if f.Settled {
			reading = AsSync
		}
		switch reading {
		case Unasked, AsSync:
			if reading == Unasked {
				d.ask("P1-feedback", lang.M("taskview.ask.feedback", "v", t.label(), "task", s.called()), t)
			}
			for _, o := range s.out {
				d.settles(t, o.thing, s.ID, reading == AsSync)
			}
		case AsNextRound:
			before := d.add(&thing{
				name: lang.Text(Tongue(t.label()), "taskview.name.previous", "v", t.label()), prov: inferred, sure: sureByWording, rule: "P1",
				origin: t.origin, owners: t.owners,
			})
			for _, o := range s.out {
				d.addPair(&pair{
					from: before, to: o.thing, prov: inferred, sure: sureByWording, rule: "P1", origin: []string{s.ID}, work: s.label.Text,
				})
			}
		case Dropped:
			d.lose(s.ID, t.label(), LostFeedback)
		default:
			panic("unknown reading of feedback")
		}
	}
}

// settles ties two deliverables of which the source says that one feeds back into the other.
func (d *deriver) settles(a, b *thing, step string, taken bool) {
	if a == b {
		return
	}
	if a.at > b.at {
		a, b = b, a
	}
	for _, t := range d.ties {
		if t.a == a && t.b == b {
			return
		}
	}
	d.ties = append(d.ties, &tie{
		a: a, b: b, sure: cueLoop, rule: "P1", origin: []string{step}, parties: join(nil, append(append([]string{}, a.owners...), b.owners...)...),
		taken: taken,
	})
}
