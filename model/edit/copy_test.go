package edit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/model"
	"seika/model/edit"
)

var entropy = []byte("0123456789")

// labels says what a graph holds by names: "a", "a in G", "a > b".
func labels(g *model.Graph) []string {
	var out []string
	in := func(name string, group model.ID) string {
		if group != "" {
			name += " in " + g.Label(group)
		}
		return name
	}
	for n := range g.Nodes() {
		out = append(out, in(n.Name, n.In))
	}
	for p := range g.Groups() {
		out = append(out, in(p.Name, p.In))
	}
	for r := range g.Relations() {
		label := g.Label(r.ID())
		if a, b, ok := strings.Cut(label, " = "); ok {
			label = min(a, b) + " = " + max(a, b)
		}
		out = append(out, label)
	}
	slices.Sort(out)
	return out
}

func TestDuplicating(t *testing.T) {
	for _, c := range []struct{ what, sketch, ids, more string }{
		{"one", "a b | a>b", "a", "a 2"},
		{"two with what joins them", "a b c | a>b b>c a=b", "a b", "a 2;b 2;a 2 > b 2;a 2 = b 2"},
		{"a member stays in its group", "G[a]", "a", "a 2 in G"},
		{"a group with all in it", "b G![a H[c]] | b>G a>c", "G", "G 2;a 2 in G 2;H 2 in G 2;c 2 in H 2;a 2 > c 2"},
		{"a group and its partner", "b G![] | b>G", "G b", "G 2;b 2;b 2 > G 2"},
		{"a relation alone", "a b | a>b", "a>b", ""},
	} {
		g := draw(t, c.sketch)
		r := edit.Duplicate(g, ids(c.ids), geom.Pt(0, 50), entropy)
		next := carried(t, g, edit.Paste{Records: r})
		want := labels(g)
		if c.more != "" {
			want = append(want, strings.Split(c.more, ";")...)
		}
		assert.ElementsMatch(t, want, labels(next), c.what)
		for _, n := range r.Nodes {
			assert.Equal(t, 50, n.At.Y, c.what)
			assert.True(t, n.ID.Valid())
		}
	}
}

func TestCopiesAreCountedOn(t *testing.T) {
	g := draw(t, "a")
	for range 3 {
		g = carried(t, g, edit.Paste{Records: edit.Duplicate(g, ids("a"), geom.Point{}, entropy)})
	}
	assert.Equal(t, []string{"a", "a 2", "a 3", "a 4"}, labels(g))
	g = carried(t, g, edit.Paste{Records: edit.Duplicate(g, g.Named("a 3"), geom.Point{}, entropy)})
	assert.Len(t, g.Named("a 5"), 1, "the copy of a copy")
	for _, name := range []string{"2", "v2", "a 1", "a 02", "計画 2025"} {
		h := carried(t, g, edit.Rename{ID: "a", To: name})
		r := edit.Duplicate(h, ids("a"), geom.Point{}, entropy)
		assert.Equal(t, name+" 2", r.Nodes[0].Name)
	}
}

func TestNamelessCopiesStayNameless(t *testing.T) {
	g := carried(t, model.Empty(), edit.Paste{Records: model.Records{Nodes: []model.Node{{ID: "a"}, {ID: "b"}}}})
	r := edit.Duplicate(g, ids("a b"), geom.Point{}, entropy)
	require.Len(t, r.Nodes, 2)
	for _, n := range r.Nodes {
		assert.Empty(t, n.Name)
		assert.Len(t, string(n.ID), len(model.DerivedID("n", "")), "an id of its own, not a numbered one")
	}
}

func TestOwnCopiesComeAsTheirOwn(t *testing.T) {
	source := draw(t, "a b G[c] | a>b b=c")
	source = carried(t, source, edit.Set{IDs: ids("b"), Member: "revises", Value: "a"})
	r := source.Records()
	empty := carried(t, model.Empty(), edit.Paste{Records: edit.Fresh(model.Empty(), r, entropy)})
	assert.True(t, model.Diff(source, empty).Empty(), "nothing is taken: ids and names stay")

	twice := carried(t, source, edit.Paste{Records: edit.Fresh(source, r, entropy)})
	assert.ElementsMatch(t, append(labels(source), "a 2", "b 2", "G 2", "c 2 in G 2", "a 2 > b 2", "b 2 = c 2"), labels(twice))
	require.Len(t, twice.Named("b 2"), 1)
	assert.Equal(t, "a 2", twice.Label(node(t, twice, twice.Named("b 2")[0]).Revises))
}

func TestFreshRecords(t *testing.T) {
	g := draw(t, "a a2 G[]")
	g = carried(t, g, edit.PutPhase{Phase: model.Phase{ID: "p", Name: "P", Ends: "a"}})
	trace := model.Trace{Rule: "B9"}
	r := edit.Fresh(g, model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "Ａ", In: "G", Trace: trace},
			{ID: "n", Name: "a", In: "z", Revises: "a", Trace: trace},
			{ID: "m", Revises: "z"},
			{ID: "o", Name: "a 2"},
			{ID: "a2", Revises: "a2"},
		},
		Groups:  []model.Group{{ID: "h", Name: "g", In: "G"}, {ID: "i", In: "z"}},
		Phases:  []model.Phase{{ID: "p", Name: "P", Order: 1, Ends: "n"}, {ID: "q", Order: 2, Ends: "z"}},
		IO:      []model.Relation{{Ends: ends("a>n")}, {Ends: ends("n>G")}, {Ends: ends("n>z")}},
		Answers: []model.Answer{{Question: question("K01", "a", "a>n", "how")}, {Question: question("K02")}},
		Proposals: []model.Proposal{
			{As: model.AsNode, Node: model.Node{ID: "k", Name: "K"}},
			{As: model.AsIO, Relation: model.Relation{Ends: ends("k>a")}},
			{As: model.AsSync, Relation: model.Relation{Ends: ends("k>z")}},
		},
	}, entropy)

	a, n := r.Nodes[0], r.Nodes[1]
	assert.Equal(t, model.DerivedID("n", "a 3"), a.ID, "taken")
	assert.Equal(t, "a 3", model.Key(a.Name), "a 2 comes along")
	assert.Equal(t, a.Name, n.Name, "two that shared a name still do")
	assert.Equal(t, model.Trace{}, a.Trace)
	assert.Equal(t, model.ID("G"), a.In)
	assert.Equal(t, model.Node{ID: "n", Name: n.Name, Revises: a.ID, Trace: trace}, n, "free, and found by an import once")
	assert.Equal(t, model.Node{ID: "m"}, r.Nodes[2])
	assert.Equal(t, "a 2", r.Nodes[3].Name)
	other := r.Nodes[4].ID
	assert.True(t, other.Valid() && other != "a2")
	assert.Equal(t, other, r.Nodes[4].Revises, "what is wrong stays wrong, and Paste refuses it")

	assert.Equal(t, []model.Group{{ID: "h", Name: "g 2", In: "G"}, {ID: "i"}}, r.Groups)
	assert.Equal(t, []model.Phase{{ID: model.DerivedID("p", "P"), Name: "P", Order: 2, Ends: "n"}, {ID: "q", Order: 3}}, r.Phases)
	assert.Equal(t, []model.Relation{{Ends: model.IOEnds(a.ID, "n")}, {Ends: ends("n>G")}}, r.IO)
	assert.Equal(t, question("K01", string(a.ID), string(a.ID)+">n", "how"), r.Answers[0].Question)
	require.Len(t, r.Proposals, 2)
	assert.Equal(t, model.IOEnds("k", a.ID), r.Proposals[1].Relation.Ends)
}

func TestPasting(t *testing.T) {
	run(t, []step{
		{"beside what is there", "a G[]", edit.Paste{Records: model.Records{
			Nodes: []model.Node{{ID: "b", In: "G"}, {ID: "c", In: "H"}}, Groups: []model.Group{{ID: "H", In: "G"}},
			IO: relation("a>b a>H"), Sync: []model.Relation{{Ends: ends("c>a")}},
		}}, "a G[b H![c]] | a>H a>b a=c"},
		{"a relation that is there", "a b | a>b", edit.Paste{Records: model.Records{IO: relation("a>b")}}, "a b | a>b"},
		{"nothing", "a", edit.Paste{}, "a"},
		{"a deliverable that is there", "a", edit.Paste{Records: model.Records{Nodes: []model.Node{{ID: "a"}}}}, "!model.id_twice"},
		{"one twice", "a", edit.Paste{Records: model.Records{Nodes: []model.Node{{ID: "b"}, {ID: "b"}}}}, "!model.id_twice"},
		{"a group that is there", "G[]", edit.Paste{Records: model.Records{Groups: []model.Group{{ID: "G"}}}}, "!model.id_twice"},
		{"a phase under a taken id", "a", edit.Paste{Records: model.Records{Phases: []model.Phase{{ID: "a"}}}}, "!model.id_twice"},
		{"a relation into the blue", "a", edit.Paste{Records: model.Records{IO: relation("a>z")}}, "!model.no_such"},
		{"a ring of groups", "a", edit.Paste{Records: model.Records{Groups: []model.Group{{ID: "G", In: "H"}, {ID: "H", In: "G"}}}}, "!model.group_loop"},
	})
	said := model.Answer{Question: question("K01"), Status: model.Risk, Text: "first"}
	g := carried(t, draw(t, "a"), edit.Answer{Answer: said})
	later := said
	later.Text = "second"
	offer := model.Proposal{As: model.AsNode, Node: model.Node{ID: "k"}}
	g = carried(t, g, edit.Paste{Records: model.Records{
		Meta: model.Meta{Title: "theirs"}, Answers: []model.Answer{later}, Proposals: []model.Proposal{offer},
	}})
	got, _ := g.Answer(said.Question)
	assert.Equal(t, said, got)
	_, there := g.Proposal(offer.Offer())
	assert.True(t, there)
	assert.Empty(t, g.Meta().Title)
}
