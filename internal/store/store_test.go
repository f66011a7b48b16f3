package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"seika/internal/lang"
	"seika/internal/store"
	"seika/internal/store/crashfs"
	"seika/internal/store/fsx"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		workForEver(path)
		return
	}
	if path := os.Getenv(tracedEnv); path != "" {
		saveOnce(path)
		return
	}
	goleak.VerifyTestMain(m)
}

// long picks the count for everyday use, or the one for make torture, which takes minutes.
func long(usual, torture int) int {
	if part, _ := strconv.Atoi(os.Getenv("SEIKA_TORTURE")); part > 0 {
		return torture / part
	}
	return usual
}

const (
	doc   = "/home/a.seika"
	state = "/state"
	limit = 50 << 20
)

// bench is a disk in memory with a clock that the test moves.
type bench struct {
	*store.Disk
	fs  *crashfs.FS
	now time.Time
}

func newBench() *bench { return on(crashfs.New()) }

func on(f *crashfs.FS) *bench {
	b := &bench{fs: f, now: time.Date(2026, 10, 1, 14, 2, 0, 0, time.UTC)}
	f.Mkdir("/home")
	b.Disk = &store.Disk{
		FS: f, State: state, GOOS: "linux", PID: 4711, Host: "here",
		Now: func() time.Time { return b.now }, Pause: func(time.Duration) {}, Go: func(f func()) { f() },
	}
	return b
}

// fill is a document of several blocks.
func fill(word string) []byte { return bytes.Repeat([]byte(word+"\n"), 9000/len(word)) }

func fine([]byte) error { return nil }

func request(data []byte) store.Request { return store.Request{Bytes: data, Verify: fine} }

func (b *bench) open(t *testing.T) (*store.Doc, store.Opened) {
	t.Helper()
	o, err := b.Open(context.Background(), doc, limit)
	require.NoError(t, err)
	return o.Doc, o
}

func (b *bench) text(t *testing.T, name string) string {
	t.Helper()
	data, ok := b.fs.Data(name)
	require.True(t, ok, "%s is there", name)
	return string(data)
}

// problem asserts that err is a problem of a kind which tells the person something in both languages.
func problem(t *testing.T, want store.Kind, err error) *store.Problem {
	t.Helper()
	var p *store.Problem
	require.ErrorAs(t, err, &p)
	require.Equal(t, want, p.Kind, "%s", p)
	says(t, p.Say, filepath.Base(p.Path))
	return p
}

func says(t *testing.T, m lang.Msg, words ...string) {
	t.Helper()
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		s := m.In(l)
		assert.NotContains(t, s, "{", "a place of %s is filled", m.Key)
		assert.NotContains(t, s, "‹", "%s is in the catalogue", m.Key)
		for _, w := range words {
			assert.Contains(t, s, w)
		}
	}
}

func keys(notes []lang.Msg) []string {
	out := []string{}
	for _, m := range notes {
		out = append(out, m.Key)
	}
	return out
}

func TestADocumentIsOpenedAndSaved(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("one"))
	d, o := b.open(t)
	assert.Equal(t, "one", string(o.Bytes))
	assert.Equal(t, doc, d.Path())
	assert.False(t, o.ReadOnly)
	assert.Equal(t, "one", b.text(t, doc), "after opening")

	saved, err := d.Save(request([]byte("two")))
	require.NoError(t, err)
	assert.Equal(t, store.Saved{Path: doc, How: store.Replaced}, saved)
	assert.Equal(t, "two", b.text(t, doc))

	saved, err = d.Save(request([]byte("two")))
	require.NoError(t, err)
	assert.Equal(t, store.Unchanged, saved.How)

	_, err = d.Save(request([]byte("three")))
	require.NoError(t, err)
	assert.Equal(t, []string{"a.seika"}, b.fs.Names("/home"), "nothing is left beside it")
	require.NoError(t, d.Close())
}

func TestAnUntitledDocumentGetsAFile(t *testing.T) {
	b := newBench()
	d := b.Untitled()
	r := request([]byte("one"))
	r.Path = doc
	_, err := d.Save(r)
	require.NoError(t, err)
	assert.Equal(t, doc, d.Path())
	mode, _ := b.fs.Meta(doc)
	assert.Equal(t, fs.FileMode(0o666), mode, "less what the system masks")
	_, err = d.Save(request([]byte("two")))
	require.NoError(t, err, "from now on without a path")
	assert.Equal(t, "two", b.text(t, doc))
}

func TestSaveAsLeavesTheOldFileAlone(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("one"))
	d, _ := b.open(t)
	r := request([]byte("two"))
	r.Path = "/home/b.seika"
	_, err := d.Save(r)
	require.NoError(t, err)
	assert.Equal(t, "one", b.text(t, doc))
	assert.Equal(t, "two", b.text(t, "/home/b.seika"))
	assert.Equal(t, "/home/b.seika", d.Path())

	other, o := b.open(t)
	assert.Zero(t, o.Holder, "the old file is free")
	_, err = other.Save(request([]byte("three")))
	require.NoError(t, err)

	t.Run("and stays where it was if it fails", func(t *testing.T) {
		r.Path = "/no/c.seika"
		_, err := d.Save(r)
		problem(t, store.Unreadable, err)
		assert.Equal(t, "/home/b.seika", d.Path())
	})
}

func TestNothingIsWrittenOverUnasked(t *testing.T) {
	opened := func(t *testing.T) (*bench, *store.Doc) {
		b := newBench()
		b.fs.Put(doc, []byte("one"))
		d, _ := b.open(t)
		return b, d
	}
	t.Run("a file that another program changed", func(t *testing.T) {
		b, d := opened(t)
		b.fs.Put(doc, []byte("theirs"))
		_, err := d.Save(request([]byte("mine")))
		p := problem(t, store.Conflict, err)
		assert.Equal(t, "theirs", b.text(t, doc))

		b.fs.Put(doc, []byte("theirs again"))
		r := request([]byte("mine"))
		r.Over = p.Seen
		_, err = d.Save(r)
		p = problem(t, store.Conflict, err)
		assert.Equal(t, "theirs again", b.text(t, doc), "consent was to the other content")

		r.Over = p.Seen
		_, err = d.Save(r)
		require.NoError(t, err)
		assert.Equal(t, "mine", b.text(t, doc))
		kept, err := d.Version(p.Seen)
		require.NoError(t, err)
		assert.Equal(t, "theirs again", string(kept))
	})
	t.Run("a file that is gone", func(t *testing.T) {
		b, d := opened(t)
		b.fs.Delete(doc)
		_, err := d.Save(request([]byte("mine")))
		p := problem(t, store.Gone, err)
		r := request([]byte("mine"))
		r.Over = p.Seen
		_, err = d.Save(r)
		require.NoError(t, err)
		assert.Equal(t, "mine", b.text(t, doc))
	})
	t.Run("a file where a new one was to be", func(t *testing.T) {
		b, d := opened(t)
		b.fs.Put("/home/b.seika", []byte("b"))
		r := request([]byte("mine"))
		r.Path = "/home/b.seika"
		_, err := d.Save(r)
		p := problem(t, store.Exists, err)
		assert.Equal(t, "b", b.text(t, "/home/b.seika"))
		assert.Equal(t, doc, d.Path())
		r.Over = p.Seen
		_, err = d.Save(r)
		require.NoError(t, err)
		assert.Equal(t, "mine", b.text(t, "/home/b.seika"))
	})
	t.Run("but the same content may come from anywhere", func(t *testing.T) {
		b, d := opened(t)
		b.fs.Put(doc, []byte("same"))
		saved, err := d.Save(request([]byte("same")))
		require.NoError(t, err)
		assert.Equal(t, store.Unchanged, saved.How)
	})
	t.Run("nor is a file that was only touched a conflict", func(t *testing.T) {
		b, d := opened(t)
		b.fs.Put(doc, []byte("one"))
		_, err := d.Save(request([]byte("two")))
		require.NoError(t, err)
	})
	t.Run("and a file that never keeps still is left alone", func(t *testing.T) {
		b, d := opened(t)
		b.fs.Before = func(op crashfs.Op) {
			if op.Kind == "CopyMeta" {
				b.fs.Put(doc, []byte("one"))
			}
		}
		_, err := d.Save(request([]byte("two")))
		assert.Equal(t, "store.restless", problem(t, store.Conflict, err).Say.Key)
		assert.Equal(t, []string{"a.seika"}, b.fs.Names("/home"))
	})
}

func TestBytesThatDoNotReadBackAreNotWritten(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("one"))
	d, _ := b.open(t)
	before := len(b.fs.Ops())
	_, err := d.Save(store.Request{Bytes: []byte("two"), Verify: func(got []byte) error {
		assert.Equal(t, "two", string(got))
		return errors.New("deliverable n1 is missing")
	}})
	says(t, problem(t, store.Internal, err).Say, "n1")
	assert.Len(t, b.fs.Ops(), before, "the disk is not touched")
}

func TestWhatCannotBeSavedToIsRefused(t *testing.T) {
	t.Run("a folder", func(t *testing.T) {
		r := request([]byte("one"))
		r.Path = "/home"
		_, err := newBench().Untitled().Save(r)
		problem(t, store.NotRegular, err)
	})
	t.Run("a read-only file", func(t *testing.T) {
		b := newBench()
		b.fs.Put(doc, []byte("one"))
		b.fs.Chmod(doc, 0o444)
		d, o := b.open(t)
		assert.True(t, o.ReadOnly)
		_, err := d.Save(request([]byte("two")))
		problem(t, store.ReadOnly, err)
		assert.Equal(t, "one", b.text(t, doc))
	})
	t.Run("a file that cannot be read", func(t *testing.T) {
		b := newBench()
		b.fs.Put(doc, []byte("one"))
		d, _ := b.open(t)
		b.fs.Chmod(doc, 0o200)
		_, err := d.Save(request([]byte("two")))
		problem(t, store.Unreadable, err)
		_, err = b.Open(context.Background(), doc, limit)
		problem(t, store.Unreadable, err)
	})
	t.Run("a full disk", func(t *testing.T) {
		b := newBench()
		b.fs.Put(doc, []byte("one"))
		d, _ := b.open(t)
		b.fs.Room = 2000
		_, err := d.Save(request(bytes.Repeat([]byte("x"), 3000)))
		p := problem(t, store.NoSpace, err)
		assert.EqualValues(t, 3000, p.Need)
		assert.Less(t, p.Free, int64(2000))
		says(t, p.Say, "3\u00a0KB", doc)
	})
}

func TestAFolderThatIsGoneIsNamed(t *testing.T) {
	b := newBench()
	b.fs.Put("/ours/a.seika", older)
	o, err := b.Open(t.Context(), "/ours/a.seika", limit)
	require.NoError(t, err)
	b.fs.Delete("/ours")
	_, err = o.Doc.Save(request(newer))
	p := problem(t, store.Unreadable, err)
	says(t, p.Say, "/ours", "a.seika")
	assert.Contains(t, p.Say.In(lang.EN), "no longer there")
}

func TestOpeningRefuses(t *testing.T) {
	b := newBench()
	_, err := b.Open(context.Background(), doc, limit)
	problem(t, store.Unreadable, err)
	require.ErrorIs(t, err, fs.ErrNotExist)

	b.fs.Put(doc, []byte("12345"))
	_, err = b.Open(context.Background(), doc, 4)
	problem(t, store.TooLarge, err)
	_, err = b.Open(context.Background(), doc, 5)
	require.NoError(t, err, "at the limit")

	gone, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = b.Open(gone, doc, limit)
	require.ErrorIs(t, err, context.Canceled)
}

func TestALinkStaysALinkAndAFileKeepsItsMetadata(t *testing.T) {
	b := newBench()
	b.fs.Put("/far/real.seika", []byte("one"))
	b.fs.Chmod("/far/real.seika", 0o640)
	b.fs.Tag("/far/real.seika", "red")
	b.fs.Symlink("../far/real.seika", doc)
	d, _ := b.open(t)
	_, err := d.Save(request([]byte("two")))
	require.NoError(t, err)
	assert.Equal(t, "two", b.text(t, "/far/real.seika"))
	mode, meta := b.fs.Meta("/far/real.seika")
	assert.Equal(t, fs.FileMode(0o640), mode)
	assert.Equal(t, "red", meta)
	assert.Equal(t, []string{"a.seika"}, b.fs.Names("/home"))
	assert.Equal(t, []string{"real.seika"}, b.fs.Names("/far"))
	assert.True(t, b.Same(doc, "/far/real.seika"), "the link and what it points at")
	b.fs.Link("/far/real.seika", "/home/b.seika")
	assert.True(t, b.Same(doc, "/home/b.seika"), "two names of one file")
	b.fs.Put("/home/c.seika", []byte("two"))
	assert.False(t, b.Same(doc, "/home/c.seika"), "two files of one content")
	assert.False(t, b.Same(doc, "/no/d.seika"))
}

func TestWritingInPlaceNeedsConsent(t *testing.T) {
	for name, setup := range map[string]func(*bench){
		"a file with two names": func(b *bench) { b.fs.Link(doc, "/home/b.seika") },
		"a read-only folder":    func(b *bench) { b.fs.Chmod("/home", 0o555) },
		"a folder that does not rename": func(b *bench) {
			b.fs.Before = func(op crashfs.Op) {
				if op.Kind == "Rename" && op.Name == doc {
					b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Err: syscall.EBUSY}
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench()
			b.fs.Put(doc, []byte("old"))
			setup(b)
			info, err := b.fs.Stat(doc)
			require.NoError(t, err)
			d, _ := b.open(t)
			_, err = d.Save(request([]byte("newer")))
			problem(t, store.NeedsConsent, err)
			assert.Equal(t, "old", b.text(t, doc))

			r := request([]byte("newer"))
			r.InPlace = true
			saved, err := d.Save(r)
			require.NoError(t, err)
			assert.Equal(t, store.InPlace, saved.How)
			assert.Equal(t, "newer", b.text(t, doc))
			_, err = d.Save(request([]byte("new")))
			require.NoError(t, err, "it is asked once")
			assert.Equal(t, "new", b.text(t, doc), "shorter than before")
			after, err := b.fs.Stat(doc)
			require.NoError(t, err)
			assert.Equal(t, info.ID, after.ID, "it is the same file")
			for _, text := range []string{"old", "newer", "new"} {
				_, err := d.Version(store.SumOf([]byte(text)))
				assert.NoError(t, err, "%s is kept", text)
			}
		})
	}
	t.Run("and both contents kept first", func(t *testing.T) {
		b := newBench()
		b.State = ""
		b.fs.Put(doc, []byte("old"))
		b.fs.Link(doc, "/home/b.seika")
		d, _ := b.open(t)
		r := request([]byte("new"))
		r.InPlace = true
		_, err := d.Save(r)
		problem(t, store.Failed, err)
		assert.Equal(t, "old", b.text(t, doc))
	})
}

// fail plans a fault for an operation on a file, whenever it comes.
func (b *bench) fail(kind, name string, f crashfs.Fault) {
	b.fs.Before = func(op crashfs.Op) {
		if op.Kind == kind && op.Name == name {
			b.fs.Before = nil
			b.fs.Faults[len(b.fs.Ops())] = f
		}
	}
}

func TestWritingInPlaceThatBreaksOff(t *testing.T) {
	begin := func(t *testing.T) (*bench, *store.Doc, store.Request) {
		b := newBench()
		b.fs.Put(doc, older)
		b.fs.Link(doc, "/home/b.seika")
		d, _ := b.open(t)
		r := request(newer)
		r.InPlace = true
		return b, d, r
	}
	t.Run("puts the old bytes back", func(t *testing.T) {
		b, d, r := begin(t)
		b.fail("Write", doc, crashfs.Fault{Err: syscall.ENOSPC, Short: true})
		_, err := d.Save(r)
		problem(t, store.NoSpace, err)
		assert.Equal(t, string(older), b.text(t, doc))
		_, err = d.Save(r)
		require.NoError(t, err)
	})
	t.Run("says so where that fails too", func(t *testing.T) {
		b, d, r := begin(t)
		b.fail("Write", doc, crashfs.Fault{Err: syscall.EIO, Short: true, Stays: true})
		_, err := d.Save(r)
		problem(t, store.Torn, err)
		b.fs.Kill()
		require.NoError(t, restorable(b.fs))
	})
	t.Run("and what is torn is ours to save over", func(t *testing.T) {
		b, d, r := begin(t)
		b.fail("Write", doc, crashfs.Fault{Err: syscall.EIO, Short: true})
		first := b.fs.Before
		b.fs.Before = func(op crashfs.Op) { // the write, and the one that should mend it
			first(op)
			if b.fs.Before == nil {
				b.fail("Write", doc, crashfs.Fault{Err: syscall.EIO})
			}
		}
		_, err := d.Save(r)
		problem(t, store.Torn, err)
		_, err = d.Save(r)
		require.NoError(t, err)
		assert.Equal(t, string(newer), b.text(t, doc))
	})
}

func TestAFailedSyncGetsOneFreshFile(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("old"))
	d, _ := b.open(t)
	temps := map[string]int{}
	b.fs.Before = func(op crashfs.Op) {
		if op.Kind == "Sync" && filepath.Dir(op.Name) == "/home" {
			temps[op.Name]++
			if len(temps) == 1 && temps[op.Name] == 1 {
				b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Err: syscall.EIO}
			}
		}
	}
	_, err := d.Save(request([]byte("new")))
	require.NoError(t, err)
	for n := range crashfs.Extremes {
		data, _ := b.fs.Crash(n).Data(doc)
		assert.Equal(t, "new", string(data))
	}
}

func TestAHeldFileIsLeftAndTheNewContentKept(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("old"))
	d, _ := b.open(t)
	b.fs.Before = func(op crashfs.Op) {
		if op.Kind == "Rename" && op.Name == doc {
			b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Err: fsx.ErrHeld}
		}
	}
	_, err := d.Save(request([]byte("new")))
	assert.Equal(t, "store.held_kept", problem(t, store.Held, err).Say.Key)
	assert.Equal(t, "old", b.text(t, doc))
	_, err = d.Version(store.SumOf([]byte("new")))
	assert.NoError(t, err)
	assert.Equal(t, []string{"a.seika"}, b.fs.Names("/home"))
}

func TestAFolderThatCannotBeSyncedIsTakenAsItIs(t *testing.T) {
	for _, e := range []error{syscall.EINVAL, syscall.ENOTSUP} {
		b := newBench()
		b.fs.Put(doc, []byte("old"))
		d, _ := b.open(t)
		b.fs.Before = func(op crashfs.Op) {
			if op.Kind == "SyncDir" {
				b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Err: e}
			}
		}
		_, err := d.Save(request([]byte("new")))
		require.NoError(t, err, "%v", e)
	}
}

func TestSavingWorksWithoutAStateFolder(t *testing.T) {
	for name, setup := range map[string]func(*bench){
		"none named":           func(b *bench) { b.State = "" },
		"a file is in its way": func(b *bench) { b.fs.Put(state, nil) },
		"it may not be written": func(b *bench) {
			b.fs.Mkdir(state)
			b.fs.Chmod(state, 0o555)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench()
			setup(b)
			b.fs.Put(doc, []byte("one"))
			d, o := b.open(t)
			assert.Zero(t, o.Holder)
			saved, err := d.Save(request([]byte("two")))
			require.NoError(t, err)
			assert.Equal(t, "two", b.text(t, doc))
			assert.Contains(t, keys(saved.Notes), "store.not_kept")
			saved, err = d.Save(request([]byte("three")))
			require.NoError(t, err)
			assert.Empty(t, saved.Notes, "it is said once")
			all, _ := d.Versions()
			assert.Empty(t, all)
			assert.Error(t, d.Keep([]byte("x")))
		})
	}
}

func TestTheStateFolderIsOurUsersAlone(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("one"))
	d, _ := b.open(t)
	_, err := d.Save(request([]byte("two")))
	require.NoError(t, err)
	for _, p := range walk(b.fs, state) {
		mode, _ := b.fs.Meta(p)
		want := fs.FileMode(0o600)
		if mode.IsDir() {
			want = fs.ModeDir | 0o700
		}
		assert.Equal(t, want, mode, "%s", p)
	}
}

func walk(f *crashfs.FS, p string) []string {
	all := []string{p}
	for _, n := range f.Names(p) {
		all = append(all, walk(f, p+"/"+n)...)
	}
	return all
}

func TestASecondWindowIsTold(t *testing.T) {
	f := crashfs.New()
	one, two := on(f), on(f)
	two.PID = 5
	f.Put(doc, []byte("one"))
	d1, o1 := one.open(t)
	assert.Zero(t, o1.Holder)
	two.now = two.now.Add(time.Hour)
	d2, o2 := two.open(t)
	assert.Equal(t, store.Holder{PID: 4711, Host: "here", Since: one.now}, o2.Holder)
	says(t, o2.Holder.Say(doc, two.now), "14:02", "4711", "here", doc)
	assert.NotContains(t, o2.Holder.Say(doc, two.now).In(lang.EN), "2026")
	says(t, o2.Holder.Say(doc, two.now.Add(24*time.Hour)), "2026-10-01 14:02")
	says(t, store.Holder{}.Say(doc, two.now), doc)

	_, ok := d2.Claim()
	assert.False(t, ok)
	require.NoError(t, d1.Close())
	_, ok = d2.Claim()
	assert.True(t, ok, "free now")
	_, o3 := one.open(t)
	assert.Equal(t, 5, o3.Holder.PID)

	t.Run("and who moves to an open document too", func(t *testing.T) {
		d := one.Untitled()
		r := request([]byte("mine"))
		r.Path, r.Over = doc, store.SumOf([]byte("one"))
		saved, err := d.Save(r)
		require.NoError(t, err)
		assert.Equal(t, []string{"store.open_since"}, keys(saved.Notes))
	})
}

// A window asks whether its file is free on one goroutine, and may be closed on another: the lock must not stay behind. Keeping a
// version and saving go on elsewhere at the same time; the race detector looks at this, too.
func TestClosingADocumentLeavesNoLockWhateverIsUnderWay(t *testing.T) {
	d := store.New(filepath.Join(t.TempDir(), "state"))
	path := filepath.Join(t.TempDir(), "a.seika")
	require.NoError(t, os.WriteFile(path, []byte("0"), 0o600))
	for i := range 50 {
		o, err := d.Open(t.Context(), path, limit)
		require.NoError(t, err)
		require.Zero(t, o.Holder.PID, "round %d", i)
		var all sync.WaitGroup
		for _, do := range []func(){
			func() { o.Doc.Claim() },
			func() { _ = o.Doc.Keep(fmt.Append(nil, "kept", i)) },
			func() { _, _ = o.Doc.Save(request(fmt.Append(nil, i))) },
			func() { _, _ = o.Doc.Versions(); _ = o.Doc.Path(); o.Doc.Seen() },
			func() { assert.NoError(t, o.Doc.Close()) },
		} {
			all.Go(do)
		}
		all.Wait()
	}
}

func TestTwoDoNotSaveAtOnce(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, []byte("one"))
	d, _ := b.open(t)
	_, err := d.Save(request([]byte("two")))
	require.NoError(t, err)
	dir := state + "/doc/" + b.fs.Names(state + "/doc")[0]
	l, err := b.fs.Lock(dir + "/save.lock")
	require.NoError(t, err)
	waited := 0
	b.Pause = func(time.Duration) { waited++ }
	_, err = d.Save(request([]byte("three")))
	says(t, problem(t, store.Busy, err).Say, "4711")
	assert.Positive(t, waited)
	assert.Equal(t, "two", b.text(t, doc))

	b.Pause = func(time.Duration) { _ = l.Close() }
	_, err = d.Save(request([]byte("three")))
	require.NoError(t, err, "after a while")
}

func TestStateDirFollowsTheSystem(t *testing.T) {
	for _, tc := range []struct{ goos, home, key, value, want string }{
		{"linux", "/home/u", "", "", "/home/u/.local/state/seika"},
		{"linux", "/home/u", "XDG_STATE_HOME", "/s", "/s/seika"},
		{"linux", "/home/u", "XDG_STATE_HOME", "relative", "/home/u/.local/state/seika"},
		{"linux", "", "", "", ""},
		{"darwin", "/Users/u", "XDG_STATE_HOME", "/s", "/Users/u/Library/Application Support/Seika"},
		{"windows", `C:\Users\u`, "LocalAppData", "/local", "/local/Seika"},
		{"windows", `C:\Users\u`, "", "", ""},
	} {
		env := func(k string) string {
			if k == tc.key {
				return tc.value
			}
			return ""
		}
		assert.Equal(t, tc.want, filepath.ToSlash(store.StateDir(env, tc.goos, tc.home)), "%+v", tc)
	}
}

func TestNamesThatTheSystemTakesForOneShareAKey(t *testing.T) {
	dirs := func(goos string, paths ...string) int {
		b := newBench()
		b.GOOS = goos
		for _, p := range paths {
			b.fs.Put(p, []byte("one"))
			_, err := b.Open(context.Background(), p, limit)
			require.NoError(t, err)
		}
		return len(b.fs.Names(state + "/doc"))
	}
	assert.Equal(t, 2, dirs("linux", "/home/A", "/home/a"))
	assert.Equal(t, 1, dirs("windows", "/home/A", "/home/a"))
	assert.Equal(t, 1, dirs("darwin", "/home/ガ", "/home/ガ"), "composed and not")
	assert.Equal(t, 2, dirs("darwin", "/home/a", "/far/a"))
}

func TestWhatDeadProcessesLeftIsSwept(t *testing.T) {
	b := newBench()
	b.fs.Put(doc, fill("one"))
	d, _ := b.open(t)
	b.fs.Before = func(op crashfs.Op) {
		if op.Kind == "Rename" && op.Name == doc {
			b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Cut: true}
		}
	}
	_, err := d.Save(request(fill("two")))
	require.Error(t, err)
	b.fs.Kill()
	b.fs.Before = nil
	require.Len(t, b.fs.Names("/home"), 2, "a temporary file was left")
	b.Sweep()
	assert.Equal(t, []string{"a.seika"}, b.fs.Names("/home"))
}

func TestOthersTemporaryFilesAreSweptWhenTheyAreOld(t *testing.T) {
	dir := t.TempDir()
	d := store.New(filepath.Join(dir, "state"))
	name := filepath.Join(dir, "a.seika")
	require.NoError(t, os.WriteFile(name, []byte("one"), 0o600))
	young, old := fsx.TempName(dir), fsx.TempName(dir)
	for _, p := range []string{young, old} {
		require.NoError(t, os.WriteFile(p, nil, 0o600))
	}
	long := time.Now().Add(-2 * time.Hour)
	require.NoError(t, os.Chtimes(old, long, long))
	o, err := d.Open(context.Background(), name, limit)
	require.NoError(t, err)
	require.NoError(t, o.Doc.Close())
	assert.FileExists(t, young)
	assert.NoFileExists(t, old)
}
