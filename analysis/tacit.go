package analysis

import (
	"slices"

	"seika/internal/digraph"
)

// goalsLimit is the most goals for which it is worked out what stands behind each.
const goalsLimit = 4096

// Load is what stands behind a goal in people's heads.
type Load struct {
	Goal    int32
	KnowHow int // pieces that it depends on
	Nearest int // arcs to the nearest of them, 0 where there is none
	Longest int // most of them one after another
}

// Loads lists the goals with the know-how behind them. Where the model is too large to tell, known is false.
func (f *Facts) Loads() (list []Load, known bool) {
	flow := f.Tacit()
	if _, known := flow.reached(); !known || len(f.Goals()) > goalsLimit {
		return nil, false
	}
	var hows []int32
	for k := range int32(f.N) {
		if f.Is(k, KnowHow) {
			hows = append(hows, k)
		}
	}
	near := flow.from0(flow.nodes, hows)
	before := flow.nodes.Reverse()
	chain := f.headChains(flow)
	for _, g := range f.Goals() {
		l := Load{Goal: g}
		for _, k := range hows {
			if flow.After(k, g) {
				l.KnowHow++
				l.Longest = max(l.Longest, int(chain[k]))
			}
		}
		if l.KnowHow > 0 {
			if l.Nearest = int(near[g]); f.Is(g, KnowHow) {
				l.Nearest = nearestOther(flow, before, near, g)
			}
		}
		list = append(list, l)
	}
	return list, true
}

// nearestOther is the way from the nearest other know-how to one that is know-how itself.
func nearestOther(flow *Flow, before digraph.Graph, near []int32, g int32) int {
	best := int32(-1)
	seen := map[int32]bool{}
	todo := slices.Clone(before.Out(g))
	for len(todo) > 0 {
		u := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch {
		case seen[u] || u == g:
		case int(u) >= flow.n:
			seen[u] = true
			todo = append(todo, before.Out(u)...)
		case near[u] >= 0 && (best < 0 || near[u] < best):
			best = near[u]
		}
	}
	return int(best) + 1
}

// headChains gives every know-how the most pieces of it one after another that end there.
func (f *Facts) headChains(flow *Flow) []int32 {
	// What is no know-how is taken out; sides of composites stay.
	in := func(v int32) bool { return int(v) >= f.N || f.Is(v, KnowHow) }
	var from, to []int32
	for u := range int32(flow.nodes.Len()) {
		if !in(u) {
			continue
		}
		for _, v := range flow.nodes.Out(u) {
			if in(v) {
				from, to = append(from, u), append(to, v)
			}
		}
	}
	heads := newFlow(f.N, digraph.New(flow.nodes.Len(), from, to))
	sum := make([]int32, heads.Blocks())
	for b := range int32(heads.Blocks()) {
		for _, v := range heads.members.Out(b) {
			if int(v) < f.N && f.Is(v, KnowHow) {
				sum[b]++
			}
		}
	}
	return chainsOf(heads, sum, f.N)
}

// chainsOf adds up weights along the heaviest way that ends in each deliverable's block.
func chainsOf(flow *Flow, own []int32, n int) []int32 {
	before := make([]int32, flow.Blocks())
	for b := range int32(flow.Blocks()) {
		for _, c := range flow.arcs.Out(b) {
			before[c] = max(before[c], before[b]+own[b])
		}
	}
	out := make([]int32, n)
	for v := range int32(n) {
		b := flow.block[v]
		out[v] = before[b] + own[b]
	}
	return out
}

// Exposed counts the goals that know-how stands behind, and those that it is a direct input of.
func (f *Facts) Exposed() (behind, direct int) {
	flow := f.Tacit()
	own := make([]int32, flow.Blocks()) // know-how in a block
	for k := range int32(f.N) {
		if f.Is(k, KnowHow) {
			own[flow.block[k]]++
		}
	}
	below := make([]bool, flow.Blocks()) // some lies in an earlier block
	for b := range int32(flow.Blocks()) {
		for _, c := range flow.arcs.Out(b) {
			below[c] = below[c] || below[b] || own[b] > 0
		}
	}
	for _, g := range f.Goals() {
		b := flow.block[g]
		beside := own[b]
		if f.Is(g, KnowHow) {
			beside--
		}
		if below[b] || beside > 0 {
			behind++
		}
		if !f.Is(g, Written) && slices.ContainsFunc(f.In(g), func(u int32) bool { return f.Is(u, KnowHow) }) {
			direct++
		}
	}
	return behind, direct
}
