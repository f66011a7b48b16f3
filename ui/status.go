package ui

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/model"
	"seika/ui/panel"
	"seika/ui/tool"
)

// status is the line at the bottom: what keys would do now at the left, counts at the right, each of which selects or opens
// what it counts. It never animates.
type status struct {
	w      *Window
	object fyne.CanvasObject
	hints  *canvas.Text
	said   []string // all hints; those that fit are shown
	left   *fyne.Container
	counts map[string]*cell
	order  []string
}

// statusHeight is the height of the line in px of the screen.
const statusHeight = 26

func newStatus(w *Window) *status {
	s := &status{w: w, counts: map[string]*cell{}}
	s.hints = canvas.NewText("", nil)
	s.hints.TextSize = hintSize
	right := container.NewHBox()
	add := func(id string, do func()) {
		c := newCell(do)
		s.counts[id] = c
		s.order = append(s.order, id)
		right.Add(c)
	}
	add("nodes", func() { w.selectIDs(readingOrder(w.doc.Graph())) })
	add("relations", w.selectInputs)
	add("know_how", func() { w.selectWhere(isIntangible) })
	add("sync", w.selectSynced)
	add("questions", func() { w.openSide(questionsTab) })
	add("zoom", func() { w.canvas.Fit() })
	add("saved", func() { w.save(nil) })
	s.left = container.New(statusLeft{s.fit}, s.hints)
	s.object = container.New(statusRow{}, s.left, right)
	return s
}

// fit shows as many hints as there is room for, the first ones first, and of one alone so much as fits.
func (s *status) fit() {
	const between = "  ·  "
	text, room := "", s.left.Size().Width-statusPad
	for i := range s.said {
		longer := strings.Join(s.said[:i+1], between)
		if fyne.MeasureText(longer, hintSize, fyne.TextStyle{}).Width > room {
			if i == 0 {
				text = cut(longer, hintSize, room)
			}
			break
		}
		text = longer
	}
	if s.hints.Text != text {
		s.hints.Text = text
		s.hints.Refresh()
	}
}

// relabel follows a change of language.
func (s *status) relabel() { s.show() }

// show brings hints and counts in step.
func (s *status) show() {
	w := s.w
	if w.doc == nil {
		return
	}
	colour := s.hints.Color
	s.hints.Color = fyne.CurrentApp().Settings().Theme().Color(theme.ColorNamePlaceHolder, fyne.CurrentApp().Settings().ThemeVariant())
	s.said = w.hints()
	s.fit()
	if s.hints.Color != colour {
		s.hints.Refresh()
	}

	g := w.doc.Graph()
	inputs, syncs, know := 0, 0, 0
	for r := range g.Relations() {
		if r.Kind == model.Sync {
			syncs++
		} else {
			inputs++
		}
	}
	for n := range g.Nodes() {
		if isIntangible(n) {
			know++
		}
	}
	t := func(m lang.Msg) string { return w.app.text(m) }
	s.counts["nodes"].set(t(lang.M("status.nodes", "n", g.NodeCount())))
	s.counts["relations"].set(t(lang.M("status.relations", "n", inputs)))
	s.counts["know_how"].set(t(lang.M("status.know_how", "n", know)))
	s.counts["sync"].set(t(lang.M("status.sync", "n", syncs)))
	s.counts["questions"].set(t(lang.M("status.questions", "n", len(w.open()))))
	saved := lang.M("status.saved")
	switch {
	case w.saving:
		saved = lang.M("ui.saving")
	case w.doc.Dirty():
		saved = w.keptWord()
	case w.file.Path() == "":
		saved = lang.M("status.new")
	}
	s.counts["saved"].set(t(saved))
	s.zoom(w.canvas.Zoom())
}

func (s *status) zoom(z float64) {
	s.counts["zoom"].set(strconv.Itoa(int(math.Round(z*100))) + " %")
}

// hints says what keys would do now, with the names of what they would do it to; at most five.
func (w *Window) hints() []string {
	t := func(m lang.Msg) string { return w.app.text(m) }
	switch m := w.bar.mode.(type) {
	case *nameMode:
		return []string{t(lang.M("hint.accept")), t(lang.M("hint.accept_tab")), t(lang.M("hint.accept_back")), t(lang.M("hint.kind")), t(lang.M("hint.escape"))}
	case *labelMode:
		return []string{t(lang.M("hint.accept")), t(lang.M("hint.escape"))}
	case *lineMode:
		if id, one := w.single(); one && w.emptyLine() {
			v := short(w.doc.Graph().Label(id))
			return []string{t(lang.M("hint.output", "v", v)), t(lang.M("hint.input")), t(lang.M("hint.example")), t(lang.M("hint.escape"))}
		}
		return []string{t(lang.M("hint.run")), t(lang.M("hint.complete")), t(lang.M("hint.example")), t(lang.M("hint.escape"))}
	case *commandMode, *pickMode:
		return []string{t(lang.M("hint.command")), t(lang.M("hint.choose")), t(lang.M("hint.escape"))}
	case *findMode:
		return []string{t(lang.M("hint.find")), t(lang.M("hint.find_next")), t(lang.M("hint.escape"))}
	case *fixMode:
		return m.hints()
	case *answerMode:
		if options := m.hints(); len(options) > 0 {
			return options
		}
		return []string{t(lang.M("hint.answer_accept")), t(lang.M("hint.answer_next")), t(lang.M("hint.escape"))}
	}
	if said := w.pointedHints(); said != nil {
		return said
	}
	if keys := w.besideKeys(); keys != nil {
		return append(keys, t(lang.M("hint.escape")))
	}
	if w.aside != nil {
		return []string{t(lang.M("hint.escape"))}
	}
	if w.held.answering != "" {
		return []string{t(lang.M("hint.answer")), t(lang.M("hint.next_question")), t(lang.M("hint.escape"))}
	}
	id, one := w.single()
	switch {
	case one:
		v := short(w.doc.Graph().Label(id))
		list := []string{t(lang.M("hint.output", "v", v)), t(lang.M("hint.input"))}
		if e, ok := w.siblingBy(id); ok {
			list = append(list, t(siblingHint(e, id, short(w.doc.Graph().Label(e.Other(id))))))
		}
		return append(list, t(lang.M("hint.partner")), t(lang.M("hint.rename")))
	case len(w.nodes()) == 0 && len(w.ends()) == 1 && len(w.selected) == 1:
		return []string{t(lang.M("hint.label")), t(lang.M("hint.ends")), t(lang.M("hint.delete_line"))}
	case len(w.nodes()) == 0 && len(w.selected) == 1:
		return []string{t(lang.M("hint.rename")), t(lang.M("hint.ungroup")), t(lang.M("hint.walk"))}
	case len(w.nodes()) > 1:
		return []string{t(lang.M("hint.output_many")), t(lang.M("hint.input_many")), t(lang.M("hint.group")), t(lang.M("hint.tidy_many"))}
	case w.doc.Graph().NodeCount() == 0:
		return []string{t(lang.M("hint.start")), t(lang.M("hint.start_line"))}
	default:
		return []string{t(lang.M("hint.new")), t(lang.M("hint.line")), t(lang.M("hint.walk")), t(lang.M("hint.tidy"))}
	}
}

// pointedHints says what a press at the pointer would do where no word stands: at a handle, or at a badge, whose question it
// says.
func (w *Window) pointedHints() []string {
	p, t := w.canvas.Pointed(), func(m lang.Msg) string { return w.app.text(m) }
	if p.ID == "" || !exists(w.doc.Graph(), p.ID) {
		return nil
	}
	v := short(w.doc.Graph().Label(p.ID))
	switch {
	case p.Badge:
		for _, f := range w.open() {
			if slices.Contains(f.At, p.ID) {
				return []string{panel.Said(w.app.lang, w.doc.Graph(), f)}
			}
		}
		return nil
	case p.Side == tool.Output:
		return []string{t(lang.M("hint.click_output", "v", v)), t(lang.M("hint.drag_handle"))}
	case p.Side == tool.Input:
		return []string{t(lang.M("hint.click_input", "v", v)), t(lang.M("hint.drag_handle"))}
	default:
		return []string{t(lang.M("hint.click_partner", "v", v)), t(lang.M("hint.drag_handle"))}
	}
}

// siblingHint says what Enter would make: on which side of the partner matters, for the partner has both.
func siblingHint(e model.Ends, id model.ID, partner string) lang.Msg {
	switch {
	case e.Kind == model.Sync:
		return lang.M("hint.sibling_partner", "v", partner)
	case e.To == id:
		return lang.M("hint.sibling_output", "v", partner)
	default:
		return lang.M("hint.sibling_input", "v", partner)
	}
}

// shortName is how many letters of a name stand in a hint.
const shortName = 12

func short(name string) string {
	r := []rune(name)
	if len(r) <= shortName {
		return name
	}
	return string(r[:shortName-1]) + "…"
}

func (w *Window) selectWhere(is func(model.Node) bool) {
	var ids []model.ID
	for n := range w.doc.Graph().Nodes() {
		if is(n) {
			ids = append(ids, n.ID)
		}
	}
	w.selectIDs(ids)
}

func (w *Window) selectInputs() {
	var ids []model.ID
	for r := range w.doc.Graph().Relations() {
		if r.Kind == model.IO {
			ids = append(ids, r.ID())
		}
	}
	w.selectIDs(ids)
}

func (w *Window) selectSynced() {
	w.selectWhere(func(n model.Node) bool {
		for range w.doc.Graph().Syncs(n.ID) {
			return true
		}
		return false
	})
}

// cell is a count that can be clicked.
type cell struct {
	widget.BaseWidget
	text *canvas.Text
	do   func()
}

func newCell(do func()) *cell {
	c := &cell{text: canvas.NewText("", nil), do: do}
	c.text.TextSize = hintSize
	c.ExtendBaseWidget(c)
	return c
}

func (c *cell) set(s string) {
	col := fyne.CurrentApp().Settings().Theme().Color(theme.ColorNameForeground, fyne.CurrentApp().Settings().ThemeVariant())
	if c.text.Text == s && c.text.Color == col {
		return
	}
	c.text.Text, c.text.Color = s, col
	c.Refresh()
}

// Tapped does what the cell is for.
func (c *cell) Tapped(*fyne.PointEvent) {
	if c.do != nil {
		c.do()
	}
}

// CreateRenderer is part of being a widget.
func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewPadded(c.text))
}

// statusLeft gives hints the room they have, and has them chosen for it.
type statusLeft struct{ fit func() }

const statusPad = 10

func (statusLeft) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, statusHeight) }

func (l statusLeft) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(statusPad, (s.Height-h)/2))
	o[0].Resize(fyne.NewSize(s.Width-statusPad, h))
	l.fit()
}

// statusRow gives the counts what they need and the hints the rest.
type statusRow struct{}

func (statusRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[1].MinSize().Width, statusHeight)
}

func (statusRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	need := o[1].MinSize()
	o[1].Resize(fyne.NewSize(need.Width, s.Height))
	o[1].Move(fyne.NewPos(s.Width-need.Width-4, (s.Height-need.Height)/2))
	o[0].Resize(fyne.NewSize(max(0, s.Width-need.Width-16), s.Height))
	o[0].Move(fyne.NewPos(0, 0))
}
