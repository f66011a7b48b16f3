package ui

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store"
	"seika/model"
	"seika/model/edit"
	"seika/model/file"
)

// written is a model with one deliverable in a file.
func written(t testing.TB, path, name string) *model.Graph {
	t.Helper()
	g, _, err := model.Try(model.Empty(), edit.Add{Node: model.Node{ID: "n1", Name: name, At: model.Place{Set: true}}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, file.Encode(g), 0o600))
	return g
}

func openDesk(t *testing.T) (d *desk, path string) {
	t.Helper()
	d = newDesk(t)
	path = filepath.Join(t.TempDir(), "a.seika")
	written(t, path, "契約書")
	d.w.openPath(path)
	d.until("open", func() bool { return d.w.file.Path() != "" })
	return d, path
}

func (d *desk) name() string {
	n, _ := d.w.doc.Graph().Node("n1")
	return n.Name
}

func TestAChangeFromOutsideIsTakenOverAsOneStep(t *testing.T) {
	d, path := openDesk(t)
	written(t, path, "見積書")
	d.until("the file is taken over", func() bool { return d.name() == "見積書" })
	assert.False(t, d.w.doc.Dirty())
	assert.Contains(t, d.noticed(noticeOutside), "Another program changed")
	d.w.undo()
	assert.Equal(t, "契約書", d.name())
	d.w.redo()
	d.add("n2", "注文書")
	d.w.save(nil)
	d.until("saved", func() bool { return !d.w.doc.Dirty() && !d.w.saving })
	assert.Empty(t, d.w.boxes, "no question")
	d.w.close()
}

// TestANoticeIsAnsweredByKeys: it takes no keyboard by itself, and is one of the areas that F6 goes round.
func TestANoticeIsAnsweredByKeys(t *testing.T) {
	d, path := openDesk(t)
	d.add("n2", "注文書")
	written(t, path, "見積書")
	d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
	d.w.ToCanvas()
	for _, keys := range []string{"Shift+F6", "F6 F6", "Shift+F6 Shift+F6 F6"} {
		d.words(keys)
		require.Equal(t, d.w.notices.first[0], d.w.win.Canvas().Focused(), keys)
		d.press("F6")
		require.Equal(t, "canvas", d.focus())
	}
	d.words("Shift+F6 Right Right Enter")
	d.until("theirs", func() bool { return d.name() == "見積書" })
	assert.Equal(t, "canvas", d.focus())
}

func TestAChangeFromOutsideNeverTouchesMine(t *testing.T) {
	d, path := openDesk(t)
	d.add("n2", "注文書")
	theirs := written(t, path, "見積書")
	d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
	assert.Equal(t, "契約書", d.name())
	assert.Contains(t, d.noticed(noticeOutside), "1 deliverable changed, 1 deliverable removed")

	t.Run("taking theirs keeps mine as a version", func(t *testing.T) {
		mine := file.Encode(d.w.doc.Graph())
		d.answer(2)
		d.until("theirs", func() bool { return d.name() == "見積書" })
		assert.Equal(t, string(file.Encode(theirs)), string(file.Encode(d.w.doc.Graph())))
		_, err := d.w.file.Version(store.SumOf(mine))
		require.NoError(t, err)
	})
	t.Run("keeping mine replaces theirs with the next save", func(t *testing.T) {
		d.add("n3", "請求書")
		written(t, path, "納品書")
		d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
		d.answer(1)
		d.w.save(nil)
		d.until("saved", func() bool { return !d.w.doc.Dirty() && !d.w.saving })
		assert.Empty(t, d.w.boxes, "no question")
		assert.Equal(t, "見積書", d.name())
	})
	d.w.close()
}

func TestAFileThatIsGoneLeavesTheDocument(t *testing.T) {
	d, path := openDesk(t)
	require.NoError(t, os.Remove(path))
	d.until("it is said", func() bool { return d.noticed(noticeOutside) != "" })
	assert.Equal(t, "契約書", d.name())
	assert.True(t, d.w.doc.Dirty())
	d.w.close()
}

// What was seen of the file may be past when its turn comes: another save of ours went between.
func TestWhatTheFileHeldBeforeOurLastSaveIsNoChange(t *testing.T) {
	d, path := openDesk(t)
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, was := range []store.Seen{store.SumOf(old), store.Nothing} {
		d.add(model.ID(fmt.Sprint("m", was == store.Nothing)), "注文書")
		d.w.save(nil)
		d.until("saved", func() bool { return !d.w.doc.Dirty() && !d.w.saving })
		want := d.bytes()
		d.w.changedOutside(path, was, old)
		time.Sleep(50 * time.Millisecond)
		d.settle()
		assert.Equal(t, want, d.bytes())
		assert.False(t, d.w.doc.Dirty())
		assert.Empty(t, d.noticed(noticeOutside))
	}
	d.w.close()
}

// Saves at any moment between two looks of the watch. make torture does a thousand.
func TestOwnSavesAreNoChangeFromOutside(t *testing.T) {
	d, _ := openDesk(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	saves := 10
	if part, _ := strconv.Atoi(os.Getenv("SEIKA_TORTURE")); part > 0 {
		saves = 1000 / part
	}
	for i := range saves {
		d.w.do(edit.Rename{ID: "n1", To: fmt.Sprint("契約書 ", i)})
		d.w.save(nil)
		d.until("saved", func() bool { return !d.w.doc.Dirty() && !d.w.saving })
		time.Sleep(time.Duration(rnd.IntN(200)) * time.Millisecond)
		d.settle()
		require.Empty(t, d.noticed(noticeOutside), "save %d", i)
		require.Equal(t, fmt.Sprint("契約書 ", i), d.name())
	}
	t.Logf("own saves: %d, 0 false alarms", saves)
	d.w.close()
}

func TestAnotherWindowAndAChangeAreToldWithinASecond(t *testing.T) {
	if os.Getenv("SEIKA_TORTURE") == "" {
		t.Skip("timed, so only in make torture")
	}
	d, path := openDesk(t)
	times := func(what string, n int, do func(i int) (seen func() bool)) {
		var worst time.Duration
		for i := range n {
			seen := do(i)
			begin := time.Now()
			d.until(what, seen)
			worst = max(worst, time.Since(begin))
		}
		t.Logf("%s: %d times, at most %d ms", what, n, worst.Milliseconds())
	}
	times("a change from outside", 20, func(i int) func() bool {
		name := fmt.Sprint("見積書 ", i)
		written(t, path, name)
		return func() bool { return d.name() == name }
	})
	times("another window has the file", 20, func(int) func() bool {
		other := newDeskOn(t, store.New(d.app.config.Disk.State))
		other.w.openPath(path)
		return func() bool { other.flush(); return other.noticed(noticeHeld) != "" }
	})
	d.w.close()
}

// Many programs, and those that keep the folders of several machines alike, remove a file before they write it again.
func TestAFileThatComesBackIsNoQuestion(t *testing.T) {
	d, path := openDesk(t)
	gone := func() {
		require.NoError(t, os.Remove(path))
		d.until("it is gone", func() bool { return d.w.doc.Dirty() })
	}
	gone()
	written(t, path, "契約書")
	d.until("it is back", func() bool { return !d.w.doc.Dirty() })
	assert.Empty(t, d.noticed(noticeOutside), "with what it had")

	gone()
	written(t, path, "見積書")
	d.until("it is taken over", func() bool { return d.name() == "見積書" })
	assert.False(t, d.w.doc.Dirty(), "as nothing was changed here")

	gone()
	d.add("n2", "注文書")
	written(t, path, "納品書")
	d.until("it is asked", func() bool { return strings.Contains(d.noticed(noticeOutside), "changes of your own") })
	assert.Equal(t, "見積書", d.name())
	d.w.close()
}

func TestWhatIsInNoFileAnyMoreIsOfferedAfterAKill(t *testing.T) {
	d := killed(t, func(d *desk) {
		path := filepath.Join(t.TempDir(), "a.seika")
		written(t, path, "契約書")
		d.w.openPath(path)
		d.until("open", func() bool { return d.w.file.Path() != "" })
		require.NoError(t, os.Remove(path))
		d.until("it is gone", func() bool { return d.noticed(noticeOutside) != "" })
		assert.Equal(t, "status.kept", d.w.keptWord().Key)
	})
	assert.Contains(t, d.noticed(""), "All of it is kept")
	d.answer(0)
	d.until("it is here", func() bool { return d.w.doc.Graph().NodeCount() == 1 })
}

func TestAConflictCanBeComparedBeforeItIsAnswered(t *testing.T) {
	d, path := openDesk(t)
	d.w.unfollow() // before the change is noticed
	d.add("n2", "注文書")
	written(t, path, "見積書")
	d.press("Ctrl+S")
	d.until("the question", func() bool { return len(d.w.boxes) == 1 })
	d.button("Compare")
	d.until("the pictures", func() bool { return d.buttons()["Open theirs beside"] != nil })
	d.button("Replace")
	d.until("saved", func() bool { return !d.w.doc.Dirty() && !d.w.saving })
	now, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, d.bytes(), string(now))
	d.w.close()
}

func TestASecondWindowReadsUntilItIsFreeOrToldOtherwise(t *testing.T) {
	d, path := openDesk(t)
	other := newDeskOn(t, store.New(d.app.config.Disk.State))
	other.w.openPath(path)
	other.until("open", func() bool { return other.w.file.Path() != "" })
	assert.True(t, other.w.readOnly)
	assert.Contains(t, other.noticed(noticeHeld), "has been open in another window since")
	assert.False(t, other.w.do(edit.Rename{ID: "n1", To: "x"}))
	written(t, path, "見積書")
	other.until("it follows", func() bool { return other.name() == "見積書" })
	assert.NotContains(t, other.noticed(noticeOutside), "Ctrl+Z", "where nothing can be taken back")
	other.w.undo()
	assert.Equal(t, "見積書", other.name())

	d.w.close()
	other.pass(3 * time.Second)
	other.until("it is free", func() bool { return other.noticed(noticeHeld) != "" && len(other.w.notices.list[0].choices) == 1 })
	other.answer(0)
	assert.False(t, other.w.readOnly)
	other.w.close()
	other.app.Finish()
}

func TestAVersionIsRestoredAsOneStep(t *testing.T) {
	d, _ := openDesk(t)
	d.add("n2", "注文書")
	d.w.save(nil)
	d.until("saved", func() bool { return !d.w.doc.Dirty() && !d.w.saving })
	d.w.versions()
	d.until("the list", func() bool { return len(d.w.boxes) == 1 })
	d.w.dismiss()
	data, err := d.w.file.Versions()
	require.NoError(t, err)
	require.Len(t, data, 1)
	text, err := d.w.file.Version(data[0].Seen)
	require.NoError(t, err)
	g, err := theirs(bytes.NewReader(text))
	require.NoError(t, err)
	d.w.restore(g)
	assert.Equal(t, 1, d.w.doc.Graph().NodeCount())
	d.w.undo()
	assert.Equal(t, 2, d.w.doc.Graph().NodeCount())
	d.w.close()
}

func TestACopyBesideTheFileIsOfferedToCompare(t *testing.T) {
	d, path := openDesk(t)
	time.Sleep(2500 * time.Millisecond) // what lies there by then is passed over
	beside := func(name string) string { return filepath.Join(filepath.Dir(path), name) }
	require.NoError(t, os.WriteFile(beside("a (1).seika"), []byte(d.bytes()), 0o600))
	stranger, _, err := model.Try(model.Empty(), edit.Add{Node: model.Node{ID: "z9", Name: "日報", At: model.Place{Set: true}}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(beside("a - 別の文書.seika"), file.Encode(stranger), 0o600))
	require.NoError(t, os.WriteFile(beside("a-notes.seika"), []byte("no model"), 0o600))
	theirs := written(t, beside("a (競合コピー).seika"), "見積書")
	d.until("it is said", func() bool { return d.noticed(noticeCopy) != "" })
	assert.Contains(t, d.noticed(noticeCopy), "a (競合コピー).seika")
	assert.Contains(t, d.noticed(noticeCopy), "1 deliverable changed")
	assert.Equal(t, "契約書", d.name())
	assert.False(t, d.w.doc.Dirty())

	d.answer(0)
	require.Len(t, d.w.boxes, 1)
	d.button("Take it over")
	assert.Equal(t, string(file.Encode(theirs)), d.bytes())
	assert.True(t, d.w.doc.Dirty())
	d.w.undo()
	assert.Equal(t, "契約書", d.name())
	d.w.close()
}
