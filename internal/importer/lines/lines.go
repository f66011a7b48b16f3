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
	Sniff:    text,
	Graph:    lines.Parse,
}

// text says that the first bytes of a file are UTF-8. The last character may be cut.
func text(head []byte) bool {
	for cut := range min(utf8.UTFMax, len(head)+1) {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}
