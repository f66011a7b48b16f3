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

func TestEachElementOfAFileHasALine(t *testing.T) {
	in := &source.Input{File: "f", Data: []byte("% r\na > b\n\n[g]: a\nc = b\nc = b")}
	at, err := lines.Where(t.Context(), in)
	require.NoError(t, err)
	id := func(name string) model.ID { return model.DerivedID(model.NodePrefix, name) }
	assert.Equal(t, map[model.ID]int{
		id("a"): 2, id("b"): 2, model.IOEnds(id("a"), id("b")).ID(): 2, model.DerivedID(model.GroupPrefix, "g"): 4,
		id("c"): 5, model.SyncEnds(id("b"), id("c")).ID(): 5,
	}, at)
}
