package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"seika/analysis/text"
	"seika/internal/compare"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Views is a task view beside a model of deliverables.
type Views struct {
	Task, Deliverable string // files
	*compare.Report
}

// percents are the figures that are parts of a whole.
var percents = []string{
	"intangible_share", "covered", "conformance", "order_coverage", "elements_ratio", "structuredness",
	"density", "sequentiality", "separability", "cyclicity", "right",
}

// FigureText is a value of a figure for people: a share in percent, three decimals where it is another ratio.
func FigureText(l lang.Lang, f compare.Figure, v compare.Value) string {
	switch {
	case !v.Known:
		return lang.Text(l, "compare.none")
	case v.Ratio && slices.Contains(percents, f.ID):
		return text.Percent(l, v.X)
	default:
		return digits(v)
	}
}

// digits is a figure for programs; "" where there is none.
func digits(v compare.Value) string {
	switch {
	case !v.Known:
		return ""
	case v.Ratio:
		return strconv.FormatFloat(v.X, 'f', 3, 64)
	default:
		return strconv.FormatFloat(v.X, 'f', 0, 64)
	}
}

// FigureName is what a figure is called.
func FigureName(l lang.Lang, f compare.Figure) string {
	if f.Rule != "" {
		return f.Rule + " " + text.Name(l, f.Rule)
	}
	return lang.Text(l, "compare.figure."+f.ID)
}

// columns are a figure on either side, all and stated alone.
func columns(f compare.Figure) [4]compare.Value {
	return [4]compare.Value{f.Task, f.TaskStated, f.Thing, f.ThingStated}
}

// correspondence is a row in words.
type correspondence struct{ Tasks, Things, How, Score, Status string }

func (x Views) correspondences(l lang.Lang) []correspondence {
	var list []correspondence
	for _, r := range x.Rows {
		list = append(list, correspondence{
			x.tasks(r.Tasks), x.things(r.Deliverables), How(l, r), Score(l, r),
			StatusOf(l, r),
		})
	}
	return list
}

// TasksOf are the names of the elements of the task view in a row.
func (x Views) TasksOf(r compare.Row) string { return x.tasks(r.Tasks) }

// ThingsOf are the names of the deliverables in a row.
func (x Views) ThingsOf(r compare.Row) string { return x.things(r.Deliverables) }

// How says what a row was found by.
func How(l lang.Lang, r compare.Row) string { return lang.Text(l, "compare.how."+string(r.How)) }

// Score says how alike the ends of a row are.
func Score(l lang.Lang, r compare.Row) string {
	const whole = 100
	return text.Percent(l, float64(r.Score)/whole)
}

// StatusOf says what is held of a row.
func StatusOf(l lang.Lang, r compare.Row) string {
	return lang.Text(l, "compare.status."+string(r.Status))
}

func (x Views) tasks(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, x.TaskName(id))
	}
	return source.Visible(strings.Join(names, ", "))
}

func (x Views) things(ids []model.ID) string {
	var names []string
	for _, id := range ids {
		names = append(names, x.Graph.Label(id))
	}
	return source.Visible(strings.Join(names, ", "))
}

// AgainstQuestion asks about two activities that the views order the other way round.
func (x Views) AgainstQuestion(l lang.Lang, p compare.Pair) string {
	return source.Visible(lang.Text(l, "compare.discordant", "first", x.TaskName(p.First), "then", x.TaskName(p.Then),
		"made", x.Graph.Label(p.Made), "needs", x.Graph.Label(p.Needs)))
}

// partsOf runs through the figures part by part.
func (x Views) partsOf(visit func(compare.Part, []compare.Figure)) {
	for i := 0; i < len(x.Figures); {
		n := i
		for n < len(x.Figures) && x.Figures[n].Part == x.Figures[i].Part {
			n++
		}
		visit(x.Figures[i].Part, x.Figures[i:n])
		i = n
	}
}

// silent says that no figure of a list exists: people are not told of each.
func silent(list []compare.Figure) bool {
	return !slices.ContainsFunc(list, func(f compare.Figure) bool {
		return slices.ContainsFunc(sliceOf(columns(f)), func(v compare.Value) bool { return v.Known })
	})
}

func sliceOf(c [4]compare.Value) []compare.Value { return c[:] }

// head says in a sentence on how much the figures rest.
func (x Views) head(l lang.Lang) string {
	return lang.Text(l, "compare.rests", "accepted", x.Matched(compare.Accepted), "proposed", x.Matched(compare.Proposed))
}

// ViewsText writes a comparison for people.
func ViewsText(w io.Writer, x Views, o Options) error {
	var b strings.Builder
	say := func(key string, args ...any) string { return lang.Text(o.Lang, key, args...) }
	fmt.Fprintf(&b, "%s ⇔ %s\n%s\n", source.Visible(x.Task), source.Visible(x.Deliverable), x.head(o.Lang))
	wide := 0
	for _, f := range x.Figures {
		wide = max(wide, lang.Columns(FigureName(o.Lang, f)))
	}
	line := func(name string, cells [4]string) {
		fmt.Fprintf(&b, "  %s", name+strings.Repeat(" ", max(0, wide-lang.Columns(name))))
		for _, c := range cells {
			const cell = 12 // columns
			fmt.Fprintf(&b, "%s%s", strings.Repeat(" ", max(1, cell-lang.Columns(c))), c)
		}
		b.WriteByte('\n')
	}
	x.partsOf(func(part compare.Part, list []compare.Figure) {
		if silent(list) {
			return
		}
		b.WriteByte('\n')
		line(say("compare.part."+string(part)), [4]string{say("compare.task"), say("compare.stated"), say("compare.thing"), say("compare.stated")})
		for _, f := range list {
			var cells [4]string
			for i, v := range columns(f) {
				cells[i] = FigureText(o.Lang, f, v)
			}
			line(FigureName(o.Lang, f), cells)
		}
	})
	if len(x.Against) > 0 {
		fmt.Fprintf(&b, "\n%s\n", say("compare.against", "n", len(x.Against)))
		for _, p := range x.Against {
			fmt.Fprintf(&b, "  %s\n", x.AgainstQuestion(o.Lang, p))
		}
	}
	if len(x.Rows) > 0 {
		fmt.Fprintf(&b, "\n%s\n", say("compare.rows"))
		for _, r := range x.correspondences(o.Lang) {
			fmt.Fprintf(&b, "  %s ⇔ %s  (%s, %s, %s)\n", r.Tasks, r.Things, r.How, r.Score, r.Status)
		}
	}
	for _, rest := range []struct {
		key   string
		names []string
	}{{"compare.tasks_alone", namesBy(x.Report.Tasks, x.TaskName)}, {"compare.things_alone", namesBy(x.Report.Things, x.Graph.Label)}} {
		if len(rest.names) > 0 {
			fmt.Fprintf(&b, "\n%s\n", say(rest.key, "n", len(rest.names)))
			for _, name := range rest.names {
				fmt.Fprintf(&b, "  %s\n", source.Visible(name))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// namesBy lists what things are called.
func namesBy[T any](ids []T, name func(T) string) []string {
	var list []string
	for _, id := range ids {
		list = append(list, name(id))
	}
	return list
}

// ViewsCSV writes a figure a row. A figure that does not exist is an empty cell.
func ViewsCSV(w io.Writer, x Views, _ Options) error {
	t := csv.NewWriter(w)
	rows := [][]string{{"task", "deliverable", "part", "figure", "task_all", "task_stated", "deliverable_all", "deliverable_stated"}}
	for _, f := range x.Figures {
		id := f.ID
		if f.Rule != "" {
			id += "_" + f.Rule
		}
		row := []string{cell(x.Task), cell(x.Deliverable), string(f.Part), id}
		for _, v := range columns(f) {
			row = append(row, digits(v))
		}
		rows = append(rows, row)
	}
	return t.WriteAll(rows)
}

// ViewsJSON writes a comparison for programs.
func ViewsJSON(w io.Writer, x Views, o Options) error {
	type figure struct {
		Part compare.Part `json:"part"`
		ID   string       `json:"id"`
		Rule string       `json:"rule,omitempty"`
		Name string       `json:"name"`
	}
	type row struct {
		ID     string         `json:"id"`
		Tasks  []string       `json:"task"`
		Things []model.ID     `json:"deliverables"`
		Type   string         `json:"type"`
		How    compare.How    `json:"how"`
		Score  int            `json:"score"`
		Status compare.Status `json:"status"`
	}
	type pair struct {
		First    string   `json:"first"`
		Then     string   `json:"then"`
		Made     model.ID `json:"made"`
		Needs    model.ID `json:"needs"`
		Question string   `json:"question"`
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"version\":1,\"task\":%s,\"deliverable\":%s,\n", quoted(x.Task), quoted(x.Deliverable))
	b.WriteString("\"figures\":[")
	for i, f := range x.Figures {
		if i > 0 {
			b.WriteByte(',')
		}
		head := encoded(figure{Part: f.Part, ID: f.ID, Rule: f.Rule, Name: FigureName(o.Lang, f)})
		b.WriteByte('\n')
		b.Write(head[:len(head)-1])
		for k, v := range columns(f) {
			fmt.Fprintf(&b, ",\"%s\":%s", [4]string{"task", "task_stated", "deliverable", "deliverable_stated"}[k], orNull(digits(v)))
		}
		b.WriteByte('}')
	}
	b.WriteString("],\n")
	var rows []row
	for _, r := range x.Rows {
		rows = append(rows, row{r.ID, append([]string{}, r.Tasks...), append([]model.ID{}, r.Deliverables...), r.Type(), r.How, r.Score, r.Status})
	}
	writeRows(&b, "rows", rows)
	var pairs []pair
	for _, p := range x.Against {
		pairs = append(pairs, pair{p.First, p.Then, p.Made, p.Needs, x.AgainstQuestion(o.Lang, p)})
	}
	writeRows(&b, "discordant", pairs)
	fmt.Fprintf(&b, "\"task_only\":%s,\n\"deliverable_only\":%s,\n\"labels\":{\"task\":", encoded(append([]string{}, x.Report.Tasks...)),
		encoded(append([]model.ID{}, x.Report.Things...)))
	labels := map[string]string{}
	for _, r := range x.Rows {
		for _, id := range r.Tasks {
			labels[id] = x.TaskName(id)
		}
	}
	for _, id := range x.Report.Tasks {
		labels[id] = x.TaskName(id)
	}
	fmt.Fprintf(&b, "%s,\"deliverable\":%s}}\n", encoded(labels), encoded(namesOf(x.Graph)))
	_, err := w.Write(b.Bytes())
	return err
}

func orNull(s string) string {
	if s == "" {
		return "null"
	}
	return s
}
