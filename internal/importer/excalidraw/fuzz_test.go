package excalidraw_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/excalidraw"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, excalidraw.Reader) }
