package diagram

import (
	"cmp"
	"slices"

	"seika/internal/geom"
)

// Sizes of the blank between what is gathered, px.
const (
	gatherEdge = 40 // stays as it is on both sides, with the corners of lines there
	gatherGap  = 2*gatherEdge + 20
)

// Gathered is the picture without its blank stretches, from top to bottom and from side to side: what is left of a large one of which
// most was taken out. What stands left of something stays so, and lines keep their corners.
func (d *Diagram) Gathered() *Diagram {
	var xs, ys [][2]float64
	for _, r := range d.solid() {
		xs = append(xs, [2]float64{r.Min.X, r.Max.X})
		ys = append(ys, [2]float64{r.Min.Y, r.Max.Y})
	}
	to := gathering{closed(xs), closed(ys)}
	next := *d
	next.Boxes, next.Frames, next.Links, next.Stubs = slices.Clone(d.Boxes), slices.Clone(d.Frames), slices.Clone(d.Links), slices.Clone(d.Stubs)
	for i := range next.Boxes {
		b := &next.Boxes[i]
		by := to.shift(b.Rect.Min)
		b.Rect, b.Lines, b.Tags = b.Rect.Add(by), shifted(b.Lines, by), shifted(b.Tags, by)
	}
	for i := range next.Frames {
		f := &next.Frames[i]
		by := to.shift(f.Rect.Min)
		f.Rect, f.Bar, f.Title.At = f.Rect.Add(by), f.Bar.Add(by), f.Title.At.Add(by)
	}
	for i := range next.Links {
		l := &next.Links[i]
		l.Route.Points = to.points(l.Route.Points)
		if len(l.Label) > 0 {
			l.Label = shifted(l.Label, to.shift(l.Label[0].At))
		}
	}
	for i := range next.Stubs {
		s := &next.Stubs[i]
		by := to.shift(s.Tag.Min)
		s.Points, s.Tag, s.Name.At = to.points(s.Points), s.Tag.Add(by), s.Name.At.Add(by)
	}
	next.bound()
	return &next
}

// gathering is where a point goes.
type gathering struct{ x, y func(float64) float64 }

func (g gathering) point(p geom.Point) geom.Point { return geom.Pt(g.x(p.X), g.y(p.Y)) }

func (g gathering) shift(p geom.Point) geom.Point { return g.point(p).Sub(p) }

func (g gathering) points(list []geom.Point) []geom.Point {
	out := make([]geom.Point, len(list))
	for i, p := range list {
		out[i] = g.point(p)
	}
	return out
}

func shifted(list []Text, by geom.Point) []Text {
	out := slices.Clone(list)
	for i := range out {
		out[i].At = out[i].At.Add(by)
	}
	return out
}

// solid is what blank lies between.
func (d *Diagram) solid() (all []geom.Rect) {
	for i := range d.Boxes {
		all = append(all, d.Boxes[i].Rect)
	}
	for i := range d.Frames {
		all = append(all, d.Frames[i].Rect)
	}
	for i := range d.Links {
		if r := labelBounds(d.Links[i].Label); !r.Empty() {
			all = append(all, r)
		}
	}
	for i := range d.Stubs {
		all = append(all, d.Stubs[i].Tag)
	}
	return all
}

// closed maps an axis so that the stretches on it keep their lengths, and what is blank between them is no longer than gatherGap.
func closed(stretches [][2]float64) func(float64) float64 {
	slices.SortFunc(stretches, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	var gaps [][2]float64
	for i, end := 0, 0.0; i < len(stretches); i++ {
		if s := stretches[i]; i > 0 && s[0]-end > gatherGap {
			gaps = append(gaps, [2]float64{end + gatherEdge, s[0] - gatherEdge})
		}
		if i == 0 || stretches[i][1] > end {
			end = stretches[i][1]
		}
	}
	return func(v float64) float64 {
		by := 0.0
		for _, g := range gaps {
			const left = gatherGap - 2*gatherEdge
			switch {
			case v >= g[1]:
				by += g[1] - g[0] - left
			case v > g[0]:
				by += (v - g[0]) * (1 - left/(g[1]-g[0]))
			}
		}
		return v - by
	}
}
