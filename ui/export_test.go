package ui

import (
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/model"
	"seika/model/edit"
	"seika/ui/panel"
)

// chooses takes a choice of the list of the dialog on top that has it, and says whether there is one.
func (d *desk) chooses(text string) bool {
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		if c, ok := o.(*panel.Chooser); ok {
			for i, x := range c.Options {
				if x == text {
					c.SetSelectedIndex(i)
					d.settle()
					return true
				}
			}
		}
	}
	return false
}

// exports takes a format in the export sheet.
func (d *desk) exports(name string) {
	d.t.Helper()
	at := slices.IndexFunc(formats.Formats, func(f export.Format) bool { return f.Name == name })
	require.GreaterOrEqual(d.t, at, 0, "a format %q", name)
	d.formats().Select(at)
	d.settle()
}

// formats is the list of the export sheet.
func (d *desk) formats() *panel.List {
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		if l, ok := o.(*panel.List); ok {
			return l
		}
	}
	require.FailNow(d.t, "the export sheet is not open")
	return nil
}

// sheet opens the export sheet and waits until all of it is drawn that shows.
func (d *desk) sheet() *sheet {
	d.t.Helper()
	d.press("Ctrl+P")
	s, ok := d.w.boxes[len(d.w.boxes)-1].(*sheet)
	require.True(d.t, ok, "the export sheet is open")
	d.until("the formats are drawn", func() bool {
		thumbs := d.thumbs()
		return len(thumbs) > 0 && !slices.Contains(thumbs, nil)
	})
	d.previewed(s, func() {})
	return s
}

// thumbs are what the formats look like that show in the list.
func (d *desk) thumbs() (all []image.Image) {
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		if r, ok := o.(*formatRow); ok {
			all = append(all, r.image.Image)
		}
	}
	return all
}

// previewed does something and waits until the preview shows what came of it.
func (d *desk) previewed(s *sheet, do func()) {
	d.t.Helper()
	s.picture.Image, s.text.Text = nil, ""
	do()
	if s.picture.Image == nil && s.text.Text == "" {
		s.show()
	}
	d.until("the preview", func() bool { return s.picture.Image != nil || s.text.Text != "" })
}

// ticks ticks a box of the dialog on top, and says whether it is there.
func (d *desk) ticks(text string) bool {
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		if c, ok := o.(*panel.TickBox); ok && c.Text == text {
			c.SetChecked(true)
			d.settle()
			return true
		}
	}
	return false
}

// madeFrom is what is said of the model, and that it was made from a file beside it.
func (d *desk) madeFrom(name string) model.Meta {
	m := d.w.doc.Graph().Meta()
	m.AsisFile = name
	return m
}

func TestAReportIsExportedAgainstTheStateItWasMadeFrom(t *testing.T) {
	const earlier, table = "was.seika.txt", "Table of all deliverables"
	d, dir := newDesk(t), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, earlier), []byte("title: Sales\nlang: en\n(flair) > offer > deal #goal\n"), 0o600))
	d.open("title: Sales\nlang: en\nvariant: tobe\nprice list > offer > deal #goal\n")
	d.w.do(edit.Describe{Meta: d.madeFrom(earlier)})
	d.w.saveTo(requestFor(filepath.Join(dir, "is.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })

	d.press("Ctrl+P")
	assert.False(t, d.chooses(earlier), "a picture has no older state")
	assert.False(t, d.ticks(table), "nor a table")
	d.exports("report-md")
	require.True(t, d.chooses(earlier))
	require.True(t, d.ticks(table))
	assert.True(t, d.chooses("none"), "it can be taken back")
	require.True(t, d.chooses(earlier))
	d.button("Export…")
	d.button("Export…") // under the name that is proposed
	var report []byte
	d.until("written", func() bool {
		found, err := filepath.Glob(filepath.Join(dir, "*.md"))
		require.NoError(t, err)
		if len(found) == 1 {
			report, err = os.ReadFile(found[0])
			require.NoError(t, err)
		}
		return len(report) > 0
	})
	assert.Contains(t, string(report), "as-is → to-be")
	assert.Contains(t, string(report), "flair", "what the older state had")
	assert.Contains(t, string(report), "| price list", "the table")
}

// TestWhatIsHandedOnIsNamedAfterWhatItIs: a report took the name of the picture, and the one was offered to replace the other.
func TestWhatIsHandedOnIsNamedAfterWhatItIs(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.open("lang: en\n(flair) > offer > deal #goal\n")
	d.w.saveTo(requestFor(filepath.Join(dir, "Sales.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })
	for _, tc := range [][2]string{{"report-md", "Sales meeting report.md"}, {"markdown", "Sales.md"}, {"findings-csv", "Sales questions.csv"}, {"csv", "Sales.csv"}} {
		d.press("Ctrl+P")
		d.exports(tc[0])
		d.button("Export…")
		d.button("Export…") // under the name that is proposed
		d.until(tc[1]+" is written", func() bool {
			_, err := os.Stat(filepath.Join(dir, tc[1]))
			return err == nil
		})
	}
}

func TestAnEarlierStateThatIsNotThereIsToldAndNothingIsWritten(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.open("lang: en\nprice list > offer > deal #goal\n")
	d.w.do(edit.Describe{Meta: d.madeFrom("gone.seika")})
	d.w.saveTo(requestFor(filepath.Join(dir, "is.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })
	d.press("Ctrl+P")
	d.exports("report-md")
	require.True(t, d.chooses("gone.seika"))
	d.button("Export…")
	d.button("Export…")
	d.until("told", func() bool {
		top := d.w.win.Canvas().Overlays().Top()
		return top != nil && strings.Contains(reads(top), "Not exported")
	})
	assert.Contains(t, reads(d.w.win.Canvas().Overlays().Top()), "gone.seika", "which file")
	found, err := filepath.Glob(filepath.Join(dir, "*.md"))
	require.NoError(t, err)
	assert.Empty(t, found)
}

func TestThePreviewOfAReportShowsTheEarlierStateAboveTheModel(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	earlier := filepath.Join(dir, "older.seika.txt")
	require.NoError(t, os.WriteFile(earlier, []byte("lang: en\n(flair) > offer > deal #goal\n"), 0o600))
	d.open("lang: en\nprice list > offer > deal #goal\n")
	f, ok := export.Named(formats.Formats, "report-html")
	require.True(t, ok)
	s := &sheet{w: d.w, graph: d.w.doc.Graph(), format: f}
	height := func() float64 {
		out, err := takeSample(t.Context(), sampling{job: s.job(), pixels: image.Pt(400, 2000), density: 1})
		require.NoError(t, err)
		return float64(out.picture.Rect.Dy()) / float64(out.picture.Rect.Dx())
	}
	alone := height()
	s.before = earlier
	assert.Greater(t, height(), 1.3*alone, "two pictures, one above the other")
}

// TestArrowsGoThroughTheFormats: what has the keyboard is the button that writes, so that Enter takes what is shown.
func TestArrowsGoThroughTheFormats(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.open("lang: en\nprice list > offer > deal #goal\n")
	d.w.saveTo(requestFor(filepath.Join(dir, "is.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })
	s := d.sheet()
	assert.Contains(t, reads(d.w.win.Canvas().Overlays().Top()), "Scale\n")
	d.previewed(s, func() { d.press("Down", "Down", "Down", "Down", "Up") })
	assert.Contains(t, reads(d.w.win.Canvas().Overlays().Top()), "Slides\n")
	d.press("Enter")
	d.button("Export…")
	d.until("written", func() bool {
		found, err := filepath.Glob(filepath.Join(dir, "*.pptx"))
		require.NoError(t, err)
		return len(found) == 1
	})
}

func TestAFormatWithoutOptionsLeavesTheirRoomToThePreview(t *testing.T) {
	d := newDesk(t)
	d.open(onboarding)
	d.w.win.Resize(fyne.NewSize(1280, 800))
	s := d.sheet()
	wide := s.picture.Size().Width
	d.exports("lines")
	assert.Greater(t, s.paper.Size().Width, wide+optionsWidth-1)
	d.exports("png")
	assert.InDelta(t, wide, s.picture.Size().Width, 1)
}

// TestEveryFormatIsSeenBeforeItIsTaken: all thumbs are drawn, also of nothing and of one thing, and what differs looks different.
func TestEveryFormatIsSeenBeforeItIsTaken(t *testing.T) {
	for _, text := range []string{"", "lang: en\noffer\n", onboarding} {
		d := newDesk(t)
		d.open(text)
		s := &sheet{w: d.w, graph: d.w.doc.Graph(), format: formats.Formats[0]}
		drawn := map[string][]byte{}
		th, err := newThumber(t.Context(), s.job(), 1.5)
		require.NoError(t, err)
		for _, f := range formats.Formats {
			img, err := th.of(t.Context(), f)
			require.NoError(t, err, f.Name)
			require.Equal(t, image.Rect(0, 0, 90, 63), img.Bounds(), f.Name)
			drawn[f.Name] = img.(*image.RGBA).Pix
		}
		for _, pair := range [][2]string{{"png", "pptx"}, {"pptx", "html"}, {"png", "drawio"}, {"report-pdf", "pdf"}, {"csv", "lines"}, {"csv", "report-pdf"}} {
			assert.NotEqual(t, drawn[pair[0]], drawn[pair[1]], pair)
		}
		if text == onboarding {
			assert.NotEqual(t, drawn["mermaid"], drawn["dot"], "their own lines")
		}
	}
}

func TestThumbsAreNoLongerDrawnOnceTheSheetIsClosed(t *testing.T) {
	d := newDesk(t)
	d.open(onboarding)
	d.press("Ctrl+P")
	s := d.w.boxes[0].(*sheet)
	d.press("Esc")
	had := slices.Clone(s.thumbs)
	d.pass(5e9)
	assert.Equal(t, had, s.thumbs)
	assert.Empty(t, d.w.boxes)
}

func BenchmarkThumbs(b *testing.B) {
	d := newDesk(b)
	d.open(onboarding)
	s := &sheet{w: d.w, graph: d.w.doc.Graph(), format: formats.Formats[0]}
	for b.Loop() {
		th, err := newThumber(b.Context(), s.job(), 1)
		require.NoError(b, err)
		for _, f := range formats.Formats {
			_, err := th.of(b.Context(), f)
			require.NoError(b, err)
		}
	}
}

// TestAnyFileCanBeTheEarlierState: it is asked for in a dialog over the sheet, shows above the model at once, and is what the
// report is held against. Who asks for none keeps what was.
func TestAnyFileCanBeTheEarlierState(t *testing.T) {
	const choose = "A file…"
	d, dir := newDesk(t), t.TempDir()
	older := filepath.Join(dir, "older.seika.txt")
	require.NoError(t, os.WriteFile(older, []byte("lang: en\n(flair) > offer > deal #goal\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "broken.seika"), []byte("{"), 0o600))
	d.open("lang: en\nprice list > offer > deal #goal\n")
	d.w.saveTo(requestFor(filepath.Join(dir, "is.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })
	s := d.sheet()
	d.previewed(s, func() { d.exports("report-html") })
	high := func() float64 { return float64(s.picture.Image.Bounds().Dy()) / float64(s.picture.Image.Bounds().Dx()) }
	alone := high()

	require.True(t, d.chooses(choose))
	require.Len(t, d.w.boxes, 2)
	d.press("Esc")
	require.Len(t, d.w.boxes, 1, "the sheet is still there")
	assert.Empty(t, s.before)
	assert.True(t, d.chooses("none"), "what was taken is still shown")

	require.True(t, d.chooses(choose))
	d.words("«older.seika.txt» Enter")
	d.until("two pictures, one above the other", func() bool { return high() > 1.3*alone })
	assert.Equal(t, older, s.before)
	assert.True(t, d.chooses("older.seika.txt"), "it is one of the choices now")

	require.True(t, d.chooses(choose))
	d.words("«broken.seika» Enter")
	d.until("in place of the picture, which file, and why not", func() bool {
		return !s.picture.Visible() && strings.Contains(s.text.Text, "broken.seika")
	})

	d.exports("report-md")
	require.True(t, d.chooses(choose))
	d.words("«older.seika.txt» Enter")
	d.button("Export…")
	d.button("Export…")
	var report []byte
	d.until("written", func() bool {
		var err error
		found, _ := filepath.Glob(filepath.Join(dir, "*.md"))
		if len(found) == 1 {
			report, err = os.ReadFile(found[0])
			require.NoError(t, err)
		}
		return len(report) > 0
	})
	assert.Contains(t, string(report), "flair", "what the older state had")
}

func TestTheExportSheetSaysThatItsPreviewIsBeingDrawn(t *testing.T) {
	d := deskWith(t, flow)
	d.w.exportDialog()
	s := d.w.boxes[len(d.w.boxes)-1].(*sheet)
	assert.Equal(t, "Drawing the preview…", s.size.Text)
	d.until("drawn", func() bool { return s.picture.Image != nil })
	assert.Contains(t, s.size.Text, "px")
}
