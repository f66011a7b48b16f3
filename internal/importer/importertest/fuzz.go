package importertest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/export"
	exports "seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/importer"
	"seika/internal/source"
)

// Fuzz reads any bytes: a reader may refuse, but never panic, hang, or give a model with a fault. It begins with what Seika writes
// in the format, with the files of testdata/bad and testdata/odd, and with seeds.
func Fuzz(f *testing.F, r importer.Reader, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Add([]byte(samples[r.Name]))
	for _, dir := range []string{"bad/imports", "odd"} {
		files, err := filepath.Glob(filepath.Join("../../../testdata", dir, "*"))
		require.NoError(f, err)
		for _, name := range files {
			if slices.Contains(r.Suffixes, filepath.Ext(name)) {
				data, err := os.ReadFile(name)
				require.NoError(f, err)
				f.Add(data)
			}
		}
	}
	if format, ok := export.Named(exports.Formats, r.Name); ok {
		for _, g := range exporttest.Cases(f) {
			var b bytes.Buffer
			if g.NodeCount() < 100 && export.Write(f.Context(), &b, format, export.Input{Graph: g}, export.Options{}) == nil {
				f.Add(b.Bytes())
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := source.Read(t.Context(), "f", bytes.NewReader(data), source.Limits{Depth: 50, Elements: 5000, Tokens: 50_000, Inflated: 1 << 20})
		require.NoError(t, err)
		g, err := r.Graph(t.Context(), in)
		require.True(t, (err == nil) == (g != nil))
		placed(t, in.Problems)
	})
}
