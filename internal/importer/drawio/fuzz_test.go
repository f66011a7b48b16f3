package drawio_test

import (
	"testing"

	"seika/internal/importer/drawio"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, drawio.Reader) }
