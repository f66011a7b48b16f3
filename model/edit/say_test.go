package edit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
	"seika/model/edit"
)

func question(rule string, anchors ...string) model.Question {
	return model.Question{Rule: rule, Anchors: model.NewList(anchors...)}
}

func TestAMemberIsSetOnWhateverHasIt(t *testing.T) {
	g := draw(t, "a b G![] | a>b a=b b>G")
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "p"}})
	all := ids("a b G a>b a=b p")
	for _, c := range []struct {
		member, value string
		has           string // those that have the member
		want          string
	}{
		{"note", "n\n", "a b G a>b a=b", "n\n"},
		{"nameAlt", "x", "a b G p", "x"},
		{"work", "w", "a b a>b", "w"},
		{"use", "更新", "a>b", "update"},
		{"effort", "２日", "a b a=b", "2d"},
		{"iteration", "3", "p", "3"},
		{"goal", "はい", "a b", "true"},
		{"scope", "外部", "a b", "external"},
		{"confidence", "assumed", "a b a>b a=b", "assumed"},
		{"multiplicity", "*", "a b", "*"},
		{"kind", "intangible", "a b", "intangible"},
		{"kind", "", "a b", ""},
		{"goal", "", "a b", ""},
		{"scope", "internal", "a b", ""},
	} {
		next := carried(t, g, edit.Set{IDs: all, Member: c.member, Value: c.value})
		for _, id := range all {
			want := ""
			for _, h := range ids(c.has) {
				if h == id {
					want = c.want
				}
			}
			if c.member == "kind" && id == "G" {
				want = "composite" // deliverables were meant
			}
			assert.Equal(t, want, member(next, id, c.member), "%s of %s", c.member, id)
		}
	}
}

// member is the text of one member of one element, "" where it has none.
func member(g *model.Graph, id model.ID, name string) string {
	n, isNode := g.Node(id)
	p, isGroup := g.Group(id)
	f, isPhase := g.Phase(id)
	r, _ := g.Relation(ends(string(id)))
	switch {
	case isNode:
		return memberOf(model.NodeFields, &n, name)
	case isGroup:
		return memberOf(model.GroupFields, &p, name)
	case isPhase:
		return memberOf(model.PhaseFields, &f, name)
	default:
		return memberOf(model.RelationFields(r.Kind), &r, name)
	}
}

func memberOf[T any](fields []model.Field[T], r *T, name string) string {
	for _, f := range fields {
		if f.Name == name {
			return f.Get(r)
		}
	}
	return ""
}

func TestKindsOfGroups(t *testing.T) {
	run(t, []step{
		{"an area turns composite", "G[a]", edit.Set{IDs: ids("G"), Member: "kind", Value: "複合"}, "G![a]"},
		{"and back", "G![a]", edit.Set{IDs: ids("G"), Member: "kind", Value: "area"}, "G[a]"},
		{"one that is joined", "a G![] | a>G", edit.Set{IDs: ids("G"), Member: "kind", Value: ""}, "!command.set.joined"},
		{"what deliverables are", "G[a]", edit.Set{IDs: ids("G"), Member: "kind", Value: "intangible"}, "!model.bad.choice"},
		{"what groups are, for both", "a G[]", edit.Set{IDs: ids("a G"), Member: "kind", Value: "composite"}, "!model.bad.choice"},
	})
}

func TestWhatCannotBeSet(t *testing.T) {
	run(t, []step{
		{"a member only others have", "a G[]", edit.Set{IDs: ids("G"), Member: "owner", Value: "x"}, "!command.set.no_member"},
		{"a member nothing has", "a", edit.Set{IDs: ids("a"), Member: "colour", Value: "red"}, "!command.set.no_member"},
		{"an id", "a", edit.Set{IDs: ids("a"), Member: "id", Value: "b"}, "!command.set.no_member"},
		{"an end", "a b | a>b", edit.Set{IDs: ids("a>b"), Member: "to", Value: "a"}, "!command.set.no_member"},
		{"a place", "a", edit.Set{IDs: ids("a"), Member: "at", Value: "1,2"}, "!command.set.no_member"},
		{"a list by one text", "a", edit.Set{IDs: ids("a"), Member: "owner", Value: "x"}, "!command.set.no_member"},
		{"one text by a list", "a", edit.SetList{IDs: ids("a"), Member: "note"}, "!command.set.no_member"},
		{"a trace", "a", edit.Set{IDs: ids("a"), Member: "trace", Value: "x"}, "!command.set.no_member"},
		{"a duration that is none", "a", edit.Set{IDs: ids("a"), Member: "leadTime", Value: "soon"}, "!model.bad.duration"},
		{"a count that is none", "a", edit.Set{IDs: ids("a"), Member: "holderCount", Value: "-1"}, "!model.bad.number"},
		{"a flag that is none", "a", edit.Set{IDs: ids("a"), Member: "goal", Value: "perhaps"}, "!model.bad.flag"},
		{"a revision of itself", "a", edit.Set{IDs: ids("a"), Member: "revises", Value: "a"}, "!model.revises_loop"},
		{"bytes that are no text", "a", edit.Set{IDs: ids("a"), Member: "note", Value: "\xff"}, "!model.not_utf8"},
		{"what is not there", "a", edit.Set{IDs: ids("z"), Member: "note", Value: "x"}, "!model.no_such"},
		{"a relation that is not there", "a b", edit.Set{IDs: ids("a>b"), Member: "note", Value: "x"}, "!model.no_such"},
		{"a name of what is not there", "a", edit.Rename{ID: "z", To: "x"}, "!model.no_such"},
		{"nothing", "a", edit.Set{Member: "note", Value: "x"}, "a"},
	})
}

func TestListsAreSetInTheirStoredForm(t *testing.T) {
	g := draw(t, "a b | a=b")
	g = carried(t, g, edit.SetList{IDs: ids("a b a=b"), Member: "tags", Items: model.NewList("計画", " ", "b", "Plan")})
	g = carried(t, g, edit.SetList{IDs: ids("a"), Member: "medium", Items: model.NewList("紙", "FAX", "")})
	assert.Equal(t, []string{"b", "plan"}, node(t, g, "a").Tags.Items())
	assert.Equal(t, []string{"paper", "FAX"}, node(t, g, "a").Medium.Items())
	r, _ := g.Relation(ends("a=b"))
	assert.Equal(t, []string{"b", "plan"}, r.Tags.Items())
	g = carried(t, g, edit.SetList{IDs: ids("a"), Member: "tags"})
	assert.True(t, node(t, g, "a").Tags.Empty())
}

func TestRenaming(t *testing.T) {
	g := carried(t, draw(t, "a b G[]"), edit.PutPhase{Phase: model.Phase{ID: "p"}})
	for _, id := range ids("a G p") {
		g = carried(t, g, edit.Rename{ID: id, To: "b"})
	}
	assert.Equal(t, ids("a b"), g.Named("b"), "two may share a name")
	assert.Equal(t, ids("G"), g.GroupsNamed("b"))
	p, _ := g.Phase("p")
	assert.Equal(t, "b", p.Name)
	assert.Empty(t, node(t, carried(t, g, edit.Rename{ID: "a"}), "a").Name)
}

func TestMerging(t *testing.T) {
	merge := edit.Merge{Keep: "k", Drop: "d"}
	run(t, []step{
		{"relations come over", "d k x y z | d>y x>d d=z", merge, "k x y z | k>y x>k k=z"},
		{"what both have stays once", "d k x | d>x k>x", merge, "k x | k>x"},
		{"what joined the two goes", "d k x | d>k k>d x>d d=k", merge, "k x | x>k"},
		{"a way round becomes a cycle of one, and goes", "d k x | d>x x>k", merge, "k x | k>x x>k"},
		{"its group is left", "k G[d]", merge, "k G[]"},
		{"joined to the group the other is in", "d G![k] | d>G", merge, "!model.inside"},
		{"with itself", "k", edit.Merge{Keep: "k", Drop: "k"}, "!command.merge.two"},
		{"with a group", "k G[]", edit.Merge{Keep: "k", Drop: "G"}, "!command.merge.two"},
		{"with what is not there", "k", merge, "!command.merge.two"},
	})
}

func TestMergingLosesNothingThatWasSaid(t *testing.T) {
	g := draw(t, "d k v w x | d>x k>x")
	say := func(id, member, value string) {
		g = carried(t, g, edit.Set{IDs: ids(id), Member: member, Value: value})
	}
	say("d", "leadTime", "3d")
	say("d", "goal", "true")
	say("d", "kind", "intangible")
	say("d", "role", "sales")
	say("k", "role", "support")
	say("d", "note", "theirs")
	say("k", "note", "ours")
	say("d", "private", "p")
	say("d", "revises", "v")
	say("w", "revises", "d")
	say("d>x", "label", "weekly")
	g = carried(t, g, edit.SetList{IDs: ids("d"), Member: "owner", Items: model.NewList("Ａ", "B")})
	g = carried(t, g, edit.SetList{IDs: ids("k"), Member: "owner", Items: model.NewList("C", "a")})
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "p", Ends: "d"}})
	offer := model.Proposal{As: model.AsIO, Relation: model.Relation{Ends: ends("w>d")}}
	g = carried(t, g, edit.Propose{Proposal: offer})

	g = carried(t, g, edit.Merge{Keep: "k", Drop: "d"})
	want := model.Node{
		ID: "k", Name: "k", Goal: true, Owner: model.NewList("C", "a", "B"), Role: "support", LeadTime: "3d", Revises: "v",
		Note: "ours\ntheirs", Private: "p", At: model.Place{Set: true, X: 100},
	}
	assert.Equal(t, want, node(t, g, "k"))
	assert.Equal(t, model.ID("k"), node(t, g, "w").Revises)
	r, _ := g.Relation(ends("k>x"))
	assert.Equal(t, "weekly", r.Label)
	p, _ := g.Phase("p")
	assert.Equal(t, model.ID("k"), p.Ends)
	_, moved := g.Proposal(model.Offer{As: model.AsIO, ID: "w>k"})
	assert.True(t, moved)
}

func TestMergingVersionsMakesNoRing(t *testing.T) {
	for what, c := range map[string]struct {
		revises [][2]string // later, earlier
		want    model.ID    // what k then revises
	}{
		"the later keeps":                     {[][2]string{{"k", "d"}, {"d", "v"}}, "v"},
		"the earlier keeps":                   {[][2]string{{"d", "k"}, {"k", "v"}}, "v"},
		"the first keeps, with one between":   {[][2]string{{"d", "v"}, {"v", "k"}}, ""},
		"both are versions of the same thing": {[][2]string{{"d", "v"}, {"k", "v"}}, "v"},
	} {
		g := draw(t, "d k v")
		for _, r := range c.revises {
			g = carried(t, g, edit.Set{IDs: ids(r[0]), Member: "revises", Value: r[1]})
		}
		g = carried(t, g, edit.Merge{Keep: "k", Drop: "d"})
		assert.Equal(t, c.want, node(t, g, "k").Revises, what)
	}
}

func TestPhasesAnswersAndTheDocument(t *testing.T) {
	g := draw(t, "a")
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "p", Name: "P", Ends: "a"}})
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "o", Name: "O"}})
	o, _ := g.Phase("o")
	assert.Equal(t, 2, o.Order, "a new one comes last")
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "o", Name: "Q", Order: 1, Iteration: model.Number(2)}})
	o, _ = g.Phase("o")
	assert.Equal(t, model.Phase{ID: "o", Name: "Q", Order: 1, Iteration: model.Number(2)}, o)
	g = carried(t, g, edit.DropPhase{ID: "p"})
	_, there := g.Phase("p")
	assert.False(t, there)

	said := model.Answer{Question: question("K01", "a"), Status: model.Intended, Text: "so be it"}
	g = carried(t, g, edit.Answer{Answer: said})
	got, _ := g.Answer(said.Question)
	assert.Equal(t, said, got)
	g = carried(t, g, edit.Withdraw{Question: said.Question})
	_, there = g.Answer(said.Question)
	assert.False(t, there)

	g = carried(t, g, edit.Describe{Meta: model.Meta{Title: "T", Tags: model.NewList("b", "計画")}})
	assert.Equal(t, model.Meta{Title: "T", Tags: model.NewList("b", "plan")}, g.Meta())

	run(t, []step{
		{"a phase under the id of a deliverable", "a", edit.PutPhase{Phase: model.Phase{ID: "a"}}, "!model.id_twice"},
		{"a phase that ends with nothing", "a", edit.PutPhase{Phase: model.Phase{ID: "p", Ends: "z"}}, "!model.no_node"},
		{"a phase that is not there", "a", edit.DropPhase{ID: "a"}, "!model.no_such"},
		{"an answer to nothing", "a", edit.Answer{}, "!model.answer_rule"},
		{"no reason", "a", edit.Answer{Answer: model.Answer{Question: question("K01"), Status: model.Intended}}, "!model.answer_reason"},
		{"an answer nobody gave", "a", edit.Withdraw{Question: question("K01")}, "!command.withdraw.none"},
		{"a variant that is none", "a", edit.Describe{Meta: model.Meta{Variant: "x"}}, "!model.bad.choice"},
	})
}

func TestProposals(t *testing.T) {
	know := model.Proposal{As: model.AsNode, Node: model.Node{ID: "k", Kind: model.Intangible, In: "G"}}
	used := model.Proposal{As: model.AsIO, Relation: model.Relation{Ends: ends("k>a"), Label: "l"}}
	far := model.Proposal{As: model.AsSync, Relation: model.Relation{Ends: ends("k=z")}}
	settled := model.Proposal{As: model.AsSync, Relation: model.Relation{Ends: model.Ends{Kind: model.Sync, From: "b", To: "a"}}}
	start := func(t *testing.T) *model.Graph {
		g := draw(t, "a b G[]")
		for _, p := range []model.Proposal{know, used, far, settled} {
			g = carried(t, g, edit.Propose{Proposal: p})
		}
		require.Equal(t, "a b G[]", show(g), "a proposal is no part of the model")
		return g
	}
	left := func(g *model.Graph) (out []model.ID) {
		for p := range g.Proposals() {
			out = append(out, p.Offer().ID)
		}
		return out
	}
	for _, c := range []struct {
		what string
		c    model.Command
		want string
		left string
	}{
		{"a deliverable brings what joins it", edit.Accept{Offer: know.Offer()}, "a b G[k] | k>a", "a=b k=z"},
		{"a relation brings the deliverable", edit.Accept{Offer: used.Offer()}, "a b G[k] | k>a", "a=b k=z"},
		{"a relation alone", edit.Accept{Offer: model.Offer{As: model.AsSync, ID: "a=b"}}, "a b G[] | a=b", "k>a k k=z"},
		{"declined with what joins it", edit.Decline{Offer: know.Offer()}, "a b G[]", "a=b"},
		{"a relation declined", edit.Decline{Offer: used.Offer()}, "a b G[]", "k a=b k=z"},
	} {
		g := carried(t, start(t), c.c)
		assert.Equal(t, c.want, show(g), c.what)
		assert.ElementsMatch(t, ids(c.left), left(g), c.what)
	}
	for _, c := range []struct {
		c    model.Command
		want string
	}{
		{edit.Accept{Offer: far.Offer()}, "command.accept_proposal.end_gone"},
		{edit.Accept{Offer: model.Offer{As: model.AsNode, ID: "z"}}, "command.accept_proposal.none"},
		{edit.Decline{Offer: model.Offer{As: model.AsNode, ID: "z"}}, "command.accept_proposal.none"},
		{edit.Propose{Proposal: model.Proposal{As: model.AsNode, Node: model.Node{ID: "a"}}}, "model.id_twice"},
	} {
		_, _, err := model.Try(start(t), c.c)
		assert.Equal(t, c.want, reason(t, err))
	}
	_, _, err := model.Try(draw(t, "a b | a=b"), edit.Propose{Proposal: settled})
	assert.Equal(t, "command.propose.there", reason(t, err))
}

func TestAChangeIsAppliedWhereItBelongs(t *testing.T) {
	old, now := draw(t, "a G![b] | a>G"), draw(t, "b c H[a] | b=c")
	back := model.Diff(now, old)
	g := carried(t, now, edit.Become{Change: back})
	assert.True(t, model.Diff(old, g).Empty())
	_, _, err := model.Try(old, edit.Become{Change: back})
	assert.Equal(t, "command.become.stale", reason(t, err))
	assert.Equal(t, "command.become", edit.Become{}.Name())
	back.Name = "command.test"
	assert.Equal(t, "command.test", edit.Become{Change: back}.Name())
}
