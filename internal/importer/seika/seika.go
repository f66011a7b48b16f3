// Package seika reads the editor's own documents.
package seika

import (
	"bytes"

	"seika/internal/importer"
	"seika/model/file"
)

// Reader reads *.seika.
var Reader = importer.Reader{
	Name:     "seika",
	Suffixes: []string{".seika"},
	Sniff: func(head []byte) bool {
		return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n\ufeff"), []byte("{"))
	},
	Graph: file.Decode,
}
