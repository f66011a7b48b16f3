package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tourKeys are what ends each step of the tour, in order.
var tourKeys = []func(d *desk){
	func(d *desk) { d.text("order, menu > dish"); d.press("Enter") },
	func(d *desk) { d.words("Esc Esc Right Right Shift+Tab «skill» Enter") },
	func(d *desk) { d.press("Ctrl+I") },
	func(d *desk) { d.words("Right Ctrl+Enter «hours» Enter") },
	func(d *desk) { d.words("F8 Enter «dish» Enter") },
	func(d *desk) {
		d.press("Ctrl+L")
		d.until("tidied", func() bool { return d.w.tour == nil || d.w.tour.at > 5 })
	},
	func(d *desk) { d.press("F5") },
}

// step is where the tour is; -1 where none runs.
func (d *desk) step() int {
	if d.w.tour == nil {
		return -1
	}
	return d.w.tour.at
}

// TestTheTourWaitsForTheModel is no. 19 of interaction.md §11: each step ends by what is there, with few presses beside names.
func TestTheTourWaitsForTheModel(t *testing.T) {
	d := newDesk(t)
	d.w.run("tour")
	d.settle()
	require.Len(t, tourKeys, len(tourSteps))
	d.presses = 0
	for i, keys := range tourKeys {
		require.Equal(t, i, d.step(), tourSteps[i].id)
		if i == 0 {
			d.text("x")
			assert.Equal(t, 0, d.step(), "typing alone is no step")
			d.press("Backspace")
		}
		keys(d)
	}
	assert.Equal(t, -1, d.step())
	d.press("Esc")
	assert.LessOrEqual(t, d.presses, 60)
	assert.Contains(t, d.lines(), "menu, order, (skill) > dish")
	assert.Contains(t, d.lines(), "dish #goal", "what was answered is in the model")
	assert.Empty(t, d.w.file.Path(), "no file was made")
}

func TestTheTourCanBeLeftAtEveryStep(t *testing.T) {
	for at := range tourSteps {
		for _, leave := range []func(d *desk){
			func(d *desk) { d.press("Esc", "Esc", "Esc", "Esc") },
			func(d *desk) { d.answer(0) },
		} {
			d := newDesk(t)
			d.w.run("tour")
			d.settle()
			for _, keys := range tourKeys[:at] {
				keys(d)
			}
			require.Equal(t, at, d.step())
			leave(d)
			assert.Equal(t, -1, d.step(), "step %d", at)
			assert.Empty(t, d.w.notices.list, "step %d", at)
			assert.Contains(t, d.said(), "begins it again", "step %d", at)
			assert.Empty(t, d.w.file.Path(), "step %d: there is no file", at)
			assert.Empty(t, d.app.recent(), "step %d", at)
			d.text("free")
			d.press("Enter")
			assert.Equal(t, -1, d.step(), "it does not come back")
		}
	}
}

func TestTheWindowIsAsItWasLeft(t *testing.T) {
	d := deskWith(t, flow)
	d.w.win.Resize(fyne.NewSize(1000, 700))
	d.w.openSide(outlineTab)
	d.w.rememberLook()
	assert.Equal(t, fyne.NewSize(1000, 700), d.app.lastSize())
	next := d.app.newWindow()
	assert.Equal(t, outlineTab, next.tabs.SelectedIndex())
	assert.False(t, next.side.Visible())
}
