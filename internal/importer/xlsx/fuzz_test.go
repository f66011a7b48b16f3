package xlsx_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/xlsx"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, xlsx.Reader) }
