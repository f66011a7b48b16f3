package cli

import (
	"bytes"
	"context"
	"io"

	"github.com/spf13/cobra"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/diff"
	"seika/internal/lang"
	"seika/internal/report"
)

// differing is a call of diff.
type differing struct {
	*call
	format, preset, from *choice
}

func (c *call) diff() *cobra.Command {
	k := differing{
		call: c, format: oneOf("text", "text", "json", "html"), preset: oneOf("", analysis.PresetNames...), from: oneOf("", readerNames()...),
	}
	cmd := &cobra.Command{
		Use:     "diff OLD NEW",
		Short:   c.text(lang.M("cli.diff.short")),
		Long:    c.text(lang.M("cli.diff.long")),
		Example: c.text(lang.M("cli.diff.example")),
		Args:    between(2, 2),
		RunE:    func(cmd *cobra.Command, args []string) error { return k.run(cmd.Context(), args[0], args[1]) },
	}
	cmd.Flags().Var(k.format, "format", c.text(lang.M("cli.diff.format")))
	cmd.Flags().Var(k.preset, "preset", c.text(lang.M("cli.check.preset")))
	c.reads(cmd, k.from)
	return cmd
}

// run prints the difference; where there is one, the status says so.
func (k *differing) run(ctx context.Context, old, new string) error {
	was, err := k.read(ctx, old, k.from.value)
	if err != nil {
		return err
	}
	k.warn(was)
	is, err := k.read(ctx, new, k.from.value)
	if err != nil {
		return err
	}
	k.warn(is)
	k.doing(lang.M("cli.doing.diff"))
	d, err := diff.Of(ctx, was.graph, is.graph, rules.All, analysis.Options{Preset: k.preset.value})
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer, report.Compared, report.Options) error{
		"text": report.DiffText, "json": report.DiffJSON, "html": report.DiffHTML,
	}[k.format.value]
	var b bytes.Buffer
	if err := write(&b, report.Compared{Old: old, New: new, Diff: d}, report.Options{Lang: k.lang}); err != nil {
		return err
	}
	if err := k.print(b.Bytes()); err != nil {
		return err
	}
	if !d.Same() {
		return errFound
	}
	return nil
}
