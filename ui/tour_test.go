package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheTourWaitsForTheModel is no. 19 of interaction.md §11: each step ends by what is there, with few presses beside names.
func TestTheTourWaitsForTheModel(t *testing.T) {
	d := newDesk(t)
	d.w.run("tour")
	d.settle()
	step := func() int {
		if d.w.tour == nil {
			return -1
		}
		return d.w.tour.at
	}
	require.Equal(t, 0, step())
	d.presses = 0
	d.text("order, menu > dish")
	assert.Equal(t, 0, step(), "typing alone is no step")
	d.press("Enter")
	assert.Equal(t, 1, step())
	d.press("Esc")
	d.press("Esc")
	d.pick("dish")
	d.words("Shift+Tab «skill» Enter")
	assert.Equal(t, 2, step())
	d.press("Ctrl+I")
	assert.Equal(t, 3, step())
	d.press("Right")
	d.words("Ctrl+Enter «hours» Enter")
	assert.Equal(t, 4, step())
	d.press("Ctrl+Shift+G")
	assert.Equal(t, 5, step())
	d.press("Ctrl+L")
	d.until("tidied", func() bool { return step() == 6 })
	d.press("F5")
	assert.Equal(t, -1, step())
	d.press("Esc")
	assert.LessOrEqual(t, d.presses, 60)
	assert.Empty(t, d.w.file.Path(), "no file was made")
}

func TestTheTourCanBeLeft(t *testing.T) {
	d := newDesk(t)
	d.w.run("tour")
	require.Len(t, d.w.notices.list, 1)
	d.w.notices.list[0].choices[0].do()
	d.w.notices.drop("tour")
	d.text("order > dish")
	d.press("Enter")
	assert.Nil(t, d.w.tour)
	assert.Empty(t, d.w.notices.list)
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
