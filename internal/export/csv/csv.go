// Package csv writes a model as one table: deliverables, relations and groups as rows. Spreadsheets open it; what they would
// run as formulas is made harmless.
package csv

import (
	"context"
	"io"
	"strings"

	"seika/internal/cells"
	"seika/internal/export"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.csv.
var Format = export.Format{
	Name: "csv", Suffix: ".csv", Mime: "text/csv; charset=utf-8",
	Loses: []lang.Msg{lang.M("format.table.places"), lang.M("format.table.loses")},
	Uses:  export.Notes | export.Raw,
	Model: write,
}

// mark tells spreadsheets that the file is UTF-8.
const mark = "\uFEFF"

func write(ctx context.Context, w io.Writer, g *model.Graph, o export.Options) error {
	p := printer{columns: cells.Columns(o.Private()), raw: o.Raw, at: map[string]int{}}
	for i, c := range p.columns {
		p.at[c] = i
	}
	p.row = make([]string, len(p.columns))
	p.b.Raw(mark)
	p.line(p.columns)
	for n := range g.Nodes() {
		p.record(cells.OfNode(n, o.Private()))
	}
	for r := range g.Relations() {
		p.record(cells.OfRelation(r, o.Private()))
	}
	for c := range g.Groups() {
		p.record(cells.OfGroup(c, o.Private()))
	}
	return p.b.To(ctx, w)
}

type printer struct {
	b       export.Buffer
	columns []string
	at      map[string]int
	row     []string
	raw     bool
}

func (p *printer) record(list []cells.Cell) {
	clear(p.row)
	for _, c := range list {
		p.row[p.at[c.Name]] = c.Text
	}
	p.line(p.row)
}

func (p *printer) line(row []string) {
	for i, s := range row {
		if i > 0 {
			p.b.Raw(",")
		}
		p.cell(s)
	}
	p.b.Raw("\r\n")
}

func (p *printer) cell(s string) {
	s = strings.ReplaceAll(s, "\x00", "\uFFFD") // no spreadsheet has it
	if !p.raw && cells.Formula(s) {
		s = "'" + s
	}
	if !strings.ContainsAny(s, ",;\"\r\n\t") && s == strings.TrimSpace(s) {
		p.b.Raw(s)
		return
	}
	p.b.Raw(`"`, strings.ReplaceAll(s, `"`, `""`), `"`)
}
