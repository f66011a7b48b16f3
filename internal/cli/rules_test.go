package cli_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
)

func TestEveryRuleAndFigureIsExplainedInBothLanguages(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, l := range []string{"en", "ja"} {
		for _, rule := range rules.All {
			r := seika(t, "", "explain", rule.ID, "--lang", l)
			require.Zero(t, r.status, r.err)
			assert.True(t, strings.HasPrefix(r.out, rule.ID+" "), rule.ID)
			assert.NotRegexp(t, "‹[a-zA-Z]", r.out, "%s: words are missing", rule.ID)
			assert.NotContains(t, r.out, "{v}", "%s: a place is not filled", rule.ID)
			assert.Equal(t, r, seika(t, "", "explain", rule.Slug, "--lang", l))
			for _, f := range rule.Fixes {
				assert.Contains(t, r.out, "("+f.ID+")")
			}
			for _, s := range rule.Settings {
				assert.Contains(t, r.out, rule.ID+"."+s.Name)
			}
		}
		for _, metric := range text.Metrics() {
			r := seika(t, "", "explain", metric, "--lang", l)
			require.Zero(t, r.status, r.err)
			assert.NotRegexp(t, "‹[a-zA-Z]", r.out, metric)
		}
	}
}

// A question is asked of people, and its words are there only where the wrong example of the rule makes it fire.
func TestTheWrongExampleOfARuleShowsItsQuestion(t *testing.T) {
	for _, rule := range rules.All {
		r := seika(t, "", "explain", rule.ID)
		if !strings.Contains(r.out, "A wrong model") {
			continue
		}
		assert.Contains(t, r.out, "?\n", rule.ID)
	}
}

func TestRulesAreListedALineEach(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(seika(t, "", "rules").out), "\n")
	require.Len(t, lines, len(rules.All))
	for i, r := range rules.All {
		assert.True(t, strings.HasPrefix(lines[i], r.ID+" "), lines[i])
		assert.Contains(t, lines[i], r.Slug)
		assert.True(t, strings.HasSuffix(lines[i], "  "+text.Name("en", r.ID)), lines[i])
	}
	for _, preset := range analysis.PresetNames {
		n := 0
		for _, r := range rules.All {
			if r.In(preset) {
				n++
			}
		}
		assert.Equal(t, n, strings.Count(seika(t, "", "rules", "--preset", preset, "--lang", "ja").out, "\n"), preset)
	}
}

func TestRulesAsJSONTellEverything(t *testing.T) {
	r := seika(t, "", "rules", "--format", "json")
	assert.Equal(t, r, seika(t, "", "rules", "--format", "json"), "the second time")
	var got struct {
		Version, Count int
		Rules          []map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(r.out), &got))
	assert.Equal(t, 1, got.Version)
	require.Len(t, got.Rules, len(rules.All))
	for i, rule := range got.Rules {
		assert.Equal(t, rules.All[i].ID, rule["id"])
		for name, value := range rule {
			assert.NotNil(t, value, "%s of %s", name, rule["id"])
		}
		assert.Len(t, rule["fixes"], len(rules.All[i].Fixes))
		assert.Len(t, rule["settings"], len(rules.All[i].Settings))
		for _, hidden := range rules.All[i].Hides {
			j := slices.IndexFunc(rules.All, func(r analysis.Rule) bool { return r.ID == hidden })
			if j >= 0 {
				assert.Contains(t, got.Rules[j]["hidden_by"], rule["id"])
			}
		}
	}
}

func TestFiguresThatDoNotExistAreNullOrEmptyAndNeverZero(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.seika.txt", "a > b #goal\n")
	r := seika(t, "", "stats", "a.seika.txt", "--format", "json")
	var got struct{ Files []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(r.out), &got))
	file := got.Files[0]
	assert.Nil(t, file["shape"].(map[string]any)["density"], "ratios of a small model")
	assert.Nil(t, file["betweenness"], "not asked for")
	assert.Nil(t, file["check_cut"].(map[string]any)["at"], "nothing comes from outside in several steps")
	assert.Equal(t, []any{}, file["meetings"], "there are none")
	assert.Equal(t, []any{}, file["single_points"])
	assert.NotNil(t, file["reach"])
	figures := file["figures"].(map[string]any)
	assert.Nil(t, figures["density"])
	assert.Zero(t, figures["double_needs"])

	table := strings.Split(strings.TrimSpace(seika(t, "", "stats", "a.seika.txt", "--format", "csv").out), "\n")
	require.Len(t, table, 2)
	head, row := strings.Split(table[0], ","), strings.Split(table[1], ",")
	require.Len(t, row, len(head))
	for i, field := range head[1:] {
		v, known := figures[field]
		assert.True(t, known, "%s is in the table and not in JSON", field)
		assert.Equal(t, v == nil, row[i+1] == "", field)
	}
	r = seika(t, "", "stats", "a.seika.txt", "--format", "json", "--betweenness")
	require.NoError(t, json.Unmarshal([]byte(r.out), &got))
	assert.NotNil(t, got.Files[0]["betweenness"])
}

func TestShellsCompleteCommandsOptionsAndValues(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		r := seika(t, "", "completion", shell)
		assert.Zero(t, r.status, shell)
		assert.Contains(t, r.out, "__complete", shell)
	}
	for line, want := range map[string][]string{
		"st":               {"stats"},
		"check --format ":  {"text", "json", "sarif"},
		"check --for":      {"--format"},
		"explain ":         {"K01", "rests-on-know-how", "M7"},
		"convert --theme ": {"light", "dark", "print"},
	} {
		r := seika(t, "", append([]string{"__complete"}, strings.Split(line, " ")...)...)
		offers := strings.FieldsFunc(r.out, func(c rune) bool { return c == '\n' || c == '\t' })
		for _, w := range want {
			assert.Contains(t, offers, w, line)
		}
	}
}
