// Package lines writes Seika lines.
package lines

import (
	"context"
	"io"

	"seika/internal/export"
	"seika/internal/lang"
	"seika/model"
	"seika/model/lines"
)

// Format is *.seika.txt. It holds everything but places.
var Format = export.Format{
	Name: "lines", Suffix: ".seika.txt", Mime: "text/plain; charset=utf-8",
	Loses: []lang.Msg{lang.M("export.lines.loses")},
	Model: write,
}

func write(_ context.Context, w io.Writer, g *model.Graph, _ export.Options) error {
	_, err := w.Write(lines.Print(g))
	return err
}
