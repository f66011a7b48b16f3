package layered

import (
	"cmp"
	"slices"
)

// begin brings all ranks into a first order: depth first from the sources, then from the sinks, breadth first likewise, then
// shuffled.
func (o *ordering) begin(start int) {
	var when []int64
	switch start {
	case 0, 2:
		when = o.visit(1, start == 2)
	case 1, 3:
		when = o.visit(0, start == 3)
	default:
		when = make([]int64, len(o.v))
		seed := uint64(start) * 0x9E3779B97F4A7C15
		for v := range when {
			seed ^= seed << 13
			seed ^= seed >> 7
			seed ^= seed << 17
			when[v] = int64(seed >> 33)
		}
	}
	clear(o.turned)
	o.placeFrames(when)
	for r, ls := range o.levels {
		if o.w.stopped(4 * len(o.order[r])) {
			return
		}
		sum, count := make([]int64, len(ls)), make([]int64, len(ls))
		key := func(k int32) int64 {
			if k >= 0 {
				return when[k]
			}
			return sum[^k] / max(1, count[^k])
		}
		for i := range ls {
			for _, k := range ls[i].kids {
				if k >= 0 {
					sum[i] += when[k]
					count[i]++
				} else {
					sum[i] += sum[^k]
					count[i] += count[^k]
				}
			}
			slices.SortFunc(ls[i].kids, func(a, b int32) int { return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a, b)) })
			o.rule(ls, &ls[i])
		}
		o.lay(r)
	}
}

// visit numbers the vertices as they are met, along the lines of one side, from those that have none on the other.
func (o *ordering) visit(side int, broad bool) []int64 {
	ahead, behind := &o.near[side], &o.near[1-side]
	when := make([]int64, len(o.v))
	for v := range when {
		when[v] = -1
	}
	met := int64(0)
	next := slices.Clone(ahead.at)
	var queue []int32
	for _, wanted := range []func(v int32) bool{
		func(v int32) bool { return behind.at[v] == behind.at[v+1] },
		func(int32) bool { return true },
	} {
		for v := range int32(len(o.v)) {
			if when[v] >= 0 || !wanted(v) {
				continue
			}
			when[v] = met
			met++
			queue = append(queue[:0], v)
			for len(queue) > 0 {
				i := len(queue) - 1
				if broad {
					i = 0
				}
				u := queue[i]
				if next[u] == ahead.at[u+1] {
					if broad {
						queue = queue[1:]
					} else {
						queue = queue[:i]
					}
					continue
				}
				x := ahead.v[next[u]]
				next[u]++
				if when[x] < 0 {
					when[x] = met
					met++
					queue = append(queue, x)
				}
			}
		}
	}
	return when
}

// placeFrames orders the frames of each parent by the mean of what they hold.
func (o *ordering) placeFrames(when []int64) {
	n := len(o.p.frames)
	sum, count := make([]int64, n), make([]int64, n)
	for v, x := range o.v {
		if x.group >= 0 {
			sum[x.group] += when[v]
			count[x.group]++
		}
	}
	for k := n - 1; k >= 0; k-- {
		if q := o.p.frames[k].parent; q >= 0 {
			sum[q] += sum[k]
			count[q] += count[k]
		}
	}
	all := make([]int32, n)
	for k := range all {
		all[k] = int32(k)
	}
	slices.SortFunc(all, func(a, b int32) int {
		return cmp.Or(cmp.Compare(sum[a]/max(1, count[a]), sum[b]/max(1, count[b])), cmp.Compare(a, b))
	})
	for i, k := range all { // one order for all is one for each parent
		o.place[k] = int32(i)
	}
}
