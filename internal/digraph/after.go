package digraph

import (
	"iter"
	"math/bits"
)

// After is what can be reached from each node of a graph whose arcs all go to higher numbers, the node itself left out. A
// row is cut into spans of 512 nodes. Far from their start most rows are alike: a span that is the same as that of a
// later node is kept once, so that what is kept, and looked through, hardly grows faster than the graph.
type After struct {
	n, spans int
	rows     []int32 // of each node its spans from its own on, for nothing lower can be reached: places in parts
	parts    []part  // the first is empty
}

// part is what is in a span.
type part [partWords]uint64

const (
	partWords = 8
	partShift = 9
	partMask  = 1<<partShift - 1
)

// After gives every node the set of what can be reached from it. Every arc of g must go to a higher number, as in a quotient
// by Strong. It takes at most n²/16 bytes.
func (g Graph) After() *After {
	n := g.Len()
	a := &After{n: n, spans: (n + partMask) >> partShift}
	a.rows = make([]int32, a.start(int32(n)))
	a.parts = make([]part, 1, n+n*a.spans/16+1)
	for v := int32(n) - 1; v >= 0; v-- {
		row := a.row(v)
		own := int32(len(a.parts)) // parts from here on are nobody else's
		for _, w := range g.Out(v) {
			if a.Has(v, w) {
				continue
			}
			next := a.row(w)
			later := row[len(row)-len(next):]
			for i, x := range next {
				if y := later[i]; y == 0 {
					later[i] = x
				} else if x != 0 && x != y {
					later[i] = a.both(y, x, own)
				}
			}
			later[0] = a.with(later[0], w, own)
		}
	}
	return a
}

// both is the place of what is in either of two parts. Those from own on may be written to.
func (a *After) both(x, y, own int32) int32 {
	p, q := &a.parts[x], &a.parts[y]
	var sum part
	moreX, moreY := uint64(0), uint64(0)
	for i := range sum {
		sum[i] = p[i] | q[i]
		moreX |= sum[i] ^ p[i]
		moreY |= sum[i] ^ q[i]
	}
	switch {
	case moreX == 0:
		return x
	case moreY == 0:
		return y
	case x >= own:
		*p = sum
		return x
	}
	a.parts = append(a.parts, sum)
	return int32(len(a.parts)) - 1
}

// with is the place of a part with one more node.
func (a *After) with(x, v, own int32) int32 {
	if x < own {
		a.parts = append(a.parts, a.parts[x])
		x = int32(len(a.parts)) - 1
	}
	a.parts[x][v&partMask>>6] |= 1 << (uint(v) & 63)
	return x
}

// start is where the row of v begins: 512 rows are as long as each other, then they are one span shorter.
func (a *After) start(v int32) int {
	q, r := int(v>>partShift), int(v&partMask)
	return (q*a.spans-q*(q-1)/2)<<partShift + r*(a.spans-q)
}

// row is the spans of v from its own on.
func (a *After) row(v int32) []int32 {
	at := a.start(v)
	return a.rows[at : at+a.spans-int(v>>partShift)]
}

// Len is the number of nodes.
func (a *After) Len() int { return a.n }

// Has says that w can be reached from v.
func (a *After) Has(v, w int32) bool {
	if w <= v {
		return false
	}
	p := &a.parts[a.rows[a.start(v)+int(w>>partShift)-int(v>>partShift)]]
	return p[w&partMask>>6]>>(uint(w)&63)&1 != 0
}

// All yields what can be reached from v, in rising order.
func (a *After) All(v int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i, x := range a.row(v) {
			first := (v>>partShift + int32(i)) << partShift
			for j, w := range a.parts[x] {
				for ; w != 0; w &= w - 1 {
					if !yield(first + int32(j<<6+bits.TrailingZeros64(w))) {
						return
					}
				}
			}
		}
	}
}

// Sums adds up numbers of nodes. What is in a part is added up once.
type Sums struct {
	of     *After
	digits [][]digit // of each span
	known  []int32   // of each part: 1 + its sum, or 0
}

// digit is the nodes of a span whose number has a binary digit.
type digit struct {
	shift int
	in    part
}

// Sums takes a number for each node, none less than 0.
func (a *After) Sums(of []int32) *Sums {
	s := &Sums{of: a, digits: make([][]digit, a.spans), known: make([]int32, len(a.parts))}
	s.known[0] = 1
	for span := range s.digits {
		var in [31]part
		most := int32(0)
		for v, n := range of[span<<partShift : min(len(of), (span+1)<<partShift)] {
			most = max(most, n)
			for ; n > 0; n &= n - 1 {
				in[bits.TrailingZeros32(uint32(n))][v>>6] |= 1 << (uint(v) & 63)
			}
		}
		for i := range bits.Len32(uint32(most)) {
			if in[i] != (part{}) {
				s.digits[span] = append(s.digits[span], digit{i, in[i]})
			}
		}
	}
	return s
}

// From adds up the numbers of what can be reached from v.
func (s *Sums) From(v int32) int {
	n := 0
	for i, x := range s.of.row(v) {
		if s.known[x] == 0 {
			s.known[x] = 1 + sum(&s.of.parts[x], s.digits[int(v>>partShift)+i])
		}
		n += int(s.known[x]) - 1
	}
	return n
}

func sum(p *part, digits []digit) int32 {
	n := 0
	for i := range digits {
		d := &digits[i]
		ones := 0
		for j := range p {
			ones += bits.OnesCount64(p[j] & d.in[j])
		}
		n += ones << d.shift
	}
	return int32(n)
}
