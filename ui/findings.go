package ui

import (
	"context"
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/raster"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
)

// held is what is known of findings: the last report, what of it shows, and why the rest waits.
type held struct {
	report    analysis.Report
	looking   bool // a newer report is on its way
	visible   []analysis.Finding
	born      map[model.ID]time.Time
	timer     func()            // stops the clock of the next one that may show
	at        string            // key of the question last gone to
	answering string            // key of the question that Enter answers
	drafts    map[string]string // answers that were begun
}

// keep has what was typed for an answer wait for the next time.
func (h *held) keep(key, text string) {
	if h.drafts == nil {
		h.drafts = map[string]string{}
	}
	h.drafts[key] = text
}

// analyse runs on the worker.
func analyse(ctx context.Context, in analysis.Input) (analysis.Report, error) {
	return analysis.Run(ctx, in)
}

// askFindings has the present model analysed.
func (w *Window) askFindings() {
	w.held.looking = true
	w.findings.Ask(analysis.Input{
		Graph: w.doc.Graph(), Rules: rules.All, Options: analysis.Options{Preset: w.preset},
	})
}

// Preset is the set of rules that ask.
func (w *Window) Preset() string {
	if w.preset != "" {
		return w.preset
	}
	if w.held.report.Preset != "" {
		return w.held.report.Preset
	}
	return analysis.PresetWorkshop
}

// SetPreset chooses another set of rules, for this window.
func (w *Window) SetPreset(name string) {
	w.preset = name
	w.askFindings()
}

// Sign is the badge of a severity as a picture.
func (w *Window) Sign(s analysis.Severity) image.Image {
	const side, scale = 20, 2
	img := image.NewRGBA(image.Rect(0, 0, side*scale, side*scale))
	items := scene.BadgeItems(report.Weight(s), w.app.sceneTheme())
	w.signs.Items(img, items, raster.View{Origin: geom.Pt(-side/2, -side/2), PPU: scale}, raster.Options{Scale: scale})
	return img
}

func (w *Window) analysed(_ analysis.Input, r analysis.Report, err error) {
	w.held.looking = false
	if err != nil {
		w.app.report(err)
		return
	}
	w.held.report = r
	w.hold()
}

// noteBirths remembers when deliverables came or were renamed: their questions wait. What a file, undo or redo brings is not
// young.
func (w *Window) noteBirths(e model.Event) {
	if e.Cause != model.Done {
		return
	}
	if w.held.born == nil {
		w.held.born = map[model.ID]time.Time{}
	}
	for _, d := range e.Change.Nodes {
		if d.Op == model.Added || d.Op == model.Changed && d.Before.Name != d.After.Name {
			w.held.born[d.After.ID] = w.now()
		}
	}
}

// hold works out which findings show now, and comes back when the next one may.
func (w *Window) hold() {
	h := &w.held
	busy := map[model.ID]bool{}
	for _, id := range w.selected {
		busy[id] = true
	}
	shown := map[string]bool{}
	for _, f := range h.visible {
		shown[f.Key] = true
	}
	now := w.now()
	visible, next := analysis.Hold(h.report, analysis.Waits{Born: h.born, Busy: busy, Shown: shown, Now: now})
	if h.timer != nil {
		h.timer()
	}
	if !next.IsZero() {
		h.timer = w.app.after(next.Sub(now), w.hold)
	}
	if analysis.Differ(h.visible, visible).Empty() && len(visible) == len(h.visible) {
		h.visible = visible
		return
	}
	h.visible = visible
	w.showFindings()
	w.askPicture()
}

// showFindings brings list and counts in step.
func (w *Window) showFindings() {
	if w.questions != nil {
		w.questions.Show(w.held.visible, w.held.at)
	}
	if w.status != nil {
		w.status.show()
	}
}

// open lists the findings that wait for an answer.
func (w *Window) open() []analysis.Finding {
	return slices.DeleteFunc(slices.Clone(w.held.visible), func(f analysis.Finding) bool { return !f.Counted() })
}

// marks is one badge for each element that findings are about, with the worst severity.
func (w *Window) marks() []diagram.Mark {
	if w.quiet {
		return nil
	}
	return report.Badges(w.open())
}

// toggleMarks shows or hides everything that asks.
func (w *Window) toggleMarks() {
	w.quiet = !w.quiet
	if w.quiet {
		w.say(lang.M("ui.marks_off"))
	} else {
		w.say(lang.M("ui.marks_on"))
	}
	w.askPicture()
	w.status.show()
}

// nextQuestion goes round all open questions.
func (w *Window) nextQuestion(step int) {
	list := w.open()
	if len(list) == 0 {
		w.say(lang.M("ui.no_questions"))
		return
	}
	i := slices.IndexFunc(list, func(f analysis.Finding) bool { return f.Key == w.held.at })
	switch {
	case i < 0 && step > 0:
		i = 0
	case i < 0:
		i = len(list) - 1
	default:
		i = (i + step + len(list)) % len(list)
	}
	w.GoTo(list[i])
}

// questionAt goes to the first question about an element.
func (w *Window) questionAt(id model.ID) {
	for _, f := range w.open() {
		if slices.Contains(f.At, id) {
			w.GoTo(f)
			return
		}
	}
}

// GoTo shows a question: its place in view and marked, its row open. Enter then answers it.
func (w *Window) GoTo(f analysis.Finding) {
	w.openSide(questionsTab)
	var at, related []model.ID
	at = append(at, f.At...)
	for _, r := range f.Related {
		related = append(related, r.ID)
	}
	sel := at[:min(1, len(at))]
	w.selected = sel
	w.canvas.Select(sel, append(at[len(sel):], related...))
	w.reveal(sel)
	w.held.at, w.held.answering = f.Key, f.Key
	w.refresh()
	w.showFindings()
}

// asked is the question gone to last, which Enter answers.
func (w *Window) asked() (analysis.Finding, bool) {
	i := slices.IndexFunc(w.held.visible, func(f analysis.Finding) bool { return f.Key == w.held.answering })
	if w.held.answering == "" || i < 0 {
		return analysis.Finding{}, false
	}
	return w.held.visible[i], true
}

// askLater puts the question gone to on the follow-up list.
func (w *Window) askLater() {
	if f, ok := w.asked(); ok {
		w.Ask(f)
	}
}

// Answer begins answering a question in the bar.
func (w *Window) Answer(f analysis.Finding) {
	if w.readOnly {
		w.say(lang.M("ui.read_only"))
		return
	}
	w.GoTo(f)
	w.bar.open(&answerMode{w: w, finding: f}, w.held.drafts[f.Key])
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
	a := model.Answer{Question: f.Question(), Scope: f.Scope(), Status: model.Asked, On: w.today()}
	if w.do(edit.Answer{Answer: a}) {
		w.say(lang.M("ui.asked"))
	}
}

// Reopen takes an answer back.
func (w *Window) Reopen(f analysis.Finding) { w.do(edit.Withdraw{Question: f.Question()}) }

func (w *Window) today() string { return w.now().Format(time.DateOnly) }

func (w *Window) caseOf(f analysis.Finding, said string) analysis.Case {
	return analysis.Case{
		Graph: w.doc.Graph(), Finding: f, Text: said, Entropy: entropy(), Sign: model.Answer{On: w.today()},
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

func (m *answerMode) numbers() bool { return true }

func (m *answerMode) typed(text string) {
	switch {
	case m.status == model.Intended:
	case m.form() == analysis.Nouns, m.form() == analysis.Pick:
		m.w.complete(text)
	case m.form() == analysis.Name:
		m.w.completePerson(text)
	}
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
	m.w.nextQuestion(step)
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
			Question: m.finding.Question(), Scope: m.finding.Scope(), Status: model.Intended, Text: said, On: w.today(),
		}})
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
	if cmd == nil || !w.do(w.placed(cmd)) {
		return false
	}
	w.say(lang.M("ui.answered"))
	return true
}
