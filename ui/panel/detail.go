package panel

import (
	"strings"

	"fyne.io/fyne/v2"
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

// mostLinks is how many deliverables a question links to.
const mostLinks = 6

// quietStyle is that of words between links.
var quietStyle = widget.RichTextStyle{ColorName: theme.ColorNamePlaceHolder, Inline: true}

// links is a line of names; a click on one selects it.
func links(l lang.Lang, g *model.Graph, head lang.Msg, ids []model.ID, goTo func(model.ID)) fyne.CanvasObject {
	const between = "  "
	segments := []widget.RichTextSegment{&widget.TextSegment{Text: head.In(l) + between, Style: quietStyle}}
	for i, id := range ids {
		if i == mostLinks {
			segments = append(segments, &widget.TextSegment{Text: lang.Text(l, "questions.more", "n", len(ids)-i), Style: quietStyle})
			break
		}
		segments = append(segments, &widget.HyperlinkSegment{Text: text.Short(g.Label(id)), OnTapped: func() { goTo(id) }})
		if i+1 < len(ids) {
			segments = append(segments, &widget.TextSegment{Text: between, Style: quietStyle})
		}
	}
	t := widget.NewRichText(segments...)
	t.Wrapping = fyne.TextWrapWord
	return t
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

func (q *Questions) do(said lang.Msg, do func()) *button {
	return newButton(said.In(q.lang), q.asker.Command, do)
}

func (q *Questions) buttons(b ...fyne.CanvasObject) {
	q.detail.Add(container.New(layout.NewGridLayout(len(b)), b...))
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
	p.object.Add(links(q.lang, g, lang.M("questions.about"), ids, func(id model.ID) { q.asker.Select([]model.ID{id}) }))
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
