package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
)

// turnings are what people turn to while something is typed in the bar.
var turnings = map[string]func(*desk){
	"the canvas": func(d *desk) { d.click(d.w.canvas.ToWidget(geom.Pt(20, 20))) },
	"F6":         func(d *desk) { d.press("F6") },
	"the text pane": func(d *desk) {
		d.w.win.Canvas().Focus(d.w.text.Focusable())
		d.settle()
	},
}

func TestALineWaitsWherePeopleTurnToSomethingElse(t *testing.T) {
	for what, turn := range turnings {
		d := deskWith(t, flow)
		d.press("F9", "Esc", "Ctrl+E")
		d.text("abc")
		require.True(t, d.w.bar.showsNumbers())
		turn(d)
		assert.NotEqual(t, "bar", d.focus(), what)
		assert.False(t, d.w.bar.showsNumbers(), what)
		assert.NotContains(t, d.w.hints()[0], "run the line", what)
		assert.Equal(t, "abc", d.w.bar.entry.Text, what)
		assert.Equal(t, "Unfinished line", d.w.bar.chip.Said(), what)
		d.press("Ctrl+E")
		assert.Equal(t, "abc", d.w.bar.entry.Text, "it is gone on with")
	}
}

func TestAnEmptyLineEndsWherePeopleTurnToSomethingElse(t *testing.T) {
	for what, turn := range turnings {
		d := deskWith(t, flow)
		d.press("F9", "Esc", "Ctrl+E")
		turn(d)
		assert.Nil(t, d.w.bar.mode, what)
	}
}

func TestALineThatWaitsIsNotLostWhenAnotherIsTyped(t *testing.T) {
	d := deskWith(t, flow)
	d.press("Ctrl+E")
	d.text("abc")
	d.click(d.w.canvas.ToWidget(geom.Pt(20, 20)))
	d.text("d")
	require.Equal(t, "d", d.w.bar.entry.Text)
	d.press("Esc", "Ctrl+E", "Up")
	for d.w.bar.entry.Text != "abc" {
		was := d.w.bar.entry.Text
		d.press("Up")
		require.NotEqual(t, was, d.w.bar.entry.Text, "it is in the history")
	}
}

func TestListsGoWherePeopleTurnToSomethingElse(t *testing.T) {
	for _, key := range []string{"Ctrl+K", "Ctrl+F", "Ctrl+T"} {
		for what, turn := range turnings {
			d := deskWith(t, flow)
			d.press("F9", "Esc", key)
			d.text("e")
			require.True(t, d.w.rows.shown(), key)
			seen := d.w.canvas.View()
			turn(d)
			assert.False(t, d.w.rows.shown(), "%s, %s", key, what)
			assert.Nil(t, d.w.bar.mode, "%s, %s", key, what)
			assert.NotEqual(t, "bar", d.focus(), "%s, %s", key, what)
			assert.Equal(t, seen, d.w.canvas.View(), "%s, %s: the view stays", key, what)
		}
	}
}

// The pointer takes the keyboard from the bar before the row hears of it.
func TestARowIsChosenByTheMouse(t *testing.T) {
	d := deskWith(t, flow)
	d.words("Ctrl+K «select_all»")
	d.w.win.Canvas().Focus(nil)
	d.settle()
	d.w.rows.lines[0].Tapped(&fyne.PointEvent{})
	d.settle()
	assert.Equal(t, "A B C D E", d.sel())
}

func TestAnAnswerWaitsWhereSomethingElseIsSelected(t *testing.T) {
	d := deskWith(t, resting)
	f := d.goTo("K07")
	asked := d.sel()
	d.press("Enter")
	d.text("half of it")
	require.Equal(t, "bar", d.focus())
	d.click(d.w.canvas.ToWidget(geom.Pt(20, 20)))
	assert.Nil(t, d.w.bar.mode, "the bar asks for no answer that typing would not go to")
	d.w.GoTo(f)
	d.press("Enter")
	assert.Equal(t, "half of it", d.w.bar.entry.Text)
	d.click(d.at(asked))
	d.text("!")
	assert.Equal(t, "half of it!", d.w.bar.entry.Text, "a press on what is asked about leaves nothing")
}

func TestWhatEnterWouldDoIsNotSaidWhereItWouldNot(t *testing.T) {
	d := deskWith(t, resting)
	d.goTo("K07")
	d.press("Ctrl+.")
	require.NotEmpty(t, d.said())
	d.press("Esc")
	assert.Empty(t, d.said())
	d.press("F12")
	d.text("x")
	require.Contains(t, d.said(), "only what if")
	d.press("Esc")
	assert.Empty(t, d.said())
}
