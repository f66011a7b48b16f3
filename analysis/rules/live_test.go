package rules_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/live"
	"seika/model"
	"seika/model/edit"
)

// hand makes edits at random, as somebody at the editor might.
type hand struct {
	*rand.Rand
	doc  *model.Doc
	made int
}

func (h *hand) some(of int) bool { return h.IntN(of) == 0 }

func (h *hand) end() model.ID {
	var ids []model.ID
	for n := range h.doc.Graph().Nodes() {
		ids = append(ids, n.ID)
	}
	for g := range h.doc.Graph().Groups() {
		ids = append(ids, g.ID)
	}
	if len(ids) == 0 {
		return ""
	}
	return ids[h.IntN(len(ids))]
}

// edit does one thing, of which some cannot be done.
func (h *hand) edit(asks []analysis.Finding) {
	g := h.doc.Graph()
	h.made++
	switch x := h.IntN(20); {
	case x < 2:
		h.doc.Undo()
	case x == 2:
		h.doc.Redo()
	case x < 6 && g.NodeCount() < 24:
		n := model.Node{ID: model.ID(fmt.Sprintf("n%05d", h.made)), Name: labels[h.IntN(len(labels))], Goal: h.some(6)}
		if h.some(3) {
			n.Kind = model.Intangible
		}
		_ = h.doc.Do(edit.Add{Node: n})
	case x < 12:
		kind := model.IO
		if h.some(4) {
			kind = model.Sync
		}
		_ = h.doc.Do(edit.Join(kind, []model.ID{h.end()}, []model.ID{h.end()}))
	case x == 12:
		_ = h.doc.Do(edit.Remove{IDs: []model.ID{h.end()}})
	case x == 13:
		for r := range g.Relations() {
			if h.some(8) {
				_ = h.doc.Do(edit.Remove{IDs: []model.ID{r.ID()}})
				return
			}
		}
	case x == 14:
		_ = h.doc.Do(edit.Rename{ID: h.end(), To: labels[h.IntN(len(labels))]})
	case x == 15:
		_ = h.doc.Do(edit.SetList{IDs: []model.ID{h.end()}, Member: "tags", Items: model.NewList(allTags[h.IntN(len(allTags))])})
	case x == 16:
		_ = h.doc.Do(edit.SetList{IDs: []model.ID{h.end()}, Member: []string{"owner", "holders"}[h.IntN(2)], Items: model.NewList("A", "B")})
	case x == 17 && g.GroupCount() < 4:
		whole := model.Group{ID: model.ID(fmt.Sprintf("g%05d", h.made)), Kind: model.Composite}
		_ = h.doc.Do(edit.Gather{Group: whole, IDs: []model.ID{h.end(), h.end()}})
	case len(asks) > 0:
		f := asks[h.IntN(len(asks))]
		if f.Answer != nil {
			_ = h.doc.Do(edit.Withdraw{Question: f.Question()})
			return
		}
		status := []model.Status{model.Asked, model.Answered, model.Risk, model.Intended}[h.IntN(4)]
		_ = h.doc.Do(edit.Answer{Answer: f.Reply(model.Answer{Status: status, Text: "so"})})
	}
}

// built is the same model made from nothing.
func built(t *testing.T, g *model.Graph) *model.Graph {
	next, bad := model.Build(g.Records())
	require.Empty(t, bad)
	return next
}

// list is what a list of findings shows that hears of differences only.
type list map[string]analysis.Finding

func (l list) take(d analysis.Difference) {
	for _, f := range d.Removed {
		delete(l, f.Key)
	}
	for _, f := range append(d.Added, d.Changed...) {
		l[f.Key] = f
	}
}

func TestAfterTenThousandEditsTheListIsThatOfAFreshRun(t *testing.T) {
	const edits = 10_000
	input := func(g *model.Graph) analysis.Input {
		return analysis.Input{Graph: g, Rules: rules.All, Options: analysis.Options{Preset: analysis.PresetAll}}
	}
	h := hand{Rand: rand.New(rand.NewPCG(4, 2)), doc: model.NewDoc(model.Empty())}
	shown, last := list{}, []analysis.Finding(nil)
	most := 0
	for i := range edits {
		h.edit(last)
		if h.some(3) { // an edit came before the run was over
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, err := analysis.Run(ctx, input(h.doc.Graph()))
			require.ErrorIs(t, err, context.Canceled)
			continue
		}
		r, err := analysis.Run(t.Context(), input(h.doc.Graph()))
		require.NoError(t, err)
		require.Empty(t, r.Failures, i)
		shown.take(analysis.Differ(last, r.Findings))
		last = r.Findings
		if !h.some(8) && i < edits-3 {
			continue // what differs now would differ at the next look too, and looking is slow
		}
		fresh, err := analysis.Run(t.Context(), input(built(t, h.doc.Graph())))
		require.NoError(t, err)
		require.Len(t, shown, len(fresh.Findings))
		for _, f := range fresh.Findings {
			if !f.Equal(shown[f.Key]) {
				t.Fatalf("after %d edits: %s", i, cmp.Diff(f, shown[f.Key]))
			}
		}
		most = max(most, len(last))
	}
	require.Greater(t, most, 40, "edits that make something to find")
}

// The editor asks for a run after every edit and takes the newest alone: what comes in the end is what a fresh run finds,
// whichever were cancelled on the way.
func TestRunsThatOvertakeEachOtherEndInAFreshOne(t *testing.T) {
	posts := make(chan func(), 1024)
	var got analysis.Report
	latest := live.Latest[analysis.Input, analysis.Report]{
		Work: analysis.Run,
		Done: func(_ analysis.Input, r analysis.Report, err error) {
			if !errors.Is(err, context.Canceled) {
				require.NoError(t, err)
			}
			got = r
		},
		Post: func(f func()) { posts <- f },
	}
	defer latest.Stop()
	h := hand{Rand: rand.New(rand.NewPCG(4, 3)), doc: model.NewDoc(layered(300))}
	for range 200 {
		for range 1 + h.IntN(6) {
			h.edit(got.Findings)
			latest.Ask(analysis.Input{Graph: h.doc.Graph(), Rules: rules.All})
		}
		for got.Rev != h.doc.Graph().Rev() {
			(<-posts)()
		}
		fresh, err := analysis.Run(t.Context(), analysis.Input{Graph: built(t, h.doc.Graph()), Rules: rules.All})
		require.NoError(t, err)
		fresh.Rev = got.Rev
		if d := cmp.Diff(fresh, got); d != "" {
			t.Fatal(d)
		}
	}
}
