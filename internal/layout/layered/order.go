package layered

import (
	"cmp"
	"slices"
)

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

// hierarchy makes the levels of each rank, their kids in order of number.
func (o *ordering) hierarchy() {
	o.levels, o.order = make([][]level, o.ranks), make([][]int32, o.ranks)
	index := make([][]int32, len(o.p.frames)) // level of a frame, by rank from its first on
	for k := len(o.p.frames) - 1; k >= 0; k-- {
		index[k] = make([]int32, o.hi[k]-o.lo[k]+1)
		for r := o.lo[k]; r <= o.hi[k]; r++ {
			index[k][r-o.lo[k]] = int32(len(o.levels[r]))
			o.levels[r] = append(o.levels[r], level{frame: int32(k)})
		}
	}
	count := make([]int, o.ranks)
	for r := range o.levels {
		o.levels[r] = append(o.levels[r], level{frame: -1})
	}
	in := func(frame, r int32) *level {
		if frame < 0 {
			return &o.levels[r][len(o.levels[r])-1]
		}
		return &o.levels[r][index[frame][r-o.lo[frame]]]
	}
	for v, x := range o.v {
		l := in(x.group, x.rank)
		l.kids = append(l.kids, int32(v))
		count[x.rank]++
	}
	for k, f := range o.p.frames {
		for r := o.lo[k]; r <= o.hi[k]; r++ {
			l := in(f.parent, r)
			l.kids = append(l.kids, ^index[k][r-o.lo[k]])
		}
	}
	for r := range o.order {
		o.order[r] = make([]int32, 0, count[r])
	}
}

// spacers links every spacer to what its frame holds in the ranks beside it.
func (o *ordering) spacers() {
	for side := range o.near {
		o.near[side].from = make([]int32, len(o.v)+1)
	}
	byRank := make([][]int32, o.ranks)
	for v, x := range o.v {
		if x.group >= 0 {
			byRank[x.rank] = append(byRank[x.rank], int32(v))
		}
	}
	for v, x := range o.v {
		for side, step := range [2]int32{-1, 1} {
			l := &o.near[side]
			if r := x.rank + step; x.kind == spacer && r >= o.lo[x.group] && r <= o.hi[x.group] {
				for _, u := range byRank[r] {
					if o.p.holds(x.group, o.v[u].group) {
						l.pull = append(l.pull, u)
					}
				}
			}
			l.from[v+1] = int32(len(l.pull))
		}
	}
}

// lay sets order and row numbers of a rank from its levels.
func (o *ordering) lay(r int) {
	o.order[r] = o.content(r, len(o.levels[r])-1, o.order[r][:0])
	row := int32(0)
	for _, v := range o.order[r] {
		o.base[v] = row
		row += o.v[v].rows
	}
}

// content appends the vertices of a level from above.
func (o *ordering) content(r, l int, out []int32) []int32 {
	if l == 0 { // nothing lies deeper
		return append(out, o.levels[r][0].kids...)
	}
	stack := append(o.scratch.stack[:0], stop{l, 0})
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		kids := o.levels[r][top.level].kids
		if top.kid == len(kids) {
			stack = stack[:len(stack)-1]
			continue
		}
		k := kids[top.kid]
		top.kid++
		if k >= 0 {
			out = append(out, k)
		} else {
			stack = append(stack, stop{int(^k), 0})
		}
	}
	o.scratch.stack = stack
	return out
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

// none is the wish of a vertex without neighbours.
const none = -1

// sweep sorts rank after rank by the medians of the rank before it, or after it.
func (o *ordering) sweep(down, reversing bool) {
	for i := 1; i < o.ranks; i++ {
		r, side := i, 0
		if !down {
			r, side = o.ranks-1-i, 1
		}
		for _, v := range o.order[r] {
			o.value[v] = o.median(v, side)
		}
		o.sortRank(r, reversing)
		o.lay(r)
	}
}

// fine is how finely medians are told apart: parts of a row.
const fine = 256

func (o *ordering) median(v int32, side int) int64 {
	l := &o.near[side]
	if pull := l.pull[l.from[v]:l.from[v+1]]; len(pull) > 0 {
		sum := int64(0)
		for _, u := range pull {
			sum += int64(o.base[u])
		}
		return sum * fine / int64(len(pull))
	}
	lo, hi := l.at[v], l.at[v+1]
	n := int(hi - lo)
	if n == 0 {
		return none
	}
	o.spend(n)
	keys := l.keys[lo:hi]
	for i := range keys {
		keys[i] = o.key(l.v[int(lo)+i], l.row[int(lo)+i])
	}
	sortKeys(keys)
	m := n / 2
	switch {
	case n%2 == 1:
		return int64(keys[m]) * fine
	case n == 2:
		return int64(keys[0]+keys[1]) * fine / 2
	}
	left, right := int64(keys[m-1]-keys[0]), int64(keys[n-1]-keys[m])
	if left+right == 0 {
		return int64(keys[m-1]+keys[m]) * fine / 2
	}
	return (int64(keys[m-1])*right + int64(keys[m])*left) * fine / (left + right)
}

// sortRank sorts every level of a rank by wishes. Who has none keeps the slot; frames keep their order.
func (o *ordering) sortRank(r int, reversing bool) {
	ls := o.levels[r]
	sum, count := resized(&o.scratch.sum, len(ls)), resized(&o.scratch.count, len(ls))
	wish := func(k int32) int64 {
		if k >= 0 {
			return o.value[k]
		}
		if count[^k] == 0 {
			return none
		}
		return sum[^k] / count[^k]
	}
	for i := range ls {
		kids := ls[i].kids
		for _, k := range kids {
			if w := wish(k); k >= 0 && w != none {
				sum[i] += w
				count[i]++
			} else if k < 0 {
				sum[i] += sum[^k]
				count[i] += count[^k]
			}
		}
		o.pool(o.ruled(ls, &ls[i]), sum, count)
		movable := o.scratch.sorted[:0]
		for _, k := range kids {
			if wish(k) != none {
				movable = append(movable, k)
			}
		}
		o.scratch.sorted = movable
		if reversing {
			slices.Reverse(movable)
		}
		if len(ls) == 1 {
			o.sortByValue(movable)
		} else {
			slices.SortStableFunc(movable, func(a, b int32) int { return cmp.Compare(wish(a), wish(b)) })
		}
		next := 0
		for j, k := range kids {
			if wish(k) != none {
				kids[j] = movable[next]
				next++
			}
		}
		o.rule(ls, &ls[i])
	}
}

// sortByValue sorts vertices by wishes and keeps the order of equal ones.
func (o *ordering) sortByValue(v []int32) {
	const few = 40
	if len(v) > few {
		slices.SortStableFunc(v, func(a, b int32) int { return cmp.Compare(o.value[a], o.value[b]) })
		return
	}
	for i := 1; i < len(v); i++ {
		x, j := v[i], i
		for ; j > 0 && o.value[v[j-1]] > o.value[x]; j-- {
			v[j] = v[j-1]
		}
		v[j] = x
	}
}

func resized(s *[]int64, n int) []int64 {
	if cap(*s) < n {
		*s = make([]int64, n)
	}
	*s = (*s)[:n]
	clear(*s)
	return *s
}

// ruled lists the kids whose order is given: frames, in the order frames have; when tidying, all that keep theirs. The list
// is good until the next call.
func (o *ordering) ruled(ls []level, l *level) []int32 {
	if o.firm != nil {
		return l.ruled
	}
	frames := o.scratch.ruled[:0]
	for _, k := range l.kids {
		if k < 0 {
			frames = append(frames, k)
		}
	}
	o.scratch.ruled = frames
	slices.SortFunc(frames, func(a, b int32) int { return cmp.Compare(o.place[ls[^a].frame], o.place[ls[^b].frame]) })
	return frames
}

// pool makes the wishes of kids whose order is given rise in that order: neighbours that contradict it share their mean.
func (o *ordering) pool(ruled []int32, sum, count []int64) {
	stack, wishing := o.scratch.pools[:0], o.scratch.wishes[:0]
	for _, k := range ruled {
		p := pooled{1, 1, 1}
		switch {
		case k >= 0 && o.value[k] != none:
			p.sum = o.value[k]
		case k < 0 && count[^k] > 0:
			p.sum, p.count = sum[^k], count[^k]
		default:
			continue
		}
		wishing = append(wishing, k)
		stack = append(stack, p)
		for len(stack) > 1 {
			a, b := stack[len(stack)-2], stack[len(stack)-1]
			if a.sum*b.count <= b.sum*a.count {
				break
			}
			stack = append(stack[:len(stack)-2], pooled{a.sum + b.sum, a.count + b.count, a.n + b.n})
		}
	}
	o.scratch.pools, o.scratch.wishes = stack, wishing
	i := 0
	for _, p := range stack {
		for range p.n {
			if k := wishing[i]; k >= 0 {
				o.value[k] = p.sum / p.count
			} else {
				sum[^k], count[^k] = p.sum, p.count
			}
			i++
		}
	}
}

// rule puts the kids whose order is given into it, in the slots they hold together.
func (o *ordering) rule(ls []level, l *level) {
	if ruled := o.ruled(ls, l); len(ruled) > 1 {
		next := 0
		for j, k := range l.kids {
			if o.isFirm(k) {
				l.kids[j] = ruled[next]
				next++
			}
		}
	}
}

// isFirm says that a kid keeps its order against others that do: a frame, and when tidying what has a place.
func (o *ordering) isFirm(k int32) bool { return k < 0 || o.firm != nil && o.firm[k] }
