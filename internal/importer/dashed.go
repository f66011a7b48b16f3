package importer

import (
	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Dashed gives a dashed line of a foreign drawing, with one head, the meaning that the user says it has. Without a word it is an
// input that asks, and a doubt of the source. false: it makes no relation. Its ends have been added before.
func (d *Draft) Dashed(r *model.Relation, offset int) bool {
	from, to := d.Called(string(r.From)), d.Called(string(r.To))
	switch d.In.Dashed {
	case source.DashedSync:
		r.Kind = model.Sync
	case source.DashedFeedback:
		d.Note(offset, from+" > "+to, lang.M("import.feedback"))
		return false
	case source.AskDashed:
		d.In.Doubt(offset, r.Label, lang.M("import.dashed", "from", from, "to", to))
		r.Confidence, r.Ask = model.Assumed, lang.Text(taskview.Tongue(from), "import.ask.dashed")
	case source.DashedInput:
	default:
		panic("unknown meaning of a dashed line")
	}
	return true
}

// Called is the name of a deliverable or group that the file calls ref, shortened; else ref itself.
func (d *Draft) Called(ref string) string {
	name := ref
	if i, ok := d.nodes[ref]; ok && d.boxes[i].node.Name != "" {
		name = d.boxes[i].node.Name
	} else if i, ok := d.groups[ref]; ok && d.frames[i].group.Name != "" {
		name = d.frames[i].group.Name
	}
	return clip(name)
}
