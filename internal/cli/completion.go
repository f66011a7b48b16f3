package cli

import (
	"bytes"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seika/analysis/text"
	"seika/internal/lang"
)

// completion prints what a shell needs to complete commands, options and their values.
func (c *call) completion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     c.text(lang.M("cli.completion.short")),
		Long:      c.text(lang.M("cli.completion.long")),
		Example:   c.text(lang.M("cli.completion.example")),
		Args:      between(1, 1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			var b bytes.Buffer
			script, ok := map[string]func(io.Writer) error{
				"bash":       func(w io.Writer) error { return cmd.Root().GenBashCompletionV2(w, true) },
				"zsh":        cmd.Root().GenZshCompletion,
				"fish":       func(w io.Writer) error { return cmd.Root().GenFishCompletion(w, true) },
				"powershell": cmd.Root().GenPowerShellCompletionWithDesc,
			}[args[0]]
			if !ok {
				return usage{cmd, oneOf("", shells...).unfit(args[0])}
			}
			if err := script(&b); err != nil {
				return err
			}
			return c.print(b.Bytes())
		},
	}
}

// complete lets a shell complete the values of options.
func complete(flags *pflag.FlagSet, cmd *cobra.Command) {
	flags.VisitAll(func(f *pflag.Flag) {
		values := cobra.NoFileCompletions
		switch v := f.Value.(type) {
		case *choice:
			values = cobra.FixedCompletions(v.values, cobra.ShellCompDirectiveNoFileComp)
		case *bounded, limit, *texts:
		default:
			return // a file, or nothing
		}
		if err := cmd.RegisterFlagCompletionFunc(f.Name, values); err != nil {
			panic(err) // an option of our own, asked for once
		}
	})
}

// ruleNames completes what can be explained.
func ruleNames(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	names := text.Metrics()
	for _, r := range explained() {
		names = append(names, r.ID, r.Slug)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
