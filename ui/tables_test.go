package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/lang"
	"seika/model"
)

func TestATableFromASpreadsheetIsShownBeforeItIsTaken(t *testing.T) {
	d := deskWith(t, "要件案 > 提案書\n")
	before := d.bytes()
	d.app.fyne.Clipboard().SetContent("成果物\t入力\t担当\t色\n要件案\t要望リスト、利用データ\t佐藤\t赤\n提案書\t要件案\t田中\t\n")
	d.press("Ctrl+V")
	require.NotNil(t, d.w.win.Canvas().Overlays().Top())
	assert.Equal(t, before, d.bytes(), "nothing before it is agreed to")
	d.button("Cancel")
	assert.Equal(t, before, d.bytes())
	d.press("Ctrl+V")
	d.button("Insert")
	d.settle()
	assert.Contains(t, d.lines(), "利用データ, 要望リスト > 要件案")
	assert.Contains(t, d.lines(), "提案書 @田中")
	assert.Equal(t, 4, d.w.doc.Graph().NodeCount())
	d.press("Ctrl+Z")
	assert.Equal(t, before, d.bytes(), "one step of undo")
}

// TestWhatIsCopiedAsATableIsReadBack copies in each form.
func TestWhatIsCopiedAsATableIsReadBack(t *testing.T) {
	d := deskWith(t, "A, (F) > C @Sato\nC > D #goal\nC = E\n")
	want := d.lines()
	clip := d.app.fyne.Clipboard()
	d.press("Ctrl+Shift+C")
	d.words("3 Enter")
	copied := clip.Content()
	assert.Equal(t, "Copied 5 deliverables as a table.", d.said())
	assert.Contains(t, copied, "Deliverable\tKind\tInputs\tSync\tOwner\n")
	d.open("X\n")
	clip.SetContent(copied)
	d.press("Ctrl+V")
	d.button("Insert")
	d.settle()
	d.pick("X")
	d.press("Delete")
	assert.Equal(t, want, d.lines())

	d.pick("A", "C")
	d.press("Ctrl+Shift+C", "Down", "Enter")
	assert.Equal(t, "Copied 2 deliverables as sentences.", d.said(), "a forgotten selection is noticed")
	d.pick()
	d.press("Ctrl+Shift+C", "Down", "Enter")
	assert.Contains(t, clip.Content(), "Sato makes “C” from “A”, using “F”, and agrees it with “E”.")
	d.press("Ctrl+Shift+C")
	d.text("mermaid")
	d.press("Enter")
	d.until("Mermaid", func() bool { return strings.Contains(clip.Content(), "flowchart") })
}

// TestEveryPatternIsInsertedAtTheSelection has the selection take the main place, in both languages.
func TestEveryPatternIsInsertedAtTheSelection(t *testing.T) {
	d := newDesk(t)
	for _, l := range []lang.Lang{lang.EN, lang.JA} {
		d.app.setLang(l)
		for i, id := range patterns {
			d.open("Plan > Other\n")
			d.pick("Plan")
			d.w.insertPattern(id)
			d.settle()
			g := d.w.doc.Graph()
			assert.Greater(t, g.NodeCount(), 2, "%v %s", l, id)
			require.Len(t, g.Named("Plan"), 1)
			for n := range g.Nodes() {
				assert.True(t, n.At.Set, "%s has no place", n.Name)
			}
			undo, _ := d.w.doc.Steps()
			assert.Equal(t, 1, undo, "%d %s", i, id)
		}
	}
	d.app.setLang(lang.EN)
	d.open("Plan > Other\n")
	d.pick("Plan")
	d.press("Ctrl+T")
	d.text("review")
	d.press("Enter")
	assert.Contains(t, d.lines(), "(Viewpoint of the review) > Review record")
}

func TestToBeIsACopyThatKnowsItsAsIs(t *testing.T) {
	d := deskWith(t, flow)
	before := d.bytes()
	asis := d.w
	d.w.run("to_be")
	d.flush()
	tobe := d.app.windows[len(d.app.windows)-1]
	require.NotSame(t, asis, tobe)
	assert.Equal(t, model.ToBe, tobe.doc.Graph().Meta().Variant)
	for n := range asis.doc.Graph().Nodes() {
		_, ok := tobe.doc.Graph().Node(n.ID)
		assert.True(t, ok, "ids are kept")
	}
	assert.Equal(t, before, d.bytes())
	assert.Contains(t, tobe.title(), "(to-be)")
}
