package source

import (
	"bytes"
	"io"

	"seika/internal/lang"
)

// Packing counts what the packed parts of one source unpack to. Small files that unpack to large ones are made to do harm.
type Packing struct {
	Limits Limits
	total  int64
}

const (
	mostRatio = 100        // of bytes unpacked to bytes packed
	freeRatio = 100 * kilo // bytes unpacked up to which the ratio does not matter
)

// Read takes all that r gives, which unpacks so many packed bytes; unpacked is how many it says these are, 0 if it does not. bad
// says that there is too much of it, or that it is damaged.
func (p *Packing) Read(r io.Reader, packed, unpacked int64) (data []byte, what lang.Msg, bad bool) {
	limit := p.Limits.value(Inflated) - p.total
	most, what := limit, lang.M("source.limit.inflated", "limit", size(p.Limits.value(Inflated)))
	if ratio := max(freeRatio, packed*mostRatio); ratio < most {
		most, what = ratio, lang.M("source.limit.ratio", "n", mostRatio)
	}
	const known = 64 * mega // taken at its word
	var b bytes.Buffer
	b.Grow(int(max(0, min(unpacked, most, known))) + bytes.MinRead) // growing step by step holds a large part three times
	_, err := b.ReadFrom(io.LimitReader(r, most+1))
	data = b.Bytes()
	p.total += int64(len(data))
	switch {
	case int64(len(data)) > most:
		return nil, what, true
	case err != nil:
		return nil, lang.M("source.packed"), true
	default:
		return data, lang.Msg{}, false
	}
}

// Known counts what was not packed at all.
func (p *Packing) Known(in []byte) (data []byte, what lang.Msg, bad bool) {
	p.total += int64(len(in))
	what, bad = p.Limits.Over(Inflated, p.total)
	return in, what, bad
}

// Inside is something that lies inside the source, as an input of its own.
func (in *Input) Inside(data []byte) *Input {
	return &Input{File: in.File, Data: data, Limits: in.Limits}
}

// Adopt takes over what is wrong with something that begins at a byte of this source: nobody can look into it.
func (in *Input) Adopt(offset int, inner *Input) {
	for _, p := range inner.Problems {
		in.Add(offset, p.At, p.What)
	}
	in.More += inner.More
}
