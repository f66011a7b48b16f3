package layered_test

import (
	"context"
	"fmt"
	"math"

	"github.com/stretchr/testify/require"

	"seika/internal/geom"
	"seika/internal/layout"
)

// random is a small generator of its own: the graphs of the tests must not change with the standard library.
type random uint64

func (r *random) share() float64 {
	*r ^= *r << 13
	*r ^= *r >> 7
	*r ^= *r << 17
	return float64(*r>>11) / (1 << 53)
}

func (r *random) below(n int) int { return int(r.share() * float64(n)) }

// box is the size of a label of so many half-width cells.
func box(cells int) geom.Size {
	return geom.Size{W: math.Max(72, float64(7*min(cells, 20)+24)), H: float64(18*((cells+19)/20) + 22)}
}

// process makes a graph like those people draw: inputs from the seven before, some rework, some sync, groups in runs.
func process(n, groups int, seed uint64) *layout.Graph {
	r := random(seed*0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D)
	for range 10 {
		r.share()
	}
	g := &layout.Graph{}
	for i := range n {
		g.Nodes = append(g.Nodes, layout.Node{Size: box(4 + r.below(26)), Group: layout.None})
		if i > 0 && r.share() < 0.72 {
			inputs := 1
			if u := r.share(); u >= 0.75 {
				inputs = 3
			} else if u >= 0.30 {
				inputs = 2
			}
			used := map[int]bool{}
			for range inputs {
				if j := i - 1 - r.below(min(i, 7)); !used[j] {
					used[j] = true
					g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: j}, To: layout.End{Index: i}})
				}
			}
		}
		if i > 7 && r.share() < 0.10 {
			g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: i}, To: layout.End{Index: i - 4 - r.below(4)}})
		}
		if i > 0 && r.share() < 0.14 {
			g.Syncs = append(g.Syncs, [2]layout.End{{Index: i - 1}, {Index: i}})
		}
	}
	for k := range groups {
		g.Groups = append(g.Groups, layout.Group{Parent: layout.None, Title: geom.Size{W: 120, H: 22}})
		for i := k * n / groups; i < (k+1)*n/groups; i++ {
			if r.share() >= 0.10 {
				g.Nodes[i].Group = k
			}
		}
	}
	return g
}

// graphOf makes n equal boxes and edges "from>to".
func graphOf(n int, edges string) *layout.Graph {
	g := &layout.Graph{}
	for range n {
		g.Nodes = append(g.Nodes, layout.Node{Size: geom.Size{W: 100, H: 40}, Group: layout.None})
	}
	for rest := edges; rest != ""; {
		var a, b int
		var word string
		fmt.Sscan(rest, &word)
		fmt.Sscanf(word, "%d>%d", &a, &b)
		g.Edges = append(g.Edges, layout.Edge{From: layout.End{Index: a}, To: layout.End{Index: b}})
		rest = rest[min(len(rest), len(word)+1):]
	}
	return g
}

// count is the figures of a picture.
func count(t require.TestingT, g *layout.Graph, r *layout.Result) layout.Figures {
	f, err := layout.Measure(context.Background(), g, r)
	require.NoError(t, err)
	return f
}
