package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/ui/panel"
)

// TestAnEmptyCanvasAsksWhatIsToChange until a first deliverable is there, or an answer.
func TestAnEmptyCanvasAsksWhatIsToChange(t *testing.T) {
	d := newDesk(t)
	asks := func() bool { return d.w.wondering.Visible() }
	assert.False(t, asks(), "the start page asks itself")
	d.words("«受注»")
	assert.True(t, asks(), "the first character clears the page")
	assert.Equal(t, "What is to change?", d.w.wondering.text.Text)
	d.words("Enter")
	require.Equal(t, 1, d.w.doc.Graph().NodeCount())
	assert.False(t, asks())
	d.press("Esc", "Ctrl+Z")
	assert.True(t, asks())

	d.w.wondering.Tapped(&fyne.PointEvent{})
	assert.True(t, d.w.sees(propertiesTab))
	field, ok := d.w.win.Canvas().Focused().(*panel.Entry)
	require.True(t, ok)
	field.SetText("早く出荷する")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.settle()
	assert.Equal(t, "早く出荷する", d.w.doc.Graph().Meta().Purpose)
	assert.False(t, asks())
	d.w.relabel()
	assert.False(t, asks(), "in no language")
}

// TestTheOverviewIsThereAfterTheStartPage, which took it away.
func TestTheOverviewIsThereAfterTheStartPage(t *testing.T) {
	d := newDesk(t)
	d.w.leaveStart()
	assert.Contains(t, d.w.stack.Objects, d.w.canvas.Overview())
}
