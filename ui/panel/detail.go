package panel

import (
	"image/color"
	"strings"

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

// closeTexts brings labels nearer together than their own margins have them, px of the screen.
const closeTexts = -12

// paragraphs are texts below each other.
type paragraphs struct{ object *fyne.Container }

func newParagraphs() paragraphs {
	return paragraphs{container.New(layout.NewCustomPaddedVBoxLayout(closeTexts))}
}

func (p paragraphs) say(s string, importance widget.Importance) *Prose {
	l := NewProse(s)
	l.Importance = importance
	if s != "" {
		p.object.Add(l)
	}
	return l
}

// head says what the next texts have in common, apart from those before.
func (p paragraphs) head(s string) {
	if s == "" {
		return
	}
	if len(p.object.Objects) > 0 {
		const apart = 20 // px of the screen, of which closeTexts takes some
		room := canvas.NewRectangle(color.Transparent)
		room.SetMinSize(fyne.NewSize(0, apart))
		p.object.Add(room)
	}
	p.say(s, widget.MediumImportance).TextStyle.Bold = true
}

// mostLinks is how many deliverables a question links to.
const mostLinks = 6

// links is a line of names; a click on one, or Enter, selects it.
func links(l lang.Lang, g *model.Graph, head lang.Msg, ids []model.ID, command command, goTo func(model.ID)) fyne.CanvasObject {
	quiet := func(s string) fyne.CanvasObject {
		t := widget.NewLabel(s)
		t.Importance = widget.LowImportance
		return t
	}
	all := container.New(&flow{room: flowWidth})
	said := quiet(head.In(l))
	long := said.MinSize().Width > flowWidth
	if !long {
		all.Add(said)
	}
	for i, id := range ids {
		if i == mostLinks {
			all.Add(quiet(lang.Text(l, "questions.more", "n", len(ids)-i)))
			break
		}
		all.Add(lineLink(g.Label(id), command, func() { goTo(id) }))
	}
	if !long {
		return all
	}
	p := newParagraphs()
	p.say(head.In(l), widget.LowImportance)
	p.object.Add(all)
	return p.object
}

// lineLink is a link to a name that fits into a line: what is longer would be drawn over the edge of the panel.
func lineLink(name string, command command, do func()) *link {
	const step, least = 4, 12
	width := text.Longest
	l := newLink(text.ShortTo(name, width), command, do)
	for l.MinSize().Width > flowWidth && width > least {
		width -= step
		l = newLink(text.ShortTo(name, width), command, do)
	}
	return l
}

// flow lays out objects one behind the other, in as many lines as they need.
type flow struct{ room float32 } // of a line, px of the screen

// flowWidth is the room of a line in a panel of the ordinary width, px of the screen.
const flowWidth = 280

// each calls f with the place of each object, and gives the height of all.
func (l *flow) each(objs []fyne.CanvasObject, f func(fyne.CanvasObject, fyne.Position, fyne.Size)) (height float32) {
	overlap := theme.InnerPadding() // labels and links have as much on each side
	var at fyne.Position
	for _, o := range objs {
		size := o.MinSize()
		size.Width = min(size.Width, l.room)
		if at.X > 0 && at.X+size.Width > l.room {
			at = fyne.NewPos(0, height-overlap)
		}
		f(o, at, size)
		at.X += size.Width - overlap
		height = max(height, at.Y+size.Height)
	}
	return height
}

// MinSize is as high as all lines.
func (l *flow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.each(objs, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

// Layout places the objects.
func (l *flow) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.room = s.Width
	l.each(objs, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// showDetail shows the question gone to, and what can be done about it.
func (q *Questions) showDetail() {
	q.asker.Ghost(nil)
	q.detail.RemoveAll()
	f, ok := q.inFull()
	if !ok {
		return
	}
	q.detail.Add(q.told(f))
	switch {
	case f.Status == Resolved:
		q.buttons(q.do(lang.M("questions.explain"), func() { q.asker.Explain(f) }))
		return
	case !f.Counted():
		q.buttons(q.do(lang.M("questions.reopen"), func() { q.asker.Reopen(f) }), q.do(lang.M("questions.explain"), func() { q.asker.Explain(f) }))
		return
	case f.Rule == analysis.Unneeded:
		q.fixes(f)
		return
	case text.Question(q.lang, q.asker.Graph(), f) == "":
		return
	}
	if options := q.asker.Options(f); len(options) > 0 {
		q.options(f, options)
	}
	answer := q.do(lang.M("questions.do_answer"), func() { q.asker.Answer(f) })
	answer.Importance = widget.HighImportance
	if f.Status == model.Asked {
		q.buttons(answer, q.do(lang.M("questions.whom"), func() { q.asker.AskWhom(f) }))
	} else {
		q.buttons(answer, q.do(lang.M("questions.ask"), func() { q.asker.Ask(f) }))
	}
	q.fixes(f)
	mute := q.do(lang.M("questions.mute"), nil)
	mute.OnTapped = func() { q.asker.Mute(f, mute) }
	explain := q.do(lang.M("questions.explain"), func() { q.asker.Explain(f) })
	mute.Importance, explain.Importance = widget.LowImportance, widget.LowImportance
	q.buttons(explain, mute)
}

func (q *Questions) do(said lang.Msg, do func()) *Button {
	return newButton(said.In(q.lang), q.asker.Command, do)
}

func (q *Questions) buttons(b ...fyne.CanvasObject) {
	q.detail.Add(Row(b...))
}

// told is what a question rests on, what it is about, and what was said to it. The question itself stands in the list, if it
// is listed.
func (q *Questions) told(f analysis.Finding) fyne.CanvasObject {
	g := q.asker.GraphOf(f)
	p := newParagraphs()
	if q.row() < 0 {
		p.say(Said(q.lang, g, f), widget.MediumImportance).TextStyle.Bold = true
	}
	p.say(text.Evidence(q.lang, g, f), widget.MediumImportance)
	p.say(text.Why(q.lang, g, f), widget.LowImportance)
	if f.Answer != nil {
		for _, s := range q.answered(f) {
			p.say(s, widget.HighImportance)
		}
	}
	if len(f.At) == 0 {
		p.say(lang.Text(q.lang, "questions.whole"), widget.LowImportance)
		return p.object
	}
	var ids []model.ID
	seen := map[model.ID]bool{}
	add := func(id model.ID) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, id := range f.At {
		if e, ok := model.ParseEnds(id); ok {
			add(e.From)
			add(e.To)
			continue
		}
		add(id)
	}
	for _, r := range f.Related {
		add(r.ID)
	}
	p.object.Add(links(q.lang, g, lang.M("questions.about"), ids, q.asker.Command, func(id model.ID) { q.asker.Select([]model.ID{id}) }))
	return p.object
}

// answered tells what was said to a question; an answer to something else is shown as what it was.
func (q *Questions) answered(f analysis.Finding) []string {
	a := *f.Answer
	said := a.Text
	for _, o := range q.asker.Options(f) {
		if o == said {
			said = text.Option(q.lang, f.Rule, o)
		}
	}
	var list []string
	switch {
	case f.Rule == analysis.Unneeded || f.Status == analysis.Open:
		list = append(list, lang.Text(q.lang, "questions.answer_before", "text", said))
	case f.Status == model.Intended:
		list = append(list, lang.Text(q.lang, "questions.reason", "text", said))
	case said != "":
		list = append(list, lang.Text(q.lang, "questions.answer", "text", said))
	}
	if a.Who != "" || a.Due != "" {
		list = append(list, strings.TrimSpace(lang.Text(q.lang, "questions.asked", "who", a.Who, "due", a.Due)))
	}
	return list
}

// options offers the answers of a choice with their numbers.
func (q *Questions) options(f analysis.Finding, options []string) {
	for i, o := range options {
		b := newButton(lang.Text(q.lang, "questions.option", "n", i+1, "text", text.Option(q.lang, f.Rule, o)), q.asker.Command, func() { q.asker.Choose(f, o) })
		b.Alignment = widget.ButtonAlignLeading
		q.detail.Add(b)
	}
}

// fixes offers what can be done at once; the pointer over one shows what it would do.
func (q *Questions) fixes(f analysis.Finding) {
	for _, fix := range q.asker.Fixes(f) {
		if fix.Command == nil {
			continue // the answer asks for the same words
		}
		b := newButton(text.Fix(q.lang, fix.ID), q.asker.Command, func() { q.asker.Fix(f, fix) })
		b.Alignment = widget.ButtonAlignLeading
		b.over = func(in bool) {
			if in {
				q.asker.Ghost(&fix)
			} else {
				q.asker.Ghost(nil)
			}
		}
		q.detail.Add(b)
	}
}
