package layered

import "slices"

// ordering decides who stands above whom in each rank, so that lines cross little. Members of a frame stand together in
// every rank, and frames side by side keep one order over all ranks: then they can be drawn as rectangles.
type ordering struct {
	*ranked
	w       *work
	levels  [][]level // by rank: inner frames first, the rank itself last
	order   [][]int32 // by rank, from above
	base    []int32   // number of the first row of a vertex, counted over its rank
	turned  []bool    // blocks that stand upside down
	firm    []bool    // when tidying: who keeps the order there is; else nil
	place   []int32   // of every frame among those with the same parent
	near    [2]links  // to the rank before, to the rank after
	value   []int64   // where a vertex would like to be, or none
	budget  int       // visits of line ends that may still be made
	scratch struct {
		tree   []int32
		heads  []int32
		stale  []bool
		sum    []int64
		count  []int64
		sorted []int32
		stack  []stop
		inner  []int32
		ruled  []int32
		pools  []pooled
		wishes []int32
	}
}

// stop is how far the kids of a level have been gone through.
type stop struct{ level, kid int }

// pooled is neighbours that share the mean of their wishes.
type pooled struct {
	sum, count int64
	n          int
}

// level is a frame in one rank, or a whole rank. A kid is a vertex, or ^index of an inner level.
type level struct {
	frame int32
	kids  []int32
	ruled []int32 // when tidying: the kids that keep their order, in this order
}

// links lists, by vertex, the line ends in a neighbouring rank. keys holds where they are, sorted per vertex, after a call
// of look.
type links struct {
	at   []int32
	v    []int32 // the vertex there
	row  []int32 // its row
	own  []int32 // the row here
	keys []int32
	pull []int32 // of a spacer: vertices of its frame, in place of lines; by vertex, see pullAt
	from []int32 // pullAt
}

const (
	maxStarts     = 8
	startSweeps   = 6   // of each start
	maxSweeps     = 100 // of the best one
	patience      = 6   // sweeps without gain
	driftPatience = 60  // rounds without gain
)

// shares are percents of the budget.
type shares struct{ starts, end int }

// sharesOf says what all starts may use, and what is kept for the end. An order of frames is seldom left again, so among
// frames many starts pay; else to go on from the best of a few does.
func sharesOf(g *ranked) shares {
	if len(g.p.frames) > 0 {
		return shares{70, 30}
	}
	return shares{15, 60}
}

// arrange finds a good order. What it does depends on the graph alone, never on time.
func arrange(w *work, g *ranked) *ordering {
	o := newOrdering(w, g)
	w.look()
	var best state
	whole, share := o.budget, sharesOf(g)
	for start := range maxStarts {
		if start > 0 && o.budget <= whole*(100-share.starts)/100 || w.stopped(1) {
			break
		}
		o.begin(start)
		if s := o.improve(startSweeps, start == 0); start == 0 || s.crossings < best.crossings {
			best = s
		}
		if best.crossings == 0 {
			break
		}
	}
	if w.err != nil {
		return o
	}
	o.restore(best)
	reserve := whole * share.end / 100
	o.budget -= reserve
	if best.crossings > 0 {
		o.restore(o.improve(maxSweeps, false))
	}
	o.budget += reserve
	o.sift(false)
	o.drift()
	o.centre()
	o.rethread()
	return o
}

// fewBlocks is up to how many blocks an order must be found in next to no time.
const fewBlocks = 64

// budgetFor is how many visits of line ends a graph is worth.
func budgetFor(g *ranked) int {
	n := len(g.segs)
	switch {
	case g.p.many:
		return 0
	case len(g.blocks) <= fewBlocks && len(g.p.frames) > 0:
		return 5000 + 120*n
	case len(g.blocks) <= fewBlocks:
		return min(5000+100*n, 8500)
	}
	return 2000 + n*min(2000, 80+3*n/4)
}

// rethread leads the lines as tidying would, unless that is worse: then to tidy a fresh picture changes nothing.
func (o *ordering) rethread() {
	s := o.save(o.crossings())
	o.hold(slices.Repeat([]bool{true}, len(o.blocks)))
	if o.thread(); o.crossings() > s.crossings {
		o.restore(s)
	}
	o.firm = nil
}

func newOrdering(w *work, g *ranked) *ordering {
	o := &ordering{ranked: g, w: w}
	n := len(g.v)
	o.base, o.turned, o.value = make([]int32, n), make([]bool, n), make([]int64, n)
	o.place = make([]int32, len(g.p.frames))
	o.budget = budgetFor(g)
	o.near[0] = o.linksOf(func(s seg) (v, row, other, otherRow int32) { return s.head, s.headRow, s.tail, s.tailRow })
	o.near[1] = o.linksOf(func(s seg) (v, row, other, otherRow int32) { return s.tail, s.tailRow, s.head, s.headRow })
	o.hierarchy()
	o.spacers()
	return o
}

func (o *ordering) linksOf(ends func(seg) (v, row, other, otherRow int32)) links {
	n := len(o.v)
	l := links{at: make([]int32, n+1), v: make([]int32, len(o.segs)), row: make([]int32, len(o.segs)), own: make([]int32, len(o.segs)), keys: make([]int32, len(o.segs))}
	for _, s := range o.segs {
		v, _, _, _ := ends(s)
		l.at[v+1]++
	}
	for v := range n {
		l.at[v+1] += l.at[v]
	}
	next := slices.Clone(l.at)
	for _, s := range o.segs {
		v, row, other, otherRow := ends(s)
		i := next[v]
		next[v]++
		for ; i > l.at[v] && l.own[i-1] > row; i-- { // by row
			l.v[i], l.row[i], l.own[i] = l.v[i-1], l.row[i-1], l.own[i-1]
		}
		l.v[i], l.row[i], l.own[i] = other, otherRow, row
	}
	return l
}

// key is the number of the row a line end is in.
func (o *ordering) key(v, row int32) int32 {
	if o.turned[v] {
		row = o.v[v].rows - 1 - row
	}
	return o.base[v] + row
}

// look reads where the line ends beside a rank are.
func (o *ordering) look(r int) {
	for side := range o.near {
		l := &o.near[side]
		for _, v := range o.order[r] {
			lo, hi := l.at[v], l.at[v+1]
			o.spend(int(hi - lo))
			for i := lo; i < hi; i++ {
				l.keys[i] = o.key(l.v[i], l.row[i])
			}
			sortKeys(l.keys[lo:hi])
		}
	}
}

func sortKeys(k []int32) {
	if len(k) > 12 {
		slices.Sort(k)
		return
	}
	for i := 1; i < len(k); i++ {
		for j := i; j > 0 && k[j] < k[j-1]; j-- {
			k[j], k[j-1] = k[j-1], k[j]
		}
	}
}

func (o *ordering) spend(n int) {
	o.budget -= n
	o.w.stopped(n)
}

// state is an order that can be gone back to.
type state struct {
	crossings int
	kids      [][][]int32
	turned    []bool
	place     []int32
}

func (o *ordering) save(crossings int) state {
	s := state{crossings: crossings, turned: slices.Clone(o.turned), place: slices.Clone(o.place), kids: make([][][]int32, o.ranks)}
	for r, ls := range o.levels {
		s.kids[r] = make([][]int32, len(ls))
		for i, l := range ls {
			s.kids[r][i] = slices.Clone(l.kids)
		}
	}
	return s
}

func (o *ordering) restore(s state) {
	copy(o.turned, s.turned)
	copy(o.place, s.place)
	for r := range o.levels {
		for i := range o.levels[r] {
			copy(o.levels[r][i].kids, s.kids[r][i])
		}
		o.lay(r)
	}
}

// improve sweeps up and down until nothing is gained for a while, and returns the best order met. The first two sweeps of
// the first start are always made.
func (o *ordering) improve(sweeps int, first bool) state {
	best := o.save(o.crossings())
	idle := 0
	for sweep := range sweeps {
		if best.crossings == 0 || idle == patience || o.w.stopped(1) || o.budget <= 0 && !(first && sweep < 2) {
			break
		}
		reversing := sweep%4 >= 2
		o.sweep(sweep%2 == 0, reversing)
		o.transpose(reversing)
		if idle++; o.firm == nil && o.budget > 0 && idle%2 == 0 {
			o.swapFrames()
		}
		if c := o.crossings(); c < best.crossings {
			best, idle = o.save(c), 0
		}
	}
	return best
}
