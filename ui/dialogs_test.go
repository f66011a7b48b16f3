package ui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/internal/store"
	"seika/internal/store/fsx"
	"seika/model"
)

// sick is a disk on which writing fails while fails is set, or waits while gate is.
type sick struct {
	fsx.OS
	fails error
	gate  chan struct{}
}

func (s *sick) CreateExcl(name string, perm fs.FileMode) (fsx.File, error) {
	if s.gate != nil {
		<-s.gate
	}
	if s.fails != nil {
		return nil, s.fails
	}
	return s.OS.CreateExcl(name, perm)
}

// buttons are those of the dialog on top, by their words.
func (d *desk) buttons() map[string]*button {
	found := map[string]*button{}
	top := d.w.win.Canvas().Overlays().Top()
	if top == nil {
		return found
	}
	for _, o := range test.LaidOutObjects(top) {
		if b, ok := o.(*button); ok {
			found[b.Text] = b
		}
	}
	return found
}

func (d *desk) button(text string) {
	d.t.Helper()
	b := d.buttons()[text]
	require.NotNil(d.t, b, "a button %q", text)
	b.Tapped(nil)
	d.flush()
}

// closeWindow does what the cross of the window's frame does.
func (d *desk) closeWindow() {
	d.w.leave(d.w.close)
	d.flush()
}

// TestNoDialogLosesWork goes through every question that can be on the screen, and leaves each by Cancel, by Esc, and by
// closing the window: the document and the file stay as they are, and the window is there.
func TestNoDialogLosesWork(t *testing.T) {
	type state struct {
		name string
		open func(d *desk, disk *sick, path string)
	}
	edit := func(d *desk) {
		d.pick("A")
		d.words("Tab «新しい» Enter")
	}
	saved := func(d *desk, path string) {
		d.w.saveTo(requestFor(path), nil)
		d.until("saved", func() bool { return !d.w.saving })
	}
	states := []state{
		{"unsaved changes at close", func(d *desk, _ *sick, path string) { saved(d, path); edit(d); d.closeWindow() }},
		{"unsaved changes at quit", func(d *desk, _ *sick, path string) { saved(d, path); edit(d); d.app.quit() }},
		{"unsaved changes of a new document", func(d *desk, _ *sick, _ string) { edit(d); d.closeWindow() }},
		{"a name being typed at close", func(d *desk, _ *sick, _ string) { d.pick("A"); d.words("Tab «新しい»"); d.closeWindow() }},
		{"where to save", func(d *desk, _ *sick, _ string) { edit(d); d.press("Ctrl+S") }},
		{"where to save, at close", func(d *desk, _ *sick, _ string) { edit(d); d.closeWindow(); d.button("Save") }},
		{"save as onto a file that is there", func(d *desk, _ *sick, path string) {
			saved(d, path)
			edit(d)
			d.press("Ctrl+Shift+S")
			d.button("Save")
		}},
		{"changed by somebody else", func(d *desk, _ *sick, path string) {
			saved(d, path)
			edit(d)
			require.NoError(d.t, os.WriteFile(path, []byte("{\n\"version\":1\n}\n"), 0o600))
			d.press("Ctrl+S")
			d.until("the question", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"the file is gone", func(d *desk, _ *sick, path string) {
			saved(d, path)
			edit(d)
			require.NoError(d.t, os.Remove(path))
			d.press("Ctrl+S")
			d.until("the question", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"the disk is full", func(d *desk, disk *sick, path string) {
			saved(d, path)
			edit(d)
			disk.fails = syscall.ENOSPC
			d.press("Ctrl+S")
			d.until("the question", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"the disk is broken, at close", func(d *desk, disk *sick, path string) {
			saved(d, path)
			edit(d)
			disk.fails = errors.New("broken")
			d.closeWindow()
			d.button("Save")
			d.until("the question", func() bool { return len(d.w.boxes) > 0 && !d.w.saving })
		}},
		{"the disk broke while closing during a save", func(d *desk, disk *sick, path string) {
			saved(d, path)
			edit(d)
			disk.gate = make(chan struct{})
			disk.fails = errors.New("broken")
			d.key(fyne.KeyS, ctrl)
			d.closeWindow()
			close(disk.gate)
			disk.gate = nil
			d.until("the question", func() bool { return len(d.w.boxes) > 0 && !d.w.saving })
		}},
		{"a file that cannot be opened", func(d *desk, _ *sick, _ string) {
			edit(d)
			bad := filepath.Join(d.t.TempDir(), "bad.seika")
			require.NoError(d.t, os.WriteFile(bad, []byte("{"), 0o600))
			d.w.openPath(bad)
			d.until("the message", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"export", func(d *desk, _ *sick, _ string) { edit(d); d.press("Ctrl+P") }},
		{"the file that another program changed, compared", func(d *desk, _ *sick, path string) {
			saved(d, path)
			edit(d)
			d.w.compareTheirs(model.Empty(), choice{lang.M("outside.keep_mine"), func() {}})
		}},
		{"a conflict, compared", func(d *desk, _ *sick, path string) {
			saved(d, path)
			edit(d)
			require.NoError(d.t, os.WriteFile(path, []byte("{\n\"version\":1\n}\n"), 0o600))
			d.press("Ctrl+S")
			d.until("the question", func() bool { return len(d.w.boxes) > 0 })
			d.button("Compare")
			d.until("the pictures", func() bool { return d.buttons()["Open theirs beside"] != nil })
		}},
		{"versions", func(d *desk, _ *sick, path string) {
			saved(d, path)
			edit(d)
			saved(d, path)
			d.add("another", "別の")
			d.w.versions()
			d.until("the list", func() bool { return len(d.w.boxes) > 0 })
		}},
		{"forget what is kept", func(d *desk, _ *sick, path string) { saved(d, path); edit(d); d.w.forget() }},
		{"a table pasted", func(d *desk, _ *sick, _ string) { edit(d); d.w.pasteTable([][]string{{"x", "y"}, {"z", "w"}}) }},
		{"preferences", func(d *desk, _ *sick, _ string) { edit(d); d.w.showPreferences() }},
		{"open", func(d *desk, _ *sick, _ string) { edit(d); d.w.openDialog() }},
		{"keys", func(d *desk, _ *sick, _ string) { edit(d); d.w.showKeys() }},
		{"about", func(d *desk, _ *sick, _ string) { edit(d); d.w.about() }},
	}
	leaves := []struct {
		name string
		do   func(d *desk)
	}{
		{"Cancel", func(d *desk) {
			for _, text := range []string{"Cancel", "Close"} {
				if _, ok := d.buttons()[text]; ok {
					d.button(text)
					return
				}
			}
			d.t.Skip("nothing to press")
		}},
		{"Esc", func(d *desk) { d.press("Esc") }},
		{"the window's cross", func(d *desk) { d.closeWindow() }},
	}
	d := newDesk(t)
	for _, s := range states {
		for _, l := range leaves {
			t.Run(s.name+"/"+l.name, func(t *testing.T) {
				d.t = t
				for top := d.w.win.Canvas().Overlays(); top.Top() != nil; {
					top.Remove(top.Top())
				}
				d.w.boxes, d.w.file = nil, d.app.config.Disk.Untitled()
				d.open(flow)
				disk := &sick{}
				d.app.config.Disk.FS = disk
				path := filepath.Join(t.TempDir(), "work.seika")
				s.open(d, disk, path)
				d.flush()
				file, _ := os.ReadFile(path)
				want := d.bytes()
				require.True(t, d.w.doc.Dirty())
				require.NotNil(t, d.w.win.Canvas().Overlays().Top(), "a question")

				l.do(d)
				d.flush()
				assert.True(t, !d.w.closed, "the window is there")
				assert.Equal(t, want, d.bytes())
				assert.True(t, d.w.doc.Dirty(), "the document still says that it is not saved")
				now, _ := os.ReadFile(path)
				assert.Equal(t, string(file), string(now))
				if l.name == "Esc" && s.name != "export" {
					assert.Empty(t, d.w.boxes)
					d.settle()
					assert.Equal(t, "canvas", d.focus(), "the keyboard is back")
				}
			})
		}
	}
}

func TestClosingDuringASaveWaitsForIt(t *testing.T) {
	d := deskWith(t, flow)
	disk := &sick{gate: make(chan struct{})}
	d.app.config.Disk.FS = disk
	path := filepath.Join(t.TempDir(), "work.seika")
	d.pick("A")
	d.words("Tab «新しい» Enter")
	want := d.bytes()
	d.w.saveTo(requestFor(path), nil)
	d.closeWindow()
	assert.True(t, !d.w.closed)
	close(disk.gate)
	d.until("closed", func() bool { return d.w.closed })
	now, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, want, string(now))
}

func TestSaveAtCloseSavesAndCloses(t *testing.T) {
	d := deskWith(t, flow)
	path := filepath.Join(t.TempDir(), "work.seika")
	d.w.saveTo(requestFor(path), nil)
	d.until("saved", func() bool { return !d.w.saving })
	d.pick("A")
	d.words("Tab «新しい» Enter")
	want := d.bytes()
	d.closeWindow()
	assert.Equal(t, "Save", d.w.win.Canvas().Focused().(*button).Text, "the safe one has the keyboard")
	d.key(fyne.KeyReturn, 0)
	d.until("closed", func() bool { return d.w.closed })
	now, _ := os.ReadFile(path)
	assert.Equal(t, want, string(now))
}

func TestDontSaveClosesAndLeavesTheFile(t *testing.T) {
	d := deskWith(t, flow)
	path := filepath.Join(t.TempDir(), "work.seika")
	d.w.saveTo(requestFor(path), nil)
	d.until("saved", func() bool { return !d.w.saving })
	before, _ := os.ReadFile(path)
	d.pick("A")
	d.words("Tab «新しい» Enter")
	d.closeWindow()
	d.button("Don't save")
	assert.True(t, d.w.closed)
	now, _ := os.ReadFile(path)
	assert.Equal(t, string(before), string(now))
}

func TestReplacingIsAskedForByName(t *testing.T) {
	d := deskWith(t, flow)
	path := filepath.Join(t.TempDir(), "work.seika")
	require.NoError(t, os.WriteFile(path, []byte("precious"), 0o600))
	d.app.remember(path) // the dialog begins in its folder
	d.press("Ctrl+S")
	d.key(fyne.KeyA, ctrl)
	d.text("work")
	d.key(fyne.KeyReturn, 0)
	d.pass(25e6)
	now, _ := os.ReadFile(path)
	assert.Equal(t, "precious", string(now), "untouched until somebody agrees")
	d.button("Replace")
	d.until("saved", func() bool { return !d.w.saving && !d.w.doc.Dirty() })
	now, _ = os.ReadFile(path)
	assert.Equal(t, d.bytes(), string(now))
}

func TestWorkBegunWhileAFileOpensIsKept(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "a.seika.txt")
	require.NoError(t, os.WriteFile(path, []byte("A > B\n"), 0o600))
	d.w.openPath(path)
	d.words("Enter") // before the file is there
	d.w.bar.set("mine")
	d.until("opened", func() bool { return len(d.app.windows) == 2 })
	assert.Equal(t, "mine", d.w.bar.entry.Text)
	assert.Equal(t, 2, d.app.windows[1].doc.Graph().NodeCount())
}

func TestAnExampleOpensAsAnUnnamedCopy(t *testing.T) {
	d := newDesk(t)
	d.w.openExample(gallery[0])
	d.settle()
	assert.Empty(t, d.w.file.Path())
	assert.False(t, d.w.doc.Dirty())
	assert.Positive(t, d.w.doc.Graph().NodeCount())
}

func requestFor(path string) store.Request { return store.Request{Path: path} }

// TestAnotherNameIsJustTyped where a document is saved: the one that is proposed is selected. A whole path says where.
func TestAnotherNameIsJustTyped(t *testing.T) {
	d := deskWith(t, flow)
	dir := t.TempDir()
	home, err := os.UserHomeDir()
	require.NoError(t, err)
	for _, c := range []struct{ typed, want string }{
		{"退院支援", filepath.Join(home, "退院支援.seika")},
		{"現状/案", filepath.Join(dir, "現状_案.seika")},
		{filepath.Join(dir, "A"), filepath.Join(dir, "A.seika")},
		{"~/B", filepath.Join(home, "B.seika")},
	} {
		if c.typed != "退院支援" {
			d.w.file = d.app.config.Disk.Untitled()
			d.app.remember(filepath.Join(dir, "x"))
		}
		d.press("Ctrl+Shift+S")
		d.text(c.typed)
		d.press("Enter")
		d.until("saved", func() bool { return d.w.file.Path() == c.want && !d.w.saving })
		assert.FileExists(t, c.want)
	}
}
