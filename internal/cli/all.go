package cli

import "github.com/spf13/cobra"

// commands lists the sub-commands. Help and completion sort them by name.
var commands = []func(*call) *cobra.Command{
	(*call).check,
	(*call).convert,
	(*call).canonical,
	(*call).layout,
	(*call).stats,
	(*call).mine,
	(*call).diff,
	(*call).compare,
	(*call).explain,
	(*call).rules,
	(*call).schema,
	(*call).completion,
	(*call).version,
}
