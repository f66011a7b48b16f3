package rules_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/model"
	"seika/model/edit"
)

// look runs all rules inside a property.
func look(t interface {
	rapid.TB
	Context() context.Context
}, g *model.Graph,
) analysis.Report {
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}})
	if err != nil || len(r.Failures) > 0 {
		t.Fatal(err, r.Failures)
	}
	return r
}

// renamed changes every id of a model.
func renamed(r model.Records, to func(model.ID) model.ID) model.Records {
	out := r
	out.Nodes, out.Groups = slices.Clone(r.Nodes), slices.Clone(r.Groups)
	out.IO, out.Sync = slices.Clone(r.IO), slices.Clone(r.Sync)
	for i := range out.Nodes {
		out.Nodes[i].ID, out.Nodes[i].In = to(out.Nodes[i].ID), to(out.Nodes[i].In)
	}
	for i := range out.Groups {
		out.Groups[i].ID, out.Groups[i].In = to(out.Groups[i].ID), to(out.Groups[i].In)
	}
	for _, list := range [][]model.Relation{out.IO, out.Sync} {
		for i := range list {
			list[i].From, list[i].To = to(list[i].From), to(list[i].To)
		}
	}
	return out
}

func TestIdsMeanNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		order := rapid.Permutation(ids(len(r.Nodes)+len(r.Groups))).Draw(t, "new ids")
		to := map[model.ID]model.ID{"": ""}
		for i, n := range r.Nodes {
			to[n.ID] = order[i]
		}
		for i, g := range r.Groups {
			to[g.ID] = order[len(r.Nodes)+i]
		}
		mapped := func(id model.ID) model.ID {
			e, ok := model.ParseEnds(id)
			switch {
			case !ok:
				return to[id]
			case e.Kind == model.Sync:
				return model.SyncEnds(to[e.From], to[e.To]).ID()
			default:
				return model.IOEnds(to[e.From], to[e.To]).ID()
			}
		}
		same := func(id model.ID) model.ID { return id }
		want := idFree(look(t, build(r)), mapped)
		got := idFree(look(t, build(renamed(r, func(id model.ID) model.ID { return to[id] }))), same)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

func ids(n int) []model.ID {
	var out []model.ID
	for i := range n {
		out = append(out, model.ID(fmt.Sprintf("x%02d", i)))
	}
	return out
}

// idFree lists findings without their keys and with At as a set.
func idFree(r analysis.Report, to func(model.ID) model.ID) []string {
	var out []string
	for _, f := range all(r) {
		at := make([]string, 0, len(f.At))
		for i, id := range f.At {
			if f.Rule == "U04" && i > 0 || f.Rule == "A07" && i == 0 {
				continue // of equally near plans or results the one with the smallest id is named
			}
			at = append(at, string(to(id)))
		}
		slices.Sort(at)
		if f.Rule == "U07" { // of equally large parts that with the smallest id is the main one
			at, f.Rank = nil, 0
		}
		out = append(out, fmt.Sprint(f.Rule, f.Variant, f.Severity, f.Rank, at, numbers(f)))
	}
	slices.Sort(out)
	return out
}

func TestPlacesAndStyleMeanNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		before := look(t, build(r))
		for i := range r.Nodes {
			r.Nodes[i].At, r.Nodes[i].Pin = model.Place{Set: true, X: 7 * i, Y: -i}, i%2 == 0
		}
		for i := range r.Groups {
			r.Groups[i].Folded = i%2 == 0
		}
		slices.Reverse(r.Nodes)
		slices.Reverse(r.IO)
		if d := cmp.Diff(before.Findings, look(t, build(r)).Findings); d != "" {
			t.Fatal(d)
		}
	})
}

func TestNamesMeanSomethingToRulesThatNeedThemOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		structure := func(x analysis.Report) []string {
			var out []string
			for _, f := range all(x) {
				if rule, _ := rules.Find(f.Rule); !slices.Contains(rule.Needs, "label") {
					out = append(out, fmt.Sprint(f.Key, f.Severity, f.At, numbers(f)))
				}
			}
			slices.Sort(out)
			return out
		}
		before := structure(look(t, build(r)))
		for i := range r.Nodes {
			r.Nodes[i].Name = fmt.Sprintf("%d 番", i)
		}
		if d := cmp.Diff(before, structure(look(t, build(r)))); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAnAnswerChangesNothingButTheStatus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		before := look(t, g)
		if len(before.Findings) == 0 {
			return
		}
		f := rapid.SampledFrom(before.Findings).Draw(t, "finding")
		status := rapid.SampledFrom([]model.Status{model.Asked, model.Answered, model.Risk, model.Intended}).Draw(t, "status")
		next, _, err := model.Try(g, edit.Answer{Answer: model.Answer{Question: f.Question(), Scope: f.Scope(), Status: status, Text: "so"}})
		if err != nil {
			t.Fatal(err)
		}
		after := look(t, next)
		for i := range after.Findings {
			x := &after.Findings[i]
			if x.Key != f.Key {
				continue
			}
			if f.Severity != analysis.Error && x.Status != status {
				t.Fatalf("%s is %s", x.Key, x.Status)
			}
			x.Status, x.Answer = analysis.Open, nil
		}
		if d := cmp.Diff(before.Findings, after.Findings); d != "" {
			t.Fatal(d)
		}
		back, _, err := model.Try(next, edit.Withdraw{Question: f.Question()})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(before.Findings, look(t, back).Findings); d != "" {
			t.Fatal(d)
		}
	})
}

func TestASecondHolderTouchesQuestionsOfKnowHowOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		i := slices.IndexFunc(r.Nodes, func(n model.Node) bool { return n.Kind == model.Intangible && n.Holders.Empty() })
		if i < 0 {
			return
		}
		others := func(x analysis.Report) []string {
			var out []string
			for _, f := range all(x) {
				if !slices.Contains([]string{"K01", "K05", "K07", "K09", "K12"}, f.Rule) {
					out = append(out, f.Key)
				}
			}
			slices.Sort(out)
			return out
		}
		before := look(t, build(r))
		r.Nodes[i].Holders = model.NewList("A", "B")
		after := look(t, build(r))
		if d := cmp.Diff(others(before), others(after)); d != "" {
			t.Fatal(d)
		}
		for _, f := range all(after) {
			if f.Rule != "K12" && !slices.ContainsFunc(all(before), func(b analysis.Finding) bool { return b.Key == f.Key }) {
				t.Fatalf("a second holder brings %s", f.Key)
			}
		}
	})
}

func TestCompositesStandForTheirMembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecords(t)
		g := build(r)
		want := knowHowAndSync(look(t, g))
		got := knowHowAndSync(look(t, build(expanded(g, r))))
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

// expanded joins members in place of their composites.
func expanded(g *model.Graph, r model.Records) model.Records {
	parts := func(id model.ID) []model.ID {
		if _, ok := g.Node(id); ok {
			return []model.ID{id}
		}
		return g.AllMembers(id)
	}
	relations := append(slices.Clone(r.IO), r.Sync...)
	r.IO, r.Sync = nil, nil
	seen := map[model.Ends]bool{}
	// Confirmed relations first, so that of two that fall together the confirmed one is kept.
	slices.SortStableFunc(relations, func(a, b model.Relation) int { return strings.Compare(string(a.Trace.Prov), string(b.Trace.Prov)) })
	for _, x := range relations {
		for _, u := range parts(x.From) {
			for _, v := range parts(x.To) {
				y := x
				y.Ends = model.Ends{Kind: x.Kind, From: u, To: v}
				if x.Kind == model.Sync {
					y.Ends = model.SyncEnds(u, v)
				}
				if u == v || seen[y.Ends] {
					continue
				}
				seen[y.Ends] = true
				if x.Kind == model.Sync {
					r.Sync = append(r.Sync, y)
				} else {
					r.IO = append(r.IO, y)
				}
			}
		}
	}
	return r
}

func knowHowAndSync(r analysis.Report) []string {
	var out []string
	for _, f := range all(r) {
		if len(f.Anchors) > 0 && strings.ContainsAny(string(f.Anchors[0]), "=>") {
			continue // about a relation as it is drawn
		}
		if f.Rule[0] == 'K' || f.Rule[0] == 'S' {
			at := slices.Clone(f.At)
			slices.Sort(at)
			out = append(out, fmt.Sprint(f.Rule, f.Variant, f.Severity, at))
		}
	}
	slices.Sort(out)
	return out
}

func TestTheSameModelGivesTheSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	rapid.Check(t, func(t *rapid.T) {
		g := build(anyRecords(t))
		runtime.GOMAXPROCS(1)
		one := look(t, g)
		runtime.GOMAXPROCS(2)
		if d := cmp.Diff(fmt.Sprintf("%#v", one), fmt.Sprintf("%#v", look(t, g))); d != "" {
			t.Fatal(d)
		}
		seen := map[string]bool{}
		for _, f := range one.Findings {
			if seen[f.Key] {
				t.Fatalf("%s twice", f.Key)
			}
			seen[f.Key] = true
		}
	})
}

// TestAnInputConfirmedForOnePartIsOneOfTheWhole, whichever part has the smaller id; found by TestIdsMeanNothing.
func TestAnInputConfirmedForOnePartIsOneOfTheWhole(t *testing.T) {
	for _, ids := range [][2]model.ID{{"n1", "n2"}, {"n2", "n1"}} {
		guessed := model.Relation{Ends: model.IOEnds("g0", "g1")}
		guessed.Trace.Prov = model.Inferred
		r := model.Records{
			Nodes:  []model.Node{{ID: "n0", Name: "a", In: "g0"}, {ID: ids[0], Name: "b", In: "g1"}, {ID: ids[1], Name: "c", In: "g1", Scope: model.External}},
			Groups: []model.Group{{ID: "g0", Kind: model.Composite}, {ID: "g1", Kind: model.Composite}},
			IO:     []model.Relation{guessed, {Ends: model.IOEnds("g0", ids[1])}},
		}
		require.Contains(t, idFree(look(t, build(r)), func(id model.ID) model.ID { return id }), "N01medium 35 [g1]inputs=1", ids)
	}
}
