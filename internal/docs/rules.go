package docs

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/all"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
	"seika/testdata"
)

// rulePages are a page for each rule, and the pictures of its right and its wrong model.
func rulePages() []page {
	var list []page
	for _, r := range report.Explained(rules.All) {
		list = append(list, page{"rules/" + r.ID + ".md", lang.EN, func(lang.Lang) string { return ruleInBoth(r) }})
		right, wrong, _ := testdata.Rule(r.ID)
		for _, x := range []struct{ name, lines, was string }{{"right", right.Lines, ""}, {"wrong", wrong.Lines, testdata.Was(r.ID)}} {
			list = append(list, page{"rules/" + r.ID + "-" + x.name + ".svg", lang.EN, func(lang.Lang) string { return picture(r.Rule, x.lines, x.was) }})
		}
	}
	return list
}

// families are the rules by the first letter of their ids, in order.
var families = []struct{ letter, en, ja string }{
	{"N", "Inputs and names", "材料と名前"},
	{"K", "Know-how", "ノウハウ"},
	{"S", "Synchronisation", "同期"},
	{"U", "Use and flow", "使い道と流れ"},
	{"I", "Information and structure", "情報と構造"},
	{"A", "With attributes", "属性があるとき"},
	{"D", "From as-is to to-be", "現状からあるべき姿へ"},
}

// allRules is the page of all rules, and of all figures.
func allRules(lang.Lang) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n# Rules and figures\n\nWhat `seika check` and the editor look for, and what `seika stats` counts. "+
		"Each rule has a page with the question it asks, in both languages, and a right and a wrong picture. "+
		"Presets: W workshop, D delivery, R research; *all* has every rule.\n", generated)
	for _, f := range families {
		fmt.Fprintf(&b, "\n## %s / %s\n| rule | name | 名前 | severity | presets |\n|---|---|---|---|---|\n", f.en, f.ja)
		for _, r := range rules.All {
			if strings.HasPrefix(r.ID, f.letter) {
				fmt.Fprintf(&b, "| [%s](rules/%s.md) | %s | %s | %s | %s |\n", r.ID, r.ID, text.Name(lang.EN, r.ID), text.Name(lang.JA, r.ID),
					severities(r), presets(r))
			}
		}
	}
	fmt.Fprint(&b, "\n## Figures / 指標\n| id | name | 名前 | what it counts | 数えるもの |\n|---|---|---|---|---|\n")
	for _, m := range text.Metrics() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", m, text.MetricName(lang.EN, m), text.MetricName(lang.JA, m),
			text.Means(lang.EN, m), text.Means(lang.JA, m))
	}
	return b.String()
}

func severities(r analysis.Rule) string {
	var list []string
	for _, v := range r.Variants {
		if s := v.Severity.String(); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return strings.Join(list, ", ")
}

func presets(r analysis.Rule) string {
	s := ""
	for _, p := range analysis.PresetNames {
		if r.In(p) && p != analysis.PresetAll {
			s += strings.ToUpper(p[:1])
		}
	}
	return s
}

func ruleInBoth(r report.Rule) string {
	right, wrong, _ := testdata.Rule(r.ID)
	g := parsed(r.ID, wrong.Lines)
	was := testdata.Was(r.ID)
	if found := find(r.Rule, g, was); len(found) > 0 {
		r.Graph, r.Found = g, found[0]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n# %s %s / %s\n\n", generated, r.ID, text.Name(lang.EN, r.ID), text.Name(lang.JA, r.ID))
	for _, x := range []struct {
		title, file string
		e           testdata.Example
	}{{"Right / 正しい例", "right", right}, {"Wrong / 問いが出る例", "wrong", wrong}} {
		fmt.Fprintf(&b, "## %s\n", x.title)
		if x.e.Title != "" {
			fmt.Fprintf(&b, "%s\n", x.e.Title)
		}
		fmt.Fprintf(&b, "\n![%s](%s-%s.svg)\n```text\n%s\n```\n\n", x.file, r.ID, x.file, strings.TrimSpace(x.e.Lines))
	}
	if was != "" {
		fmt.Fprintf(&b, "## Before / 前の図\n\n```text\n%s\n```\n\n", strings.TrimSpace(was))
	}
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		fmt.Fprintf(&b, "## %s %s\n", r.ID, text.Name(l, r.ID))
		b.WriteString(explained(r, l))
		if d := text.Decision(l, r.ID); d != "" {
			fmt.Fprintf(&b, "\n> %s\n", d)
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// explained is what seika explain says, as Markdown: what stands at the left edge is a heading.
func explained(r report.Rule, l lang.Lang) string {
	var out, b bytes.Buffer
	must(report.Explain(&out, r, report.Options{Lang: l}))
	for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		said, inner := strings.CutPrefix(line, "  ")
		switch {
		case i == 0, line == "":
		case i == 1:
			fmt.Fprintf(&b, "`%s`\n", said)
		case inner:
			fmt.Fprintf(&b, "- %s\n", said)
		default:
			fmt.Fprintf(&b, "\n**%s**\n", line)
		}
	}
	return b.String()
}

// picture is a model drawn, with what the rule finds in it.
func picture(r analysis.Rule, text, was string) string {
	g := parsed(r.ID, text)
	places, err := diagram.Complete(context.Background(), g, layered.Engine{})
	must(err)
	g, _, err = model.Try(g, places)
	must(err)
	svg, _ := export.Named(all.Formats, "svg")
	var b bytes.Buffer
	must(export.Write(context.Background(), &b, svg, export.Input{Graph: g, Marks: report.Marks(lang.EN, g, find(r, g, was))}, export.Options{}))
	return b.String()
}

func parsed(name, text string) *model.Graph {
	g, err := lines.Parse(context.Background(), &source.Input{File: name, Data: []byte(text)})
	must(err)
	return g
}

// find lists what a rule finds; was is the older model of rules that compare two.
func find(r analysis.Rule, g *model.Graph, was string) []analysis.Finding {
	in := analysis.Input{Graph: g, Rules: []analysis.Rule{r}, Options: analysis.Options{Preset: analysis.PresetAll}}
	if was != "" {
		in.Before, in.Rules = parsed(r.ID, was), rules.All
	}
	found, err := analysis.Run(context.Background(), in)
	must(err)
	return slices.DeleteFunc(found.Findings, func(f analysis.Finding) bool { return f.Rule != r.ID })
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
