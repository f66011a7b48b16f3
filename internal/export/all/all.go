// Package all lists the formats that can be written. There is no second list.
package all

import (
	"seika/internal/export"
	"seika/internal/export/lines"
	"seika/internal/export/mermaid"
	"seika/internal/export/png"
	"seika/internal/export/seika"
	"seika/internal/export/svg"
)

// Formats are all formats, pictures first.
var Formats = []export.Format{png.Format, svg.Format, mermaid.Format, lines.Format, seika.Format}
