package store_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/source"
	"seika/internal/store"
	"seika/internal/store/crashfs"
	"seika/internal/store/fsx"
	"seika/internal/store/journal"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// desk is a document at work: opened, heard by its journal, edited.
type desk struct {
	*bench
	doc  *model.Doc
	file *store.Doc
	w    *journal.Writer
	said journal.Status
	made int
}

func graphOf(tb require.TestingT, data []byte) *model.Graph {
	in, err := source.Read(context.Background(), "", bytes.NewReader(data), source.Limits{})
	require.NoError(tb, err)
	g, err := file.Decode(context.Background(), in)
	require.NoError(tb, err)
	return g
}

// model1 is a document with one deliverable.
func model1() []byte {
	g, bad := model.Build(model.Records{Nodes: []model.Node{{ID: "n0", Name: "契約書"}}})
	if len(bad) > 0 {
		panic(bad)
	}
	return file.Encode(g)
}

func (b *bench) untitled() *desk {
	d := &desk{bench: b, doc: model.NewDoc(model.Empty()), file: b.Untitled()}
	d.keep("")
	return d
}

func (b *bench) atWork(t *testing.T) *desk {
	t.Helper()
	if _, there := b.fs.Data(doc); !there {
		b.fs.Put(doc, model1())
	}
	f, o := b.open(t)
	d := &desk{bench: b, doc: model.NewDoc(graphOf(t, o.Bytes)), file: f}
	d.keep("a")
	return d
}

func (d *desk) keep(title string) {
	d.w = d.file.Journal(d.doc.Graph(), title, func(s journal.Status) { d.said = s })
	d.doc.Listen(d.w.Hear)
}

func (d *desk) edit(tb require.TestingT) {
	d.made++
	id := model.ID(fmt.Sprintf("m%d", d.made))
	require.NoError(tb, d.doc.Do(edit.Add{Node: model.Node{ID: id, Name: fmt.Sprintf("注文書 %d", d.made)}}))
}

func (d *desk) save(tb require.TestingT, path string) {
	_, err := d.file.Save(store.Request{Path: path, Bytes: file.Encode(d.doc.Graph()), Verify: fine})
	require.NoError(tb, err)
	d.w.Saved(d.file.Place("a"))
}

func (d *desk) bytes() []byte { return file.Encode(d.doc.Graph()) }

// after is the disk as the next start finds it, once the program was killed.
func (b *bench) after() *bench {
	b.fs.Kill()
	next := on(b.fs)
	next.now = b.now
	return next
}

func (b *bench) offers(t *testing.T) []*store.Recovery {
	t.Helper()
	found, notes := b.Recoveries(context.Background())
	require.Empty(t, notes)
	return found
}

func (b *bench) offer(t *testing.T) *store.Recovery {
	t.Helper()
	found := b.offers(t)
	require.Len(t, found, 1)
	return found[0]
}

// kept lists what is left in the state folder.
func (b *bench) kept() (out []string) {
	for _, dir := range b.fs.Names(state + "/doc") {
		for _, name := range b.fs.Names(state + "/doc/" + dir) {
			out = append(out, dir+"/"+name)
		}
	}
	return out
}

func count(names []string, suffix string) (n int) {
	for _, name := range names {
		if strings.HasSuffix(name, suffix) {
			n++
		}
	}
	return n
}

func TestAfterAKillTheEditsAreOffered(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	d.edit(t)
	d.doc.Undo()
	b := d.after()
	r := b.offer(t)
	assert.Equal(t, doc, r.Path)
	assert.Equal(t, "a", r.Title)
	assert.Equal(t, 3, r.Edits)
	assert.Equal(t, d.now, r.Last)
	assert.Equal(t, string(d.bytes()), string(file.Encode(r.Doc.Graph())))
	require.Len(t, r.Change.Nodes, 1)
	assert.Equal(t, model.Added, r.Change.Nodes[0].Op)
	assert.True(t, r.Doc.Redo(), "undo goes on where it was")
	assert.Equal(t, string(model1()), b.text(t, doc), "the file is as it was")
	assert.Empty(t, b.offers(t), "nobody else is offered it")

	file, w, _ := r.Take(func(journal.Status) {})
	assert.Empty(t, file.Path())
	assert.Equal(t, 1, count(b.kept(), ".taken"))
	assert.Equal(t, 1, count(b.kept(), ".journal"))
	assert.Empty(t, b.offers(t), "while it is at work")

	next := b.after()
	again := next.offer(t)
	assert.Equal(t, doc, again.Path, "killed again before the first edit")
	assert.Equal(t, 0, again.Edits)
	assert.Len(t, again.Change.Nodes, 2, "with the step that was carried out again")
	again.Later()
	_ = w
}

func TestARecoveredDocumentIsSavedWhereItWas(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	b := d.after()
	r := b.offer(t)
	got, w, _ := r.Take(func(journal.Status) {})
	_, err := got.Save(store.Request{Path: r.Path, Bytes: d.bytes(), Verify: fine, Over: r.Seen()})
	require.NoError(t, err)
	w.Saved(got.Place("a"))
	assert.Equal(t, string(d.bytes()), b.text(t, doc))
	assert.Zero(t, count(b.kept(), ".taken"))
	w.End(nil)
	assert.Zero(t, count(b.kept(), ".journal"))
	assert.Empty(t, b.after().offers(t))

	t.Run("but not over what somebody else wrote", func(t *testing.T) {
		d := newBench().atWork(t)
		d.edit(t)
		b := d.after()
		b.fs.Put(doc, []byte("theirs"))
		r := b.offer(t)
		got, _, _ := r.Take(func(journal.Status) {})
		_, err := got.Save(store.Request{Path: r.Path, Bytes: d.bytes(), Verify: fine, Over: r.Seen()})
		problem(t, store.Conflict, err)
		assert.Equal(t, "theirs", b.text(t, doc))
	})
}

func TestNothingIsOfferedThatIsNotMissing(t *testing.T) {
	for name, do := range map[string]func(*desk){
		"opened only":    func(*desk) {},
		"saved":          func(d *desk) { d.edit(t); d.save(t, "") },
		"undone":         func(d *desk) { d.edit(t); d.doc.Undo() },
		"closed cleanly": func(d *desk) { d.edit(t); d.w.End(nil) },
		"saved, and not said so": func(d *desk) {
			d.edit(t)
			_, err := d.file.Save(request(d.bytes()))
			require.NoError(t, err)
		},
		"saved as another": func(d *desk) { d.edit(t); d.save(t, "/home/b.seika") },
		"saved, then removed by somebody": func(d *desk) {
			d.edit(t)
			d.save(t, "")
			d.fs.Delete(doc)
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newBench().atWork(t)
			do(d)
			b := d.after()
			assert.Empty(t, b.offers(t))
			assert.Zero(t, count(b.kept(), ".journal"))
		})
	}
	t.Run("an empty document without a file", func(t *testing.T) {
		d := newBench().untitled()
		d.edit(t)
		d.doc.Undo()
		b := d.after()
		assert.Empty(t, b.offers(t))
		assert.Empty(t, b.kept())
	})
}

// A program may be killed after the file is replaced and before the journal says so.
func TestASaveThatCouldNotTellOfItselfIsKnown(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	_, err := d.file.Save(store.Request{Bytes: d.bytes(), Verify: fine, Replacing: d.w.Saving})
	require.NoError(t, err)
	d.edit(t)
	b := d.after()
	r := b.offer(t)
	require.Len(t, r.Change.Nodes, 1, "against what was saved")
	got, w, _ := r.Take(func(journal.Status) {})
	_, err = got.Save(store.Request{Path: r.Path, Bytes: d.bytes(), Verify: fine, Over: r.Seen()})
	require.NoError(t, err, "no conflict with ourselves")
	w.End(nil)
}

func TestEditsMadeDuringASaveAreCounted(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	d.edit(t)
	saved := d.bytes()
	_, err := d.file.Save(store.Request{Bytes: saved, Verify: fine, Replacing: func(path, seen string) {
		d.w.Saving(path, seen)
		d.edit(t)
	}})
	require.NoError(t, err)
	d.w.Saved(d.file.Place("a"))
	assert.Equal(t, 1, d.after().offer(t).Edits)
}

// The person was told that what is seen is in no file: then it is kept, even without an edit.
func TestADocumentWhoseFileIsGoneWhileItIsOpenIsOffered(t *testing.T) {
	for name, before := range map[string]func(*desk){
		"as it was opened": func(*desk) {},
		"as it was saved":  func(d *desk) { d.edit(t); d.save(t, "") },
	} {
		t.Run(name, func(t *testing.T) {
			d := newBench().atWork(t)
			before(d)
			d.fs.Delete(doc)
			d.w.Saved(journal.Place{Dir: d.file.Place("a").Dir, Path: doc, Title: "a"})
			require.NoError(t, d.said.Err)
			b := d.after()
			r := b.offer(t)
			assert.Equal(t, string(d.bytes()), string(file.Encode(r.Doc.Graph())))
			got, w, _ := r.Take(func(journal.Status) {})
			_, err := got.Save(store.Request{Path: r.Path, Bytes: d.bytes(), Verify: fine, Over: r.Seen()})
			require.NoError(t, err, "nothing is there to be asked about")
			w.Saved(got.Place("a"))
			w.End(nil)
			assert.Empty(t, b.after().offers(t))
		})
	}
}

// slow is a disk that takes its time to begin a journal.
type slow struct{ fsx.FS }

func (s slow) CreateExcl(name string, perm fs.FileMode) (fsx.File, error) {
	time.Sleep(1500 * time.Millisecond)
	return s.FS.CreateExcl(name, perm)
}

func TestARecoveryOnASlowDiskIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBench().atWork(t)
		d.edit(t)
		b := d.after()
		r := b.offer(t)
		b.FS, b.Go = slow{b.fs}, nil
		_, w, now := r.Take(func(journal.Status) {})
		require.NoError(t, now.Err)
		assert.Equal(t, 1, count(b.kept(), ".taken"))
		w.End(nil)
		w.Settle()
	})
}

func TestADocumentWithoutAFileIsOffered(t *testing.T) {
	d := newBench().untitled()
	d.edit(t)
	r := d.after().offer(t)
	assert.Empty(t, r.Path)
	assert.Equal(t, string(d.bytes()), string(file.Encode(r.Doc.Graph())))
}

func TestADeclinedRecoveryStaysThirtyDays(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	b := d.after()
	b.offer(t).Later()
	b.now = b.now.Add(20 * 24 * time.Hour)
	b.offer(t).Later()
	b.now = b.now.Add(9 * 24 * time.Hour)
	b.offer(t).Later()
	b.now = b.now.Add(2 * 24 * time.Hour)
	assert.Empty(t, b.offers(t))
	f, _ := b.open(t)
	got, err := f.Version(store.SumOf(d.bytes()))
	require.NoError(t, err, "it became a version")
	assert.Equal(t, string(d.bytes()), string(got))
	assert.Zero(t, count(b.kept(), ".since"))
}

func TestADiscardedRecoveryBecomesAVersion(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	b := d.after()
	require.NoError(t, b.offer(t).Discard())
	assert.Empty(t, b.after().offers(t))
	f, _ := b.open(t)
	assert.Equal(t, []string{string(d.bytes())}, texts(t, f))

	t.Run("for a month where there is no file", func(t *testing.T) {
		d := newBench().untitled()
		d.edit(t)
		b := d.after()
		require.NoError(t, b.offer(t).Discard())
		assert.Equal(t, 1, len(b.fs.Names(state+"/doc")))
		all := b.Disk.GivenUp(t.Context())
		require.Len(t, all, 1, "it can be had back")
		data, err := b.Disk.Content(all[0])
		require.NoError(t, err)
		assert.Equal(t, string(d.bytes()), string(data))
		b.now = b.now.Add(31 * 24 * time.Hour)
		b.offers(t)
		assert.Empty(t, b.fs.Names(state+"/doc"))
	})
	t.Run("until it is forgotten", func(t *testing.T) {
		d := newBench().untitled()
		d.edit(t)
		b := d.after()
		require.NoError(t, b.offer(t).Discard())
		require.NoError(t, b.Disk.ForgetGivenUp(b.Disk.GivenUp(t.Context())))
		assert.Empty(t, b.Disk.GivenUp(t.Context()))
		assert.Empty(t, b.fs.Names(state+"/doc"))
	})
	t.Run("unless that cannot be", func(t *testing.T) {
		d := newBench().atWork(t)
		d.edit(t)
		b := d.after()
		r := b.offer(t)
		b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Err: syscall.ENOSPC, Stays: true}
		require.Error(t, r.Discard())
		b.after().offer(t)
	})
}

func TestWhatWasBeingTypedIsOffered(t *testing.T) {
	d := newBench().atWork(t)
	d.w.Type(journal.Draft{ID: "n0", Field: "name", Text: "契約書（案"})
	r := d.after().offer(t)
	assert.Equal(t, "契約書（案", r.Draft.Text)
	assert.True(t, r.Change.Empty())
}

func TestJournalsThatCannotBeReadAreNamed(t *testing.T) {
	d := newBench().atWork(t)
	dir := state + "/doc/" + d.fs.Names(state + "/doc")[0] + "/"
	d.fs.Put(dir+strings.Repeat("a", 32)+".journal", []byte("seika-journal 2 00\n"))
	d.fs.Put(dir+strings.Repeat("b", 32)+".journal", bytes.Repeat([]byte("rubbish "), 50))
	d.fs.Put(dir+strings.Repeat("c", 32)+".journal", nil)
	d.fs.Put(dir+strings.Repeat("d", 32)+".journal", make([]byte, 4000)) // the machine stopped before its head was there
	b := d.after()
	found, notes := b.Recoveries(context.Background())
	assert.Empty(t, found)
	assert.Equal(t, []string{"store.journal_newer", "store.journal_broken"}, keys(notes))
	for _, n := range notes {
		says(t, n, ".journal")
	}
	_, notes = b.Recoveries(context.Background())
	assert.Equal(t, []string{"store.journal_newer"}, keys(notes), "broken is said once")
	assert.Equal(t, 2, count(b.kept(), ".journal"))
	b.now = b.now.Add(31 * 24 * time.Hour)
	_, _ = b.Recoveries(context.Background())
	assert.Equal(t, 1, count(b.kept(), ".journal"), "of the newer program")
}

func TestAFailedDiskLeavesTheRecoveryWhereItIs(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	b := d.after()
	r := b.offer(t)
	b.fs.Faults[len(b.fs.Ops())] = crashfs.Fault{Err: syscall.ENOSPC, Stays: true}
	_, w, said := r.Take(func(journal.Status) {})
	require.ErrorIs(t, said.Err, syscall.ENOSPC)
	says(t, store.WhyNotKept(said.Err))
	w.End(nil)
	b.after().offer(t)
}

func TestWithoutAStateFolderNothingIsKeptAndThatIsSaid(t *testing.T) {
	b := newBench()
	b.State = ""
	d := b.untitled()
	d.edit(t)
	require.ErrorIs(t, d.said.Err, journal.ErrNoPlace)
	says(t, store.WhyNotKept(d.said.Err))
	d.save(t, "/home/b.seika")
	d.w.End(nil)
}

// unlocked is a file system whose locks nobody holds.
type unlocked struct{ fsx.FS }

func (unlocked) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

func TestRecoveriesOfADocumentAreForgottenWithIt(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	b := d.after()
	b.offer(t).Later()
	b.fs.Put("/home/b.seika", []byte("other"))
	other, err := b.Open(t.Context(), "/home/b.seika", limit)
	require.NoError(t, err)
	_, err = other.Doc.Forget(t.Context())
	require.NoError(t, err)
	require.Len(t, b.offers(t), 1, "that of another document stays")

	b = b.after()
	f, _ := b.open(t)
	had := len(texts(t, f))
	n, err := f.Forget(t.Context())
	require.NoError(t, err)
	assert.Equal(t, had+1, n)
	assert.Empty(t, b.after().offers(t))
	assert.Zero(t, count(b.kept(), ".since"))
}

func TestWhatWasRecoveredIsForgottenWithTheDocument(t *testing.T) {
	d := newBench().atWork(t)
	d.edit(t)
	b := d.after()
	_, w, _ := b.offer(t).Take(func(journal.Status) {})
	require.NotNil(t, w)
	require.Equal(t, 1, count(b.kept(), ".taken"))
	f, _ := b.open(t)
	_, err := f.Forget(t.Context())
	require.NoError(t, err)
	assert.Zero(t, count(b.kept(), ".taken"))
}
