// Package all lists the formats that can be read. There is no second list.
package all

import (
	"seika/internal/importer"
	"seika/internal/importer/bpmn"
	"seika/internal/importer/canvas"
	"seika/internal/importer/csv"
	"seika/internal/importer/dot"
	"seika/internal/importer/drawio"
	"seika/internal/importer/excalidraw"
	"seika/internal/importer/graphml"
	"seika/internal/importer/lines"
	"seika/internal/importer/mermaid"
	"seika/internal/importer/pfd"
	"seika/internal/importer/seika"
	"seika/internal/importer/xlsx"
)

// Readers are all readers; where a name says nothing the first that knows the bytes is taken.
var Readers = []importer.Reader{
	excalidraw.Reader, seika.Reader, bpmn.Reader, pfd.Reader, pfd.Drawing, drawio.Reader, graphml.Reader, canvas.Reader, dot.Reader, mermaid.Reader,
	xlsx.Reader, csv.Reader, lines.Reader,
}
