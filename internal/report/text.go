package report

import (
	"fmt"
	"io"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// many is how many open findings of one rule are listed; more become one entry with their number.
const many = 5

// Text writes the findings of a file for people: for each where, how severe, which rule and what was seen; the question; the
// number that proves it. A summary ends it.
func Text(w io.Writer, f File, o Options) error {
	t := texter{File: f, o: o}
	open := map[string]int{}
	for _, x := range f.Report.Findings {
		if x.Counted() {
			open[x.Rule]++
		}
	}
	folded := map[string]bool{}
	for _, x := range f.Report.Findings {
		switch {
		case o.Verbose:
			if err := t.finding(x, ""); err != nil {
				return err
			}
		case !x.Counted(), folded[x.Rule]:
		case open[x.Rule] > many:
			folded[x.Rule] = true
			t.fold(x, open[x.Rule])
		default:
			if err := t.finding(x, ""); err != nil {
				return err
			}
		}
	}
	if o.Verbose {
		for _, h := range f.Report.Hidden {
			if err := t.finding(h.Finding, h.By); err != nil {
				return err
			}
		}
	}
	t.summary()
	_, err := io.WriteString(w, t.b.String())
	return err
}

type texter struct {
	File
	o Options
	b strings.Builder
}

func (t *texter) say(key lang.Msg) string { return key.In(t.o.Lang) }

// head begins an entry.
func (t *texter) head(x analysis.Finding, what string) {
	severity := t.say(word(x.Severity))
	if x.Status != analysis.Open {
		severity = t.say(lang.M("report.status", "severity", severity, "status", status(x.Status)))
	}
	fmt.Fprintf(&t.b, "%s:%d: %s %s %s\n", source.Visible(t.Name), t.line(x.At), severity, x.Rule, source.Visible(what))
}

// more adds a line to an entry.
func (t *texter) more(what string) {
	if what != "" {
		fmt.Fprintf(&t.b, "    %s\n", source.Visible(what))
	}
}

func (t *texter) finding(x analysis.Finding, hiddenBy string) error {
	l := t.o.Lang
	t.head(x, text.Title(l, t.Graph, x))
	t.more(text.Question(l, t.Graph, x))
	if t.o.Verbose {
		t.more(text.Why(l, t.Graph, x))
	}
	t.more(text.Evidence(l, t.Graph, x))
	if t.o.Notes {
		t.answer(x)
	}
	if !t.o.Verbose {
		return nil
	}
	t.more(t.say(lang.M("report.key", "key", x.Key, "rank", x.Rank)))
	if hiddenBy != "" {
		t.more(t.say(lang.M("report.hidden", "key", hiddenBy)))
	}
	return t.fixes(x)
}

func (t *texter) fixes(x analysis.Finding) error {
	if t.o.Fixes == nil {
		return nil
	}
	ids, err := t.o.Fixes(t.Graph, x)
	if err != nil || len(ids) == 0 {
		return err
	}
	var list []lang.Msg
	for _, id := range ids {
		list = append(list, lang.M("report.fix", "title", text.Fix(t.o.Lang, id), "id", id))
	}
	t.more(t.say(lang.M("report.fixes", "list", list)))
	return nil
}

// answer adds what somebody said, where it is asked for.
func (t *texter) answer(x analysis.Finding) {
	if x.Answer == nil {
		return
	}
	a := x.Answer
	for _, said := range []struct {
		value string
		as    lang.Msg
	}{
		{a.Text, lang.M("report.answer.text", "x", a.Text)},
		{a.By, lang.M("report.answer.by", "x", a.By)},
		{a.On, lang.M("report.answer.on", "x", a.On)},
		{a.Who, lang.M("report.answer.who", "x", a.Who)},
		{a.Due, lang.M("report.answer.due", "x", a.Due)},
	} {
		if said.value != "" {
			t.more(t.say(said.as))
		}
	}
}

// fold stands for all open findings of a rule: the question about the first, and what else it is asked about.
func (t *texter) fold(x analysis.Finding, n int) {
	t.head(x, t.say(lang.M("report.fold", "name", text.Name(t.o.Lang, x.Rule), "n", n)))
	t.more(text.Question(t.o.Lang, t.Graph, x))
	var at []model.ID
	for _, y := range t.Report.Findings {
		if y.Rule == x.Rule && y.Key != x.Key && y.Counted() && len(y.At) > 0 && len(at) < many-1 {
			at = append(at, y.At[0])
		}
	}
	t.more(t.say(lang.M("report.fold.list", "list", text.Names(t.o.Lang, t.Graph, at), "n", n-1-len(at))))
}

func (t *texter) summary() {
	count := t.Report.Counts()
	var parts []lang.Msg
	for _, s := range severities {
		if n := count[s]; n > 0 {
			parts = append(parts, lang.M("report.count", "n", n, "severity", word(s)))
		}
	}
	what := lang.M("report.nothing")
	if len(parts) > 0 {
		what = lang.M("report.counts", "list", parts)
	}
	if rest := len(t.Report.Findings) - total(count); rest > 0 {
		what = lang.M("report.and_answered", "what", what, "n", rest)
	}
	fmt.Fprintf(&t.b, "%s: %s\n", source.Visible(t.Name), t.say(what))
}

func total(count map[analysis.Severity]int) int {
	sum := 0
	for _, n := range count {
		sum += n
	}
	return sum
}

func word(s analysis.Severity) lang.Msg {
	switch s {
	case analysis.Error:
		return lang.M("report.severity.error")
	case analysis.High:
		return lang.M("report.severity.high")
	case analysis.Medium:
		return lang.M("report.severity.medium")
	case analysis.Low:
		return lang.M("report.severity.low")
	case analysis.Info:
		return lang.M("report.severity.info")
	default:
		panic("unknown severity")
	}
}
