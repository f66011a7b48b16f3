package store

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/model"
)

func TestWhatWasCopiedLastIsThereForAnotherEditor(t *testing.T) {
	d := New(t.TempDir())
	_, _, err := d.Copied(t.Context())
	require.Error(t, err, "nothing yet")
	g, refused := model.Build(model.Records{Nodes: []model.Node{{ID: "n1", Name: "契約書", Private: "secret", At: model.PlaceAt(geom.Pt(40, 8))}}})
	require.Empty(t, refused)
	require.NoError(t, d.KeepCopied("other", model.Empty()))
	require.NoError(t, d.KeepCopied("契約書\n", g))

	text, got, err := New(d.State).Copied(t.Context())
	require.NoError(t, err)
	assert.Equal(t, SumOf([]byte("契約書\n")), text)
	assert.Equal(t, g.Records(), got.Records())
	info, err := os.Stat(filepath.Join(d.State, copiedFile))
	require.NoError(t, err)
	assert.Zero(t, info.Mode().Perm()&0o077, "nobody else's")

	for _, broken := range []string{"", "x", "\n{", "no sum\n{}"} {
		require.NoError(t, os.WriteFile(filepath.Join(d.State, copiedFile), []byte(broken), 0o600))
		_, _, err = d.Copied(t.Context())
		assert.Error(t, err, broken)
	}
	d.State = ""
	assert.Error(t, d.KeepCopied("x", g))
}

func TestWhatWasCopiedIsForgottenWithADocument(t *testing.T) {
	d := New(t.TempDir())
	path := filepath.Join(t.TempDir(), "a.seika")
	require.NoError(t, os.WriteFile(path, []byte("{}"), 0o600))
	o, err := d.Open(t.Context(), path, 1<<20)
	require.NoError(t, err)
	defer func() { assert.NoError(t, o.Doc.Close()) }()
	require.NoError(t, d.KeepCopied("契約書", model.Empty()))
	for range 2 { // also where there is nothing
		n, err := o.Doc.Forget(t.Context())
		require.NoError(t, err)
		assert.Zero(t, n)
		assert.NoFileExists(t, filepath.Join(d.State, copiedFile))
	}
}
