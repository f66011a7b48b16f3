package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Rule is a rule with what is needed to explain it.
type Rule struct {
	analysis.Rule
	HiddenBy []string // rules that stand for it
	Right    Example
	Wrong    Example
	// What the rule finds in the wrong example: the words of a finding need a model.
	Graph *model.Graph
	Found analysis.Finding
}

// Example is a model as Seika lines, under a title in English.
type Example struct{ Title, Lines string }

// Explained gives each rule the rules that stand for it.
func Explained(all []analysis.Rule) []Rule {
	list := make([]Rule, len(all))
	for i, r := range all {
		list[i] = Rule{Rule: r}
		for _, stronger := range all {
			if slices.Contains(stronger.Hides, r.ID) {
				list[i].HiddenBy = append(list[i].HiddenBy, stronger.ID)
			}
		}
	}
	return list
}

// Explain writes all there is to know of a rule, for people.
func Explain(w io.Writer, r Rule, o Options) error {
	e := explainer{o: o}
	e.line(0, r.ID+" "+text.Name(o.Lang, r.ID))
	e.line(2, r.Slug)
	e.part(lang.M("report.rule.looks_for"), text.LooksFor(o.Lang, r.ID))
	e.part(lang.M("report.rule.not_when"), text.NotWhen(o.Lang, r.ID))
	if r.Graph != nil {
		e.part(lang.M("report.rule.why"), text.Why(o.Lang, r.Graph, r.Found))
		e.part(lang.M("report.rule.question"), text.Question(o.Lang, r.Graph, r.Found))
		e.part(lang.M("report.rule.evidence"), text.Evidence(o.Lang, r.Graph, r.Found))
	}
	e.part(lang.M("report.rule.answer"), e.forms(r)...)
	e.part(lang.M("report.rule.severity"), e.severities(r)...)
	e.part(lang.M("report.rule.presets"), strings.Join(presets(r.Rule), ", "))
	e.part(lang.M("report.rule.needs"), strings.Join(r.Needs, ", "))
	e.part(lang.M("report.rule.settings"), e.settings(r)...)
	e.part(lang.M("report.rule.fixes"), e.fixes(r)...)
	e.part(lang.M("report.rule.hides"), strings.Join(r.Hides, ", "))
	e.part(lang.M("report.rule.hidden_by"), strings.Join(r.HiddenBy, ", "))
	e.part(lang.M("report.rule.right"), strings.Split(strings.TrimSpace(r.Right.Lines), "\n")...)
	e.part(lang.M("report.rule.wrong"), strings.Split(strings.TrimSpace(r.Wrong.Lines), "\n")...)
	_, err := io.WriteString(w, e.b.String())
	return err
}

type explainer struct {
	o Options
	b strings.Builder
}

func (e *explainer) line(indent int, s string) {
	fmt.Fprintf(&e.b, "%s%s\n", strings.Repeat(" ", indent), source.Visible(s))
}

// part writes a heading with what belongs to it, where there is anything.
func (e *explainer) part(head lang.Msg, lines ...string) {
	if strings.Join(lines, "") == "" {
		return
	}
	e.b.WriteByte('\n')
	e.line(0, head.In(e.o.Lang))
	for _, l := range lines {
		e.line(2, l)
	}
}

func (e *explainer) forms(r Rule) []string {
	list := []string{form(r.Answer).In(e.o.Lang)}
	for _, c := range r.Choices {
		list = append(list, "  "+text.Option(e.o.Lang, r.ID, c))
	}
	if r.Writes != "" {
		list = append(list, lang.M("report.rule.writes", "member", r.Writes).In(e.o.Lang))
	}
	for _, v := range r.Variants {
		if v.Answer != "" && v.Answer != r.Answer {
			list = append(list, v.Name+": "+form(v.Answer).In(e.o.Lang))
		}
	}
	return list
}

// severities lists that of each variant, the plain one first.
func (e *explainer) severities(r Rule) []string {
	var list []string
	for _, v := range r.Variants {
		s := word(v.Severity).In(e.o.Lang)
		if v.Name != "" {
			s = v.Name + ": " + s
		}
		list = append(list, s)
	}
	return list
}

func (e *explainer) settings(r Rule) []string {
	var list []string
	for _, s := range r.Settings {
		list = append(list, lang.M("report.rule.setting", "name", r.ID+"."+s.Name, "default", s.Default, "min", s.Min, "max", s.Max).In(e.o.Lang))
	}
	return list
}

func (e *explainer) fixes(r Rule) []string {
	var list []string
	for _, f := range r.Fixes {
		list = append(list, lang.M("report.fix", "title", text.Fix(e.o.Lang, f.ID), "id", f.ID).In(e.o.Lang))
	}
	return list
}

// presets lists those that have a rule.
func presets(r analysis.Rule) []string {
	var list []string
	for _, name := range analysis.PresetNames {
		if r.In(name) {
			list = append(list, name)
		}
	}
	return list
}

// form says what is to be answered.
func form(f analysis.Form) lang.Msg {
	switch f {
	case analysis.Nouns:
		return lang.M("report.form.nouns")
	case analysis.Name:
		return lang.M("report.form.name")
	case analysis.Number:
		return lang.M("report.form.number")
	case analysis.Choice:
		return lang.M("report.form.choice")
	case analysis.Pick:
		return lang.M("report.form.pick")
	case analysis.Text:
		return lang.M("report.form.text")
	default:
		panic("unknown form")
	}
}

// ExplainMetric writes what a figure counts, and the columns that hold it.
func ExplainMetric(w io.Writer, metric string, o Options) error {
	e := explainer{o: o}
	e.line(0, metric+" "+text.MetricName(o.Lang, metric))
	e.part(lang.M("report.metric.means"), text.Means(o.Lang, metric))
	var fields []string
	for _, f := range (analysis.Stats{}).Figures() {
		if f.Metric == metric {
			fields = append(fields, f.Field+": "+text.FigureName(o.Lang, f.Field))
		}
	}
	e.part(lang.M("report.metric.fields"), strings.Join(fields, "; "))
	_, err := io.WriteString(w, e.b.String())
	return err
}

// ExplainRun writes what a run says of itself under a name such as R01.
func ExplainRun(w io.Writer, rule string, o Options) error {
	e := explainer{o: o}
	e.line(0, rule+" "+text.Name(o.Lang, rule))
	e.part(lang.M("report.rule.why"), text.Words().Raw(o.Lang, rule+".why"))
	_, err := io.WriteString(w, e.b.String())
	return err
}

// Rules lists rules, a line each.
func Rules(w io.Writer, list []Rule, o Options) error {
	var rows [][]string
	for _, r := range list {
		var severity []string
		for _, v := range r.Variants {
			if s := v.Severity.String(); !slices.Contains(severity, s) {
				severity = append(severity, s)
			}
		}
		rows = append(rows, []string{r.ID, r.Slug, strings.Join(severity, "/"), strings.Join(presets(r.Rule), ","), text.Name(o.Lang, r.ID)})
	}
	var b strings.Builder
	widest := make([]int, 4)
	for _, row := range rows {
		for i := range widest {
			widest[i] = max(widest[i], len(row[i]))
		}
	}
	for _, row := range rows {
		for i, width := range widest {
			b.WriteString(row[i] + strings.Repeat(" ", width-len(row[i])+2))
		}
		b.WriteString(row[len(widest)] + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ruleJSON is a rule for programs. Names of settings, fixes and presets are those of documents and options.
type ruleJSON struct {
	ID       string        `json:"id"`
	Slug     string        `json:"slug"`
	Name     string        `json:"name"`
	LooksFor string        `json:"looks_for"`
	NotWhen  string        `json:"not_when"`
	Variants []variantJSON `json:"variants"`
	Presets  []string      `json:"presets"`
	Needs    []string      `json:"needs"`
	Settings []settingJSON `json:"settings"`
	Answer   analysis.Form `json:"answer"`
	Choices  []fixJSON     `json:"choices"`
	Writes   string        `json:"writes"`
	Fixes    []fixJSON     `json:"fixes"`
	Hides    []string      `json:"hides"`
	HiddenBy []string      `json:"hidden_by"`
	Example  struct {
		Right string `json:"right"`
		Wrong string `json:"wrong"`
	} `json:"example"`
}

type variantJSON struct {
	Name     string        `json:"name"`
	Severity string        `json:"severity"`
	Answer   analysis.Form `json:"answer"`
}

type settingJSON struct {
	Name    string `json:"name"`
	Default int    `json:"default"`
	Min     int    `json:"min"`
	Max     int    `json:"max"`
}

type fixJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// RulesJSON writes all there is to know of rules as one object, a rule a line.
func RulesJSON(w io.Writer, list []Rule, o Options) error {
	var b bytes.Buffer
	b.WriteString("{\"version\":1,\n")
	rows := make([]ruleJSON, 0, len(list))
	for _, r := range list {
		x := ruleJSON{
			ID: r.ID, Slug: r.Slug, Name: text.Name(o.Lang, r.ID),
			LooksFor: text.LooksFor(o.Lang, r.ID), NotWhen: text.NotWhen(o.Lang, r.ID),
			Variants: []variantJSON{}, Presets: presets(r.Rule), Needs: append([]string{}, r.Needs...), Settings: []settingJSON{},
			Answer: r.Answer, Choices: []fixJSON{}, Writes: r.Writes, Fixes: []fixJSON{},
			Hides: append([]string{}, r.Hides...), HiddenBy: append([]string{}, r.HiddenBy...),
		}
		x.Example.Right, x.Example.Wrong = r.Right.Lines, r.Wrong.Lines
		for _, v := range r.Variants {
			x.Variants = append(x.Variants, variantJSON{v.Name, v.Severity.String(), r.Form(v.Name)})
		}
		for _, s := range r.Settings {
			x.Settings = append(x.Settings, settingJSON{s.Name, s.Default, s.Min, s.Max})
		}
		for _, c := range r.Choices {
			x.Choices = append(x.Choices, fixJSON{c, text.Option(o.Lang, r.ID, c)})
		}
		for _, f := range r.Fixes {
			x.Fixes = append(x.Fixes, fixJSON{f.ID, text.Fix(o.Lang, f.ID)})
		}
		rows = append(rows, x)
	}
	writeRows(&b, "rules", rows)
	b.WriteString("\"count\":" + strconv.Itoa(len(rows)) + "}\n")
	_, err := w.Write(b.Bytes())
	return err
}
