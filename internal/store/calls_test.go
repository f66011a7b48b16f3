package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// tracedEnv makes this program one that opens a document, edits it, saves it and ends, while strace looks on.
const tracedEnv = "SEIKA_STORE_TRACED"

func saveOnce(path string) {
	w := &worker{disk: store.New(filepath.Join(filepath.Dir(path), "state")), path: path, of: map[uint64]int{}}
	o, err := w.disk.Open(context.Background(), path, limit)
	die(err)
	g, err := parse(o.Bytes)
	die(err)
	w.doc, w.file = model.NewDoc(g), o.Doc
	w.w = w.file.Journal(g, "a", w.say)
	w.doc.Listen(w.w.Hear)
	m := g.Meta()
	m.Title = "17"
	die(w.doc.Do(edit.Describe{Meta: m}))
	w.w.Settle()
	_, err = w.file.Save(store.Request{Path: path, Bytes: file.Encode(w.doc.Graph()), Verify: fine, Replacing: w.w.Saving})
	die(err)
	w.w.Saved(w.file.Place("a"))
	w.w.End(nil)
	w.w.Settle()
}

// The tests that cut power know what the file system in memory promises; this one what the system is asked for.
func TestSystemCallsOfASaveComeInTheirOrder(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("NOT RUN: no strace")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "a.seika")
	require.NoError(t, os.WriteFile(path, chart(50), 0o600))
	exe, err := os.Executable()
	require.NoError(t, err)
	out := filepath.Join(dir, "calls")
	cmd := exec.Command("strace", "-f", "-y", "-s", "16", "-e", "trace=file,desc,network", "-o", out, exe)
	cmd.Env = append(os.Environ(), tracedEnv+"="+path)
	said, err := cmd.CombinedOutput()
	if bytes.Contains(said, []byte("ptrace")) {
		t.Skipf("NOT RUN: %s", said)
	}
	require.NoError(t, err, "%s", said)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	calls := strings.Split(string(text), "\n")

	for i, want := range []string{
		`f(data)?sync\(\d+<DIR/state/doc/\w+/\w+\.journal>`, // the edit is on the disk
		`openat\(.*"DIR/\.~seika-\w+\.tmp".*O_CREAT\|O_EXCL`,
		`write\(\d+<DIR/\.~seika-\w+\.tmp>`,
		`fsync\(\d+<DIR/\.~seika-\w+\.tmp>`,
		`close\(\d+<DIR/\.~seika-\w+\.tmp>`,
		`rename.*\.tmp".*"DIR/a\.seika"`,
		`fsync\(\d+<DIR>`,
	} {
		one := regexp.MustCompile(strings.ReplaceAll(want, "DIR", regexp.QuoteMeta(dir)))
		at := slices.IndexFunc(calls, one.MatchString)
		require.GreaterOrEqual(t, at, 0, "step %d, %s, after those before it", i, want)
		calls = calls[at+1:]
	}
	written := regexp.MustCompile(fmt.Sprintf(`(open|openat|creat|truncate)\(.*"%s".*(O_TRUNC|O_CREAT)`, regexp.QuoteMeta(path)))
	for _, c := range strings.Split(string(text), "\n") {
		assert.NotRegexp(t, written, c, "the file itself is never written to")
		assert.NotRegexp(t, `(socket|connect)\(`, c, "no network")
	}
	t.Logf("a save: %d system calls in their order: write, sync and close the new file, rename it, sync the folder", strings.Count(string(text), "\n"))
}
