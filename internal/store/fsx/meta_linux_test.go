package fsx_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"seika/internal/store/fsx"
)

func TestAReplacedFileKeepsWhatIsSaidOfIt(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	write(t, name, "old", 0o604)
	if err := unix.Setxattr(name, "user.tag", []byte("red"), 0); err != nil {
		t.Skip("NOT RUN: no extended attributes here: ", err)
	}
	require.NoError(t, unix.Setxattr(name, "user.empty", nil, 0))
	root := os.Getuid() == 0
	if root {
		require.NoError(t, os.Chown(name, 12345, 23456))
	}
	require.NoError(t, fsx.Replace(fsx.OS{}, name, []byte("new")))

	value := make([]byte, 10)
	n, err := unix.Getxattr(name, "user.tag", value)
	require.NoError(t, err)
	assert.Equal(t, "red", string(value[:n]))
	_, err = unix.Getxattr(name, "user.empty", nil)
	require.NoError(t, err)
	info, err := os.Stat(name)
	require.NoError(t, err)
	assert.EqualValues(t, 0o604, info.Mode())
	if root {
		s := info.Sys().(*syscall.Stat_t)
		assert.EqualValues(t, []uint32{12345, 23456}, []uint32{s.Uid, s.Gid}, "owner and group")
	} else {
		t.Log("NOT RUN: owner and group, which only the superuser gives away")
	}
}
