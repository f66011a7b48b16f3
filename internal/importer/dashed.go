package importer

import (
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Dashed gives a dashed line of a foreign drawing, with one head, the meaning that the user says it has. Without a word it is an
// input that asks, and a doubt of the source. false: it makes no relation. Its ends have been added before.
func (d *Draft) Dashed(r *model.Relation, offset int) bool {
	from, to := d.called(r.From), d.called(r.To)
	switch d.In.Dashed {
	case source.DashedSync:
		r.Kind = model.Sync
	case source.DashedFeedback:
		d.Note(offset, from+" > "+to, lang.M("import.feedback"))
		return false
	case source.AskDashed:
		d.In.Doubt(offset, r.Label, lang.M("import.dashed", "from", named(from), "to", named(to)))
		r.Confidence, r.Ask = model.Assumed, lang.Text(taskview.Tongue(from), "import.ask.dashed")
	case source.DashedInput:
	default:
		panic("unknown meaning of a dashed line")
	}
	return true
}

// called is the name of a deliverable or group that the file calls ref, shortened; "" for one without.
func (d *Draft) called(ref model.ID) string {
	if i, ok := d.nodes[string(ref)]; ok {
		return strings.TrimSpace(clip(d.boxes[i].node.Name))
	}
	if i, ok := d.groups[string(ref)]; ok {
		return strings.TrimSpace(clip(d.frames[i].group.Name))
	}
	return ""
}

// named has a message say what has no name.
func named(name string) any {
	if name == "" {
		return lang.M("import.unnamed")
	}
	return name
}
