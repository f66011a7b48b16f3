package png

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// What is packed here is differences between a row of a drawing and the one above: nearly all zeros, in runs whose ends are
// known from comparing pixels. compress/flate has to look for them byte by byte, which took three times as long as drawing.
// So the tokens of RFC 1951 are made from the runs themselves; between them, the pixel at the left and an earlier piece of
// the same row are looked at, as lines and letters repeat.

const (
	longest   = 258     // bytes of a match
	window    = 1 << 15 // how far back a match may lie
	leastCopy = 6       // shorter matches far back cost more than their bytes
	leastRun  = 3       // the shortest match there is

	literals, distances, lengthCodes = 286, 30, 19 // sizes of the alphabets
	endOfBlock                       = 256
	mostBits                         = 15
	mostLengthBits                   = 7
	blockTokens                      = 1 << 15
	hashBits                         = 12
)

// deflater packs rows of bytes. Its pieces begin and end at whole bytes, and need nothing of each other.
type deflater struct {
	out    []byte
	hold   uint64 // bits not yet out
	held   uint
	tokens []token
	lit    [literals]uint32 // how often
	dist   [distances]uint32
	base   int                  // where the row begins, of all bytes of the piece
	seen   [1 << hashBits]int32 // where four bytes were last seen, of all bytes of the piece, + 1
	a, b   uint64               // Adler-32
	codes  [2]code
	tree   huffman
}

// token is a byte, or a match: length << 16 | distance.
type token uint32

// reset begins a piece.
func (d *deflater) reset() {
	d.out, d.tokens = d.out[:0], d.tokens[:0]
	d.lit, d.dist = [literals]uint32{}, [distances]uint32{}
	d.base, d.seen = 0, [1 << hashBits]int32{}
	d.a, d.b = 1, 0
}

// sum is the Adler-32 sum of the piece.
func (d *deflater) sum() uint32 { return uint32(d.b<<16 | d.a) }

// span is a stretch of a row with bytes that are not 0.
type span struct{ from, to int }

// row adds a row that is 0 outside some spans. back is how far the pixel at the left lies.
func (d *deflater) row(row []byte, spans []span, back int) {
	at := 0
	for _, s := range spans {
		d.zeros(row, at, s.from)
		at = d.bytes(row, max(at, s.from), s.to, back)
	}
	d.zeros(row, at, len(row))
	d.add(row, spans)
	d.base += len(row)
	if len(d.tokens) > blockTokens {
		d.block()
	}
}

// add takes a row into the sum.
func (d *deflater) add(row []byte, spans []span) {
	const base = 65521
	a, b, at := d.a, d.b, 0
	for _, s := range spans {
		b += uint64(s.from-at) * a
		for _, v := range row[s.from:s.to] {
			a += uint64(v)
			b += a
		}
		at = s.to
	}
	b += uint64(len(row)-at) * a
	d.a, d.b = a%base, b%base // 64 bits are enough for a row
}

// zeros adds a run of 0.
func (d *deflater) zeros(row []byte, from, to int) {
	n := to - from
	if n <= 0 {
		return
	}
	if from == 0 || row[from-1] != 0 {
		d.literal(0)
		n--
	}
	for n >= leastRun {
		l := min(n, longest)
		d.match(l, 1)
		n -= l
	}
	for range n {
		d.literal(0)
	}
}

// bytes adds a stretch of a row, and what comes after it as far as a match goes. It says how far.
func (d *deflater) bytes(row []byte, i, to, back int) int {
	for i < to {
		if i > back {
			if l := same(row[i-back:], row[i:]); l >= leastRun {
				d.match(l, back)
				i += l
				continue
			}
		}
		if i+8 <= len(row) {
			key := binary.LittleEndian.Uint64(row[i:]) << 16
			slot := &d.seen[key*0x9E3779B97F4A7C15>>(64-hashBits)]
			from := int(*slot) - 1 - d.base
			*slot = int32(d.base+i) + 1
			if from >= 0 && i-from <= window {
				if l := same(row[from:], row[i:]); l >= leastCopy {
					d.match(l, i-from)
					i += l
					continue
				}
			}
		}
		d.literal(row[i])
		i++
	}
	return i
}

// same is how many bytes are alike, as far as a match goes.
func same(x, y []byte) int {
	n := min(len(y), longest)
	y = y[:n]
	i := 0
	for ; i+8 <= n; i += 8 {
		if d := binary.LittleEndian.Uint64(x[i:]) ^ binary.LittleEndian.Uint64(y[i:]); d != 0 {
			return i + bits.TrailingZeros64(d)/8
		}
	}
	for i < n && x[i] == y[i] {
		i++
	}
	return i
}

func (d *deflater) literal(v byte) {
	d.tokens = append(d.tokens, token(v))
	d.lit[v]++
}

func (d *deflater) match(length, distance int) {
	d.tokens = append(d.tokens, token(length<<16|distance))
	c, _, _ := lengthCode(length)
	d.lit[c]++
	c, _, _ = distanceCode(distance)
	d.dist[c]++
}

// lengthCode is the code of a length, with its extra bits (RFC 1951, 3.2.5).
func lengthCode(length int) (c int, extra uint64, n uint) {
	v := uint(length - leastRun)
	switch {
	case length == longest:
		return 285, 0, 0
	case v < 8:
		return 257 + int(v), 0, 0
	}
	n = uint(bits.Len(v)) - 3
	return 257 + int(4*n+v>>n), uint64(v & (1<<n - 1)), n
}

// distanceCode is the code of a distance, with its extra bits.
func distanceCode(distance int) (c int, extra uint64, n uint) {
	v := uint(distance - 1)
	if v < 4 {
		return int(v), 0, 0
	}
	n = uint(bits.Len(v)) - 2
	return int(2*n + v>>n), uint64(v & (1<<n - 1)), n
}

func (d *deflater) put(v uint64, n uint) {
	d.hold |= v << d.held
	d.held += n
	if d.held >= 32 {
		d.out = binary.LittleEndian.AppendUint32(d.out, uint32(d.hold))
		d.hold >>= 32
		d.held -= 32
	}
}

// block writes the tokens so far, with codes made for them.
func (d *deflater) block() {
	if len(d.tokens) == 0 {
		return
	}
	lit, dist := &d.codes[0], &d.codes[1]
	d.lit[endOfBlock] = 1
	d.dist[0]++ // some readers want one
	d.tree.make(lit, d.lit[:], mostBits)
	d.tree.make(dist, d.dist[:], mostBits)
	d.head()
	for _, t := range d.tokens {
		length := int(t >> 16)
		if length == 0 {
			d.put(uint64(lit.bits[t]), uint(lit.len[t]))
			continue
		}
		c, extra, n := lengthCode(length)
		d.put(uint64(lit.bits[c])|extra<<lit.len[c], uint(lit.len[c])+n)
		c, extra, n = distanceCode(int(t & 0xFFFF))
		d.put(uint64(dist.bits[c])|extra<<dist.len[c], uint(dist.len[c])+n)
	}
	d.put(uint64(lit.bits[endOfBlock]), uint(lit.len[endOfBlock]))
	d.tokens = d.tokens[:0]
	d.lit, d.dist = [literals]uint32{}, [distances]uint32{}
}

// head writes the codes of a block: how long each is, with runs of codes that are not used cut short.
func (d *deflater) head() {
	const shortRun, longRun = 17, 18 // 3 to 10, and 11 to 138 times 0
	var all [literals + distances]uint8
	copy(all[:], d.codes[0].len[:literals])
	copy(all[literals:], d.codes[1].len[:distances])
	type step struct {
		code, extra uint8
	}
	var steps []step
	var often [lengthCodes]uint32
	for i := 0; i < len(all); {
		run := 0
		for i+run < len(all) && all[i+run] == 0 && run < 138 {
			run++
		}
		s := step{all[i], 0}
		switch {
		case run >= 11:
			s = step{longRun, uint8(run - 11)}
		case run >= 3:
			s = step{shortRun, uint8(run - 3)}
		default:
			run = 1
		}
		steps = append(steps, s)
		often[s.code]++
		i += run
	}
	var c code
	d.tree.make(&c, often[:], mostLengthBits)
	const dynamic = 2
	d.put(dynamic<<1, 3)
	d.put(literals-257, 5)
	d.put(distances-1, 5)
	d.put(lengthCodes-4, 4)
	for _, i := range [lengthCodes]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15} {
		d.put(uint64(c.len[i]), 3)
	}
	for _, s := range steps {
		d.put(uint64(c.bits[s.code]), uint(c.len[s.code]))
		switch s.code {
		case shortRun:
			d.put(uint64(s.extra), 3)
		case longRun:
			d.put(uint64(s.extra), 7)
		}
	}
}

// end closes the piece at a whole byte.
func (d *deflater) end() {
	d.block()
	d.put(0, 3) // a stored block follows, which is empty
	for ; d.held > 0; d.held -= min(8, d.held) {
		d.out = append(d.out, byte(d.hold))
		d.hold >>= 8
	}
	d.out = append(d.out, 0, 0, 0xFF, 0xFF)
}

// code is a canonical Huffman code, its bits in the order in which they are written.
type code struct {
	bits [literals]uint16
	len  [literals]uint8
}

// huffman makes codes. Its slices are kept.
type huffman struct {
	leaves []leaf
	nodes  []node
}

type leaf struct {
	symbol int
	often  uint32
}

type node struct {
	often uint32
	up    int
	depth int
}

// make finds the shortest code in which no symbol is longer than most bits, or nearly so. A lone symbol gets a code of one bit.
func (h *huffman) make(c *code, often []uint32, most int) {
	*c = code{}
	h.leaves = h.leaves[:0]
	for s, n := range often {
		if n > 0 {
			h.leaves = append(h.leaves, leaf{s, n})
		}
	}
	if len(h.leaves) == 1 {
		c.len[h.leaves[0].symbol] = 1
		return // its code is 0
	}
	slices.SortFunc(h.leaves, func(x, y leaf) int {
		if x.often != y.often {
			return int(int64(x.often) - int64(y.often))
		}
		return x.symbol - y.symbol
	})
	for !h.lengths(c, most) {
		for i := range h.leaves { // flatter, so that the tree is
			h.leaves[i].often = h.leaves[i].often/2 + 1
		}
	}
	c.assign(len(often))
}

// lengths builds the tree from leaves in order, the two least used joined first, and says whether it is low enough.
func (h *huffman) lengths(c *code, most int) bool {
	n := len(h.leaves)
	h.nodes = h.nodes[:0]
	for _, l := range h.leaves {
		h.nodes = append(h.nodes, node{often: l.often})
	}
	leaf, inner := 0, n
	least := func() int {
		if leaf < n && (inner >= len(h.nodes) || h.nodes[leaf].often <= h.nodes[inner].often) {
			leaf++
			return leaf - 1
		}
		inner++
		return inner - 1
	}
	for range n - 1 {
		x, y := least(), least()
		h.nodes[x].up, h.nodes[y].up = len(h.nodes), len(h.nodes)
		h.nodes = append(h.nodes, node{often: h.nodes[x].often + h.nodes[y].often})
	}
	for i := len(h.nodes) - 2; i >= 0; i-- {
		h.nodes[i].depth = h.nodes[h.nodes[i].up].depth + 1
		if h.nodes[i].depth > most {
			return false
		}
	}
	for i, l := range h.leaves {
		c.len[l.symbol] = uint8(h.nodes[i].depth)
	}
	return true
}

// assign gives bits to lengths (RFC 1951, 3.2.2).
func (c *code) assign(n int) {
	var count, next [mostBits + 2]uint16
	for _, l := range c.len[:n] {
		if l > 0 {
			count[l]++
		}
	}
	for l := 1; l <= mostBits; l++ {
		next[l+1] = (next[l] + count[l]) << 1
	}
	for s, l := range c.len[:n] {
		if l > 0 {
			c.bits[s] = bits.Reverse16(next[l]) >> (16 - l)
			next[l]++
		}
	}
}
