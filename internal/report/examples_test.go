package report_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/source"
	"seika/model/lines"
	"seika/testdata"
)

// TestReadBackOfEveryExample has each example of the gallery read back, in both languages.
func TestReadBackOfEveryExample(t *testing.T) {
	files, err := testdata.Examples.ReadDir("lines")
	require.NoError(t, err)
	folder := golden.Open(t, "readback")
	for _, f := range files {
		text, err := testdata.Examples.ReadFile(path.Join("lines", f.Name()))
		require.NoError(t, err)
		in, err := source.Read(t.Context(), f.Name(), strings.NewReader(string(text)), source.Defaults())
		require.NoError(t, err)
		g, err := lines.Parse(t.Context(), in)
		require.NoError(t, err)
		var said strings.Builder
		for _, l := range []lang.Lang{lang.EN, lang.JA} {
			for n := range g.Nodes() {
				fmt.Fprintln(&said, report.ReadBack{Lang: l, Graph: g, Owners: true}.Of(n.ID))
			}
			fmt.Fprintln(&said)
		}
		name, _, _ := strings.Cut(f.Name(), ".")
		folder.Text(t, name+".txt", strings.TrimRight(said.String(), "\n")+"\n")
	}
}
