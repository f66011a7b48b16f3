package analysis

import (
	"iter"
	"slices"

	"seika/internal/digraph"
)

// closureLimit is the most blocks for which it is worked out what follows on each: 50 MB.
const closureLimit = 20_000

// Flow is the dependence between deliverables with everything that is only final together made one block. Sync counts both
// ways. Blocks are numbered so that every arc between two goes to the higher number. A virtual node is a block without
// deliverables.
type Flow struct {
	n       int
	nodes   digraph.Graph // what the blocks were made of
	block   []int32
	members digraph.Graph // nodes of each block
	size    []int32       // deliverables of each block
	arcs    digraph.Graph // between blocks

	layers lazy[[]int32]
	rows   lazy[*digraph.After]
}

func newFlow(n int, g digraph.Graph) *Flow {
	block, count := g.Strong()
	f := &Flow{n: n, nodes: g, block: block, size: make([]int32, count), arcs: g.Quotient(block, count)}
	all := make([]int32, len(block))
	for v := range all {
		all[v] = int32(v)
		if v < n {
			f.size[block[v]]++
		}
	}
	f.members = digraph.New(count, block, all)
	return f
}

// Blocks counts the blocks, those of virtual nodes included.
func (f *Flow) Blocks() int { return len(f.size) }

// Block is the block of a deliverable.
func (f *Flow) Block(v int32) int32 { return f.block[v] }

// Size counts the deliverables of a block.
func (f *Flow) Size(b int32) int { return int(f.size[b]) }

// Members lists the deliverables of a block.
func (f *Flow) Members(b int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for _, v := range f.members.Out(b) {
			if int(v) < f.n && !yield(v) {
				return
			}
		}
	}
}

// Arcs is the acyclic graph of the blocks.
func (f *Flow) Arcs() digraph.Graph { return f.arcs }

// Layers gives every block the number of blocks with deliverables on the longest way before it.
func (f *Flow) Layers() []int32 {
	return f.layers.of(func() []int32 {
		layer := make([]int32, f.Blocks())
		for b := range int32(f.Blocks()) {
			next := layer[b]
			if f.size[b] > 0 {
				next++
			}
			for _, c := range f.arcs.Out(b) {
				layer[c] = max(layer[c], next)
			}
		}
		return layer
	})
}

// Longest is the most deliverables one after another, a block counting all of its own.
func (f *Flow) Longest() int {
	best := 0
	sum := make([]int, f.Blocks())
	for b := range int32(f.Blocks()) {
		sum[b] += f.Size(b)
		best = max(best, sum[b])
		for _, c := range f.arcs.Out(b) {
			sum[c] = max(sum[c], sum[b])
		}
	}
	return best
}

// reached gives every block the set of blocks after it. Where there are too many blocks, it is not known.
func (f *Flow) reached() (rows *digraph.After, known bool) {
	if f.Blocks() > closureLimit {
		return nil, false
	}
	return f.rows.of(f.arcs.After), true
}

// After says that w is among what follows on v: in a block after v's, or beside it in the same.
func (f *Flow) After(v, w int32) bool {
	if f.block[v] == f.block[w] {
		return v != w
	}
	rows, known := f.reached()
	return known && rows.Has(f.block[v], f.block[w])
}

// backward marks the given blocks and all before them.
func (f *Flow) backward(to []bool) []bool {
	for b := int32(f.Blocks()) - 1; b >= 0; b-- {
		for _, c := range f.arcs.Out(b) {
			to[b] = to[b] || to[c]
		}
	}
	return to
}

// blocksOf marks the blocks with a deliverable of which is is true.
func (f *Flow) blocksOf(is func(int32) bool) []bool {
	b := make([]bool, f.Blocks())
	for v := range int32(f.n) {
		if is(v) {
			b[f.block[v]] = true
		}
	}
	return b
}

// tally counts deliverables of one sort in each block.
type tally struct {
	own   []int32
	after *digraph.Sums // of those in the blocks after one; made when first asked for
}

func (f *Flow) tally(is func(int32) bool) *tally {
	own := make([]int32, f.Blocks())
	for v := range int32(f.n) {
		if is(v) {
			own[f.block[v]]++
		}
	}
	return &tally{own: own}
}

// from counts those in block b and in the blocks after it.
func (f *Flow) from(b int32, t *tally) int {
	rows, known := f.reached()
	if !known {
		return 0
	}
	if t.after == nil {
		t.after = rows.Sums(t.own)
	}
	return int(t.own[b]) + t.after.From(b)
}

// checks gives every block its immediate post-dominator with a deliverable on the way to the goal blocks: where all its
// influence first meets. Root: nowhere before the goals; Outside: it leads to no goal.
func (f *Flow) checks(goals []bool) []int32 {
	var roots []int32
	for b, is := range goals {
		if is {
			roots = append(roots, int32(b))
		}
	}
	up := f.apart().Reverse().Dominators(roots)
	real := func(b int32) bool { return b < 0 || int(b) < len(f.size) && f.size[b] > 0 }
	var path []int32
	for b := range up {
		path = path[:0]
		at := up[b]
		for ; !real(at); at = up[at] {
			path = append(path, at)
		}
		up[b] = at
		for _, v := range path {
			up[v] = at
		}
	}
	return up[:f.Blocks()]
}

// apart is the graph of the blocks with every virtual node by itself: who passes a side of a composite that lies in a
// block has not passed the deliverables of that block.
func (f *Flow) apart() digraph.Graph {
	part, n := f.block, int32(f.Blocks())
	for v := f.n; v < len(f.block); v++ {
		if f.size[f.block[v]] == 0 {
			continue
		}
		if n == int32(f.Blocks()) {
			part = slices.Clone(f.block)
		}
		part[v] = n
		n++
	}
	if n == int32(f.Blocks()) {
		return f.arcs
	}
	return f.nodes.Quotient(part, int(n))
}

// lazy is a fact that is worked out when somebody first asks.
type lazy[T any] struct {
	done bool
	v    T
}

func (l *lazy[T]) of(f func() T) T {
	if !l.done {
		l.v, l.done = f(), true
	}
	return l.v
}
