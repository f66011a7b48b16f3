package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/model"
)

// commandMode finds an action by its title, in either language whatever the language of the interface, and runs it.
type commandMode struct {
	w    *Window
	list []action
}

// palette opens the bar for the name of an action.
func (w *Window) palette() { w.bar.open(&commandMode{w: w}, "") }

func (m *commandMode) chip() lang.Msg    { return lang.M("bar.command") }
func (m *commandMode) example() lang.Msg { return lang.M("bar.example.command") }
func (m *commandMode) numbers() bool     { return false }
func (m *commandMode) leave(string)      {}

func (m *commandMode) typed(text string) {
	w := m.w
	m.list = w.matching(text)
	var list []row
	for _, a := range m.list {
		r := row{text: a.title(w.app.lang), note: a.keyText()}
		if why := a.reason(w); !why.Zero() {
			r.note, r.off = w.app.text(why), true
		} else if r.note == "" && a.menu != "" {
			r.note = w.word("menu." + a.menu)
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		list = []row{{text: w.app.text(lang.M("command.none", "v", strings.TrimSpace(text))), off: true}}
	}
	w.rows.show(list, 0, m.pick)
}

func (m *commandMode) key(fyne.KeyName, fyne.KeyModifier, string) bool { return false }

func (m *commandMode) accept(string) bool {
	m.pick(m.w.rows.at)
	return false // pick has closed the bar, or the command cannot be run now
}

// pick runs an action from the list. One that cannot be run says why and stays.
func (m *commandMode) pick(i int) {
	w := m.w
	if i < 0 || i >= len(m.list) {
		return
	}
	a := m.list[i]
	if why := a.reason(w); !why.Zero() {
		w.say(lang.M("why.not", "what", w.word("action."+a.id), "why", why))
		w.bar.focus()
		return
	}
	w.bar.close()
	w.ToCanvas()
	w.app.ran(a.id)
	w.run(a.id)
}

// mostRecent is how many actions of late come first.
const mostRecent = 8

// ran remembers an action that was asked for by name.
func (a *App) ran(id string) {
	a.used = append([]string{id}, slices.DeleteFunc(a.used, func(x string) bool { return x == id })...)
	a.used = a.used[:min(len(a.used), mostRecent)]
}

// matching lists the actions whose title has all that was typed: those of late first, then those that begin with it.
func (w *Window) matching(text string) []action {
	said := strings.Fields(fold(text))
	type found struct {
		a    action
		rank int
	}
	var all []found
	for _, a := range actions() {
		if a.id == separator.id || a.id == "palette" {
			continue
		}
		title := fold(a.title(lang.EN)) + "\n" + fold(a.title(lang.JA))
		if slices.ContainsFunc(said, func(s string) bool { return !strings.Contains(title, s) }) {
			continue
		}
		f := found{a, mostRecent + 1}
		if len(said) > 0 && (strings.HasPrefix(title, said[0]) || strings.Contains(title, "\n"+said[0])) {
			f.rank = mostRecent
		}
		if i := slices.Index(w.app.used, a.id); i >= 0 {
			f.rank = i
		}
		all = append(all, f)
	}
	slices.SortStableFunc(all, func(a, b found) int { return a.rank - b.rank })
	list := make([]action, len(all))
	for i, f := range all {
		list[i] = f.a
	}
	return list
}

// keyText is the action's keys as people read them.
func (a action) keyText() string {
	var names []string
	for _, x := range a.keys {
		if x.name != fyne.KeyEnter { // the keypad's, for people the same
			names = append(names, x.label())
		}
	}
	return strings.Join(names, " · ")
}

// fold is text as searching takes it: without regard to width, case and kind of kana.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ぁ' && r <= 'ゖ' {
			return r + 'ァ' - 'ぁ'
		}
		return r
	}, model.Key(s))
}
