package ui

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	const earlier, table = "was.seika.txt", "Table of all deliverables at the end"
	d, dir := newDesk(t), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, earlier), []byte("title: Sales\nlang: en\n(flair) > offer > deal #goal\n"), 0o600))
	d.open("title: Sales\nlang: en\nvariant: tobe\nprice list > offer > deal #goal\n")
	d.w.do(edit.Describe{Meta: d.madeFrom(earlier)})
	d.w.saveTo(requestFor(filepath.Join(dir, "is.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })

	d.press("Ctrl+P")
	assert.False(t, d.chooses(earlier), "a picture has no older state")
	assert.False(t, d.ticks(table), "nor a table")
	require.True(t, d.chooses("Meeting report, Markdown  (*.md)"))
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

func TestAnEarlierStateThatIsNotThereIsToldAndNothingIsWritten(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.open("lang: en\nprice list > offer > deal #goal\n")
	d.w.do(edit.Describe{Meta: d.madeFrom("gone.seika")})
	d.w.saveTo(requestFor(filepath.Join(dir, "is.seika")), nil)
	d.until("saved", func() bool { return !d.w.saving })
	d.press("Ctrl+P")
	require.True(t, d.chooses("Meeting report, Markdown  (*.md)"))
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
