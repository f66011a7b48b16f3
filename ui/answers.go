package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// Answer begins answering a question in the bar.
func (w *Window) Answer(f analysis.Finding) {
	if w.rests() {
		return
	}
	w.GoTo(f)
	w.bar.open(&answerMode{w: w, finding: f}, w.held.drafts[f.Key])
}

// Options are the possible answers, where the answer is a choice.
func (w *Window) Options(f analysis.Finding) []string {
	r, ok := rules.Find(f.Rule)
	if !ok || r.Form(f.Variant) != analysis.Choice {
		return nil
	}
	return r.Choices
}

// Choose answers with one of them.
func (w *Window) Choose(f analysis.Finding, option string) {
	w.GoTo(f)
	(&answerMode{w: w, finding: f}).accept(option)
}

// Ghost shows what a fix would do; nil ends it.
func (w *Window) Ghost(fix *analysis.Fix) {
	_, fixing := w.bar.mode.(*fixMode)
	switch {
	case fixing || w.bar.naming() || w.canvas.Busy():
	case fix != nil:
		w.ghost = true
		w.suggest(w.placed(fix.Command))
	case w.ghost:
		w.ghost = false
		w.canvas.Preview(nil, nil)
	}
}

// Fixes lists what can be done about a question at once.
func (w *Window) Fixes(f analysis.Finding) []analysis.Fix {
	fixes, err := rules.Fixes(context.Background(), w.caseOf(f, ""))
	if err != nil {
		w.app.report(err)
	}
	return fixes
}

// Fix does one of them.
func (w *Window) Fix(f analysis.Finding, fix analysis.Fix) {
	if fix.Command == nil {
		w.Answer(f)
		return
	}
	if w.do(w.placed(fix.Command)) {
		w.say(lang.M("ui.fixed"))
	}
}

// Intended records that something is meant to be so; a reason is typed in the bar.
func (w *Window) Intended(f analysis.Finding) {
	w.GoTo(f)
	w.bar.open(&answerMode{w: w, finding: f, status: model.Intended}, "")
}

// Ask puts a question on the follow-up list.
func (w *Window) Ask(f analysis.Finding) {
	a := model.Answer{Question: f.Question(), Scope: f.Scope(), Status: model.Asked, On: w.today(), By: w.app.signature()}
	if w.do(edit.Answer{Answer: a}) {
		w.say(lang.M("ui.asked"))
	}
}

// AskWhom notes whom a question is to be asked, and by when.
func (w *Window) AskWhom(f analysis.Finding) {
	w.GoTo(f)
	w.bar.open(&whomMode{w: w, finding: f}, "")
}

// Reopen takes an answer back.
func (w *Window) Reopen(f analysis.Finding) { w.do(edit.Withdraw{Question: f.Question()}) }

func (w *Window) today() string { return w.now().Format(time.DateOnly) }

func (w *Window) caseOf(f analysis.Finding, said string) analysis.Case {
	return analysis.Case{
		Graph: w.doc.Graph(), Finding: f, Text: said, Entropy: entropy(), Sign: model.Answer{On: w.today(), By: w.app.signature()},
	}
}

// answerMode takes the answer to a question.
type answerMode struct {
	w       *Window
	finding analysis.Finding
	status  model.Status // Intended asks for a reason; "" for an answer
}

func (m *answerMode) chip() lang.Msg {
	if m.status == model.Intended {
		return lang.M("bar.reason")
	}
	switch m.form() {
	case analysis.Nouns:
		return lang.M("bar.answer_nouns")
	case analysis.Name:
		return lang.M("bar.answer_name")
	case analysis.Number:
		return lang.M("bar.answer_number")
	case analysis.Pick:
		return lang.M("bar.answer_pick")
	case analysis.Choice:
		return lang.M("bar.answer_choice")
	default:
		return lang.M("bar.answer_text")
	}
}

func (m *answerMode) example() lang.Msg {
	if m.status == model.Intended {
		return lang.Msg{}
	}
	switch m.form() {
	case analysis.Nouns:
		return lang.M("bar.example.nouns")
	case analysis.Name:
		return lang.M("bar.example.person")
	case analysis.Number:
		return lang.M("bar.example.number")
	case analysis.Pick:
		return lang.M("bar.example.pick")
	default:
		return lang.Msg{}
	}
}

func (m *answerMode) form() analysis.Form {
	r, _ := rules.Find(m.finding.Rule)
	return r.Form(m.finding.Variant)
}

// numbers stand on the boxes only where an answer can be one: elsewhere they would hide the names.
func (m *answerMode) numbers() bool {
	return m.status != model.Intended && (m.form() == analysis.Nouns || m.form() == analysis.Pick)
}

func (m *answerMode) typed(text string) {
	switch {
	case m.status == model.Intended:
	case m.form() == analysis.Nouns, m.form() == analysis.Pick:
		m.w.complete(text)
	case m.form() == analysis.Name:
		m.w.completePerson(text)
	}
}

// options are those of a choice.
func (m *answerMode) options() []string {
	if m.status == model.Intended {
		return nil
	}
	return m.w.Options(m.finding)
}

// hints lists the options of a choice with their numbers.
func (m *answerMode) hints() []string {
	var list []string
	for i, o := range m.options() {
		list = append(list, m.w.app.text(lang.M("questions.option", "n", i+1, "text", text.Option(m.w.app.lang, m.finding.Rule, o))))
	}
	return list
}

// chosen is the option that somebody means by its number, its words or its name.
func (m *answerMode) chosen(said string) string {
	for i, o := range m.options() {
		key := model.Key(said)
		if key == strconv.Itoa(i+1) || key == model.Key(o) || key == model.Key(text.Option(m.w.app.lang, m.finding.Rule, o)) {
			return o
		}
	}
	return said
}

// picked takes a click on a deliverable where one is to be picked, or to be named.
func (m *answerMode) picked(id model.ID) bool {
	form := m.form()
	if _, ok := m.w.doc.Graph().Node(id); !ok || m.status == model.Intended || form != analysis.Pick && form != analysis.Nouns {
		return false
	}
	said := strconv.Itoa(m.w.numbers.of[id])
	if before := strings.TrimSpace(m.w.bar.entry.Text); form == analysis.Nouns && before != "" {
		said = strings.TrimRight(before, ", ") + ", " + said
	}
	m.w.bar.set(said)
	m.w.bar.focus()
	return true
}

func (m *answerMode) leave(text string) { m.w.held.keep(m.finding.Key, text) }

func (m *answerMode) key(k fyne.KeyName, mods fyne.KeyModifier, _ string) bool {
	if (k == fyne.KeyReturn || k == fyne.KeyEnter) && mods == none {
		return m.w.takeOffer()
	}
	if k != fyne.KeyTab {
		return false
	}
	step := 1
	if mods&fyne.KeyModifierShift != 0 {
		step = -1
	}
	m.w.NextQuestion(step)
	if f, ok := m.w.asked(); ok {
		m.w.Answer(f)
	}
	return true
}

func (m *answerMode) accept(said string) bool {
	if !m.take(said) {
		return false
	}
	delete(m.w.held.drafts, m.finding.Key)
	m.w.held.answering = "" // Enter grows again
	if t := m.w.tour; t != nil {
		t.answered = true
		m.w.followTour()
	}
	return true
}

func (m *answerMode) take(said string) bool {
	w := m.w
	if m.status == model.Intended {
		if said == "" {
			w.say(lang.M("ui.reason_needed"))
			return false
		}
		return w.do(edit.Answer{Answer: model.Answer{
			Question: m.finding.Question(), Scope: m.finding.Scope(), Status: model.Intended, Text: said, On: w.today(), By: w.app.signature(),
		}})
	}
	if m.form() == analysis.Choice {
		said = m.chosen(said)
	}
	c := w.caseOf(m.finding, said)
	if m.form() == analysis.Pick || m.form() == analysis.Nouns {
		c.Pick, c.Text = w.meant(m.form(), said)
	}
	cmd, err := rules.Accept(context.Background(), c)
	if err != nil {
		w.sayError(err)
		return false
	}
	before := w.doc.Graph()
	if cmd == nil || !w.do(w.placed(cmd)) {
		return false
	}
	if what, ok := w.unseen(before); ok {
		w.say(lang.M("ui.answered_as", "what", what))
	} else {
		w.say(lang.M("ui.answered"))
	}
	return true
}

// whomMode takes whom a question is to be asked, and by when: a name, a date, or both with a comma between.
type whomMode struct {
	w       *Window
	finding analysis.Finding
}

func (m *whomMode) chip() lang.Msg    { return lang.M("bar.whom") }
func (m *whomMode) example() lang.Msg { return lang.M("bar.example.whom") }
func (m *whomMode) numbers() bool     { return false }
func (m *whomMode) typed(string)      {}
func (m *whomMode) leave(string)      {}

func (m *whomMode) key(fyne.KeyName, fyne.KeyModifier, string) bool { return false }

func (m *whomMode) accept(said string) bool {
	a := m.finding.Reply(model.Answer{Status: model.Asked, On: m.w.today(), By: m.w.app.signature()})
	for _, part := range strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(",，、､", r) }) {
		part = strings.TrimSpace(part)
		if day, ok := dayOf(part, m.w.now()); ok {
			a.Due = day
		} else if part != "" {
			a.Who = part
		}
	}
	if a.Who == "" && a.Due == "" {
		m.w.say(lang.M("bar.whom_needed"))
		return false
	}
	if !m.w.do(edit.Answer{Answer: a}) {
		return false
	}
	m.w.say(lang.M("ui.asked"))
	return true
}

// dayOf reads a date, a day without a year as the next one of that name.
func dayOf(said string, now time.Time) (string, bool) {
	said = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-").Replace(model.Key(said))
	if t, err := time.Parse("2006-1-2", said); err == nil {
		return t.Format(time.DateOnly), true
	}
	t, err := time.Parse("1-2", said)
	if err != nil {
		return "", false
	}
	t = time.Date(now.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	if t.Format(time.DateOnly) < now.Format(time.DateOnly) {
		t = t.AddDate(1, 0, 0)
	}
	return t.Format(time.DateOnly), true
}
