package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/model"
)

func build(t *testing.T, r model.Records) *model.Graph {
	t.Helper()
	g, bad := model.Build(r)
	require.Empty(t, bad)
	return g
}

func TestAGraphDoesNotShareTheRecordsItWasBuiltFrom(t *testing.T) {
	r := model.Records{
		Nodes: []model.Node{{ID: "a", Tags: model.NewList("計画")}, {ID: "b"}},
		Sync:  []model.Relation{{Ends: model.Ends{From: "b", To: "a"}}},
	}
	g := build(t, r)
	assert.Equal(t, "計画", r.Nodes[0].Tags.Items()[0], "the caller's records stay as they were")
	assert.Equal(t, model.Ends{From: "b", To: "a"}, r.Sync[0].Ends)
	r.Nodes[0].Name = "changed later"
	n, _ := g.Node("a")
	assert.Empty(t, n.Name)
}

func TestNothingJoinsAStepAcrossAnUndo(t *testing.T) {
	d := model.NewDoc(build(t, model.Records{Nodes: []model.Node{{ID: "a"}, {ID: "b"}}}))
	require.NoError(t, d.Join("name a", put(model.Node{ID: "a", Name: "k"})))
	require.NoError(t, d.Do(put(model.Node{ID: "b", Name: "x"})))
	require.True(t, d.Undo())
	require.NoError(t, d.Join("name a", put(model.Node{ID: "a", Name: "ke"})))
	undo, _ := d.Steps()
	assert.Equal(t, 2, undo)
}

func TestRelationsAndPhasesHoldOnlyWhatAFileHasOfThem(t *testing.T) {
	all := model.Relation{
		Ends: model.IOEnds("a", "b"), Use: model.Update, Work: "w", Parties: model.NewList("p"), Channel: "c",
		CycleTime: "1d", Rounds: model.Number(2), Effort: "2h", Label: "l",
	}
	io := model.Relation{Ends: all.Ends, Use: all.Use, Work: all.Work, Label: "l"}
	sync := all
	sync.Ends, sync.Use, sync.Work = model.SyncEnds("a", "b"), "", ""
	offered := model.Proposal{As: model.AsIO, Node: model.Node{Name: "n"}, Relation: all}
	r := model.Records{
		Nodes: []model.Node{{ID: "a"}, {ID: "b"}}, IO: []model.Relation{all}, Sync: []model.Relation{all},
		Phases: []model.Phase{{ID: "p", Order: 1, Iteration: model.Number(1)}}, Proposals: []model.Proposal{offered},
	}
	d := model.NewDoc(build(t, model.Records{Nodes: r.Nodes}))
	require.NoError(t, d.Do(do{func(tx *model.Tx) error {
		tx.PutRelation(all)
		all.Kind = model.Sync
		tx.PutRelation(all)
		tx.PutPhase(r.Phases[0])
		tx.PutProposal(offered)
		return nil
	}}))
	for _, g := range []*model.Graph{build(t, r), d.Graph()} {
		got, _ := g.Relation(io.Ends)
		assert.Equal(t, io, got)
		got, _ = g.Relation(sync.Ends)
		assert.Equal(t, sync, got)
		p, _ := g.Phase("p")
		assert.Equal(t, model.Phase{ID: "p", Order: 1}, p, "once is the default")
		o, _ := g.Proposal(offered.Offer())
		assert.Equal(t, model.Proposal{As: model.AsIO, Relation: io}, o)
	}
}

func TestWhatWasMadeInTheSameEditLetsGoOfWhatIsDropped(t *testing.T) {
	d := model.NewDoc(build(t, model.Records{Nodes: []model.Node{{ID: "a"}}, Groups: []model.Group{{ID: "g"}}}))
	require.NoError(t, d.Do(do{func(tx *model.Tx) error {
		tx.PutNode(model.Node{ID: "b", Revises: "a", In: "g"})
		tx.PutPhase(model.Phase{ID: "p", Order: 1, Ends: "a"})
		tx.DropNode("a")
		tx.DropGroup("g")
		return nil
	}}))
	n, _ := d.Graph().Node("b")
	assert.Equal(t, model.Node{ID: "b"}, n)
	p, _ := d.Graph().Phase("p")
	assert.Empty(t, p.Ends)
}

// become replays a change inside an edit.
func become(c model.Change) do {
	return do{func(tx *model.Tx) error {
		if !tx.Replay(c) {
			return assert.AnError
		}
		return nil
	}}
}

func TestAnIDMayGoOnAsAnotherThing(t *testing.T) {
	r := model.Records{
		Nodes: []model.Node{{ID: "a"}, {ID: "b"}},
		IO:    []model.Relation{{Ends: model.IOEnds("a", "b")}},
	}
	d := model.NewDoc(build(t, r))
	r.Nodes, r.Groups = r.Nodes[1:], []model.Group{{ID: "a", Kind: model.Composite}}
	want := build(t, r)
	require.NoError(t, d.Do(become(model.Diff(d.Graph(), want))))
	assert.True(t, model.Diff(want, d.Graph()).Empty())
	require.True(t, d.Undo())
	require.True(t, d.Redo())
}

func TestAChangeThatLeavesReferencesDanglingIsRefused(t *testing.T) {
	node, group := model.Node{ID: "a"}, model.Group{ID: "g", Kind: model.Composite}
	for what, r := range map[string]model.Records{
		"a revision":              {Nodes: []model.Node{{ID: "b", Revises: "a"}}},
		"a phase":                 {Phases: []model.Phase{{ID: "p", Order: 1, Ends: "a"}}},
		"a relation":              {Nodes: []model.Node{{ID: "b"}}, IO: []model.Relation{{Ends: model.IOEnds("a", "b")}}},
		"a member":                {Nodes: []model.Node{{ID: "b", In: "g"}}},
		"a group":                 {Groups: []model.Group{{ID: "h", In: "g"}}},
		"a relation of the whole": {Nodes: []model.Node{{ID: "b"}}, IO: []model.Relation{{Ends: model.IOEnds("b", "g")}}},
	} {
		r.Nodes, r.Groups = append(r.Nodes, node), append(r.Groups, group)
		d := model.NewDoc(build(t, r))
		err := d.Do(become(model.Change{
			Nodes:  []model.Delta[model.Node]{{Op: model.Removed, Before: node}},
			Groups: []model.Delta[model.Group]{{Op: model.Removed, Before: group}},
		}))
		var refusal model.Refusal
		assert.ErrorAs(t, err, &refusal, what)
	}
}
