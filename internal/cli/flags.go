package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seika/internal/lang"
	"seika/internal/source"
)

// choice is an option with one of several values.
type choice struct {
	value  string
	values []string
}

// oneOf is a choice that begins with a value.
func oneOf(value string, values ...string) *choice { return &choice{value, values} }

// Set takes a value.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.values, s) {
		return lang.M("cli.flag_choice", "value", source.Visible(s), "values", strings.Join(c.values, ", "))
	}
	c.value = s
	return nil
}

// String is the present value.
func (c *choice) String() string { return c.value }

// Type lists the values, for help.
func (c *choice) Type() string { return strings.Join(c.values, "|") }

// limit is the option --limit, which may be given several times.
type limit struct{ limits *source.Limits }

// Set takes NAME=VALUE.
func (l limit) Set(s string) error {
	set, err := source.ParseLimit(*l.limits, s)
	if err != nil {
		return err
	}
	*l.limits = set
	return nil
}

// String is empty: there is no default to show.
func (l limit) String() string { return "" }

// Type says what to write, for help.
func (l limit) Type() string { return "NAME=VALUE" }

// reads gives a command the options of all that read models.
func (c *call) reads(cmd *cobra.Command, from *choice) {
	cmd.Flags().Var(from, "from", c.text(lang.M("cli.flag.from")))
	cmd.Flags().Var(limit{&c.limits}, "limit", c.text(lang.M("cli.flag.limit")))
}
