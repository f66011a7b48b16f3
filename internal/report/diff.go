package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/diff"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Compared is a model before and after.
type Compared struct {
	Old, New string // files
	*diff.Diff
}

// Difference is one difference, in words.
type Difference struct {
	Sign    string // + there is one more, - one less, ~ it is another
	Kind    string
	Label   string
	Members []diff.Member
	At      model.ID // of the element, in the newer model unless it is gone; "" for the document
	Part    Differing
}

// Differing is what part of a model a difference is in.
type Differing uint8

// The parts.
const (
	InDeliverables Differing = iota
	InRelations
	InOthers
)

// Notes says what differs of each member, a line each.
func (d Difference) Notes(l lang.Lang) string {
	var lines []string
	for _, m := range d.Members {
		m = worded(l, m)
		lines = append(lines, m.Name+": "+m.Was+" → "+m.Is)
	}
	return strings.Join(lines, "\n")
}

// signs of the three things that can happen.
var signs = map[model.Op]string{model.Added: "+", model.Removed: "-", model.Changed: "~"}

// Rows lists what differs: the document, deliverables, inputs, syncs, groups, phases.
func (x Compared) Rows(l lang.Lang) []Difference {
	var rows []Difference
	add := func(op model.Op, kind, label string, members []diff.Member, at model.ID, part Differing) {
		rows = append(rows, Difference{signs[op], lang.Text(l, kind), label, members, at, part})
	}
	for _, d := range x.Change.Meta {
		add(model.Changed, "report.diff.document", x.New, diff.Members(model.MetaFields, d.Before, d.After), "", InOthers)
	}
	for _, d := range x.Change.Nodes {
		id := d.Record().ID
		add(d.Op, "report.diff.deliverable", x.name(id, d.Op), changed(model.NodeFields, d), id, InDeliverables)
	}
	for _, d := range x.Change.Relations {
		k, id := "report.diff.io", d.Record().ID()
		if d.Record().Kind == model.Sync {
			k = "report.diff.sync"
		}
		add(d.Op, k, x.name(id, d.Op), changed(model.RelationFields(d.Record().Kind), d), id, InRelations)
	}
	for _, d := range x.Change.Groups {
		id := d.Record().ID
		add(d.Op, "report.diff.group", x.name(id, d.Op), changed(model.GroupFields, d), id, InOthers)
	}
	for _, d := range x.Change.Phases {
		add(d.Op, "report.diff.phase", d.Record().Name, nil, "", InOthers)
	}
	return rows
}

// changed lists the members of a record that is in both.
func changed[T comparable](fields []model.Field[T], d model.Delta[T]) []diff.Member {
	if d.Op != model.Changed {
		return nil
	}
	return diff.Members(fields, d.Before, d.After)
}

// name is what an element is called in the model it is in.
func (x Compared) name(id model.ID, op model.Op) string {
	if op == model.Removed {
		return x.Diff.Old.Label(id)
	}
	return x.Diff.New.Label(id)
}

// figure is one figure before and after.
type figure struct {
	Metric, Field string
	Before, After analysis.Value
}

// sizes are the words for numbers that are of no metric.
var sizes = map[string]string{
	"nodes": "report.diff.nodes", "io": "report.diff.ios", "sync": "report.diff.syncs", "know_how": "report.diff.know_how",
	"goals": "report.diff.goals", "goals_assumed": "report.diff.goals_assumed",
}

// head is the metric that a figure is the first of in a list, in words; "" where it was said already, or there is none.
func (f figure) head(l lang.Lang, said string) string {
	if f.Metric == "" || f.Metric == said {
		return ""
	}
	return f.Metric + " " + text.MetricName(l, f.Metric)
}

// name is what a number counts, in words.
func (f figure) name(l lang.Lang) string {
	if key, ok := sizes[f.Field]; ok {
		return lang.Text(l, key)
	}
	return text.FigureName(l, f.Field)
}

// values are the number before and after.
func (f figure) values(l lang.Lang) (was, is string) {
	return text.FigureValue(l, f.Field, f.Before), text.FigureValue(l, f.Field, f.After)
}

// brief is a value where there is little room.
func brief(l lang.Lang, field string, v analysis.Value) string {
	if v.Known && v.Of > 0 {
		return strconv.Itoa(v.N) + "/" + strconv.Itoa(v.Of)
	}
	return text.FigureValue(l, field, v)
}

// FigureRow is a number before and after, in words.
type FigureRow struct{ Name, Was, Is string }

// FigureRows lists the numbers that differ.
func (x Compared) FigureRows(l lang.Lang) []FigureRow {
	var list []FigureRow
	for _, f := range x.figures() {
		list = append(list, FigureRow{f.name(l), brief(l, f.Field, f.Before), brief(l, f.Field, f.After)})
	}
	return list
}

// figures lists those that differ.
func (x Compared) figures() []figure {
	var list []figure
	before, after := x.Before.Figures(), x.After.Figures()
	for i, f := range after {
		if i < len(before) && before[i].Field == f.Field && before[i].Value.String() != f.Value.String() {
			list = append(list, figure{f.Metric, f.Field, before[i].Value, f.Value})
		}
	}
	return list
}

// DiffText writes a comparison for people.
func DiffText(w io.Writer, x Compared, o Options) error {
	var b strings.Builder
	say := func(key string, args ...any) string { return lang.Text(o.Lang, key, args...) }
	fmt.Fprintf(&b, "%s → %s\n", source.Visible(x.Old), source.Visible(x.New))
	rows := x.Rows(o.Lang)
	if x.Same() {
		fmt.Fprintln(&b, say("report.diff.same"))
	}
	for _, r := range rows {
		fmt.Fprintf(&b, "%s %s %s\n", r.Sign, r.Kind, source.Visible(r.Label))
		for _, m := range r.Members {
			m = worded(o.Lang, m)
			fmt.Fprintf(&b, "    %s: %s → %s\n", m.Name, m.Was, m.Is)
		}
	}
	if x.Moved > 0 {
		fmt.Fprintln(&b, say("report.diff.moved", "n", x.Moved))
	}
	for _, part := range x.parts() {
		if len(part.list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s\n", say(part.head, "n", len(part.list)))
		for _, f := range part.list {
			fmt.Fprintf(&b, "  %s %s  %s\n", f.Rule, severity(o.Lang, f), source.Visible(text.Title(o.Lang, part.graph, f)))
			if part.ask {
				fmt.Fprintf(&b, "      %s\n", source.Visible(text.Question(o.Lang, part.graph, f)))
			}
		}
	}
	if n := len(x.Stayed); n > 0 {
		fmt.Fprintf(&b, "\n%s\n", say("report.diff.stayed", "n", n))
	}
	if list := x.figures(); len(list) > 0 {
		fmt.Fprintf(&b, "\n%s\n", say("report.diff.figures"))
		metric := ""
		for _, f := range list {
			if head := f.head(o.Lang, metric); head != "" {
				fmt.Fprintf(&b, "  %s\n", head)
			}
			metric = f.Metric
			name := f.name(o.Lang)
			if metric != "" {
				name = "  " + name
			}
			const wide = 42 // columns
			was, is := f.values(o.Lang)
			fmt.Fprintf(&b, "  %s%s %s → %s\n", name, strings.Repeat(" ", max(0, wide-lang.Columns(name))), was, is)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// part is a list of findings of one of the models.
type part struct {
	head  string // key of its words
	name  string // for programs
	graph *model.Graph
	list  []analysis.Finding
	ask   bool
}

func (x Compared) parts() []part {
	return []part{
		{"report.diff.gone", "gone", x.Diff.Old, x.Gone, false},
		{"report.diff.came", "came", x.Diff.New, x.Came, true},
		{"report.diff.compared", "compared", x.Diff.New, x.Compared, true},
	}
}

func severity(l lang.Lang, f analysis.Finding) string { return word(f.Severity).In(l) }

// worded is a member in the words that people know it by.
func worded(l lang.Lang, m diff.Member) diff.Member {
	said := func(v string) string {
		switch m.Name {
		case "variant":
			return value(l, variant(l, model.Meta{Variant: model.Variant(v)}))
		case "frequency":
			return value(l, Often(model.Freq(v), l))
		case "leadTime", "effort", "cycleTime":
			return value(l, Lasts(model.Dur(v), l))
		}
		if v != "" && flag(m.Name) {
			return lang.Text(l, "format.value.true")
		}
		for _, w := range choices(m.Name) {
			if w.Value == v && v != "" {
				return map[lang.Lang]string{lang.EN: w.EN, lang.JA: w.JA}[l]
			}
		}
		return value(l, v)
	}
	name := m.Name
	if key := "field." + name; lang.Has(key) {
		name, _, _ = strings.Cut(lang.Text(l, key), " (") // without how to write it
		name, _, _ = strings.Cut(name, "（")
		name = strings.TrimRight(name, "?？") // it may be asked as a question
	}
	return diff.Member{Name: name, Was: said(m.Was), Is: said(m.Is)}
}

// flag says that a member is said or not.
func flag(name string) bool {
	return slices.ContainsFunc(model.NodeFields, func(f model.Field[model.Node]) bool { return f.Name == name && f.Type == model.Flag })
}

// choices are the values that a member can have, if they are few.
func choices(name string) []model.Word {
	list := valuesOf(model.NodeFields, name)
	for _, more := range [][]model.Word{
		valuesOf(model.RelationFields(model.IO), name), valuesOf(model.GroupFields, name), valuesOf(model.MetaFields, name),
	} {
		list = append(list, more...) // of members with one name the values differ
	}
	return list
}

func valuesOf[T any](fields []model.Field[T], name string) []model.Word {
	for _, f := range fields {
		if f.Name == name {
			return slices.Clip(f.Values)
		}
	}
	return nil
}

// value is what a member held; nothing has a sign of its own.
func value(l lang.Lang, s string) string {
	if s == "" {
		return lang.Text(l, "report.diff.nothing")
	}
	return source.Visible(s)
}

// DiffJSON writes a comparison for programs.
func DiffJSON(w io.Writer, x Compared, o Options) error {
	type member struct {
		Name   string `json:"name"`
		Before string `json:"before"`
		After  string `json:"after"`
	}
	type row struct {
		Op      string   `json:"op"`
		Kind    string   `json:"kind"`
		Label   string   `json:"label"`
		Members []member `json:"members,omitempty"`
	}
	type pair struct {
		Before model.ID `json:"before"`
		After  model.ID `json:"after"`
		How    diff.How `json:"how"`
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"version\":1,\"old\":%s,\"new\":%s,\"same\":%t,\"moved\":%d,\n", quoted(x.Old), quoted(x.New), x.Same(), x.Moved)
	var pairs []pair
	for _, p := range x.Pairs {
		pairs = append(pairs, pair{p.Was, p.Is, p.How})
	}
	writeRows(&b, "pairs", pairs)
	var rows []row
	op := map[string]string{"+": "added", "-": "removed", "~": "changed"}
	for _, r := range x.Rows(lang.EN) {
		one := row{Op: op[r.Sign], Kind: r.Kind, Label: r.Label}
		for _, m := range r.Members {
			one.Members = append(one.Members, member{m.Name, m.Was, m.Is})
		}
		rows = append(rows, one)
	}
	writeRows(&b, "changes", rows)
	for _, p := range append(x.parts(), part{name: "stayed", graph: x.Diff.New, list: x.Stayed}) {
		var list []finding
		for _, f := range p.list {
			one, err := o.finding(p.graph, f)
			if err != nil {
				return err
			}
			list = append(list, one)
		}
		writeRows(&b, p.name, list)
	}
	type number struct {
		Figure string          `json:"figure"`
		Before json.RawMessage `json:"before"`
		After  json.RawMessage `json:"after"`
	}
	raw := func(v analysis.Value) json.RawMessage {
		if s := v.String(); s != "" {
			return json.RawMessage(s)
		}
		return json.RawMessage("null")
	}
	var list []number
	for _, f := range x.figures() {
		list = append(list, number{f.Field, raw(f.Before), raw(f.After)})
	}
	writeRows(&b, "figures", list)
	b.Truncate(b.Len() - len(",\n"))
	b.WriteString("}\n")
	_, err := w.Write(b.Bytes())
	return err
}
