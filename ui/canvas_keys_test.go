package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flow is the model that most rows start from: A and B go into C, C into D, and C is settled with E.
const flow = "A, B > C\nC > D\nC = E\n"

// TestKeysOnTheCanvas goes through interaction.md §3.1 row by row.
func TestKeysOnTheCanvas(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		row, start, pick, keys string
		sel                    string // what is selected then; "" does not look
		has, not               string // lines that are there and not, between " | "
		chip                   string // what the bar asks for; "" is nothing, when focus is the canvas
	}{
		{row: "Tab: new output", start: flow, pick: "D", keys: "Tab «X» Enter", sel: "X", has: "D > X"},
		{row: "Shift+Tab: new input", start: flow, pick: "A", keys: "Shift+Tab «X» Enter", sel: "X", has: "X > A"},
		{row: "several selected: one new joined to all", start: flow, pick: "A B", keys: "Tab «X» Enter", sel: "X", has: "A, B > X"},
		{row: "Tab with nothing selected: a free one", start: flow, keys: "Tab «X» Enter", sel: "X", has: "X"},
		{row: "Enter: sibling with the only consumer", start: flow, pick: "A", keys: "Enter «X» Enter", sel: "X", has: "A, B, X > C"},
		{row: "Enter: sibling of the only input", start: flow, pick: "D", keys: "Enter «X» Enter", sel: "X", has: "C > X"},
		{row: "Enter: partner is the one walked from", start: flow, pick: "C", keys: "Right Enter «X» Enter", has: "C > X"},
		{row: "Enter with nothing selected: a free one", start: flow, keys: "Enter «X» Enter", sel: "X", has: "X"},
		{row: "Ctrl+Enter: new sync partner", start: flow, pick: "D", keys: "Ctrl+Enter «X» Enter", sel: "X", has: "D = X"},
		{row: "an empty name leaves nothing", start: flow, pick: "D", keys: "Tab Enter", sel: "D", not: "D > "},
		{row: "Esc leaves nothing", start: flow, pick: "D", keys: "Tab «X» Esc", sel: "D", not: "X"},
		{row: "a character: its new name, the first included", start: flow, pick: "D", keys: "«Plan» Enter", sel: "Plan", has: "C > Plan", not: "D"},
		{row: "Esc: the old name back", start: flow, pick: "D", keys: "«Plan» Esc", sel: "D", has: "C > D"},
		{row: "a character with none selected: a line", start: flow, keys: "«D>X» Enter", sel: "X", has: "D > X", chip: "Line"},
		{row: "a character with several selected: a line", start: flow, pick: "A B", keys: "«D>X» Enter", sel: "X", has: "D > X", chip: "Line"},
		{row: "Space alone does nothing", start: flow, pick: "D", keys: "Space", sel: "D", has: "C > D"},
		{row: "> joins to a number", start: flow, pick: "A", keys: "> 4 Enter", sel: "A", has: "A > E"},
		{row: "< takes numbers as inputs", start: flow, pick: "D", keys: "«<1,2» Enter", sel: "D", has: "A, B, C > D"},
		{row: "= settles", start: flow, pick: "D", keys: "= 4 Enter", sel: "D", has: "D = E"},
		{row: "full width", start: flow, pick: "D", keys: "＝ ４ Enter", sel: "D", has: "D = E"},
		{row: "@ sets the owner", start: flow, pick: "D", keys: "«@田中» Enter", sel: "D", has: "D @田中"},
		{row: "#goal", start: flow, pick: "D", keys: "«#goal» Enter", sel: "D", has: "D #goal"},
		{row: "? assumed", start: flow, pick: "D", keys: "? Enter", sel: "D", has: "D ?"},
		{row: "! confirmed", start: flow, pick: "D", keys: "！ Enter", sel: "D", has: "D !"},
		{row: "Ctrl+I", start: flow, pick: "D", keys: "Ctrl+I", sel: "D", has: "C > (D)"},
		{row: "Ctrl+I twice", start: flow, pick: "D", keys: "Ctrl+I Ctrl+I", sel: "D", has: "C > D"},
		{row: "Ctrl+Shift+I", start: flow, pick: "D", keys: "Ctrl+Shift+I", sel: "D", has: "D #ext"},
		{row: "Ctrl+Shift+G", start: flow, pick: "D", keys: "Ctrl+Shift+G", sel: "D", has: "D #goal"},
		{row: "F2: the name, caret at its end", start: flow, pick: "D", keys: "F2 «2» Enter", sel: "D2", has: "C > D2"},
		{row: "arrows: first in reading order", start: flow, keys: "Right", sel: "A"},
		{row: "arrows along the flow", start: flow, pick: "A", keys: "Right Right", sel: "D"},
		{row: "back to the last visited", start: flow, pick: "B", keys: "Right Left", sel: "B"},
		{row: "arrows across", start: flow, pick: "A", keys: "Down", sel: "B"},
		{row: "Ctrl+arrow across: sync partner", start: flow, pick: "C", keys: "Ctrl+Down", sel: "E"},
		{row: "and back", start: flow, pick: "C", keys: "Ctrl+Down Ctrl+Up", sel: "C"},
		{row: "Shift+arrows extend", start: flow, pick: "C", keys: "Shift+Right", sel: "C D"},
		{row: "Ctrl+A", start: flow, keys: "Ctrl+A", sel: "A B C D E"},
		{row: "Delete; the one walked from is selected", start: flow, pick: "C", keys: "Right Delete", sel: "C", not: "D"},
		{row: "Backspace", start: flow, pick: "D", keys: "Backspace", not: "D"},
		{row: "Ctrl+D: a copy, being named", start: flow, pick: "D", keys: "Ctrl+D", sel: "D 2", has: "D 2", chip: "Name of “D 2”"},
		{row: "Ctrl+C, Ctrl+V: new ones", start: flow, pick: "C D", keys: "Ctrl+C Ctrl+V", sel: "C 2 D 2", has: "C 2 > D 2"},
		{row: "Ctrl+X, Ctrl+V: the same again", start: flow, pick: "C D", keys: "Ctrl+X Ctrl+V", sel: "C D", has: "C > D", not: "C 2"},
		{row: "Ctrl+Insert, Shift+Insert", start: flow, pick: "D", keys: "Ctrl+Insert Shift+Insert", sel: "D 2"},
		{row: "Shift+Delete cuts", start: flow, pick: "D", keys: "Shift+Delete", not: "D"},
		{row: "Ctrl+Shift+V merges by name", start: flow, pick: "C D", keys: "Ctrl+C Ctrl+Shift+V", has: "C > D", not: "C 2 | D 2"},
		{row: "Ctrl+Z, Ctrl+Y", start: flow, pick: "D", keys: "Delete Ctrl+Z", sel: "D", has: "C > D"},
		{row: "Ctrl+Shift+Z", start: flow, pick: "D", keys: "Delete Ctrl+Z Ctrl+Shift+Z", not: "D"},
		{row: "Ctrl+G groups and names", start: flow, pick: "A B", keys: "Ctrl+G «G» Enter", sel: "G", has: "[G]: A, B"},
		{row: "Ctrl+G again ungroups", start: flow, pick: "A B", keys: "Ctrl+G «G» Enter Ctrl+G", not: "[G]"},
		{row: "Esc clears the selection", start: flow, pick: "D", keys: "Esc", sel: ""},
		{row: "other keys change nothing", start: flow, pick: "D", keys: "F4 Home End Ctrl+Left", sel: "D", has: "C > D"},
	} {
		t.Run(c.row, func(t *testing.T) {
			d.t = t
			d.open(c.start)
			d.pick(strings.Fields(c.pick)...)
			d.words(c.keys)
			if c.sel != "" {
				assert.Equal(t, c.sel, d.sel(), "selected")
			}
			got := "\n" + d.lines()
			for _, l := range strings.Split(c.has, " | ") {
				assert.Contains(t, got, "\n"+l)
			}
			for _, l := range strings.Split(c.not, " | ") {
				if l != "" {
					assert.NotContains(t, got, l)
				}
			}
			if c.chip == "" {
				assert.Equal(t, "canvas", d.focus())
			} else {
				assert.Equal(t, "bar", d.focus())
				assert.Equal(t, c.chip, d.w.bar.chip.Said())
			}
		})
	}
}

func TestPinAndTidyByKey(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	d.press("Ctrl+Shift+L")
	n, _ := d.w.doc.Graph().Node(d.id("D"))
	assert.True(t, n.Pin)
	d.press("Ctrl+Shift+L", "Alt+Down", "Esc", "Ctrl+L")
	d.until("tidied", func() bool { return d.w.doc.Done() == "command.place" })
	d.press("Alt+Down", "F7")
	d.until("tidied again", func() bool { return d.w.doc.Done() == "command.place" })
}

func TestAGroupIsPinnedWithAllThatIsInIt(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("C", "D")
	d.words("Ctrl+G «team» Enter")
	require.Equal(t, "team", d.sel())
	d.press("Ctrl+Shift+L")
	pinned := func() (names []string) {
		for n := range d.w.doc.Graph().Nodes() {
			if n.Pin {
				names = append(names, n.Name)
			}
		}
		return names
	}
	assert.ElementsMatch(t, []string{"C", "D"}, pinned())
	assert.True(t, d.w.pinned(), "its menu item has a tick")
	d.press("Ctrl+Shift+L")
	assert.Empty(t, pinned())
}

func TestNudgesAreOneStepUntilTheSelectionChanges(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	before := d.places()[d.id("D")]
	d.press("Alt+Right", "Alt+Right", "Alt+Down")
	after := d.places()[d.id("D")]
	assert.Equal(t, [2]float64{16, 8}, [2]float64{after.X - before.X, after.Y - before.Y})
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps)
	d.pick("A")
	d.press("Alt+Right")
	steps, _ = d.w.doc.Steps()
	assert.Equal(t, 2, steps)
	d.press("Ctrl+Z", "Ctrl+Z")
	assert.Equal(t, before, d.places()[d.id("D")])
}

func TestGrowingIsOneStepWithItsName(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	d.words("Tab «X» Ctrl+I Enter")
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps)
	assert.Contains(t, d.lines(), "D > (X)")
	d.words("Tab Esc Tab Enter")
	steps, _ = d.w.doc.Steps()
	assert.Equal(t, 1, steps, "an empty name leaves no step")
}

func TestGrowingWithANameThatExistsJoins(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("A")
	d.words("Tab «E»")
	assert.Equal(t, "Number 4 has this name: “E”.", d.said(), "announced before Enter")
	d.press("Enter")
	assert.Contains(t, d.lines(), "A > E")
	assert.Equal(t, 5, d.w.doc.Graph().NodeCount())
}

func TestRenamingToANameThatExistsIsRefusedAndKeepsTheText(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("A")
	d.words("«E» Enter")
	assert.Equal(t, "E", d.w.bar.entry.Text)
	assert.Equal(t, "bar", d.focus())
	assert.Contains(t, d.said(), "Number 4 is called “E” already")
	d.words("«2» Enter")
	assert.Equal(t, "E2", d.sel())
}

func TestWhatDeletesMuchSaysSo(t *testing.T) {
	d := deskWith(t, flow)
	d.press("Ctrl+A", "Delete")
	assert.Equal(t, "Deleted 5 deliverables. Ctrl+Z brings them back.", d.said())
	d.press("Ctrl+Z", "Ctrl+A", "Ctrl+X")
	assert.Contains(t, d.said(), "Copied 5 deliverables", "what was cut is not gone")
	d.press("Ctrl+Z")
	d.pick("D")
	d.press("Delete")
	assert.NotContains(t, d.said(), "Deleted", "one that goes is seen")
}

// TestAllIsWhatStandsOnThePaper: deliverables and frames come and go together, in one step each.
func TestAllIsWhatStandsOnThePaper(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("A", "B")
	d.words("Ctrl+G «Inputs» Enter")
	before := d.bytes()
	d.press("Esc", "Ctrl+A", "Delete")
	g := d.w.doc.Graph()
	assert.Zero(t, g.NodeCount()+g.GroupCount(), "no empty frame stays")
	d.press("Ctrl+Z")
	assert.Equal(t, before, d.bytes())

	d.press("Esc", "Ctrl+A", "Ctrl+C", "Ctrl+V")
	assert.Equal(t, 2, d.w.doc.Graph().GroupCount(), "a copy has its frame")
	d.press("Ctrl+Z")
	assert.Equal(t, before, d.bytes())

	d.pick("A", "B", "C", "D", "E")
	d.press("Delete", "Ctrl+A", "Delete")
	assert.Zero(t, d.w.doc.Graph().GroupCount(), "also where nothing but a frame is left")
}

func TestNumbersStayWhileTheDocumentIsOpen(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("D")
	d.words("Delete Esc «9>X» Enter")
	assert.Equal(t, "There is no number 9. Nothing was changed.", d.said())
	d.words("Esc Ctrl+E")
	assert.Equal(t, "9>X", d.w.bar.entry.Text, "a wrong line stays")
	d.w.bar.set("")
	d.words("«C>X» Enter «6>Y» Enter")
	assert.Contains(t, d.lines(), "X > Y", "5 was D's, and X is 6")
}
