package scene

import (
	"image/color"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/model"
)

func (b *builder) link(l diagram.Link) {
	r, mark := l.Relation, " > "
	if r.Kind == model.Sync {
		mark = " = "
	}
	ends := [2]string{b.d.Name(l.From), b.d.Name(l.To)}
	g := Group{Ref: r.ID(), Class: Relation, Line: l.Route.Points, Ends: ends, Title: ends[0] + mark + ends[1]}
	if len(l.Route.Points) < 2 {
		b.add(g)
		return
	}
	if r.Kind == model.Sync {
		g.Data = syncData
		g.Items = SyncItems(l.Route.Points, b.p.Sync)
	} else {
		g.Data = ioData
		g.Items = IOItems(l.Route.Points, b.p.IO)
	}
	if doubted(r) {
		c := askPlace(l)
		plate := Item{Part: AskMark, Shape: Path{circle(c, diagram.MarkSize/2+1)}, Fill: b.p.Paper}
		g.Items = append(g.Items, plate)
		at := c.Sub(geom.Pt(diagram.MarkSize/2, diagram.MarkSize/2))
		g.Items = append(g.Items, askMark(at, r.Ask != "", look{line: b.p.IO, paper: b.p.Paper})...)
	}
	for _, t := range l.Label {
		g.Items = append(g.Items, Item{Part: SmallText, Shape: RoundRect{plateOf(t), 2}, Fill: b.p.Paper}, b.text(SmallText, t, b.p.Text))
	}
	b.add(g)
}

// stub draws a relation that leaves the picture.
func (b *builder) stub(x *diagram.Stub) {
	points := x.Points
	if !x.Out {
		points = []geom.Point{points[1], points[0]}
	}
	g := Group{Ref: x.Relation.ID(), Class: Relation, Line: points, Title: x.Title, Data: ioData, Items: IOItems(points, b.p.IO)}
	if x.Relation.Kind == model.Sync {
		g.Data, g.Items = syncData, SyncItems(points, b.p.Sync)
	}
	tag := RoundRect{x.Tag, x.Tag.H() / 2}
	g.Items = append(g.Items, Item{Part: Body, Shape: tag, Fill: b.p.TitleBar, Stroke: Solid(b.p.Frame, areaWidth)}, b.text(SmallText, x.Name, b.p.Text))
	b.add(g)
}

func doubted(r model.Relation) bool { return r.Confidence == model.Assumed || r.Ask != "" }

// plateOf is the paper behind a line of a label.
func plateOf(t diagram.Text) geom.Rect {
	size := t.Line.Style.Size
	return geom.R(t.At.X-3, t.At.Y-size, t.At.X+t.Line.Width+3, t.At.Y+size/3)
}

func plates(l diagram.Link) geom.Rect {
	var all geom.Rect
	for _, t := range l.Label {
		all = all.Union(plateOf(t))
	}
	return all
}

// askPlace is the centre of the question mark of a line: half way along it, or behind its label.
func askPlace(l diagram.Link) geom.Point {
	if r := plates(l); !r.Empty() {
		return geom.Pt(r.Max.X+diagram.MarkSize/2+1, r.Center().Y)
	}
	return middle(l.Route.Points)
}

// badgePlace is where the badge of a line stands, and how far from there, px of the screen: half way along the line, or in
// front of what is written there.
func badgePlace(l diagram.Link) (anchor, shift geom.Point) {
	if r := plates(l); !r.Empty() {
		return geom.Pt(r.Min.X, r.Center().Y), geom.Pt(-badgeSize/2-2, 0)
	}
	if doubted(l.Relation) {
		return middle(l.Route.Points).Sub(geom.Pt(diagram.MarkSize/2+1, 0)), geom.Pt(-badgeSize/2-2, 0)
	}
	return middle(l.Route.Points), geom.Point{}
}

// middle is the point half way along a line.
func middle(points []geom.Point) geom.Point {
	total := 0.0
	for i := 1; i < len(points); i++ {
		total += points[i].Dist(points[i-1])
	}
	left := total / 2
	for i := 1; i < len(points); i++ {
		d := points[i].Dist(points[i-1])
		if d >= left && d > 0 {
			return points[i-1].Lerp(points[i], left/d)
		}
		left -= d
	}
	return points[len(points)-1]
}

// IOItems draws an input along its route: a solid line and a filled head at what is made.
func IOItems(points []geom.Point, c color.NRGBA) []Item {
	short, tip, back := shorten(points, headLong)
	side := geom.Pt(-(tip.Y-back.Y)/headLong, (tip.X-back.X)/headLong).Mul(headWide / 2.0)
	head := make(geom.Path, 0, 4)
	head.MoveTo(tip)
	head.LineTo(back.Add(side))
	head.LineTo(back.Sub(side))
	head.Close()
	return []Item{
		{Part: Route, Shape: Path{geom.Polyline(short, bend)}, Stroke: Solid(c, lineWidth)},
		{Part: Head, Shape: Path{head}, Fill: c},
	}
}

// SyncItems draws a sync along its route: a dashed line and open heads at both ends.
func SyncItems(points []geom.Point, c color.NRGBA) []Item {
	items := make([]Item, 0, 3)
	items = append(items, Item{Part: Route, Shape: Path{geom.Polyline(points, bend)}, Stroke: Stroke{c, lineWidth, syncDash}})
	for _, end := range [][2]geom.Point{
		{points[len(points)-1], points[len(points)-2]}, {points[0], points[1]},
	} {
		tip, from := end[0], end[1]
		d := tip.Dist(from)
		if d == 0 {
			continue
		}
		along := tip.Sub(from).Mul(openHead / d)
		side := geom.Pt(-along.Y, along.X).Mul(0.5)
		head := make(geom.Path, 0, 3)
		head.MoveTo(tip.Sub(along).Add(side))
		head.LineTo(tip)
		head.LineTo(tip.Sub(along).Sub(side))
		items = append(items, Item{Part: Head, Shape: Path{head}, Stroke: Solid(c, lineWidth)})
	}
	return items
}

// shorten takes length off the end of a line: the line stops at the base of its head.
func shorten(points []geom.Point, length float64) (short []geom.Point, tip, back geom.Point) {
	n := len(points)
	tip = points[n-1]
	d := tip.Dist(points[n-2])
	if d == 0 {
		return points, tip, tip.Sub(geom.Pt(length, 0))
	}
	back = tip.Add(points[n-2].Sub(tip).Mul(length / d))
	short = append([]geom.Point{}, points...)
	if d > length {
		short[n-1] = back
	}
	return short, tip, back
}
