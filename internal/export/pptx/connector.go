package pptx

import (
	"fmt"
	"math"
	"slices"

	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/model"
)

// site is the place of a side among those where connectors hang on a rectangle.
func site(side layout.Side) int {
	switch side {
	case layout.Top:
		return 0
	case layout.Left:
		return 1
	case layout.Bottom:
		return 2
	case layout.Right:
		return 3
	default:
		panic("unknown side")
	}
}

// hung is an end of a connector.
type hung struct{ shape, site int }

// sides is how many sites a preset rectangle has: the middles of its sides.
const sides = 4

// ports finds where lines hang on each box beside the middles of its sides, so that lines which come in beside each other stay
// apart where a program leads them anew.
func ports(d *diagram.Diagram) [][]layout.Port {
	all := make([][]layout.Port, len(d.Boxes))
	add := func(e layout.End, p layout.Port) {
		if !e.Group && !central(p) && !slices.Contains(all[e.Index], p) {
			all[e.Index] = append(all[e.Index], p)
		}
	}
	for i := range d.Links {
		l := &d.Links[i]
		add(l.From, l.Route.From)
		add(l.To, l.Route.To)
	}
	for i := range d.Stubs {
		add(d.Stubs[i].At, d.Stubs[i].Port)
	}
	return all
}

// central says that a port is in the middle of its side.
func central(p layout.Port) bool { return math.Abs(p.At-0.5) < 0.01 }

// hang is an end of a line where it is.
func (s *slide) hang(e layout.End, p layout.Port) hung {
	if e.Group || central(p) {
		return hung{s.shapeOf(e), site(p.Side)}
	}
	return hung{s.shapeOf(e), sides + slices.Index(s.ports[e.Index], p)}
}

// sited writes a rounded rectangle of our own, which has sites in the middles of its sides, as a preset one, and then others.
// Places are parts of the sides, so that they stay where they are when it is made larger.
func (s *slide) sited(x shape, w, h int) {
	r := x.adjust * min(w, h) / 100000
	all := append([]layout.Port{{Side: layout.Top, At: 0.5}, {Side: layout.Left, At: 0.5}, {Side: layout.Bottom, At: 0.5}, {Side: layout.Right, At: 0.5}}, x.ports...)
	s.b.WriteString(`<a:custGeom><a:avLst/><a:gdLst>`)
	for i, p := range all {
		along := "w"
		if p.Side == layout.Left || p.Side == layout.Right {
			along = "h"
		}
		fmt.Fprintf(&s.b, `<a:gd name="p%d" fmla="*/ %s %d 100000"/>`, i, along, int(math.Round(p.At*100000)))
	}
	s.b.WriteString(`</a:gdLst><a:ahLst/><a:cxnLst>`)
	for i, p := range all {
		at := [4]string{`ang="16200000"><a:pos x="p%d" y="t"/>`, `ang="10800000"><a:pos x="l" y="p%d"/>`, `ang="5400000"><a:pos x="p%d" y="b"/>`, `ang="0"><a:pos x="r" y="p%d"/>`}
		fmt.Fprintf(&s.b, `<a:cxn `+at[site(p.Side)]+`</a:cxn>`, i)
	}
	fmt.Fprintf(&s.b, `</a:cxnLst><a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="%d" h="%d"><a:moveTo><a:pt x="0" y="%d"/></a:moveTo>`, w, h, r)
	arc := func(start int) {
		fmt.Fprintf(&s.b, `<a:arcTo wR="%[1]d" hR="%[1]d" stAng="%d" swAng="5400000"/>`, r, start)
	}
	line := func(x, y int) { fmt.Fprintf(&s.b, `<a:lnTo><a:pt x="%d" y="%d"/></a:lnTo>`, x, y) }
	arc(10800000)
	line(w-r, 0)
	arc(16200000)
	line(w, h-r)
	arc(0)
	line(r, h)
	arc(5400000)
	s.b.WriteString(`<a:close/></a:path></a:pathLst></a:custGeom>`)
}

// framed writes the geometry of a frame: its title bar, a part of its height in 100,000ths, and an outline in which nothing is filled.
// The sites are those of a rectangle.
func (s *slide) framed(bar int) {
	const corners = `<a:moveTo><a:pt x="l" y="t"/></a:moveTo><a:lnTo><a:pt x="r" y="t"/></a:lnTo><a:lnTo><a:pt x="r" y="%[1]s"/></a:lnTo><a:lnTo><a:pt x="l" y="%[1]s"/></a:lnTo><a:close/>`
	fmt.Fprintf(&s.b, `<a:custGeom><a:avLst/><a:gdLst><a:gd name="bar" fmla="*/ h %d 100000"/></a:gdLst><a:ahLst/><a:cxnLst>`+
		`<a:cxn ang="16200000"><a:pos x="hc" y="t"/></a:cxn><a:cxn ang="10800000"><a:pos x="l" y="vc"/></a:cxn>`+
		`<a:cxn ang="5400000"><a:pos x="hc" y="b"/></a:cxn><a:cxn ang="0"><a:pos x="r" y="vc"/></a:cxn></a:cxnLst>`+
		`<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path>`+fmt.Sprintf(corners, "bar")+`</a:path><a:path fill="none">`+fmt.Sprintf(corners, "b")+
		`</a:path></a:pathLst></a:custGeom>`, bar)
}

func (s *slide) link(l *diagram.Link) {
	name := s.d.Name(l.From) + " > " + s.d.Name(l.To)
	if l.Relation.Kind == model.Sync {
		name = s.d.Name(l.From) + " = " + s.d.Name(l.To)
	}
	s.connector(l.Relation.Kind, name, l.Route.Points, s.hang(l.From, l.Route.From), s.hang(l.To, l.Route.To))
}

// stub draws a relation that leaves the slide: a tag that names the other end, and a connector from or to it.
func (s *slide) stub(x *diagram.Stub) {
	id := s.id()
	s.shape(shape{
		id: id, name: x.Title, geometry: "roundRect", adjust: 50000, rect: x.Tag, fill: s.deck.p.TitleBar,
		line: outline{color: s.deck.p.Frame, width: 0.75}, anchor: "ctr", wrap: "none", descr: lang.Text(s.d.Lang, "export.pptx.elsewhere"),
		paras: []para{s.named("ctr", x.Name.Line.Text, x.Name.Line.Style.Size, s.deck.p.Text)},
	})
	here, there := s.hang(x.At, x.Port), hung{id, site(opposite(x.Port.Side))}
	points := x.Points
	name := x.Title
	if !x.Out {
		here, there = there, here
		points = []geom.Point{points[1], points[0]}
	}
	s.connector(x.Relation.Kind, name, points, here, there)
}

func opposite(side layout.Side) layout.Side {
	switch side {
	case layout.Top:
		return layout.Bottom
	case layout.Left:
		return layout.Right
	case layout.Bottom:
		return layout.Top
	default:
		return layout.Left
	}
}

func (s *slide) connector(kind model.RelationKind, name string, points []geom.Point, from, to hung) {
	f := form(points, s.d.Boxes)
	means := lang.Text(s.d.Lang, "legend.io")
	if kind == model.Sync {
		means = lang.Text(s.d.Lang, "legend.sync")
	}
	x, y := s.on(f.at.Min)
	fmt.Fprintf(&s.b, `<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="%d" name="%s" descr="%s"/><p:cNvCxnSpPr><a:stCxn id="%d" idx="%d"/><a:endCxn id="%d" idx="%d"/></p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm`,
		s.id(), attr(name), attr(means), from.shape, from.site, to.shape, to.site)
	if f.turned {
		s.b.WriteString(` rot="5400000"`)
	}
	if f.flipH {
		s.b.WriteString(` flipH="1"`)
	}
	if f.flipV {
		s.b.WriteString(` flipV="1"`)
	}
	fmt.Fprintf(&s.b, `><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="%s"><a:avLst>`,
		x, y, whole(f.at.W()*s.k), whole(f.at.H()*s.k), f.geometry)
	for i, v := range f.adjust {
		fmt.Fprintf(&s.b, `<a:gd name="adj%d" fmla="val %d"/>`, i+1, v)
	}
	s.b.WriteString(`</a:avLst></a:prstGeom>`)
	s.line(kind == model.Sync)
	s.b.WriteString(`</p:spPr></p:cxnSp>`)
}

// line is how a relation looks.
func (s *slide) line(sync bool) {
	if sync {
		s.outline(outline{color: s.deck.p.Sync, width: 1.5, dash: true}, "arrow", "arrow")
	} else {
		s.outline(outline{color: s.deck.p.IO, width: 1.5}, "", "triangle")
	}
}

// bent is a route as a preset connector: in its own frame it runs from the upper left to the lower right and sets out to the
// right; then it is flipped, turned by a quarter and put in its place.
type bent struct {
	geometry     string
	adjust       []int // hundred-thousandths of width or height
	at           geom.Rect
	turned       bool
	flipH, flipV bool
}

// near is a distance that is nothing, px.
const near = 0.5

// form finds the connector that shows a route. One with more corners than any connector has takes a short cut past the boxes.
// A line that is not squared is straight.
func form(points []geom.Point, boxes []diagram.Box) bent {
	points = corners(points)
	if len(points) < 2 {
		b := bent{geometry: "straightConnector1"}
		if len(points) == 1 {
			b.at = geom.Rect{Min: points[0], Max: points[0]}
		}
		return b
	}
	if !squared(points) {
		a, b := points[0], points[len(points)-1]
		return bent{geometry: "straightConnector1", at: geom.R(math.Min(a.X, b.X), math.Min(a.Y, b.Y), math.Max(a.X, b.X), math.Max(a.Y, b.Y)), flipH: b.X < a.X, flipV: b.Y < a.Y}
	}
	if len(points) == 2 { // it bends once what hangs on it is moved
		c := points[0].Lerp(points[1], 0.5)
		points = []geom.Point{points[0], c, c, points[1]}
	}
	if len(points)-1 > mostStretches {
		points = shortCut(points, boxes)
	}
	return elbow(points)
}

// elbow is the connector of a route with 2 to mostStretches stretches.
func elbow(points []geom.Point) bent {
	turned := math.Abs(points[1].X-points[0].X) < near && math.Abs(points[1].Y-points[0].Y) >= near // it sets out up or down
	if turned {
		points = swapped(points)
	}
	n := len(points) - 1
	a, b := points[0], points[n]
	w, h := apart(b.X-a.X), apart(b.Y-a.Y)
	f := bent{geometry: fmt.Sprintf("bentConnector%d", n), turned: turned, flipH: w < 0, flipV: h < 0}
	for i := 1; i < n-1; i++ { // the corner after each inner stretch
		part := (points[i].X - a.X) / w
		if i%2 == 0 {
			part = (points[i].Y - a.Y) / h
		}
		f.adjust = append(f.adjust, int(math.Round(part*100000)))
	}
	size := geom.Size{W: math.Abs(b.X - a.X), H: math.Abs(b.Y - a.Y)}
	if n > 3 || n == 3 && size.W < near { // what is measured in parts of nothing would be nothing
		size = geom.Size{W: math.Abs(w), H: math.Abs(h)}
	}
	c := a.Lerp(b, 0.5)
	if turned {
		f.flipV = !f.flipV
		c = c.Swap()
	}
	f.at = geom.Centered(c, size)
	return f
}

// apart is a distance of which parts can be told: at least a px.
func apart(v float64) float64 {
	if math.Abs(v) < near {
		return math.Copysign(1, v)
	}
	return v
}

func swapped(points []geom.Point) []geom.Point {
	out := make([]geom.Point, len(points))
	for i, p := range points {
		out[i] = p.Swap()
	}
	return out
}

// corners leaves out points that are no corners.
func corners(points []geom.Point) []geom.Point {
	var out []geom.Point
	for _, p := range points {
		if n := len(out); n > 0 && out[n-1].Dist(p) < near {
			continue
		}
		for n := len(out); n > 1; n = len(out) {
			u, v := out[n-1].Sub(out[n-2]), p.Sub(out[n-1])
			if math.Abs(u.X*v.Y-u.Y*v.X) > near || u.X*v.X+u.Y*v.Y < 0 {
				break
			}
			out = out[:n-1]
		}
		out = append(out, p)
	}
	return out
}

// squared says that a route has only level and upright stretches, in turn.
func squared(points []geom.Point) bool {
	level := math.Abs(points[1].Y-points[0].Y) < near
	for i := 1; i < len(points); i++ {
		d := points[i].Sub(points[i-1])
		if level && math.Abs(d.Y) >= near || !level && math.Abs(d.X) >= near {
			return false
		}
		level = !level
	}
	return true
}
