package bpmn_test

import (
	"testing"

	"seika/internal/importer/importertest"
	"seika/internal/importer/bpmn"
)

func FuzzRead(f *testing.F) { importertest.Fuzz(f, bpmn.Reader) }
