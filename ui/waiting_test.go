package ui

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
)

// about lists the rules that ask about a deliverable now.
func (d *desk) about(name string) []string {
	var ids []string
	for _, f := range d.w.open() {
		for _, id := range f.At {
			if id == d.id(name) {
				ids = append(ids, f.Rule)
			}
		}
	}
	return ids
}

// TestQuestionsWait is no. 8 of interaction.md §11: about what is young, selected or being named nothing is asked yet, and
// when the reason ends it is, by a timer, without an edit.
func TestQuestionsWait(t *testing.T) {
	d := deskWith(t, many)
	d.pick("A")
	d.words("Tab «X» Enter Esc")
	require.Empty(t, d.sel())
	d.pass(9900*time.Millisecond - 25*time.Millisecond) // the Enter took 25 ms
	assert.Empty(t, d.about("X"), "at 9.9 s")
	view, focus := d.w.canvas.View(), d.focus()
	d.pass(200 * time.Millisecond)
	assert.NotEmpty(t, d.about("X"), "at 10.1 s")
	assert.Equal(t, view, d.w.canvas.View(), "nothing scrolls")
	assert.Equal(t, focus, d.focus(), "nothing takes the keyboard")
	assert.False(t, d.w.side.Visible(), "nothing opens")
}

func TestQuestionsWaitForWhatIsSelected(t *testing.T) {
	d := deskWith(t, many)
	d.pick("A")
	d.words("Tab «X» Enter")
	d.pass(11 * time.Second)
	require.Equal(t, "X", d.sel())
	assert.Empty(t, d.about("X"), "selected")
	d.press("Esc")
	assert.NotEmpty(t, d.about("X"), "deselected, without an edit")
	d.pick("X")
	assert.NotEmpty(t, d.about("X"), "once shown it is not withdrawn")
}

func TestF8VisitsEveryQuestionOnceAndComesRound(t *testing.T) {
	d := deskWith(t, many)
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	want := len(d.w.open())
	require.Greater(t, want, 3)
	require.False(t, d.w.side.Visible())
	seen := map[string]int{}
	var first string
	for i := range want {
		d.press("F8")
		f, ok := d.w.asked()
		require.True(t, ok)
		seen[f.Key]++
		if i == 0 {
			first = f.Key
		}
	}
	assert.Len(t, seen, want)
	d.press("F8")
	f, _ := d.w.asked()
	assert.Equal(t, first, f.Key)
	d.press("Shift+F8", "Shift+F8")
	f, _ = d.w.asked()
	assert.Equal(t, want, len(seen))
	assert.NotEqual(t, first, f.Key)
	assert.True(t, d.w.side.Visible())
}

func TestAnsweringIsThreeActionsAndOneStep(t *testing.T) {
	d := deskWith(t, many)
	before := d.bytes()
	for range d.w.open() {
		d.press("F8")
		if f, _ := d.w.asked(); f.Rule == "U02" || len(d.w.Fixes(f)) > 0 {
			break
		}
	}
	f, _ := d.w.asked()
	d.press("Enter")
	d.text("佐藤")
	d.press("Enter")
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps, "%s answered", f.Rule)
	d.press("Ctrl+Z")
	assert.Equal(t, before, d.bytes())
}

func TestAFixIsShownBeforeItIsDone(t *testing.T) {
	d := deskWith(t, many)
	before := d.bytes()
	d.enterArea("fixes")
	assert.Equal(t, before, d.bytes(), "a ghost changes nothing")
	assert.Contains(t, d.said(), "Enter does it")
	d.press("Enter")
	assert.NotEqual(t, before, d.bytes())
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps)
	assert.Equal(t, "canvas", d.focus())
}

func TestAFixIsChosenByItsNumber(t *testing.T) {
	d := deskWith(t, resting)
	d.goTo("K07")
	d.press("Ctrl+.")
	m := d.w.bar.mode.(*fixMode)
	require.Greater(t, len(m.fixes), 1)
	d.text("2")
	assert.Contains(t, d.said(), "2: "+m.title(1))
	before := d.bytes()
	d.press("Enter")
	assert.NotEqual(t, before, d.bytes())
}

func TestMarkersOffStayOff(t *testing.T) {
	d := deskWith(t, many)
	d.press("Ctrl+Shift+M")
	assert.Empty(t, d.w.marks())
	d.pick("A")
	d.words("Tab «X» Enter Esc")
	d.pass(11 * time.Second)
	assert.Empty(t, d.w.marks())
	d.press("Ctrl+Shift+M")
	assert.NotEmpty(t, d.w.marks())
}

func TestSmallModelsAreNotAsked(t *testing.T) {
	for _, text := range []string{"", "A", "A > B", "A, (B) > C", "A, (B) > C\nC = D"} {
		d := deskWith(t, text)
		d.pass(time.Minute)
		for _, f := range d.w.open() {
			assert.Equal(t, analysis.Error, f.Severity, "%q: %s", text, f.Rule)
		}
	}
}
