// Package all lists the formats that can be written. There is no second list.
package all

import (
	"seika/internal/export"
	"seika/internal/export/bpmn"
	"seika/internal/export/canvas"
	"seika/internal/export/csv"
	"seika/internal/export/d2"
	"seika/internal/export/docx"
	"seika/internal/export/dot"
	"seika/internal/export/drawio"
	"seika/internal/export/excalidraw"
	"seika/internal/export/graphml"
	"seika/internal/export/html"
	"seika/internal/export/lines"
	"seika/internal/export/markdown"
	"seika/internal/export/mermaid"
	"seika/internal/export/pdf"
	"seika/internal/export/png"
	"seika/internal/export/pptx"
	"seika/internal/export/seika"
	"seika/internal/export/svg"
	"seika/internal/export/xlsx"
)

// Formats are all formats: pictures, slides and pages, drawings, texts and tables, reports, documents.
var Formats = []export.Format{
	png.Format, svg.Format, pdf.Format,
	pptx.Format, html.Format,
	drawio.Format, excalidraw.Format, graphml.Format, canvas.Format,
	bpmn.Format, mermaid.Format, dot.Format, d2.Format, markdown.Format, csv.Format, xlsx.Format,
	html.Report, pdf.Report, docx.Report, markdown.Report, csv.Findings,
	lines.Format, seika.Format,
}
