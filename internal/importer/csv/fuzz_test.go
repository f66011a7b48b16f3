package csv_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/csv"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, csv.Reader) }
