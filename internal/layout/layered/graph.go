package layered

// kind says what a vertex stands for.
type kind uint8

const (
	boxes  kind = iota // a block
	lines              // where a line crosses a rank
	anchor             // where a line ends on a frame
	spacer             // a frame in a rank where it holds nothing else
)

// vertex is something that has a place in a rank.
type vertex struct {
	kind  kind
	rank  int32
	group int32 // innermost frame round it, or -1
	rows  int32 // boxes below each other that lines can end on; 1 for all but blocks
	block int32
}

// seg is the part of a line between two neighbouring ranks; lines end on rows.
type seg struct {
	tail, head       int32
	tailRow, headRow int32
}

// ranked is a graph in ranks: every line is cut into parts from one rank to the next.
type ranked struct {
	p      *picture
	blocks []block
	rowOf  []int32
	v      []vertex // blocks first, with their numbers
	segs   []seg    // by rank of the tail
	segAt  []int32  // segs from rank r to r+1: segs[segAt[r]:segAt[r+1]]
	ranks  int
	lo, hi []int32 // first and last rank of every frame
	chains [][]int32
}

// Beyond so many line vertices, lines over more than longLine ranks get none.
const (
	manyLines = 300_000
	longLine  = 20
)

// cut makes the ranked graph.
func cut(p *picture, blocks []block, blockOf, rowOf, rank []int32, links []link) *ranked {
	g := &ranked{p: p, blocks: blocks, rowOf: rowOf}
	for b, bl := range blocks {
		g.v = append(g.v, vertex{boxes, rank[b], bl.group, int32(len(bl.items)), int32(b)})
		g.ranks = max(g.ranks, int(rank[b])+1)
	}
	g.spans()
	total := 0
	for _, l := range links {
		a, b := g.reach(blockOf, l)
		total += max(0, int(b-a)-1)
	}
	for _, l := range links {
		a, b := g.reach(blockOf, l)
		if b <= a || total > manyLines && b-a > longLine || p.many && b-a > 1 {
			continue
		}
		g.chain(blockOf, l, a, b)
	}
	g.fill()
	g.bucket()
	return g
}

// ends of a link in the direction of ranks.
func (g *ranked) ends(l link) (from, to end) {
	e := g.p.edges[l.edge]
	if l.turned {
		return e.to, e.from
	}
	return e.from, e.to
}

// reach is the rank a link starts from and the one it goes to.
func (g *ranked) reach(blockOf []int32, l link) (a, b int32) {
	from, to := g.ends(l)
	if from.item >= 0 {
		a = g.v[blockOf[from.item]].rank
	} else {
		a = g.hi[from.frame]
	}
	if to.item >= 0 {
		b = g.v[blockOf[to.item]].rank
	} else {
		b = g.lo[to.frame]
	}
	return a, b
}

// spans finds the ranks each frame covers.
func (g *ranked) spans() {
	n := len(g.p.frames)
	g.lo, g.hi = make([]int32, n), make([]int32, n)
	for k := range n {
		g.lo[k], g.hi[k] = int32(g.ranks), -1
	}
	for _, v := range g.v {
		if v.group >= 0 {
			g.lo[v.group], g.hi[v.group] = min(g.lo[v.group], v.rank), max(g.hi[v.group], v.rank)
		}
	}
	for k := n - 1; k >= 0; k-- {
		if q := g.p.frames[k].parent; q >= 0 {
			g.lo[q], g.hi[q] = min(g.lo[q], g.lo[k]), max(g.hi[q], g.hi[k])
		}
	}
}

// chain cuts a link into parts. Where it lies between two ranks inside a common frame, it stays inside.
func (g *ranked) chain(blockOf []int32, l link, a, b int32) {
	from, to := g.ends(l)
	add := func(k kind, rank, group int32) int32 {
		g.v = append(g.v, vertex{kind: k, rank: rank, group: group, rows: 1, block: -1})
		return int32(len(g.v) - 1)
	}
	outer := func(e end) int32 { // the frame round an end
		if e.item >= 0 {
			return g.p.items[e.item].group
		}
		return g.p.frames[e.frame].parent
	}
	stop := func(e end, rank int32) (v, row int32) {
		if e.item >= 0 {
			return blockOf[e.item], g.rowOf[e.item]
		}
		return add(anchor, rank, e.frame), 0
	}
	group := g.p.common(outer(from), outer(to))
	at, row := stop(from, a)
	chain := []int32{at}
	for r := a + 1; r < b; r++ {
		next := add(lines, r, group)
		g.segs = append(g.segs, seg{at, next, row, 0})
		at, row = next, 0
		chain = append(chain, at)
	}
	last, lastRow := stop(to, b)
	g.segs = append(g.segs, seg{at, last, row, lastRow})
	g.chains = append(g.chains, append(chain, last))
}

// fill puts a spacer wherever a frame passes through a rank in which it holds nothing.
func (g *ranked) fill() {
	n := len(g.p.frames)
	if n == 0 {
		return
	}
	held := make([][]bool, n)
	for k := range n {
		held[k] = make([]bool, g.hi[k]-g.lo[k]+1)
	}
	mark := func(frame, rank int32) {
		for ; frame >= 0 && !held[frame][rank-g.lo[frame]]; frame = g.p.frames[frame].parent {
			held[frame][rank-g.lo[frame]] = true
		}
	}
	for _, v := range g.v {
		mark(v.group, v.rank)
	}
	for k := n - 1; k >= 0; k-- {
		for i, ok := range held[k] {
			if rank := g.lo[k] + int32(i); !ok {
				g.v = append(g.v, vertex{spacer, rank, int32(k), 1, -1})
				mark(int32(k), rank)
			}
		}
	}
}

// bucket sorts the parts of lines by rank.
func (g *ranked) bucket() {
	g.segAt = make([]int32, g.ranks+1)
	for _, s := range g.segs {
		g.segAt[g.v[s.tail].rank+1]++
	}
	for r := range g.ranks {
		g.segAt[r+1] += g.segAt[r]
	}
	sorted := make([]seg, len(g.segs))
	next := append([]int32(nil), g.segAt...)
	for _, s := range g.segs {
		r := g.v[s.tail].rank
		sorted[next[r]] = s
		next[r]++
	}
	g.segs = sorted
}
