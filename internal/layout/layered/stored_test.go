package layered_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/golden"
	"seika/internal/layout"
)

// The graphs on which figures are compared stand in testdata/layout, one a line, so that ratios stay comparable. They were
// made by the functions here.

// stored is a graph as it is kept: [width, height, group, role] of nodes, [from, to] of edges and syncs, [parent, width,
// height] of groups.
type stored struct {
	Name   string   `json:"name"`
	Nodes  [][4]int `json:"nodes"`
	Edges  [][2]int `json:"edges"`
	Syncs  [][2]int `json:"syncs,omitempty"`
	Groups [][3]int `json:"groups,omitempty"`
	graph  *layout.Graph
}

// Sets of graphs by file.
const (
	theTen     = "ten"
	theRandom  = "random150"
	theLarge   = "large"
	theModels  = "models"
	storedDir  = "testdata/layout"
	titleWidth = 120
)

func storedPath(t testing.TB, set string) string {
	return filepath.Join(golden.Root(t), filepath.FromSlash(storedDir), set+".jsonl")
}

// load reads a set.
func load(t testing.TB, set string) []stored {
	data, err := os.ReadFile(storedPath(t, set))
	require.NoError(t, err)
	var out []stored
	for line := range bytes.Lines(data) {
		var s stored
		require.NoError(t, json.Unmarshal(line, &s))
		s.graph = s.build()
		out = append(out, s)
	}
	return out
}

func (s stored) build() *layout.Graph {
	g := &layout.Graph{}
	node := func(i int) layout.End { return layout.End{Index: i} }
	for _, n := range s.Nodes {
		g.Nodes = append(g.Nodes, layout.Node{Size: geom.Size{W: float64(n[0]), H: float64(n[1])}, Group: n[2], Role: layout.Role(n[3])})
	}
	for _, e := range s.Edges {
		g.Edges = append(g.Edges, layout.Edge{From: node(e[0]), To: node(e[1])})
	}
	for _, e := range s.Syncs {
		g.Syncs = append(g.Syncs, [2]layout.End{node(e[0]), node(e[1])})
	}
	for _, p := range s.Groups {
		g.Groups = append(g.Groups, layout.Group{Parent: p[0], Title: geom.Size{W: float64(p[1]), H: float64(p[2])}})
	}
	return g
}

// keep is the stored form of a graph.
func keep(name string, g *layout.Graph) stored {
	s := stored{Name: name, graph: g}
	for _, n := range g.Nodes {
		s.Nodes = append(s.Nodes, [4]int{int(n.Size.W), int(n.Size.H), n.Group, int(n.Role)})
	}
	for _, e := range g.Edges {
		s.Edges = append(s.Edges, [2]int{e.From.Index, e.To.Index})
	}
	for _, e := range g.Syncs {
		s.Syncs = append(s.Syncs, [2]int{e[0].Index, e[1].Index})
	}
	for _, p := range g.Groups {
		s.Groups = append(s.Groups, [3]int{p.Parent, int(p.Title.W), int(p.Title.H)})
	}
	return s
}

// madeSets makes all sets; from 0 those that are stored, from elsewhere others of their kind.
func madeSets(from uint64) map[string][]stored {
	sets := map[string][]stored{theTen: byHand()}
	for i, n := range []int{20, 30, 45, 60, 150, 300} {
		groups := []int{0, 3, 4, 0, 6, 0}[i]
		sets[theTen] = append(sets[theTen], keep(fmt.Sprintf("generated %d", n), process(n, groups, from+uint64(100+i))))
	}
	for i := range 150 {
		sets[theRandom] = append(sets[theRandom], keep(fmt.Sprintf("random %d", i), sketch(from+uint64(i))))
	}
	for i, n := range []int{300, 1000, 5000} {
		sets[theLarge] = append(sets[theLarge], keep(fmt.Sprintf("large %d", n), large(n, from+uint64(i))))
	}
	for _, m := range []struct {
		name         string
		n, io, syncs int
	}{{"M100", 100, 140, 10}, {"L1000", 1000, 1500, 100}} {
		sets[theModels] = append(sets[theModels], keep(m.name, model(m.n, m.io, m.syncs, from+1)))
	}
	return sets
}

// byHand are four models from practice: cells of the names, then io, sync and groups.
func byHand() []stored {
	small := func(name string, cells []int, io, sync string, groups ...[]int) stored {
		g := graphOf(len(cells), io)
		for i, c := range cells {
			g.Nodes[i].Size = box(c)
		}
		for _, e := range graphOf(len(cells), sync).Edges {
			g.Syncs = append(g.Syncs, [2]layout.End{e.From, e.To})
		}
		for k, members := range groups {
			g.Groups = append(g.Groups, layout.Group{Parent: layout.None, Title: geom.Size{W: titleWidth, H: 22}})
			for _, m := range members {
				g.Nodes[m].Group = k
			}
		}
		return keep(name, g)
	}
	return []stored{
		small("feature addition", []int{16, 16, 12, 14, 20}, "0>3 1>3 2>3 3>4", "3>4"),
		small("health as-is", []int{14, 8, 8, 16, 12, 18, 10}, "0>1 0>2 1>3 2>3 3>4 4>5 5>1 4>6", ""),
		small("health to-be", []int{20, 26, 12, 20, 16, 16, 22, 12, 6, 20, 12, 18, 14, 10, 16}, "0>3 1>3 2>4 3>4 5>6 1>6 7>8 6>8 8>9 4>10 9>10 10>11 11>12 13>12 12>14 14>13", "4>9"),
		small("service plan", []int{24, 12, 14, 10, 16, 12, 20, 14, 12, 18}, "0>2 1>2 2>3 3>4 4>5 5>6 6>7 3>7 7>8 8>9 5>9 9>5", "4>5 6>7 3>2", []int{0, 1, 2}, []int{3, 4, 5}, []int{6, 7, 8}),
	}
}

// sketch is a small graph of 6 to 35 nodes.
func sketch(seed uint64) *layout.Graph {
	r := seeded(seed + 7001)
	n := 6 + r.below(30)
	g := boxesOf(n, r)
	density := 1.2 + 0.6*r.share()
	source := make([]bool, n)
	for i := range source {
		source[i] = r.share() < 0.12
	}
	used := map[[2]int]bool{}
	add := func(a, b int) {
		if a != b && !used[[2]int{a, b}] {
			used[[2]int{a, b}] = true
			g.Edges = append(g.Edges, edge(a, b))
		}
	}
	for range int(density * float64(n)) {
		i := 1 + r.below(n-1)
		if source[i] {
			continue
		}
		j := i - 1 - r.below(min(i, 12))
		if r.share() < 0.04 {
			i, j = j, i
		}
		add(j, i)
	}
	sync := func(a, b int) {
		if a != b {
			g.Syncs = append(g.Syncs, [2]layout.End{{Index: min(a, b)}, {Index: max(a, b)}})
		}
	}
	for i := 1; i < n; i++ {
		if r.share() < 0.06 {
			sync(i-1, i)
		}
	}
	for range 2 {
		sync(r.below(n), r.below(n))
	}
	inRuns(g, 1+r.below(4), r)
	return g
}

// large has 1.5 edges a node, most of them short.
func large(n int, seed uint64) *layout.Graph {
	r := seeded(seed + 9001)
	g := boxesOf(n, r)
	for range n * 3 / 2 {
		i := 1 + r.below(n-1)
		j := i - 1 - r.below(min(i, 9))
		if r.share() < 0.03 {
			j = r.below(i)
		}
		g.Edges = append(g.Edges, edge(j, i))
	}
	return g
}

// model has as many relations as asked, sync between neighbours, and no groups.
func model(n, io, syncs int, seed uint64) *layout.Graph {
	r := seeded(seed + 11001)
	g := boxesOf(n, r)
	for len(g.Edges) < io {
		i := 1 + r.below(n-1)
		g.Edges = append(g.Edges, edge(i-1-r.below(min(i, 8)), i))
	}
	for k := range syncs {
		i := k * n / syncs
		g.Syncs = append(g.Syncs, [2]layout.End{{Index: i}, {Index: i + 1}})
	}
	return g
}

func edge(a, b int) layout.Edge {
	return layout.Edge{From: layout.End{Index: a}, To: layout.End{Index: b}}
}

func boxesOf(n int, r *random) *layout.Graph {
	g := &layout.Graph{}
	for range n {
		g.Nodes = append(g.Nodes, layout.Node{Size: box(4 + r.below(26)), Group: layout.None})
	}
	return g
}

// inRuns puts runs of nodes into groups, one in ten outside.
func inRuns(g *layout.Graph, groups int, r *random) {
	n := len(g.Nodes)
	for k := range groups {
		g.Groups = append(g.Groups, layout.Group{Parent: layout.None, Title: geom.Size{W: titleWidth, H: 22}})
		for i := k * n / groups; i < (k+1)*n/groups; i++ {
			if r.share() >= 0.10 {
				g.Nodes[i].Group = k
			}
		}
	}
}

func seeded(seed uint64) *random {
	r := random(seed*0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D)
	for range 10 {
		r.share()
	}
	return &r
}

// plain is a graph without its groups.
func plain(g *layout.Graph) *layout.Graph {
	h := *g
	h.Groups = nil
	h.Nodes = append([]layout.Node(nil), g.Nodes...)
	for i := range h.Nodes {
		h.Nodes[i].Group = layout.None
	}
	return &h
}

func TestStoredGraphsAreThoseTheirSeedsMake(t *testing.T) {
	for set, graphs := range madeSets(0) {
		var want bytes.Buffer
		for _, s := range graphs {
			line, err := json.Marshal(s)
			require.NoError(t, err)
			want.Write(append(line, '\n'))
		}
		golden.File(t, storedDir+"/"+set+".jsonl", want.String())
	}
}
