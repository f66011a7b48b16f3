package canvas_test

import (
	"testing"

	"seika/internal/importer/canvas"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, canvas.Reader) }
