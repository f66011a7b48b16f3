package dot_test

import (
	"testing"

	"seika/internal/importer/dot"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, dot.Reader) }
