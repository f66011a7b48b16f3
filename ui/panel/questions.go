package panel

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

// Asker is what the questions need of the window.
type Asker interface {
	Graph() *model.Graph
	GraphOf(analysis.Finding) *model.Graph // the present one, but for what is resolved
	GoTo(analysis.Finding)
	Select([]model.ID)
	Selected() []model.ID
	NextQuestion(step int)

	Answer(analysis.Finding)
	Options(analysis.Finding) []string        // where the answer is a choice
	Choose(analysis.Finding, string)          // answers with an option
	Fixes(analysis.Finding) []analysis.Fix    // what can be done at once
	Ghost(*analysis.Fix)                      // shows what a fix would do; nil ends it
	Fix(analysis.Finding, analysis.Fix)       // does it
	Ask(analysis.Finding)                     // later
	AskWhom(analysis.Finding)                 // says whom, and by when
	Reopen(analysis.Finding)                  // takes the answer back
	Explain(analysis.Finding)                 // the page of its rule
	Mute(analysis.Finding, fyne.CanvasObject) // offers the ways, beside an object
	Waiting() int                             // how many questions are held back while people work
	Muted() int                               // how many rules are muted
	ShowMuted()

	Preset() string
	SetPreset(string)
	Sift() Sift
	SetSift(Sift)

	Sign(analysis.Severity) image.Image // the badge of a severity
	Keyboard() Keyboard
	Shortcut(fyne.Shortcut)
	ToCanvas()
	Command(fyne.KeyName) bool // runs what a key stands for that a panel has no use for
}

// Questions lists findings as questions, the one gone to unfolded, and below it what can be done about it.
type Questions struct {
	lang   lang.Lang
	asker  Asker
	object *fyne.Container
	top    *fyne.Container // the head
	body   *fyne.Container // list and what is below it

	presets *Chooser
	count   *widget.Label
	sifting *Button // opens and closes what sifts
	sieve   *sieve
	fresh   *Button // tells of questions that came while somebody reads
	muted   *Button

	list    *List
	empty   *widget.Label
	detail  *fyne.Container
	below   *container.Scroll // holds the detail
	all     []analysis.Finding
	entries []entry
	opened  map[string]bool // rules whose fold is open
	known   map[string]bool // keys that the list has shown
	at      string          // key of the one in full
	tall    int             // the row that is unfolded; -1 is none
	reading bool            // the list has the keyboard: new rows wait
	quiet   bool            // the list is brought in step by the program, not by a person
}

// NewQuestions makes a panel in a language.
func NewQuestions(l lang.Lang, a Asker) *Questions {
	q := &Questions{lang: l, asker: a, opened: map[string]bool{}, known: map[string]bool{}, tall: -1}
	q.list = &List{command: q.key, focus: q.read, widened: q.unfold}
	q.list.Length, q.list.CreateItem, q.list.UpdateItem = func() int { return len(q.entries) }, q.newRow, q.fillRow
	q.list.ExtendBaseWidget(q.list)
	q.list.OnSelected = q.tapped
	q.empty = widget.NewLabel("")
	q.empty.Wrapping = fyne.TextWrapWord
	q.detail = container.NewVBox()
	middle := container.NewStack(q.list, container.NewVBox(q.empty))
	q.below = container.NewVScroll(container.NewPadded(q.detail))
	q.body = container.New(&shared{q.detail}, middle, container.NewBorder(widget.NewSeparator(), nil, nil, nil, q.below))
	q.top = q.head()
	q.object = container.NewBorder(q.top, q.foot(), nil, nil, q.body)
	return q
}

// head chooses what is asked and what is listed, and goes from one question to the next.
func (q *Questions) head() *fyne.Container {
	t := func(m lang.Msg) string { return m.In(q.lang) }
	var names []string
	for _, p := range analysis.PresetNames {
		names = append(names, lang.Text(q.lang, "preset."+p))
	}
	q.presets = NewChooser(names, q.asker.Command)
	q.presets.SetSelectedIndex(slices.Index(analysis.PresetNames, q.asker.Preset()))
	q.presets.OnChanged = func(string) {
		if i := q.presets.SelectedIndex(); i >= 0 && analysis.PresetNames[i] != q.asker.Preset() {
			q.asker.SetPreset(analysis.PresetNames[i])
		}
	}
	step := func(icon fyne.ThemeIconName, by int) *Button {
		b := newButton("", q.asker.Command, func() { q.asker.NextQuestion(by) })
		b.Icon = theme.Icon(icon)
		b.Importance = widget.LowImportance
		return b
	}
	q.count = widget.NewLabel("")
	q.count.Truncation = fyne.TextTruncateEllipsis // in a narrow panel
	q.sieve = newSieve(q.lang, q.asker)
	q.sifting = newButton(t(lang.M("sift.title")), q.asker.Command, func() {
		q.sieve.toggle()
		q.showHead()
		q.object.Refresh()
	})
	q.sifting.Importance = widget.LowImportance
	q.fresh = newButton("", q.asker.Command, func() { q.read(false) })
	q.fresh.Hide()
	row := container.NewBorder(nil, nil,
		container.NewHBox(step(theme.IconNameNavigateBack, -1), step(theme.IconNameNavigateNext, 1)), q.sifting, q.count)
	return container.NewVBox(q.presets, container.New(layout.NewCustomPaddedLayout(0, 0, 0, 2*sideMargin), row), q.sieve.object, q.fresh)
}

// foot tells of what is muted.
func (q *Questions) foot() fyne.CanvasObject {
	q.muted = newButton("", q.asker.Command, q.asker.ShowMuted)
	q.muted.Importance = widget.LowImportance
	q.muted.Alignment = widget.ButtonAlignLeading
	q.muted.Hide()
	return q.muted
}

// shared gives the question in full the room it needs, up to a share of the panel; the list has the rest.
type shared struct{ detail fyne.CanvasObject }

// mostDetail is the share of the panel that a question in full may take.
const mostDetail = 0.6

func (l *shared) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 2*rowHeight) }

func (l *shared) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[1].Resize(s) // labels wrap by their width before they know their height
	h := l.detail.MinSize().Height
	shown(o[1], h > 0)
	if h > 0 {
		h += 4 * theme.Padding()
	}
	h = min(h, s.Height*mostDetail)
	o[0].Resize(fyne.NewSize(s.Width, s.Height-h))
	o[1].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, s.Height-h))
}

// Focusable is what takes the keyboard.
func (q *Questions) Focusable() fyne.Focusable {
	if len(q.entries) == 0 {
		return q.presets
	}
	return q.list
}

// Object is what goes on the screen.
func (q *Questions) Object() fyne.CanvasObject { return q.object }

// key walks the list, and answers the question in full; what is not for the list goes to the window.
func (q *Questions) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		if f, ok := q.inFull(); ok && f.Status != Resolved {
			q.asker.Answer(f)
			return true
		}
	case fyne.KeyDown, fyne.KeyUp:
		q.walk(k == fyne.KeyUp)
		return true
	}
	return q.asker.Command(k)
}

// walk goes to the question above or below, folds aside.
func (q *Questions) walk(up bool) {
	step, i := 1, q.row()
	if up {
		step = -1
	}
	for i += step; i >= 0 && i < len(q.entries); i += step {
		e := q.entries[i]
		if e.fold == 0 {
			q.asker.GoTo(e.finding)
			return
		}
		if !q.opened[e.finding.Rule] {
			q.opened[e.finding.Rule] = true
			q.asker.GoTo(e.finding)
			return
		}
	}
}

// inFull is the question below the list.
func (q *Questions) inFull() (analysis.Finding, bool) {
	i := slices.IndexFunc(q.all, func(f analysis.Finding) bool { return f.Key == q.at })
	if q.at == "" || i < 0 {
		return analysis.Finding{}, false
	}
	return q.all[i], true
}

// row is that of the question in full; -1 is none.
func (q *Questions) row() int {
	return slices.IndexFunc(q.entries, func(e entry) bool { return e.fold == 0 && e.finding.Key == q.at })
}

// read notes whether somebody reads the list; when nobody does any more, what waited is shown.
func (q *Questions) read(now bool) {
	q.reading = now
	if !now && q.fresh.Visible() {
		q.Show(q.all, q.at)
	}
}

// tapped opens a fold, or goes to a question.
func (q *Questions) tapped(i widget.ListItemID) {
	if q.quiet || i >= len(q.entries) {
		return
	}
	e := q.entries[i]
	if e.fold == 0 {
		q.asker.GoTo(e.finding)
		return
	}
	q.opened[e.finding.Rule] = !q.opened[e.finding.Rule]
	if q.opened[e.finding.Rule] {
		q.Show(q.all, q.at)
		return
	}
	at := q.at
	if f, ok := q.inFull(); ok && f.Rule == e.finding.Rule {
		at = "" // it is among those that are folded
	}
	q.Show(q.all, at)
}

// Show brings the list in step; at is the key of the question gone to.
func (q *Questions) Show(findings []analysis.Finding, at string) {
	q.all, q.at = findings, at
	sift := q.asker.Sift()
	kept, waiting := make([]analysis.Finding, 0, len(findings)), 0
	for _, f := range findings {
		if sift.On() && !sift.Keeps(f, func() string { return Said(q.lang, q.asker.GraphOf(f), f) }) {
			continue
		}
		if q.reading && !q.known[f.Key] && f.Key != at {
			waiting++
			continue
		}
		q.known[f.Key] = true
		kept = append(kept, f)
	}
	if f, ok := q.inFull(); ok {
		q.opened[f.Rule] = true
	}
	q.entries = entriesOf(kept, q.opened)
	q.showList()
	q.fresh.Importance = widget.WarningImportance
	q.fresh.say(lang.Text(q.lang, "questions.fresh", "n", waiting))
	shown(q.fresh, waiting > 0)
	q.showHead()
	q.showDetail()
	q.arrange()
}

// arrange gives parts that came, went or grew their room. Nothing else is drawn anew, as Refresh would.
func (q *Questions) arrange() {
	for _, c := range []*fyne.Container{q.top, q.object, q.body} {
		c.Layout.Layout(c.Objects, c.Size())
	}
	q.below.Refresh()
}

func shown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// showHead tells where one is, what sifts, and how much is muted.
func (q *Questions) showHead() {
	open, at := 0, 0
	for _, e := range q.entries {
		if e.fold == 0 && e.finding.Counted() {
			open++
		}
		if e.fold > 0 && !q.opened[e.finding.Rule] {
			open += e.fold
		}
		if e.fold == 0 && e.finding.Key == q.at && e.finding.Counted() {
			at = open
		}
	}
	if at > 0 {
		q.count.SetText(lang.Text(q.lang, "questions.at", "i", at, "n", open))
	} else {
		q.count.SetText(lang.Text(q.lang, "questions.open", "n", open))
	}
	icon, importance := theme.Icon(theme.IconNameArrowDropDown), widget.LowImportance
	if q.sieve.object.Visible() {
		icon = theme.Icon(theme.IconNameArrowDropUp)
	}
	if q.asker.Sift().On() {
		importance = widget.HighImportance
	}
	if q.sifting.Icon != icon || q.sifting.Importance != importance {
		q.sifting.Icon, q.sifting.Importance = icon, importance
		q.sifting.Refresh()
	}
	n := q.asker.Muted()
	q.muted.say(lang.Text(q.lang, "questions.muted", "n", n))
	shown(q.muted, n > 0)
}

// showList brings rows in step, the one gone to unfolded.
func (q *Questions) showList() {
	switch {
	case len(q.entries) > 0:
		q.empty.Hide()
		q.list.Show()
	case q.asker.Sift().On() && len(q.all) > 0:
		q.empty.SetText(lang.Text(q.lang, "sift.nothing"))
		q.empty.Show()
		q.list.Hide()
	default:
		q.empty.SetText(lang.Text(q.lang, q.why()))
		q.empty.Show()
		q.list.Hide()
	}
	q.quiet = true
	defer func() { q.quiet = false }()
	row := q.row()
	if q.tall >= 0 && q.tall != row {
		q.list.SetItemHeight(q.tall, rowHeight)
	}
	q.tall = row
	if row < 0 {
		q.list.Refresh()
		q.list.UnselectAll()
		return
	}
	q.unfold()
	q.list.Refresh()
	q.list.UnselectAll() // the row may be another's by now
	q.list.Select(row)
	if q.reading {
		q.list.Highlight(row)
	}
}

// why says why there is no question.
func (q *Questions) why() string {
	switch {
	case q.asker.Graph().NodeCount() < analysis.Fewest:
		return "questions.empty"
	case q.asker.Waiting() > 0:
		return "questions.waiting"
	default:
		return "questions.none"
	}
}
