package store_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"seika/internal/store"
)

// onDisk opens a document on the machine's own disk.
func onDisk(t *testing.T, mode fs.FileMode) (path string, d *store.Doc) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	path = filepath.Join(dir, "docs", "納品物.seika")
	require.NoError(t, os.Mkdir(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.NoError(t, os.Chmod(path, mode))
	o, err := store.New(filepath.Join(dir, "state")).Open(context.Background(), path, limit)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, o.Doc.Close()) })
	return path, o.Doc
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func TestOnARealDiskAFileKeepsItsMetadata(t *testing.T) {
	path, d := onDisk(t, 0o640)
	tagged := unix.Setxattr(path, "user.tag", []byte("red"), 0) == nil
	_, err := d.Save(request([]byte("new")))
	require.NoError(t, err)
	assert.Equal(t, "new", read(t, path))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o640), info.Mode())
	if !tagged {
		t.Skip("NOT RUN: no extended attributes here")
	}
	value := make([]byte, 3)
	_, err = unix.Getxattr(path, "user.tag", value)
	require.NoError(t, err)
	assert.Equal(t, "red", string(value))
}

func TestOnARealDiskTwoNamesStayOneFile(t *testing.T) {
	path, d := onDisk(t, 0o644)
	other := filepath.Join(filepath.Dir(path), "b.seika")
	require.NoError(t, os.Link(path, other))
	_, err := d.Save(request([]byte("newer")))
	problem(t, store.NeedsConsent, err)
	r := request([]byte("newer"))
	r.InPlace = true
	_, err = d.Save(r)
	require.NoError(t, err)
	_, err = d.Save(request([]byte("new")))
	require.NoError(t, err)
	assert.Equal(t, "new", read(t, path))
	assert.Equal(t, "new", read(t, other))
	assert.Equal(t, []string{"new", "newer", "old"}, texts(t, d))
}

func TestOnARealDiskAReadOnlyFolderIsWrittenInPlace(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("NOT RUN: the superuser may write everywhere")
	}
	path, d := onDisk(t, 0o644)
	require.NoError(t, os.Chmod(filepath.Dir(path), 0o500))
	t.Cleanup(func() { _ = os.Chmod(filepath.Dir(path), 0o700) })
	r := request([]byte("new"))
	_, err := d.Save(r)
	problem(t, store.NeedsConsent, err)
	r.InPlace = true
	saved, err := d.Save(r)
	require.NoError(t, err)
	assert.Equal(t, store.InPlace, saved.How)
	assert.Equal(t, "new", read(t, path))
}

func TestWhatIsNoFileIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	require.NoError(t, unix.Mkfifo(pipe, 0o600))
	d := store.New(filepath.Join(dir, "state"))
	for path, word := range map[string]string{pipe: "a pipe", "/dev/null": "a device", dir: "a folder"} {
		_, err := d.Open(context.Background(), path, limit)
		assert.Contains(t, problem(t, store.NotRegular, err).Say.In("en"), word, "it would wait for ever on a pipe")
	}
}
