package cli

import (
	"slices"
	"strconv"
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
		return c.unfit(s)
	}
	c.value = s
	return nil
}

// unfit says that a value is none of those there are.
func (c *choice) unfit(s string) lang.Msg {
	return lang.M("cli.flag_choice", "value", source.Visible(s), "values", strings.Join(c.values, ", "))
}

// String is the present value.
func (c *choice) String() string { return c.value }

// Type lists the values, for help.
func (c *choice) Type() string { return strings.Join(c.values, "|") }

// bounded is an option with a number between two others.
type bounded struct {
	value       float64
	least, most float64
	whole       bool
}

// within is a number that begins with a value.
func within(value, least, most float64) *bounded {
	return &bounded{value: value, least: least, most: most}
}

// whole is a whole number that is not said at first.
func whole(least, most int) *bounded {
	return &bounded{least: float64(least), most: float64(most), whole: true}
}

// Set takes a value.
func (b *bounded) Set(s string) error {
	v, err := strconv.ParseFloat(s, 64)
	switch good := err == nil && b.least <= v && v <= b.most; {
	case b.whole && (!good || v != float64(int(v))):
		return lang.M("cli.flag_whole", "value", source.Visible(s), "least", number(b.least), "most", number(b.most))
	case !good:
		return lang.M("cli.flag_range", "value", source.Visible(s), "least", number(b.least), "most", number(b.most))
	}
	b.value = v
	return nil
}

// String is the present value; "" where none was said.
func (b *bounded) String() string {
	if b.value == 0 {
		return ""
	}
	return number(b.value)
}

// Type says what to write, for help.
func (b *bounded) Type() string { return number(b.least) + "…" + number(b.most) }

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// texts is an option that may be given several times.
type texts []string

// Set takes one more.
func (t *texts) Set(s string) error {
	*t = append(*t, s)
	return nil
}

// String is empty: there is no default to show.
func (t *texts) String() string { return "" }

// Type says what to write, for help.
func (t *texts) Type() string { return "NAME" }

// typed is an option that is taken as it stands.
type typed struct {
	to   *string
	what string // for help
}

// Set takes it.
func (t typed) Set(s string) error {
	*t.to = s
	return nil
}

// String is what was typed.
func (t typed) String() string { return *t.to }

// Type says what to write, for help.
func (t typed) Type() string { return t.what }

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
	cmd.Flags().Var(typed{&c.encoding, "NAME"}, "encoding", c.text(lang.M("cli.flag.encoding")))
	cmd.Flags().Var(limit{&c.limits}, "limit", c.text(lang.M("cli.flag.limit")))
}
