package cli

import "github.com/spf13/cobra"

// commands lists the sub-commands as the help shows them.
var commands = []func(*call) *cobra.Command{
	(*call).check,
	(*call).convert,
	(*call).canonical,
	(*call).layout,
	(*call).schema,
	(*call).version,
}
