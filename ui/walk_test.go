package ui

import (
	"testing"

	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/internal/geom"
	"seika/model"
)

func TestUndoingAGrowthSelectsWhatItWasGrownFrom(t *testing.T) {
	d := deskWith(t, "利用データ > 状況報告\n状況報告 > 更新提案")
	d.pick("状況報告")
	d.press("Shift+Tab")
	d.text("導入目標")
	d.press("Enter")
	require.Equal(t, "導入目標", d.sel())
	d.press("Ctrl+Z")
	assert.Equal(t, "状況報告", d.sel(), "work goes on from there")
	d.press("Ctrl+Y")
	assert.Equal(t, "導入目標", d.sel())
}

func TestAllThatALineMakesComesIntoView(t *testing.T) {
	d := deskWith(t, "A")
	d.press("Ctrl+E")
	d.text("A > Bbbbbbbbbbbbbbbb > Cccccccccccccccccc > Dddddddddddddddd > Eeeeeeeeeeeeeeee > Fffffffff")
	d.press("Enter")
	for _, name := range []string{"Bbbbbbbbbbbbbbbb", "Fffffffff"} {
		r, ok := d.w.diagram.Rect(d.id(name))
		require.True(t, ok)
		assert.True(t, d.w.canvas.Seen().Holds(r), "%s: %v in %v", name, r, d.w.canvas.Seen())
	}
}

func TestAnEmptyLineLeavesKeysToWhatTheLastOneMade(t *testing.T) {
	d := newDesk(t)
	d.press("Ctrl+E")
	d.text("更新契約")
	d.press("Enter")
	require.Equal(t, "bar", d.focus())
	assert.Contains(t, d.w.hints()[1], "Shift+Tab")
	d.press("Ctrl+Shift+G")
	n, _ := d.w.doc.Graph().Node(d.id("更新契約"))
	assert.True(t, n.Goal)
	d.press("Shift+Tab")
	d.text("更新提案")
	d.press("Enter")
	assert.Equal(t, "更新契約 #goal\n\n更新提案 > 更新契約\n", d.lines())

	d.press("Ctrl+E")
	d.text("更")
	d.press("Ctrl+Shift+G")
	n, _ = d.w.doc.Graph().Node(d.id("更新提案"))
	assert.False(t, n.Goal, "with text in the line the keys are the field's")
}

func TestTheHintSaysOnWhichSideAnotherOneGrows(t *testing.T) {
	d := deskWith(t, "導入目標 > 状況報告\n状況報告 > 更新提案\n承認 = 合意")
	d.pick("導入目標")
	assert.Contains(t, d.w.hints()[2], "another input of 状況報告")
	d.press("Right")
	assert.Contains(t, d.w.hints()[2], "another output of 導入目標", "Enter goes by where one came from")
	d.pick("承認")
	d.press("Ctrl+Enter")
	d.text("期待")
	d.press("Enter")
	assert.Contains(t, d.w.hints()[2], "another sync with 承認")
}

func TestALineThatSaysSomethingOfADeliverableTellsWhat(t *testing.T) {
	d := deskWith(t, "(経験), 提案書 > 資料")
	d.pick("経験")
	d.text("@佐藤")
	d.press("Enter")
	assert.Equal(t, "“経験” · Who answers for it: 佐藤", d.said())
	d.pick("提案書", "資料")
	d.text("@田中")
	d.press("Enter")
	assert.Equal(t, "2 deliverables · Who answers for it: 田中", d.said())
	n, _ := d.w.doc.Graph().Node(d.id("経験"))
	assert.Equal(t, model.Intangible, n.Kind)
}

func TestUndoNamesTheDeliverableThatGoes(t *testing.T) {
	d := deskWith(t, "利用データ > 状況報告")
	d.pick("状況報告")
	d.press("Tab")
	d.text("提案")
	d.press("Enter", "Ctrl+Z")
	assert.Contains(t, d.said(), "“提案”")
	d.press("Ctrl+Y")
	assert.Contains(t, d.said(), "“提案”")
}

func TestTidyingSaysWhereArrangingAnewWouldHelp(t *testing.T) {
	d := deskWith(t, "A > B > C > D > E\nE > A")
	d.drag(d.at("C"), d.at("A").AddXY(-300, 120), desktop.MouseButtonPrimary)
	d.press("Esc", "Ctrl+L")
	d.until("tidied", func() bool { return d.w.doc.Done() == "command.place" })
	assert.Contains(t, d.said(), "3 lines run against the flow")
	assert.Contains(t, d.said(), "Arrange")
}

func TestNumbersStandOnBoxesOnlyWhereAnAnswerCanBeOne(t *testing.T) {
	d := deskWith(t, "(経験) @佐藤, 提案書, 目標 > 資料\n資料, 体制図 > 計画 #goal")
	seen := map[bool]int{}
	for _, f := range d.w.open() {
		d.w.Answer(f)
		m := d.w.bar.mode.(*answerMode)
		assert.Equal(t, m.form() == analysis.Nouns || m.form() == analysis.Pick, d.w.bar.showsNumbers(), f.Key)
		seen[d.w.bar.showsNumbers()]++
		d.press("Esc")
	}
	assert.NotZero(t, seen[false])
}

func TestAnAnswerSaysWhatItBecame(t *testing.T) {
	d := deskWith(t, "(経験), 提案書, 目標 > 資料\n資料, 体制図 > 計画 #goal")
	for _, f := range d.w.open() {
		d.w.Answer(f)
		if d.w.bar.mode.(*answerMode).form() == analysis.Name {
			d.text("佐藤")
			d.press("Enter")
			assert.Contains(t, d.said(), "佐藤", f.Key)
			return
		}
		d.press("Esc")
	}
	t.Fatal("no question wants a name")
}

func TestABoxWithALongNameDoesNotGrowOverWhatItIsJoinedTo(t *testing.T) {
	for _, keys := range []string{"Shift+Tab", "Tab", "Ctrl+Enter"} {
		d := deskWith(t, "renewal contract")
		d.pick("renewal contract")
		for _, name := range []string{"renewal proposal of the customer", "minutes of the usage review meeting"} {
			d.press(keys)
			d.text(name)
			d.press("Enter")
			from, _ := d.w.diagram.Rect(d.id("renewal contract"))
			made, _ := d.w.diagram.Rect(d.id(name))
			assert.False(t, from.Grow(10).Overlaps(made), "%s: %v and %v", keys, from, made)
			d.pick("renewal contract")
		}
	}
}

func TestWalkingToWhereNothingStandsSaysSo(t *testing.T) {
	d := deskWith(t, "A > B")
	d.pick("A")
	d.press("Left")
	assert.Equal(t, "A", d.sel())
	assert.Equal(t, "Nothing stands that way.", d.said())
	d.press("Right")
	assert.Equal(t, "B", d.sel())
}

func TestCopiesStandFreeBesideTheirOriginals(t *testing.T) {
	d := deskWith(t, "A > B > C\nD > B\nE > C")
	free := func(what string) {
		t.Helper()
		var all []geom.Rect
		for n := range d.w.doc.Graph().Nodes() {
			r, _ := d.w.diagram.Rect(n.ID)
			for _, other := range all {
				assert.False(t, r.Overlaps(other), "%s: %s at %v is on %v", what, n.Name, r, other)
			}
			all = append(all, r)
		}
	}
	before := d.places()
	d.pick("B")
	d.press("Ctrl+D", "Enter")
	free("duplicate")
	d.press("Esc")
	d.pick("A", "B", "C")
	d.press("Ctrl+C", "Ctrl+V")
	free("paste")
	d.press("Ctrl+V")
	free("paste again")
	for id, at := range before {
		assert.Equal(t, at, d.places()[id], "nothing else moves")
	}
	d.pick("D")
	was := d.places()[d.id("D")]
	d.press("Ctrl+X", "Ctrl+V")
	assert.Equal(t, was, d.places()[d.id("D")], "what was cut comes back where it stood")
}

func TestTypingAfterADuplicateNamesTheCopy(t *testing.T) {
	d := deskWith(t, "A > B")
	d.pick("B")
	d.press("Ctrl+D")
	d.text("second minutes")
	d.press("Enter")
	assert.Equal(t, "second minutes", d.sel())
	d.press("Ctrl+D", "Enter")
	assert.Equal(t, "second minutes 2", d.sel())
	d.press("Ctrl+D")
	d.press("Esc")
	assert.Equal(t, "canvas", d.focus())
}

func TestWhatIsBeingNamedIsInView(t *testing.T) {
	d := deskWith(t, "A")
	d.pick("A")
	r, _ := d.w.diagram.Rect(d.id("A"))
	d.w.canvas.Pan(geom.Pt(r.Max.X-d.w.canvas.Seen().Max.X+30, 0).Mul(d.w.canvas.Zoom()))
	was := d.w.canvas.Seen()
	d.press("Tab")
	d.text("B")
	require.NotEqual(t, was, d.w.canvas.Seen(), "A stood at the border")
	seen := d.w.canvas.Seen()
	d.press("Enter")
	assert.Equal(t, seen, d.w.canvas.Seen(), "it was in view while it was named")
	r, _ = d.w.diagram.Rect(d.id("B"))
	assert.True(t, seen.Holds(r))
}

func TestUndoSaysWhatItTakesBack(t *testing.T) {
	for _, x := range []struct {
		do   func(*desk)
		said string
	}{
		{func(d *desk) { d.pick("C"); d.press("Ctrl+Shift+G") }, "Taken back: Goal “C”"},
		{func(d *desk) { d.pick("C", "D"); d.press("Ctrl+I") }, "Taken back: Intangible (know-how)"},
		{func(d *desk) { d.pick("A", "E"); d.w.run("align_left") }, "Taken back: Align “E”"},
		{func(d *desk) { d.pick("C"); d.press("Alt+Left") }, "Taken back: Move “C”"},
		{func(d *desk) { d.pick("C"); d.words("F2 «X» Enter") }, "Taken back: Rename “C”"},
	} {
		d := deskWith(t, flow)
		x.do(d)
		d.press("Ctrl+Z")
		assert.Equal(t, x.said, d.said())
	}
}
