package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wanted is a problem that a bad file has: its place, and words that the message holds.
type wanted struct{ place, words string }

// bads are the folders of testdata/bad. Their expect.tsv names every problem of every file.
func bads(t *testing.T) map[string]map[string][]wanted {
	t.Helper()
	tables, err := filepath.Glob(filepath.Join(source(), "testdata", "bad", "*", "expect.tsv"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(tables), 2)
	all := map[string]map[string][]wanted{}
	for _, table := range tables {
		text, err := os.ReadFile(table)
		require.NoError(t, err)
		wants := map[string][]wanted{}
		for line := range strings.Lines(string(text)) {
			cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			require.Len(t, cells, 3, line)
			require.NotEmpty(t, cells[2], line)
			wants[cells[0]] = append(wants[cells[0]], wanted{cells[1], cells[2]})
		}
		folder := filepath.Base(filepath.Dir(table))
		files, err := os.ReadDir(filepath.Dir(table))
		require.NoError(t, err)
		for _, f := range files {
			if f.Name() != "expect.tsv" && f.Name() != ".gitattributes" {
				assert.Contains(t, wants, f.Name(), "a file without a row in expect.tsv")
			}
		}
		require.GreaterOrEqual(t, len(wants), 30, folder)
		all[folder] = wants
	}
	return all
}

// reading are calls of every sub-command that reads a model; FILE stands for the model.
var reading = [][]string{
	{"check", "FILE"},
	{"check", "FILE", "--format", "json"},
	{"check", "FILE", "--format", "sarif"},
	{"convert", "FILE", "out.seika"},
	{"convert", "FILE", "out.svg"},
	{"convert", "FILE", "-", "--to", "lines"},
	{"fmt", "FILE"},
	{"fmt", "-l", "FILE"},
	{"fmt", "-w", "FILE"},
	{"layout", "FILE", "-o", "out.seika"},
	{"layout", "FILE", "--metrics"},
	{"stats", "FILE"},
	{"stats", "FILE", "--format", "csv"},
	{"stats", "FILE", "--without", "x"},
}

func TestBadFilesAreRefusedWithTheirPlaceAndNothingIsWritten(t *testing.T) {
	for folder, wants := range bads(t) {
		t.Run(folder, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, want := range wants {
				keep(t, "bad/"+folder+"/"+name, name)
				was, err := os.ReadFile(name)
				require.NoError(t, err)
				for _, call := range reading {
					refused(t, name, want, call)
				}
				now, err := os.ReadFile(name)
				require.NoError(t, err)
				assert.Equal(t, was, now, name)
				require.NoError(t, os.Remove(name))
				left, err := os.ReadDir(".")
				require.NoError(t, err)
				assert.Empty(t, left, "%s made somebody write", name)
			}
		})
	}
}

// refused makes a call on a bad file, and looks at what is said.
func refused(t *testing.T, name string, want []wanted, call []string) {
	t.Helper()
	args := append([]string{}, call...)
	for i, a := range args {
		if a == "FILE" {
			args[i] = name
		}
	}
	r := seika(t, "", args...)
	assert.Equal(t, 2, r.status, "%v", args)
	lines := strings.Split(strings.TrimSuffix(r.err, "\n"), "\n")
	if assert.Len(t, lines, len(want), "%v: %s", args, r.err) {
		for i, w := range want {
			assert.True(t, strings.HasPrefix(lines[i], name+":"+w.place+": "), "%v: want %s, got %s", args, w.place, lines[i])
			assert.Contains(t, lines[i], w.words, "%v", args)
		}
	}
	switch {
	case slices.Contains(args, "sarif"):
		assert.Empty(t, logOf(t, r.out).Runs[0].Results)
	case slices.Contains(args, "json"):
		assert.Equal(t, "{\"version\":1,\"files\":[]}\n", r.out)
	case slices.Contains(args, "csv"):
		assert.Equal(t, 1, strings.Count(r.out, "\n"), "the head of the table alone")
	default:
		assert.Empty(t, r.out, "%v", args)
	}
	if call[0] == "check" && len(call) == 2 {
		ja := seika(t, "", append(args, "--lang", "ja")...)
		assert.Equal(t, 2, ja.status)
		assert.NotContains(t, ja.err, "‹", "words are missing")
		assert.NotEqual(t, r.err, ja.err)
	}
}
