package docs

import (
	"fmt"
	"strings"

	"seika/internal/lang"
	"seika/ui"
)

// keys is the page of all keys and menu items.
func keys(l lang.Lang) string {
	var b strings.Builder
	about, key, sheet := ui.KeySheet(l)
	fmt.Fprintf(&b, "%s\n\n%s\n", generated, about)
	for _, part := range sheet {
		fmt.Fprintf(&b, "\n## %s\n| %s | |\n|---|---|\n", part.Title, key)
		for _, r := range part.Rows {
			fmt.Fprintf(&b, "| %s | %s |\n", strings.ReplaceAll(r[0], "|", `\|`), r[1])
		}
	}
	return b.String()
}
