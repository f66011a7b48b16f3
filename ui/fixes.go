package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
)

// fixMode chooses among repairs by number or arrows. Each is drawn as a ghost before Enter does it.
type fixMode struct {
	w     *Window
	fixes []repair
	at    int
}

// repair is what can be done at once about a question.
type repair struct {
	finding analysis.Finding
	fix     analysis.Fix
}

// questionsHere lists the question gone to, else those about the selection.
func (w *Window) questionsHere() []analysis.Finding {
	if f, ok := w.asked(); ok {
		return []analysis.Finding{f}
	}
	return slices.DeleteFunc(slices.Clone(w.open()), func(f analysis.Finding) bool {
		return !slices.ContainsFunc(f.At, func(id model.ID) bool { return slices.Contains(w.selected, id) })
	})
}

// showFixes lets one be chosen of what can be done about the question or the selection.
func (w *Window) showFixes() {
	m := &fixMode{w: w}
	for _, f := range w.questionsHere() {
		for _, fix := range w.Fixes(f) {
			if fix.Command != nil {
				m.fixes = append(m.fixes, repair{f, fix})
			}
		}
	}
	if len(m.fixes) == 0 || w.readOnly {
		w.say(lang.M("why.no_fix"))
		return
	}
	w.bar.open(m, "1")
}

func (m *fixMode) chip() lang.Msg { return lang.M("bar.fix") }

func (m *fixMode) example() lang.Msg { return lang.Msg{} }
func (m *fixMode) numbers() bool     { return false }

func (m *fixMode) leave(string) {
	m.w.canvas.Preview(nil, nil)
	m.w.bar.say("") // what Enter would have done
}

// typed takes a number. The bar begins with a 1: a digit after it that makes no number of a repair stands for itself.
func (m *fixMode) typed(said string) {
	n, err := strconv.Atoi(model.Key(said))
	if digits := []rune(model.Key(said)); err == nil && n > len(m.fixes) && len(digits) > 1 {
		last := string(digits[len(digits)-1])
		n, err = strconv.Atoi(last)
		m.w.bar.set(last)
	}
	if err != nil || n < 1 || n > len(m.fixes) {
		m.w.canvas.Preview(nil, nil)
		return
	}
	m.at = n - 1
	m.w.suggest(m.w.placed(m.fixes[m.at].fix.Command))
	m.w.say(lang.M("bar.fix_at", "n", n, "title", m.title(m.at)))
}

func (m *fixMode) key(k fyne.KeyName, _ fyne.KeyModifier, _ string) bool {
	step := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyTab: 1, fyne.KeyUp: -1}[k]
	if step == 0 {
		return false
	}
	n := (m.at+step+len(m.fixes))%len(m.fixes) + 1
	m.w.bar.set(strconv.Itoa(n))
	m.typed(strconv.Itoa(n))
	return true
}

func (m *fixMode) accept(said string) bool {
	n, err := strconv.Atoi(model.Key(said))
	if err != nil || n < 1 || n > len(m.fixes) {
		m.w.say(lang.M("bar.fix_range", "n", len(m.fixes)))
		return false
	}
	r := m.fixes[n-1]
	m.w.Fix(r.finding, r.fix)
	return true
}

func (m *fixMode) title(i int) string { return text.Fix(m.w.app.lang, m.fixes[i].fix.ID) }

// hints lists the repairs with their numbers.
func (m *fixMode) hints() []string {
	var list []string
	for i := range m.fixes {
		list = append(list, strconv.Itoa(i+1)+" "+m.title(i))
	}
	return list
}
