package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Without is what a model loses when something is taken away.
type Without struct {
	Name    string // of the file, as people named it
	Graph   *model.Graph
	Removed analysis.Removed
	Loss    analysis.Loss
}

// LossText writes a loss for people: a sentence, then who and what by name, and for each lost goal the way that leads there.
func LossText(w io.Writer, x Without, o Options) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", source.Visible(x.Name), source.Visible(text.Without(o.Lang, x.Graph, x.Removed, x.Loss)))
	list := func(head lang.Msg, ids []model.ID) {
		if len(ids) == 0 {
			return
		}
		fmt.Fprintf(&b, "  %s\n", head.In(o.Lang))
		for _, id := range ids {
			fmt.Fprintf(&b, "    %s\n", source.Visible(text.Quoted(o.Lang, x.Graph, id)))
		}
	}
	list(lang.M("report.loss.removed", "n", len(x.Loss.Removed)), x.Loss.Removed)
	list(lang.M("report.loss.lost", "n", len(x.Loss.Lost), "of", x.Loss.Of), x.Loss.Lost)
	list(lang.M("report.loss.meetings", "n", len(x.Loss.Meetings)), x.Loss.Meetings)
	list(lang.M("report.loss.thinner", "n", len(x.Loss.Thinner)), x.Loss.Thinner)
	list(lang.M("report.loss.stands", "n", len(x.Loss.Stands)), x.Loss.Stands)
	if len(x.Loss.Proofs) > 0 {
		fmt.Fprintf(&b, "  %s\n", lang.M("report.loss.proofs").In(o.Lang))
	}
	for _, p := range x.Loss.Proofs {
		var way []string
		for _, id := range p.Way {
			way = append(way, text.Quoted(o.Lang, x.Graph, id))
		}
		fmt.Fprintf(&b, "    %s\n", source.Visible(strings.Join(way, " > ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// LossCSV writes a row for each model.
func LossCSV(w io.Writer, list []Without) error {
	rows := [][]string{{"file", "goals_lost", "of_goals", "lost", "of", "meetings", "thinner", "stands"}}
	for _, x := range list {
		row := []string{cell(x.Name)}
		for _, n := range []int{
			len(x.Loss.Goals), x.Loss.OfGoals, len(x.Loss.Lost), x.Loss.Of, len(x.Loss.Meetings), len(x.Loss.Thinner), len(x.Loss.Stands),
		} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// LossJSON writes losses as one object.
func LossJSON(w io.Writer, list []Without) error {
	var b bytes.Buffer
	b.WriteString(`{"version":1,"files":[`)
	for i, x := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		loss := x.Loss
		fillLists(reflect.ValueOf(&loss).Elem())
		b.Write(encoded(struct {
			File    string        `json:"file"`
			Without analysis.Loss `json:"without"`
			Labels  names         `json:"labels"`
		}{x.Name, loss, namesOf(x.Graph)}))
	}
	b.WriteString("]}\n")
	_, err := w.Write(b.Bytes())
	return err
}
