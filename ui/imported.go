package ui

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/taskview"
	"seika/model"
	"seika/model/edit"
	"seika/ui/panel"
)

// imported is the view of what an import found in a task view: what was stated and what was not, what it asks, what was lost.
// Answers are edits, and are kept in the document.
type imported struct {
	w     *Window
	file  string
	view  *taskview.View
	found taskview.Result
	at    int // the question shown
}

// showImported shows what the import found. Once more, it ends.
func (w *Window) showImported() {
	if _, on := w.aside.(*imported); on {
		w.leaveAside()
		return
	}
	w.openAside(w.imported)
}

// open lists the questions that are not answered and whose elements are still there.
func (v *imported) open() []taskview.Question {
	g := v.w.doc.Graph()
	var list []taskview.Question
	for _, q := range v.found.Questions {
		_, answered := g.Answer(questionOf(q))
		gone := len(q.At) > 0 && !slices.ContainsFunc(q.At, func(id model.ID) bool { return exists(g, id) })
		if !answered && !gone {
			list = append(list, q)
		}
	}
	return list
}

// questionOf is under what an answer is kept: the code of the question is its rule.
func questionOf(q taskview.Question) model.Question {
	var at []string
	for _, id := range q.At {
		at = append(at, string(id))
	}
	slices.Sort(at)
	return model.Question{Rule: q.Code, Anchors: model.NewList(at...)}
}

func (v *imported) show() bool {
	w := v.w
	t := w.app.text
	c := panel.Card{Title: t(lang.M("imported.title", "file", filepath.Base(v.file)))}
	open := v.open()
	if n := len(open); n > 0 {
		v.at = min(v.at, n-1)
		at := widget.NewLabel(t(lang.M("imported.at", "i", v.at+1, "n", n)))
		at.Importance = widget.LowImportance
		c.Controls = append(c.Controls, at)
		c.Controls = append(c.Controls, v.asks(open[v.at])...)
		c.Controls = append(c.Controls, v.steps(open))
	} else {
		c.Head = t(lang.M("imported.no_questions"))
	}
	if missing := report.ImportMissing(v.found.Counts); !missing.Zero() {
		c.Statements = append(c.Statements, panel.Statement{Head: missing})
	}
	c.Statements = append(c.Statements, v.counts()...)
	c.Statements = append(c.Statements, v.losses()...)
	c.Actions = append(c.Actions, panel.NewButton(t(lang.M("imported.copy")), w, v.copy))
	w.put(c)
	return true
}

func (v *imported) leave() {}

// asks is a question with its answers.
func (v *imported) asks(q taskview.Question) []fyne.CanvasObject {
	w := v.w
	said := widget.NewLabel(w.app.text(q.What))
	said.Wrapping, said.TextStyle.Bold = fyne.TextWrapWord, true
	list := []fyne.CanvasObject{said}
	for _, a := range v.answers(q) {
		b := panel.NewButton(w.app.text(a.label), w, a.do)
		list = append(list, b)
	}
	return list
}

// steps goes to another question, and shows what the present one is about.
func (v *imported) steps(open []taskview.Question) fyne.CanvasObject {
	w := v.w
	to := func(by int) func() {
		return func() {
			v.at = (v.at + by + len(open)) % len(open)
			v.show()
			v.point(open[v.at])
		}
	}
	back := panel.NewButton(w.app.text(lang.M("imported.previous")), w, to(-1))
	next := panel.NewButton(w.app.text(lang.M("imported.next")), w, to(1))
	here := panel.NewButton(w.app.text(lang.M("imported.here")), w, func() { v.point(open[v.at]) })
	for _, b := range []*panel.Button{back, next, here} {
		b.Importance, b.Alignment = widget.LowImportance, widget.ButtonAlignCenter
	}
	return panel.Row(back, here, next)
}

// point selects what a question is about.
func (v *imported) point(q taskview.Question) {
	if len(q.At) > 0 {
		v.w.Select(q.At)
	}
}

// answers lists what can be said to a question; each is an edit, or nothing but the answer.
func (v *imported) answers(q taskview.Question) []choice {
	w, g := v.w, v.w.doc.Graph()
	settle := func(word lang.Msg, cs ...model.Command) choice {
		return choice{word, func() {
			cs = append(cs, edit.Answer{Answer: model.Answer{
				Question: questionOf(q), Status: model.Answered, Text: w.app.text(word), On: w.today(), By: w.app.signature(),
			}})
			w.do(model.Batch("command.answer", cs...))
		}}
	}
	set := func(member, value string) model.Command { return edit.Set{IDs: q.At, Member: member, Value: value} }
	var list []choice
	add := func(c choice) { list = append(list, c) }
	if len(q.At) == 0 {
		return []choice{settle(lang.M("imported.keep"))}
	}
	relation, isRelation := model.ParseEnds(q.At[0])
	_, isGroup := g.Group(q.At[0])
	switch {
	case isRelation:
		add(settle(lang.M("imported.needed"), set("confidence", string(model.Confirmed))))
		add(settle(lang.M("imported.not_needed"), edit.Remove{IDs: q.At}))
		back := relation
		back.From, back.To = relation.To, relation.From
		add(settle(lang.M("imported.reverse"), edit.Reattach{From: relation, To: back}))
		return list
	case strings.HasPrefix(q.Code, "B12"):
		add(settle(lang.M("imported.goal"), set("goal", "true")))
		add(settle(lang.M("imported.no_goal")))
	case isGroup:
		add(settle(lang.M("imported.right")))
		add(choice{lang.M("imported.rename"), func() { w.Select(q.At); w.renameSelected() }})
		return list
	default:
		add(settle(lang.M("imported.right"), set("confidence", string(model.Confirmed))))
	}
	if q.Code == "B7-criteria" {
		add(choice{lang.M("imported.criteria"), func() { w.Select(q.At); w.run("input") }})
	}
	if offer, ok := syncOffer(g, q.At); ok && (strings.HasPrefix(q.Code, "B9") || strings.HasPrefix(q.Code, "P1")) {
		add(settle(lang.M("imported.sync"), edit.Accept{Offer: offer}))
		add(settle(lang.M("imported.no_sync"), edit.Decline{Offer: offer}))
	}
	if len(q.At) == 1 {
		add(choice{lang.M("imported.rename"), func() { w.Select(q.At); w.renameSelected() }})
		add(settle(lang.M("imported.intangible"), set("kind", string(model.Intangible))))
		add(settle(lang.M("imported.drop"), edit.Remove{IDs: q.At}))
	}
	return list
}

// syncOffer is a sync that was suggested for what a question is about.
func syncOffer(g *model.Graph, at []model.ID) (model.Offer, bool) {
	for p := range g.Proposals() {
		if p.As == model.AsSync && (slices.Contains(at, p.Relation.From) || slices.Contains(at, p.Relation.To)) {
			return p.Offer(), true
		}
	}
	return model.Offer{}, false
}

// counts says how much was stated and how much was not.
func (v *imported) counts() []panel.Statement {
	c := v.found.Counts
	line := func(m lang.Msg) panel.Statement { return panel.Statement{Head: m} }
	list := []panel.Statement{
		line(lang.M("imported.deliverables", "stated", c.Stated, "message", c.Message, "inferred", c.Inferred)),
		line(lang.M("imported.inputs", "stated", c.StatedIO, "inferred", c.InferredIO, "order", c.Order)),
	}
	if c.StatedSync > 0 {
		list = append(list, line(lang.M("imported.syncs", "n", c.StatedSync)))
	}
	if c.Syncs+c.KnowHow > 0 {
		list = append(list, line(lang.M("imported.suggested", "sync", c.Syncs, "know_how", c.KnowHow)))
	}
	return list
}

// losses lists what the model does not have, a heading for each reason.
func (v *imported) losses() []panel.Statement {
	const most = 5 // of one reason
	byWhy, nameless := map[taskview.Why][]string{}, map[taskview.Why]int{}
	var order []taskview.Why
	for _, l := range v.found.Losses {
		if !slices.Contains(order, l.Why) {
			order = append(order, l.Why)
		}
		if l.Name == "" {
			nameless[l.Why]++ // its id says nothing to people; the report has it
			continue
		}
		byWhy[l.Why] = append(byWhy[l.Why], l.Name)
	}
	var list []panel.Statement
	for i, why := range order {
		names := report.Fold(byWhy[why])
		if n := len(names); n > most {
			names = append(names[:most:most], v.w.app.text(lang.M("ui.and_more", "n", n-most)))
		}
		if n := nameless[why]; n > 0 {
			names = append(names, v.w.app.text(lang.M("imported.nameless", "n", n)))
		}
		for k := range names {
			names[k] = "– " + names[k]
		}
		head := report.LossReason(v.w.app.lang, why)
		if i == 0 {
			list = append(list, panel.Statement{Head: lang.M("imported.lost", "n", len(v.found.Losses))})
		}
		list = append(list, panel.Statement{Head: lang.M("imported.reason", "why", head), Lines: names})
	}
	return list
}

// copy puts the whole report on the clipboard.
func (v *imported) copy() {
	var b bytes.Buffer
	if err := report.ImportMarkdown(&b, report.Import{Name: v.file, Result: v.found}, report.Options{Lang: v.w.app.lang}); err != nil {
		v.w.app.report(err)
		return
	}
	v.w.app.fyne.Clipboard().SetContent(b.String())
	v.w.say(lang.M("card.copied"))
}
