package bpmn_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"seika/internal/export"
	written "seika/internal/export/bpmn"
	"seika/internal/importer/bpmn"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
)

// kept is what of a model comes back from a task view: deliverables, kinds, owners, external, goal, inputs, syncs. What is made
// of parts comes back as one deliverable (§4 T7): which parts it has is not written.
func kept(g *model.Graph) string {
	var list []string
	for n := range g.Nodes() {
		list = append(list, fmt.Sprintf("%s %q %s %s %v %q", n.ID, n.Name, n.Kind, n.Scope, n.Goal, n.Owner.Items()))
	}
	for p := range g.Groups() {
		if p.Kind == model.Composite {
			list = append(list, fmt.Sprintf("%s %q %s %s %v %q", p.ID, p.Name, model.Tangible, model.Internal, false, []string(nil)))
		}
	}
	for r := range g.Relations() {
		list = append(list, string(r.ID()))
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

func thereAndBack(ctx context.Context, t require.TestingT, g *model.Graph) *model.Graph {
	var b, again bytes.Buffer
	require.NoError(t, export.Write(ctx, &b, written.Format, export.Input{Graph: g}, export.Options{}))
	require.NoError(t, export.Write(ctx, &again, written.Format, export.Input{Graph: g}, export.Options{}))
	require.Equal(t, b.String(), again.String())
	back, err := bpmn.Reader.Graph(ctx, &source.Input{File: "back.bpmn", Data: b.Bytes()})
	require.NoError(t, err)
	return back
}

// Law 1, on the examples.
func TestExamplesComeBackFromTheirTaskView(t *testing.T) {
	paths, err := filepath.Glob("../../../testdata/lines/E*.seika.txt")
	require.NoError(t, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		g, err := lines.Parse(t.Context(), &source.Input{File: path, Data: data})
		require.NoError(t, err)
		require.Equal(t, kept(g), kept(thereAndBack(t.Context(), t, g)), path)
	}
}

// Law 1, on random models.
func TestModelsComeBackFromTheirTaskView(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		g := someModel(t)
		require.Equal(t, kept(g), kept(thereAndBack(ctx, t, g)))
	})
}

func someModel(t *rapid.T) *model.Graph {
	n := rapid.IntRange(1, 8).Draw(t, "n")
	name := rapid.SampledFrom([]string{"見積書", "Quote", "見積書［承認済］", "送付", "Check [x]", "a & <b>", ""})
	var r model.Records
	for i := range n {
		x := model.Node{ID: model.ID(fmt.Sprintf("n%d", i)), Name: name.Draw(t, "name"), Goal: rapid.Bool().Draw(t, "goal")}
		if rapid.Bool().Draw(t, "know-how") {
			x.Kind = model.Intangible
		}
		if rapid.Bool().Draw(t, "external") {
			x.Scope = model.External
		}
		x.Owner = model.NewList(rapid.SampledFrom([][]string{nil, {"営業"}, {"営業", "Sales"}}).Draw(t, "owner")...)
		r.Nodes = append(r.Nodes, x)
	}
	for i := range n {
		for j := range n {
			switch k := rapid.IntRange(0, 9).Draw(t, "relation"); {
			case i == j:
			case k < 2:
				r.IO = append(r.IO, model.Relation{Ends: model.IOEnds(r.Nodes[i].ID, r.Nodes[j].ID)})
			case k == 2 && i < j:
				r.Sync = append(r.Sync, model.Relation{Ends: model.SyncEnds(r.Nodes[i].ID, r.Nodes[j].ID)})
			}
		}
	}
	g, bad := model.Build(r)
	require.Empty(t, bad)
	return g
}
