package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
	"seika/model/edit"
)

// presented is the sentence on the screen.
func (d *desk) presented() string {
	d.t.Helper()
	require.NotNil(d.t, d.w.presenting)
	return d.w.presenting.text.Text
}

func TestPresentingGoesThroughTheModel(t *testing.T) {
	d := deskWith(t, "A, (F) > C\nC > D #goal\nC = E\n")
	before := d.bytes()
	d.press("F5")
	assert.True(t, d.w.win.FullScreen())
	assert.Equal(t, "The whole picture: 5 deliverables.", d.presented())
	d.text(" ")
	assert.Equal(t, "“C” is made from “A”, using “F”, and agreed with “E”.", d.presented(), "what is settled together is one step")
	d.press("Right")
	assert.Equal(t, "“D” is made from “C”. This is the goal.", d.presented())
	d.press("Right", "Next", "Left")
	assert.Contains(t, d.presented(), "“C” is made")
	d.press("End")
	assert.Contains(t, d.presented(), "“D”")
	d.press("Ctrl+L", "Ctrl+D", "Delete", "F8", "Ctrl+K")
	d.text("x7>")
	assert.NotNil(t, d.w.presenting, "nothing but the keys of presenting does anything")
	d.press("Esc")
	assert.Nil(t, d.w.presenting)
	assert.False(t, d.w.win.FullScreen())
	assert.Equal(t, "canvas", d.focus())
	assert.Equal(t, "D", d.sel(), "what was shown last is at hand")
	assert.Equal(t, before, d.bytes())

	d.pick("C")
	d.press("Shift+F5")
	assert.Contains(t, d.presented(), "“C” is made")
	d.press("Esc")
}

// TestNothingPrivateIsPresented is no. 13 of interaction.md §11.
func TestNothingPrivateIsPresented(t *testing.T) {
	d := deskWith(t, many)
	require.NotEmpty(t, d.w.held.report.Findings)
	id, nobody := d.id("C"), model.ID("n-nobody")
	for _, c := range []model.Command{
		edit.Set{IDs: []model.ID{id}, Member: "private", Value: "SECRET one"},
		edit.Set{IDs: []model.ID{id}, Member: "ask", Value: "SECRET two"},
		edit.Add{Node: model.Node{ID: nobody, At: model.PlaceAt(stands["E"])}},
		edit.Answer{Answer: model.Answer{Question: model.Question{Rule: "N01", Anchors: model.NewList(string(id))}, Status: model.Intended, Text: "SECRET three"}},
	} {
		require.NoError(t, d.w.doc.Do(c))
	}
	meta := d.w.doc.Graph().Meta()
	meta.Private = "SECRET four"
	require.NoError(t, d.w.doc.Do(edit.Describe{Meta: meta}))
	d.pick("C")
	d.settle()
	d.press("F5")
	for d.w.presenting.at < len(d.w.presenting.steps) {
		p := d.w.presenting
		assert.Empty(t, p.diagram.Options.Marks)
		_, there := p.diagram.Box(nobody)
		assert.False(t, there, "a box without a name")
		assert.NotContains(t, p.graph.Meta().Private, "SECRET")
		for n := range p.graph.Nodes() {
			assert.Empty(t, n.Private+n.Ask)
		}
		for a := range p.graph.Answers() {
			t.Error("an answer", a)
		}
		for _, text := range labels(d.w.win.Content()) {
			assert.NotContains(t, text, "SECRET")
		}
		d.text(" ")
	}
	d.press("Esc")
}

// TestTheSentenceKeepsItsPlace has the picture stand still between steps.
func TestTheSentenceKeepsItsPlace(t *testing.T) {
	d := deskWith(t, many)
	d.w.win.Resize(fyne.NewSize(1280, 800))
	d.press("F5")
	d.flush()
	size := d.w.presenting.canvas.Size()
	d.text(" ")
	assert.Equal(t, size, d.w.presenting.canvas.Size())
	d.press("Esc")
}

func TestAfterPresentingTheWindowHasTheSizeThatItHad(t *testing.T) {
	d := deskWith(t, "A > B\n")
	before := d.w.win.Canvas().Size()
	d.press("F5")
	d.w.win.Resize(before.Add(fyne.NewSize(300, 200))) // as the desktop does, to the size of the screen
	d.press("Esc")
	assert.Equal(t, before, d.w.win.Canvas().Size(), "the desktop may answer only after the content has changed")
}
