// Package testdata hands the example models to the start page; everything else here is for tests alone.
package testdata

import "embed"

// Examples are the example models as Seika lines: lines/E01.seika.txt and so on.
//
//go:embed lines/E*.seika.txt lines/T10.seika.txt
var Examples embed.FS
