package file_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/source"
	"seika/model"
	"seika/model/file"
)

// FuzzDecode reads any bytes: they may be refused, but what is taken is written in a form that reads back the same.
func FuzzDecode(f *testing.F) {
	const small = 4096
	for _, folder := range []string{"file", "bad/seika"} {
		paths, err := filepath.Glob(filepath.Join(golden.Root(f), "testdata", folder, "*.seika"))
		require.NoError(f, err)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			require.NoError(f, err)
			if len(text) <= small {
				f.Add(text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		limits := source.Limits{Bytes: 1 << 16, Tokens: 20_000, Label: 2000, Text: 5000}
		in, err := source.Read(t.Context(), "f", bytes.NewReader(text), limits)
		if err != nil {
			return
		}
		g, err := file.Decode(t.Context(), in)
		if err != nil {
			var refused *source.Refused
			require.ErrorAs(t, err, &refused)
			require.NotEmpty(t, refused.Problems)
			assert.NotContains(t, err.Error(), "‹file.", "words are missing")
			assert.NotContains(t, err.Error(), "‹model.", "words are missing")
			return
		}
		once := file.Encode(g)
		again, err := decode(t, once)
		require.NoError(t, err, "%s", once)
		assert.True(t, model.Diff(g, again).Empty(), "%s", once)
		assert.Equal(t, string(once), string(file.Encode(again)))
	})
}
