package all_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model/lines"
)

// Each case is a file as another program writes it, the model that comes of it, and what people are told.
func TestFilesOfOtherProgramsMeanWhatTheirAuthorsDrew(t *testing.T) {
	golden.Walk(t, "import/foreign", func(t *testing.T, c *golden.Case) {
		name := c.Parts()[0]
		data := []byte(strings.TrimSuffix(c.In(name), "\n"))
		r, ok := importer.Find(all.Readers, name, data)
		require.True(t, ok)
		in := &source.Input{File: name, Data: data}
		g, err := r.Graph(t.Context(), in)
		said := in.Problems
		var no *source.Refused
		if errors.As(err, &no) {
			said = no.Problems
		} else {
			require.NoError(t, err)
			c.Want("model", string(lines.Print(g)))
		}
		var b strings.Builder
		for _, p := range append(said, in.Doubts...) {
			b.WriteString(p.In(lang.EN) + "\n")
		}
		if b.Len() > 0 || c.Has("said") {
			c.Want("said", b.String())
		}
	})
}
