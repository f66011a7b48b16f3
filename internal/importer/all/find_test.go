package all_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/importer"
	"seika/internal/importer/all"
)

// TestFilesOfFormatsThatNobodyReadsAreTakenForNoOther: D2 was read as Seika lines, and a slide as a workbook.
func TestFilesOfFormatsThatNobodyReadsAreTakenForNoOther(t *testing.T) {
	for name, head := range map[string]string{
		"a.d2": "a -> b\n", "A.D2": "a: 見積書\n", "b.puml": "A -> B\n", "slides.pptx": "PK\x03\x04", "text.docx": "PK\x03\x04", "x.yaml": "a: b\n",
	} {
		_, ok := importer.Find(all.Readers, name, []byte(head))
		assert.False(t, ok, name)
	}
	for name, head := range map[string]string{"notes": "a > b\n", "notes.text": "a > b\n", "book": "PK\x03\x04"} {
		_, ok := importer.Find(all.Readers, name, []byte(head))
		assert.True(t, ok, name)
	}
}
