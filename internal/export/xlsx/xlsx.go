// Package xlsx writes a model as a workbook: deliverables, relations and groups as tables that are read back, and what is asked
// about them. All cells are texts: nothing in them can run.
package xlsx

import (
	"context"
	"io"
	"slices"

	"seika/internal/cells"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/ooxml"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

// Format is *.xlsx.
var Format = export.Format{
	Name: "xlsx", Suffix: ".xlsx", Mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	Loses: []lang.Msg{lang.M("format.table.places"), lang.M("format.table.loses"), lang.M("format.xlsx.loses")},
	Uses:  export.Notes | export.Earlier | export.Reading,
	Table: write,
}

// sheet is a table of the workbook.
type sheet struct {
	name  string
	code  string // by which the reader knows what it need not read; "" for what comes back
	title []string
	wide  []float64 // of the columns, in digits of the usual font
	rows  [][]string
}

func write(ctx context.Context, w io.Writer, in export.Input, o export.Options) error {
	g, m := in.Graph, in.Meeting
	l := lang.Parse(g.Meta().Lang)
	if m != nil {
		l = m.Lang
	}
	b := book{l: l, g: g, o: o, order: diagram.Reading(g)}
	sheets := []sheet{b.deliverables(), b.relations()}
	if g.GroupCount() > 0 {
		sheets = append(sheets, b.groups())
	}
	if m != nil {
		sheets = append(sheets, questions(m), figures(m))
	}
	title := g.Meta().Title
	if m != nil {
		title = m.Title
	}
	return ooxml.Write(ctx, w, parts(title, sheets))
}

// book makes tables of records.
type book struct {
	l lang.Lang
	g *model.Graph
	o export.Options

	order diagram.Order
}

// The columns that are there even where nothing is said in them, for people to fill in.
var (
	ofNodes     = []string{"name", cells.Kind, "scope", "goal", "in", "owner", "note", "ask", "id"}
	ofRelations = []string{cells.From, cells.Kind, cells.To, "label", "note", "ask"}
	ofGroups    = []string{"name", cells.Kind, "in", "note", "id", cells.Record}
)

func (b book) deliverables() sheet {
	var rows [][]cells.Cell
	for _, n := range b.order.Nodes(b.g) {
		rows = append(rows, cells.OfNode(n, b.o.Private()))
	}
	return b.table(lang.M("format.markdown.deliverables"), ofNodes, rows)
}

func (b book) relations() sheet {
	var rows [][]cells.Cell
	for _, r := range b.order.Relations(b.g) {
		rows = append(rows, cells.OfRelation(r, b.o.Private()))
	}
	return b.table(lang.M("format.markdown.relations"), ofRelations, rows)
}

func (b book) groups() sheet {
	var rows [][]cells.Cell
	for _, g := range b.order.Groups(b.g) {
		rows = append(rows, cells.OfGroup(g, b.o.Private()))
	}
	return b.table(lang.M("format.markdown.groups"), ofGroups, rows)
}

// table has a column for each usual one, and for each other in which any row says something. Ids are followed by the names
// that they stand for, which nobody reads back.
func (b book) table(name lang.Msg, usual []string, rows [][]cells.Cell) sheet {
	said := map[string]bool{}
	for _, row := range rows {
		for _, c := range row {
			said[c.Name] = true
		}
	}
	columns := slices.Clone(usual)
	for _, c := range cells.Columns(b.o.Private()) {
		if said[c] && c != cells.Record && !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	s := sheet{name: name.In(b.l)}
	at, names := map[string]int{}, map[string]int{}
	for _, c := range columns {
		at[c] = len(s.title)
		s.title, s.wide = append(s.title, cells.Title(b.l, c)), append(s.wide, width(c))
		if refers(c) && said[c] {
			names[c] = len(s.title)
			s.title, s.wide = append(s.title, lang.M("format.xlsx.named", "column", cells.Title(b.l, c)).In(b.l)), append(s.wide, width("name"))
		}
	}
	for _, row := range rows {
		line := make([]string, len(s.title))
		for _, c := range row {
			if i, ok := names[c.Name]; ok {
				line[i] = b.g.Label(model.ID(c.Text))
			}
		}
		for _, c := range cells.Spoken(b.l, row) {
			if i, ok := at[c.Name]; ok {
				line[i] = c.Text
			}
		}
		s.rows = append(s.rows, line)
	}
	return s
}

// refers says that a column holds ids of others.
func refers(column string) bool { return column == cells.From || column == cells.To || column == "in" }

func width(column string) float64 {
	switch column {
	case "name", "nameAlt", "note", "ask", "private", "criteria":
		return 32
	case cells.Kind, "scope", "goal", "confidence", "multiplicity", "frequency", "rounds":
		return 10
	default:
		return 16
	}
}

// questions lists what is asked, and what people noted as open: a row each, with a key for trackers.
func questions(m *report.Meeting) sheet {
	s := sheet{name: lang.M("meeting.questions").In(m.Lang), code: "seika_questions", wide: []float64{7, 52, 28, 9, 11, 46, 34, 40, 16, 12, 24}}
	s.title, s.rows = m.Asked()
	return s
}

func figures(m *report.Meeting) sheet {
	s := sheet{name: lang.M("meeting.figures").In(m.Lang), code: "seika_figures", wide: []float64{34, 16, 70}}
	s.title = m.FigureColumns()
	for _, f := range m.Figures {
		s.rows = append(s.rows, []string{f.Name, f.Value, f.Means})
	}
	return s
}
