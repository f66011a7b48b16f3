package digraph_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"pgregory.net/rapid"

	"seika/internal/digraph"
)

// reachesPast says that a way leads from some nodes to others past what is cut.
func reachesPast(g digraph.Graph, from, to []int32, cut uint) bool {
	seen := map[int32]bool{}
	todo := slices.DeleteFunc(slices.Clone(from), func(v int32) bool { return cut>>v&1 != 0 })
	for len(todo) > 0 {
		v := todo[0]
		todo = todo[1:]
		if seen[v] || cut>>v&1 != 0 {
			continue
		}
		seen[v] = true
		todo = append(todo, g.Out(v)...)
	}
	return slices.ContainsFunc(to, func(v int32) bool { return seen[v] })
}

func TestACutIsTheSmallestAndTheNearestToTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, a, b := arcs(t, 9)
		g := digraph.New(n, a, b)
		some := rapid.SliceOfNDistinct(rapid.Int32Range(0, int32(n)-1), 1, 3, func(v int32) int32 { return v })
		from, to := some.Draw(t, "from ends"), some.Draw(t, "to ends")
		free := rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "free")
		allowed := uint(0)
		for v := range n {
			if free[v] && !slices.Contains(from, int32(v)) && !slices.Contains(to, int32(v)) {
				allowed |= 1 << v
			}
		}
		var best []uint
		for set := uint(0); set < 1<<n; set++ {
			if set&^allowed != 0 || reachesPast(g, from, to, set) {
				continue
			}
			switch size := len(members(set)); {
			case len(best) == 0 || size < len(members(best[0])):
				best = []uint{set}
			case size == len(members(best[0])):
				best = append(best, set)
			}
		}
		cut, ok := g.VertexCut(from, to, free)
		require.Equal(t, len(best) > 0, ok)
		if !ok {
			return
		}
		got := uint(0)
		for _, v := range cut {
			got |= 1 << v
		}
		require.Contains(t, best, got)
		// Every other smallest cut holds apart the sources and this one.
		for _, other := range best {
			for _, v := range members(got &^ other) {
				require.False(t, reachesPast(g, from, []int32{v}, other), "%v is nearer than %v", members(other), cut)
			}
		}
	})
}

func members(set uint) []int32 {
	var out []int32
	for v := range int32(16) {
		if set>>v&1 != 0 {
			out = append(out, v)
		}
	}
	return out
}

func TestCutsAreAsLargeAsGonumSays(t *testing.T) {
	for _, n := range []int{20, 100} {
		for seed := range uint64(5) {
			r := rand.New(rand.NewPCG(seed, uint64(n)))
			var from, to []int32
			for range 2 * n {
				a := r.Int32N(int32(n))
				from, to = append(from, a), append(to, min(int32(n)-1, a+1+r.Int32N(8)))
			}
			g := digraph.New(n, from, to)
			free := slices.Repeat([]bool{true}, n)
			cut, ok := g.VertexCut([]int32{0}, []int32{int32(n) - 1}, free)
			require.True(t, ok)
			// Every node is split into 2v → 2v+1, wide at the ends.
			o := simple.NewWeightedDirectedGraph(0, 0)
			for v := range n {
				width := 1.0
				if v == 0 || v == n-1 {
					width = float64(n)
				}
				o.SetWeightedEdge(o.NewWeightedEdge(simple.Node(2*v), simple.Node(2*v+1), width))
				for _, w := range g.Out(int32(v)) {
					if int(w) != v {
						o.SetWeightedEdge(o.NewWeightedEdge(simple.Node(2*v+1), simple.Node(2*w), float64(n)))
					}
				}
			}
			want := network.MaxFlowDinic(o, simple.Node(0), simple.Node(2*n-1), 1e-9)
			assert.InDelta(t, want, float64(len(cut)), 1e-9)
		}
	}
}

func TestBetweennessIsThatOfGonum(t *testing.T) {
	for _, n := range []int{10, 100} {
		g := random(n, 1.5, 0.05)
		o := simple.NewDirectedGraph()
		seen := map[[2]int32]bool{}
		var from, to []int32
		for v := range int32(n) {
			o.AddNode(simple.Node(v + 1000))
			for _, w := range g.Out(v) {
				if e := [2]int32{v, w}; v != w && !seen[e] {
					seen[e] = true
					from, to = append(from, v), append(to, w)
				}
			}
		}
		o = simple.NewDirectedGraph()
		for v := range n {
			o.AddNode(simple.Node(v))
		}
		for i := range from {
			o.SetEdge(simple.Edge{F: simple.Node(from[i]), T: simple.Node(to[i])})
		}
		want := network.Betweenness(o)
		for v, x := range digraph.New(n, from, to).Between(1000, 64) {
			assert.InDelta(t, want[int64(v)], x, 1e-9, "node %d", v)
		}
	}
}

func TestSampledBetweennessIsNearTheExactOne(t *testing.T) {
	g := random(2000, 1.5, 0)
	exact, near := g.Between(2000, 64), g.Between(1000, 500)
	sum := func(x []float64) (s float64) {
		for _, v := range x {
			s += v
		}
		return s
	}
	assert.InEpsilon(t, sum(exact), sum(near), 0.2)
}

// backward counts arcs that point backward in an order.
func backward(g digraph.Graph, order []int32) int {
	place := make([]int, len(order))
	for i, v := range order {
		place[v] = i
	}
	n := 0
	for v := range int32(g.Len()) {
		for _, w := range g.Out(v) {
			if place[v] > place[w] {
				n++
			}
		}
	}
	return n
}

func TestNoOrderOfAFewNodesHasFewerArcsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, from, to := arcs(t, 6)
		g := digraph.New(n, from, to)
		order := g.Arrange()
		require.ElementsMatch(t, ints(n), order)
		best, first := -1, []int32(nil)
		permutations(ints(n), func(p []int32) {
			if c := backward(g, p); best < 0 || c < best || c == best && slices.Compare(p, first) < 0 {
				best, first = c, slices.Clone(p)
			}
		})
		require.Equal(t, first, order, "of the best ones the first")
	})
}

func ints(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

func permutations(list []int32, use func([]int32)) {
	var at func(int)
	at = func(i int) {
		if i == len(list) {
			use(list)
			return
		}
		for j := i; j < len(list); j++ {
			list[i], list[j] = list[j], list[i]
			at(i + 1)
			list[i], list[j] = list[j], list[i]
		}
	}
	at(0)
}

func TestAGreedyOrderTurnsAtMostHalfOfTheArcsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(10, 40).Draw(t, "n")
		_, from, to := arcs(t, n)
		for i := range from {
			if from[i] == to[i] {
				to[i] = (from[i] + 1) % int32(n)
			}
		}
		g := digraph.New(n, from, to)
		order := g.Arrange()
		require.ElementsMatch(t, ints(n), order)
		require.LessOrEqual(t, backward(g, order), len(from)/2)
	})
	g := acyclicChain(1000)
	assert.Zero(t, backward(g, g.Arrange()))
}

func acyclicChain(n int32) digraph.Graph {
	var from, to []int32
	for v := n - 1; v > 0; v-- {
		from, to = append(from, v), append(to, v-1)
	}
	return digraph.New(int(n), from, to)
}

func BenchmarkFigures(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		g := random(n, 1.5, 0)
		free := slices.Repeat([]bool{true}, n)
		b.Run("cut/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.VertexCut([]int32{0, 1, 2}, []int32{int32(n) - 1}, free)
			}
		})
		b.Run("between/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.Between(1000, 64)
			}
		})
		b.Run("arrange/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.Arrange()
			}
		})
		b.Run("cuts/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.Cuts()
			}
		})
	}
}
