package analysis_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

func parse(t testing.TB, text string) *model.Graph {
	t.Helper()
	in, err := source.Read(t.Context(), t.Name(), strings.NewReader(text), source.Limits{})
	require.NoError(t, err)
	g, err := lines.Parse(t.Context(), in)
	require.NoError(t, err, text)
	return g
}

// rule is one that reports what it is told to, for the mechanics around rules.
func rule(id string, run func(*analysis.Pass)) analysis.Rule {
	return analysis.Rule{
		ID: id, Presets: analysis.Workshop, Variants: []analysis.Variant{{Severity: analysis.Medium}}, Answer: analysis.Name,
		Settings: []analysis.Setting{{Name: "least", Default: 2, Min: 1, Max: 9}}, Run: run,
	}
}

// each reports every deliverable.
func each(p *analysis.Pass) {
	for v := range int32(p.N) {
		p.Report(analysis.Finding{At: p.At(v)})
	}
}

func run(t testing.TB, g *model.Graph, o analysis.Options, rules ...analysis.Rule) analysis.Report {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules, Options: o})
	require.NoError(t, err)
	return r
}

func keys(fs []analysis.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Key)
	}
	return strings.Join(out, " ")
}

const three = "a {id=a}, b {id=b} > c {id=c} #goal"

func TestAFaultyRuleIsTheOnlyOneToSuffer(t *testing.T) {
	g := parse(t, three)
	good := rule("N90", each)
	for name, x := range map[string]struct {
		run   func(*analysis.Pass)
		cause string
		rest  string
	}{
		"panics half-way": {func(p *analysis.Pass) { each(p); panic("broken") }, "broken", ""},
		"a key twice":     {func(p *analysis.Pass) { each(p); each(p) }, "key twice: N91@", "N91@a N91@b N91@c"},
		"an unknown id": {func(p *analysis.Pass) {
			p.Report(analysis.Finding{At: []model.ID{"gone"}})
			p.Report(analysis.Finding{At: p.At(0)})
		}, "unknown id: N91@gone", "N91@a"},
		"an unknown relation": {func(p *analysis.Pass) {
			p.Report(analysis.Finding{At: p.At(0), Related: []analysis.Related{{ID: "a>b", Role: analysis.RoleInput}}})
		}, "unknown id: N91@a", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, g, analysis.Options{}, good, rule("N91", x.run))
			require.Len(t, r.Failures, 1)
			assert.Equal(t, "N91", r.Failures[0].Rule)
			assert.Contains(t, r.Failures[0].Cause, x.cause)
			want := strings.Fields("N90@a N90@b N90@c " + x.rest + " R01@N91")
			assert.ElementsMatch(t, want, strings.Fields(keys(r.Findings)))
			last := r.Findings[len(r.Findings)-1]
			assert.Equal(t, analysis.Error, last.Severity, "what the run says of itself comes last")
		})
	}
}

func TestACancelledRunGivesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	g := parse(t, three)
	sleepy := rule("N91", func(p *analysis.Pass) {
		each(p)
		cancel()
		for !p.Cancelled() {
		}
	})
	r, err := analysis.Run(ctx, analysis.Input{Graph: g, Rules: []analysis.Rule{sleepy, rule("N90", each)}})
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, r)
}

func TestFindingsComeByWeight(t *testing.T) {
	g := parse(t, "a {id=a} > b {id=b} > c {id=c} > d {id=d} #goal\ne {id=e} > d")
	high := rule("Z90", each)
	high.Variants[0].Severity = analysis.High
	r := run(t, g, analysis.Options{}, rule("N90", each), high)
	assert.Equal(t, "Z90@a Z90@b Z90@c Z90@e Z90@d N90@a N90@b N90@c N90@e N90@d", keys(r.Findings))
	var ranks []int
	for _, f := range r.Findings[:5] {
		ranks = append(ranks, f.Rank)
	}
	// All lead to the one goal: 70, and 30 for the share of the four others that follow: 3, 2, 1, 1, 0.
	assert.Equal(t, []int{93, 85, 78, 78, 70}, ranks)
	whole := run(t, g, analysis.Options{}, rule("N90", func(p *analysis.Pass) { p.Report(analysis.Finding{}) }))
	assert.Equal(t, "N90@model", whole.Findings[0].Key)
	assert.Equal(t, 100, whole.Findings[0].Rank)
}

func TestAStrongerFindingHidesAWeakerOnTheSameElement(t *testing.T) {
	g := parse(t, three+"\nanswer: {rule=K91; anchors=c; status=intended; text=so be it}")
	strong := rule("K90", func(p *analysis.Pass) { p.Report(analysis.Finding{At: p.At(2)}) })
	strong.Hides = []string{"K91"}
	r := run(t, g, analysis.Options{}, strong, rule("K91", each))
	assert.ElementsMatch(t, []string{"K90@c", "K91@a", "K91@b"}, strings.Fields(keys(r.Findings)), "the answer to a hidden one is used")
	require.Len(t, r.Hidden, 1)
	assert.Equal(t, "K91@c", r.Hidden[0].Finding.Key)
	assert.Equal(t, "K90@c", r.Hidden[0].By)
}

func TestAnAnswerHoldsForWhatItWasGivenTo(t *testing.T) {
	ofThree := func(p *analysis.Pass) {
		p.Report(analysis.Finding{At: p.At(0), Related: p.Related(analysis.RoleMember, 1, 2)})
	}
	g := parse(t, three)
	f := run(t, g, analysis.Options{}, rule("N90", ofThree)).Findings[0]
	assert.Equal(t, analysis.Open, f.Status)
	answered := func(scope, status string) string {
		return three + "\nanswer: {rule=N90; anchors=a; scope=" + scope + "; status=" + status + "; text=yes}"
	}
	for _, x := range []struct {
		text    string
		status  model.Status
		counted bool
	}{
		{answered(f.Scope(), "answered"), model.Answered, false},
		{answered(f.Scope(), "asked"), model.Asked, true},
		{answered("00000000", "answered"), analysis.Open, true},
		{three + "\nanswer: {rule=N90; anchors=a; status=risk}", model.Risk, false},
	} {
		got := run(t, parse(t, x.text), analysis.Options{}, rule("N90", ofThree)).Findings[0]
		assert.Equal(t, x.status, got.Status, x.text)
		assert.Equal(t, x.counted, got.Counted(), x.text)
		assert.NotNil(t, got.Answer, "the old answer is shown: %s", x.text)
	}
	fourth := run(t, parse(t, strings.Replace(answered(f.Scope(), "answered"), "b {id=b}", "b {id=b}, d {id=d}", 1)), analysis.Options{},
		rule("N90", func(p *analysis.Pass) {
			p.Report(analysis.Finding{At: p.At(0), Related: p.Related(analysis.RoleMember, 1, 2, 3)})
		}))
	assert.Equal(t, analysis.Open, fourth.Findings[0].Status, "three members do not answer for a fourth")
}

func TestErrorsCannotBeAnswered(t *testing.T) {
	wrong := rule("I90", func(p *analysis.Pass) { p.Report(analysis.Finding{At: p.At(0)}) })
	wrong.Variants[0].Severity = analysis.Error
	g := parse(t, three+"\nanswer: {rule=I90; anchors=a; status=intended; text=so}")
	f := run(t, g, analysis.Options{User: analysis.Settings{Rules: map[string]analysis.RuleSettings{"I90": {Severity: analysis.Low}}}}, wrong).Findings[0]
	assert.Equal(t, analysis.Open, f.Status)
	assert.Equal(t, analysis.Error, f.Severity, "nor made to weigh less")
	assert.Equal(t, analysis.Fail, f.Kind())
}

func TestAnswersThatNothingAsksForAreTold(t *testing.T) {
	text := three
	for _, s := range []string{"intended", "asked", "answered", "risk"} {
		text += "\nanswer: {rule=N90; anchors=" + map[string]string{"intended": "a", "asked": "b", "answered": "c", "risk": "b, c"}[s] +
			"; status=" + s + "; text=x}"
	}
	none := rule("N90", func(*analysis.Pass) {})
	assert.Equal(t, "R03@N90@a R03@N90@b", keys(run(t, parse(t, text), analysis.Options{}, none).Findings))
	off := analysis.Settings{Rules: map[string]analysis.RuleSettings{"N90": {Use: analysis.Off}}}
	assert.Empty(t, run(t, parse(t, text), analysis.Options{User: off}, none).Findings, "a rule that did not run says nothing")
}

func TestUnconfirmedRelationsWeighLess(t *testing.T) {
	g := parse(t, "a {id=a} >{prov=inferred} b {id=b} #goal")
	prove := func(p *analysis.Pass) {
		p.ReportIf(p.Sure(model.IO, 0, 1), analysis.Finding{At: p.At(1)})
	}
	assert.Equal(t, analysis.Low, run(t, g, analysis.Options{}, rule("N90", prove)).Findings[0].Severity)
	g = parse(t, "a {id=a} >!{prov=inferred} b {id=b} #goal")
	assert.Equal(t, analysis.Medium, run(t, g, analysis.Options{}, rule("N90", prove)).Findings[0].Severity)
}

func TestTooManyBlocksAreToldAndRankAlike(t *testing.T) {
	var r model.Records
	for i := range 20_001 {
		r.Nodes = append(r.Nodes, model.Node{ID: model.ID("n" + string(rune('a'+i%26)) + strings.Repeat("x", i%7) + itoa(i))})
	}
	g, bad := model.Build(r)
	require.Empty(t, bad)
	report := run(t, g, analysis.Options{}, rule("N90", func(p *analysis.Pass) { p.Report(analysis.Finding{At: p.At(7)}) }))
	require.Len(t, report.Findings, 2)
	assert.Equal(t, 0, report.Findings[0].Rank)
	assert.Equal(t, analysis.CutShort, report.Findings[1].Rule)
}
