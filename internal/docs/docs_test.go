package docs

import (
	"path"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/golden"
)

func TestGeneratedPagesAreFresh(t *testing.T) {
	for _, p := range pages {
		t.Run(p.file, func(t *testing.T) {
			text := p.make(p.lang)
			assert.NotContains(t, text, "‹", "words are missing")
			golden.File(t, path.Join("docs", p.file), text)
		})
	}
}
