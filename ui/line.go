package ui

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/model/lines"
)

// lineMode takes Seika lines.
type lineMode struct {
	w    *Window
	stay bool // the bar stays open after a line
}

func (m *lineMode) chip() lang.Msg    { return lang.M("bar.line") }
func (m *lineMode) example() lang.Msg { return lang.M("bar.placeholder") }
func (m *lineMode) numbers() bool     { return true }
func (m *lineMode) typed(text string) { m.w.complete(text) }

func (m *lineMode) leave(text string) { m.w.bar.keep(text) }

// key completes with Tab, and takes an offer that was chosen with Enter.
func (m *lineMode) key(k fyne.KeyName, mods fyne.KeyModifier, _ string) bool {
	switch {
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
	r, err := w.runner().Run(text)
	if err != nil {
		w.wrongLine(err)
		return false
	}
	if !w.ran(r) {
		return false
	}
	w.bar.draft = ""
	w.bar.remember(text)
	if m.stay {
		w.bar.set("")
		w.bar.say("")
		w.nearMiss(r)
	}
	return !m.stay
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

// wrongLine says why a line cannot be read, and puts the caret there.
func (w *Window) wrongLine(err error) {
	w.sayError(err)
	var at *lines.Wrong
	if errors.As(err, &at) && at.Col > 0 {
		w.bar.entry.CursorColumn = min(at.Col-1, len([]rune(w.bar.entry.Text)))
		w.bar.entry.Refresh()
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
	w.bar.remember(w.bar.draft)
	w.bar.draft = ""
	w.bar.open(&lineMode{w: w, stay: stay}, text)
}
