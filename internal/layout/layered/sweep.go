package layered

import (
	"cmp"
	"slices"
)

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
