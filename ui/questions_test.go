package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/model"
	"seika/model/edit"
	"seika/ui/panel"
)

// resting is many with a goal, which rests on know-how.
const resting = many + "D #goal\n"

// goTo goes to the first question of a rule.
func (d *desk) goTo(rule string) analysis.Finding {
	d.t.Helper()
	for _, f := range d.w.held.visible {
		if f.Rule == rule {
			d.w.GoTo(f)
			d.settle()
			return f
		}
	}
	d.t.Fatalf("no question of %s", rule)
	return analysis.Finding{}
}

// asks says whether a rule asks now.
func (d *desk) asks(rule string) bool {
	for _, f := range d.w.open() {
		if f.Rule == rule {
			return true
		}
	}
	return false
}

// reads is every text in an object.
func reads(o fyne.CanvasObject) string {
	var all []string
	for _, x := range test.LaidOutObjects(o) {
		switch l := x.(type) {
		case *widget.Label:
			if l.Visible() {
				all = append(all, l.Text)
			}
		case *panel.Prose:
			if l.Visible() {
				all = append(all, l.Said())
			}
		}
	}
	return strings.Join(all, "\n")
}

func TestSiftingListsLessAndF8FollowsIt(t *testing.T) {
	d := deskWith(t, many)
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	all := len(d.w.listed())
	keys := func() (rules string) {
		for _, f := range d.w.listed() {
			rules += f.Rule[:1]
		}
		return rules
	}
	d.w.SetSift(panel.Sift{Family: "K"})
	assert.Regexp(t, "^K+$", keys())
	first := d.w.listed()[0]
	for range d.w.listed() {
		d.press("F8")
		f, _ := d.w.asked()
		assert.Equal(t, "K", f.Rule[:1])
	}
	d.press("F8")
	f, _ := d.w.asked()
	assert.Equal(t, first.Key, f.Key, "it comes round")
	d.w.SetSift(panel.Sift{Least: analysis.High})
	for _, f := range d.w.listed() {
		assert.GreaterOrEqual(t, f.Severity, analysis.High)
	}
	d.w.SetSift(panel.Sift{Only: []model.ID{d.id("D")}})
	for _, f := range d.w.listed() {
		assert.Contains(t, f.At, d.id("D"))
	}
	d.w.SetSift(panel.Sift{Text: "ｄ"})
	assert.NotEmpty(t, d.w.listed(), "width and case are no matter")
	d.w.SetSift(panel.Sift{Text: "no such words"})
	d.press("F8")
	assert.Contains(t, d.said(), "No open question is listed")
	d.w.SetSift(panel.Sift{})
	assert.Len(t, d.w.listed(), all)
}

func TestWhatIsResolvedSinceTheDocumentWasOpenedIsListed(t *testing.T) {
	d := deskWith(t, resting)
	d.w.openSide(questionsTab)
	d.w.SetSift(panel.Sift{State: panel.Gone})
	assert.Zero(t, d.w.questions.Rows(), "nothing yet")
	f := d.goTo("K07")
	d.w.do(edit.SetList{IDs: []model.ID{f.Related[0].ID}, Member: "holders", Items: model.NewList("佐藤", "鈴木")})
	d.settle()
	require.False(t, d.asks("K07"))
	said := panel.Said(d.app.lang, d.w.GraphOf(d.w.listable()[0]), d.w.listable()[0])
	assert.Contains(t, reads(d.w.questions.Object()), "resolved · "+said)

	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	d.w.SetPreset(analysis.PresetWorkshop)
	d.settle()
	gone := len(d.w.listable())
	d.w.do(edit.Remove{IDs: []model.ID{d.id("D")}})
	d.settle()
	assert.Greater(t, len(d.w.listable()), gone)
	assert.NotContains(t, reads(d.w.questions.Object()), "new deliverable", "it is told of by the name it had")
	before := d.bytes()
	d.press("Ctrl+Z", "Ctrl+Z")
	d.settle()
	assert.True(t, d.asks("K07"))
	for _, x := range d.w.listable() {
		assert.NotEqual(t, f.Key, x.Key, "it is asked again")
	}
	d.w.SetSift(panel.Sift{})
	assert.NotContains(t, reads(d.w.questions.Object()), "resolved")
	assert.NotEqual(t, before, d.bytes())
}

func TestManyQuestionsOfOneRuleAreOneRowAndF8OpensIt(t *testing.T) {
	var b strings.Builder
	for i := range 7 {
		fmt.Fprintf(&b, "source %d, other %d > made\n", i, i)
	}
	d := deskWith(t, b.String())
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	d.w.openSide(questionsTab)
	d.settle()
	rows := d.w.questions.Rows()
	var of int
	for _, f := range d.w.open() {
		if f.Rule == "U03" {
			of++
		}
	}
	require.Equal(t, 14, of)
	assert.Equal(t, len(d.w.open())-of+1, rows, "folded into one row")
	d.goTo("U03")
	assert.Equal(t, len(d.w.open())+1, d.w.questions.Rows(), "its row stays above them")
}

func TestARuleIsMutedInTheDocumentForTheUserAndAskedAgain(t *testing.T) {
	d := deskWith(t, resting)
	before := d.bytes()
	f := d.goTo("K07")
	d.w.muteHere(f.Rule, analysis.Off)
	d.settle()
	assert.False(t, d.asks("K07"))
	assert.Contains(t, d.bytes(), `"K07":{"off":true}`, "kept in the file")
	assert.Equal(t, 1, d.w.Muted())
	d.press("Ctrl+Z")
	assert.Equal(t, before, d.bytes(), "one step")
	assert.True(t, d.asks("K07"))

	d.app.muteForMe("K07", true)
	d.settle()
	assert.False(t, d.asks("K07"))
	assert.Equal(t, before, d.bytes(), "the document is nobody's business")
	d.w.ShowMuted()
	d.settle()
	top := d.w.win.Canvas().Overlays().Top()
	require.NotNil(t, top)
	assert.Contains(t, reads(top), "hides 1 question")
	d.button("Ask again")
	d.settle()
	assert.True(t, d.asks("K07"))
	assert.Zero(t, d.w.Muted())
}

func TestAMuteThatHidesNothingSaysSo(t *testing.T) {
	d := deskWith(t, many)
	d.app.muteForMe("N05", true)
	d.settle()
	d.w.ShowMuted()
	assert.Contains(t, reads(d.w.win.Canvas().Overlays().Top()), "hides nothing any more")
	d.app.muteForMe("N05", false)
}

func TestSomethingMeantSoKeepsItsReasonAndItsUselessnessIsTold(t *testing.T) {
	d := deskWith(t, resting)
	f := d.goTo("K07")
	d.w.Intended(f)
	d.press("Enter")
	assert.Contains(t, d.said(), "reason")
	d.text("a pilot")
	d.press("Enter")
	assert.False(t, d.asks("K07"))
	assert.Contains(t, d.bytes(), "a pilot")
	d.w.openSide(questionsTab)
	d.goTo("K07")
	assert.Contains(t, reads(d.w.questions.Object()), "Meant so: a pilot")

	d.w.do(edit.Remove{IDs: []model.ID{d.id("F")}})
	d.press("Esc", "Esc") // what is selected is left alone
	open := len(d.w.open())
	r03 := d.goTo("R03")
	assert.False(t, r03.Asks(), "what the run says is no question")
	assert.Equal(t, open, len(d.w.open()))
	fixes := d.w.Fixes(r03)
	require.Len(t, fixes, 1)
	d.w.Fix(r03, fixes[0])
	d.settle()
	assert.NotContains(t, d.bytes(), "a pilot")
}

func TestAChoiceIsAnsweredByItsNumber(t *testing.T) {
	d := deskWith(t, "A, B > C\nC > D\nA = C\nE > D")
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	f := d.goTo("N03")
	require.Len(t, d.w.Options(f), 2)
	d.press("Enter")
	assert.Len(t, d.w.hints(), 2)
	d.text("１")
	d.press("Enter")
	assert.NotContains(t, d.lines(), "=", "made from it: the sync line goes")
	d.press("Ctrl+Z")
	d.w.Choose(d.goTo("N03"), "settled")
	d.settle()
	assert.Contains(t, d.lines(), "=")
	assert.NotContains(t, d.lines(), "A, B > C")
}

func TestAPickIsAnsweredByAClick(t *testing.T) {
	d := deskWith(t, "A, B > C\nC > D\nD, E > X\n")
	d.goTo("U05")
	d.press("Enter")
	d.click(d.at("X"))
	d.press("Enter")
	n, _ := d.w.doc.Graph().Node(d.id("X"))
	assert.True(t, n.Goal)
}

func TestAskingLaterTakesANameAndADate(t *testing.T) {
	d := deskWith(t, resting)
	f := d.goTo("K07")
	d.press("Ctrl+Shift+A")
	d.w.AskWhom(d.goTo(f.Rule))
	d.text("佐藤、12月3日")
	d.press("Enter")
	a, ok := d.w.doc.Graph().Answer(f.Question())
	require.True(t, ok)
	assert.Equal(t, "佐藤 2026-12-03", a.Who+" "+a.Due)
	assert.Equal(t, model.Asked, a.Status)
}

func TestWhoeverAsksASmallModelIsAnswered(t *testing.T) {
	d := deskWith(t, "A #ext > B = C #goal")
	require.Empty(t, d.w.open())
	d.press("F8")
	f, ok := d.w.asked()
	require.True(t, ok)
	assert.Equal(t, analysis.Medium, f.Severity)
	d.press("Esc", "Esc")
	assert.NotEmpty(t, d.w.open(), "what is shown stays")
}

func TestNewQuestionsWaitWhileSomebodyReadsTheList(t *testing.T) {
	d := deskWith(t, many)
	d.press("F8")
	d.w.win.Canvas().Focus(d.w.questions.Focusable())
	rows := d.w.questions.Rows()
	d.w.SetPreset(analysis.PresetAll)
	d.settle()
	assert.Equal(t, rows, d.w.questions.Rows())
	d.press("Esc")
	d.settle()
	assert.Greater(t, d.w.questions.Rows(), rows)
}

func TestTheListIsWalkedByArrows(t *testing.T) {
	d := deskWith(t, many)
	d.press("F8")
	first, _ := d.w.asked()
	d.w.win.Canvas().Focus(d.w.questions.Focusable())
	d.press("Down")
	second, _ := d.w.asked()
	assert.NotEqual(t, first.Key, second.Key)
	d.press("Up")
	again, _ := d.w.asked()
	assert.Equal(t, first.Key, again.Key)
	assert.Equal(t, "panel", d.focus())
	d.press("Enter")
	assert.Equal(t, "bar", d.focus())
}

func TestOfAFixOnlyWhatItWouldAddIsFaint(t *testing.T) {
	d := deskWith(t, resting)
	fixes := d.w.Fixes(d.goTo("K07"))
	at := slices.IndexFunc(fixes, func(f analysis.Fix) bool { return f.ID == "write-down" })
	require.GreaterOrEqual(t, at, 0)
	now := d.w.doc.Graph()
	g, ch, ok := d.w.tried(d.w.placed(fixes[at].Command))
	require.True(t, ok)
	faint := adds(ch)
	for n := range g.Nodes() {
		assert.Equal(t, !now.Has(n.ID), faint[n.ID], n.ID)
	}
	for r := range g.Relations() {
		_, before := now.Relation(r.Ends)
		assert.Equal(t, !before, faint[r.ID()], r.ID())
	}
}

func TestARuleIsExplainedAndSetForTheDocument(t *testing.T) {
	d := deskWith(t, resting)
	f := d.goTo("K07")
	d.w.Explain(f)
	d.settle()
	top := d.w.win.Canvas().Overlays().Top()
	require.NotNil(t, top)
	assert.Contains(t, reads(top), "Looks for")
	d.key("Escape", 0)
	d.settle()
	assert.Nil(t, d.w.win.Canvas().Overlays().Top())

	d.w.set("K07", "command.set_rule", func(rs *analysis.RuleSettings) { rs.Severity = analysis.Low })
	d.settle()
	assert.Equal(t, analysis.Low, d.goTo("K07").Severity)
	steps, _ := d.w.doc.Steps()
	assert.Equal(t, 1, steps)
}

func TestEscLeavesTheListsOfTheExportDialog(t *testing.T) {
	d := deskWith(t, many)
	d.press("Ctrl+P")
	d.settle()
	for _, o := range test.LaidOutObjects(d.w.win.Canvas().Overlays().Top()) {
		if s, ok := o.(*panel.Chooser); ok {
			d.w.win.Canvas().Focus(s)
			break
		}
	}
	d.press("Esc")
	assert.Nil(t, d.w.win.Canvas().Overlays().Top())
}
