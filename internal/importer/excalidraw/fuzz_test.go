package excalidraw_test

import (
	"testing"

	"seika/internal/importer/excalidraw"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, excalidraw.Reader) }
