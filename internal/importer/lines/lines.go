// Package lines reads Seika lines.
package lines

import (
	"bytes"
	"slices"
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

// strangers begin files of other formats, and no Seika lines: markup, front matter and headings, PlantUML, printed pages.
var strangers = [][]byte{[]byte("<"), []byte("---"), []byte("#"), []byte("@"), []byte("%PDF-")}

// text says that the first bytes of a file are UTF-8, and may be Seika lines. The last character may be cut.
func text(head []byte) bool {
	begin := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	if slices.ContainsFunc(strangers, func(s []byte) bool { return bytes.HasPrefix(begin, s) }) {
		return false
	}
	for cut := range min(utf8.UTFMax, len(head)+1) {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}
