package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/compare"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/ui/panel"
)

// tell shows the row, what can be done about it, and five figures.
func (b *beside) tell() {
	w := b.w
	c := panel.Card{Title: w.app.text(lang.M("beside.title")), Controls: append(b.row(), b.do("match_selected"), b.do("match_filter"))}
	if only := b.sieved(); only != nil {
		c.Controls = append(c.Controls, only)
	}
	c.Head = w.app.text(lang.M("beside.rests", "accepted", b.report.Matched(compare.Accepted), "proposed", b.report.Matched(compare.Proposed)))
	if len(b.rows) == 0 {
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("beside.none")})
	}
	c.Statements = append(c.Statements, b.figures())
	if points := b.against(); len(points) > 0 {
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("beside.against", "n", len(b.report.Against)), Points: points})
	}
	c.Actions = append(c.Actions, b.do("match_save"))
	w.put(c)
}

// row is the row that is looked at, and what can be done with it.
func (b *beside) row() []fyne.CanvasObject {
	if len(b.rows) == 0 {
		return nil
	}
	w := b.w
	b.at = min(b.at, len(b.rows)-1)
	r := b.rows[b.at]
	x := report.Views{Report: b.report}
	how, status := report.How(w.app.lang, r), report.StatusOf(w.app.lang, r)
	where := lang.M("beside.row", "i", b.at+1, "n", len(b.rows), "how", how, "status", status)
	if r.How != compare.ByTrace && r.How != compare.ByHand { // of the others nobody asks how alike they are
		where = lang.M("beside.row_alike", "i", b.at+1, "n", len(b.rows), "how", how, "score", report.Score(w.app.lang, r), "status", status)
	}
	at := panel.NewProse(w.app.text(where))
	at.Importance = widget.LowImportance
	said := panel.NewProse(x.TasksOf(r) + "\n⇔ " + x.ThingsOf(r))
	said.TextStyle.Bold = true
	return []fyne.CanvasObject{
		at, said, b.do("match_accept"), b.do("match_reject"),
		panel.Row(b.small("match_previous"), b.small("match_next")), panel.Row(b.small("match_proposed"), b.small("match_discordant")),
	}
}

// sieved says what is shown, where that is not everything.
func (b *beside) sieved() fyne.CanvasObject {
	let := b.shown()
	if let.all {
		return nil
	}
	n, m := 0, 0
	for _, x := range b.view.Nodes {
		if let.tasks[x.ID] {
			n++
		}
	}
	for _, in := range let.things {
		if in {
			m++
		}
	}
	only := panel.NewProse(b.w.app.text(lang.M("beside.sieve", "what", b.w.app.text(sieveWords[b.sieve]), "tasks", n, "things", m)))
	only.Importance = widget.LowImportance
	return only
}

// figures are those one looks at while matching.
func (b *beside) figures() panel.Statement {
	l := b.w.app.lang
	t := panel.Table{Heads: []string{lang.Text(l, "compare.task"), lang.Text(l, "compare.thing")}}
	for _, id := range []string{"elements", "covered", "order_agreement", "discordant"} {
		for _, f := range b.report.Figures {
			if f.ID == id {
				t.Rows = append(t.Rows, []string{report.FigureName(l, f), report.FigureText(l, f, f.Task), report.FigureText(l, f, f.Thing)})
			}
		}
	}
	return panel.Statement{Table: t}
}

// against are the first pairs that the views order the other way round, as questions.
func (b *beside) against() []panel.Point {
	const most = 3
	var points []panel.Point
	for i, p := range b.report.Against {
		if i == most {
			break
		}
		points = append(points, panel.Point{Mark: "–", Text: report.Views{Report: b.report}.AgainstQuestion(b.w.app.lang, p), Do: func() { b.showPair(p) }})
	}
	return points
}

// do is a button for an action, with its key.
func (b *beside) do(id string) fyne.CanvasObject {
	return panel.NewButton(b.w.titled(id), b.w, func() { b.w.run(id) })
}

func (b *beside) small(id string) fyne.CanvasObject {
	x := panel.NewButton(b.w.word("action."+id), b.w, func() { b.w.run(id) })
	x.Importance, x.Alignment = widget.LowImportance, widget.ButtonAlignCenter
	return x
}

// besideKeys are the keys that matter most while two views or two states are compared.
func (w *Window) besideKeys() []string {
	var ids []string
	switch {
	case is[*beside](w):
		ids = []string{"match_accept", "match_reject", "match_next", "match_proposed", "match_filter"}
	case is[*changes](w):
		ids = []string{"change_next", "change_previous"}
	default:
		return nil
	}
	var keys []string
	for _, id := range ids {
		keys = append(keys, keyOf(id)+" "+w.word("action."+id))
	}
	return keys
}

func is[T aside](w *Window) bool {
	_, on := w.aside.(T)
	return on
}

// titled is an action with its key, where the panel has room for both.
func (w *Window) titled(id string) string {
	const margins = 50 // px of the screen
	room := w.sideRoom(w.win.Canvas().Size().Width) - margins
	title := w.word("action." + id)
	if both := title + "  " + keyOf(id); fyne.MeasureText(both, theme.TextSize(), fyne.TextStyle{Bold: true}).Width <= room {
		return both
	}
	return title
}

// keyOf is the first key of an action as people read it.
func keyOf(id string) string {
	a, _ := find(id)
	if len(a.keys) == 0 {
		return ""
	}
	return a.keys[0].label()
}
