package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// read lists the files of a folder with what is in them.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, dir)] = string(b)
		return err
	}))
	return all
}

func TestThePinnedVersionIsChangedInOnePlaceAndTwiceTheSame(t *testing.T) {
	c := exec.Command("go", "list", "-m", "-f", "{{.Version}} {{.Dir}}", module)
	c.Dir = "../../.."
	b, err := c.Output()
	require.NoError(t, err)
	has, dir, _ := strings.Cut(strings.TrimSpace(string(b)), " ")
	require.Equal(t, version, has, "the version in go.mod")
	if dir == "" {
		t.Skip("the module is not on this machine: it comes with the first build of the editor")
	}
	to := filepath.Join(t.TempDir(), "glfw")
	require.NoError(t, patch(dir, to, edits))
	first := read(t, to)
	was := read(t, dir)
	for name, text := range first {
		switch name {
		case "/altered.go":
			assert.Contains(t, text, "altered by Seika")
		case "/glfw/src/x11_window.c":
			assert.Contains(t, text, "if (!filtered && (diff ==")
			assert.Equal(t, strings.Count(was[name], "\n"), strings.Count(text, "\n"))
		default:
			assert.Equal(t, was[name], text, name)
		}
	}
	assert.Len(t, first, len(was)+1)
	require.NoError(t, patch(dir, to, edits))
	assert.Equal(t, first, read(t, to))
}

func TestAFileThatIsNotTheOneThatWasTriedStopsIt(t *testing.T) {
	for _, text := range []string{"", edits[0].was + edits[0].was, strings.Replace(edits[0].was, "1 << 31", "1 << 30", 1)} {
		from := t.TempDir()
		path := filepath.Join(from, filepath.FromSlash(edits[0].file))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte("before\n"+text+"after\n"), 0o644))
		assert.ErrorContains(t, patch(from, filepath.Join(t.TempDir(), "glfw"), edits), "glfw/src/x11_window.c: the text to be changed occurs")
	}
}
