// Package diff compares two states of a model, as it was and as it is: which deliverables, relations and members differ, which
// findings went, stayed and came, and what became of the figures. It knows no file.
package diff

import (
	"context"
	"slices"
	"strings"

	"seika/analysis"
	"seika/model"
)

// Diff is the difference of two models. Old is the older one under the ids of the newer, so that both can be looked at together.
type Diff struct {
	Old, New *model.Graph
	Pairs    []Pair // in the order of the newer
	Change   model.Change
	Moved    int // deliverables that only stand elsewhere
	Gone     []analysis.Finding
	Came     []analysis.Finding
	Stayed   []analysis.Finding
	Compared []analysis.Finding // by the rules for two models
	Before   analysis.Stats
	After    analysis.Stats
}

// How is what two deliverables were recognised by.
type How string

// The ways, the surest first.
const (
	ByReplaces How = "replaces"
	ByID       How = "id"
	ByName     How = "name"
	ByLooks    How = "similar" // name and neighbours
)

// Pair is a deliverable or group in both models.
type Pair struct {
	Was, Is model.ID // in the models as they were given
	How     How
}

// Same says that nothing differs but places.
func (d *Diff) Same() bool { return d.Change.Empty() }

// Of compares two models.
func Of(ctx context.Context, was, is *model.Graph, rules []analysis.Rule, o analysis.Options) (*Diff, error) {
	d := &Diff{Pairs: pairs(was, is)}
	d.Old, d.New = aligned(was, is, d.Pairs), is
	for n := range d.New.Nodes() {
		if old, ok := d.Old.Node(n.ID); ok && old.At != n.At {
			d.Moved++
		}
	}
	d.Change = model.Diff(plain(d.Old), plain(d.New))
	single := slices.DeleteFunc(slices.Clone(rules), analysis.Rule.Paired)
	before, err := analysis.Run(ctx, analysis.Input{Graph: d.Old, Rules: single, Options: o})
	if err != nil {
		return nil, err
	}
	after, err := analysis.Run(ctx, analysis.Input{Graph: d.New, Rules: single, Options: o})
	if err != nil {
		return nil, err
	}
	d.findings(before, after)
	paired := slices.DeleteFunc(slices.Clone(rules), func(r analysis.Rule) bool { return !r.Paired() })
	both, err := analysis.Run(ctx, analysis.Input{Graph: d.New, Before: d.Old, Rules: paired, Options: o})
	if err != nil {
		return nil, err
	}
	for _, f := range both.Findings {
		if f.Counted() && slices.ContainsFunc(paired, func(r analysis.Rule) bool { return r.ID == f.Rule }) {
			d.Compared = append(d.Compared, f)
		}
	}
	if d.Before, err = analysis.StatsOf(ctx, d.Old, analysis.StatsOptions{}); err != nil {
		return nil, err
	}
	d.After, err = analysis.StatsOf(ctx, d.New, analysis.StatsOptions{})
	return d, err
}

// findings tells those that are in one model alone from those in both.
func (d *Diff) findings(before, after analysis.Report) {
	open := func(r analysis.Report) map[string]bool {
		m := map[string]bool{}
		for _, f := range r.Findings {
			if f.Counted() {
				m[f.Key] = true
			}
		}
		return m
	}
	was, is := open(before), open(after)
	for _, f := range before.Findings {
		if f.Counted() && !is[f.Key] {
			d.Gone = append(d.Gone, f)
		}
	}
	for _, f := range after.Findings {
		switch {
		case !f.Counted():
		case was[f.Key]:
			d.Stayed = append(d.Stayed, f)
		default:
			d.Came = append(d.Came, f)
		}
	}
}

// plain is a model without what is no part of the work: places, where an import found things, what was answered.
func plain(g *model.Graph) *model.Graph {
	r := g.Records()
	for i := range r.Nodes {
		r.Nodes[i].At, r.Nodes[i].Pin, r.Nodes[i].Trace = model.Place{}, false, model.Trace{}
	}
	for i := range r.Groups {
		r.Groups[i].At, r.Groups[i].Folded, r.Groups[i].Trace = model.Place{}, false, model.Trace{}
	}
	for _, list := range [][]model.Relation{r.IO, r.Sync} {
		for i := range list {
			list[i].Trace = model.Trace{}
		}
	}
	r.Meta.AsisFile, r.Meta.AsisHash = "", ""
	r.Answers, r.Proposals = nil, nil
	plain, bad := model.Build(r)
	if len(bad) > 0 {
		panic("a model without places is none: " + bad[0].Error())
	}
	return plain
}

// aligned is the older model under the ids of the newer.
func aligned(was, is *model.Graph, list []Pair) *model.Graph {
	to := map[model.ID]model.ID{}
	taken := map[model.ID]bool{}
	for _, p := range list {
		to[p.Was] = p.Is
		taken[p.Is] = true
	}
	name := func(id model.ID) model.ID {
		if id == "" {
			return ""
		}
		if new, ok := to[id]; ok {
			return new
		}
		new := id
		for n := 0; taken[new] || is.Has(new); n++ {
			new = model.NewID("o", string(id), []byte{byte(n)}, func(x model.ID) bool { return taken[x] || is.Has(x) || was.Has(x) })
		}
		to[id], taken[new] = new, true
		return new
	}
	r := was.Records()
	r.Answers = nil // their anchors are texts, and what was answered then is no difference
	r.Proposals = nil
	for i := range r.Groups {
		r.Groups[i].ID, r.Groups[i].In = name(r.Groups[i].ID), name(r.Groups[i].In)
	}
	for i := range r.Nodes {
		n := &r.Nodes[i]
		n.ID, n.In, n.Revises = name(n.ID), name(n.In), name(n.Revises)
	}
	for _, rows := range [][]model.Relation{r.IO, r.Sync} {
		for i := range rows {
			rows[i].From, rows[i].To = name(rows[i].From), name(rows[i].To)
		}
	}
	for i := range r.Phases {
		r.Phases[i].ID, r.Phases[i].Ends = name(r.Phases[i].ID), name(r.Phases[i].Ends)
	}
	g, bad := model.Build(r)
	if len(bad) > 0 {
		panic("a model under other ids is none: " + bad[0].Error())
	}
	return g
}

// Member is one thing about a record that differs.
type Member struct{ Name, Was, Is string }

// unsaid are members that are told otherwise, or to nobody: private remarks leave no document.
var unsaid = []string{"id", "private", "at", "pin", "trace", "folded", "from", "to", "a", "b"}

// Members lists what differs between two records.
func Members[T any](fields []model.Field[T], was, is T) []Member {
	var list []Member
	for _, f := range fields {
		if slices.Contains(unsaid, f.Name) {
			continue
		}
		var a, b string
		switch {
		case f.Get != nil:
			a, b = f.Get(&was), f.Get(&is)
		case f.List != nil:
			a, b = strings.Join(f.List(&was).Items(), ", "), strings.Join(f.List(&is).Items(), ", ")
		}
		if a != b {
			list = append(list, Member{f.Name, a, b})
		}
	}
	return list
}
