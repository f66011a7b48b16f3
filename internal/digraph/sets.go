package digraph

// Sets parts the numbers 0 … n-1 into sets that grow together; each is known by its smallest member.
type Sets []int32

// NewSets makes n sets of one member each.
func NewSets(n int) Sets { return numbers(n) }

// Find is the smallest member of v's set.
func (s Sets) Find(v int32) int32 {
	for s[v] != v {
		s[v] = s[s[v]]
		v = s[v]
	}
	return v
}

// Unite makes one set of the two that a and b are in.
func (s Sets) Unite(a, b int32) {
	a, b = s.Find(a), s.Find(b)
	s[max(a, b)] = min(a, b)
}
