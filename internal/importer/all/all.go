// Package all lists the formats that can be read. There is no second list.
package all

import (
	"seika/internal/importer"
	"seika/internal/importer/bpmn"
	"seika/internal/importer/lines"
	"seika/internal/importer/seika"
)

// Readers are all readers; where a name says nothing the first that knows the bytes is taken.
var Readers = []importer.Reader{seika.Reader, bpmn.Reader, lines.Reader}
