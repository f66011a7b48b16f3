package ui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
	"seika/model/lines"
	"seika/ui/panel"
)

// pane is the text in the text pane.
func (d *desk) pane() string {
	return d.w.text.Text()
}

// TestTheTextPaneGoesBothWays is no. 11 of interaction.md §11, by hand: what the canvas does shows in the text, what is typed
// in the text shows on the canvas, and a line that cannot be read stops nobody.
func TestTheTextPaneGoesBothWays(t *testing.T) {
	d := deskWith(t, flow)
	d.press("F9")
	assert.Equal(t, d.lines(), d.pane())
	d.press("Esc")
	d.pick("D")
	d.words("Tab «X» Enter")
	assert.Equal(t, d.lines(), d.pane())
	assert.Contains(t, d.pane(), "D > X")

	d.press("F6", "F6")
	d.retype(strings.Replace(d.pane(), "D > X", "D > Result\nResult > ", 1))
	was := d.id("X")
	d.pass(500 * time.Millisecond)
	assert.Equal(t, was, d.id("Result"), "a name changed in place is the same deliverable")
	assert.Contains(t, d.w.text.Wrong(), "Line", "the line that says nothing yet says so")
	d.retype(strings.Replace(d.pane(), "Result > ", "Result > Report", 2))
	d.pass(500 * time.Millisecond)
	assert.Empty(t, d.w.text.Wrong())
	assert.Contains(t, d.lines(), "Report")
	d.press("Esc")
	assert.Equal(t, "canvas", d.focus())
	assert.Equal(t, lines.PrintPlain(d.w.doc.Graph(), nil), d.pane())
	d.press("Ctrl+Z", "Ctrl+Z")
	assert.Contains(t, d.lines(), "D > X", "a rest of the hands is a step of undo")
}

// TestWhereTheTextPaneHasTheKeyboardItIsSeen also in the smallest window.
func TestWhereTheTextPaneHasTheKeyboardItIsSeen(t *testing.T) {
	d := deskWith(t, flow)
	d.w.win.Resize(fyne.NewSize(840, 520-menuHeight))
	d.press("F9")
	assert.Equal(t, "panel", d.focus())
	line := fyne.MeasureText("名", textSize, fyne.TextStyle{}).Height
	assert.Greater(t, d.w.text.Object().Size().Height, 4*line)
	assert.Greater(t, d.w.canvas.Size().Height, 10*line)
}

// TestTheTextPaneFollowsRandomEdits is the other half of no. 11: whatever the canvas does, the pane tells the model as it is.
func TestTheTextPaneFollowsRandomEdits(t *testing.T) {
	d := deskWith(t, many)
	d.press("F9", "Esc")
	r := rand.New(rand.NewPCG(11, 1))
	const edits = 1000
	for i := range edits {
		ids := slices.Collect(maps.Keys(d.places()))
		slices.Sort(ids)
		var at []model.ID
		if len(ids) > 0 {
			at = []model.ID{ids[r.IntN(len(ids))]}
		}
		switch p := r.IntN(10); {
		case len(ids) < 3 || p < 4 && len(ids) < 20:
			id := model.ID(fmt.Sprintf("new-%d", i))
			d.w.do(edit.Add{Node: model.Node{ID: id, Name: fmt.Sprintf("新しい %d", i), At: model.PlaceAt(geom.Pt(float64(i), 0))}})
		case p < 5:
			d.w.do(edit.Remove{IDs: at})
		case p < 6:
			d.w.do(edit.Set{IDs: at, Member: "owner", Value: fmt.Sprintf("p%d", r.IntN(9))})
		case p < 7:
			d.w.undo()
		default:
			to := ids[r.IntN(len(ids))]
			if _, _, err := model.Try(d.w.doc.Graph(), edit.Join(model.IO, at, []model.ID{to})); err == nil {
				d.w.do(edit.Join(model.IO, at, []model.ID{to}))
			}
		}
		d.flush()
		require.Equal(t, d.lines(), d.pane(), "after edit %d", i)
	}
}

// retype puts another text into the pane, as typing does.
func (d *desk) retype(s string) {
	d.t.Helper()
	d.w.win.Canvas().Focus(d.w.text.Focusable())
	d.w.text.Type(s)
	d.settle()
}

func TestTheOutlineTellsTheModel(t *testing.T) {
	d := deskWith(t, flow)
	d.w.openSide(outlineTab)
	d.w.refresh()
	d.flush()
	d.pick("C")
	assert.Equal(t, "C", d.sel())
	d.w.win.Canvas().Focus(d.w.outline.Focusable())
	d.press("Down", "Enter")
	assert.NotEmpty(t, d.sel())
	d.press("Esc")
	assert.Equal(t, "canvas", d.focus())
}

func TestTheOutlineIsRightWhenItIsOpened(t *testing.T) {
	d := deskWith(t, flow)
	d.w.openSide(outlineTab)
	d.settle()
	d.press("Ctrl+B")
	require.False(t, d.w.side.Visible())
	d.pick("D")
	d.words("Tab «report» Enter")
	d.pass(11 * time.Second)
	d.pick("D")
	d.press("Ctrl+B")
	require.True(t, d.w.side.Visible())
	said := reads(d.w.outline.Object())
	assert.Contains(t, said, "“report” is made from “D”.", "what was made meanwhile")
	d.w.win.Canvas().Focus(d.w.outline.Focusable())
	d.press("Down", "Enter")
	assert.Equal(t, "report", d.sel(), "the arrows go on from what is selected")
	d.press("Ctrl+B")
	d.pick("C")
	d.press("Ctrl+B")
	d.w.win.Canvas().Focus(d.w.outline.Focusable())
	d.press("Up", "Enter")
	assert.Equal(t, "B", d.sel())
}

func TestTheOutlineCountsQuestionsAsTheyCome(t *testing.T) {
	d := deskWith(t, many)
	d.w.openSide(outlineTab)
	d.settle()
	before := counts(d.w.outline.Object())
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	assert.Greater(t, counts(d.w.outline.Object()), before)
}

// counts is how many rows of the outline tell of questions.
func counts(o fyne.CanvasObject) (n int) {
	for _, x := range test.LaidOutObjects(o) {
		if c, ok := x.(*fynecanvas.Text); ok && strings.HasPrefix(c.Text, "? ") {
			n++
		}
	}
	return n
}

// TestSelectionsByHowThingsHangTogether goes through Edit > Select.
func TestSelectionsByHowThingsHangTogether(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct{ pick, run, want string }{
		{"C", "select_up", "A B C"},
		{"D", "select_up", "A B C D"},
		{"A", "select_down", "A C D"},
		{"A D", "select_paths", "A C D"},
		{"", "select_unjoined", "X"},
	} {
		d.open(flow + "X\n")
		d.pick(strings.Fields(c.pick)...)
		d.w.run(c.run)
		d.w.selected = d.w.nodes()
		assert.Equal(t, c.want, d.sel(), c.run)
	}
}

// TestBoxesAreAligned puts boxes in line with the one selected first, and spreads them.
func TestBoxesAreAligned(t *testing.T) {
	d := deskWith(t, flow)
	d.pick("A", "C", "D")
	d.w.run("align_top")
	d.settle()
	rect := func(n string) float64 { b, _ := d.w.diagram.Box(d.id(n)); return b.Rect.Min.Y }
	assert.InDelta(t, rect("A"), rect("C"), 0.6)
	assert.InDelta(t, rect("A"), rect("D"), 0.6)
	d.press("Alt+Right")
	d.w.run("distribute_x")
	d.settle()
	a, _ := d.w.diagram.Box(d.id("A"))
	c, _ := d.w.diagram.Box(d.id("C"))
	e, _ := d.w.diagram.Box(d.id("D"))
	assert.InDelta(t, c.Rect.Min.X-a.Rect.Max.X, e.Rect.Min.X-c.Rect.Max.X, 1.1)
	d.press("Ctrl+Z")
}

func TestPagesOfTheTextPaneAreWhatIsSeen(t *testing.T) {
	var model strings.Builder
	for i := range 60 {
		fmt.Fprintf(&model, "N%02d\n", i)
	}
	d := deskWith(t, model.String())
	d.press("F9")
	d.w.win.Canvas().Focus(d.w.text.Focusable())
	e := d.w.text.Focusable().(*panel.Entry)
	d.press("Ctrl+Home")
	require.Equal(t, 0, e.CursorRow)
	d.press("PageDown")
	page := e.CursorRow
	assert.Greater(t, page, 3)
	assert.Less(t, page, 20, "not to the end")
	assert.Equal(t, fmt.Sprintf("N%02d", page), d.sel(), "what it comes to is selected")
	d.press("PageDown", "PageUp")
	assert.Equal(t, page, e.CursorRow)
	for range 20 {
		d.press("PageDown")
	}
	assert.GreaterOrEqual(t, e.CursorRow, 59)
	for range 20 {
		d.press("PageUp")
	}
	assert.Zero(t, e.CursorRow)
}

func TestTheTextPaneStandsAtTheLeftForWhoeverWantsIt(t *testing.T) {
	d := deskWith(t, flow)
	d.w.win.Resize(fyne.NewSize(1280, 800))
	d.press("F9")
	pane := d.w.text.Object()
	below := pane.Size()
	require.Greater(t, below.Width, below.Height)
	d.w.run("text_left")
	d.settle()
	assert.Greater(t, pane.Size().Height, pane.Size().Width)
	assert.Equal(t, below.Width, d.w.canvas.Size().Width+pane.Size().Width)
	assert.True(t, d.w.canvas.Seen().Holds(d.w.scene.Bounds), "what was seen as a whole is so still")
	d.press("F9")
	assert.Equal(t, below.Width, d.w.canvas.Size().Width, "all of it")
	d.press("F9")
	d.w.run("text_left")
	d.settle()
	assert.Equal(t, below, pane.Size())
}
