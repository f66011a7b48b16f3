// Package seika writes the editor's own documents.
package seika

import (
	"context"
	"io"

	"seika/internal/export"
	"seika/internal/lang"
	"seika/model"
	"seika/model/file"
)

// Format is *.seika. It holds everything.
var Format = export.Format{Name: "seika", Suffix: ".seika", Mime: "application/json", Uses: export.Places, Model: write}

func write(_ context.Context, w io.Writer, g *model.Graph, _ export.Options) error {
	if file.Newer(g) {
		return lang.M("export.newer")
	}
	_, err := w.Write(file.Encode(g))
	return err
}
