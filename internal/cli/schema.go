package cli

import (
	"github.com/spf13/cobra"

	"seika/internal/lang"
	"seika/model/file"
)

func (c *call) schema() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   c.text(lang.M("cli.schema.short")),
		Long:    c.text(lang.M("cli.schema.long")),
		Example: c.text(lang.M("cli.schema.example")),
		Args:    between(0, 0),
		RunE:    func(*cobra.Command, []string) error { return c.print(file.Schema()) },
	}
}
