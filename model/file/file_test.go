package file_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

func decode(t testing.TB, text []byte) (*model.Graph, error) {
	t.Helper()
	in, err := source.Read(t.Context(), "f.seika", bytes.NewReader(text), source.Limits{})
	require.NoError(t, err)
	return file.Decode(t.Context(), in)
}

// taken is a text that must be read.
func taken(t testing.TB, text []byte) *model.Graph {
	t.Helper()
	g, err := decode(t, text)
	require.NoError(t, err, "%s", text)
	return g
}

func kept(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "file", name))
	require.NoError(t, err)
	return b
}

func TestTheExampleIsCanonical(t *testing.T) {
	text := kept(t, "example.seika")
	g := taken(t, text)
	assert.Equal(t, string(text), string(file.Encode(g)))
	for n := range g.Nodes() {
		assert.Equal(t, model.DerivedID(model.NodePrefix, n.Name), n.ID)
	}
	for p := range g.Groups() {
		assert.Equal(t, model.DerivedID(model.GroupPrefix, p.Name), p.ID)
	}
	for p := range g.Phases() {
		assert.Equal(t, model.DerivedID(model.PhasePrefix, p.Name), p.ID)
	}
}

func TestAnEmptyModelIsAFile(t *testing.T) {
	text := file.Encode(model.Empty())
	assert.Equal(t, "{\n\"version\":1\n}\n", string(text))
	assert.True(t, model.Diff(model.Empty(), taken(t, text)).Empty())
}

func TestAMovedBoxChangesOneLine(t *testing.T) {
	g := taken(t, kept(t, "example.seika"))
	d := model.NewDoc(g)
	require.NoError(t, d.Do(command(func(tx *model.Tx) {
		n, _ := tx.Node("nrttnc224nh")
		n.At.X += 10
		tx.PutNode(n)
	})))
	before, after := strings.Split(string(file.Encode(g)), "\n"), strings.Split(string(file.Encode(d.Graph())), "\n")
	require.Len(t, after, len(before))
	differ := 0
	for i := range before {
		if before[i] != after[i] {
			differ++
		}
	}
	assert.Equal(t, 1, differ)
}

// command is an edit made of a function.
type command func(*model.Tx)

func (command) Name() string               { return "command.test" }
func (c command) Apply(tx *model.Tx) error { c(tx); return nil }
