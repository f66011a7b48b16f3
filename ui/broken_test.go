package ui

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/internal/store/fsx"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
	"seika/ui/panel"
)

// labels are the texts of all labels on a part of the screen.
func labels(o fyne.CanvasObject) (out []string) {
	for _, x := range test.LaidOutObjects(o) {
		switch l := x.(type) {
		case *widget.Label:
			out = append(out, l.Text)
		case *panel.Prose:
			out = append(out, l.Said())
		}
	}
	return out
}

// faulty is a command that breaks in the middle of an edit.
type faulty struct{}

func (faulty) Name() string { return "command.rename" }

func (faulty) Apply(tx *model.Tx) error {
	tx.PutNode(model.Node{ID: "half", Name: "half"})
	panic("planted")
}

func TestAPanicAnywhereCostsNoEdit(t *testing.T) {
	times := 50
	if part, _ := strconv.Atoi(os.Getenv("SEIKA_TORTURE")); part > 0 {
		times = 1000 / part
	}
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 0))
	var last []byte
	told := 0
	d := killed(t, func(d *desk) {
		d.app.config.Report = func(err error) {
			var p *live.Panic
			require.True(t, errors.As(err, &p), "%v", err)
			told++
		}
		breaks := false
		d.w.doc.Listen(func(model.Event) {
			if breaks {
				breaks = false
				panic("planted")
			}
		})
		d.add("n1", "契約書")
		for i := range times {
			switch before := told; rnd.IntN(5) {
			case 0: // what came back from a worker
				d.app.post(func() { panic("planted") })
				d.until("it is told", func() bool { return told > before })
			case 1: // a worker
				live.Go(func() error { panic("planted") }, func(err error) { d.app.post(func() { d.app.report(err) }) })
				d.until("it is told", func() bool { return told > before })
			case 2: // an edit, half done
				d.app.guard(func() { d.w.do(faulty{}) })
				_, half := d.w.doc.Graph().Node("half")
				require.False(t, half, "seed %d", seed)
			case 3: // whoever draws what an edit changed
				breaks = true
				d.app.guard(func() { d.w.do(edit.Rename{ID: "n1", To: "listener " + strconv.Itoa(i)}) })
			default: // a key
				d.w.newButton("x", func() { panic("planted") }, nil).OnTapped()
			}
			require.Equal(t, i+1, told, "each is told (seed %d)", seed)
			assert.Contains(t, d.said(), "Something inside Seika broke")
			require.True(t, d.w.do(edit.Rename{ID: "n1", To: "契約書 " + strconv.Itoa(i)}), "and work goes on (seed %d)", seed)
		}
		last = file.Encode(d.w.doc.Graph())
	})
	d.answer(0)
	d.until("the document is here", func() bool { return d.w.doc.Graph().NodeCount() == 1 })
	assert.Equal(t, string(last), string(file.Encode(d.w.doc.Graph())), "seed %d", seed)
	t.Logf("panics: seed %d, %d planted, each told, 0 edits lost", seed, times)
}

// unsure is a disk that takes everything but does not confirm it.
type unsure struct {
	fsx.FS
	fails bool
	only  string // folder
}

func (u *unsure) SyncDir(dir string) error {
	if u.fails && dir == u.only {
		return &os.PathError{Op: "sync", Path: dir, Err: syscall.EIO}
	}
	return u.FS.SyncDir(dir)
}

func (u *unsure) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

func TestASaveThatTheDiskDoesNotConfirmIsTriedAgainByItself(t *testing.T) {
	docs := t.TempDir()
	disk := store.New(t.TempDir())
	bad := &unsure{FS: fsx.OS{}, only: docs}
	disk.FS, disk.Go = bad, func(f func()) { f() }
	d := newDeskOn(t, disk)
	path := filepath.Join(docs, "a.seika")
	written(t, path, "契約書")
	d.w.openPath(path)
	d.until("open", func() bool { return d.w.file.Path() != "" })
	d.add("n2", "見積書")
	bad.fails = true
	d.w.save(nil)
	d.until("it is told", func() bool { return d.noticed(noticeUnsaved) != "" })
	assert.Empty(t, d.w.boxes, "work is not stopped")
	assert.True(t, d.w.doc.Dirty())
	d.pass(6 * time.Second)
	d.until("tried again", func() bool { return !d.w.saving })
	assert.NotEmpty(t, d.noticed(noticeUnsaved), "as long as it fails")
	bad.fails = false
	d.pass(6 * time.Second)
	d.until("saved", func() bool { return !d.w.doc.Dirty() })
	assert.Empty(t, d.noticed(noticeUnsaved))
	d.w.close()
}

func TestDeclinedRecoveriesCanBeForgotten(t *testing.T) {
	d := killed(t, func(d *desk) { d.add("n1", "契約書") })
	d.w.forgetDeclined()
	d.until("nothing was put off yet", func() bool { return d.said() == "No recovery was put off." })
	d.answer(1)
	disk := d.app.config.Disk
	d.until("it is given back", func() bool { return disk.Declined(t.Context()) == 1 })
	d.w.forgetDeclined()
	d.until("asked", func() bool { return len(d.w.boxes) == 1 })
	d.press("Return")
	// Looking meanwhile would take it from who forgets it.
	d.until("forgotten", func() bool { return strings.Contains(d.said(), "forgotten") })
	assert.Empty(t, d.w.boxes)
	assert.Zero(t, disk.Declined(t.Context()))
	found, _ := disk.Recoveries(t.Context())
	assert.Empty(t, found)
}

func TestAChangeFromOutsideIsCompared(t *testing.T) {
	d, path := openDesk(t)
	d.add("n2", "注文書")
	written(t, path, "見積書")
	d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
	d.answer(0)
	d.until("compared", func() bool { return len(d.w.boxes) == 1 })
	said := labels(d.w.win.Canvas().Overlays().Top())
	assert.Contains(t, said, "Changed: 見積書 (Name 契約書 → 見積書)")
	assert.Contains(t, said, "Removed: 注文書")
	d.w.dismiss()
	assert.NotEmpty(t, d.noticed(noticeOutside), "nothing is decided yet")
	assert.Equal(t, "契約書", d.name())
	d.w.close()
}

func TestSettingsThatFyneLostArePutBack(t *testing.T) {
	state := t.TempDir()
	d := newDeskOn(t, store.New(state))
	d.app.setLang(lang.JA)
	d.app.remember("/home/a.seika")
	disk := store.New(state)
	d.until("a copy", func() bool {
		return bytes.Contains(disk.Settings(), []byte("a.seika")) && bytes.Contains(disk.Settings(), []byte("ja"))
	})
	next := newDeskOn(t, disk) // Fyne begins with nothing
	assert.Equal(t, lang.JA, next.app.lang)
	assert.Equal(t, []string{"/home/a.seika"}, next.app.recent())
}
