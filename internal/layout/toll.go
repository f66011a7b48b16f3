package layout

import (
	"slices"

	"seika/internal/geom"
)

// charge sets what every step costs in crossings of other lines. Costs are whole numbers of px, so that their order does
// not matter; of every part they are noted as differences where it begins and ends, which are then added up.
func (s *search) charge(area geom.Rect) {
	nx, ny := len(s.xs), len(s.ys)
	points := nx * ny
	if cap(s.crossX) < points {
		s.crossX, s.crossY = make([]float32, 2*points), make([]float32, 2*points)
	}
	s.crossX, s.crossY = s.crossX[:points], s.crossY[:points]
	clear(s.crossX)
	clear(s.crossY)
	s.columns.set(s.xs)
	s.rows.set(s.ys)
	t := s.traffic
	t.lanes.each(geom.R(s.xs[0], s.ys[0], s.xs[nx-1], s.ys[ny-1]), func(k int32) {
		if t.lanes.parts[k].line == s.self {
			return
		}
		switch r := &t.lanes.rects[k]; {
		case r.Min.X == r.Max.X:
			chargeAcross(s.crossX, &s.columns, &s.rows, r.Min.X, r.Min.Y, r.Max.Y, 1, nx, float32(t.cross))
		case r.Min.Y == r.Max.Y:
			chargeAcross(s.crossY, &s.rows, &s.columns, r.Min.Y, r.Min.X, r.Max.X, nx, 1, float32(t.cross))
		}
	})
	for i := nx; i < points; i++ {
		s.crossX[i] += s.crossX[i-nx]
	}
	for y := range ny {
		row := s.crossY[y*nx : (y+1)*nx]
		for x := 1; x < nx; x++ {
			row[x] += row[x-1]
		}
	}
}

// chargeAcross charges the steps over a straight part of a line at place at of the first axis, from lo to hi of the second.
// A step that begins or ends on it pays half, and so does one past its end.
func chargeAcross(cost []float32, first, second *axis, at, lo, hi float64, stride, stride2 int, toll float32) {
	i := first.find(at)
	on := i < len(first.at) && first.at[i] == at
	if !on && (i == 0 || i == len(first.at)) {
		return
	}
	j, end := second.find(lo), second.find(hi)
	n := len(second.at)
	begins, ends := j < n && second.at[j] == lo, end < n && second.at[end] == hi
	if ends {
		end++
	}
	if j == end {
		return
	}
	d := run{j * stride2, end * stride2, stride2, n * stride2, begins, ends && hi != lo}
	switch {
	case !on:
		d.charge(cost[(i-1)*stride:], toll)
	default:
		if i > 0 {
			d.charge(cost[(i-1)*stride:], toll/2)
		}
		if i+1 < len(first.at) {
			d.charge(cost[i*stride:], toll/2)
		}
	}
}

// run is the steps side by side that a part of a line is crossed by: where they begin and end, how far they are apart and
// where there are no more, and whether the part begins and ends on the first and last of them.
type run struct {
	from, to, step, most int
	begins, ends         bool
}

// charge notes what the steps of a run cost: the first and the last one half, where the part begins and ends.
func (r run) charge(cost []float32, toll float32) {
	half := toll / 2
	if r.begins {
		cost[r.from] += half
		if next := r.from + r.step; next < r.most {
			cost[next] += half
		}
	} else {
		cost[r.from] += toll
	}
	if r.ends {
		cost[r.to-r.step] -= half
		toll = half
	}
	if r.to < r.most {
		cost[r.to] -= toll
	}
}

// axis finds places among the columns or rows of a grid.
type axis struct {
	at    []float64 // sorted
	begin []int32   // by slice: where to begin
	scale float64   // slices per px
}

// slices is how many slices of an axis there are for each place on it.
const slicesPerPlace = 4

// set takes over sorted places.
func (a *axis) set(at []float64) {
	n := slicesPerPlace * len(at)
	a.at, a.begin = at, slices.Grow(a.begin[:0], n+1)[:n+1]
	a.scale = 0
	if length := at[len(at)-1] - at[0]; length > 0 {
		a.scale = float64(n) / length
	}
	k := 0
	for i, v := range at { // slice s begins before the first place in it
		for end := a.slice(v); k <= end; k++ {
			a.begin[k] = int32(i)
		}
	}
}

// slice is the slice of a place on the axis.
func (a *axis) slice(v float64) int { return int((v - a.at[0]) * a.scale) }

// find is the number of the first place at or beyond v.
func (a *axis) find(v float64) int {
	switch {
	case v <= a.at[0]:
		return 0
	case v > a.at[len(a.at)-1]:
		return len(a.at)
	}
	i := int(a.begin[a.slice(v)])
	for a.at[i] < v {
		i++
	}
	return i
}
