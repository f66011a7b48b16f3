package layered

// splitting finds the parts of a picture: what is not joined by an edge, a sync line or a shared frame.
type splitting struct {
	*picture
	live   []bool     // by frame: holds something to be laid out
	root   []int32    // union-find over items, then frames
	number []int32    // of items and frames in their part
	part   []*picture // by root
	out    []*picture
}

// parts splits a picture. Parts come in order of their first item, with items and frames numbered afresh. Items that are
// fixed, and their lines, are in none.
func (p *picture) parts() []*picture {
	n := len(p.items) + len(p.frames)
	s := splitting{picture: p, live: make([]bool, len(p.frames)), root: make([]int32, n), number: make([]int32, n), part: make([]*picture, n)}
	for _, it := range p.items {
		for k := it.group; k >= 0 && !it.fixed && !s.live[k]; k = p.frames[k].parent {
			s.live[k] = true
		}
	}
	s.join()
	s.dealBoxes()
	s.dealLines()
	return s.out
}

// free says that an end is laid out.
func (s *splitting) free(e end) bool {
	if e.item >= 0 {
		return !s.items[e.item].fixed
	}
	return s.live[e.frame]
}

// index is the number of an end among items, then frames.
func (s *splitting) index(e end) int32 {
	if e.item >= 0 {
		return e.item
	}
	return s.frame(e.frame)
}

func (s *splitting) frame(k int32) int32 { return int32(len(s.items)) + k }

func (s *splitting) find(v int32) int32 {
	for s.root[v] != v {
		s.root[v] = s.root[s.root[v]]
		v = s.root[v]
	}
	return v
}

func (s *splitting) union(a, b int32) {
	a, b = s.find(a), s.find(b)
	s.root[max(a, b)] = min(a, b)
}

// join finds what belongs together.
func (s *splitting) join() {
	for i := range s.root {
		s.root[i] = int32(i)
	}
	for i, it := range s.items {
		if it.group >= 0 && !it.fixed {
			s.union(int32(i), s.frame(it.group))
		}
	}
	for i, f := range s.frames {
		if f.parent >= 0 {
			s.union(s.frame(int32(i)), s.frame(f.parent))
		}
	}
	for _, e := range s.edges {
		if s.free(e.from) && s.free(e.to) {
			s.union(s.index(e.from), s.index(e.to))
		}
	}
	for _, e := range s.syncs {
		if s.free(e[0]) && s.free(e[1]) {
			s.union(s.index(e[0]), s.index(e[1]))
		}
	}
}

// of is the part something belongs to.
func (s *splitting) of(v int32) *picture {
	r := s.find(v)
	if s.part[r] == nil {
		s.part[r] = &picture{many: s.many}
		s.out = append(s.out, s.part[r])
	}
	return s.part[r]
}

// dealBoxes gives items and frames to their parts.
func (s *splitting) dealBoxes() {
	for i, it := range s.items {
		if it.fixed {
			continue
		}
		q := s.of(int32(i))
		s.number[i] = int32(len(q.items))
		it.origin = int32(i)
		q.items = append(q.items, it)
	}
	for i, f := range s.frames {
		if !s.live[i] {
			continue
		}
		v := s.frame(int32(i))
		q := s.of(v)
		s.number[v] = int32(len(q.frames))
		if f.parent >= 0 {
			f.parent = s.number[s.frame(f.parent)]
		}
		f.origin = int32(i)
		q.frames = append(q.frames, f)
	}
	for _, q := range s.out {
		for i := range q.items {
			if g := q.items[i].group; g >= 0 {
				q.items[i].group = s.number[s.frame(g)]
			}
		}
	}
}

// dealLines gives edges and sync lines to their parts.
func (s *splitting) dealLines() {
	renumber := func(e end) end {
		if e.item >= 0 {
			return end{s.number[e.item], -1}
		}
		return end{-1, s.number[s.frame(e.frame)]}
	}
	for _, e := range s.edges {
		if s.free(e.from) && s.free(e.to) {
			q := s.of(s.index(e.from))
			q.edges = append(q.edges, edge{renumber(e.from), renumber(e.to), e.label})
		}
	}
	for _, e := range s.syncs {
		if s.free(e[0]) && s.free(e[1]) {
			q := s.of(s.index(e[0]))
			q.syncs = append(q.syncs, [2]end{renumber(e[0]), renumber(e[1])})
		}
	}
}
