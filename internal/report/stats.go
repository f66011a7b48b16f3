package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Figures are those of one model.
type Figures struct {
	Name  string // of the file, as people named it
	Graph *model.Graph
	Stats analysis.Stats
}

// FiguresText writes the figures of a model for people: what each metric is called, its numbers, and what the first of them
// means for the work.
func FiguresText(w io.Writer, f Figures, o Options) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", source.Visible(f.Name))
	list := f.Stats.Figures()
	widest := 0
	for _, x := range list {
		widest = max(widest, lang.Columns(nameOf(x, o.Lang)))
	}
	metric := ""
	for i, x := range list {
		if x.Metric != metric {
			metric = x.Metric
			fmt.Fprintf(&b, "\n%s %s\n", metric, text.MetricName(o.Lang, metric))
		}
		if x.Field == "goals_assumed" { // a number for tables
			if f.Stats.GoalsAssumed {
				fmt.Fprintf(&b, "  %s\n", text.Assumed(o.Lang))
			}
			continue
		}
		name := nameOf(x, o.Lang)
		fmt.Fprintf(&b, "  %s%s  %s\n", name, strings.Repeat(" ", widest-lang.Columns(name)), text.FigureValue(o.Lang, x.Field, x.Value))
		last := i+1 == len(list) || list[i+1].Metric != metric
		if s := sentence(list, metric, f.Graph, o.Lang); last && s != "" {
			fmt.Fprintf(&b, "  %s\n", source.Visible(s))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// nameOf is what a figure counts, in words: its field is for programs.
func nameOf(x analysis.Figure, l lang.Lang) string { return figure{Field: x.Field}.name(l) }

// sentence is what the first figure of a metric means.
func sentence(list []analysis.Figure, metric string, g *model.Graph, l lang.Lang) string {
	i := slices.IndexFunc(list, func(x analysis.Figure) bool { return x.Metric == metric })
	if metric == "" || i < 0 {
		return ""
	}
	return text.Sentence(l, g, list[i])
}

// FiguresCSV writes a row for each model and a column for each figure. A figure that does not exist is an empty cell.
func FiguresCSV(w io.Writer, files []Figures) error {
	t := csv.NewWriter(w)
	head := []string{"file"}
	for _, x := range (analysis.Stats{}).Figures() {
		head = append(head, x.Field)
	}
	rows := [][]string{head}
	for _, f := range files {
		row := []string{cell(f.Name)}
		for _, x := range f.Stats.Figures() {
			row = append(row, x.Value.String())
		}
		rows = append(rows, row)
	}
	return t.WriteAll(rows)
}

// MatrixCSV writes the design structure matrix of a model in the order of its figures: x in a row says that the deliverable
// of the column goes into that of the row, s that the two are settled together, and k on the diagonal is know-how.
func MatrixCSV(w io.Writer, f Figures) error {
	t := csv.NewWriter(w)
	ids := f.Stats.Order.IDs
	head := []string{""}
	for _, name := range labels(f.Graph, ids) {
		head = append(head, cell(name))
	}
	rows := [][]string{head}
	for i, marks := range analysis.Matrix(f.Graph, ids) {
		row := []string{head[i+1]}
		for _, m := range marks {
			row = append(row, sign(m))
		}
		rows = append(rows, row)
	}
	return t.WriteAll(rows)
}

func sign(m analysis.MatrixMark) string {
	s := ""
	if m&analysis.InputMark != 0 {
		s += "x"
	}
	if m&analysis.SyncMark != 0 {
		s += "s"
	}
	if m&analysis.KnowHowMark != 0 {
		s += "k"
	}
	return s
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@＝＋－＠\t\r", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// FiguresJSON writes the figures of models as one object: the single numbers under "figures", then every metric whole. Lists
// hold ids; "labels" gives their names.
func FiguresJSON(w io.Writer, files []Figures) error {
	var b bytes.Buffer
	b.WriteString(`{"version":1,"files":[`)
	for i, f := range files {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(encoded(struct {
			File    string `json:"file"`
			Figures values `json:"figures"`
			analysis.Stats
			Labels names `json:"labels"`
		}{f.Name, f.Stats.Figures(), whole(f.Stats), namesOf(f.Graph)}))
	}
	b.WriteString("]}\n")
	_, err := w.Write(b.Bytes())
	return err
}

// values are figures by field, in their own order.
type values []analysis.Figure

// MarshalJSON writes an object; what does not exist is null.
func (v values) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, x := range v {
		b.WriteByte("{,"[min(i, 1)])
		value := x.Value.String()
		if value == "" {
			value = "null"
		}
		fmt.Fprintf(&b, "%s:%s", quoted(x.Field), value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// names are labels by id, in the order of ids.
type names [][2]string

func namesOf(g *model.Graph) names {
	list := names{}
	for n := range g.Nodes() {
		list = append(list, [2]string{string(n.ID), n.Name})
	}
	return list
}

// MarshalJSON writes an object.
func (n names) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, x := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s:%s", quoted(x[0]), quoted(x[1]))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// telling are the lists that say something by not being there: there is no such figure, or it was too much to work out.
var telling = []string{
	"Stats.Reach", "Stats.TacitLoad", "Stats.SinglePoints", "Stats.DoubleNeeds", "Stats.Betweenness",
	"CheckCut.At", "CheckCut.Tacit", "ReviewPoint.At", "Meeting.Sittings",
}

// whole is the figures with empty lists in place of absent ones, where that makes no difference.
func whole(s analysis.Stats) analysis.Stats {
	huge := s.Reach == nil && s.Nodes > 0
	if s.TacitLoad == nil && !huge {
		s.TacitLoad = []analysis.GoalLoad{}
	}
	if s.SinglePoints == nil && !huge {
		s.SinglePoints = []analysis.SinglePoint{}
	}
	fillLists(reflect.ValueOf(&s).Elem())
	return s
}

func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Field(i)
			if f.Kind() == reflect.Slice && f.IsNil() && !slices.Contains(telling, v.Type().Name()+"."+v.Type().Field(i).Name) {
				f.Set(reflect.MakeSlice(f.Type(), 0, 0))
			}
			fillLists(f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fillLists(v.Index(i))
		}
	default:
	}
}
