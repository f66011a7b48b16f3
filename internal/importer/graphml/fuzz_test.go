package graphml_test

import (
	"testing"

	"seika/internal/importer/graphml"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, graphml.Reader) }
