package drawio_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/drawio"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, drawio.Reader) }
