package edit_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

func TestAddingConnectingRemoving(t *testing.T) {
	run(t, []step{
		{"a new deliverable", "a", edit.Add{Node: model.Node{ID: "b"}}, "a b"},
		{"into a group", "a G[]", edit.Add{Node: model.Node{ID: "b", In: "G"}}, "a G[b]"},
		{"under an id that is taken", "a", edit.Add{Node: model.Node{ID: "a"}}, "!model.id_twice"},
		{"under the id of a group", "G[]", edit.Add{Node: model.Node{ID: "G"}}, "!model.id_twice"},
		{"without an id", "a", edit.Add{}, "!model.id_missing"},
		{"into a group that is not there", "a", edit.Add{Node: model.Node{ID: "b", In: "G"}}, "!model.no_group"},

		{"many to one", "a b c", edit.Join(model.IO, ids("a b"), ids("c")), "a b c | a>c b>c"},
		{"one of many is the one", "a b c", edit.Join(model.IO, ids("a b c"), ids("c")), "a b c | a>c b>c"},
		{"a meeting of all", "a b c", edit.Join(model.Sync, ids("a b c"), ids("a b c")), "a b c | a=b a=c b=c"},
		{"a joined pair again, and one more", "a b c | a>b", edit.Connect{Relations: relation("a>b b>c")}, "a b c | a>b b>c"},
		{"a sync the other way round", "a b | a=b", edit.Connect{Relations: []model.Relation{{Ends: model.Ends{Kind: model.Sync, From: "b", To: "a"}, Label: "x"}}}, "a b | a=b"},
		{"an input where a sync is", "a b | a=b", edit.Connect{Relations: relation("a>b")}, "a b | a>b a=b"},
		{"an input back", "a b | a>b", edit.Connect{Relations: relation("b>a")}, "a b | a>b b>a"},
		{"an area turns composite", "a G[b]", edit.Connect{Relations: relation("a>G")}, "a G![b] | a>G"},
		{"two areas", "G[a] H[b]", edit.Connect{Relations: relation("G=H")}, "G![a] H![b] | G=H"},
		{"a deliverable and its own group", "a G[b]", edit.Connect{Relations: relation("a>G b>G")}, "!model.inside"},
		{"something and itself", "a", edit.Connect{Relations: relation("a>a")}, "!model.self"},
		{"something that is not there", "a", edit.Connect{Relations: relation("a>z")}, "!model.no_such"},

		{"an end moves", "a b c | a>b", edit.Reattach{From: ends("a>b"), To: ends("a>c")}, "a b c | a>c"},
		{"it turns round", "a b | a>b", edit.Reattach{From: ends("a>b"), To: ends("b>a")}, "a b | b>a"},
		{"it becomes a sync", "a b | a>b", edit.Reattach{From: ends("a>b"), To: ends("a=b")}, "a b | a=b"},
		{"back where it was", "a b | a>b", edit.Reattach{From: ends("a>b"), To: ends("a>b")}, "a b | a>b"},
		{"to an area", "a b G[] | a>b", edit.Reattach{From: ends("a>b"), To: ends("a>G")}, "a b G![] | a>G"},
		{"onto another relation", "a b c | a>b a>c", edit.Reattach{From: ends("a>b"), To: ends("a>c")}, "!command.reattach.twice"},
		{"one that is not there", "a b", edit.Reattach{From: ends("a>b"), To: ends("b>a")}, "!command.reattach.not_joined"},
		{"onto its own other end", "a b | a>b", edit.Reattach{From: ends("a>b"), To: ends("b>b")}, "!model.self"},

		{"a deliverable goes with its relations", "a b c | a>b b>c a=b", edit.Remove{IDs: ids("b")}, "a c"},
		{"one relation of two", "a b | a>b a=b", edit.Remove{IDs: ids("a=b")}, "a b | a>b"},
		{"a group's content stays", "G[a H[b]]", edit.Remove{IDs: ids("H")}, "G[a b]"},
		{"all sorts at once", "a b c G![d] | a>b b>c c>G", edit.Remove{IDs: ids("G a a>b b>c d")}, "b c"},
		{"groups in each other", "G[H[a I[b]]]", edit.Remove{IDs: ids("H I G")}, "a b"},
		{"something that is not there", "a", edit.Remove{IDs: ids("a z")}, "!model.no_such"},
		{"a relation that is not there", "a b", edit.Remove{IDs: ids("a>b")}, "!model.no_such"},
	})
}

func TestARelationKeepsWhatWasSaidOfItWhenItMoves(t *testing.T) {
	g := carried(t, draw(t, "a b c"), edit.Connect{Relations: []model.Relation{
		{Ends: ends("a>b"), Label: "weekly", Use: model.Update, Work: "w", Note: "n", Confidence: model.Assumed},
	}})
	g = carried(t, g, edit.Reattach{From: ends("a>b"), To: model.Ends{Kind: model.Sync, From: "c", To: "a"}})
	r, ok := g.Relation(ends("a=c"))
	require.True(t, ok)
	assert.Equal(t, model.Relation{Ends: ends("a=c"), Label: "weekly", Note: "n", Confidence: model.Assumed}, r,
		"but for what a sync does not have")
	g = carried(t, g, edit.Connect{Relations: []model.Relation{{Ends: ends("a=c"), Label: "other"}}})
	r, _ = g.Relation(ends("a=c"))
	assert.Equal(t, "weekly", r.Label, "joining again says nothing new")
}

func TestWhatRefersToARemovedDeliverableLetsGo(t *testing.T) {
	g := carried(t, draw(t, "a b"), edit.Set{IDs: ids("b"), Member: "revises", Value: "a"})
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "p", Name: "P", Ends: "a"}})
	g = carried(t, g, edit.Answer{Answer: model.Answer{Question: question("K01", "a"), Status: model.Risk}})
	g = carried(t, g, edit.Remove{IDs: ids("a")})
	assert.Empty(t, node(t, g, "b").Revises)
	p, _ := g.Phase("p")
	assert.Empty(t, p.Ends)
	_, kept := g.Answer(question("K01", "a"))
	assert.True(t, kept, "answers are history")
}

func TestMovingIsInWholePixels(t *testing.T) {
	g := draw(t, "a b c G[d H[e]]")
	g = carried(t, g, edit.Place{At: []edit.Placed{{ID: "b", At: model.Place{}}}})
	g = carried(t, g, edit.Move{IDs: ids("a b G e"), By: geom.Pt(10.4, -3.5)})
	for id, want := range map[model.ID]model.Place{
		"a": {Set: true, X: 10, Y: -4}, "c": {Set: true, X: 200},
		"d": {Set: true, X: 310, Y: -4}, "e": {Set: true, X: 410, Y: -4}, "b": {},
	} {
		assert.Equal(t, want, node(t, g, id).At, id)
	}
	next, change, err := model.Try(g, edit.Move{IDs: ids("a"), By: geom.Pt(0.4, -0.4)})
	require.NoError(t, err)
	assert.Same(t, g, next, "less than half a pixel")
	assert.True(t, change.Empty())
	for _, by := range []geom.Point{geom.Pt(1e300, 0), geom.Pt(0, math.Inf(1)), geom.Pt(2e7, 0)} {
		_, _, err = model.Try(g, edit.Move{IDs: ids("a"), By: by})
		assert.Equal(t, "command.move.far", reason(t, err), by)
	}
}

func TestPlacingAndPinningTouchNothingElse(t *testing.T) {
	g := draw(t, "a G[b] H[] | a>b")
	at := model.Place{Set: true, X: 7, Y: 8}
	next, change, err := model.Try(g, model.Batch("command.place", edit.Place{At: []edit.Placed{{"a", at}, {"G", at}, {"H", at}}}, edit.Pin{IDs: ids("G a"), On: true}))
	require.NoError(t, err)
	assert.True(t, change.OnlyGeometry())
	assert.Equal(t, at, node(t, next, "a").At)
	full, _ := next.Group("G")
	assert.False(t, full.At.Set, "a group with content has no place of its own")
	empty, _ := next.Group("H")
	assert.Equal(t, at, empty.At)
	assert.True(t, node(t, next, "a").Pin && node(t, next, "b").Pin)
	next = carried(t, next, edit.Pin{IDs: ids("b")})
	assert.False(t, node(t, next, "b").Pin)
	run(t, []step{
		{"what is not there", "a", edit.Place{At: []edit.Placed{{"z", at}}}, "!model.no_such"},
		{"too far out", "a", edit.Place{At: []edit.Placed{{"a", model.Place{Set: true, X: 1 << 40}}}}, "!command.move.far"},
		{"pinning what is not there", "a", edit.Pin{IDs: ids("z")}, "!model.no_such"},
	})
}

func TestGrowing(t *testing.T) {
	n := model.Node{ID: "n"}
	run(t, []step{
		{"an output of several", "a b", edit.Output(ids("a b"), n), "a b n | a>n b>n"},
		{"an output of nothing", "a", edit.Output(nil, n), "a n"},
		{"an input of several", "a b", edit.Input(ids("a b"), n), "a b n | n>a n>b"},
		{"a partner of an area", "a G[]", edit.Partner(ids("a G"), n), "a n G![] | G=n a=n"},
		{"a second input", "a b | a>b", edit.Sibling("a", ends("a>b"), n), "a b n | a>b n>b"},
		{"a second output", "a b | a>b", edit.Sibling("b", ends("a>b"), n), "a b n | a>b a>n"},
		{"a second partner", "o z | o=z", edit.Sibling("o", ends("o=z"), n), "n o z | n=z o=z"},
		{"under an id that is taken", "a n", edit.Output(ids("a"), n), "!model.id_twice"},
		{"inside the group it starts from", "G[]", edit.Output(ids("G"), model.Node{ID: "n", In: "G"}), "!model.inside"},
	})
}

func TestASiblingGoesByThePartner(t *testing.T) {
	for _, c := range []struct {
		sketch   string
		id, from model.ID
		want     string
	}{
		{"a b c | a>b a>c", "a", "c", "a>c"},
		{"a b c | a>b c>a", "a", "c", "c>a"},
		{"a b | a=b", "a", "b", "a=b"},
		{"a b c | a>b c>a", "a", "", "a>b"},
		{"a b c | a>b c>a", "a", "gone", "a>b"},
		{"a b c d | a>b a>d c>a", "a", "", "c>a"},
		{"a b c | a>b a>c", "a", "", ""},
		{"a b | a=b", "a", "", ""},
	} {
		e, ok := edit.SiblingBy(draw(t, c.sketch), c.id, c.from)
		assert.Equal(t, c.want != "", ok, c.sketch)
		if ok {
			assert.Equal(t, c.want, string(e.ID()), c.sketch)
		}
	}
}
