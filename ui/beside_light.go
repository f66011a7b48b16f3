package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"seika/internal/compare"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/taskview/draw"
	"seika/model"
	"seika/ui/panel"
)

// sieve is what is shown of both views; the rest is pale.
type sieve uint8

// The sieves, in the order of the key.
const (
	everything sieve = iota
	onlyStated
	onlyHere
	onlyDiscordant
	sieves
)

// sieveWords are their names.
var sieveWords = [sieves]lang.Msg{
	lang.M("beside.sieve.all"), lang.M("beside.sieve.stated"), lang.M("beside.sieve.here"), lang.M("beside.sieve.discordant"),
}

// nextSieve goes on to the next.
func (b *beside) nextSieve() {
	b.sieve = (b.sieve + 1) % sieves
	b.sift()
	b.tell()
	b.paint()
}

// sift draws the deliverables that are not shown pale.
func (b *beside) sift() {
	let := b.shown()
	if let.all {
		b.w.fade(nil)
		return
	}
	rest := map[model.ID]bool{}
	for n := range b.w.doc.Graph().Nodes() {
		if !let.things[n.ID] {
			rest[n.ID] = true
		}
	}
	b.w.fade(rest)
}

// through is what a sieve lets through.
type through struct {
	all    bool
	tasks  map[string]bool
	things map[model.ID]bool
}

// row says that something of a row comes through.
func (t through) row(r compare.Row) bool {
	return t.all || slices.ContainsFunc(r.Tasks, func(id string) bool { return t.tasks[id] }) ||
		slices.ContainsFunc(r.Deliverables, func(id model.ID) bool { return t.things[id] })
}

// shown are the elements that the sieve lets through.
func (b *beside) shown() through {
	tasks, things := map[string]bool{}, map[model.ID]bool{}
	switch b.sieve {
	case everything:
		return through{all: true}
	case onlyStated:
		for n := range b.w.doc.Graph().Nodes() {
			things[n.ID] = compare.IsStated(n.Trace, n.Confidence)
		}
		for _, r := range b.rows {
			if slices.ContainsFunc(r.Deliverables, func(id model.ID) bool { return things[id] }) {
				for _, id := range r.Tasks {
					tasks[id] = true
				}
			}
		}
	case onlyHere:
		for _, id := range b.report.Tasks {
			tasks[id] = true
		}
		for _, id := range b.report.Things {
			things[id] = true
		}
	case onlyDiscordant:
		for _, p := range b.report.Against {
			tasks[p.First], tasks[p.Then], things[p.Made], things[p.Needs] = true, true, true, true
		}
	default:
		panic("unknown sieve")
	}
	return through{tasks: tasks, things: things}
}

// looks says how each activity is to be seen: hatched where nothing corresponds to it, with its score where it is proposed.
func (b *beside) looks() map[string]draw.Look {
	looks := map[string]draw.Look{}
	for _, id := range b.report.Tasks {
		looks[id] = draw.Look{Alone: true}
	}
	for _, r := range b.rows {
		if r.Status == compare.Proposed {
			for _, id := range r.Tasks {
				looks[id] = draw.Look{Alone: true, Note: "? " + report.Score(b.w.app.lang, r)}
			}
		}
	}
	if let := b.shown(); !let.all {
		for _, n := range b.view.Nodes {
			look := looks[n.ID]
			look.Pale = !let.tasks[n.ID]
			looks[n.ID] = look
		}
	}
	return looks
}

// pressed selects an element of the task view, and with it what corresponds to it.
func (b *beside) pressed(x, y float32) {
	id := b.elementAt(x, y)
	b.tasks = nil
	if id != "" {
		b.tasks = []string{id}
	}
	if i := slices.IndexFunc(b.rows, func(r compare.Row) bool { return id != "" && slices.Contains(r.Tasks, id) }); i >= 0 {
		b.at = i
		b.tell()
		b.w.selectQuietly(b.rows[i].Deliverables)
	}
	b.light()
}

// pointed lights what corresponds to what is under the pointer, lightly.
func (b *beside) pointed(x, y float32) {
	if b.report != nil {
		b.w.canvas.Circle(nil, b.partners([]string{b.elementAt(x, y)}))
	}
}

func (b *beside) elementAt(x, y float32) string {
	if b.scale == 0 || x < 0 {
		return ""
	}
	return b.picture.At(b.origin.Add(geom.Pt(float64(x), float64(y)).Mul(1 / b.scale)))
}

// partners are the deliverables of elements of the task view.
func (b *beside) partners(tasks []string) []model.ID {
	var list []model.ID
	for _, r := range b.rows {
		if r.Status == compare.Accepted || r.Status == compare.Proposed {
			if slices.ContainsFunc(r.Tasks, func(t string) bool { return slices.Contains(tasks, t) }) {
				list = append(list, r.Deliverables...)
			}
		}
	}
	return list
}

// follow lights the tasks of what is selected among the deliverables.
func (b *beside) follow(ids []model.ID) {
	if b.report == nil {
		return
	}
	b.tasks = nil
	for i, r := range b.rows {
		if r.Status == compare.Rejected || r.Status == compare.Lost {
			continue
		}
		if slices.ContainsFunc(r.Deliverables, func(id model.ID) bool { return slices.Contains(ids, id) }) {
			if len(b.tasks) == 0 {
				b.at = i
			}
			b.tasks = append(b.tasks, r.Tasks...)
		}
	}
	b.tell()
	b.light()
}

// light draws rings round what is selected on the left, and brings the first into view.
func (b *beside) light() {
	var rings []panel.Ring
	for _, id := range b.tasks {
		r, ok := b.picture.Rect(id)
		if !ok {
			continue
		}
		at := r.Min.Sub(b.origin).Mul(b.scale)
		rings = append(rings, panel.Ring{
			At: fyne.NewPos(float32(at.X), float32(at.Y)), Size: fyne.NewSize(float32(r.W()*b.scale), float32(r.H()*b.scale)), Strong: true,
		})
	}
	b.pane.Light(rings)
	if len(rings) > 0 {
		b.pane.Reveal(rings[0])
	}
}
