// Package lines reads Seika lines.
package lines

import (
	"unicode/utf8"

	"seika/internal/importer"
	"seika/model/lines"
)

// Reader reads *.seika.txt; any other text is taken for Seika lines too.
var Reader = importer.Reader{
	Name:     "lines",
	Suffixes: []string{".seika.txt", ".txt"},
	Sniff:    func(head []byte) bool { return utf8.Valid(head) },
	Graph:    lines.Parse,
}
