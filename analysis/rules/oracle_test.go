package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/golden"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

// run runs all rules.
func run(t testing.TB, g *model.Graph) analysis.Report {
	t.Helper()
	return runPair(t, g, nil)
}

// runPair runs all rules on a model and what it was.
func runPair(t testing.TB, g, was *model.Graph) analysis.Report {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Before: was, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}})
	require.NoError(t, err)
	require.Empty(t, r.Failures)
	return r
}

// oracle holds, for each example model, its deliverables, inputs, syncs and know-how, the longest chain and its layers, the
// goals that know-how stands behind, and all findings: rule and element, hidden ones in brackets.
var oracle = map[string]string{
	"E01": "3/2/0/0 2,2 0 of 1 · U03 past · U03 cond",
	"E02": "3/2/0/1 2,2 1 of 1 · K07 plan · (K01 plan) · U03 cjm",
	"E03": "3/2/1/0 3,2 0 of 1 · S01 mine yours",
	"E04": "3/1/1/0 3,2 0 of 1 · N01 svc · S01 appr svc",
	"E05": "7/5/1/2 3,2 1 of 1 · K01 svc · K02 appr · (N01 appr) · K12 dev · K12 view · S01 appr svc · U03 spec · U03 prio",
	"E06": "4/4/0/0 3,3 0 of 1 · N01 guid · N01 edu · U04 quest year · (U02 quest) · (U06 quest edu) · U03 year",
	"E07": "5/4/0/1 3,3 1 of 1 · K07 advice · (K01 advice) · U03 svcp",
	"E08": "6/5/0/1 4,4 1 of 1 · K01 meas · K12 doc · N01 emp · U03 svcp",
	"E09": "9/9/1/0 7,6 0 of 1 · N01 tdoc · S02 db da tdoc · (S01 db da) · U08 da db",
	"E10": "14/15/0/1 7,7 1 of 1 · K01 dish · K12 recipe · (K05 recipe) · U08 slip · U03 menu · U03 floor · U03 ingr · U03 price",
	"E11": "15/14/1/1 9,8 1 of 1 · K01 quote · K12 yield · (K05 yield) · N01 resv · N01 use · N01 pay · N01 rev · S02 resv cal reg · " +
		"(S01 resv cal) · U02 rev · (U06 rev) · U08 quote · U03 inq · U03 room · U03 rate · U03 clean",
	"E12": "9/8/1/3 4,4 1 of 1 · K01 prop · K04 judge · K12 judge · S02 expn cust prop keep · (S01 expn cust) · U08 judge · " +
		"U03 usage · U03 play",
	"E13": "7/6/0/0 4,4 0 of 1 · U03 ant · U03 face · U03 helm · U03 torso",
}

// firstSet are the rules that the table of the design is about.
var firstSet = strings.Fields("N01 N05 N07 N09 K01 K02 K04 K05 K07 K12 K13 S01 S02 S03 S04 S09 U01 U02 U03 U04 U05 U06 U08 I04")

// others holds what the other rules find in the examples, in the order of the list.
var others = map[string]string{
	"E02": "K03 dom",
	"E03": "S07 yours · S08 mine=yours",
	"E04": "N04 appr",
	"E05": "K03 dev · K03 view · U10 req",
	"E06": "A07 quest year",
	"E07": "U10 act · K03 nurse",
	"E08": "U10 str · K03 doc",
	"E10": "K03 recipe · I01 slip>served · I01 slip>bill",
	"E11": "S07 cal · K03 yield · I01 quote>inv · (U09 quote)",
	"E12": "K08 · S07 cust · S08 cust=expn · K10 judge · K03 exp · K03 mood · U10 cust · I01 expn>keep",
}

func TestTheExamplesGiveTheFindingsOfTheDesign(t *testing.T) {
	for name := range oracle {
		t.Run(name, func(t *testing.T) {
			g := example(t, name)
			r := run(t, g)
			got, rest := []string{shape(g)}, []string{}
			add := func(f analysis.Finding, row string) {
				if slices.Contains(firstSet, f.Rule) {
					got = append(got, row)
				} else {
					rest = append(rest, row)
				}
			}
			for _, f := range r.Findings {
				add(f, row(f))
			}
			for _, h := range r.Hidden {
				add(h.Finding, "("+row(h.Finding)+")")
			}
			assert.ElementsMatch(t, strings.Split(oracle[name], " · "), got)
			assert.Equal(t, others[name], strings.Join(rest, " · "))
		})
	}
}

func row(f analysis.Finding) string {
	s := f.Rule
	for _, id := range f.At {
		s += " " + string(id)
	}
	return s
}

func shape(g *model.Graph) string {
	f := analysis.NewFacts(analysis.NewIndex(g))
	syncs, hows, exposed, layers := 0, 0, 0, int32(0)
	for r := range g.Relations() {
		if r.Kind == model.Sync {
			syncs++
		}
	}
	for v := range int32(f.N) {
		if f.Is(v, analysis.KnowHow) {
			hows++
		}
	}
	for _, v := range f.Goals() {
		for k := range int32(f.N) {
			if f.Is(k, analysis.KnowHow) && f.Tacit().After(k, v) {
				exposed++
				break
			}
		}
	}
	for _, l := range f.Flow().Layers() {
		layers = max(layers, l+1)
	}
	return fmt.Sprintf("%d/%d/%d/%d %d,%d %d of %d", f.N, g.RelationCount()-syncs, syncs, hows, f.Flow().Longest(), layers,
		exposed, len(f.Goals()))
}

func TestTheExamplesProveTheirFindingsWithTheNumbersOfTheDesign(t *testing.T) {
	for _, x := range []struct{ example, key, variant, severity, evidence string }{
		{"E05", "K01@svc", "negotiated", "high", "holders=0 know_how=1 inputs=4"},
		{"E05", "K12@view", "", "high", "goals=1 of_goals=1 stops=2 holders=0"},
		{"E06", "U04@quest", "", "medium", "distance=2"},
		{"E09", "U08@da", "", "medium", "held=3 of_sources=3"},
		{"E10", "U08@slip", "", "medium", "held=4 of_sources=8"},
		{"E11", "U08@quote", "", "medium", "held=4 of_sources=7"},
		{"E12", "U08@judge", "", "medium", "held=3 of_sources=6"},
	} {
		r := run(t, example(t, x.example))
		i := slices.IndexFunc(r.Findings, func(f analysis.Finding) bool { return f.Key == x.key })
		require.GreaterOrEqual(t, i, 0, x.key)
		f := r.Findings[i]
		assert.Equal(t, x.variant, f.Variant, x.key)
		assert.Equal(t, x.severity, f.Severity.String(), x.key)
		assert.Equal(t, x.evidence, numbers(f), x.key)
	}
}

func numbers(f analysis.Finding) string {
	var out []string
	for _, n := range f.Evidence {
		out = append(out, fmt.Sprintf("%s=%d", n.Name, n.Value))
	}
	return strings.Join(out, " ")
}

// example is one of the example models of the notation.
func example(t testing.TB, name string) *model.Graph {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(golden.Root(t), "testdata", "lines", name+".seika.txt"))
	require.NoError(t, err)
	return parse(t, string(text))
}

// parse reads Seika lines.
func parse(t testing.TB, text string) *model.Graph {
	t.Helper()
	in, err := source.Read(t.Context(), t.Name(), strings.NewReader(text), source.Limits{})
	require.NoError(t, err)
	g, err := lines.Parse(t.Context(), in)
	require.NoError(t, err, text)
	return g
}
