package xlsx_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/export/exporttest"
	"seika/internal/importer/xlsx"
	"seika/internal/source"
)

// FuzzRead reads any bytes: the reader may refuse, but never panic, hang, or give a model with a fault.
func FuzzRead(f *testing.F) {
	format, _ := export.Named(formats.Formats, "xlsx")
	for _, g := range exporttest.Cases(f) {
		var b bytes.Buffer
		if g.NodeCount() < 100 && export.Write(f.Context(), &b, format, export.Input{Graph: g}, export.Options{}) == nil {
			f.Add(b.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := &source.Input{File: "f", Data: data, Limits: source.Limits{Depth: 50, Elements: 5000, Tokens: 50_000, Inflated: 1 << 20}}
		g, err := xlsx.Reader.Graph(t.Context(), in)
		require.True(t, (err == nil) == (g != nil))
		for _, p := range in.Problems {
			require.NotContains(t, p.Error(), "‹", "words are missing")
		}
	})
}
