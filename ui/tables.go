package ui

import (
	"bytes"
	"context"
	"html"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/report"
	"seika/internal/table"
	"seika/model"
	"seika/model/edit"
	"seika/ui/panel"
)

// tablePaste shows what a table from a spreadsheet would come to before it becomes part of the model.
type tablePaste struct {
	w       *Window
	rows    [][]string
	shape   table.Shape
	reading table.Reading
	said    *panel.Prose
	lines   *widget.Label
	insert  *button
	dialog  *dialog.CustomDialog
}

// pasteTable asks what a table is, with a guess.
func (w *Window) pasteTable(rows [][]string) {
	t := w.app.text
	p := &tablePaste{w: w, rows: rows, shape: table.Guess(rows)}
	p.said, p.lines = panel.NewProse(""), widget.NewLabel("")
	names := []string{t(lang.M("table.columns")), t(lang.M("table.pairs")), t(lang.M("table.matrix")), t(lang.M("table.names"))}
	shape := panel.NewChooser(names, w.escapes)
	shape.SetSelectedIndex(int(p.shape))
	shape.OnChanged = func(string) {
		p.shape = table.Shapes[shape.SelectedIndex()]
		p.show()
	}
	top := container.NewVBox(container.NewBorder(nil, nil, widget.NewLabel(t(lang.M("table.is"))), nil, shape), p.said)
	p.dialog = dialog.NewCustomWithoutButtons(t(lang.M("table.title")), container.NewBorder(top, nil, nil, nil, container.NewScroll(p.lines)), w.win)
	cancel := w.newButton(t(lang.M("ui.cancel")), p.dialog.Hide, p.dialog.Hide)
	p.insert = w.newButton(t(lang.M("table.insert")), p.take, p.dialog.Hide)
	p.insert.Importance = widget.HighImportance
	p.dialog.SetButtons([]fyne.CanvasObject{cancel, p.insert})
	p.dialog.Resize(w.atMost(680, 480))
	w.shown(p.dialog)
	p.show()
	p.dialog.Show()
	w.win.Canvas().Focus(p.insert)
}

// mostUnknown is how many cells that were not understood are named; the others are counted.
const mostUnknown = 4

// show says what the table comes to as the present shape.
func (p *tablePaste) show() {
	w := p.w
	p.reading = table.Read(p.rows, p.shape)
	r, err := w.runner().Paste(p.reading.Text())
	said := []string{w.app.text(lang.M("table.counts", "rows", p.reading.Rows, "old", len(r.Found), "new", len(r.Made), "unknown", len(p.reading.Unknown)))}
	for i, c := range p.reading.Unknown {
		if i == mostUnknown {
			said = append(said, w.app.text(lang.M("ui.and_more", "n", len(p.reading.Unknown)-i)))
			break
		}
		said = append(said, w.app.text(lang.M("table.unknown", "row", c.Row, "column", c.Column, "text", oneLine(c.Text))))
	}
	if err != nil {
		said = []string{w.errorText(err)}
	}
	p.said.SetText(strings.Join(said, "\n"))
	p.lines.SetText(firstLines(p.reading.Text(), pastedLines, pastedColumns))
	if err != nil || r.Command == nil {
		p.insert.Disable()
	} else {
		p.insert.Enable()
	}
}

// What of the lines is shown.
const pastedLines, pastedColumns = 16, 60

func (p *tablePaste) take() {
	p.dialog.Hide()
	p.w.leaveStart()
	p.w.pasteLines(p.reading.Text())
}

// copyAs asks what the selection, or everything, is to be copied as.
func (w *Window) copyAs() {
	t := w.app.text
	picture := lang.M("copy.picture")
	if !copyable(w).Zero() {
		picture = lang.M("copy.save_picture")
	}
	w.choosing(&pickMode{
		asks:  lang.M("bar.copy_as"),
		names: []string{t(picture), t(lang.M("copy.sentences")), t(lang.M("copy.table")), t(lang.M("copy.mermaid")), t(lang.M("copy.lines"))},
		take: func(i int) {
			g := w.selectedPart()
			switch i {
			case 0:
				if copyable(w).Zero() {
					w.copyPicture()
				} else {
					w.exportDialog()
				}
			case 1:
				w.putCopied(sentences(w.app.lang, g), copiedAs(g, lang.M("copy.as_sentences")))
			case 2:
				w.putTable(asTable(w.app.lang, g), copiedAs(g, lang.M("copy.as_table")))
			case 3:
				w.copyMermaid(g)
			case 4:
				if len(w.nodes()) == 0 {
					w.selectAll()
				}
				w.copy()
			}
		},
	})
}

// selectedPart is the model as far as it is selected; all of it where nothing is.
func (w *Window) selectedPart() *model.Graph {
	g := shownToAll(w.doc.Graph())
	if len(w.nodes()) == 0 {
		return g
	}
	r := edit.Copy(g, w.selected, geom.Point{})
	r.Meta = g.Meta()
	part, refused := model.Build(r)
	if len(refused) > 0 {
		return g
	}
	return part
}

// copiedAs says of how many deliverables what is in which form: all where nothing was selected, which people forget.
func copiedAs(g *model.Graph, form lang.Msg) lang.Msg {
	return lang.M("copy.done", "n", g.NodeCount(), "form", form)
}

func (w *Window) putCopied(text string, done lang.Msg) {
	w.app.fyne.Clipboard().SetContent(text)
	w.say(done)
}

// putTable puts a table on the clipboard, as HTML too where that can be: word processors make no table of text.
func (w *Window) putTable(rows string, done lang.Msg) {
	if put := w.app.config.CopyTable; put != nil {
		err := put(htmlTable(rows), rows)
		if err == nil {
			w.say(done)
			return
		}
		w.app.report(err)
	}
	w.putCopied(rows, done)
}

// htmlTable makes a table of lines with cells between tabs, the first of which names the columns.
func htmlTable(rows string) string {
	var b strings.Builder
	b.WriteString(`<meta charset="utf-8"><table border="1">` + "\n")
	cell := "th"
	for row := range strings.Lines(rows) {
		b.WriteString("<tr>")
		for text := range strings.SplitSeq(strings.TrimSuffix(row, "\n"), "\t") {
			b.WriteString("<" + cell + ">" + html.EscapeString(text) + "</" + cell + ">")
		}
		b.WriteString("</tr>\n")
		cell = "td"
	}
	b.WriteString("</table>\n")
	return b.String()
}

// copyMermaid has a worker write the diagram.
func (w *Window) copyMermaid(g *model.Graph) {
	var b bytes.Buffer
	live.Go(func() error {
		for _, f := range formats.Formats {
			if f.Name == "mermaid" {
				return export.Write(context.Background(), &b, f, export.Input{Graph: g}, export.Options{})
			}
		}
		return nil
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.sayError(err)
				return
			}
			w.putCopied(b.String(), copiedAs(g, lang.M("copy.as_mermaid")))
		})
	})
}

// sentences reads a model back, a line for each deliverable.
func sentences(l lang.Lang, g *model.Graph) string {
	read := report.ReadBack{Lang: l, Graph: g, Owners: true}
	var b strings.Builder
	for _, id := range readingOrder(g) {
		b.WriteString(read.Of(id) + "\n")
	}
	return b.String()
}

// asTable writes a model as a spreadsheet takes it, and as a paste reads it.
func asTable(l lang.Lang, g *model.Graph) string {
	var b strings.Builder
	line := func(cells ...string) { b.WriteString(strings.Join(cells, "\t") + "\n") }
	line(lang.Text(l, "table.head.name"), lang.Text(l, "table.head.kind"), lang.Text(l, "table.head.inputs"), lang.Text(l, "table.head.sync"), lang.Text(l, "table.head.owner"))
	for _, id := range readingOrder(g) {
		n, _ := g.Node(id)
		kind, inputs, syncs := "", []string{}, []string{}
		switch {
		case n.Kind == model.Intangible:
			kind = lang.Text(l, "table.know_how")
		case n.Goal:
			kind = lang.Text(l, "table.goal")
		case n.Scope == model.External:
			kind = lang.Text(l, "table.external")
		}
		for r := range g.In(id) {
			inputs = append(inputs, g.Label(r.From))
		}
		for r := range g.Syncs(id) {
			syncs = append(syncs, g.Label(r.Other(id)))
		}
		line(oneLine(n.Name), kind, oneLine(strings.Join(inputs, ", ")), oneLine(strings.Join(syncs, ", ")), oneLine(strings.Join(n.Owner.Items(), ", ")))
	}
	return b.String()
}
