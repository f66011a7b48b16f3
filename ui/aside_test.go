package ui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
	"seika/ui/panel"
)

// cluster is three deliverables that are settled together, made from something, with something that waits.
const cluster = "M > A\nA = B\nB = C\nA > W #goal\n(K) > W\nA @佐藤\nB @鈴木\nK @佐藤\n"

func TestTheMeetingViewTellsWhoMustSettleWhat(t *testing.T) {
	d := deskWith(t, cluster)
	d.pick("B")
	before := d.bytes()
	d.press("F4")
	card := reads(d.w.card)
	require.Contains(t, card, "3 deliverables, up to 3 conversations, 1 waits for it.")
	assert.Contains(t, card, "佐藤: answers for “A”")
	assert.Contains(t, card, "鈴木: answers for “B”")
	assert.Contains(t, card, "Under these assumptions about 70 % of “C”, “B” and “A” is done again. Arithmetic on the assumption that 30 % of a "+
		"partner's work is redone. Not a forecast.", "a chain of three")
	assert.Equal(t, before, d.bytes())
	assert.False(t, d.w.tabs.Visible())

	d.w.copyCard(panel.MeetingCard(lang.EN, d.w.doc.Graph(), d.meeting(), ""))
	assert.Contains(t, d.app.fyne.Clipboard().Content(), "Waits for it: W")

	d.press("F4")
	assert.True(t, d.w.tabs.Visible(), "once more it ends")
	d.press("F4", "Esc")
	assert.True(t, d.w.tabs.Visible())
	assert.Equal(t, "B", d.sel(), "the selection stays")

	d.pick("K")
	d.press("F4")
	assert.Contains(t, d.said(), "settled")
	assert.Nil(t, d.w.aside)
}

// meeting is the one that is looked at.
func (d *desk) meeting() analysis.Meeting {
	d.t.Helper()
	v, ok := d.w.aside.(*meeting)
	require.True(d.t, ok)
	all, i := v.find()
	return all[i]
}

func TestTheMeetingViewFollowsTheDocumentAndActsOnIt(t *testing.T) {
	d := deskWith(t, cluster)
	d.pick("A")
	d.press("F4")
	fixes := rules.ForMeeting(d.w.caseOf(analysis.Finding{}, ""), d.meeting())
	ids := map[string]model.Command{}
	for _, f := range fixes {
		ids[f.ID] = f.Command
	}
	require.Contains(t, ids, "record")
	require.Contains(t, ids, "fix-first")
	require.Contains(t, ids, "assume")
	for id, c := range ids {
		before := d.bytes()
		require.True(t, d.w.do(d.w.placed(c)), id)
		d.settle()
		d.press("Ctrl+Z")
		assert.Equal(t, before, d.bytes(), "%s is one step", id)
	}
	d.w.do(ids["fix-first"])
	d.settle()
	assert.Nil(t, d.w.aside, "there is no meeting left to look at")
}

func TestWhatIfShowsWhatIsLostAndChangesNothing(t *testing.T) {
	d := deskWith(t, cluster)
	before := d.bytes()
	d.pick("K")
	d.press("F12")
	require.Contains(t, reads(d.w.card), "Without “K”, the result cannot be made.")
	assert.True(t, d.w.pale()(d.id("W")))
	assert.False(t, d.w.pale()(d.id("M")))
	for _, keys := range []string{
		"Tab", "Shift+Tab", "Enter", "Ctrl+Enter", "Delete", "Backspace", "F2", "Ctrl+I", "Ctrl+G", "Ctrl+D", "Ctrl+X", "Ctrl+V",
		"Ctrl+Z", "Ctrl+Y", "Ctrl+L", "F7", "F8", "Ctrl+.", "Alt+Right", "Ctrl+E",
	} {
		d.w.bar.say("")
		d.press(keys)
		assert.Equal(t, before, d.bytes(), keys)
		assert.Contains(t, d.said(), "only what if", keys)
		assert.Equal(t, "canvas", d.focus(), keys)
	}
	d.text("x>=")
	assert.Equal(t, before, d.bytes())
	from := d.at("A")
	d.drag(from, from.AddXY(40, 40), main)
	assert.Equal(t, before, d.bytes(), "nor by the pointer")
	d.press("Right", "Ctrl+C")
	assert.NotNil(t, d.w.aside)
	d.press("Esc")
	assert.Nil(t, d.w.aside)
	assert.Nil(t, d.w.pale())
	assert.Equal(t, before, d.bytes())
	steps, _ := d.w.doc.Steps()
	assert.Zero(t, steps)
}

func TestWhatIfLetsTheWholeDocumentBeSavedExportedAndSearched(t *testing.T) {
	d := deskWith(t, cluster)
	path := filepath.Join(t.TempDir(), "work.seika")
	d.w.saveTo(requestFor(path), nil)
	d.until("saved", func() bool { return !d.w.saving })
	d.w.do(edit.Rename{ID: d.id("M"), To: "Minutes"})
	whole := d.bytes()
	d.pick("K")
	d.press("F12", "Ctrl+S")
	d.until("saved", func() bool { return !d.w.saving })
	saved, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, whole, string(saved), "nothing of it is missing")
	assert.NotNil(t, d.w.aside)

	d.press("Ctrl+P")
	require.NotNil(t, d.w.win.Canvas().Overlays().Top(), "where to and how")
	d.button("Cancel")
	assert.NotNil(t, d.w.aside, "the view is still there")

	d.press("Ctrl+F")
	d.text("Minutes")
	d.press("Enter")
	assert.Equal(t, "Minutes", d.sel())
	d.press("Ctrl+F")
	d.text("W")
	d.press("Esc")
	assert.NotNil(t, d.w.aside, "Esc ended the search alone")
	d.press("Ctrl+A", "Esc")
	assert.Nil(t, d.w.aside)
	assert.Equal(t, whole, d.bytes())
}

func TestWhatIfAPersonWereGone(t *testing.T) {
	d := deskWith(t, cluster)
	d.press("F12")
	d.w.aside.(*whatIf).gone = analysis.Removed{People: []string{"佐藤"}}
	d.w.aside.show()
	d.settle()
	assert.Contains(t, reads(d.w.card), "Without 佐藤, the result cannot be made. 5 of 6 deliverables are lost or stalled.")
}

func TestTheCoachSpeaksAtMinuteTenInThreeLinesAndOnlyOfWhatGrew(t *testing.T) {
	d := deskWith(t, many)
	d.pass(11 * time.Minute)
	assert.Empty(t, d.w.coach.lines, "by choice")
	d.w.toggleCoach()
	t.Cleanup(d.w.toggleCoach)
	d.pass(10*time.Minute - time.Second)
	assert.Empty(t, d.w.coach.lines)
	d.pick("A")
	d.words("Tab «X» Enter Esc")
	d.pass(time.Second)
	assert.Empty(t, d.w.coach.lines, "somebody edits")
	d.pass(coachQuiet)
	require.Len(t, d.w.coach.lines, coachLines)
	assert.Equal(t, "coach.no_goal", d.w.coach.lines[0].Key)
	assert.False(t, d.w.side.Visible(), "it opens nothing")
	assert.Equal(t, "canvas", d.focus())
	d.pass(coachEvery)
	for _, m := range d.w.coach.lines {
		assert.NotEqual(t, "coach.no_goal", m.Key, "nothing grew")
	}
}

// TestButtonsOfACardAreSeenAndPressed: a button that a card was given has the keys and the halo of every other.
func TestButtonsOfACardAreSeenAndPressed(t *testing.T) {
	d := newDesk(t)
	pressed := 0
	b := panel.NewButton("copy", d.w, func() { pressed++ })
	w := d.app.fyne.NewWindow("")
	defer w.Close()
	w.SetContent(b)
	w.Canvas().Focus(b)
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, 1, pressed)
	objects := test.WidgetRenderer(w.Content().(fyne.Widget)).Objects()
	assert.Positive(t, objects[len(objects)-1].(*canvas.Rectangle).StrokeWidth)
}
