package lines_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func parse(t testing.TB, text string) (*model.Graph, error) {
	t.Helper()
	return lines.Parse(t.Context(), &source.Input{File: "f", Data: []byte(text)})
}

// fixture reads a file of testdata/lines.
func fixture(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "lines", name))
	require.NoError(t, err)
	return string(b)
}

func TestTheCanonicalExampleIsPrintedAsItStands(t *testing.T) {
	text := fixture(t, "canonical.seika.txt")
	g, err := parse(t, text)
	require.NoError(t, err)
	assert.Equal(t, text, string(lines.Print(g)))
}
