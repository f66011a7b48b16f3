package lines_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/importer/lines"
)

func TestTextThatCannotBeSeikaLinesIsNotTakenForThem(t *testing.T) {
	for _, s := range []string{"seika: 1\n", "\uFEFFA > B", "[Sales]: A", "% a remark\n", "見積書 > 注文書", "(know-how) > A", ""} {
		assert.True(t, lines.Reader.Sniff([]byte(s)), s)
	}
	for _, s := range []string{"<svg/>", "\n <?xml version='1.0'?>", "---\ntitle: x\n", "# Heading", "@startuml", "%PDF-1.4", "\x89PNG"} {
		assert.False(t, lines.Reader.Sniff([]byte(s)), s)
	}
	assert.True(t, lines.Reader.Sniff([]byte("見")[:2]), "a letter that is cut")
}
