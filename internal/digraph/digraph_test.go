package digraph_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/graph/flow"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

	"seika/internal/digraph"
)

// arcs draws a graph of at most most nodes; loops and parallel arcs occur.
func arcs(t *rapid.T, most int) (n int, from, to []int32) {
	n = rapid.IntRange(1, most).Draw(t, "n")
	node := rapid.Int32Range(0, int32(n)-1)
	from = rapid.SliceOfN(node, 0, 3*n).Draw(t, "from")
	to = rapid.SliceOfN(node, len(from), len(from)).Draw(t, "to")
	return n, from, to
}

// acyclic draws a graph whose arcs all go to higher numbers.
func acyclic(t *rapid.T, most int) digraph.Graph {
	n, from, to := arcs(t, most)
	var a, b []int32
	for i := range from {
		if from[i] != to[i] {
			a, b = append(a, min(from[i], to[i])), append(b, max(from[i], to[i]))
		}
	}
	return digraph.New(n, a, b)
}

// reaches is the brute force every figure is held against: reaches[u][v] by repeated squaring.
func reaches(g digraph.Graph) [][]bool {
	n := g.Len()
	r := make([][]bool, n)
	for v := range r {
		r[v] = make([]bool, n)
		for _, w := range g.Out(int32(v)) {
			r[v][w] = true
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				r[i][j] = r[i][j] || r[i][k] && r[k][j]
			}
		}
	}
	return r
}

// without takes a node out: its arcs are gone.
func without(g digraph.Graph, gone int32) digraph.Graph {
	var from, to []int32
	for v := range int32(g.Len()) {
		for _, w := range g.Out(v) {
			if v != gone && w != gone {
				from, to = append(from, v), append(to, w)
			}
		}
	}
	return digraph.New(g.Len(), from, to)
}

func TestStrongComponentsAreMutualReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, from, to := arcs(t, 9)
		g := digraph.New(n, from, to)
		comp, count := g.Strong()
		r := reaches(g)
		for u := range n {
			require.Less(t, int(comp[u]), count)
			for v := range n {
				require.Equal(t, u == v || r[u][v] && r[v][u], comp[u] == comp[v], "%d and %d", u, v)
				if r[u][v] {
					require.LessOrEqual(t, comp[u], comp[v], "numbers follow the arcs")
				}
			}
		}
	})
}

func TestStrongComponentsAreThoseOfGonum(t *testing.T) {
	for _, n := range []int{100, 1000} {
		g := random(n, 1.5, 0.05)
		o := simple.NewDirectedGraph()
		for v := range n {
			o.AddNode(simple.Node(v))
		}
		for v := range int32(n) {
			for _, w := range g.Out(v) {
				if v != w {
					o.SetEdge(simple.Edge{F: simple.Node(v), T: simple.Node(w)})
				}
			}
		}
		comp, count := g.Strong()
		want := topo.TarjanSCC(o)
		require.Len(t, want, count)
		for _, c := range want {
			for _, v := range c {
				assert.Equal(t, comp[c[0].ID()], comp[v.ID()])
			}
		}
	}
}

func TestDominatorsAreThoseOfGonum(t *testing.T) {
	for _, n := range []int{100, 1000} {
		g := random(n, 1.5, 0.05)
		o := simple.NewDirectedGraph()
		for v := range int32(n) {
			for _, w := range g.Out(v) {
				if v != w {
					o.SetEdge(simple.Edge{F: simple.Node(v), T: simple.Node(w)})
				}
			}
		}
		want := flow.Dominators(simple.Node(0), o)
		for v, d := range g.Dominators([]int32{0}) {
			switch w := want.DominatorOf(int64(v)); {
			case v == 0:
				assert.EqualValues(t, digraph.Root, d)
			case w == nil:
				assert.EqualValues(t, digraph.Outside, d, "node %d", v)
			default:
				assert.EqualValues(t, w.ID(), d, "node %d", v)
			}
		}
	}
}

func TestDominatorIsOnAllWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, from, to := arcs(t, 9)
		g := digraph.New(n, from, to)
		roots := slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.Int32Range(0, int32(n)-1), 1, 3).Draw(t, "roots"))))
		idom := g.Dominators(roots)
		live := g.Reach(roots...)
		for v := range int32(n) {
			require.Equal(t, live.Has(v), idom[v] != digraph.Outside)
			if !live.Has(v) {
				continue
			}
			above := map[int32]bool{}
			for d := idom[v]; d >= 0; d = idom[d] {
				above[d] = true
			}
			for d := range int32(n) {
				if d == v || !live.Has(d) {
					continue
				}
				left := slices.DeleteFunc(slices.Clone(roots), func(r int32) bool { return r == d })
				require.Equal(t, !without(g, d).Reach(left...).Has(v), above[d], "does %d dominate %d", d, v)
			}
		}
	})
}

func TestCutsPartTheirComponent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, from, to := arcs(t, 9)
		g := digraph.Both(n, from, to)
		joint, bridges := g.Cuts()
		_, parts := g.Weak()
		for v := range int32(n) {
			_, left := without(g, v).Weak()
			lone := true
			for _, w := range g.Out(v) {
				lone = lone && w == v
			}
			require.Equal(t, !lone && left > parts+1, joint[v], "joint %d", v)
		}
		for i := range from {
			a, b := slices.Delete(slices.Clone(from), i, i+1), slices.Delete(slices.Clone(to), i, i+1)
			_, left := digraph.Both(n, a, b).Weak()
			e := [2]int32{min(from[i], to[i]), max(from[i], to[i])}
			require.Equal(t, left > parts, slices.Contains(bridges, e), "bridge %v", e)
		}
	})
}

func TestOrderLayersLongestAndClosureAgreeWithBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := acyclic(t, 9)
		n := g.Len()
		order := g.Order()
		require.Len(t, order, n)
		place := make([]int, n)
		for i, v := range order {
			place[v] = i
		}
		weight := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 5), func(i int) float64 { return float64(i) }), n, n).Draw(t, "weight")
		layer := g.Layers()
		dist, before := g.Longest(weight)
		r := reaches(g)
		var longest func(v int32, w []float64) float64
		in := g.Reverse()
		longest = func(v int32, w []float64) float64 {
			best := 0.0
			for _, u := range in.Out(v) {
				best = max(best, longest(u, w))
			}
			return best + w[v]
		}
		ones := slices.Repeat([]float64{1}, n)
		for v := range int32(n) {
			for _, w := range g.Out(v) {
				require.Less(t, place[v], place[w])
			}
			require.EqualValues(t, longest(v, ones)-1, layer[v])
			require.InDelta(t, longest(v, weight), dist[v], 0)
			if u := before[v]; u >= 0 {
				require.InDelta(t, dist[v], dist[u]+weight[v], 0)
			} else {
				require.Empty(t, in.Out(v))
			}
		}
		checkAfter(t, g, r)
	})
}

// checkAfter numbers the nodes by their order, so that arcs go up, and holds what comes after each against a search. More
// nodes beside them make rows of several words.
func checkAfter(t *rapid.T, g digraph.Graph, reach [][]bool) {
	n, beside := int32(g.Len()), int32(rapid.IntRange(0, 1500).Draw(t, "beside"))
	place := make([]int32, n)
	for i, v := range g.Order() {
		place[v] = int32(i)*beside/max(n, 1) + int32(i)
	}
	var from, to []int32
	for v := range n {
		for _, w := range g.Out(v) {
			from, to = append(from, place[v]), append(to, place[w])
		}
	}
	after := digraph.New(int(n+beside), from, to).After()
	weights := make([]int32, n+beside)
	for v := range n {
		weights[place[v]] = int32(rapid.IntRange(0, 9).Draw(t, "number"))
	}
	sums := after.Sums(weights)
	for v := range n {
		var want []int32
		sum := 0
		for w := range n {
			require.Equal(t, reach[v][w], after.Has(place[v], place[w]))
			if reach[v][w] {
				want = append(want, place[w])
				sum += int(weights[place[w]])
			}
		}
		slices.Sort(want)
		require.Equal(t, want, slices.Collect(after.All(place[v])))
		require.Equal(t, sum, sums.From(place[v]))
	}
}

func TestOrderLeavesCyclesOut(t *testing.T) {
	g := digraph.New(5, []int32{0, 1, 2, 3}, []int32{1, 2, 1, 4})
	assert.Equal(t, []int32{0, 3, 4}, g.Order())
}

func TestWeakComponentsIgnoreDirection(t *testing.T) {
	comp, n := digraph.New(6, []int32{4, 2, 5}, []int32{0, 1, 4}).Weak()
	assert.Equal(t, 3, n)
	assert.Equal(t, []int32{0, 1, 1, 2, 0, 0}, comp)
}

func TestQuotientKeepsEachArcOnce(t *testing.T) {
	g := digraph.New(5, []int32{0, 1, 0, 2, 3, 4}, []int32{1, 2, 3, 3, 2, 4})
	q := g.Quotient([]int32{0, 0, 1, 1, 2}, 3)
	assert.Equal(t, [][]int32{{1}, {}, {}}, [][]int32{q.Out(0), q.Out(1), q.Out(2)})
}

func TestCliquesAreMaximalAndComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, from, to := arcs(t, 9)
		g := digraph.Both(n, from, to)
		joined := func(a, b int32) bool { return a != b && slices.Contains(g.Out(a), b) }
		var want [][]int32
		for set := 1; set < 1<<n; set++ {
			var members []int32
			for v := range int32(n) {
				if set>>v&1 != 0 {
					members = append(members, v)
				}
			}
			clique, maximal := true, true
			for v := range int32(n) {
				all := true
				for _, m := range members {
					all = all && (m == v || joined(m, v))
				}
				if slices.Contains(members, v) {
					clique = clique && all
				} else {
					maximal = maximal && !all
				}
			}
			if clique && maximal {
				want = append(want, members)
			}
		}
		got, all := g.Cliques(1000)
		require.True(t, all)
		slices.SortFunc(got, slices.Compare)
		slices.SortFunc(want, slices.Compare)
		require.Equal(t, want, got)
		if len(want) > 1 {
			some, all := g.Cliques(len(want) - 1)
			require.False(t, all)
			require.Len(t, some, len(want)-1)
		}
	})
}

func TestAChainOf100000IsNoTrouble(t *testing.T) {
	const n = 100_000
	var from, to []int32
	for v := range int32(n - 1) {
		from, to = append(from, v), append(to, v+1)
	}
	g := digraph.New(n, from, to)
	_, count := g.Strong()
	assert.Equal(t, n, count)
	assert.EqualValues(t, n-1, g.Layers()[n-1])
	assert.EqualValues(t, n-2, g.Dominators([]int32{0})[n-1])
	joint, bridges := digraph.Both(n, from, to).Cuts()
	assert.Len(t, bridges, n-1)
	assert.True(t, joint[n/2])
	assert.Equal(t, n, g.Reach(0).Count())
}

func TestTheEmptyGraphHasNothing(t *testing.T) {
	var g digraph.Graph
	comp, n := g.Strong()
	assert.Empty(t, comp)
	assert.Zero(t, n)
	assert.Empty(t, g.Order())
	assert.Empty(t, g.Dominators(nil))
	cliques, all := g.Cliques(10)
	assert.Empty(t, cliques)
	assert.True(t, all)
}

// random is a layered graph: share of arcs that point back.
func random(n int, perNode, share float64) digraph.Graph {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	var from, to []int32
	for range int(float64(n) * perNode) {
		a := r.Int32N(int32(n))
		b := min(int32(n)-1, a+1+r.Int32N(20))
		if r.Float64() < share {
			a, b = b, a
		}
		from, to = append(from, a), append(to, b)
	}
	return digraph.New(n, from, to)
}

func BenchmarkDigraph(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		g := random(n, 1.5, 0)
		b.Run("strong/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.Strong()
			}
		})
		b.Run("dominators/"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				g.Dominators([]int32{0})
			}
		})
		b.Run("after/"+strconv.Itoa(n), func(b *testing.B) {
			part, parts := g.Strong()
			rising := g.Quotient(part, parts)
			for b.Loop() {
				rising.After()
			}
		})
	}
}
