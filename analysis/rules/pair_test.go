package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/internal/lang"
)

func ofRule(r analysis.Report, rule string) []analysis.Finding {
	return slices.DeleteFunc(all(r), func(f analysis.Finding) bool { return f.Rule != rule })
}

func TestRulesOfTwoModelsAreSilentWithOne(t *testing.T) {
	for _, f := range all(run(t, parse(t, "plan, budget > event #goal"))) {
		assert.False(t, strings.HasPrefix(f.Rule, "D"), f.Key)
	}
}

func TestTheSameModelTwiceBringsNoNewQuestions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Before: g, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}})
		if err != nil || len(r.Failures) > 0 {
			t.Fatal(err, r.Failures)
		}
		for _, rule := range []string{"D02", "D03", "D04", "D05"} {
			if list := ofRule(r, rule); len(list) > 0 {
				t.Fatal(list[0].Key)
			}
		}
	})
}

func TestDeliverablesMatchByWhatTheyReplaceByIdAndByName(t *testing.T) {
	was := parse(t, "survey {id=a}, budget {id=b} > plan {id=c}\nplan, hall > event #goal {id=d}")
	for now, want := range map[string]string{
		"usage log {id=z; replaces=a}, budget {id=b} > plan {id=c}\nplan, hall > event #goal {id=d}": "",
		"poll {id=a}, budget {id=b} > plan {id=c}\nplan, hall > event #goal {id=d}":                  "",
		"survey {id=x}, budget {id=y} > plan {id=c}\nplan, hall > event #goal {id=d}":                "",
		"usage log {id=z}, budget {id=b} > plan {id=c}\nplan, hall > event #goal {id=d}":             "What replaces “survey” for “plan”?",
	} {
		g := parse(t, now)
		got := ""
		for _, f := range ofRule(runPair(t, g, was), "D03") {
			got += text.Question(lang.EN, g, f)
		}
		assert.Equal(t, want, got, now)
	}
}

func TestDifferencesAddUpToTheList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shown := map[string]analysis.Finding{}
		var before []analysis.Finding
		for range 4 {
			after := look(t, build(anyRecords(t))).Findings
			d := analysis.Differ(before, after)
			for _, f := range d.Removed {
				delete(shown, f.Key)
			}
			for _, f := range append(d.Added, d.Changed...) {
				shown[f.Key] = f
			}
			if len(shown) != len(after) {
				t.Fatalf("%d shown, %d found", len(shown), len(after))
			}
			for _, f := range after {
				if !shown[f.Key].Equal(f) {
					t.Fatal(f.Key)
				}
			}
			before = after
		}
	})
}

func TestWhatIsGoneIsPartOfWhatAnAnswerCovers(t *testing.T) {
	g := parse(t, "budget > plan {id=p} #goal")
	one := ofRule(runPair(t, g, parse(t, "survey {id=s}, budget > plan {id=p} #goal")), "D03")
	two := ofRule(runPair(t, g, parse(t, "survey {id=s}, log {id=l}, budget > plan {id=p} #goal")), "D03")
	require.Len(t, one, 1)
	require.Len(t, two, 1)
	assert.Equal(t, one[0].Key, two[0].Key)
	assert.NotEqual(t, one[0].Scope(), two[0].Scope())
}
