//go:build !cgo && !ci

package main

import (
	"fmt"
	"os"

	"seika/internal/lang"
	"seika/internal/layout/graphviz"
)

// edit says that there is no editor in this build.
func edit(_ []string, l lang.Lang, _ *graphviz.Worker) int {
	fmt.Fprintln(os.Stderr, "seika: "+lang.Text(l, "main.no_editor"))
	return 2
}
