package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/store"
	"seika/ui/panel"
)

func TestPreferencesHoldAtOnceAndForTheNextStart(t *testing.T) {
	disk := store.New(t.TempDir())
	disk.Go = func(f func()) { f() }
	d := newDeskOn(t, disk)
	d.open(flow)
	require.Empty(t, d.w.shownNumbers())
	d.press("Ctrl+,")
	top := d.w.win.Canvas().Overlays().Top()
	require.NotNil(t, top, "a dialog")
	for _, o := range test.LaidOutObjects(top) {
		if tick, ok := o.(*panel.TickBox); ok && tick.Text == "Numbers on boxes, not only while a line is typed" {
			tick.SetChecked(true)
		}
	}
	d.settle()
	assert.NotEmpty(t, d.w.shownNumbers())
	d.press("Esc")
	assert.Empty(t, d.w.boxes)
	assert.Equal(t, "canvas", d.focus())
	d.w.run("grid")
	d.w.run("minimap")

	d = newDeskOn(t, disk) // where Fyne has lost its preferences
	assert.True(t, d.app.on(prefNumbers))
	assert.True(t, d.app.on(prefGrid))
	assert.False(t, d.app.on(prefOverview))
	assert.True(t, d.app.on(prefGuides), "the usual")
	d.open(flow)
	assert.NotEmpty(t, d.w.shownNumbers())
}

func TestWhereOnlyCtrlEnterAcceptsEnterAndTabAreTheInputMethods(t *testing.T) {
	d := deskWith(t, flow)
	d.app.fyne.Preferences().SetString(prefAccept, acceptCtrl)
	before := d.bytes()
	d.pick("A")
	d.press("Tab")
	d.text("新しい")
	d.press("Enter", "Tab")
	assert.Equal(t, "bar", d.focus())
	assert.Equal(t, before, d.bytes())
	assert.Equal(t, "Ctrl+Enter accepts this, as chosen in the preferences.", d.said())
	d.press("Ctrl+Enter")
	assert.Equal(t, "canvas", d.focus())
	assert.Contains(t, d.lines(), "新しい")
}

func TestAnswersAreSignedByWhomThePreferencesName(t *testing.T) {
	d := deskWith(t, resting)
	d.app.fyne.Preferences().SetString(prefName, "田中")
	f := d.goTo("K07")
	d.press("Ctrl+Shift+A")
	a, ok := d.w.doc.Graph().Answer(f.Question())
	require.True(t, ok)
	assert.Equal(t, "田中", a.By)
}
