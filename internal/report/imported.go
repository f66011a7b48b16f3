package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/taskview"
	"seika/model"
)

// Import is a task view that was read, and what became of it.
type Import struct {
	Name string // of the file
	taskview.Result
}

// ImportLine says in one line how much was stated, how much was not, and what is left open.
func ImportLine(l lang.Lang, x Import) string {
	c := x.Counts
	syncs := ""
	if c.StatedSync > 0 {
		syncs = lang.Text(l, "report.import.line_syncs", "n", c.StatedSync)
	}
	return source.Visible(lang.Text(l, "report.import.line", "file", x.Name, "syncs", syncs,
		"stated", c.Stated+c.Message, "inferred", c.Inferred, "io", c.StatedIO, "guessed", c.InferredIO, "order", c.Order,
		"suggested", c.Syncs+c.KnowHow, "questions", len(x.Questions), "losses", len(x.Losses)))
}

// ImportMissing says of a file in which no data is drawn that all of the model was read off labels and order; else nothing.
func ImportMissing(c taskview.Counts) lang.Msg {
	if c.Stated+c.Message > 0 || c.Inferred == 0 {
		return lang.Msg{}
	}
	return lang.M("report.import.missing", "n", c.Inferred)
}

// ImportMarkdown writes for people what an import found, asks and has lost.
func ImportMarkdown(w io.Writer, x Import, o Options) error {
	var b strings.Builder
	say := func(key string, args ...any) string { return lang.Text(o.Lang, key, args...) }
	fmt.Fprintf(&b, "# %s\n\n", mark(say("report.import.title", "file", filepath.Base(x.Name))))
	fmt.Fprintf(&b, "| %s | %s | %s |\n|---|--:|--:|\n", say("report.import.origin"), say("report.import.deliverables"), say("report.import.inputs"))
	c := x.Counts
	for _, row := range []struct {
		key   string
		nodes string
		io    string
	}{
		{say("report.import.stated"), fmt.Sprint(c.Stated), fmt.Sprint(c.StatedIO + c.StatedSync)},
		{say("report.import.message"), fmt.Sprint(c.Message), ""},
		{say("report.import.inferred"), fmt.Sprint(c.Inferred), fmt.Sprint(c.InferredIO)},
		{say("report.import.order"), "", fmt.Sprint(c.Order)},
		{say("report.import.know_how"), fmt.Sprint(c.KnowHow), ""},
		{say("report.import.sync"), "", fmt.Sprint(c.Syncs)},
	} {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", row.key, row.nodes, row.io)
	}
	if missing := ImportMissing(x.Counts); !missing.Zero() {
		fmt.Fprintf(&b, "\n%s\n", mark(missing.In(o.Lang)))
	}
	fmt.Fprintf(&b, "\n## %s\n\n", say("report.import.questions", "n", len(x.Questions)))
	for i, q := range x.Questions {
		fmt.Fprintf(&b, "%d. %s (%s)\n", i+1, mark(q.What.In(o.Lang)), q.Code)
	}
	fmt.Fprintf(&b, "\n## %s\n", say("report.import.losses", "n", len(x.Losses)))
	for _, why := range reasons(x.Losses) {
		fmt.Fprintf(&b, "\n%s\n\n", LossReason(o.Lang, why))
		var names []string
		for _, l := range x.Losses {
			if l.Why == why {
				names = append(names, cmp.Or(l.Name, l.ID))
			}
		}
		for _, name := range Fold(names) {
			fmt.Fprintf(&b, "- %s\n", mark(name))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Fold says each name once, with how often it stands there.
func Fold(names []string) []string {
	times := map[string]int{}
	var once []string
	for _, name := range names {
		if times[name]++; times[name] == 1 {
			once = append(once, name)
		}
	}
	for i, name := range once {
		if n := times[name]; n > 1 {
			once[i] = fmt.Sprintf("%s ×%d", name, n)
		}
	}
	return once
}

// LossReason says why things are not in the result.
func LossReason(l lang.Lang, why taskview.Why) string {
	return lang.Text(l, "taskview.loss."+string(why))
}

// reasons lists why things were lost, in the order they come.
func reasons(losses []taskview.Loss) []taskview.Why {
	var list []taskview.Why
	for _, l := range losses {
		if !slices.Contains(list, l.Why) {
			list = append(list, l.Why)
		}
	}
	return list
}

// mark is a text as Markdown shows it: on one line, its signs without a meaning.
func mark(s string) string {
	return strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "<", "&lt;", "[", "\\[", "|", "\\|", "\n", " ").
		Replace(source.Visible(s))
}

// ImportJSON writes the same for programs.
func ImportJSON(w io.Writer, x Import, o Options) error {
	type question struct {
		Code     string     `json:"code"`
		At       []model.ID `json:"at"`
		Question string     `json:"question"`
	}
	type loss struct {
		ID   string       `json:"id"`
		Name string       `json:"name,omitempty"`
		Why  taskview.Why `json:"why"`
	}
	var questions []question
	for _, q := range x.Questions {
		questions = append(questions, question{q.Code, append([]model.ID{}, q.At...), q.What.In(o.Lang)})
	}
	var losses []loss
	for _, l := range x.Losses {
		losses = append(losses, loss{l.ID, l.Name, l.Why})
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"version\":1,\"file\":%s,\n\"counts\":%s,\n", quoted(x.Name), encoded(x.Counts))
	writeRows(&b, "questions", questions)
	writeRows(&b, "losses", losses)
	b.Truncate(b.Len() - len(",\n"))
	b.WriteString("}\n")
	_, err := w.Write(b.Bytes())
	return err
}
