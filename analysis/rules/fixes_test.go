package rules_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/golden"
	"seika/model"
	"seika/model/file"
)

func TestAFixRemovesItsFindingAndTouchesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		before := look(t, g)
		for _, f := range before.Findings {
			c := analysis.Case{Graph: g, Finding: f, Text: wanted(f), Entropy: []byte("entropy!")}
			list := fixes(t, c)
			if f.Rule == "U06" || f.Rule == "U07" {
				c.Pick = goalOf(g)
				list = append(list, fixes(t, c)...)
			}
			for _, fix := range list {
				if fix.Command == nil {
					continue
				}
				next, _, err := model.Try(g, fix.Command)
				if err != nil {
					t.Fatal(err)
				}
				checkFix(t, f, fix, model.Diff(g, next), before, look(t, next))
				undone(t, g, fix)
			}
		}
	})
}

// undone does a fix in a document and takes it back: one step, and the file has the same bytes.
func undone(t *rapid.T, g *model.Graph, fix analysis.Fix) {
	d := model.NewDoc(g)
	was := file.Encode(g)
	if err := d.Do(fix.Command); err != nil {
		t.Fatal(err)
	}
	if !d.Undo() {
		t.Fatalf("%s is no step", fix.ID)
	}
	if is := file.Encode(d.Graph()); !bytes.Equal(was, is) {
		t.Fatalf("undo of %s leaves %s", fix.ID, cmp.Diff(string(was), string(is)))
	}
}

func fixes(t interface {
	Context() context.Context
	Fatal(...any)
}, c analysis.Case,
) []analysis.Fix {
	list, err := rules.Fixes(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func goalOf(g *model.Graph) model.ID {
	for n := range g.Nodes() {
		if n.Goal {
			return n.ID
		}
	}
	return ""
}

// wanted is something to say where a fix wants words.
func wanted(f analysis.Finding) string {
	switch f.Rule {
	case "U02", "U08", "U09", "N06", "N08", "I02", "A01", "A08", "A11":
		return "office"
	default:
		return ""
	}
}

func checkFix(t *rapid.T, f analysis.Finding, fix analysis.Fix, change model.Change, before, after analysis.Report) {
	known := map[string]bool{}
	for _, b := range all(before) {
		known[b.Key] = true
	}
	for _, a := range all(after) {
		if a.Key == f.Key && !smaller(a, f) {
			t.Fatalf("%s of %s leaves it as it is", fix.ID, f.Key)
		}
	}
	reads := touched(change)
	for _, a := range after.Findings {
		if !known[a.Key] && (a.Severity == analysis.Error || !reads(a.Rule)) {
			t.Fatalf("%s of %s brings %s %s %v", fix.ID, f.Key, a.Key, a.Severity, a.At)
		}
	}
}

// readers are the rules that read a member and may speak up when it changes, beside those of names.
var readers = map[string][]string{
	"criteria": {"N04", "N06", "U08", "U09"}, "owner": {"A01", "A02", "A03", "A08", "A09", "S10", "S11"},
	"holders": {"K01", "K05", "K07", "K09", "K12"}, "frequency": {"A05", "K11"}, "location": {"I02", "A11"},
	"medium": {"A04", "A11"}, "system": {"A10"}, "form": {"A07"}, "usedBy": {"U02", "U06"},
	"name": {"N07", "N08", "N09", "N11", "U02", "U04", "U06", "A07"},
}

// touched says which rules may speak up after a change: those that read what changed. All but those of names alone read who
// is joined to whom.
func touched(c model.Change) func(rule string) bool {
	joined := len(c.Relations)+len(c.Groups) > 0
	members := map[string]bool{}
	for _, d := range c.Nodes {
		was, is := d.Before, d.After
		joined = joined || d.Op != model.Changed || was.Kind != is.Kind || was.Scope != is.Scope || was.Goal != is.Goal ||
			was.Tags != is.Tags || was.Subtype != is.Subtype
		for member, differs := range map[string]bool{
			"criteria": was.Criteria != is.Criteria, "owner": was.Owner != is.Owner || was.Role != is.Role,
			"holders":   was.Holders != is.Holders || was.HolderCount != is.HolderCount,
			"frequency": was.Frequency != is.Frequency, "location": was.Location != is.Location, "medium": was.Medium != is.Medium,
			"system": was.System != is.System, "form": was.Form != is.Form, "usedBy": was.UsedBy != is.UsedBy, "name": was.Name != is.Name,
		} {
			members[member] = members[member] || differs || d.Op != model.Changed
		}
	}
	return func(rule string) bool {
		r, _ := rules.Find(rule)
		if joined && !slices.Equal(r.Needs, []string{"label"}) {
			return true
		}
		for member, list := range readers {
			if members[member] && slices.Contains(list, rule) {
				return true
			}
		}
		return false
	}
}

// What a fix may bring on the models of the fixtures, which are as people draw them, is said beside it.
func TestAFixBringsNothingWorseButWhatItSays(t *testing.T) {
	golden.Walk(t, "rules", func(t *testing.T, c *golden.Case) {
		rule, _ := rules.Find(c.Name)
		for _, part := range c.Parts() {
			text := c.In(part)
			if !strings.HasPrefix(part, "bad") {
				continue
			}
			g := parse(t, text)
			was := older(t, c, part)
			before := runPair(t, g, was)
			for _, f := range all(before) {
				if f.Rule != rule.ID {
					continue
				}
				for _, fix := range fixes(t, analysis.Case{Graph: g, Finding: f, Entropy: []byte("entropy!"), Text: wanted(f)}) {
					if fix.Command == nil {
						continue
					}
					next, _, err := model.Try(g, fix.Command)
					require.NoError(t, err)
					for _, a := range brought(g, f, before, runPair(t, next, was)) {
						assert.Contains(t, fix.May, a.Rule, "%s of %s brings %s", fix.ID, f.Key, a.Key)
					}
				}
			}
		}
	})
}

// brought lists what a fix brings that is as severe as what it removes, but what is low and about what it made.
func brought(g *model.Graph, f analysis.Finding, before, after analysis.Report) []analysis.Finding {
	known := map[string]bool{}
	for _, b := range all(before) {
		known[b.Key] = true
	}
	return slices.DeleteFunc(slices.Clone(after.Findings), func(a analysis.Finding) bool {
		rest := a.Rule == f.Rule && slices.ContainsFunc(a.At, func(id model.ID) bool { return slices.Contains(f.At, id) })
		created := len(a.At) > 0 && !g.Has(a.At[0]) && a.Severity <= analysis.Low
		return known[a.Key] || rest || created || a.Severity < f.Severity
	})
}

// smaller says that a finding lost one of the elements it was about.
func smaller(now, was analysis.Finding) bool {
	has := func(f analysis.Finding, id model.ID) bool {
		return slices.Contains(f.At, id) || slices.ContainsFunc(f.Related, func(r analysis.Related) bool { return r.ID == id })
	}
	for _, id := range was.At {
		if !has(now, id) {
			return true
		}
	}
	return slices.ContainsFunc(was.Related, func(r analysis.Related) bool { return !has(now, r.ID) })
}
