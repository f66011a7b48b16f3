package ui

import (
	"context"
	"image"
	"slices"
	"time"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/raster"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/panel"
)

// held is what is known of findings: the last report, what of it shows, and why the rest waits.
type held struct {
	report    analysis.Report
	input     analysis.Input // of the report
	resolved  []resolved     // the latest first
	looking   bool           // a newer report is on its way
	visible   []analysis.Finding
	asking    []analysis.Finding // those of them that wait for an answer
	born      map[model.ID]time.Time
	timer     func()            // stops the clock of the next one that may show
	at        string            // key of the question last gone to
	answering string            // key of the question that Enter answers
	drafts    map[string]string // answers that were begun
	all       bool              // somebody asks for what waits, once
	waiting   int               // questions that are held back while people work
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
		Graph: w.doc.Graph(), Rules: rules.All, Options: analysis.Options{Preset: w.preset, User: w.app.user()},
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

// sign is the badge of a severity in a theme.
type sign struct {
	severity analysis.Severity
	look     assets.Theme
}

// Sign is the badge of a severity as a picture.
func (w *Window) Sign(s analysis.Severity) image.Image {
	key := sign{s, w.app.sceneTheme()}
	if img := w.app.signs[key]; img != nil {
		return img
	}
	const side, scale = 20, 2
	img := image.NewRGBA(image.Rect(0, 0, side*scale, side*scale))
	items := scene.BadgeItems(report.Weight(s), key.look)
	raster.New().Items(img, items, raster.View{Origin: geom.Pt(-side/2, -side/2), PPU: scale}, raster.Options{Scale: scale})
	w.app.signs[key] = img
	return img
}

func (w *Window) analysed(in analysis.Input, r analysis.Report, err error) {
	w.held.looking = false
	if err != nil {
		w.app.report(err)
		w.askPicture()
		return
	}
	w.held.noteResolved(in, r)
	w.held.report = r
	if !w.hold() && w.diagram.Options.Routing != layout.Careful {
		w.askPicture()
	}
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

// hold works out which findings show now, and comes back when the next one may. It says whether that changed anything; then
// markers are on their way.
func (w *Window) hold() bool {
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
	visible, next := analysis.Hold(h.report, analysis.Waits{Born: h.born, Busy: busy, Shown: shown, Now: now, All: h.all})
	h.all = false
	if h.timer != nil {
		h.timer()
	}
	if !next.IsZero() {
		h.timer = w.app.after(next.Sub(now), func() { w.hold() })
	}
	waiting := h.waiting
	if analysis.Differ(h.visible, visible).Empty() && len(visible) == len(h.visible) {
		h.show(visible)
		if len(h.asking) == 0 && (h.waiting == 0) != (waiting == 0) {
			w.showFindings() // the empty list says why
		}
		return false
	}
	h.show(visible)
	w.noteOpen()
	w.showFindings()
	w.askMarks()
	return true
}

// showFindings brings list and counts in step. A list that nobody sees is brought in step when it is opened.
func (w *Window) showFindings() {
	if w.questions != nil && w.sees(questionsTab) {
		w.questions.Show(w.listable(), w.held.at)
	}
	w.showOutline()
	if w.status != nil {
		w.status.show()
	}
}

// open lists the questions that wait for an answer. The list is to be read only.
func (w *Window) open() []analysis.Finding {
	return w.held.asking
}

// Waiting is how many questions are held back while people work.
func (w *Window) Waiting() int { return w.held.waiting }

// show has findings seen.
func (h *held) show(visible []analysis.Finding) {
	quiet := func(f analysis.Finding) bool { return !f.Asks() }
	h.visible = visible
	h.asking = slices.DeleteFunc(slices.Clone(visible), quiet)
	h.waiting = len(slices.DeleteFunc(slices.Clone(h.report.Findings), quiet)) - len(h.asking)
}

// listed is those of them that the list shows, in its order.
func (w *Window) listed() []analysis.Finding {
	g := w.doc.Graph()
	return panel.InReadingOrder(slices.DeleteFunc(slices.Clone(w.open()), func(f analysis.Finding) bool {
		return w.sift.On() && !w.sift.Keeps(f, func() string { return panel.Said(w.app.lang, g, f) })
	}))
}

// Sift is what is left out of the list.
func (w *Window) Sift() panel.Sift { return w.sift }

// SetSift lists others.
func (w *Window) SetSift(s panel.Sift) {
	w.sift = s
	w.showFindings()
}

// Selected is what is selected, for panels.
func (w *Window) Selected() []model.ID { return w.selected }

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

// NextQuestion goes round all open questions that the list shows. Where there are none, whoever asks is shown those that
// still wait.
func (w *Window) NextQuestion(step int) {
	if len(w.open()) == 0 {
		w.held.all = true
		w.hold()
	}
	list := w.listed()
	switch {
	case len(list) == 0 && len(w.open()) > 0:
		w.say(lang.M("ui.no_questions_sifted"))
		return
	case len(list) == 0:
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
	w.leaveAside()
	w.openSide(questionsTab)
	var at, related []model.ID
	at = append(at, f.At...)
	for _, r := range f.Related {
		related = append(related, r.ID)
	}
	g := w.doc.Graph()
	at = slices.DeleteFunc(at, func(id model.ID) bool { return !exists(g, id) }) // deleted since the question was found
	sel := at[:min(1, len(at))]
	w.selected = sel
	w.canvas.Select(sel, append(at[len(sel):], related...))
	if len(sel) > 0 {
		w.zoomToRead()
	}
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
