package file_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/golden"
	"seika/internal/lang"
	"seika/internal/source"
)

// TestWhatIsRefused reads testdata/bad/seika. Its expect.tsv names every problem of every file, by place: the line and
// column, and words that the message holds.
func TestWhatIsRefused(t *testing.T) {
	type want struct{ place, words string }
	dir := filepath.Join(golden.Root(t), "testdata", "bad", "seika")
	table, err := os.ReadFile(filepath.Join(dir, "expect.tsv"))
	require.NoError(t, err)
	wants := map[string][]want{}
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		require.Len(t, cells, 3, line)
		wants[cells[0]] = append(wants[cells[0]], want{cells[1], cells[2]})
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.seika"))
	require.NoError(t, err)
	assert.Len(t, files, len(wants), "files and rows of expect.tsv")
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			_, err = decode(t, text)
			var refused *source.Refused
			require.ErrorAs(t, err, &refused)
			assert.Len(t, refused.Problems, len(wants[name]), err)
			for i, w := range wants[name][:min(len(wants[name]), len(refused.Problems))] {
				p := refused.Problems[i]
				assert.Equal(t, w.place, fmt.Sprintf("%d:%d", p.Line, p.Col), p.Error())
				assert.Contains(t, p.Error(), w.words)
				assert.NotContains(t, p.In(lang.JA), "‹", "words are missing")
			}
			assert.True(t, slices.IsSortedFunc(refused.Problems, func(a, b source.Problem) int {
				return 100_000*(a.Line-b.Line) + a.Col - b.Col
			}), "problems come in the order of the file")
		})
	}
}
