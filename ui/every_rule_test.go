package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/model/file"
	"seika/testdata"
)

// questionOf is the first question of a rule that is open, on the first wrong model of its fixture.
func (d *desk) questionOf(rule string) (analysis.Finding, bool) {
	d.t.Helper()
	_, wrong, ok := testdata.Rule(rule)
	require.True(d.t, ok, rule)
	if testdata.Was(rule) != "" {
		return analysis.Finding{}, false // it compares two models
	}
	d.open(wrong.Lines)
	d.w.SetPreset(analysis.PresetAll)
	d.w.held.all = true
	d.settle()
	d.press("F8")
	for _, f := range d.w.open() {
		if f.Rule == rule {
			return f, true
		}
	}
	return analysis.Finding{}, false
}

// replies are answers of each form.
var replies = map[analysis.Form]string{
	analysis.Nouns: "price list", analysis.Name: "Kato", analysis.Number: "5 days, 3 rounds", analysis.Choice: "1", analysis.Pick: "1",
	analysis.Text: "when all have signed",
}

// TestEveryRuleIsAnsweredInThreeActionsAndOneStep is no. 10 of interaction.md §11: going there, Enter, Enter. A fix does what
// its ghost showed.
func TestEveryRuleIsAnsweredInThreeActionsAndOneStep(t *testing.T) {
	d := newDesk(t)
	answered, mended := 0, map[string]bool{}
	for _, r := range rules.All {
		f, ok := d.questionOf(r.ID)
		if !ok {
			continue
		}
		if f.Severity != analysis.Error || r.Accept != nil {
			answered++
			d.answers(f, replies[r.Form(f.Variant)])
		}
		for _, fix := range d.w.Fixes(f) {
			if fix.Command != nil {
				mended[r.ID] = true
				d.mends(f, fix)
			}
		}
	}
	assert.Greater(t, answered, 40)
	assert.GreaterOrEqual(t, len(mended), 6)
}

// answers goes to a question, answers it and takes the answer back.
func (d *desk) answers(f analysis.Finding, reply string) {
	d.t.Helper()
	before := d.bytes()
	d.w.GoTo(f)
	d.press("Enter")
	_, answering := d.w.bar.mode.(*answerMode)
	require.True(d.t, answering, f.Rule)
	d.text(reply)
	d.press("Enter")
	steps, _ := d.w.doc.Steps()
	assert.Equal(d.t, 1, steps, "%s, answered with %q: %s", f.Rule, reply, d.said())
	for _, left := range d.w.open() {
		assert.NotEqual(d.t, f.Key, left.Key, "%s is still asked", f.Rule)
	}
	assert.Equal(d.t, "canvas", d.focus(), f.Rule)
	d.press("Ctrl+Z")
	assert.Equal(d.t, before, d.bytes(), f.Rule)
}

// mends has a fix shown, does it and takes it back.
func (d *desk) mends(f analysis.Finding, fix analysis.Fix) {
	d.t.Helper()
	before := d.bytes()
	d.w.Ghost(&fix)
	ghost, ok := d.w.canvas.Previewed()
	require.True(d.t, ok, "%s %s has a ghost", f.Rule, fix.ID)
	require.Equal(d.t, before, d.bytes(), "%s %s: a ghost changes nothing", f.Rule, fix.ID)
	d.w.Ghost(nil)
	d.w.Fix(f, fix)
	d.settle()
	assert.Equal(d.t, string(file.Encode(ghost.Graph)), d.bytes(), "%s %s", f.Rule, fix.ID)
	d.press("Ctrl+Z")
	require.Equal(d.t, before, d.bytes(), "%s %s is one step", f.Rule, fix.ID)
}
