package ui

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

func TestANameMayCarryWhatIsSaidOfIt(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"(業界知識) @佐藤", "(業界知識) @佐藤\n\n(業界知識) > C\nC > D\n"},
		{"（業界知識）＠佐藤", "(業界知識) @佐藤\n\n(業界知識) > C\nC > D\n"},
		{"見積 @営業部 #ext", "見積 @営業部 #ext\n\n見積 > C\nC > D\n"},
		{"C# 設計書", "C# 設計書 > C\nC > D\n"},
		{"mail@example", "mail@example > C\nC > D\n"},
	} {
		d := deskWith(t, "C > D")
		d.pick("C")
		before := d.bytes()
		d.press("Shift+Tab")
		d.text(c.typed)
		d.press("Enter")
		assert.Equal(t, "canvas", d.focus(), "%s: %s", c.typed, d.said())
		assert.Equal(t, c.want, d.lines(), c.typed)
		d.press("Ctrl+Z")
		assert.Equal(t, before, d.bytes(), "one step")
	}
}

func TestRenamingMayNameTheOwner(t *testing.T) {
	d := deskWith(t, "C > D")
	d.pick("C")
	d.press("F2")
	d.text(" @田中")
	d.press("Enter")
	n, _ := d.w.doc.Graph().Node(d.id("C"))
	assert.Equal(t, []string{"田中"}, n.Owner.Items())
}

// TestALongerNameLiesOverNoNeighbour has a box grow while its name is typed: it makes way along the flow, in the same step.
func TestALongerNameLiesOverNoNeighbour(t *testing.T) {
	d := deskWith(t, "A, B > C\nC > D\n")
	d.w.do(edit.Place{At: []edit.Placed{{ID: d.id("D"), At: model.PlaceAt(geom.Pt(376, 150))}}})
	before := d.places()
	id := d.id("D")
	d.pick("D")
	d.words("F2 «_as_long_as_names_come_in_a_meeting»")
	ghost, ok := d.w.canvas.Previewed()
	require.True(t, ok)
	assert.Empty(t, ghost.Diagram.Over(id), "while it is typed")
	d.press("Enter")
	d.settle()
	assert.Empty(t, d.w.diagram.Over(id))
	after := d.places()
	assert.Greater(t, after[id].X, before[id].X, "it made way")
	assert.Equal(t, before[id].Y, after[id].Y, "the line stays straight")
	delete(before, id)
	delete(after, id)
	assert.Equal(t, before, after, "nothing else moves")
	d.press("Ctrl+Z")
	assert.Contains(t, d.lines(), "C > D\n", "one step")

	d.pick("D")
	d.press("Ctrl+Shift+L")
	d.words("F2 «_as_long_as_names_come_in_a_meeting» Enter")
	assert.Contains(t, d.said(), "no room", "what is pinned stays, and that is told")
}

// TestWhatALineMakesStandsInTheOrderOfTheLine: inputs from the top, a cycle from where the talk began; and tidying keeps it.
func TestWhatALineMakesStandsInTheOrderOfTheLine(t *testing.T) {
	d := newDesk(t)
	d.words("«診断>治療計画>実施記録>評価>診断» Enter")
	across := func(names ...string) {
		t.Helper()
		for i, n := range names[1:] {
			assert.Less(t, d.places()[d.id(names[i])].X, d.places()[d.id(n)].X, "%s before %s", names[i], n)
		}
	}
	across("診断", "治療計画", "実施記録", "評価")
	d.words("Esc Ctrl+L")
	d.settle()
	across("診断", "治療計画", "実施記録", "評価")

	// A search for what closes the cycle would begin at what comes from outside, and part it there.
	d = newDesk(t)
	d.words("«入院時情報_#外、スクリーニング票＞困難要因リスト＞退院計画＞再入院分析＞スクリーニング票» Enter Esc Esc")
	across("スクリーニング票", "困難要因リスト", "退院計画", "再入院分析")
	d.w.run("arrange")
	d.settle()
	d.until("arranged", func() bool { return strings.Contains(d.said(), "Ctrl+Z") })
	across("スクリーニング票", "困難要因リスト", "退院計画", "再入院分析")

	d = newDesk(t)
	d.words("«家族の希望、(退院支援の勘)、介護保険証、住まいの写真、紹介状>退院支援計画書» Enter")
	down := func() {
		t.Helper()
		names := []string{"家族の希望", "退院支援の勘", "介護保険証", "住まいの写真", "紹介状"}
		for i, n := range names[1:] {
			assert.Less(t, d.places()[d.id(names[i])].Y, d.places()[d.id(n)].Y, "%s above %s", names[i], n)
		}
	}
	down()
	d.words("Esc Ctrl+L")
	d.settle()
	down()
}

func TestANameMaySayAgainWhatWasSaid(t *testing.T) {
	d := deskWith(t, "A @佐藤 > B\n")
	d.pick("A")
	d.press("F2")
	d.text("C @佐藤")
	d.press("Enter")
	assert.Contains(t, d.lines(), "C @佐藤")
	assert.Equal(t, "canvas", d.focus())
}

func TestNothingNewIsCalledByAPersonAlone(t *testing.T) {
	for _, said := range []string{"@佐藤", "＠佐藤", " @佐藤 #goal"} {
		d := deskWith(t, "C > D")
		before := d.bytes()
		d.pick("D")
		d.press("Tab")
		d.text(said)
		d.press("Enter")
		assert.Equal(t, before, d.bytes(), said)
		assert.Contains(t, d.said(), "A name is missing", said)
		assert.Equal(t, said, d.w.bar.entry.Text, "to be gone on with")
		d.press("Esc")
		assert.Equal(t, before, d.bytes())
	}
	d := deskWith(t, "C > D")
	d.pick("D")
	d.press("Tab")
	d.text("#1 list")
	d.press("Enter")
	assert.Contains(t, d.lines(), "#1 list", "a number is a name")
}

func TestAPersonInPlaceOfANameIsWhoAnswersForIt(t *testing.T) {
	d := deskWith(t, "C > D")
	d.pick("D")
	d.press("F2", "Ctrl+A")
	d.text("@佐藤")
	d.press("Enter")
	assert.Contains(t, d.lines(), "D @佐藤")
	assert.Equal(t, "D", d.sel())
}
