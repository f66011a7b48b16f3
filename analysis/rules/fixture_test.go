package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/golden"
	"seika/model"
	"seika/model/lines"
)

// A fixture is named as its rule. "ok" and "bad" parts are models, "want" is what the rule, and those that hide it, find in
// them; "fix: <model>: <fix>" is the model after a repair of the rule's first finding that allows it, with ": <text>" where
// something is typed, or ": @<name>" where something is picked. "was: <part>" is the older model of rules that compare two.
func TestRulesFindWhatTheirFixturesSay(t *testing.T) {
	fixed := map[string]bool{}
	golden.Walk(t, "rules", func(t *testing.T, c *golden.Case) {
		rule, ok := rules.Find(c.Name)
		require.True(t, ok, "a fixture without a rule")
		var want strings.Builder
		variants, fixes := map[string]bool{}, map[string]bool{}
		var cases []string
		for _, part := range c.Parts() {
			switch {
			case strings.HasPrefix(part, "ok: "):
				cases = append(cases, part)
				g := parse(t, c.In(part))
				assert.Empty(t, about(runPair(t, g, older(t, c, part)), g, rule), part)
			case strings.HasPrefix(part, "bad"):
				cases = append(cases, part)
				g := parse(t, c.In(part))
				r := runPair(t, g, older(t, c, part))
				name, _, _ := strings.Cut(part, ":")
				found := about(r, g, rule)
				assert.NotEmpty(t, found, part)
				for _, l := range found {
					fmt.Fprintf(&want, "%s: %s\n", name, l)
				}
				for _, f := range all(r) {
					if f.Rule == rule.ID {
						variants[f.Variant] = true
					}
				}
			case strings.HasPrefix(part, "fix: "):
				id := repair(t, c, part, rule)
				fixes[id], fixed[rule.ID+" "+id] = true, true
			}
		}
		c.Want("want", want.String())
		assert.NotEmpty(t, rule.Form(rule.Variants[0].Name), "an answer form")
		assert.True(t, slices.ContainsFunc(cases, func(p string) bool { return strings.HasPrefix(p, "ok") }), "an ok case")
		for _, v := range rule.Variants {
			assert.True(t, variants[v.Name], "a bad case of variant %q", v.Name)
		}
		for _, f := range rule.Fixes {
			assert.True(t, fixes[f.ID], "a fix part for %s", f.ID)
		}
	})
}

func TestEveryRuleHasAFixtureAndAFile(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules.All {
		assert.FileExists(t, golden.Root(t)+"/testdata/rules/"+r.ID+".txtar")
		assert.FileExists(t, golden.Root(t)+"/analysis/rules/"+strings.ToLower(r.ID)+"_"+strings.ReplaceAll(r.Slug, "-", "_")+".go")
		assert.False(t, seen[r.ID] || seen[r.Slug], "%s twice", r.ID)
		seen[r.ID], seen[r.Slug] = true, true
		for _, s := range r.Settings {
			assert.True(t, s.Min <= s.Default && s.Default <= s.Max, "%s.%s", r.ID, s.Name)
		}
	}
}

// older is the model that a part is compared with, or nil.
func older(t testing.TB, c *golden.Case, part string) *model.Graph {
	t.Helper()
	if !slices.Contains(c.Parts(), "was: "+part) {
		return nil
	}
	return parse(t, c.In("was: "+part))
}

func all(r analysis.Report) []analysis.Finding {
	out := slices.Clone(r.Findings)
	for _, h := range r.Hidden {
		out = append(out, h.Finding)
	}
	return out
}

// about tells what a rule found, hidden findings in brackets, and what hides it.
func about(r analysis.Report, g *model.Graph, rule analysis.Rule) []string {
	var out []string
	hiders := map[string]bool{}
	for _, h := range r.Hidden {
		if h.Finding.Rule == rule.ID {
			hiders[h.By] = true
		}
	}
	for _, f := range r.Findings {
		if f.Rule == rule.ID || hiders[f.Key] {
			out = append(out, told(f, g))
		}
	}
	for _, h := range r.Hidden {
		if h.Finding.Rule == rule.ID || hiders[h.Finding.Key] {
			out = append(out, "("+told(h.Finding, g)+")")
		}
	}
	return out
}

// told is a finding by labels.
func told(f analysis.Finding, g *model.Graph) string {
	s := f.Rule
	if f.Variant != "" {
		s += " " + f.Variant
	}
	s += " " + f.Severity.String()
	for _, id := range f.At {
		s += fmt.Sprintf(" %q", g.Label(id))
	}
	if n := numbers(f); n != "" {
		s += " " + n
	}
	return s
}

// repair carries out the fix that a part names, compares the model after it, and gives the fix's id.
func repair(t *testing.T, c *golden.Case, part string, rule analysis.Rule) string {
	words := strings.SplitN(part, ": ", 4)
	require.GreaterOrEqual(t, len(words), 3, part)
	i := slices.IndexFunc(c.Parts(), func(p string) bool { return strings.HasPrefix(p, words[1]+":") })
	require.GreaterOrEqual(t, i, 0, part)
	g := parse(t, c.In(c.Parts()[i]))
	for _, f := range all(runPair(t, g, older(t, c, c.Parts()[i]))) {
		if f.Rule != rule.ID {
			continue
		}
		x := analysis.Case{Graph: g, Finding: f, Entropy: []byte("entropy!")}
		if len(words) == 4 {
			if pick, ok := strings.CutPrefix(words[3], "@"); ok {
				require.Len(t, g.Named(pick), 1)
				x.Pick = g.Named(pick)[0]
			} else {
				x.Text = words[3]
			}
		}
		for _, fix := range fixes(t, x) {
			if fix.ID != words[2] || fix.Command == nil {
				continue
			}
			next, _, err := model.Try(g, fix.Command)
			require.NoError(t, err, part)
			c.Want(part, lines.PrintPlain(next, nil))
			return fix.ID
		}
	}
	require.Fail(t, "no finding of the case has the fix", part)
	return ""
}

// Each number that people may change has a case at it, which one more would silence, and one just below it, which one less
// would wake. A share is of few deliverables, so that what is near it is some per cent away.
func TestEverySettingHasACaseAtItAndOneBelow(t *testing.T) {
	type near struct{ at, below bool }
	seen := map[string]near{}
	golden.Walk(t, "rules", func(t *testing.T, c *golden.Case) {
		rule, _ := rules.Find(c.Name)
		for _, part := range c.Parts() {
			text := c.In(part)
			if !strings.HasPrefix(part, "ok: ") && !strings.HasPrefix(part, "bad") {
				continue
			}
			g := parse(t, text)
			before := keysWith(t, g, rule, "", 0)
			for _, s := range rule.Settings {
				step := 1
				if strings.HasSuffix(s.Name, "share") {
					step = 20
				}
				name := rule.ID + "." + s.Name
				n := seen[name]
				n.at = n.at || len(keysWith(t, g, rule, s.Name, s.Default+step)) < len(before)
				n.below = n.below || len(keysWith(t, g, rule, s.Name, s.Default-step)) > len(before)
				seen[name] = n
			}
		}
	})
	for _, r := range rules.All {
		for _, s := range r.Settings {
			assert.True(t, seen[r.ID+"."+s.Name].at, "%s.%s: no case at %d", r.ID, s.Name, s.Default)
			assert.True(t, seen[r.ID+"."+s.Name].below, "%s.%s: no case just below %d", r.ID, s.Name, s.Default)
		}
	}
}

// keysWith lists what a rule alone finds with one number changed.
func keysWith(t *testing.T, g *model.Graph, rule analysis.Rule, setting string, n int) []string {
	user := analysis.Settings{}
	if setting != "" {
		user.Rules = map[string]analysis.RuleSettings{rule.ID: {Values: map[string]int{setting: n}}}
	}
	r, err := analysis.Run(t.Context(), analysis.Input{
		Graph: g, Rules: []analysis.Rule{rule}, Options: analysis.Options{Preset: analysis.PresetAll, User: user},
	})
	require.NoError(t, err)
	var keys []string
	for _, f := range r.Findings {
		keys = append(keys, f.Key)
	}
	return keys
}
