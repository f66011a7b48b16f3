package raster

import (
	"image"
	"math"

	"seika/internal/geom"
	"seika/internal/scene"
)

// Strokes are filled as one set of polygons that are all wound the same way: the rasteriser adds signed areas, so that pieces
// wound opposite ways would cut holes where they overlap and equal ones saturate.

const (
	thinnest    = 0.75 // device px; nothing is drawn thinner
	bold        = 2.0  // px at 100 %; such lines stay twice as thick as others however small the picture
	roundFrom   = 2.0  // joins of wider strokes are round, device px
	leastDash   = 4.0  // a pattern with shorter dashes is doubled, device px
	mostDashes  = 2000 // of one straight piece in view; more there are only in lines no picture has, which become solid
	mostCrossed = 5e4  // px across all dashes of a piece: lines as wide as a picture take their time
	countable   = 1e9  // device px along a path; dashes further on cannot be told apart by their numbers
	mostSides   = 200  // of a round join
	sharpTurn   = 0.8  // cosine; corners of curves that were cut into lines are flatter, and beads on them would show
)

// stroke adds the outline of a line.
func (b *brush) stroke(run []geom.Point, closed bool, at place, s scene.Stroke, clip image.Rectangle) {
	width := strokeWidth(s.Width, at.k)
	n := len(run)
	segments := n - 1
	if closed {
		segments = n
	}
	near := geom.R(float64(clip.Min.X), float64(clip.Min.Y), float64(clip.Max.X), float64(clip.Max.Y)).Grow(width + 1)
	d := dashes(run, closed, at.k, s.Dash)
	way := 0.0 // device px from the start of the path
	for i := range segments {
		p, q := at.point(run[i]), at.point(run[(i+1)%n])
		length := run[i].Dist(run[(i+1)%n]) * at.k // not from p and q, so that the same dashes fall everywhere
		if length == 0 {
			continue
		}
		from, to, ok := visible(p, q, near)
		if many := (to - from) * length / d.period; ok && (d.on == 0 || !(many < mostDashes && many*width < mostCrossed && way+to*length < countable)) {
			if length <= farthest/2 {
				from, to = 0, 1
			}
			b.bar(p.Lerp(q, from), p.Lerp(q, to), width, clip)
		} else if ok {
			b.dashed(p, q, length, way, from*length, to*length, d, width, clip)
		}
		way += length
		if join := i+1 < segments || closed; join && ok && (d.on == 0 || d.isOn(way)) {
			b.join(p, q, at.point(run[(i+2)%n]), width, clip)
		}
	}
}

// strokeWidth is how wide a stroke is drawn, device px.
func strokeWidth(width, k float64) float64 {
	least := thinnest
	if width >= bold {
		least = 2 * thinnest
	}
	return math.Min(farthest/2, math.Max(least, width*k))
}

// pattern is a dash pattern in device px; on = 0 is a solid line.
type pattern struct{ on, period float64 }

func (d pattern) isOn(way float64) bool { return math.Mod(way, d.period) < d.on }

// dashes fits a pattern to a path: doubled while its dashes are too short to see, and on a closed path stretched so that it
// closes without a stub.
func dashes(run []geom.Point, closed bool, k float64, d scene.Dash) pattern {
	if d.On <= 0 {
		return pattern{}
	}
	p := pattern{d.On * k, (d.On + math.Max(0, d.Off)) * k}
	if !(p.on > 1e-6) {
		return pattern{}
	}
	for p.on < leastDash {
		p.on, p.period = 2*p.on, 2*p.period
	}
	if !closed {
		return p
	}
	length := 0.0
	for i := range run {
		length += run[i].Dist(run[(i+1)%len(run)]) * k
	}
	if count := math.Round(length / p.period); count >= 1 {
		stretch := length / count / p.period
		p.on, p.period = p.on*stretch, p.period*stretch
	}
	return p
}

// dashed adds the dashes of one segment between two ways along it, both counted from its start.
func (b *brush) dashed(p, q geom.Point, length, way, from, to float64, d pattern, width float64, clip image.Rectangle) {
	first := math.Floor((way + from) / d.period)
	for i := first; i*d.period-way < to; i++ {
		a := math.Max(i*d.period-way, 0)
		z := math.Min(i*d.period+d.on-way, length)
		if z > a {
			b.bar(p.Lerp(q, a/length), p.Lerp(q, z/length), width, clip)
		}
	}
}

// visible is which part of a segment, from 0 to 1, may meet an area.
func visible(p, q geom.Point, r geom.Rect) (from, to float64, ok bool) {
	from, to = 0, 1
	d := q.Sub(p)
	for _, e := range [4][2]float64{
		{-d.X, p.X - r.Min.X}, {d.X, r.Max.X - p.X}, {-d.Y, p.Y - r.Min.Y}, {d.Y, r.Max.Y - p.Y},
	} {
		switch {
		case e[0] == 0 && e[1] < 0:
			return 0, 0, false
		case e[0] < 0:
			from = math.Max(from, e[1]/e[0])
		case e[0] > 0:
			to = math.Min(to, e[1]/e[0])
		}
	}
	return from, to, from <= to
}

// bar adds a straight piece of a stroke.
func (b *brush) bar(p, q geom.Point, width float64, clip image.Rectangle) {
	d := q.Sub(p)
	l := d.Len()
	if l == 0 {
		return
	}
	n := geom.Pt(-d.Y/l*width/2, d.X/l*width/2)
	b.polygon(clip, p.Add(n), p.Sub(n), q.Sub(n), q.Add(n))
}

// join fills the corner between two pieces.
func (b *brush) join(p, q, r geom.Point, width float64, clip image.Rectangle) {
	in, out := q.Sub(p), r.Sub(q)
	cross := in.X*out.Y - in.Y*out.X
	if math.Abs(cross) <= 1e-9*in.Len()*out.Len() {
		return
	}
	if sharp := in.X*out.X+in.Y*out.Y < sharpTurn*in.Len()*out.Len(); sharp && width >= roundFrom {
		b.disc(q, width/2, clip)
		return
	}
	side := -math.Copysign(width/2, cross)
	a := geom.Pt(-in.Y, in.X).Mul(side / in.Len())
	c := geom.Pt(-out.Y, out.X).Mul(side / out.Len())
	if cross > 0 {
		b.polygon(clip, q, q.Add(a), q.Add(c))
	} else {
		b.polygon(clip, q, q.Add(c), q.Add(a))
	}
}

// disc adds a circle.
func (b *brush) disc(c geom.Point, r float64, clip image.Rectangle) {
	n := max(8, int(math.Min(mostSides, math.Ceil(3*math.Sqrt(r))*4)))
	x, y := b.local(geom.Pt(c.X+r, c.Y), clip)
	b.ras.MoveTo(x, y)
	for i := 1; i < n; i++ {
		a := 2 * math.Pi * float64(i) / float64(n)
		x, y = b.local(geom.Pt(c.X+r*math.Cos(a), c.Y+r*math.Sin(a)), clip)
		b.ras.LineTo(x, y)
	}
	b.ras.ClosePath()
}

func (b *brush) polygon(clip image.Rectangle, corners ...geom.Point) {
	for i, c := range corners {
		x, y := b.local(c, clip)
		if i == 0 {
			b.ras.MoveTo(x, y)
			continue
		}
		b.ras.LineTo(x, y)
	}
	b.ras.ClosePath()
}
