package model_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"seika/model"
)

func TestIdsAreDerivedFromTheKeyOfTheName(t *testing.T) {
	for name, want := range map[string]model.ID{
		"契約書": "njusq2l49tf", "order slip": "n8ih2l4f5qe", "Order  slip": "n8ih2l4f5qe",
		"オーダー表": "n1p0dprcahc", "ｵｰﾀﾞｰ表": "n1p0dprcahc",
	} {
		assert.Equal(t, want, model.DerivedID(model.NodePrefix, name), name)
	}
	taken := map[model.ID]bool{"njusq2l49tf": true, "njusq2l49tf-2": true}
	assert.Equal(t, model.ID("njusq2l49tf-3"), model.NewID("n", "契約書", nil, func(id model.ID) bool { return taken[id] }))
	blank := model.NewID("n", "  ", []byte("12345678"), func(model.ID) bool { return false })
	assert.True(t, blank.Valid())
	assert.NotEqual(t, model.DerivedID("n", ""), blank)
}

func TestTheShortWayToAKeyIsTheLongOne(t *testing.T) {
	for _, name := range []string{"", " ", "Order slip", "order  slip", " a", "a ", "要望リスト", "ガ", "ｶﾞ", "がa B", "か\u3099", "ヿ", "ー"} {
		long := norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name)))
		assert.Equal(t, strings.Join(strings.Fields(long), " "), model.Key(name), "%q", name)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOfN(rapid.RuneFrom([]rune(" aZ1'~\u00a0ぁがゖ\u3099ァヺヴー・漢鿿ﾞｱＡßİ")), 0, 8, -1).Draw(t, "name")
		long := norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name)))
		assert.Equal(t, strings.Join(strings.FieldsFunc(long, unicode.IsSpace), " "), model.Key(name), "%q", name)
	})
}

func TestTheKeyOfAKeyIsTheKey(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		key := model.Key(string(r))
		require.Equal(t, key, model.Key(key), "%U", r)
	}
	assert.Equal(t, model.Key("\u13AE"), model.Key("\uAB7E"), "a Cherokee letter, large and small")
}

func TestListsKeepWhateverIsInThem(t *testing.T) {
	for _, items := range [][]string{nil, {""}, {"", "a:1", "3:"}, {"営業部", "3"}} {
		assert.Equal(t, items, model.NewList(items...).Items())
	}
	one, same := model.NewList("Ａ b"), model.NewList("Ａ b")
	assert.True(t, one == same)
	assert.Equal(t, []string{"A"}, model.NewList("A").With("ａ").Items(), "one with the same key is there")
}

func TestDurationsAndFrequenciesAreReadInBothLanguages(t *testing.T) {
	for in, want := range map[string]model.Dur{"3d": "3d", "２時間": "2h", "1.5 w": "1.5w", "10日": "10d", "2か月": "2mo", "1 month": "1mo", "3 days": "3d", "2営業日": "2d", "3人日": "3d", "半日": "0.5d", "1ヵ月": "1mo"} {
		got, ok := model.ParseDur(in)
		assert.True(t, ok, in)
		assert.Equal(t, want, got)
	}
	for _, in := range []string{"", "3", "d", "01d", "-1d", "3dd", "1.2345d"} {
		_, ok := model.ParseDur(in)
		assert.False(t, ok, in)
	}
	assert.InDelta(t, 2400, model.Dur("5d").Minutes(), 0)
	for in, want := range map[string]model.Freq{"毎月": "1/month", "2/Week": "2/week", "都度": "event", "週次": "1/week", "月1回": "1/month", "年２回": "2/year", "四半期": "1/quarter", "随時": "event", "monthly": "1/month", "On demand": "event"} {
		got, ok := model.ParseFreq(in)
		assert.True(t, ok, in)
		assert.Equal(t, want, got)
	}
}

// do is a command made of a function.
type do struct{ f func(*model.Tx) error }

func (do) Name() string               { return "command.test" }
func (d do) Apply(tx *model.Tx) error { return d.f(tx) }

func put(nodes ...model.Node) do {
	return do{func(tx *model.Tx) error {
		for _, n := range nodes {
			tx.PutNode(n)
		}
		return nil
	}}
}

func join(kind model.RelationKind, from, to model.ID) do {
	return do{func(tx *model.Tx) error {
		tx.PutRelation(model.Relation{Ends: model.Ends{Kind: kind, From: from, To: to}})
		return nil
	}}
}

func TestADocumentGoesBackAndForth(t *testing.T) {
	d := model.NewDoc(model.Empty())
	var causes []model.Cause
	stop := d.Listen(func(e model.Event) { causes = append(causes, e.Cause) })
	first := d.Graph()
	require.NoError(t, d.Do(put(model.Node{ID: "a", Name: "A"}, model.Node{ID: "b", Name: "B"})))
	two := d.Graph()
	require.NoError(t, d.Do(join(model.IO, "a", "b")))
	require.NoError(t, d.Do(join(model.Sync, "b", "a")))
	require.NoError(t, d.Do(put(model.Node{ID: "a", Name: "A"})), "a command that changes nothing")
	undo, redo := d.Steps()
	assert.Equal(t, []int{3, 0}, []int{undo, redo})
	assert.True(t, d.Dirty())
	last := d.Graph()

	require.NoError(t, d.Do(do{func(tx *model.Tx) error { tx.DropNode("a"); return nil }}))
	assert.Equal(t, 0, d.Graph().RelationCount(), "a dropped deliverable takes its relations")
	require.True(t, d.Undo())
	assert.Empty(t, model.Diff(last, d.Graph()))
	assert.Equal(t, last.Sum(), d.Graph().Sum())
	assert.Greater(t, d.Graph().Rev(), last.Rev())

	for d.Undo() {
	}
	assert.True(t, model.Diff(first, d.Graph()).Empty())
	assert.False(t, d.Dirty(), "undone to the saved content")
	require.True(t, d.Redo())
	assert.True(t, model.Diff(two, d.Graph()).Empty())
	for d.Redo() {
	}
	assert.Equal(t, 1, d.Graph().NodeCount())
	stop()
	d.Undo()
	assert.Equal(t, []model.Cause{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}, causes)
}

func TestTypingJoinsIntoOneStep(t *testing.T) {
	d := model.NewDoc(model.Empty())
	name := func(s string) do { return put(model.Node{ID: "a", Name: s}) }
	require.NoError(t, d.Do(name("")))
	for _, s := range []string{"k", "ke", "key"} {
		require.NoError(t, d.Join("name a", name(s)))
	}
	undo, _ := d.Steps()
	assert.Equal(t, 2, undo)
	require.NoError(t, d.Join("name a", name("")))
	undo, _ = d.Steps()
	assert.Equal(t, 1, undo, "typed and taken away again by hand leaves nothing")
	d.Seal()
	require.NoError(t, d.Join("name a", name("x")))
	require.True(t, d.Undo())
	n, _ := d.Graph().Node("a")
	assert.Empty(t, n.Name)
}

func TestOnlyWellFormedModelsArise(t *testing.T) {
	d := model.NewDoc(model.Empty())
	require.NoError(t, d.Do(do{func(tx *model.Tx) error {
		tx.PutGroup(model.Group{ID: "g", Name: "G", Kind: model.Composite})
		tx.PutGroup(model.Group{ID: "h", Name: "H", In: "g"})
		tx.PutNode(model.Node{ID: "a", In: "h"})
		tx.PutNode(model.Node{ID: "b", Revises: "a"})
		tx.PutRelation(model.Relation{Ends: model.IOEnds("b", "g")})
		return nil
	}}))
	before := d.Graph()
	for what, f := range map[string]func(*model.Tx){
		"a relation to itself":           func(tx *model.Tx) { tx.PutRelation(model.Relation{Ends: model.IOEnds("a", "a")}) },
		"a relation into the blue":       func(tx *model.Tx) { tx.PutRelation(model.Relation{Ends: model.IOEnds("a", "z")}) },
		"a relation on an area":          func(tx *model.Tx) { tx.PutRelation(model.Relation{Ends: model.IOEnds("b", "h")}) },
		"a relation to the group around": func(tx *model.Tx) { tx.PutRelation(model.Relation{Ends: model.IOEnds("a", "g")}) },
		"a partner moves into the group": func(tx *model.Tx) { tx.PutNode(model.Node{ID: "b", In: "h"}) },
		"a joined composite turns area":  func(tx *model.Tx) { tx.PutGroup(model.Group{ID: "g", Name: "G"}) },
		"a group inside itself":          func(tx *model.Tx) { tx.PutGroup(model.Group{ID: "g", In: "h", Kind: model.Composite}) },
		"a revision of itself":           func(tx *model.Tx) { tx.PutNode(model.Node{ID: "a", In: "h", Revises: "b"}) },
		"an id that a group has":         func(tx *model.Tx) { tx.PutNode(model.Node{ID: "g"}) },
		"an id with a blank":             func(tx *model.Tx) { tx.PutNode(model.Node{ID: "a b"}) },
		"a kind that is none":            func(tx *model.Tx) { tx.PutNode(model.Node{ID: "c", Kind: "task"}) },
		"a duration that is none":        func(tx *model.Tx) { tx.PutNode(model.Node{ID: "c", LeadTime: "soon"}) },
		"a group that is not there":      func(tx *model.Tx) { tx.PutNode(model.Node{ID: "c", In: "z"}) },
		"bytes that are no text":         func(tx *model.Tx) { tx.PutNode(model.Node{ID: "c", Note: "\xff"}) },
		"as intended without a reason": func(tx *model.Tx) {
			tx.PutAnswer(model.Answer{Question: model.Question{Rule: "K01"}, Status: model.Intended})
		},
		"a phase that ends with a group": func(tx *model.Tx) { tx.PutPhase(model.Phase{ID: "p", Ends: "g"}) },
	} {
		err := d.Do(do{func(tx *model.Tx) error { f(tx); return nil }})
		var r model.Refusal
		require.Error(t, err, what)
		require.True(t, errors.As(err, &r), what)
		assert.Same(t, before, d.Graph(), what)
	}
}

func TestDissolvingAGroupKeepsItsMembers(t *testing.T) {
	d := model.NewDoc(model.Empty())
	require.NoError(t, d.Do(do{func(tx *model.Tx) error {
		tx.PutGroup(model.Group{ID: "g"})
		tx.PutGroup(model.Group{ID: "h", In: "g"})
		tx.PutGroup(model.Group{ID: "i", In: "h"})
		tx.PutNode(model.Node{ID: "a", In: "h"})
		return nil
	}}))
	require.NoError(t, d.Do(do{func(tx *model.Tx) error { tx.DropGroup("h"); return nil }}))
	assert.Equal(t, []model.ID{"a"}, d.Graph().Members("g"))
	assert.Equal(t, []model.ID{"i"}, d.Graph().Inner("g"))
}

func TestNeighboursComeInFileOrder(t *testing.T) {
	g, bad := model.Build(model.Records{
		Nodes: []model.Node{{ID: "d"}, {ID: "b"}, {ID: "a"}, {ID: "c"}},
		IO:    []model.Relation{{Ends: model.IOEnds("d", "b")}, {Ends: model.IOEnds("a", "b")}, {Ends: model.IOEnds("b", "c")}},
		Sync:  []model.Relation{{Ends: model.Ends{From: "d", To: "b"}}, {Ends: model.Ends{From: "a", To: "b"}}},
	})
	require.Empty(t, bad)
	ids := func(rs []model.Relation) (out []model.ID) {
		for _, r := range rs {
			out = append(out, r.ID())
		}
		return out
	}
	assert.Equal(t, []model.ID{"a>b", "d>b"}, ids(slices.Collect(g.In("b"))))
	assert.Equal(t, []model.ID{"b>c"}, ids(slices.Collect(g.Out("b"))))
	assert.Equal(t, []model.ID{"a=b", "b=d"}, ids(slices.Collect(g.Syncs("b"))))
	assert.Len(t, slices.Collect(g.Touching("b")), 5)
	assert.Empty(t, ids(slices.Collect(g.In("a"))))
}

func TestAListenerMayNotChangeTheDocument(t *testing.T) {
	d := model.NewDoc(model.Empty())
	d.Listen(func(model.Event) { _ = d.Do(put(model.Node{ID: "b"})) })
	assert.Panics(t, func() { _ = d.Do(put(model.Node{ID: "a"})) })
}

func TestGroupsNestOnlySoDeep(t *testing.T) {
	var r model.Records
	id := func(i int) model.ID { return model.ID("g" + strconv.Itoa(i)) }
	for i := range model.MaxNesting {
		r.Groups = append(r.Groups, model.Group{ID: id(i + 1), In: id(i)})
	}
	r.Groups[0].In = ""
	r.Groups = append(r.Groups, model.Group{ID: "top"})
	g, bad := model.Build(r)
	require.Empty(t, bad)
	d := model.NewDoc(g)
	err := d.Do(do{func(tx *model.Tx) error { tx.PutGroup(model.Group{ID: "g1", In: "top"}); return nil }})
	require.ErrorContains(t, err, "50 deep", "the innermost group did not change, but lies deeper")

	r.Groups[0].In = id(model.MaxNesting)
	_, bad = model.Build(r)
	assert.Len(t, bad, model.MaxNesting, "a ring of groups")
}

func TestRingsOfRevisionsAreFoundWhereTheyAre(t *testing.T) {
	_, bad := model.Build(model.Records{Nodes: []model.Node{
		{ID: "a", Revises: "b"},
		{ID: "b", Revises: "c"},
		{ID: "c", Revises: "d"},
		{ID: "d", Revises: "b"},
		{ID: "e", Revises: "e"},
		{ID: "f", Revises: "a"},
		{ID: "g"},
	}})
	var at []model.ID
	for _, r := range bad {
		at = append(at, r.ID)
	}
	assert.Equal(t, []model.ID{"b", "c", "d", "e"}, at)
}

func TestTagsAndKnownWordsAreStoredOneWay(t *testing.T) {
	node := model.Node{ID: "a", Tags: model.NewList("計画", "b", "Ａ", "plan", "B"), Medium: model.NewList("紙", "FAX", "Mail")}
	g, bad := model.Build(model.Records{Nodes: []model.Node{node}})
	require.Empty(t, bad)
	built, _ := g.Node("a")
	assert.Equal(t, []string{"b", "plan", "Ａ"}, built.Tags.Items())
	assert.Equal(t, []string{"paper", "FAX", "mail"}, built.Medium.Items())

	d := model.NewDoc(model.Empty())
	require.NoError(t, d.Do(put(node)))
	assert.True(t, model.Diff(g, d.Graph()).Empty())

	for _, words := range [][]model.Word{
		model.TagWords, model.MediumWords, model.KindWords, model.SubtypeWords, model.ScopeWords, model.FormWords,
		model.ConfidenceWords, model.UseWords, model.GroupKindWords, model.VariantWords, model.LevelWords, model.DirectionWords,
		model.ProvWords, model.StatusWords,
	} {
		for _, w := range words {
			assert.Equal(t, model.Key(w.EN), w.EN)
			assert.Equal(t, model.Key(w.JA), w.JA)
		}
	}
}

func TestUnknownMembersComeApartAndTogether(t *testing.T) {
	members := []model.Unknown{
		{"", `"\\"`}, {"a\"\\\n\t\x01:,", `{"b":[1.50,{"c":"],}\""}],"a":null}`}, {"成果", "12345678901234567890"},
	}
	e := model.NewExtra(members[2], members[0], members[1])
	assert.Equal(t, model.Extra(`"":"\\","a\"\\\n\t\u0001:,":{"b":[1.50,{"c":"],}\""}],"a":null},"成果":12345678901234567890`), e)
	assert.Equal(t, members, e.Members())
	assert.Empty(t, model.NewExtra().Members())
}
