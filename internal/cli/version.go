package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"seika/internal/lang"
	"seika/model/file"
)

func (c *call) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   c.text(lang.M("cli.version.short")),
		Long:    c.text(lang.M("cli.version.long")),
		Example: c.text(lang.M("cli.version.example")),
		Args:    between(0, 0),
		RunE: func(*cobra.Command, []string) error {
			return c.print(fmt.Appendf(nil, "seika %s, *.seika %d, %s, %s/%s\n",
				c.Version, file.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH))
		},
	}
}
