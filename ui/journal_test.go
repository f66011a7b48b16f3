package ui

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/internal/store"
	"seika/internal/store/fsx"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// mortal is a file system whose locks are free at once, as those of a program that was killed, and which may be full.
type mortal struct {
	fsx.FS
	full bool
}

func (*mortal) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

func (m *mortal) CreateExcl(name string, perm os.FileMode) (fsx.File, error) {
	if m.full {
		return nil, &os.PathError{Op: "open", Path: name, Err: syscall.ENOSPC}
	}
	return m.FS.CreateExcl(name, perm)
}

// killed is a desk that is gone without having been closed, and the disk as the next start finds it.
func killed(t *testing.T, work func(*desk)) *desk {
	t.Helper()
	state := t.TempDir()
	disk := func() *store.Disk {
		d := store.New(state)
		d.Go = func(f func()) { f() }
		return d
	}
	first := disk()
	first.FS = &mortal{FS: fsx.OS{}}
	d := newDeskOn(t, first)
	work(d)
	next := newDeskOn(t, disk())
	next.app.recover()
	next.until("an offer", func() bool { return len(next.w.notices.list) > 0 })
	return next
}

func (d *desk) add(id model.ID, name string) {
	d.t.Helper()
	require.True(d.t, d.w.do(edit.Add{Node: model.Node{ID: id, Name: name, At: model.Place{Set: true}}}))
	d.settle()
}

func (d *desk) noticed(key string) string {
	for _, n := range d.w.notices.list {
		if n.key == key || key == "" {
			text := ""
			for _, m := range n.text {
				text += m.In(lang.EN) + " "
			}
			return text
		}
	}
	return ""
}

// answer presses a button of the first notice.
func (d *desk) answer(i int) {
	d.t.Helper()
	require.NotEmpty(d.t, d.w.notices.list)
	n := d.w.notices.list[0]
	d.w.notices.drop(n.key)
	n.choices[i].do()
}

func TestWhatAKillLeftIsOfferedAndOpened(t *testing.T) {
	d := killed(t, func(d *desk) {
		d.add("n1", "契約書")
		d.add("n2", "見積書")
		d.w.undo()
	})
	assert.Contains(t, d.noticed(""), "3 edits are kept")
	assert.Contains(t, d.noticed(""), "It has 1 deliverable.")
	d.answer(0)
	d.until("the document is here", func() bool { return d.w.doc.Graph().NodeCount() == 1 })
	assert.Contains(t, d.w.title(), "recovered")
	assert.True(t, d.w.doc.Dirty())
	assert.Equal(t, "status.kept", d.w.keptWord().Key)
	d.w.redo()
	assert.Equal(t, 2, d.w.doc.Graph().NodeCount(), "its steps are here, too")
}

func TestWorkBegunWhileARecoveryOpensIsKept(t *testing.T) {
	d := killed(t, func(d *desk) { d.add("n1", "契約書") })
	d.answer(0)
	d.add("mine", "見積書") // before it is there
	d.until("it is in a window of its own", func() bool { return len(d.app.windows) == 2 })
	assert.True(t, d.w.doc.Graph().Has("mine"))
	assert.Equal(t, 1, d.app.windows[1].doc.Graph().NodeCount())
}

func TestDecliningARecoveryKeepsIt(t *testing.T) {
	d := killed(t, func(d *desk) { d.add("n1", "契約書") })
	d.answer(1)
	assert.Equal(t, 0, d.w.doc.Graph().NodeCount())
	d.until("it is given back", func() bool {
		found, _ := d.app.config.Disk.Recoveries(t.Context())
		return len(found) == 1
	})
}

func TestTheStatusLineSaysWhatIsKept(t *testing.T) {
	m := &mortal{FS: fsx.OS{}}
	disk := store.New(t.TempDir())
	disk.FS, disk.Go = m, func(f func()) { f() }
	d := newDeskOn(t, disk)
	shown := func() string { d.settle(); return d.w.status.counts["saved"].text.Text }
	assert.Equal(t, "New", shown())
	d.add("n1", "契約書")
	assert.Equal(t, "Not saved, kept", shown())
	path := filepath.Join(t.TempDir(), "a.seika")
	d.w.saveTo(store.Request{Path: path}, nil)
	d.until("saved", func() bool { return !d.w.doc.Dirty() })
	assert.Equal(t, "Saved", shown())
	m.full = true
	d.w.app.setLang(lang.JA)
	d.w.endJournal()
	d.w.keep(d.w.doc)
	d.add("n2", "見積書")
	assert.Equal(t, "未保存（控えなし：ディスクがいっぱいです）", shown())
}

func TestClosingWithoutSavingKeepsAVersionAndOffersNothing(t *testing.T) {
	state := t.TempDir()
	disk := store.New(state)
	disk.Go = func(f func()) { f() }
	d := newDeskOn(t, disk)
	path := filepath.Join(t.TempDir(), "a.seika")
	require.NoError(t, os.WriteFile(path, file.Encode(model.Empty()), 0o600))
	d.w.openPath(path)
	d.until("open", func() bool { return d.w.file.Path() != "" })
	d.add("n1", "契約書")
	given := file.Encode(d.w.doc.Graph())
	d.w.close()
	d.app.Finish()
	found, _ := disk.Recoveries(t.Context())
	assert.Empty(t, found)
	o, err := disk.Open(t.Context(), path, 1<<20)
	require.NoError(t, err)
	got, err := o.Doc.Version(store.SumOf(given))
	require.NoError(t, err)
	assert.Equal(t, string(given), string(got))
	require.NoError(t, o.Doc.Close())
}

// TestWhatWasClosedWithoutAFileIsHadBack: "Don't save" on a document that has no file is no last word.
func TestWhatWasClosedWithoutAFileIsHadBack(t *testing.T) {
	disk := store.New(t.TempDir())
	disk.Go = func(f func()) { f() }
	d := newDeskOn(t, disk)
	d.w.run("given_up")
	d.until("it is said", func() bool { return strings.HasPrefix(d.said(), "No document without a file") })
	d.add("n1", "契約書")
	d.w.close()
	d.app.Finish()

	next := newDeskOn(t, disk)
	list := func() {
		next.w.run("given_up")
		next.until("the list", func() bool { return len(next.w.boxes) == 1 })
	}
	list()
	next.button("Open")
	next.settle()
	assert.Equal(t, "契約書", next.w.doc.Graph().Label("n1"))
	assert.True(t, next.w.doc.Dirty(), "it is in no file yet")
	list()
	next.button("Forget all…")
	next.settle()
	next.button("Forget")
	next.until("it is said", func() bool { return strings.HasPrefix(next.said(), "1 forgotten") })
	assert.Empty(t, disk.GivenUp(t.Context()))
}

func TestClosedDocumentsAreNotHeldInMemory(t *testing.T) {
	d := newDesk(t)
	for range 10 {
		w := d.app.newWindow()
		w.endJournal()
		w.keep(w.doc)
		w.close()
		d.app.endings[len(d.app.endings)-1].Settle()
	}
	assert.LessOrEqual(t, len(d.app.endings), 2)
}

func TestANameBeingTypedIsKept(t *testing.T) {
	d := killed(t, func(d *desk) {
		d.add("n1", "契約書")
		d.w.selectIDs([]model.ID{"n1"})
		d.w.renameSelected()
		d.w.bar.entry.SetText("契約書（改訂中の長い名前で二十文字をこえるもの）")
		d.settle()
	})
	assert.Contains(t, d.noticed(""), "was being typed")
	d.answer(0)
	d.until("what was typed is shown", func() bool { return d.noticed("draft") != "" })
	assert.Contains(t, d.noticed("draft"), "二十文字をこえるもの")
}
