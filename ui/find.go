package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/model"
	"seika/ui/canvas"
)

// findMode searches what the model says. What is found is outlined while it is typed, and the first of it shown; the
// selection stays until Enter.
type findMode struct {
	w    *Window
	back canvas.Place // where the view was
	hits []hit
}

// hit is a deliverable or group that was found, and what of it fits.
type hit struct {
	id   model.ID
	note string // "" is its name
}

// search is what was looked for last, for F3.
type search struct {
	text string
	at   model.ID
}

func (w *Window) find() { w.bar.open(&findMode{w: w, back: w.canvas.Place()}, "") }

func (m *findMode) chip() lang.Msg    { return lang.M("bar.find") }
func (m *findMode) example() lang.Msg { return lang.M("bar.example.find") }
func (m *findMode) numbers() bool     { return false }

func (m *findMode) typed(text string) {
	w := m.w
	m.hits = w.hits(text)
	var list []row
	for _, h := range m.hits {
		list = append(list, row{text: w.doc.Graph().Label(h.id), note: h.note})
	}
	if len(list) == 0 && strings.TrimSpace(text) != "" {
		list = []row{{text: w.app.text(lang.M("find.none", "v", strings.TrimSpace(text))), off: true}}
	}
	w.rows.show(list, 0, func(i int) {
		w.rows.at = i
		m.accept(w.bar.entry.Text)
		w.bar.close()
	})
	if len(m.hits) == 0 {
		w.canvas.Return(m.back)
	}
	m.chosen()
}

// chosen shows the hit that the list is at.
func (m *findMode) chosen() {
	w := m.w
	var at, rest []model.ID
	for i, h := range m.hits {
		if i == w.rows.at {
			at = []model.ID{h.id}
		} else {
			rest = append(rest, h.id)
		}
	}
	if len(m.hits) > 0 {
		w.say(lang.M("find.at", "i", w.rows.at+1, "n", len(m.hits)))
	} else {
		w.bar.say("")
	}
	w.canvas.Select(at, rest)
	w.reveal(at)
	w.rows.keepClear(at)
}

func (m *findMode) key(k fyne.KeyName, mods fyne.KeyModifier, _ string) bool {
	step := 0
	switch {
	case k == fyne.KeyTab && mods == none, k == fyne.KeyF3 && mods == none:
		step = 1
	case k == fyne.KeyTab && mods == shift, k == fyne.KeyF3 && mods == shift, (k == fyne.KeyReturn || k == fyne.KeyEnter) && mods == shift:
		step = -1
	default:
		return false
	}
	m.w.rows.step(step)
	m.chosen()
	return true
}

func (m *findMode) accept(text string) bool {
	w := m.w
	at := w.rows.at
	if at < 0 || at >= len(m.hits) {
		return false
	}
	id := m.hits[at].id
	w.searched = search{text, id}
	w.selected = nil // so that the outline of the others goes in any case
	w.selectIDs([]model.ID{id})
	w.zoomToRead()
	w.reveal([]model.ID{id})
	return true
}

// make makes a deliverable of what was not found.
func (m *findMode) make(text string) {
	w := m.w
	w.bar.cancel()
	w.line(text, false)
	w.bar.accept(text)
}

func (m *findMode) leave(string) {
	m.w.canvas.Return(m.back)
	m.w.canvas.Select(m.w.selected, nil)
}

// findNext goes to the next or previous of what was looked for last.
func (w *Window) findNext(step int) {
	if m, ok := w.bar.mode.(*findMode); ok {
		w.rows.step(step)
		m.chosen()
		return
	}
	hits := w.hits(w.searched.text)
	if len(hits) == 0 {
		w.find()
		return
	}
	i := slices.IndexFunc(hits, func(h hit) bool { return h.id == w.searched.at })
	i = (max(i, -1) + step + len(hits)) % len(hits)
	w.searched.at = hits[i].id
	w.Select([]model.ID{hits[i].id})
	w.say(lang.M("find.at", "i", i+1, "n", len(hits)))
}

// hits lists what has all the words that were typed: names first, then what else is said, each in reading order. Nothing
// that is private is looked at: what is found is shown.
func (w *Window) hits(text string) []hit {
	said := strings.Fields(fold(text))
	if len(said) == 0 {
		return nil
	}
	fits := func(s string) bool {
		s = fold(s)
		return !slices.ContainsFunc(said, func(x string) bool { return !strings.Contains(s, x) })
	}
	g := w.doc.Graph()
	var names, others []hit
	for _, id := range readingOrder(g) {
		n, _ := g.Node(id)
		if fits(n.Name) {
			names = append(names, hit{id: id})
			continue
		}
		for _, x := range []struct{ field, text string }{
			{"field.nameAlt", n.NameAlt},
			{"field.owner", strings.Join(n.Owner.Items(), ", ")},
			{"field.holders", strings.Join(n.Holders.Items(), ", ")},
			{"field.role", n.Role},
			{"field.tags", strings.Join(n.Tags.Items(), ", ")},
			{"field.note", n.Note},
			{"field.system", n.System},
		} {
			if x.text != "" && fits(x.text) {
				others = append(others, hit{id, w.word(x.field) + ": " + oneLine(x.text)})
				break
			}
		}
	}
	for p := range g.Groups() {
		if fits(p.Name) || p.NameAlt != "" && fits(p.NameAlt) {
			names = append(names, hit{p.ID, w.word("find.group")})
		}
	}
	return append(names, others...)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
