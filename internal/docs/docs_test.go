package docs

import (
	"path"
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/golden"
)

func TestGeneratedPagesAreFresh(t *testing.T) {
	for _, p := range append(pages, rulePages()...) {
		t.Run(p.file, func(t *testing.T) {
			text := p.make(p.lang)
			assert.NotRegexp(t, "‹[a-zA-Z]", text, "words are missing")
			golden.File(t, path.Join("docs", p.file), text)
		})
	}
}
