package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What documents name: a link to a file, and a path below one of the folders of this project.
var (
	linked = regexp.MustCompile(`\]\(([^)#:\s]+)[)#]`)
	quoted = regexp.MustCompile("`((?:analysis|assets|cmd|docs|internal|model|testdata|ui)/[\\w./*-]+)`")
	fenced = regexp.MustCompile("(?s)```.*?```")
)

func TestDocumentsNameOnlyWhatIsThere(t *testing.T) {
	top := filepath.Join("..", "..")
	pages := []string{filepath.Join(top, "README.md"), filepath.Join(top, "CONTRIBUTING.md")}
	for _, below := range []string{"*.md", "rules/*.md"} {
		more, err := filepath.Glob(filepath.Join(top, "docs", below))
		require.NoError(t, err)
		pages = append(pages, more...)
	}
	for _, page := range pages {
		whole, err := os.ReadFile(page)
		require.NoError(t, err)
		text := fenced.ReplaceAllString(string(whole), "")
		for _, m := range linked.FindAllStringSubmatch(text, -1) {
			assert.FileExists(t, filepath.Join(filepath.Dir(page), m[1]), "a link of %s", page)
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			found, err := filepath.Glob(filepath.Join(top, strings.TrimSuffix(m[1], "/")))
			require.NoError(t, err)
			assert.NotEmpty(t, found, "%s names %s", page, m[1])
		}
	}
}
