package all_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer"
	"seika/internal/importer/all"
	"seika/internal/lang"
	"seika/internal/source"
)

// rows are the lines of a table of files: name, places of what is said with words of it; a file stands in as many rows as it has
// problems. Every file of the folder has one at least.
func rows(t *testing.T, dir string) map[string][][2]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "expect.tsv"))
	require.NoError(t, err)
	out := map[string][][2]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		require.Len(t, cells, 3, line)
		out[cells[0]] = append(out[cells[0]], [2]string{cells[1], cells[2]})
	}
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, f := range files {
		if f.Name() != "expect.tsv" && f.Name() != ".gitattributes" {
			assert.Contains(t, out, f.Name(), "a file without a row in expect.tsv")
		}
	}
	return out
}

// read reads a file by the reader of its name, and gives what is said of it.
func read(t *testing.T, path string) (said []source.Problem, taken bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	r, ok := importer.Find(all.Readers, path, data[:min(512, len(data))])
	require.True(t, ok)
	in, err := source.Read(context.Background(), filepath.Base(path), bytes.NewReader(data), source.Limits{})
	require.NoError(t, err)
	_, err = r.Graph(t.Context(), in)
	var no *source.Refused
	if err != nil {
		require.True(t, errors.As(err, &no), "%T: %v", err, err)
		return no.Problems, false
	}
	return in.Problems, true
}

// listed holds what is said of a file against its rows.
func listed(t *testing.T, said []source.Problem, want [][2]string) {
	t.Helper()
	if os.Getenv("SEIKA_LIST") != "" {
		for _, p := range said {
			t.Logf("\t%d:%d\t%s", p.Line, p.Col, p.Words(lang.EN))
		}
	}
	if !assert.Len(t, said, len(want), "%v", said) {
		return
	}
	for i, p := range said {
		assert.True(t, strings.HasPrefix(p.In(lang.EN), p.File+":"+want[i][0]+": "), "want %s, got %s", want[i][0], p.In(lang.EN))
		assert.Contains(t, p.Words(lang.EN), want[i][1])
		ja := p.Words(lang.JA)
		assert.NotContains(t, ja, "‹", "words are missing")
		assert.NotEqual(t, ja, p.Words(lang.EN))
	}
}

func TestBadFilesOfOtherProgramsAreRefusedAsListed(t *testing.T) {
	const dir = "../../../testdata/bad/imports"
	for name, want := range rows(t, dir) {
		t.Run(name, func(t *testing.T) {
			said, taken := read(t, filepath.Join(dir, name))
			assert.False(t, taken, "it is taken")
			listed(t, said, want)
		})
	}
}

// What looks wrong, and is taken all the same: with what was left out said, or with nothing to say, which the table writes as –.
func TestOddFilesOfOtherProgramsAreTakenAsListed(t *testing.T) {
	const dir = "../../../testdata/odd"
	for name, want := range rows(t, dir) {
		t.Run(name, func(t *testing.T) {
			said, taken := read(t, filepath.Join(dir, name))
			assert.True(t, taken, "%v", said)
			if want[0][0] == "–" {
				want = nil
			}
			listed(t, said, want)
		})
	}
}
