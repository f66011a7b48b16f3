package edit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

func TestGroups(t *testing.T) {
	gather := func(words string) edit.Gather { return edit.Gather{Group: model.Group{ID: "N"}, IDs: ids(words)} }
	run(t, []step{
		{"a group round two", "a b c", gather("a b"), "c N[a b]"},
		{"an empty one", "a", gather(""), "a N[]"},
		{"relations selected with them stay as they are", "a b | a>b", gather("a b a>b"), "N[a b] | a>b"},
		{"inside the group both are in", "G[a b c]", gather("a b"), "G[c N[a b]]"},
		{"round all of a group's content", "G[a b]", gather("a b"), "G[N[a b]]"},
		{"members of different groups", "G[H[a b] I[c]]", gather("a c"), "G[H[b] I[] N[a c]]"},
		{"members of groups with nothing in common", "G[a] H[b]", gather("a b"), "G[] H[] N[a b]"},
		{"one deep, one further out", "G[b H[I[a]]]", gather("a b"), "G[H[I[]] N[a b]]"},
		{"a group with what is in it", "G[b H[a]]", gather("H a b"), "G[N[b H[a]]]"},
		{"a group alone", "G[a]", gather("G"), "N[G[a]]"},
		{"under an id that is taken", "a N[]", gather("a"), "!model.id_twice"},
		{"of what is not there", "a", gather("a z"), "!model.no_such"},

		{"into a group", "a G[b]", edit.MoveInto{IDs: ids("a"), Group: "G"}, "G[a b]"},
		{"from one into another", "G[a] H[b]", edit.MoveInto{IDs: ids("a"), Group: "H"}, "G[] H[a b]"},
		{"out of all", "G[H[a]]", edit.MoveInto{IDs: ids("a")}, "a G[H[]]"},
		{"a group moves with its content", "G[a] H[]", edit.MoveInto{IDs: ids("G a"), Group: "H"}, "H[G[a]]"},
		{"a group out", "G[H[a]]", edit.MoveInto{IDs: ids("H a")}, "G[] H[a]"},
		{"where it is", "G[a]", edit.MoveInto{IDs: ids("a"), Group: "G"}, "G[a]"},
		{"a deliverable that is joined to the group", "a G![b] | a>G", edit.MoveInto{IDs: ids("a"), Group: "G"}, "!model.inside"},
		{"into a group inside one it is joined to", "a G![H[]] | G=a", edit.MoveInto{IDs: ids("a"), Group: "H"}, "!model.inside"},
		{"a group round one that is joined to it", "a G![] H[] | G>a", edit.MoveInto{IDs: ids("a"), Group: "G"}, "!model.inside"},
		{"a group with a member joined to the target", "G![] H[a] | a>G", edit.MoveInto{IDs: ids("H"), Group: "G"}, "!model.inside"},
		{"a group into itself", "G[H[]]", edit.MoveInto{IDs: ids("G"), Group: "H"}, "!model.group_loop"},
		{"a group that is not there", "a", edit.MoveInto{IDs: ids("a"), Group: "Z"}, "!model.no_such"},

		{"dissolved", "G[a H[b]]", edit.Ungroup{IDs: ids("G")}, "a H[b]"},
		{"a composite loses its relations", "a G![b] | a>G", edit.Ungroup{IDs: ids("G")}, "a b"},
		{"one inside another, both", "G[H[a]]", edit.Ungroup{IDs: ids("G H")}, "a"},
		{"deliverables selected too", "a G[b]", edit.Ungroup{IDs: ids("a G")}, "a b"},
		{"no group selected", "a", edit.Ungroup{IDs: ids("a")}, "!command.ungroup.none"},
	})
}

func TestAGroupHasAPlaceOnlyWhileItIsEmpty(t *testing.T) {
	at := func(g *model.Graph, id model.ID) model.Place {
		group, ok := g.Group(id)
		assert.True(t, ok, id)
		return group.At
	}
	g := draw(t, "a G[b c]")
	left := carried(t, g, edit.Remove{IDs: ids("b c")})
	assert.Equal(t, model.Place{Set: true, X: 150}, at(left, "G"), "where its content was")
	for what, c := range map[string]model.Command{
		"added":    edit.Add{Node: model.Node{ID: "n", In: "G"}},
		"moved in": edit.MoveInto{IDs: ids("a"), Group: "G"},
		"pasted":   edit.Paste{Records: model.Records{Nodes: []model.Node{{ID: "n", In: "G"}}}},
		"gathered": edit.MoveInto{IDs: ids("G"), Group: ""},
	} {
		next := carried(t, left, c)
		assert.Equal(t, what == "gathered", at(next, "G").Set, what)
	}
	offered := model.Proposal{As: model.AsNode, Node: model.Node{ID: "n", In: "N"}} // from when there was a group N
	both := model.Batch("command.paste", edit.Accept{Offer: offered.Offer()}, edit.Gather{
		Group: model.Group{ID: "N", At: model.PlaceAt(geom.Pt(0, 0))}, IDs: ids("a"),
	})
	assert.False(t, at(carried(t, carried(t, g, edit.Propose{Proposal: offered}), both), "N").Set, "accepted into it before it was there")
	moved := carried(t, left, edit.Move{IDs: ids("G"), By: geom.Pt(10, 20)})
	assert.Equal(t, model.Place{Set: true, X: 160, Y: 20}, at(moved, "G"))
	outer := carried(t, carried(t, left, edit.Gather{Group: model.Group{ID: "N"}, IDs: ids("G")}), edit.Ungroup{IDs: ids("G")})
	assert.Equal(t, model.Place{Set: true, X: 150}, at(outer, "N"), "where its last inner group was")

	taken := carried(t, g, edit.MoveInto{IDs: ids("b c")})
	assert.Equal(t, model.Place{Set: true, X: 150}, at(taken, "G"))
	merged := carried(t, carried(t, g, edit.Remove{IDs: ids("c")}), edit.Merge{Keep: "a", Drop: "b"})
	assert.Equal(t, model.Place{Set: true, X: 100}, at(merged, "G"))
	gathered := carried(t, g, edit.Gather{Group: model.Group{ID: "N", At: model.Place{Set: true}}, IDs: ids("a")})
	assert.False(t, at(gathered, "N").Set)
}
