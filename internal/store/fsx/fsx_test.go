package fsx_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"seika/internal/store/fsx"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func write(t *testing.T, name, text string, mode fs.FileMode) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	require.NoError(t, os.Chmod(name, mode))
}

func text(t *testing.T, name string) string {
	t.Helper()
	data, err := fsx.ReadFile(fsx.OS{}, name)
	require.NoError(t, err)
	return string(data)
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	all, err := fsx.OS{}.ReadDir(dir)
	require.NoError(t, err)
	return all
}

func TestReplaceWritesWhole(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.svg")
	t.Run("a new file", func(t *testing.T) {
		require.NoError(t, fsx.Replace(fsx.OS{}, name, []byte("one")))
		assert.Equal(t, "one", text(t, name))
		info, err := os.Stat(name)
		require.NoError(t, err)
		if runtime.GOOS != "windows" {
			assert.NotZero(t, info.Mode()&0o044, "others may read what the mask lets them")
		}
	})
	t.Run("an old file, which keeps its mode", func(t *testing.T) {
		require.NoError(t, os.Chmod(name, 0o640))
		require.NoError(t, fsx.Replace(fsx.OS{}, name, []byte("two")))
		assert.Equal(t, "two", text(t, name))
		info, err := os.Stat(name)
		require.NoError(t, err)
		if runtime.GOOS != "windows" {
			assert.Equal(t, fs.FileMode(0o640), info.Mode())
		}
	})
	t.Run("nothing if the file is not what was read", func(t *testing.T) {
		err := fsx.ReplaceRead(fsx.OS{}, name, []byte("one"), []byte("three"))
		require.ErrorIs(t, err, fsx.ErrChanged)
		assert.Equal(t, "two", text(t, name))
		require.NoError(t, fsx.ReplaceRead(fsx.OS{}, name, []byte("two"), []byte("three")))
		assert.Equal(t, "three", text(t, name))
	})
	t.Run("no folder", func(t *testing.T) {
		require.ErrorIs(t, fsx.Replace(fsx.OS{}, dir, []byte("x")), fsx.ErrFolder)
		require.ErrorIs(t, fsx.Replace(fsx.OS{}, filepath.Join(dir, "no", "x"), nil), fs.ErrNotExist)
	})
	t.Run("and leaves nothing beside it", func(t *testing.T) {
		assert.Equal(t, []string{"a.svg"}, names(t, dir))
	})
}

func TestALinkStaysALink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("NOT RUN: links need rights")
	}
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "d"), 0o755))
	write(t, filepath.Join(dir, "d", "real"), "old", 0o644)
	for link, to := range map[string]string{"one": "d/real", "two": "one", "none": "d/absent"} {
		require.NoError(t, os.Symlink(to, filepath.Join(dir, link)))
	}
	require.NoError(t, fsx.Replace(fsx.OS{}, filepath.Join(dir, "two"), []byte("new")))
	require.NoError(t, fsx.Replace(fsx.OS{}, filepath.Join(dir, "none"), []byte("fresh")))
	assert.Equal(t, "new", text(t, filepath.Join(dir, "d", "real")))
	assert.Equal(t, "fresh", text(t, filepath.Join(dir, "d", "absent")))
	for _, link := range []string{"one", "two", "none"} {
		info, err := os.Lstat(filepath.Join(dir, link))
		require.NoError(t, err)
		assert.NotZero(t, info.Mode()&fs.ModeSymlink, "%s is a link", link)
	}

	require.NoError(t, os.Symlink("round", filepath.Join(dir, "round")))
	assert.Error(t, fsx.Replace(fsx.OS{}, filepath.Join(dir, "round"), nil), "a link to itself")
}

func TestWhatIsNoRegularFileIsWrittenDirectly(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("NOT RUN: no /dev/fd here")
	}
	require.NoError(t, fsx.Replace(fsx.OS{}, "/dev/null", []byte("x")))
	require.Error(t, fsx.Replace(fsx.OS{}, "/dev/full", []byte("x")), "the error of a device")

	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	path := "/proc/self/fd/" + strconv.Itoa(int(w.Fd()))
	require.NoError(t, fsx.Replace(fsx.OS{}, path, []byte("through")))
	require.NoError(t, w.Close())
	got, err := io.ReadAll(r)
	require.NoError(t, err)
	assert.Equal(t, "through", string(got))
}

func TestALockIsHeldOnce(t *testing.T) {
	name := filepath.Join(t.TempDir(), "save.lock")
	l, err := fsx.OS{}.Lock(name)
	require.NoError(t, err)
	_, err = fsx.OS{}.Lock(name)
	require.ErrorIs(t, err, fsx.ErrLocked)
	require.NoError(t, l.Close())
	l, err = fsx.OS{}.Lock(name)
	require.NoError(t, err)
	require.NoError(t, l.Close())

	_, err = fsx.OS{}.Lock(filepath.Join(name, "below"))
	require.Error(t, err)
	assert.NotErrorIs(t, err, fsx.ErrLocked, "a lock that cannot be had is not held")
}

func TestAFileTellsWhetherItIsAnother(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	write(t, a, "1", 0o644)
	write(t, b, "1", 0o644)
	ia, err := fsx.OS{}.Stat(a)
	require.NoError(t, err)
	ib, err := fsx.OS{}.Stat(b)
	require.NoError(t, err)
	assert.NotEqual(t, ia.ID, ib.ID)
	f, err := fsx.OS{}.Open(a)
	require.NoError(t, err)
	open, err := f.Stat()
	require.NoError(t, errors.Join(err, f.Close()))
	assert.Equal(t, ia, open, "by name and by handle")
}

func TestTempNamesAreShortAndOurs(t *testing.T) {
	n := fsx.TempName("d")
	assert.True(t, fsx.IsTemp(n), "%s", n)
	assert.NotEqual(t, n, fsx.TempName("d"))
	for _, other := range []string{"", "a.tmp", ".~seika-.tmp", ".~seika-0123456789abcdeg.tmp", ".~seika-0123456789abcdef.tmp.seika", "x.~seika-0123456789abcdef.tmp"} {
		assert.False(t, fsx.IsTemp(other), "%q", other)
	}
}

func TestThereIsRoom(t *testing.T) {
	free, err := fsx.OS{}.Free(t.TempDir())
	require.NoError(t, err)
	assert.Positive(t, free)
}
