package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/source"
	"seika/model"
)

// JSON writes the findings of files as one object for programs, a finding a line. Findings that others stand for come under
// "hidden", and only in a verbose report.
func JSON(w io.Writer, files []File, o Options) error {
	var b bytes.Buffer
	b.WriteString(`{"version":1,"files":[`)
	for i, f := range files {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := writeFile(&b, f, o); err != nil {
			return err
		}
	}
	b.WriteString("]}\n")
	_, err := w.Write(b.Bytes())
	return err
}

func writeFile(b *bytes.Buffer, f File, o Options) error {
	io, sync := relations(f.Graph)
	fmt.Fprintf(b, "\n{\"file\":%s,\"nodes\":%d,\"io\":%d,\"sync\":%d,\n", quoted(f.Name), f.Graph.NodeCount(), io, sync)
	list := make([]finding, 0, len(f.Report.Findings))
	for _, x := range f.Report.Findings {
		one, err := o.finding(f.Graph, x)
		if err != nil {
			return err
		}
		list = append(list, one)
	}
	writeRows(b, "findings", list)
	if o.Verbose {
		hidden := make([]finding, 0, len(f.Report.Hidden))
		for _, h := range f.Report.Hidden {
			one, err := o.finding(f.Graph, h.Finding)
			if err != nil {
				return err
			}
			one.HiddenBy = h.By
			hidden = append(hidden, one)
		}
		writeRows(b, "hidden", hidden)
	}
	b.WriteString(`"counts":`)
	count := f.Report.Counts()
	numbers := make([]analysis.Num, 0, len(severities))
	for _, s := range severities {
		numbers = append(numbers, analysis.Num{Name: s.String(), Value: count[s]})
	}
	b.Write(encoded(nums(numbers)))
	b.WriteByte('}')
	return nil
}

// writeRows writes a member that is a list, a line for each entry.
func writeRows[T any](b *bytes.Buffer, name string, rows []T) {
	fmt.Fprintf(b, "\"%s\":[", name)
	for i, r := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(encoded(r))
	}
	b.WriteString("],\n")
}

// relations counts the lines of either kind, as drawn.
func relations(g *model.Graph) (io, sync int) {
	for r := range g.Relations() {
		if r.Kind == model.IO {
			io++
		} else {
			sync++
		}
	}
	return io, sync
}

// finding is a finding as programs read it.
type finding struct {
	Rule         string        `json:"rule"`
	Key          string        `json:"key"`
	Severity     string        `json:"severity"`
	Kind         analysis.Kind `json:"kind"`
	At           []model.ID    `json:"at"`
	Labels       []string      `json:"labels"`
	Title        string        `json:"title"`
	Why          string        `json:"why"`
	Question     string        `json:"question"`
	Evidence     nums          `json:"evidence"`
	EvidenceText string        `json:"evidence_text"`
	Status       model.Status  `json:"status"`
	Answer       *answer       `json:"answer,omitempty"`
	Variant      *string       `json:"variant,omitempty"` // this and the rest: a verbose report only
	Rank         *int          `json:"rank,omitempty"`
	Related      *[]related    `json:"related,omitempty"`
	Fixes        *[]string     `json:"fixes,omitempty"`
	HiddenBy     string        `json:"hidden_by,omitempty"`
}

type related struct {
	ID    model.ID      `json:"id"`
	Role  analysis.Role `json:"role"`
	Label string        `json:"label"`
}

// answer is what people wrote, whole.
type answer struct {
	Status model.Status `json:"status"`
	Text   string       `json:"text,omitempty"`
	By     string       `json:"by,omitempty"`
	On     string       `json:"on,omitempty"`
	Who    string       `json:"who,omitempty"`
	Due    string       `json:"due,omitempty"`
}

func (o Options) finding(g *model.Graph, x analysis.Finding) (finding, error) {
	f := finding{
		Rule: x.Rule, Key: x.Key, Severity: x.Severity.String(), Kind: x.Kind(),
		At: append([]model.ID{}, x.At...), Labels: labels(g, x.At),
		Title: text.Title(o.Lang, g, x), Why: text.Why(o.Lang, g, x), Question: text.Question(o.Lang, g, x),
		Evidence: x.Evidence, EvidenceText: text.Evidence(o.Lang, g, x), Status: x.Status,
	}
	if a := x.Answer; o.Notes && a != nil {
		f.Answer = &answer{a.Status, a.Text, a.By, a.On, a.Who, a.Due}
	}
	if !o.Verbose {
		return f, nil
	}
	rel, fixes := make([]related, 0, len(x.Related)), []string{}
	for _, r := range x.Related {
		rel = append(rel, related{r.ID, r.Role, label(g, r.ID)})
	}
	if o.Fixes != nil {
		ids, err := o.Fixes(g, x)
		if err != nil {
			return f, err
		}
		fixes = append(fixes, ids...)
	}
	f.Variant, f.Rank, f.Related, f.Fixes = &x.Variant, &x.Rank, &rel, &fixes
	return f, nil
}

// nums are numbers by name, in their own order.
type nums []analysis.Num

// MarshalJSON writes an object.
func (n nums) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, x := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s:%d", quoted(x.Name), x.Value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func quoted(s string) []byte { return encoded(s) }

// encoded is a value as JSON on one line. What could steer a terminal or turn its writing is escaped, which leaves its
// meaning as it is.
func encoded(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // our own types
	}
	return plain(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// plain escapes hidden characters. In JSON they can stand in texts alone; white space between members stays.
func plain(b []byte) []byte {
	if !bytes.ContainsFunc(b, deceptive) {
		return b
	}
	var out bytes.Buffer
	for _, r := range string(b) {
		if deceptive(r) {
			fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.Bytes()
}

func deceptive(r rune) bool { return r >= ' ' && source.Hidden(r) }
