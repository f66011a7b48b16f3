package cli

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model/lines"
	"seika/testdata"
)

// rules lists what check looks for.
func (c *call) rules() *cobra.Command {
	format, preset := oneOf("text", "text", "json"), oneOf(analysis.PresetAll, analysis.PresetNames...)
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   c.text(lang.M("cli.rules.short")),
		Long:    c.text(lang.M("cli.rules.long")),
		Example: c.text(lang.M("cli.rules.example")),
		Args:    between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			list := slices.DeleteFunc(explained(), func(r report.Rule) bool { return !r.In(preset.value) })
			write := report.Rules
			if format.value == "json" {
				write = report.RulesJSON
			}
			var b bytes.Buffer
			if err := write(&b, list, report.Options{Lang: c.lang}); err != nil {
				return err
			}
			return c.print(b.Bytes())
		},
	}
	cmd.Flags().Var(format, "format", c.text(lang.M("cli.rules.format")))
	cmd.Flags().Var(preset, "preset", c.text(lang.M("cli.rules.preset")))
	return cmd
}

// explain says all there is to know of a rule or a figure.
func (c *call) explain() *cobra.Command {
	return &cobra.Command{
		Use:     "explain RULE",
		Short:   c.text(lang.M("cli.explain.short")),
		Long:    c.text(lang.M("cli.explain.long")),
		Example: c.text(lang.M("cli.explain.example")),
		Args:    between(1, 1),

		ValidArgsFunction: ruleNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			var b bytes.Buffer
			if err := c.explained(cmd, args[0], &b); err != nil {
				return err
			}
			return c.print(b.Bytes())
		},
	}
}

func (c *call) explained(cmd *cobra.Command, name string, b *bytes.Buffer) error {
	o := report.Options{Lang: c.lang}
	is := func(x string) bool { return strings.EqualFold(x, name) }
	all := explained()
	if i := slices.IndexFunc(all, func(r report.Rule) bool { return is(r.ID) || is(r.Slug) }); i >= 0 {
		r, err := withFinding(cmd.Context(), all[i])
		if err != nil {
			return err
		}
		return report.Explain(b, r, o)
	}
	if i := slices.IndexFunc(text.Metrics(), is); i >= 0 {
		return report.ExplainMetric(b, text.Metrics()[i], o)
	}
	ofRun := []string{analysis.RuleFailed, analysis.CutShort, analysis.Unneeded}
	if i := slices.IndexFunc(ofRun, is); i >= 0 {
		return report.ExplainRun(b, ofRun[i], o)
	}
	if i := slices.IndexFunc(report.LawRules, is); i >= 0 {
		return report.ExplainLaw(b, report.LawRules[i], o)
	}
	names := slices.Concat(text.Metrics(), ofRun, report.LawRules)
	for _, r := range all {
		names = append(names, r.ID, r.Slug)
	}
	return usage{cmd, lang.M("cli.explain.unknown", "name", source.Visible(name), "near", strings.Join(nearest(name, names, near), ", "))}
}

// explained are all rules with an example of each.
func explained() []report.Rule {
	list := report.Explained(rules.All)
	for i := range list {
		right, wrong, _ := testdata.Rule(list[i].ID)
		list[i].Right, list[i].Wrong = report.Example(right), report.Example(wrong)
	}
	return list
}

// withFinding looks for a rule in its wrong example, so that its question can be told.
func withFinding(ctx context.Context, r report.Rule) (report.Rule, error) {
	if r.Wrong.Lines == "" {
		return r, nil
	}
	g, err := lines.Parse(ctx, &source.Input{File: r.ID, Data: []byte(r.Wrong.Lines)})
	if err != nil {
		return r, err
	}
	in := analysis.Input{Graph: g, Rules: []analysis.Rule{r.Rule}, Options: analysis.Options{Preset: analysis.PresetAll}}
	if was := testdata.Was(r.ID); was != "" {
		if in.Before, err = lines.Parse(ctx, &source.Input{File: r.ID, Data: []byte(was)}); err != nil {
			return r, err
		}
		in.Rules = rules.All
	}
	found, err := analysis.Run(ctx, in)
	if i := slices.IndexFunc(found.Findings, func(f analysis.Finding) bool { return f.Rule == r.ID }); i >= 0 {
		r.Graph, r.Found = g, found.Findings[i]
	}
	return r, err
}
