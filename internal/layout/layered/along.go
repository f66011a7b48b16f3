package layered

import (
	"cmp"
	"math"
	"slices"

	"seika/internal/layout"
)

// Room along the flow for lines and labels between two ranks, px.
const (
	trackGap  = 6.0  // between lines side by side
	trackEdge = 10.0 // between these and boxes or frames
	labelEdge = 12.0 // on either side of a label
	frameEdge = 24.0 // beside a frame
	headRoom  = 36.0 // beside a frame that a line ends on
)

// along finds the centre of every rank along the flow: a rank is as wide as its widest block.
func along(o *ordering, pads []frame, at []float64, labels []float64) []float64 {
	width := rankWidths(o.ranked)
	before, after := make([]float64, o.ranks), make([]float64, o.ranks) // what frames take beside a rank
	left, right := frameRoom(o, pads)
	for k := range pads {
		before[o.lo[k]] = math.Max(before[o.lo[k]], left[k])
		after[o.hi[k]] = math.Max(after[o.hi[k]], right[k])
	}
	ended := make([]bool, o.ranks) // lines end on frames there
	for _, v := range o.v {
		ended[v.rank] = ended[v.rank] || v.kind == anchor
	}
	x := make([]float64, o.ranks)
	for r := 1; r < o.ranks; r++ {
		frames := after[r-1] + before[r]
		gap := float64(layout.RankGap)
		if frames > 0 {
			gap = math.Max(gap, frames+frameEdge)
		}
		if ended[r-1] || ended[r] {
			gap = math.Max(gap, frames+headRoom)
		}
		if n := tracks(o, r-1, at); n > 0 {
			gap = math.Max(gap, frames+2*trackEdge+float64(n-1)*trackGap)
		}
		if labels[r-1] > 0 {
			gap = math.Max(gap, frames+labels[r-1]+2*labelEdge)
		}
		x[r] = math.Ceil(x[r-1] + width[r-1]/2 + gap + width[r]/2)
	}
	return x
}

func rankWidths(o *ranked) []float64 {
	width := make([]float64, o.ranks)
	for _, v := range o.v {
		if v.kind == boxes {
			width[v.rank] = math.Max(width[v.rank], o.blocks[v.block].size.W)
		}
	}
	return width
}

// frameRoom is how far every frame reaches beyond its first rank, and beyond its last: inner frames that begin or end there
// come first.
func frameRoom(o *ordering, pads []frame) (before, after []float64) {
	before, after = make([]float64, len(pads)), make([]float64, len(pads))
	for k := len(pads) - 1; k >= 0; k-- {
		before[k] += pads[k].before
		after[k] += pads[k].after
		q := pads[k].parent
		if q >= 0 && o.lo[q] == o.lo[k] {
			before[q] = math.Max(before[q], before[k])
		}
		if q >= 0 && o.hi[q] == o.hi[k] {
			after[q] = math.Max(after[q], after[k])
		}
	}
	return before, after
}

// tracks is the greatest number of slanting lines side by side between a rank and the next: each needs its own track.
func tracks(o *ordering, r int, at []float64) int {
	type border struct {
		y    float64
		step int
	}
	var borders []border
	for _, s := range o.segs[o.segAt[r]:o.segAt[r+1]] {
		a, b := at[s.tail], at[s.head]
		if math.Abs(a-b) > 2*layout.BoxGap {
			borders = append(borders, border{math.Min(a, b), 1}, border{math.Max(a, b), -1})
		}
	}
	slices.SortFunc(borders, func(a, b border) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.step, b.step)) })
	most, n := 0, 0
	for _, b := range borders {
		n += b.step
		most = max(most, n)
	}
	return most
}

// padded widens the borders of frames whose title is longer than what they hold is sure to be, so that a title never
// reaches beyond them.
func padded(g *ranked) []frame {
	pads := slices.Clone(g.p.frames)
	width := rankWidths(g)
	n := len(pads)
	across := make([]float64, n)                            // the least a frame holds
	firsts, lasts := make([]float64, n), make([]float64, n) // widest in its first and last rank
	for _, v := range g.v {
		if v.kind != boxes || v.group < 0 {
			continue
		}
		size := g.blocks[v.block].size
		across[v.group] = math.Max(across[v.group], size.H)
		for k := v.group; k >= 0; k = pads[k].parent {
			if v.rank == g.lo[k] {
				firsts[k] = math.Max(firsts[k], size.W)
			}
			if v.rank == g.hi[k] {
				lasts[k] = math.Max(lasts[k], size.W)
			}
		}
	}
	for k := n - 1; k >= 0; k-- {
		p := &pads[k]
		long := firsts[k]
		if g.hi[k] > g.lo[k] {
			long = firsts[k]/2 + lasts[k]/2
			for r := g.lo[k]; r < g.hi[k]; r++ {
				long += width[r]/2 + layout.RankGap + width[r+1]/2
			}
		}
		if more := math.Ceil((p.along - long - p.before - p.after) / 2); more > 0 {
			p.before, p.after = p.before+more, p.after+more
		}
		if more := math.Ceil((p.across - across[k] - p.above - p.below) / 2); more > 0 {
			p.above, p.below = p.above+more, p.below+more
		}
		if q := p.parent; q >= 0 {
			across[q] = math.Max(across[q], across[k]+p.above+p.below)
		}
	}
	return pads
}
