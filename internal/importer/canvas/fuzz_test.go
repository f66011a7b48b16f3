package canvas_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/canvas"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, canvas.Reader) }
