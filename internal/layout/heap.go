package layout

// open is a state to be looked at.
type open struct {
	guess float64 // cost so far and at least what is left
	seq   int32   // newer first among equals: one way to its end before the next of the same cost
	state int32
}

func (a open) before(b open) bool {
	return a.guess < b.guess || a.guess == b.guess && a.seq > b.seq
}

func (s *search) push(o open) {
	s.heap = append(s.heap, o)
	i := len(s.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !o.before(s.heap[up]) {
			break
		}
		s.heap[i] = s.heap[up]
		i = up
	}
	s.heap[i] = o
}

func (s *search) pop() open {
	top := s.heap[0]
	last := s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	if len(s.heap) == 0 {
		return top
	}
	i := 0
	for {
		down := 2*i + 1
		if down >= len(s.heap) {
			break
		}
		if down+1 < len(s.heap) && s.heap[down+1].before(s.heap[down]) {
			down++
		}
		if !s.heap[down].before(last) {
			break
		}
		s.heap[i] = s.heap[down]
		i = down
	}
	s.heap[i] = last
	return top
}
