package layout

import (
	"slices"

	"seika/internal/geom"
)

// charge sets what every step costs in crossings of other lines.
func (s *search) charge(area geom.Rect) {
	nx, points := len(s.xs), len(s.xs)*len(s.ys)
	if cap(s.crossX) < points {
		s.crossX, s.crossY = make([]float32, 2*points), make([]float32, 2*points)
	}
	s.crossX, s.crossY = s.crossX[:points], s.crossY[:points]
	clear(s.crossX)
	clear(s.crossY)
	for _, i := range s.traffic.beside(area, s.self) {
		l := s.traffic.lines[i]
		for k := 1; k < len(l); k++ {
			r := geom.Around(l[k-1], l[k])
			switch {
			case r.Min.X == r.Max.X:
				chargeAcross(s.crossX, s.xs, s.ys, r.Min.X, r.Min.Y, r.Max.Y, 1, nx, float32(s.traffic.cross))
			case r.Min.Y == r.Max.Y:
				chargeAcross(s.crossY, s.ys, s.xs, r.Min.Y, r.Min.X, r.Max.X, nx, 1, float32(s.traffic.cross))
			}
		}
	}
}

// chargeAcross charges the steps over a straight part of a line at place at of the first axis, from lo to hi of the second.
// A step that begins or ends on it pays half, and so does one past its end.
func chargeAcross(cost []float32, first, second []float64, at, lo, hi float64, stride, stride2 int, toll float32) {
	i, on := slices.BinarySearch(first, at)
	j, _ := slices.BinarySearch(second, lo)
	for ; j < len(second) && second[j] <= hi; j++ {
		c := toll
		if second[j] == lo || second[j] == hi {
			c /= 2
		}
		switch {
		case on:
			if i > 0 {
				cost[(i-1)*stride+j*stride2] += c / 2
			}
			if i+1 < len(first) {
				cost[i*stride+j*stride2] += c / 2
			}
		case i > 0 && i < len(first):
			cost[(i-1)*stride+j*stride2] += c
		}
	}
}

// toll is what the step from a point to the one next to it costs in crossings.
func (s *search) toll(i, j int, d Side) float64 {
	if d.upright() {
		return float64(s.crossX[min(i, j)])
	}
	return float64(s.crossY[min(i, j)])
}
