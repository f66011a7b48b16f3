//go:build versus

package graphviz_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/layout"
	"seika/internal/layout/graphviz"
	"seika/internal/layout/layered"
)

// ofTen are the stored graphs, without groups.
func ofTen(b *testing.B) []*layout.Graph {
	f, err := os.Open(filepath.Join(golden.Root(b), "testdata", "layout", "ten.jsonl"))
	require.NoError(b, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var out []*layout.Graph
	for lines.Scan() {
		var s struct{ Nodes, Edges, Syncs [][]int }
		require.NoError(b, json.Unmarshal(lines.Bytes(), &s))
		g := &layout.Graph{}
		for _, n := range s.Nodes {
			g.Nodes = append(g.Nodes, layout.Node{Size: geom.Size{W: float64(n[0]), H: float64(n[1])}, Group: layout.None})
		}
		for _, e := range s.Edges {
			g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: e[0]}, To: layout.End{Index: e[1]}})
		}
		for _, e := range s.Syncs {
			g.Syncs = append(g.Syncs, [2]layout.End{{Index: e[0]}, {Index: e[1]}})
		}
		out = append(out, g)
	}
	return out
}

// BenchmarkWorker measures what a layout takes that build/seika-layout finds, and the first one, whose compiled code is
// there already. make worker builds it.
func BenchmarkWorker(b *testing.B) {
	path := filepath.Join(golden.Root(b), "build", "seika-layout")
	folder := filepath.Join(b.TempDir(), "worker") // made as one nobody else may write to
	lay := func(e *graphviz.Engine, g *layout.Graph) time.Duration {
		from := time.Now()
		_, err := e.Layout(context.Background(), g)
		require.NoError(b, err)
		return time.Since(from)
	}
	engine := func() (*graphviz.Engine, *graphviz.Worker) {
		w := &graphviz.Worker{Path: path, Folder: folder}
		return &graphviz.Engine{Worker: w, Else: layered.Engine{}, Fell: func(why error) { b.Fatal(why) }}, w
	}
	ten := ofTen(b)
	e, w := engine()
	lay(e, ten[3])
	w.Close()
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			e, w := engine()
			lay(e, ten[3])
			w.Close()
		}
	})
	e, w = engine()
	defer w.Close()
	for _, g := range []*layout.Graph{ten[3], ten[7], ten[9]} {
		b.Run(fmt.Sprintf("%d nodes", len(g.Nodes)), func(b *testing.B) {
			for b.Loop() {
				lay(e, g)
			}
		})
	}
}
