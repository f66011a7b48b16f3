//go:build linux

package store_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"seika/internal/store"
	"seika/internal/store/journal"
	"seika/model"
)

// What follows mounts file systems, so that it needs root and takes minutes: make torture runs it.

func asRoot(t *testing.T) {
	t.Helper()
	if os.Getenv("SEIKA_TORTURE") == "" {
		t.Skip("only in make torture")
	}
	if os.Getuid() != 0 {
		t.Skip("NOT RUN: needs root")
	}
}

// shutdown is EXT4_IOC_SHUTDOWN: the file system stops at once. With the flag noLogFlush what its journal has not written is
// gone, with logFlush the journal is written and file data is not.
const (
	shutdown   = 0x8004587d
	logFlush   = 1
	noLogFlush = 2
)

// volume is a file system of its own, on a file.
type volume struct{ image, dir, options string }

func (v volume) mount(t *testing.T) {
	t.Helper()
	out, err := exec.Command("mount", "-o", "loop,"+v.options, v.image, v.dir).CombinedOutput()
	if err != nil && strings.Contains(string(out), "loop") {
		t.Skipf("NOT RUN: no loop device: %s", out)
	}
	require.NoError(t, err, "%s", out)
}

func (v volume) unmount(t *testing.T) {
	t.Helper()
	var err error
	for range 200 { // the hand that cut the power may still be on it
		if err = syscall.Unmount(v.dir, 0); !errors.Is(err, syscall.EBUSY) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.NoError(t, err)
}

func (v volume) cut(flag int) error {
	d, err := os.Open(v.dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return unix.IoctlSetPointerInt(int(d.Fd()), shutdown, flag)
}

func TestAPowerCutLosesNothing(t *testing.T) {
	asRoot(t)
	cycles := long(0, 250)
	if os.Getenv("LONG") != "" {
		cycles = long(0, 1000)
	}
	for _, options := range []string{"auto_da_alloc", "noauto_da_alloc"} {
		for _, flag := range []int{noLogFlush, logFlush} {
			name := options + map[int]string{noLogFlush: ", journal dropped", logFlush: ", journal flushed"}[flag]
			t.Run(name, func(t *testing.T) {
				top := t.TempDir()
				v := volume{filepath.Join(top, "image"), filepath.Join(top, "disk"), options}
				require.NoError(t, os.Mkdir(v.dir, 0o700))
				require.NoError(t, os.WriteFile(v.image, nil, 0o600))
				require.NoError(t, os.Truncate(v.image, 64<<20))
				out, err := exec.Command("mkfs.ext4", "-q", v.image).CombinedOutput()
				require.NoError(t, err, "%s", out)
				v.mount(t)
				defer v.unmount(t)
				s := besiege(t, v.dir)
				unix.Sync()
				for range cycles {
					// What is told while the file system goes down counts for nothing: a machine without power tells nothing.
					before, _ := killed(t, s.path, s.pause(), func(p *os.Process) {
						assert.NoError(t, v.cut(flag))
						_ = p.Kill()
					})
					v.unmount(t)
					v.mount(t)
					s.check(t, before)
				}
				s.report(t, "power cut, "+name)
			})
		}
	}
}

func TestARealFullDiskHarmsNothing(t *testing.T) {
	asRoot(t)
	const levels = 256
	dir := filepath.Join(t.TempDir(), "disk")
	require.NoError(t, os.Mkdir(dir, 0o700))
	refused, unkept := 0, 0
	for level := range levels {
		require.NoError(t, syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"))
		func() {
			defer func() { require.NoError(t, syscall.Unmount(dir, 0)) }()
			path, ballast := filepath.Join(dir, "a.seika"), filepath.Join(dir, "ballast")
			had := chart(200)
			require.NoError(t, os.WriteFile(path, had, 0o600))
			o, err := store.New(filepath.Join(dir, "state")).Open(t.Context(), path, limit)
			require.NoError(t, err)
			fillUp(t, ballast, int64(level)*4096)

			doc := model.NewDoc(graphOf(t, o.Bytes))
			var said journal.Status
			w := o.Doc.Journal(doc.Graph(), "a", func(s journal.Status) { said = s })
			doc.Listen(w.Hear)
			d := &desk{doc: doc, file: o.Doc, w: w}
			d.edit(t)
			w.Settle()
			_, err = o.Doc.Save(request(d.bytes()))
			now, readErr := os.ReadFile(path)
			require.NoError(t, readErr)
			if err != nil {
				refused++
				p := problem(t, store.NoSpace, err)
				assert.EqualValues(t, len(d.bytes()), p.Need)
				assert.GreaterOrEqual(t, p.Free, int64(0))
				require.Equal(t, string(had), string(now), "level %d", level)
			} else {
				require.Equal(t, string(d.bytes()), string(now), "level %d", level)
			}
			if said.Err != nil {
				unkept++
				says(t, store.WhyNotKept(said.Err))
			}
			require.NoError(t, os.Remove(ballast))
			w.Retry()
			w.Settle()
			require.NoError(t, said.Err, "level %d: once there is room", level)
			_, err = o.Doc.Save(request(d.bytes()))
			require.NoError(t, err, "level %d: once there is room", level)
			w.End(nil)
			w.Settle()
			require.NoError(t, o.Doc.Close())
		}()
	}
	t.Logf("full disk: %d levels, %d saves refused with the file as it was, %d journals told as not kept, all well once there was room", levels, refused, unkept)
	assert.Positive(t, refused)
	assert.Positive(t, unkept)
}

// fillUp writes a file until no more than free bytes are left.
func fillUp(t *testing.T, name string, free int64) {
	t.Helper()
	var s unix.Statfs_t
	require.NoError(t, unix.Statfs(filepath.Dir(name), &s))
	size := int64(s.Bavail)*int64(s.Bsize) - free
	if size > 0 {
		require.NoError(t, os.WriteFile(name, make([]byte, size), 0o600))
		return
	}
	require.NoError(t, os.WriteFile(name, nil, 0o600))
}
