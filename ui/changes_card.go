package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
	"seika/ui/panel"
)

// tell lists what differs, what became of the findings, and the figures that changed.
func (v *changes) tell() {
	w, d := v.w, v.diff
	l := w.app.lang
	c := panel.Card{Title: w.app.text(lang.M("changes.title", "file", filepath.Base(v.file))), Controls: v.shown()}
	if len(v.rows) == 0 {
		c.Head = w.app.text(lang.M("changes.same"))
	} else {
		c.Head = w.app.text(lang.M("changes.head", "gone", len(d.Gone), "stayed", len(d.Stayed), "came", len(d.Came)))
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("changes.legend")})
	}
	points := func(head lang.Msg, list []panel.Point) {
		if len(list) > 0 {
			c.Statements = append(c.Statements, panel.Statement{Head: head, Points: list})
		}
	}
	points(lang.M("changes.gone", "n", len(d.Gone)), v.findings(d.Old, d.Gone))
	points(lang.M("changes.came", "n", len(d.Came)), v.findings(d.New, d.Came))
	points(lang.M("changes.about", "n", len(d.Compared)), v.findings(d.New, d.Compared))
	for part, head := range []func(int) lang.Msg{
		report.InDeliverables: func(n int) lang.Msg { return lang.M("changes.deliverables", "n", n) },
		report.InRelations:    func(n int) lang.Msg { return lang.M("changes.relations", "n", n) },
		report.InOthers:       func(n int) lang.Msg { return lang.M("changes.others", "n", n) },
	} {
		list, n := v.differences(report.Differing(part))
		points(head(n), list)
	}
	x := report.Compared{Old: v.file, New: w.name(), Diff: d}
	var rows [][]string
	for _, f := range x.FigureRows(l) {
		rows = append(rows, []string{f.Name, f.Was, f.Is})
	}
	if len(rows) > 0 {
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("changes.figures"), Table: panel.Table{
			Heads: []string{w.app.text(lang.M("changes.before")), w.app.text(lang.M("changes.after"))}, Rows: rows,
		}})
	}
	points(lang.M("changes.stayed", "n", len(d.Stayed)), v.findings(d.New, d.Stayed))
	plain := c
	c.Actions = append(c.Actions, panel.NewButton(w.app.text(lang.M("card.copy")), w, func() { w.copyCard(plain) }))
	w.put(c)
}

// shown is the difference that is looked at, and what leads to others.
func (v *changes) shown() []fyne.CanvasObject {
	w := v.w
	if len(v.rows) == 0 {
		return nil
	}
	var list []fyne.CanvasObject
	if v.at >= 0 {
		r := v.rows[v.at]
		at := widget.NewLabel(w.app.text(lang.M("changes.at", "i", v.at+1, "n", len(v.rows), "kind", r.Kind)))
		at.Importance = widget.LowImportance
		said := panel.NewProse(r.Sign + " " + r.Label)
		said.TextStyle.Bold = true
		list = append(list, at, said)
		if notes := r.Notes(w.app.lang); notes != "" {
			list = append(list, panel.NewProse(notes))
		}
	}
	step := func(word, id string) *panel.Button {
		b := panel.NewButton(w.word("action."+word), w, func() { w.run(id) })
		b.Alignment = widget.ButtonAlignCenter
		return b
	}
	return append(list, panel.Row(step("match_previous", "change_previous"), step("match_next", "change_next")))
}

// mostPoints is how many of a kind the card lists.
const mostPoints = 40

// findings are points that lead to what they are about, where that is still there.
func (v *changes) findings(g *model.Graph, list []analysis.Finding) []panel.Point {
	const most = 12
	var points []panel.Point
	for i, f := range list {
		if i == most {
			return append(points, v.more(len(list)-i))
		}
		p := panel.Point{Mark: "–", Text: text.Title(v.w.app.lang, g, f)}
		at := slices.DeleteFunc(slices.Clone(f.At), func(id model.ID) bool { return !exists(v.w.doc.Graph(), id) })
		if len(at) > 0 {
			p.Do = func() {
				v.w.selectQuietly(at)
				v.overlay()
			}
		}
		points = append(points, p)
	}
	return points
}

// differences are those of a part as points, and how many there are.
func (v *changes) differences(part report.Differing) (points []panel.Point, n int) {
	for i, r := range v.rows {
		if r.Part != part {
			continue
		}
		n++
		switch {
		case n > mostPoints:
			continue
		case part == report.InOthers:
			r.Label = r.Kind + " " + r.Label
		}
		points = append(points, panel.Point{Mark: r.Sign, Text: r.Label, Note: r.Notes(v.w.app.lang), Do: func() { v.goTo(i) }})
	}
	if n > mostPoints {
		points = append(points, v.more(n-mostPoints))
	}
	return points, n
}

func (v *changes) more(n int) panel.Point {
	return panel.Point{Text: v.w.app.text(lang.M("ui.and_more", "n", n))}
}
