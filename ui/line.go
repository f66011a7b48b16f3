package ui

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/diff"
	"seika/internal/lang"
	"seika/model"
	"seika/model/lines"
	"seika/ui/tool"
)

// lineMode takes Seika lines.
type lineMode struct {
	w     *Window
	stay  bool // the bar stays open after a line
	wrong bool // the line could not be read: why stays beside it until it can
}

func (m *lineMode) chip() lang.Msg    { return lang.M("bar.line") }
func (m *lineMode) example() lang.Msg { return lang.M("bar.placeholder") }
func (m *lineMode) numbers() bool     { return true }

func (m *lineMode) typed(text string) {
	m.w.complete(text)
	if m.wrong {
		m.check(text)
	}
}

// check says why a line cannot be read for as long as it cannot, wherever it is being mended.
func (m *lineMode) check(text string) {
	_, err := m.w.runner().Run(text)
	m.wrong = err != nil && strings.TrimSpace(text) != ""
	if m.wrong {
		m.w.bar.hold(m.w.errorText(err))
	} else {
		m.w.bar.say("")
	}
}

func (m *lineMode) leave(text string) {
	if m.wrong {
		m.w.bar.say("")
	}
	m.w.bar.keep(text)
	m.w.bar.wrong = m.wrong
}

// key completes with Tab, and takes an offer that was chosen with Enter. In an empty line there is nothing to complete: Tab
// and Shift+Tab grow from what the last line made.
func (m *lineMode) key(k fyne.KeyName, mods fyne.KeyModifier, _ string) bool {
	switch {
	case k == fyne.KeyTab && m.w.emptyLine() && len(m.w.nodes()) > 0:
		side := tool.Output
		if mods&fyne.KeyModifierShift != 0 {
			side = tool.Input
		}
		m.w.growFrom(side)
		return true
	case k == fyne.KeyTab && mods == none:
		if m.w.rows.shown() && m.w.rows.at < 0 {
			m.w.rows.step(1)
		}
		return m.w.takeOffer() || true // Tab never leaves the bar
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && mods == none:
		return m.w.takeOffer()
	}
	return false
}

func (m *lineMode) accept(text string) bool {
	w := m.w
	if strings.TrimSpace(text) == "" {
		return true
	}
	before := w.doc.Graph()
	r, err := w.runner().Run(text)
	if err != nil {
		m.wrong = true
		w.wrongLine(err)
		return false
	}
	if !w.ran(r) {
		return false
	}
	w.bar.draft = ""
	w.bar.remember(text)
	w.bar.say("")
	if m.stay {
		w.bar.set("")
		w.nearMiss(r)
		w.status.show()
	}
	if what, ok := w.unseen(before); ok {
		w.say(what)
	}
	return !m.stay
}

// seenMembers are drawn: what changes in them shows in the picture.
var seenMembers = []string{"name", "nameAlt", "kind", "scope", "goal", "in", "confidence"}

// unseen is what changed in deliverables that no picture shows, such as who answers for them.
func (w *Window) unseen(before *model.Graph) (lang.Msg, bool) {
	var of []model.ID
	var what diff.Member
	for n := range w.doc.Graph().Nodes() {
		was, ok := before.Node(n.ID)
		if !ok || was == n {
			continue
		}
		for _, m := range diff.Members(model.NodeFields, was, n) {
			if slices.Contains(seenMembers, m.Name) || len(of) > 0 && (m.Name != what.Name || m.Is != what.Is) {
				continue
			}
			of, what = append(of, n.ID), m
			break
		}
	}
	if len(of) == 0 {
		return lang.Msg{}, false
	}
	member, _, _ := strings.Cut(lang.Text(w.app.lang, "field."+what.Name), "（") // without how to write it
	member, _, _ = strings.Cut(member, " (")
	if what.Is == "" {
		what.Is = w.app.text(lang.M("bar.none"))
	}
	if len(of) > 1 {
		return lang.M("bar.said_many", "n", len(of), "member", member, "x", what.Is), true
	}
	return lang.M("bar.said", "v", w.doc.Graph().Label(of[0]), "member", member, "x", what.Is), true
}

// emptyLine says that the keyboard is in the bar for a line of which nothing is typed yet: keys that a field has no use for
// mean the selection then.
func (w *Window) emptyLine() bool {
	return w.bar.lining() && w.bar.focused() && strings.TrimSpace(w.bar.entry.Text) == "" && !w.rows.shown()
}

// nearMiss tells of a new name that nearly is an old one: most likely it was mistyped.
func (w *Window) nearMiss(r lines.Result) {
	g := w.doc.Graph()
	for _, id := range r.Made {
		if old, ok := r.Near[id]; ok {
			w.say(lang.M("bar.near", "v", g.Label(id), "w", g.Label(old)))
			return
		}
	}
}

// runner is the entry bar's reading of lines on the present document.
func (w *Window) runner() lines.Bar {
	return lines.Bar{Graph: w.doc.Graph(), Handles: w.numbers.id, Selection: w.nodes()}
}

// ran does what a line says, finds places for what it makes and selects that.
func (w *Window) ran(r lines.Result) bool {
	before := w.doc.Graph()
	if r.Command != nil {
		w.numbers.give(r.Made...) // in the order of the line
		if !w.do(w.placed(r.Command)) && w.doc.Graph() == before && len(r.Made) > 0 {
			return false
		}
	}
	if len(r.Made) > 0 {
		w.selectIDs(slices.Clone(r.Made))
		w.reveal(r.Made)
	} else if len(r.Select) > 0 {
		w.Select(r.Select)
	}
	return true
}

// wrongLine says why a line cannot be read, for as long as it stands there, and marks where.
func (w *Window) wrongLine(err error) {
	w.bar.hold(w.errorText(err))
	w.heard(w.bar.message.Said())
	w.caretAt(err)
}

// caretAt puts the caret where a line cannot be read. A name that is wrong is selected, so that the right one is just typed.
func (w *Window) caretAt(err error) {
	var at *lines.Wrong
	if errors.As(err, &at) && at.Col > 0 {
		w.bar.entry.Mark(at.Col-1, max(at.End-1, at.Col-1))
	}
}

// pasteLines takes pasted lines as one step, all or none.
func (w *Window) pasteLines(text string) {
	r, err := w.runner().Paste(text)
	if err != nil {
		w.sayError(err)
		return
	}
	before := w.doc.Graph().NodeCount()
	if w.ran(r) {
		w.say(lang.M("ui.pasted", "n", w.doc.Graph().NodeCount()-before))
	}
}

// line opens the bar for a line that begins with some text.
func (w *Window) line(text string, stay bool) {
	if w.rests() {
		return
	}
	if text == "" {
		text = w.bar.draft
	}
	left := w.bar.draft
	w.bar.remember(left)
	w.bar.draft = ""
	w.openLine(text, left, stay)
}

// openLine opens the bar for a line. One that was left wrong is gone on with: what is wrong is said, and where.
func (w *Window) openLine(text, left string, stay bool) {
	m := &lineMode{w: w, stay: stay, wrong: w.bar.wrong && text != "" && text == left}
	w.bar.open(m, text)
	if m.wrong {
		_, err := w.runner().Run(text)
		w.caretAt(err)
	}
}
