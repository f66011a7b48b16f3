package graphml_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/graphml"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, graphml.Reader) }
