package csv_test

import (
	"testing"

	"seika/internal/importer/csv"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, csv.Reader) }
