package bpmn_test

import (
	"testing"

	"seika/internal/importer/bpmn"
	"seika/internal/importer/importertest"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, bpmn.Reader) }
