package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seika/internal/lang"
	"seika/internal/source"
)

// Command is a command as the manual shows it.
type Command struct {
	Name  string // as it is typed
	Short string // what it does, in a sentence
	Help  string // what --help shows
}

// Manual is what is to be known of all commands, as Markdown, and then the help of the program and of each command, in the
// order of their names.
func Manual(l lang.Lang) (intro string, list []Command) {
	c := &call{lang: l, screen: &screen{w: io.Discard}}
	root := c.root()
	list = []Command{{root.Name(), root.Short, c.help(root)}}
	for _, sub := range root.Commands() {
		if sub.Name() != "help" {
			list = append(list, Command{sub.CommandPath(), sub.Short, c.help(sub)})
		}
	}
	return c.text(lang.M("cli.manual")), list
}

// showHelp prints the help of a command. The caller leaves no way to return an error.
func (c *call) showHelp(cmd *cobra.Command, _ []string) {
	if err := c.print([]byte(c.help(cmd))); err != nil {
		c.status = c.end(err)
	}
}

// help is what --help shows.
func (c *call) help(cmd *cobra.Command) string {
	var b strings.Builder
	b.WriteString(cmd.Short + "\n")
	if cmd.Long != "" {
		b.WriteString("\n" + cmd.Long + "\n")
	}
	part := func(head lang.Msg, lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString("\n" + c.text(head) + "\n")
		for _, l := range lines {
			b.WriteString("  " + l + "\n")
		}
	}
	part(lang.M("cli.help.usage"), []string{useLine(cmd)})
	if cmd.Example != "" {
		part(lang.M("cli.help.examples"), strings.Split(cmd.Example, "\n"))
	}
	part(lang.M("cli.help.commands"), subCommands(cmd))
	part(lang.M("cli.help.flags"), options(cmd.NonInheritedFlags()))
	part(lang.M("cli.help.everywhere"), options(cmd.InheritedFlags()))
	return b.String()
}

// useLine is a call as it is typed.
func useLine(cmd *cobra.Command) string {
	if cmd.HasParent() {
		return cmd.Parent().CommandPath() + " " + cmd.Use
	}
	return cmd.Use
}

func subCommands(cmd *cobra.Command) []string {
	var rows [][2]string
	for _, sub := range cmd.Commands() {
		rows = append(rows, [2]string{sub.Name(), sub.Short})
	}
	return columns(rows)
}

// options lists options as they are typed, with what they are for.
func options(flags *pflag.FlagSet) []string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		typed := "    --" + f.Name
		if f.Shorthand != "" {
			typed = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			typed += " " + f.Value.Type()
		}
		rows = append(rows, [2]string{typed, f.Usage})
	})
	return columns(rows)
}

// columns sets what is typed, which is plain letters, and what it does beside each other. What is too long stands above.
func columns(rows [][2]string) []string {
	const widest = 30
	width := 0
	for _, r := range rows {
		if len(r[0]) <= widest {
			width = max(width, len(r[0]))
		}
	}
	var lines []string
	for _, r := range rows {
		if len(r[0]) > width {
			lines = append(lines, r[0], strings.Repeat(" ", width+2)+r[1])
			continue
		}
		lines = append(lines, fmt.Sprintf("%-*s  %s", width, r[0], r[1]))
	}
	return lines
}

// helpCommand is "seika help COMMAND".
func (c *call) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "help [COMMAND]",
		Short:  c.text(lang.M("cli.help.short")),
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usage{cmd.Root(), lang.M("cli.no_topic", "name", source.Visible(strings.Join(args, " ")))}
			}
			return c.print([]byte(c.help(topic)))
		},
	}
}

// between refuses more or fewer arguments than a command takes; below 0 is without end.
func between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage{cmd, lang.M("cli.too_few", "use", cmd.Use)}
		case most >= 0 && len(args) > most:
			return usage{cmd, lang.M("cli.too_many", "use", cmd.Use, "what", source.Visible(args[most]))}
		default:
			return nil
		}
	}
}
