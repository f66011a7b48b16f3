package panel

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/model"
)

// Asker is what the questions need of the window.
type Asker interface {
	Graph() *model.Graph
	GoTo(analysis.Finding)
	Answer(analysis.Finding)
	Fixes(analysis.Finding) []analysis.Fix
	Fix(analysis.Finding, analysis.Fix)
	Intended(analysis.Finding)
	Ask(analysis.Finding)
	Reopen(analysis.Finding)
	Preset() string
	SetPreset(string)
	Sign(analysis.Severity) image.Image // the badge of a severity
	Command(fyne.KeyName) bool          // runs what a key stands for that a panel has no use for
}

// Questions lists findings as questions, the one gone to below in full with what can be done about it.
type Questions struct {
	lang     lang.Lang
	asker    Asker
	object   *fyne.Container
	list     *rows
	empty    *widget.Label
	detail   *fyne.Container
	presets  *chooser
	findings []analysis.Finding
	at       string // key of the one in full
	quiet    bool   // the list is brought in step by the program, not by a person
}

// rowHeight is that of a question in the list: two lines of text, px of the screen.
const rowHeight = 54

// closeTexts brings labels nearer together than their own margins have them, px of the screen.
const closeTexts = -12

// NewQuestions makes a panel in a language.
func NewQuestions(l lang.Lang, a Asker) *Questions {
	q := &Questions{lang: l, asker: a}
	q.list = &rows{command: q.key}
	q.list.Length, q.list.CreateItem, q.list.UpdateItem = func() int { return len(q.findings) }, q.newRow, q.fillRow
	q.list.ExtendBaseWidget(q.list)
	q.list.OnSelected = func(i widget.ListItemID) {
		if !q.quiet && i < len(q.findings) {
			q.asker.GoTo(q.findings[i])
		}
	}
	q.empty = widget.NewLabel(lang.Text(l, "questions.empty"))
	q.empty.Wrapping = fyne.TextWrapWord
	q.detail = container.NewVBox()
	var names []string
	for _, p := range analysis.PresetNames {
		names = append(names, lang.Text(l, "preset."+p))
	}
	q.presets = newChooser(names, a.Command)
	q.presets.OnChanged = func(name string) {
		for i, n := range names {
			if n == name && analysis.PresetNames[i] != a.Preset() {
				a.SetPreset(analysis.PresetNames[i])
			}
		}
	}
	for i, p := range analysis.PresetNames {
		if p == a.Preset() {
			q.presets.SetSelected(names[i])
		}
	}
	middle := container.NewStack(q.list, container.NewVBox(q.empty))
	detail := container.NewVScroll(container.NewPadded(q.detail))
	q.object = container.NewBorder(q.presets, nil, nil, nil, container.New(&shared{q.detail}, middle, container.NewBorder(widget.NewSeparator(), nil, nil, nil, detail)))
	return q
}

// shared gives the question in full the room it needs, up to a share of the panel; the list has the rest.
type shared struct{ detail fyne.CanvasObject }

// mostDetail is the share of the panel that a question in full may take.
const mostDetail = 0.62

func (l *shared) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 2*rowHeight) }

func (l *shared) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[1].Resize(s) // labels wrap by their width before they know their height
	h := l.detail.MinSize().Height
	if h > 0 {
		h += 2 * theme.Padding()
	}
	h = min(h, s.Height*mostDetail)
	o[0].Resize(fyne.NewSize(s.Width, s.Height-h))
	o[1].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, s.Height-h))
}

// Focusable is what takes the keyboard.
func (q *Questions) Focusable() fyne.Focusable {
	if len(q.findings) == 0 {
		return q.presets
	}
	return q.list
}

// key answers the question in full; what is not for the list goes to the window.
func (q *Questions) key(k fyne.KeyName) bool {
	if k == fyne.KeyReturn || k == fyne.KeyEnter {
		for _, f := range q.findings {
			if f.Key == q.at {
				q.asker.Answer(f)
				return true
			}
		}
	}
	return q.asker.Command(k)
}

// Object is what goes on the screen.
func (q *Questions) Object() fyne.CanvasObject { return q.object }

// Show brings the list in step; at is the key of the question gone to.
func (q *Questions) Show(findings []analysis.Finding, at string) {
	q.findings, q.at = findings, at
	if len(findings) == 0 {
		q.empty.Show()
		q.list.Hide()
	} else {
		q.empty.Hide()
		q.list.Show()
	}
	q.quiet = true
	q.list.Refresh()
	row := -1
	for i, f := range findings {
		if f.Key == at {
			row = i
		}
	}
	if row >= 0 {
		q.list.Select(row)
	} else {
		q.list.UnselectAll()
	}
	q.quiet = false
	q.showDetail(row)
	q.object.Refresh()
}

func (q *Questions) newRow() fyne.CanvasObject {
	sign := canvas.NewImageFromImage(nil)
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSize(20, 20))
	label := widget.NewLabel("")
	label.Wrapping = fyne.TextWrapWord
	label.Truncation = fyne.TextTruncateEllipsis
	return container.New(rowLayout{}, sign, label)
}

func (q *Questions) fillRow(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(q.findings) {
		return
	}
	f := q.findings[i]
	row := o.(*fyne.Container)
	sign, label := row.Objects[0].(*canvas.Image), row.Objects[1].(*widget.Label)
	sign.Image = q.asker.Sign(f.Severity)
	sign.Refresh()
	said := text.Question(q.lang, q.asker.Graph(), f)
	if !f.Counted() {
		said = lang.Text(q.lang, "status_of."+string(f.Status)) + " · " + said
		label.Importance = widget.LowImportance
	} else {
		label.Importance = widget.MediumImportance
	}
	label.SetText(said)
}

// showDetail shows one question in full.
func (q *Questions) showDetail(row int) {
	q.detail.RemoveAll()
	if row < 0 {
		q.detail.Refresh()
		return
	}
	f, g := q.findings[row], q.asker.Graph()
	t := func(key string) string { return lang.Text(q.lang, key) }
	texts := container.New(layout.NewCustomPaddedVBoxLayout(closeTexts))
	say := func(s string, size fyne.ThemeSizeName, importance widget.Importance) {
		if s == "" {
			return
		}
		l := widget.NewLabel(s)
		l.Wrapping = fyne.TextWrapWord
		l.SizeName = size
		l.Importance = importance
		texts.Add(l)
	}
	question := widget.NewLabel(text.Question(q.lang, g, f))
	question.Wrapping = fyne.TextWrapWord
	question.TextStyle.Bold = true
	texts.Add(question)
	q.detail.Add(texts)
	say(text.Evidence(q.lang, g, f), "", widget.MediumImportance)
	say(text.Why(q.lang, g, f), "", widget.LowImportance)
	if f.Answer != nil && f.Answer.Text != "" {
		say(lang.Text(q.lang, "questions.answer", "text", f.Answer.Text), "", widget.HighImportance)
	}
	if !f.Counted() {
		q.detail.Add(container.NewHBox(widget.NewButton(t("questions.reopen"), func() { q.asker.Reopen(f) })))
		q.detail.Refresh()
		return
	}
	answer := widget.NewButton(t("questions.do_answer"), func() { q.asker.Answer(f) })
	answer.Importance = widget.HighImportance
	q.detail.Add(container.New(layout.NewGridLayout(2),
		answer, widget.NewButton(t("questions.ask"), func() { q.asker.Ask(f) })))
	for _, fix := range q.asker.Fixes(f) {
		if fix.Command == nil {
			continue // the answer asks for the same words
		}
		b := widget.NewButton(text.Fix(q.lang, fix.ID), func() { q.asker.Fix(f, fix) })
		b.Alignment = widget.ButtonAlignLeading
		q.detail.Add(b)
	}
	meant := widget.NewButton(t("questions.intended"), func() { q.asker.Intended(f) })
	meant.Importance = widget.LowImportance
	meant.Alignment = widget.ButtonAlignLeading
	q.detail.Add(meant)
	q.detail.Refresh()
}

// rowLayout puts the sign at the left and gives the text the rest.
type rowLayout struct{}

func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, rowHeight) }

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(6, 10))
	o[0].Resize(fyne.NewSize(20, 20))
	o[1].Move(fyne.NewPos(26, 0))
	o[1].Resize(fyne.NewSize(s.Width-26, s.Height))
}
