package all_test

import (
	"testing"

	"seika/internal/importer/all"
	"seika/internal/importer/importertest"
)

func TestEveryReaderStandsHostileFiles(t *testing.T) {
	for _, r := range all.Readers {
		t.Run(r.Name, func(t *testing.T) { importertest.Check(t, r) })
	}
}
