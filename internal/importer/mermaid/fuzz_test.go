package mermaid_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/mermaid"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, mermaid.Reader) }
