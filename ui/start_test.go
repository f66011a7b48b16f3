package ui

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/typeset"
	"seika/model"
	"seika/model/file"
)

func TestAWindowForAFileMakesNoStartPage(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "a.seika.txt")
	require.NoError(t, os.WriteFile(path, []byte("A > B\n"), 0o600))
	d.w = d.app.openWindow(path)
	assert.Nil(t, d.w.start, "while the file is being read")
	d.until("opened", func() bool { return d.w.doc.Graph().NodeCount() == 2 })
	d.settle()
	assert.Nil(t, d.w.start)
}

// A desktop starts the editor in another folder than a terminal did.
func TestAFileNamedFromAFolderIsRememberedFromTheRoot(t *testing.T) {
	d := newDesk(t)
	dir := t.TempDir()
	t.Chdir(dir)
	require.NoError(t, os.WriteFile("a.seika.txt", []byte("A > B\n"), 0o600))
	d.app.Start([]string{"a.seika.txt"})
	d.w = d.app.windows[len(d.app.windows)-1]
	d.until("opened", func() bool { return d.w.doc.Graph().NodeCount() == 2 })
	d.settle()
	here, err := os.Getwd()
	require.NoError(t, err)
	assert.Equal(t, []string{filepath.Join(here, "a.seika.txt")}, d.app.recent())
}

func TestExamplesSpeakTheLanguageOfTheReader(t *testing.T) {
	kana := regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}]`)
	for _, e := range gallery {
		en, err := readExample(t.Context(), e, lang.EN)
		require.NoError(t, err)
		ja, err := readExample(t.Context(), e, lang.JA)
		require.NoError(t, err)
		for n := range en.Nodes() {
			assert.NotRegexp(t, kana, n.Name, e.id)
			other, ok := ja.Node(n.ID)
			require.True(t, ok, "%s: the same deliverables", e.id)
			if n.NameAlt == "" {
				assert.Equal(t, n.Name, other.Name, "%s: the source is in English", e.id)
				continue
			}
			assert.Equal(t, [2]string{n.Name, n.NameAlt}, [2]string{other.NameAlt, other.Name}, e.id)
		}
	}
	d := newDesk(t)
	d.w.openExample(gallery[6])
	d.settle()
	assert.Equal(t, "en", d.w.doc.Graph().Meta().Lang)
	assert.Contains(t, d.lines(), "order slip")
	assert.False(t, d.w.doc.Dirty())
}

// The cards of the start page are for the mouse, and gone once there is something to show.
func TestExamplesAreInTheFileMenuToo(t *testing.T) {
	d := deskWith(t, flow)
	for _, m := range d.w.menu().Items[0].Items {
		if m.Label == "Open example" {
			require.Len(t, m.ChildMenu.Items, len(gallery))
			m.ChildMenu.Items[6].Action()
		}
	}
	require.Len(t, d.app.windows, 2, "beside what is there")
	d.w = d.app.windows[1]
	d.settle()
	assert.Contains(t, d.lines(), "order slip")
}

func TestAFileThatCannotBeOpenedLeavesTheStartPage(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "bad.seika")
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	d.w = d.app.openWindow(path)
	d.until("the message", func() bool { return len(d.w.boxes) > 0 })
	assert.NotNil(t, d.w.start)
}

func TestWorkBegunInAWindowWhoseFileCannotBeOpenedIsKept(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "bad.seika")
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	d.w = d.app.openWindow(path)
	d.words("Enter") // before the file is read
	d.w.bar.set("mine")
	d.until("the message", func() bool { return len(d.w.boxes) > 0 })
	assert.Equal(t, "mine", d.w.bar.entry.Text)
	assert.Nil(t, d.w.start)
}

// Widgets and the picture share the fonts: only the room between lines differs, and no second copy is kept.
func TestWidgetsHaveTheFontsOfThePicture(t *testing.T) {
	for _, c := range []struct {
		style fyne.TextStyle
		face  typeset.Face
	}{{fyne.TextStyle{}, typeset.FaceRegular}, {fyne.TextStyle{Bold: true}, typeset.FaceBold}} {
		ttf := look{}.Font(c.style).Content()
		file := typeset.FontFile(c.face)
		require.Len(t, ttf, len(file))
		differ := 0
		for i := range ttf {
			if ttf[i] != file[i] {
				differ++
			}
		}
		assert.LessOrEqual(t, differ, 4, "bytes of ascent and descent")
		assert.Equal(t, look{}.Font(c.style), look{text: barSize}.Font(c.style), "one resource for all")
	}
}

func TestALargeDocumentIsShownAtOnceAndItsLinesAreThenRouted(t *testing.T) {
	d := newDesk(t)
	var text strings.Builder
	for i := range manyLines + 10 {
		fmt.Fprintf(&text, "a%d > a%d\n", i%40, 40+i/15)
	}
	path := filepath.Join(t.TempDir(), "a.seika.txt")
	require.NoError(t, os.WriteFile(path, []byte(text.String()), 0o600))
	d.w = d.app.openWindow(path)
	d.until("opened", func() bool { return d.w.doc.Graph().NodeCount() > 0 })
	assert.Equal(t, layout.Quick, d.w.diagram.Options.Routing)
	d.until("careful lines", func() bool { return d.w.diagram.Options.Routing == layout.Careful })
	whole := diagram.Build(d.w.doc.Graph(), d.w.diagram.Options)
	for i, l := range d.w.diagram.Links {
		require.Equal(t, whole.Links[i].Route, l.Route)
	}
}

func TestExamplesAreNeverBlankAfterAChangeOfLanguageOrTheme(t *testing.T) {
	d := newDesk(t)
	for _, change := range []func(){func() { d.app.setLang(lang.JA) }, func() { d.app.setTheme(darkTheme) }} {
		change() // and nothing drawn yet
		for _, o := range test.LaidOutObjects(d.w.start) {
			if c, ok := o.(*card); ok {
				assert.Contains(t, slices.Collect(maps.Values(d.app.cards)), c.image.Image, c.title)
			}
		}
	}
}

func TestAWindowIsNoLargerThanTheScreen(t *testing.T) {
	d := newDesk(t)
	d.app.config.Screen = func() (int, int) { return 1366, 728 }
	d.w.win.Resize(fyne.NewSize(1280, 800))
	d.w.fitScreen()
	assert.Equal(t, fyne.NewSize(1280, 688), d.w.win.Canvas().Size())
	assert.Equal(t, fyne.NewSize(1280, 688), d.app.lastSize(), "the next one, too")

	d.app.config.Screen = func() (int, int) { return 1280, 800 }
	d.w.win.Resize(fyne.NewSize(1280, 800))
	d.w.fitScreen()
	assert.Equal(t, fyne.NewSize(1280, 760), d.w.win.Canvas().Size(), "one as high as the screen has a frame as well")
}

// TestTheFirstStartPageShowsItsExamples: it is made before the loop of events runs, and until then Fyne does at once what is
// posted from the goroutine of the UI.
func TestTheFirstStartPageShowsItsExamples(t *testing.T) {
	d := newDesk(t)
	clear(d.app.cards)
	here := goroutine()
	running := false
	d.app.config.Post = func(f func()) {
		if goroutine() == here && !running {
			f()
			return
		}
		d.post(f)
	}
	w := d.app.newWindow()
	running = true
	d.until("an example", func() bool { return len(d.app.cards) > 0 })
	w.leaveStart()
}

// goroutine is which one this is.
func goroutine() string {
	b := make([]byte, 64)
	return strings.Fields(string(b[:runtime.Stack(b, false)]))[1]
}

func TestTheWindowsOfLastTimeAreOpenedAgain(t *testing.T) {
	d := newDesk(t)
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"a", "b"} {
		paths = append(paths, filepath.Join(dir, name+".seika"))
		require.NoError(t, os.WriteFile(paths[len(paths)-1], file.Encode(model.Empty()), 0o600))
	}
	assert.Nil(t, d.w.lastTimeButton(), "nothing yet")
	for _, p := range paths {
		w := d.app.openWindow(p)
		d.until("opened", func() bool { return w.file.Path() == p })
	}
	d.app.quit()
	require.Empty(t, d.app.windows)

	d.w = d.app.newWindow() // as at the next start
	last := d.w.lastTimeButton()
	require.NotNil(t, last)
	assert.Equal(t, "Reopen last 2", last.Text)
	last.OnTapped()
	d.until("opened", func() bool {
		return len(d.app.windows) == 2 && d.app.windows[0].file.Path() == paths[0] && d.app.windows[1].file.Path() == paths[1]
	})
	assert.Nil(t, d.w.lastTimeButton(), "they are open")
	d.app.windows[1].close()
	d.app.windows[0].close()
	assert.Equal(t, paths[:1], d.app.fyne.Preferences().StringList(prefLastTime))
}
