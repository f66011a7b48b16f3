package analysis_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
)

func itoa(n int) string { return strconv.Itoa(n) }

// least reports as many findings as its setting says.
func least(p *analysis.Pass) {
	for v := range int32(min(p.N, p.Setting("least"))) {
		p.Report(analysis.Finding{At: p.At(v)})
	}
}

func TestSettingsOfTheDocumentLieOverThoseOfTheUser(t *testing.T) {
	user := func(rs analysis.RuleSettings) analysis.Options {
		return analysis.Options{User: analysis.Settings{Rules: map[string]analysis.RuleSettings{"N90": rs}}}
	}
	one := user(analysis.RuleSettings{Values: map[string]int{"least": 1}, Severity: analysis.Low})
	for _, x := range []struct {
		name, settings string
		options        analysis.Options
		found          int
		severity       analysis.Severity
	}{
		{"nothing said", ``, analysis.Options{}, 2, analysis.Medium},
		{"the user's", ``, one, 1, analysis.Low},
		{"the document's over it", `{"analysis":{"N90":{"least":3,"severity":"high"}}}`, one, 3, analysis.High},
		{"off in the document", `{"analysis":{"N90":{"off":true}}}`, one, 0, 0},
		{"off for the user, on in the document", `{"analysis":{"N90":{"off":false}}}`, user(analysis.RuleSettings{Use: analysis.Off}), 2, analysis.Medium},
		{"another preset", ``, analysis.Options{Preset: analysis.PresetDelivery}, 0, 0},
		{"the document's preset", `{"analysis":{"preset":"delivery"}}`, analysis.Options{}, 0, 0},
		{"that of the call over it", `{"analysis":{"preset":"delivery"}}`, analysis.Options{Preset: analysis.PresetAll}, 2, analysis.Medium},
		{"on where the preset has it not", `{"analysis":{"preset":"delivery","N90":{"off":false}}}`, analysis.Options{}, 2, analysis.Medium},
	} {
		t.Run(x.name, func(t *testing.T) {
			text := three
			if x.settings != "" {
				text = "settings: " + x.settings + "\n" + three
			}
			r := run(t, parse(t, text), x.options, rule("N90", least))
			require.Empty(t, r.Problems)
			require.Len(t, r.Findings, x.found)
			if x.found > 0 {
				assert.Equal(t, x.severity, r.Findings[0].Severity)
			}
		})
	}
}

func TestSettingsThatCannotBeUsedAreToldAndLeftOut(t *testing.T) {
	for settings, want := range map[string]string{
		`{"analysis":{"N90":{"least":10}}}`:          "Setting least of N90 is 10; it must be a whole number from 1 to 9.",
		`{"analysis":{"N90":{"least":1.5}}}`:         "Setting least of N90 is 1.5; it must be a whole number from 1 to 9.",
		`{"analysis":{"N90":{"most":1}}}`:            "N90 has no setting called “most”.",
		`{"analysis":{"N90":{"severity":"error"}}}`:  "Setting severity of N90 cannot be “error”.",
		`{"analysis":{"N90":{"off":"yes"}}}`:         "Setting off of N90 cannot be “yes”.",
		`{"analysis":{"preset":"mine"}}`:             `There is no set of questions called "mine"; there are: workshop, delivery, research, all.`,
		`{"analysis":[]}`:                            "The settings for questions in this document cannot be read; the usual ones hold.",
		`{"analysis":{"X99":{"off":true}},"ui":"x"}`: "",
	} {
		r := run(t, parse(t, "settings: "+settings+"\n"+three), analysis.Options{}, rule("N90", least))
		assert.Len(t, r.Findings, 2, settings)
		if want == "" {
			assert.Empty(t, r.Problems, settings)
			continue
		}
		require.Len(t, r.Problems, 1, settings)
		assert.Equal(t, want, r.Problems[0].In(lang.EN))
	}
}

func TestResearchRunsWithTheUsualSettings(t *testing.T) {
	own := rule("N90", least)
	own.Presets = analysis.Research
	g := parse(t, `settings: {"analysis":{"N90":{"least":3}}}`+"\n"+three)
	r := run(t, g, analysis.Options{Preset: analysis.PresetResearch}, own)
	assert.Len(t, r.Findings, 2)
	require.Len(t, r.Problems, 1)
	assert.Contains(t, r.Problems[0].In(lang.EN), "usual settings")
}

func TestSettingsAreWrittenAndReadAgain(t *testing.T) {
	rules := []analysis.Rule{rule("N90", least), rule("N91", least)}
	s := analysis.Settings{Preset: analysis.PresetDelivery, Rules: map[string]analysis.RuleSettings{
		"N90": {Use: analysis.Off, Severity: analysis.Low}, "N91": {Values: map[string]int{"least": 4}},
	}}
	text, err := s.Write(`{"view":{"lang":"<ja>"}}`)
	require.NoError(t, err)
	assert.Equal(t, model.JSON(`{"analysis":{"N90":{"off":true,"severity":"low"},"N91":{"least":4},"preset":"delivery"},"view":{"lang":"<ja>"}}`), text)
	back, bad := analysis.Read(text, rules)
	assert.Empty(t, bad)
	assert.Equal(t, s, back)
	rest, err := analysis.Settings{}.Write(text)
	require.NoError(t, err)
	assert.Equal(t, model.JSON(`{"view":{"lang":"<ja>"}}`), rest)
	gone, err := analysis.Settings{}.Write(`{"analysis":{}}`)
	require.NoError(t, err)
	assert.Empty(t, gone)
}

func TestFindingsWaitWhilePeopleWork(t *testing.T) {
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	at := func(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }
	g := parse(t, "a {id=a}, b {id=b}, c {id=c}, d {id=d} > e {id=e}")
	wrong := rule("I90", func(p *analysis.Pass) { p.Report(analysis.Finding{Severity: analysis.Error, At: p.At(0)}) })
	r := run(t, g, analysis.Options{}, wrong, rule("N90", func(p *analysis.Pass) {
		p.Report(analysis.Finding{At: p.At(0, 1)})
		p.Report(analysis.Finding{At: p.At(2)})
	}))
	born := map[model.ID]time.Time{"b": start, "a": at(-5)}
	for _, x := range []struct {
		name    string
		w       analysis.Waits
		visible string
		next    time.Time
	}{
		{"young", analysis.Waits{Born: born, Now: at(9.9)}, "I90@a N90@c", at(10)},
		{"grown up", analysis.Waits{Born: born, Now: at(10.1)}, "I90@a N90@a N90@c", time.Time{}},
		{"selected", analysis.Waits{Born: born, Busy: map[model.ID]bool{"b": true}, Now: at(10.1)}, "I90@a N90@c", time.Time{}},
		{
			"shown, then selected",
			analysis.Waits{Born: born, Busy: map[model.ID]bool{"b": true}, Shown: map[string]bool{"N90@a": true}, Now: at(10.1)},
			"I90@a N90@a N90@c",
			time.Time{},
		},
		{"errors never wait", analysis.Waits{Busy: map[model.ID]bool{"a": true, "c": true}, Now: start}, "I90@a", time.Time{}},
	} {
		visible, next := analysis.Hold(r, x.w)
		assert.Equal(t, x.visible, keys(visible), x.name)
		assert.Equal(t, x.next, next, x.name)
	}
	small := run(t, parse(t, "a {id=a}, b {id=b} > c {id=c}"), analysis.Options{}, wrong, rule("N90", each))
	visible, next := analysis.Hold(small, analysis.Waits{Now: start})
	assert.Equal(t, "I90@a", keys(visible), "below five deliverables only errors show")
	assert.True(t, next.IsZero())
}

func TestTheTopHoldsAtMostTwoOfARule(t *testing.T) {
	r := run(t, parse(t, "a, b, c, d > e"), analysis.Options{}, rule("N90", each), rule("N91", each), rule("N92", each))
	top := analysis.Top(r.Findings, 5)
	assert.Len(t, top, 5)
	count := map[string]int{}
	for _, f := range top {
		count[f.Rule]++
		assert.LessOrEqual(t, count[f.Rule], 2)
	}
	assert.Len(t, analysis.Top(r.Findings, 100), 6)
}

func TestTheDifferenceOfTwoListsIsByKey(t *testing.T) {
	before := run(t, parse(t, three), analysis.Options{}, rule("N90", each)).Findings
	after := run(t, parse(t, "a {id=a}, d {id=d} > c {id=c} #goal"), analysis.Options{}, rule("N90", each)).Findings
	after[0].Status = model.Asked
	d := analysis.Differ(before, after)
	assert.Equal(t, "N90@d", keys(d.Added))
	assert.Equal(t, "N90@b", keys(d.Removed))
	assert.Equal(t, after[0].Key, keys(d.Changed))
	assert.True(t, analysis.Differ(before, before).Empty())
}
