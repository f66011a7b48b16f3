package ui

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/model"
	"seika/testdata"
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

// TestTheEmptyListSaysWhy: whoever looks for questions is told why there are none.
func TestTheEmptyListSaysWhy(t *testing.T) {
	d := deskWith(t, resting)
	d.w.openSide(questionsTab)
	d.settle()
	require.NotEmpty(t, d.w.open())
	d.press("Ctrl+A", "Delete")
	d.settle()
	assert.Contains(t, reads(d.w.side), "from five deliverables on")
	d.press("Ctrl+Z")
	d.settle()
	require.Empty(t, d.w.open(), "what undo brings is selected, and its questions wait")
	assert.Contains(t, reads(d.w.side), "wait until you go on")
	d.press("Esc")
	d.settle()
	assert.NotEmpty(t, d.w.open())
}

// TestF8VisitsEveryQuestionOnceAndComesRound is no. 9 of interaction.md §11: several on one box and those about the whole
// model are among them, and the panel is closed at first.
func TestF8VisitsEveryQuestionOnceAndComesRound(t *testing.T) {
	text, err := testdata.Examples.ReadFile("lines/E12.seika.txt")
	require.NoError(t, err)
	d := deskWith(t, string(text))
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	open := d.w.open()
	boxes, whole, several := map[model.ID]int{}, false, false
	for _, f := range open {
		whole = whole || len(f.At) == 0
		for _, id := range f.At {
			boxes[id]++
			several = several || boxes[id] > 1
		}
	}
	require.True(t, whole, "a question about the whole model")
	require.True(t, several, "several about one box")
	require.False(t, d.w.side.Visible())
	round := func(keys string) (visited []string) {
		for range open {
			d.press(keys)
			f, ok := d.w.asked()
			require.True(t, ok)
			visited = append(visited, f.Key)
			if len(f.At) > 0 && exists(d.w.doc.Graph(), f.At[0]) {
				assert.Equal(t, f.At[:1], d.w.selected, "%s: its box is selected", f.Key)
			}
		}
		return visited
	}
	var want []string
	for _, f := range open {
		want = append(want, f.Key)
	}
	there := round("F8")
	assert.ElementsMatch(t, want, there, "each once")
	assert.True(t, d.w.side.Visible())
	assert.Equal(t, there, round("F8"), "it comes round")
	back := round("Shift+F8")
	slices.Reverse(back)
	assert.Equal(t, append(there[len(there)-1:], there[:len(there)-1]...), back, "the other way, from the one before")
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
	_, again := d.w.asked()
	assert.False(t, again, "Enter does not answer it anew")
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
