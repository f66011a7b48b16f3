package draw

import (
	"seika/internal/geom"
	"seika/internal/scene"
	"seika/internal/taskview"
)

// use is a line between data and who reads or writes it.
type use struct {
	from, to geom.Point
	node     string
	directed bool
}

// uses are the straight lines between what the file has places for; the way points of a file are not read.
func (p *Picture) uses() []use {
	var list []use
	for _, u := range p.View.Uses {
		a, ok := p.boxes[u.Data]
		b, there := p.boxes[u.Node]
		if !ok || !there || a.Overlaps(b) {
			continue
		}
		if u.Direction == taskview.Out {
			a, b = b, a
		}
		list = append(list, use{leave(a, b.Center()), leave(b, a.Center()), u.Node, u.Direction != taskview.Unsure})
	}
	return list
}

// leave is where a line from the middle of a rectangle to a point outside leaves it.
func leave(r geom.Rect, to geom.Point) geom.Point {
	c := r.Center()
	d := to.Sub(c)
	share := 1.0
	if d.X != 0 {
		share = min(share, r.W()/2/abs(d.X))
	}
	if d.Y != 0 {
		share = min(share, r.H()/2/abs(d.Y))
	}
	return c.Add(d.Mul(share))
}

func abs(x float64) float64 { return max(x, -x) }

// use draws a dotted line with an open head.
func (b *brush) use(u use) {
	c := b.p.IO
	if b.looks[u.node].Pale {
		c = fainter(c)
	}
	var line geom.Path
	line.MoveTo(u.from)
	line.LineTo(u.to)
	items := []scene.Item{{Part: scene.Route, Shape: scene.Path{Path: line}, Stroke: scene.Stroke{Color: c, Width: 1, Dash: scene.Dash{On: 2, Off: 3}}}}
	if d := u.to.Dist(u.from); u.directed && d > 0 {
		const long = 7
		along := u.to.Sub(u.from).Mul(long / d)
		side := geom.Pt(-along.Y, along.X).Mul(0.6)
		var head geom.Path
		head.MoveTo(u.to.Sub(along).Add(side))
		head.LineTo(u.to)
		head.LineTo(u.to.Sub(along).Sub(side))
		items = append(items, scene.Item{Part: scene.Head, Shape: scene.Path{Path: head}, Stroke: scene.Solid(c, 1)})
	}
	b.add("", scene.Relation, items...)
}
