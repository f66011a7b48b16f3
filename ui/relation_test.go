package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
)

// on is a place on the line between two deliverables.
func (d *desk) on(e model.Ends) fyne.Position {
	d.t.Helper()
	l, ok := d.w.diagram.Link(e.ID())
	require.True(d.t, ok)
	p := l.Route.Points
	return d.w.canvas.ToWidget(p[len(p)/2-1].Add(p[len(p)/2]).Mul(0.5))
}

// twice is a double click.
func (d *desk) twice(at fyne.Position) {
	d.hover(at)
	for range 2 {
		d.w.canvas.MouseDown(d.mouse(at, main))
		d.w.canvas.MouseUp(d.mouse(at, main))
	}
	d.settle()
}

func TestALineTakesALabelWhereABoxTakesAName(t *testing.T) {
	for how, begin := range map[string]func(*desk, model.Ends){
		"a double click": func(d *desk, e model.Ends) { d.twice(d.on(e)) },
		"F2":             func(d *desk, _ model.Ends) { d.press("F2") },
		"the menu":       func(d *desk, _ model.Ends) { d.w.run("rename") },
	} {
		d := deskWith(t, "C > D")
		before := d.bytes()
		e := model.Ends{Kind: model.IO, From: d.id("C"), To: d.id("D")}
		d.click(d.on(e))
		require.Equal(t, []model.ID{e.ID()}, d.w.selected, how)
		d.pass(time.Second)
		begin(d, e)
		require.Equal(t, "bar", d.focus(), how)
		d.text("by Monday")
		assert.Equal(t, before, d.bytes(), "while it is typed")
		assert.True(t, d.w.canvas.Previewing(), "it grows at the line")
		d.press("Enter")
		assert.Equal(t, "C >{label=by Monday} D\n", d.lines(), how)
		assert.Equal(t, "canvas", d.focus())
		d.press("F2")
		assert.Equal(t, "by Monday", d.w.bar.entry.Text)
		d.press("Esc")
		d.press("Ctrl+Z")
		assert.Equal(t, before, d.bytes(), how)
	}
}

func TestTypingOnWhatIsSelectedNamesIt(t *testing.T) {
	d := deskWith(t, "C > D\n[G]: A, B")
	d.w.selectIDs([]model.ID{model.Ends{Kind: model.IO, From: d.id("C"), To: d.id("D")}.ID()})
	d.text("weekly")
	d.press("Enter")
	assert.Contains(t, d.lines(), "C >{label=weekly} D")
	for g := range d.w.doc.Graph().Groups() {
		d.w.selectIDs([]model.ID{g.ID})
	}
	d.text("H")
	d.press("Enter")
	assert.Contains(t, d.lines(), "[H]: A, B")
}

func TestAnArrowIsTurnedRoundAndMadeASync(t *testing.T) {
	d := deskWith(t, "C >{label=x} D")
	e := model.Ends{Kind: model.IO, From: d.id("C"), To: d.id("D")}
	d.w.selectIDs([]model.ID{e.ID()})
	d.w.run("turn_round")
	assert.Equal(t, "D >{label=x} C\n", d.lines())
	assert.Equal(t, []model.ID{model.Ends{Kind: model.IO, From: e.To, To: e.From}.ID()}, d.w.selected, "it goes on being selected")
	d.w.run("turn_round")
	d.w.run("sync_or_input")
	assert.Equal(t, "C ={label=x} D\n", d.lines())
	d.w.run("turn_round")
	assert.Contains(t, d.said(), "No arrow is selected")
	d.w.run("sync_or_input")
	assert.Equal(t, "C >{label=x} D\n", d.lines(), "as the flow runs")
	d.press("Ctrl+Z")
	assert.Contains(t, d.said(), "Input / sync")
	assert.Equal(t, "C ={label=x} D\n", d.lines())
}

func TestAnArrowThatIsThereAlreadyTheOtherWayIsNotTurned(t *testing.T) {
	d := deskWith(t, "C > D\nD > C")
	d.w.selectIDs([]model.ID{model.Ends{Kind: model.IO, From: d.id("C"), To: d.id("D")}.ID()})
	before := d.bytes()
	d.w.run("turn_round")
	assert.Equal(t, before, d.bytes())
	assert.Contains(t, d.said(), "joined so already")
}

func TestArrowsGoFromALineToItsEnds(t *testing.T) {
	d := deskWith(t, flow)
	id := model.Ends{Kind: model.IO, From: d.id("C"), To: d.id("D")}.ID()
	for key, end := range map[string]string{"Left": "C", "Right": "D"} {
		d.w.selectIDs([]model.ID{id})
		d.press(key)
		assert.Equal(t, end, d.sel(), key)
	}
}

func TestTheMenuOfALineOffersWhatGoesForLines(t *testing.T) {
	d := deskWith(t, "C > D")
	d.w.canvas.MouseDown(d.mouse(d.on(model.Ends{Kind: model.IO, From: d.id("C"), To: d.id("D")}), desktop.MouseButtonSecondary))
	for _, id := range d.w.contextActions() {
		if a, ok := find(id); ok {
			assert.True(t, a.reason(d.w).Zero(), id)
		}
	}
	assert.Contains(t, d.w.contextActions(), "turn_round")
	assert.NotContains(t, d.w.contextActions(), "group")
	assert.Contains(t, d.w.hints()[0], "label")
}

func TestTheCountOfInputsSelectsThem(t *testing.T) {
	d := deskWith(t, flow)
	d.w.status.counts["relations"].Tapped(nil)
	assert.NotEmpty(t, d.w.selected)
	assert.Len(t, d.w.arrows(), len(d.w.selected))
}
