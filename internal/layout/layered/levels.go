package layered

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
