package file_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"seika/model"
)

// hostile is text that breaks what handles text carelessly.
var hostile = []string{
	"", " ", "契約書", "order slip", `"`, `\`, `\n`, "a\nb\r\n", "\t", "\x00", "\x01\x1f\x7f", "\u2028\u2029", "</script>", "a>b", "a=b",
	"null", "0", "-1", "[1,2]", `{"a":1}`, "{n}", "\u202e\u200b\ufeff", "𠮷野家", "👩‍👩‍👧", "e\u0301", "ｵｰﾀﾞｰ表", "計画", "Plan", "紙", "\ufffd\uffff",
	strings.Repeat("長", 300),
}

func text() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(hostile), rapid.String())
}

// number is how a number may be written, beyond what a float64 can hold.
var numbers = []string{"0", "-0", "1.50", "12345678901234567890", "1e999", "-2.5E-7", "0.10"}

// value is any JSON value as it may stand in a file, without white space.
func value(t *rapid.T, depth int) string {
	kinds := 6
	if depth == 0 {
		kinds = 4
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return rapid.SampledFrom([]string{"null", "true", "false", `"\u6210\/\ud83d\ude00"`}).Draw(t, "word")
	case 1:
		return rapid.SampledFrom(numbers).Draw(t, "number")
	case 2, 3:
		return quoted(text().Draw(t, "text"))
	case 4:
		var parts []string
		for range rapid.IntRange(0, 3).Draw(t, "elements") {
			parts = append(parts, value(t, depth-1))
		}
		return "[" + strings.Join(parts, ",") + "]"
	default:
		return object(t, depth-1)
	}
}

func object(t *rapid.T, depth int) string {
	var parts []string
	for _, name := range rapid.SliceOfNDistinct(text(), 0, 3, rapid.ID).Draw(t, "names") {
		parts = append(parts, quoted(name)+":"+value(t, depth))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func quoted(s string) string { return string(model.Quote(nil, s)) }

// extra is unknown members for a record whose known ones are given.
func extra(t *rapid.T, known ...string) model.Extra {
	if rapid.IntRange(0, 2).Draw(t, "extra") > 0 {
		return ""
	}
	names := rapid.OneOf(text(), rapid.SampledFrom([]string{"x", "zzz", "ID", "Name", "新しい", "nodes2"}))
	var members []model.Unknown
	for _, name := range rapid.SliceOfNDistinct(names, 0, 4, rapid.ID).Draw(t, "names") {
		if !slices.Contains(known, name) {
			members = append(members, model.Unknown{Name: name, Value: model.JSON(value(t, 3))})
		}
	}
	return model.NewExtra(members...)
}

// fill gives every member of a record, but references, a random value; most stay at their default.
func fill[T any](t *rapid.T, fields []model.Field[T], r *T, further ...string) model.Extra {
	known := further
	for _, f := range fields {
		known = append(known, f.Name)
		if f.Type == model.Ref || f.Name == "version" || rapid.IntRange(0, 3).Draw(t, f.Name+"?") > 0 {
			continue
		}
		switch f.Type {
		case model.Text:
			f.Set(r, text().Draw(t, f.Name))
		case model.Listed:
			*f.List(r) = model.NewList(rapid.SliceOfN(text(), 1, 3).Draw(t, f.Name)...)
		case model.Choice:
			f.Set(r, rapid.SampledFrom(f.Values).Draw(t, f.Name).Value)
		case model.Flag:
			f.Set(r, "true")
		case model.Count:
			f.Set(r, strconv.Itoa(rapid.IntRange(f.Min, 100).Draw(t, f.Name)))
		case model.Multiple:
			f.Set(r, rapid.SampledFrom([]string{"2", "17", "*", "1000000000"}).Draw(t, f.Name))
		case model.Duration:
			f.Set(r, rapid.SampledFrom([]string{"0min", "3d", "1.125mo"}).Draw(t, f.Name))
		case model.Frequency:
			f.Set(r, rapid.SampledFrom([]string{"once", "event", "12/quarter"}).Draw(t, f.Name))
		case model.Spot:
			at := rapid.IntRange(-100_000_000, 100_000_000)
			f.Set(r, fmt.Sprintf("%d,%d", at.Draw(t, "x"), at.Draw(t, "y")))
		case model.Traced:
			trace := f.Trace(r)
			trace.Extra = fill(t, model.TraceFields, trace)
		case model.Raw:
			if o := object(t, 2); o != "{}" {
				f.Set(r, o)
			}
		default:
			panic("unknown type of member")
		}
	}
	return extra(t, known...)
}

// anyModel is a random well-formed model with all members.
func anyModel(t *rapid.T) *model.Graph {
	var r model.Records
	r.Meta.Extra = fill(t, model.MetaFields, &r.Meta, "nodes", "io", "sync", "groups", "phases", "answers", "proposals")
	var things []model.ID
	fresh := func(prefix string) model.ID {
		id := model.ID(fmt.Sprint(prefix, len(things)))
		things = append(things, id)
		return id
	}
	some := func(what string) model.ID { return rapid.SampledFrom(append(things, "gone")).Draw(t, what) }
	many := func(what string) int { return rapid.IntRange(0, 4).Draw(t, what) }
	for range many("groups") {
		g := model.Group{In: some("in"), ID: fresh("g")}
		g.Extra = fill(t, model.GroupFields, &g)
		r.Groups = append(r.Groups, g)
	}
	for range many("nodes") {
		n := model.Node{In: some("in"), Revises: some("revises"), ID: fresh("n-")}
		n.Extra = fill(t, model.NodeFields, &n)
		r.Nodes = append(r.Nodes, n)
	}
	for range many("phases") {
		p := model.Phase{Ends: some("ends"), ID: fresh("P.")}
		p.Extra = fill(t, model.PhaseFields, &p)
		r.Phases = append(r.Phases, p)
	}
	relation := func(k model.RelationKind, further ...string) model.Relation {
		e := model.Relation{Ends: model.Ends{Kind: k, From: some("from"), To: some("to")}}
		e.Extra = fill(t, model.RelationFields(k), &e, further...)
		return e
	}
	for range 2 * many("io") {
		r.IO = append(r.IO, relation(model.IO))
	}
	for range 2 * many("sync") {
		r.Sync = append(r.Sync, relation(model.Sync))
	}
	for range many("answers") {
		var a model.Answer
		a.Extra = fill(t, model.AnswerFields, &a)
		a.Rule = cmp.Or(a.Rule, "K01")
		r.Answers = append(r.Answers, a)
	}
	for range many("proposals") {
		p := model.Proposal{As: rapid.SampledFrom([]model.As{model.AsNode, model.AsIO, model.AsSync}).Draw(t, "as")}
		switch p.As {
		case model.AsNode:
			p.Node.ID, p.Node.In = fresh("q"), some("in")
			p.Node.Extra = fill(t, model.NodeFields, &p.Node, "as")
		case model.AsIO:
			p.Relation = relation(model.IO, "as")
		default:
			p.Relation = relation(model.Sync, "as")
		}
		r.Proposals = append(r.Proposals, p)
	}
	return wellFormed(t, r)
}

// wellFormed leaves out the members and records that keep the rest from being a model.
func wellFormed(t *rapid.T, r model.Records) *model.Graph {
	for {
		g, bad := model.Build(r)
		if len(bad) == 0 {
			return g
		}
		// One at a time and from the end: what goes away may have been the reason for others.
		b := bad[len(bad)-1]
		i := b.Index
		switch {
		case b.Table == model.Nodes && b.Member == "in":
			r.Nodes[i].In = ""
		case b.Table == model.Nodes && b.Member == "revises":
			r.Nodes[i].Revises = ""
		case b.Table == model.Groups && b.Member == "in":
			r.Groups[i].In = ""
		case b.Table == model.Groups && b.Member == "kind":
			r.Groups[i].Kind = model.Composite
		case b.Table == model.Phases && b.Member == "ends":
			r.Phases[i].Ends = ""
		case b.Table == model.IOs:
			r.IO = slices.Delete(r.IO, i, i+1)
		case b.Table == model.Syncs:
			r.Sync = slices.Delete(r.Sync, i, i+1)
		case b.Table == model.Answers:
			r.Answers = slices.Delete(r.Answers, i, i+1)
		case b.Table == model.Proposals:
			r.Proposals = slices.Delete(r.Proposals, i, i+1)
		default:
			t.Fatalf("%v %q: %s", b.Table, b.ID, b)
		}
	}
}
