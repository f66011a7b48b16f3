package dot_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/dot"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, dot.Reader) }
