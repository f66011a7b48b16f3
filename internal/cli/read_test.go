package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The format of what has no name is told by its first bytes, wherever they are cut.
func TestLongJapaneseTextFromStandardInputIsRead(t *testing.T) {
	for shift := range 3 {
		text := strings.Repeat("x", shift) + strings.Repeat("要望", 300) + " > 案 #goal\n"
		r := seika(t, text, "fmt", "-")
		assert.Empty(t, r.err)
		assert.Contains(t, r.out, "要望")
	}
	r := seika(t, "\xFF\xFE\x00\x01\x80", "fmt", "-")
	assert.Equal(t, 2, r.status)
	assert.Regexp(t, `^-:1:1: .+\n$`, r.err)
}
