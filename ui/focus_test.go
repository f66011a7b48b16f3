package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// many is a model in which questions are asked.
const many = "A, B > C\nC > D\nC = E\n(F) > D\n"

// enterArea gives the keyboard to a part of the window.
func (d *desk) enterArea(area string) {
	d.t.Helper()
	switch area {
	case "canvas":
	case "line":
		d.press("Ctrl+E")
	case "name":
		d.pick("D")
		d.press("F2")
	case "answer":
		d.press("F8", "Enter")
	case "fixes":
		d.until("a question with a quick fix", func() bool {
			for range d.w.open() {
				d.press("F8")
				if f, ok := d.w.asked(); ok && len(d.w.Fixes(f)) > 0 {
					return true
				}
			}
			return false
		})
		d.press("Ctrl+.")
	case "questions":
		d.press("F8")
		d.w.win.Canvas().Focus(d.w.questions.Focusable())
	case "properties":
		d.pick("D")
		d.w.openSide(propertiesTab)
		d.w.win.Canvas().Focus(d.w.properties.Focusable())
	default:
		d.t.Fatal(area)
	}
	d.settle()
}

var areas = []string{"canvas", "line", "name", "answer", "fixes", "questions", "properties"}

// TestFromAnywhereTwoEscReachTheCanvas is no. 3 of interaction.md §11.
func TestFromAnywhereTwoEscReachTheCanvas(t *testing.T) {
	d := newDesk(t)
	for _, area := range areas {
		t.Run(area, func(t *testing.T) {
			d.t = t
			d.open(many)
			before := d.bytes()
			d.enterArea(area)
			for n := 0; d.focus() != "canvas"; n++ {
				require.Less(t, n, 2, "presses of Esc")
				d.press("Esc")
			}
			assert.Equal(t, before, d.bytes())
		})
	}
}

// TestKeysThatWorkEverywhere is §3.4: what a text field has no use for goes to the application.
func TestKeysThatWorkEverywhere(t *testing.T) {
	d := newDesk(t)
	for _, area := range areas {
		t.Run(area, func(t *testing.T) {
			d.t = t
			for _, c := range []struct {
				key string
				is  func() bool
			}{
				{"Ctrl+9", func() bool { return d.w.canvas.Zoom() == 1 }},
				{"Ctrl+B", func() bool { return !d.w.side.Visible() }},
				{"F8", func() bool { _, ok := d.w.asked(); return ok }},
				{"Ctrl+J", func() bool { _, ok := d.w.asked(); return ok }},
				{"Ctrl+Shift+M", func() bool { return d.w.quiet }},
				{"F11", func() bool { return d.w.win.FullScreen() }},
				{"Ctrl+E", func() bool { _, ok := d.w.bar.mode.(*lineMode); return ok && d.focus() == "bar" }},
			} {
				d.open(many)
				d.enterArea(area)
				d.w.canvas.ZoomTo(0.5)
				d.w.side.Show()
				d.w.quiet = false
				d.w.win.SetFullScreen(false)
				d.press(c.key)
				assert.True(t, c.is(), "%s in %s", c.key, area)
			}
		})
	}
}

// TestKeysOfTheCanvasDoNothingInTextFields is the last row of §3.4.
func TestKeysOfTheCanvasDoNothingInTextFields(t *testing.T) {
	d := newDesk(t)
	for _, area := range []string{"line", "name", "answer", "properties"} {
		t.Run(area, func(t *testing.T) {
			d.t = t
			d.open(many)
			d.enterArea(area)
			before := d.bytes()
			focus := d.focus()
			d.press("Ctrl+D", "Ctrl+G", "Ctrl+Shift+G", "Ctrl+Shift+I", "Ctrl+Shift+L", "F2", "Alt+Left", "Alt+Down")
			if area != "name" {
				d.press("Ctrl+I")
			}
			assert.Equal(t, before, d.bytes())
			assert.Equal(t, focus, d.focus())
		})
	}
}

func TestTextFieldsKeepWhatBelongsToText(t *testing.T) {
	d := deskWith(t, many)
	d.pick("D")
	d.press("F2")
	d.text("efg")
	d.press("Ctrl+A", "Ctrl+C")
	assert.Equal(t, "Defg", d.app.fyne.Clipboard().Content(), "copied as text")
	d.press("Ctrl+X")
	assert.Empty(t, d.w.bar.entry.Text)
	d.press("Ctrl+V")
	assert.Equal(t, "Defg", d.w.bar.entry.Text)
	d.press("Home", "Delete", "Right", "Backspace", "End")
	assert.Equal(t, "fg", d.w.bar.entry.Text)
	d.press("Ctrl+Z")
	assert.NotEqual(t, "fg", d.w.bar.entry.Text, "the field's own undo")
	steps, _ := d.w.doc.Steps()
	assert.Zero(t, steps)

	d = deskWith(t, flow)
	d.press("F9", "Ctrl+End")
	d.text("X")
	d.press("Ctrl+Home")
	d.text("Y")
	assert.True(t, strings.HasPrefix(d.pane(), "Y") && strings.HasSuffix(strings.TrimSpace(d.pane()), "X"), "%q", d.pane())
}

func TestUndoInAnEmptyBarIsTheDocuments(t *testing.T) {
	d := deskWith(t, flow)
	d.words("«A>D» Enter")
	require.Equal(t, "bar", d.focus())
	d.press("Ctrl+Z")
	assert.NotContains(t, d.lines(), "A > D")
	d.press("Ctrl+Y")
	assert.Contains(t, d.lines(), "A, C > D")
	d.text("x")
	d.press("Backspace")
	d.press("Ctrl+Z")
	assert.Contains(t, d.lines(), "A, C > D", "what was typed is the field's")
}

func TestF6GoesRoundTheAreas(t *testing.T) {
	d := deskWith(t, many)
	d.w.openSide(propertiesTab)
	var seen []string
	for range 4 {
		d.press("F6")
		seen = append(seen, d.focus())
	}
	assert.Equal(t, []string{"bar", "panel", "canvas", "bar"}, seen)
	d.press("Shift+F6")
	assert.Equal(t, "canvas", d.focus())
}

func TestALineThatWasLeftComesBack(t *testing.T) {
	d := deskWith(t, flow)
	d.words("«A>X» Esc")
	assert.Equal(t, "canvas", d.focus())
	assert.Equal(t, "A>X", d.w.bar.entry.Text, "it stays to be seen")
	d.pick("D")
	d.words("F2 «2» Enter")
	d.press("Ctrl+E")
	assert.Equal(t, "A>X", d.w.bar.entry.Text)
	d.press("Enter")
	assert.Contains(t, d.lines(), "A > X")
	d.press("Up")
	assert.Equal(t, "A>X", d.w.bar.entry.Text, "history")
	d.press("Down", "Esc")
	assert.Empty(t, d.w.bar.entry.Text)
}

func TestAnAnswerThatWasLeftIsADraft(t *testing.T) {
	d := deskWith(t, many)
	d.enterArea("answer")
	f, _ := d.w.asked()
	d.words("«mostly_us» Esc F8")
	next, _ := d.w.asked()
	require.NotEqual(t, f.Key, next.Key, "F8 goes on")
	d.press("Shift+F8", "Enter")
	assert.Equal(t, "mostly us", d.w.bar.entry.Text)
	d.press("Tab")
	assert.Empty(t, d.w.bar.entry.Text, "the next question is asked")
	_, answering := d.w.bar.mode.(*answerMode)
	assert.True(t, answering)
}

func TestATypedNameIsTakenWhenThePointerGoesElsewhere(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	d.words("Tab «X»")
	d.click(d.at("A"))
	assert.Contains(t, d.lines(), "D > X")
	assert.Equal(t, "A", d.sel())
	assert.Equal(t, "canvas", d.focus())
}

func TestAWrongLineStaysAndChangesNothing(t *testing.T) {
	d := deskWith(t, flow)
	before := d.bytes()
	d.words("«A>B,» Enter")
	assert.Equal(t, before, d.bytes())
	assert.Equal(t, "A>B,", d.w.bar.entry.Text)
	assert.Equal(t, "A name is missing here. Write it, or delete the sign beside it.", d.said())
	assert.Equal(t, 4, d.w.bar.entry.CursorColumn, "the caret is where it is wrong")
	d.pass(7 * time.Second)
	assert.Equal(t, "A name is missing here. Write it, or delete the sign beside it.", d.said(), "why stays as long as the line does")
	assert.Equal(t, "A>B,", d.w.bar.entry.Text)
}

func TestAWrongLineIsMendedWhereItIsWrong(t *testing.T) {
	d := deskWith(t, flow)
	d.words("«A>B,» Enter")
	d.text("77")
	require.Equal(t, "A>B,77", d.w.bar.entry.Text)
	assert.Contains(t, d.said(), "no number 77", "it is said anew while it is mended")
	d.press("Backspace", "Backspace")
	d.text("C")
	assert.Empty(t, d.said(), "as soon as it can be read")
	d.press("Enter")
	assert.Contains(t, d.lines(), "A > B\n")
}

func TestAWrongNameIsSelectedSoThatTypingReplacesIt(t *testing.T) {
	d := deskWith(t, flow)
	d.words("«１，９９＞C» Enter")
	require.Equal(t, "There is no number 99. Nothing was changed.", d.said())
	assert.Equal(t, "９９", d.w.bar.entry.SelectedText())
	d.press("Enter")
	assert.Equal(t, "９９", d.w.bar.entry.SelectedText(), "entered once more it is the same")
	d.text("X")
	assert.Equal(t, "１，X＞C", d.w.bar.entry.Text)
	assert.Empty(t, d.said())
	d.press("Enter")
	assert.Contains(t, d.lines(), "A, B, X > C")

	d.words("«-No_such_one» Enter")
	assert.Equal(t, "No such one", d.w.bar.entry.SelectedText())
	d.words("Esc Ctrl+E")
	assert.Equal(t, "No such one", d.w.bar.entry.SelectedText(), "also when one comes back to the line")
	d.text("A)")
	d.press("Enter")
	assert.Equal(t, "No “(” stands before this “)”. Add it, or put the name in quotes.", d.said())
	assert.Empty(t, d.w.bar.entry.SelectedText(), "quotes are put round a name, not in its place")
}

func TestALineThatWasLeftIsGoneOnWith(t *testing.T) {
	d := deskWith(t, flow)
	d.words("«A>B,» Enter Esc")
	assert.Equal(t, "canvas", d.focus())
	assert.Equal(t, "A>B,", d.w.bar.entry.Text, "it is not lost")
	assert.Equal(t, "Unfinished line", d.w.bar.chip.Said())
	assert.Empty(t, d.said())
	d.pick("A")
	d.words("F2 Esc")
	assert.Equal(t, "A>B,", d.w.bar.entry.Text, "other things are typed meanwhile")
	for _, back := range []func(){
		func() { d.press("Ctrl+E") },
		func() { d.press("F6") },
	} {
		back()
		require.Equal(t, "bar", d.focus())
		assert.Equal(t, "A name is missing here. Write it, or delete the sign beside it.", d.said(), "what was wrong with it")
		assert.Equal(t, 4, d.w.bar.entry.CursorColumn, "and where")
		d.press("Esc")
	}
	d.press("Ctrl+E")
	d.text("C")
	d.press("Enter", "Esc")
	assert.Empty(t, d.w.bar.entry.Text)
	assert.Equal(t, "Line", d.w.bar.chip.Said())
	d.press("Ctrl+E", "Up")
	assert.Equal(t, "A>B,C", d.w.bar.entry.Text)

	d = deskWith(t, flow)
	d.text("x >")
	d.press("Esc", "Ctrl+E")
	assert.Empty(t, d.said(), "what was not entered yet is not wrong")
	assert.Equal(t, 3, d.w.bar.entry.CursorColumn)
}

func TestADisabledActionSaysWhy(t *testing.T) {
	d := newDesk(t)
	for key, want := range map[string]string{
		"Ctrl+D":         "Duplicate: No deliverable is selected.",
		"Ctrl+L":         "Tidy: There is nothing here yet.",
		"Ctrl+Z":         "Undo: Nothing to take back.",
		"Ctrl+.":         "Quick fixes: No question is shown. F8 goes to one.",
		"F8":             "Next question: No open question.",
		"Ctrl+Shift+I":   "External: No deliverable is selected.",
		"Delete":         "Delete: Nothing is selected.",
		"Ctrl+Shift+A":   "Ask this later: No question is shown. F8 goes to one.",
		"Ctrl+Backspace": "",
	} {
		d.w.bar.say("")
		d.press(key)
		assert.Equal(t, want, d.said(), key)
	}
}

func TestGreyedItemsAndTicksFollowTheWindow(t *testing.T) {
	d := newDesk(t)
	item := func(label string) *fyne.MenuItem {
		for _, m := range d.w.win.MainMenu().Items {
			for _, i := range m.Items {
				if strings.HasPrefix(i.Label+"  ", label+"  ") { // keys stand behind it
					return i
				}
			}
		}
		t.Fatal(label)
		return nil
	}
	assert.True(t, item("Duplicate").Disabled)
	d.open(flow)
	d.pick("D")
	assert.False(t, item("Duplicate").Disabled)
	assert.False(t, item("Goal").Checked)
	d.press("Ctrl+Shift+G")
	assert.True(t, item("Goal").Checked)
}

// TestKeysAreBoundOnce holds the list of actions to itself and to what the system keeps.
func TestKeysAreBoundOnce(t *testing.T) {
	bound := map[key]string{}
	for _, a := range actions() {
		for _, x := range a.keys {
			if other, twice := bound[x]; twice {
				t.Errorf("%v is %s and %s", x, other, a.id)
			}
			bound[x] = a.id
		}
	}
	for _, never := range []key{
		{fyne.KeySpace, ctrl},
		{fyne.KeySpace, shift},
		{fyne.KeyH, ctrl},
		{fyne.KeyM, ctrl},
		{fyne.KeyBackTick, ctrl},
		{fyne.KeySpace, fyne.KeyModifierAlt},
		{fyne.KeyF4, fyne.KeyModifierAlt},
		{fyne.KeyTab, fyne.KeyModifierAlt},
		{fyne.KeySemicolon, ctrl},
		{fyne.KeyU, ctrl | shift},
		{fyne.KeyE, ctrl | shift},
	} {
		assert.NotContains(t, bound, never)
	}
	for x := range bound {
		assert.Zero(t, x.mods&fyne.KeyModifierSuper, "%v", x)
		assert.NotEqual(t, ctrl|fyne.KeyModifierAlt, x.mods&(ctrl|fyne.KeyModifierAlt), "%v", x)
		single := len([]rune(string(x.name))) == 1 || x.name == fyne.KeySpace
		assert.False(t, single && x.mods&^shift == 0, "%v: characters type", x)
	}
}

// TestContextMenus says what a right click offers, at most ten things, each with its key.
func TestContextMenus(t *testing.T) {
	d := deskWith(t, many)
	d.pick("D")
	for _, sel := range []string{"", "D", "A B"} {
		d.pick(strings.Fields(sel)...)
		n := 0
		for _, id := range d.w.contextActions() {
			if id == "-" {
				continue
			}
			n++
			a, ok := find(id)
			assert.True(t, ok, id)
			if sel != "" {
				assert.True(t, a.reason(d.w).Zero(), "%s is offered for %s and cannot be done", id, sel)
			}
		}
		assert.LessOrEqual(t, n, 10, sel)
	}
	d.pick("D")
	d.press("Shift+F10")
	assert.NotNil(t, d.w.win.Canvas().Overlays().Top(), "the menu opens by key")
	d.w.win.Canvas().Overlays().Top().Hide()
	for d.w.win.Canvas().Overlays().Top() != nil {
		d.w.win.Canvas().Overlays().Remove(d.w.win.Canvas().Overlays().Top())
	}
	d.press("Menu")
	assert.NotNil(t, d.w.win.Canvas().Overlays().Top())
}

// TestADialogLeavesNoDeadBar: a mode of the bar that ends under a dialog takes the keyboard of the bar with it.
func TestADialogLeavesNoDeadBar(t *testing.T) {
	d := deskWith(t, many)
	d.press("Ctrl+E")
	d.text("A")
	d.press("F1")
	require.NotNil(t, d.w.win.Canvas().Overlays().Top())
	d.w.bar.cancel()
	d.press("Esc")
	assert.Equal(t, "canvas", d.focus())
}

// TestABarWhoseModeIsGoneTakesKeys: what is typed there is a line, and Esc reaches the canvas.
func TestABarWhoseModeIsGoneTakesKeys(t *testing.T) {
	for _, typed := range []string{"", "Q > R"} {
		d := deskWith(t, many)
		d.press("Ctrl+E")
		d.w.bar.mode = nil // as when it ends under a menu
		d.text(typed)
		if typed != "" {
			d.press("Enter")
			assert.Contains(t, d.lines(), "Q > R")
		}
		d.press("Esc")
		assert.Equal(t, "canvas", d.focus())
	}
}

// TestEscClosesTheExportSheetThatNothingHasTheKeyboardOf, as after a click beside its controls.
func TestEscClosesTheExportSheetThatNothingHasTheKeyboardOf(t *testing.T) {
	d := deskWith(t, many)
	d.press("Ctrl+P")
	require.NotNil(t, d.w.win.Canvas().Overlays().Top())
	d.w.win.Canvas().Unfocus()
	d.press("Esc")
	assert.Nil(t, d.w.win.Canvas().Overlays().Top())
	assert.Equal(t, "canvas", d.focus())
}

// TestKeysDoNothingUnderADialog: neither the document, the view nor the panels change, no second dialog opens, and Esc closes
// the one that is there.
func TestKeysDoNothingUnderADialog(t *testing.T) {
	for _, dialog := range []string{"export", "preferences", "key_sheet", "save_as", "open", "explain"} {
		t.Run(dialog, func(t *testing.T) {
			d := deskWith(t, many)
			d.pick("C", "D")
			d.press("Ctrl+D", "Esc")
			d.pick("D")
			d.w.run(dialog)
			d.settle()
			top := d.w.win.Canvas().Overlays().Top()
			require.NotNil(t, top)
			before := []any{d.bytes(), d.sel(), d.w.canvas.Zoom(), d.w.side.Visible(), d.w.text.Object().Visible(), d.w.aside, d.w.presenting, len(d.w.messages)}
			for _, focus := range []string{"as it opens", "nobody"} {
				if focus == "nobody" {
					d.w.win.Canvas().Unfocus()
				}
				for _, a := range actions() {
					for _, k := range a.keys {
						if k.name == fyne.KeyReturn || k.name == fyne.KeyEnter || k.name == fyne.KeyTab {
							continue // for the dialog
						}
						d.key(k.name, k.mods)
						d.flush()
						require.Same(t, top, d.w.win.Canvas().Overlays().Top(), "%s, %s", k.label(), focus)
						require.Equal(t, before, []any{d.bytes(), d.sel(), d.w.canvas.Zoom(), d.w.side.Visible(), d.w.text.Object().Visible(), d.w.aside, d.w.presenting, len(d.w.messages)}, "%s, %s", k.label(), focus)
					}
				}
			}
			d.press("Esc")
			assert.Nil(t, d.w.win.Canvas().Overlays().Top())
			assert.Equal(t, "canvas", d.focus())
		})
	}
}

// TestAMenuAfterEnterLeavesNoDeadBar: an Enter that still waits for an input method opens the bar; the menu whose key comes
// right after it must not leave the keyboard there.
func TestAMenuAfterEnterLeavesNoDeadBar(t *testing.T) {
	d := deskWith(t, many)
	d.pick("D")
	d.key(fyne.KeyReturn, 0)
	d.key(desktop.KeyMenu, 0)
	d.settle()
	require.NotNil(t, d.w.win.Canvas().Overlays().Top())
	require.Nil(t, d.w.bar.mode)
	d.press("Esc")
	assert.Equal(t, "canvas", d.focus())
}

// TestAMenuStillRunsWhatIsChosen: its items act once it is gone.
func TestAMenuStillRunsWhatIsChosen(t *testing.T) {
	d := deskWith(t, many)
	d.pick("D")
	d.press("Menu")
	before := d.bytes()
	d.key(fyne.KeyI, ctrl)
	require.Equal(t, before, d.bytes())
	for range 2 {
		d.key(fyne.KeyDown, 0)
	}
	d.key(fyne.KeyReturn, 0)
	d.settle()
	require.Nil(t, d.w.win.Canvas().Overlays().Top())
	assert.True(t, d.w.bar.naming(), "the second item grows an output")
}

// TestEscLeavesALinkOfAQuestion: the toolkit's own links keep every key.
func TestEscLeavesALinkOfAQuestion(t *testing.T) {
	d := deskWith(t, many)
	for range d.w.open() {
		d.press("F8")
		for range 60 {
			d.w.win.Canvas().FocusNext()
			if _, ok := d.w.win.Canvas().Focused().(interface{ SetURLFromString(string) error }); ok {
				d.press("Esc")
				assert.Equal(t, "canvas", d.focus())
				return
			}
		}
	}
	t.Fatal("no link had the keyboard")
}

func TestAnOldNumberNeverMeansSomethingNew(t *testing.T) {
	d := deskWith(t, flow)
	n := d.w.numbers.of[d.id("B")]
	d.pick("B")
	d.press("Delete")
	before := d.bytes()
	d.press("Ctrl+E")
	line := fmt.Sprintf("%d>X", n)
	d.text(line)
	d.press("Enter")
	assert.Equal(t, fmt.Sprintf("There is no number %d. Nothing was changed.", n), d.said())
	assert.Equal(t, before, d.bytes())
	assert.Equal(t, line, d.w.bar.entry.Text, "it stays to be mended")
	d.press("Esc")
	d.press("Ctrl+Z")
	assert.Equal(t, n, d.w.numbers.of[d.id("B")], "what comes back has its number")
	d.press("Delete")
	d.words("Esc Enter «new» Enter")
	assert.NotEqual(t, n, d.w.numbers.of[d.id("new")], "it is not given again")
}

// TestTheButtonThatHasTheKeyboardIsSeen: on a coloured button another shade of it is no sign.
func TestTheButtonThatHasTheKeyboardIsSeen(t *testing.T) {
	d := deskWith(t, many)
	d.add("n1", "契約書")
	d.closeWindow()
	seen := func(b *button) bool {
		objects := test.WidgetRenderer(b).Objects()
		line, ok := objects[len(objects)-1].(*canvas.Rectangle)
		return ok && line.StrokeWidth > 0
	}
	save, ok := d.w.win.Canvas().Focused().(*button)
	require.True(t, ok)
	assert.True(t, seen(save))
	d.press("Left")
	assert.False(t, seen(save))
	assert.True(t, seen(d.w.win.Canvas().Focused().(*button)))
}
