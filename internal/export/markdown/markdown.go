// Package markdown writes a model as a page: the picture as a Mermaid block, and tables of deliverables, relations and groups.
package markdown

import (
	"bytes"
	"context"
	"io"

	"seika/internal/cells"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/mermaid"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.md.
var Format = export.Format{
	Name: "markdown", Suffix: ".md", Mime: "text/markdown; charset=utf-8",
	Loses:   []lang.Msg{lang.M("format.markdown.loses")},
	Uses:    export.Names | export.Notes,
	Diagram: write,
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{l: d.Lang, g: d.Graph, o: o, order: diagram.Reading(d.Graph)}
	title := d.Title()
	if title == "" {
		title = p.t("format.markdown.untitled")
	}
	p.b.Raw("# ", export.Markdown(title), "\n")
	if purpose := d.Graph.Meta().Purpose; purpose != "" {
		p.b.Raw("\n", export.Markdown(purpose), "\n")
	}
	var picture bytes.Buffer
	if err := mermaid.Format.Diagram(ctx, &picture, d, o); err != nil {
		return err
	}
	p.b.Raw("\n```mermaid\n", picture.String(), "```\n")
	p.deliverables()
	p.relations()
	p.groups()
	return p.b.To(ctx, w)
}

type printer struct {
	b export.Buffer
	l lang.Lang
	g *model.Graph
	o export.Options

	order diagram.Order
}

func (p *printer) t(key string) string { return lang.Text(p.l, key) }

// shown are the cells of deliverables that have columns, where any says something in them, and those of relations.
var (
	shownOfNodes     = []string{"name", "nameAlt", cells.Kind, "scope", "goal", "in", "owner", "holders", "medium", "frequency", "leadTime", "criteria", "note", "private", "ask", "confidence", "tags"}
	shownOfRelations = []string{cells.From, cells.Kind, cells.To, "label", "use", "parties", "channel", "cycleTime", "note", "private", "ask", "confidence"}
)

func (p *printer) deliverables() {
	var rows [][]cells.Cell
	for _, n := range p.order.Nodes(p.g) {
		rows = append(rows, p.named(cells.OfNode(n, p.o.Private())))
	}
	p.table("format.markdown.deliverables", shownOfNodes, rows)
}

func (p *printer) relations() {
	var rows [][]cells.Cell
	for _, r := range p.order.Relations(p.g) {
		rows = append(rows, p.named(cells.OfRelation(r, p.o.Private())))
	}
	p.table("format.markdown.relations", shownOfRelations, rows)
}

func (p *printer) groups() {
	var rows [][]cells.Cell
	for _, g := range p.order.Groups(p.g) {
		rows = append(rows, p.named(cells.OfGroup(g, p.o.Private())))
	}
	p.table("format.markdown.groups", []string{"name", "nameAlt", cells.Kind, "in", "note", "private", "tags"}, rows)
}

// named puts names in place of ids, and words in the language of the page in place of values.
func (p *printer) named(row []cells.Cell) []cells.Cell {
	for i, c := range row {
		switch c.Name {
		case cells.From, cells.To, "in":
			row[i].Text = p.g.Label(model.ID(c.Text))
		case cells.Kind, "scope", "goal", "confidence", "use":
			if key := "format.value." + c.Text; lang.Has(key) {
				row[i].Text = p.t(key)
			}
		}
	}
	return row
}

// table writes the columns in which any row says something.
func (p *printer) table(title string, columns []string, rows [][]cells.Cell) {
	if len(rows) == 0 {
		return
	}
	said := map[string]bool{"name": true, cells.From: true, cells.To: true}
	for _, row := range rows {
		for _, c := range row {
			said[c.Name] = true
		}
	}
	var used []string
	for _, c := range columns {
		if said[c] {
			used = append(used, c)
		}
	}
	p.b.Raw("\n## ", p.t(title), "\n\n|")
	for _, c := range used {
		p.b.Raw(" ", p.t("format.column."+c), " |")
	}
	p.b.Raw("\n|")
	for range used {
		p.b.Raw(" --- |")
	}
	p.b.Raw("\n")
	for _, row := range rows {
		p.b.Raw("|")
		for _, c := range used {
			p.b.Raw(" ")
			for _, cell := range row {
				if cell.Name == c {
					p.b.Raw(export.Markdown(cell.Text))
				}
			}
			p.b.Raw(" |")
		}
		p.b.Raw("\n")
	}
}
