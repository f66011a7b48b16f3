package layered

import (
	"cmp"
	"slices"
)

// crossings counts the crossings of all ranks (Barth, Jünger and Mutzel 2002). A line end is a row, so that lines to
// different members of a block count as what they are.
func (o *ordering) crossings() int {
	total := 0
	for r := range o.ranks - 1 {
		total += o.between(r)
	}
	return total
}

// between counts the crossings between a rank and the next: pairs of heads that stand the other way round than their tails.
func (o *ordering) between(r int) int {
	n := int(o.segAt[r+1] - o.segAt[r])
	o.spend(2 * n)
	if n < 2 {
		return 0
	}
	heads, l := o.scratch.heads[:0], &o.near[1]
	width := int32(0)
	for _, v := range o.order[r] {
		lo, hi := l.at[v], l.at[v+1]
		if o.turned[v] { // members from below
			for i := hi; i > lo; {
				j := i - 1
				for j > lo && l.own[j-1] == l.own[i-1] {
					j--
				}
				heads = o.rowOfHeads(heads, j, i)
				i = j
			}
			continue
		}
		for i := lo; i < hi; {
			j := i + 1
			for j < hi && l.own[j] == l.own[i] {
				j++
			}
			heads = o.rowOfHeads(heads, i, j)
			i = j
		}
	}
	o.scratch.heads = heads
	if n <= fewHeads {
		return sortedBySwaps(heads)
	}
	for _, h := range heads {
		width = max(width, h+1)
	}
	return o.inversions(heads, width)
}

// rowOfHeads appends where the lines i to j of one row end, from above.
func (o *ordering) rowOfHeads(heads []int32, i, j int32) []int32 {
	l, from := &o.near[1], len(heads)
	for ; i < j; i++ {
		heads = append(heads, o.key(l.v[i], l.row[i]))
	}
	sortKeys(heads[from:])
	return heads
}

// fewHeads is up to how many line ends swapping neighbours is the quickest way to count, as most stand right already.
const fewHeads = 60

// sortedBySwaps sorts and says how many swaps of neighbours that took.
func sortedBySwaps(k []int32) int {
	n := 0
	for i := 1; i < len(k); i++ {
		x, j := k[i], i
		for ; j > 0 && k[j-1] > x; j-- {
			k[j] = k[j-1]
		}
		k[j] = x
		n += i - j
	}
	return n
}

// inversions counts the pairs out of order of keys below width.
func (o *ordering) inversions(keys []int32, width int32) int {
	if cap(o.scratch.tree) < int(width)+1 {
		o.scratch.tree = make([]int32, 2*width+1)
	}
	tree := o.scratch.tree[:width+1] // Fenwick: how many keys so far are at most …
	clear(tree)
	total := 0
	for met, k := range keys {
		below := int32(0)
		for i := k + 1; i > 0; i &= i - 1 {
			below += tree[i]
		}
		total += met - int(below)
		for i := k + 1; i <= width; i += i & -i {
			tree[i]++
		}
	}
	return total
}

// balance is the number of pairs of a key in a and a smaller one in b, less those of a key in a and a greater one in b. Both
// are sorted.
func balance(a, b []int32) int {
	if len(a) == 1 && len(b) == 1 {
		return cmp.Compare(a[0], b[0])
	}
	n, below, upTo := 0, 0, 0
	for _, x := range a {
		for below < len(b) && b[below] < x {
			below++
		}
		for upTo < len(b) && b[upTo] <= x {
			upTo++
		}
		n += below - (len(b) - upTo)
	}
	return n
}

// pays is the number of crossings saved if v, right below u, comes to stand above it. look must have been called.
func (o *ordering) pays(u, v int32) int {
	n := 0
	for side := range o.near {
		l := &o.near[side]
		a, b := l.keys[l.at[u]:l.at[u+1]], l.keys[l.at[v]:l.at[v+1]]
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		o.spend(len(a) + len(b))
		n += balance(a, b)
	}
	return n
}

// kidsPay is the same for two kids of a level: vertices, or a vertex and a frame.
func (o *ordering) kidsPay(r int, a, b int32) int {
	switch {
	case a >= 0 && b >= 0:
		return o.pays(a, b)
	case a >= 0:
		n := 0
		for _, v := range o.inner(r, ^b) {
			n += o.pays(a, v)
		}
		return n
	default:
		n := 0
		for _, u := range o.inner(r, ^a) {
			n += o.pays(u, b)
		}
		return n
	}
}

// inner lists the vertices of a level, good until the next call.
func (o *ordering) inner(r int, l int32) []int32 {
	o.scratch.inner = o.content(r, int(l), o.scratch.inner[:0])
	return o.scratch.inner
}

// maxPasses bounds how often one rank is gone through before the next one.
const maxPasses = 4

// transpose swaps neighbours in a rank, and turns blocks over, while that saves crossings. When reversing, swaps that cost
// nothing are made once.
func (o *ordering) transpose(equalToo bool) {
	if o.scratch.stale == nil {
		o.scratch.stale = make([]bool, o.ranks)
	}
	stale := o.scratch.stale // ranks beside which something changed
	for r := range stale {
		stale[r] = true
	}
	for again := true; again && !o.w.stopped(1); equalToo = false {
		again = false
		for r := range o.ranks {
			if !stale[r] {
				continue
			}
			stale[r] = false
			o.look(r)
			changed := false
			for pass := 0; pass < maxPasses && o.transposeRank(r, equalToo && pass == 0); pass++ {
				changed = true
			}
			if o.firm == nil && o.turnBlocks(r) || changed {
				o.lay(r)
				again = true
				stale[r], stale[max(0, r-1)], stale[min(r+1, o.ranks-1)] = true, true, true
			}
		}
		if o.budget <= 0 {
			return
		}
	}
}

// transposeRank goes through a rank once and says whether crossings were saved.
func (o *ordering) transposeRank(r int, equalToo bool) bool {
	gained := false
	for _, l := range o.levels[r] {
		for i := 1; i < len(l.kids); i++ {
			a, b := l.kids[i-1], l.kids[i]
			if o.isFirm(a) && o.isFirm(b) {
				continue
			}
			if n := o.kidsPay(r, a, b); n > 0 || n == 0 && equalToo {
				l.kids[i-1], l.kids[i] = b, a
				gained = gained || n > 0
			}
		}
	}
	if equalToo {
		o.lay(r) // even if nothing was gained
	}
	return gained
}

// turnBlocks turns blocks upside down where their own lines then cross less.
func (o *ordering) turnBlocks(r int) bool {
	any := false
	for _, v := range o.order[r] {
		if o.v[v].rows < 2 {
			continue
		}
		saved := 0
		for side := range o.near {
			l := &o.near[side]
			lo, hi := l.at[v], l.at[v+1]
			o.spend(int(hi-lo) * int(hi-lo))
			for i := lo; i < hi; i++ {
				a, ka := l.own[i], o.key(l.v[i], l.row[i])
				for j := lo; j < i; j++ {
					b, kb := l.own[j], o.key(l.v[j], l.row[j])
					if o.turned[v] {
						saved += cmp.Compare(b, a) * cmp.Compare(kb, ka)
					} else {
						saved -= cmp.Compare(b, a) * cmp.Compare(kb, ka)
					}
				}
			}
		}
		if saved > 0 {
			o.turned[v] = !o.turned[v]
			any = true
		}
	}
	return any
}

// swapFrames tries other orders of frames side by side and keeps what saves crossings.
func (o *ordering) swapFrames() {
	byParent := map[int32][]int32{}
	var parents []int32
	for k, f := range o.p.frames {
		if byParent[f.parent] == nil {
			parents = append(parents, f.parent)
		}
		byParent[f.parent] = append(byParent[f.parent], int32(k))
	}
	best := -1
	for _, parent := range parents {
		kin := byParent[parent]
		slices.SortFunc(kin, func(a, b int32) int { return cmp.Compare(o.place[a], o.place[b]) })
		for i := 1; i < len(kin) && o.budget > 0; i++ {
			for j := i; j > 0 && o.budget > 0; j-- {
				above, frame := kin[j-1], kin[j]
				if o.lo[above] > o.hi[frame] || o.lo[frame] > o.hi[above] {
					kin[j-1], kin[j] = frame, above // they never meet
					o.number(kin)
					continue
				}
				if best < 0 {
					best = o.crossings()
				}
				before := o.save(best)
				kin[j-1], kin[j] = frame, above
				o.number(kin)
				o.reorderFrames(parent)
				if c := o.crossings(); c < best {
					best = c
					continue
				}
				kin[j-1], kin[j] = above, frame
				o.restore(before)
				break
			}
		}
	}
}

// number sets the places of frames with one parent.
func (o *ordering) number(kin []int32) {
	for i, k := range kin {
		o.place[k] = int32(i)
	}
}

// reorderFrames brings the frames of a parent into order in all ranks.
func (o *ordering) reorderFrames(parent int32) {
	for r, ls := range o.levels {
		for i := range ls {
			if ls[i].frame == parent {
				o.rule(ls, &ls[i])
				o.lay(r)
			}
		}
	}
}
