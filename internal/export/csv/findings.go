package csv

import (
	"context"
	"io"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/internal/cells"
	"seika/internal/export"
	"seika/internal/lang"
	"seika/internal/report"
)

// Findings is what is asked about a model, a question a row, for trackers: a key is the same in every export.
var Findings = export.Format{
	Name: "findings-csv", Suffix: ".csv", ByName: true, Mime: "text/csv; charset=utf-8",
	Loses: []lang.Msg{lang.M("format.findings.loses")},
	Uses:  export.Notes | export.Raw | export.Earlier,
	Table: writeFindings,
}

// findingColumns are named as in the findings of seika check.
var findingColumns = []string{"key", "rule", "severity", "status", "number", "at", "labels", "title", "question", "why", "evidence_text", "answer", "due"}

// noted are what leaves only with notes.
var noted = []string{"by", "on", "who"}

func writeFindings(ctx context.Context, w io.Writer, in export.Input, o export.Options) error {
	m := report.Meeting{}
	if in.Meeting != nil {
		m = *in.Meeting
	}
	p := printer{raw: o.Raw}
	p.b.Raw(mark)
	with := func(row []string, private ...string) {
		if o.Notes {
			row = append(row, private...)
		}
		p.line(row)
	}
	with(findingColumns, noted...)
	seen := map[string]bool{}
	for _, s := range m.Questions {
		for _, q := range s.Questions {
			seen[q.Key] = true
			at := make([]string, len(q.At))
			for i, id := range q.At {
				at[i] = string(id)
			}
			number := ""
			if q.Number > 0 {
				number = strconv.Itoa(q.Number)
			}
			with([]string{
				q.Key, q.Rule, q.Severity.String(), string(q.Now), number, cells.Join(at), cells.Join(q.About), q.Title, q.Ask, q.Why, q.Evidence, q.Answer, q.Till,
			}, q.By, q.On, q.Who)
		}
	}
	for _, t := range m.Follow {
		if !seen[t.Key] { // what people noted as open
			_, at, _ := strings.Cut(t.Key, "@")
			with([]string{t.Key, "", "", string(analysis.Open), "", at, cells.Join([]string{t.About}), "", t.Ask, "", "", "", ""}, "", "", "")
		}
	}
	return p.b.To(ctx, w)
}
