package scene

import (
	"image/color"
	"math"
	"strconv"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/typeset"
)

// Marks are drawn as paths: no font has all of them, and they must look the same everywhere.

// circle is a closed circle.
func circle(c geom.Point, r float64) geom.Path { return appendCircle(nil, c, r) }

func appendCircle(p geom.Path, c geom.Point, r float64) geom.Path {
	return geom.AppendRoundRect(p, geom.Centered(c, geom.Size{W: 2 * r, H: 2 * r}), r)
}

// thought is the kind mark of an intangible deliverable: a thought, 10 × 10 px from at.
func thought(at geom.Point) geom.Path {
	p := make(geom.Path, 0, 20)
	p = geom.AppendRoundRect(p, geom.R(at.X, at.Y, at.X+10, at.Y+6.5), 3.25)
	p = appendCircle(p, at.Add(geom.Pt(2.9, 7.7)), 1.2)
	return appendCircle(p, at.Add(geom.Pt(0.9, 9.3)), 0.7)
}

// askMark is the question mark of something assumed, filled where a question is written down; 10 × 10 px from at.
func askMark(at geom.Point, asked bool, l look) []Item {
	sign := l.line
	plate := Item{Part: AskMark, Shape: Path{circle(at.Add(geom.Pt(5, 5)), 5)}, Fill: l.line}
	if asked {
		sign = l.paper
	} else {
		plate.Fill = color.NRGBA{}
		plate.Stroke = Solid(l.line, 1)
	}
	return append([]Item{plate}, question(at, AskMark, sign)...)
}

// question is the sign ? in a field of 10 × 10 px from at.
func question(at geom.Point, part Part, c color.NRGBA) []Item {
	var p geom.Path
	pt := func(x, y float64) geom.Point { return at.Add(geom.Pt(x, y)) }
	p.MoveTo(pt(3.4, 3.7))
	p.CubeTo(pt(3.4, 1.7), pt(6.6, 1.7), pt(6.6, 3.7))
	p.CubeTo(pt(6.6, 5.0), pt(5, 4.9), pt(5, 6.3))
	return []Item{
		{Part: part, Shape: Path{p}, Stroke: Solid(c, 1.2)},
		{Part: part, Shape: Path{circle(pt(5, 7.9), 0.75)}, Fill: c},
	}
}

// badgeSize is the width of a badge on the screen.
const badgeSize = 16

// mark draws the badge of an element, or of the whole model when At is empty (which has no place on the picture).
func (b *builder) mark(m diagram.Mark) {
	r, ok := b.d.Rect(m.At)
	if !ok {
		return
	}
	anchor := r.Min
	shift := geom.Pt(-3, -3)
	if l, link := b.d.Link(m.At); link && len(l.Route.Points) > 1 {
		anchor, shift = badgePlace(l)
	}
	items := BadgeItems(m.Severity, b.o.Theme)
	number := m.Count
	if m.Number > 0 {
		number = m.Number
	}
	if number > 1 || m.Number > 0 {
		line := typeset.Shape(strconv.Itoa(number), typeset.Style{Weight: typeset.Bold, Size: 10})
		items = append(items, Item{
			Part: SmallText, Fill: b.p.Text, Shape: TextLine{line, geom.Pt(badgeSize/2+2, -1)},
		})
	}
	for i := range items {
		items[i].Fixed, items[i].Anchor = true, anchor
		items[i].Shape = moved(items[i].Shape, shift)
	}
	b.add(Group{Ref: m.At, Class: Badge, Title: m.Question, Items: items, Data: []Attr{{"rule", m.Rule}, {SeverityAttr, severityNames[m.Severity]}}})
}

// SeverityAttr names the attribute of a badge that says how severe it is, in the words of severityNames.
const SeverityAttr = "severity"

var severityNames = [...]string{"info", "low", "medium", "high", "error"}

func moved(s Shape, by geom.Point) Shape {
	switch s := s.(type) {
	case RoundRect:
		s.Rect = s.Rect.Add(by)
		return s
	case Path:
		return Path{s.Path.Translate(by)}
	case TextLine:
		s.At = s.At.Add(by)
		return s
	default:
		panic("unknown shape")
	}
}

// BadgeItems draws the sign of a severity round the origin. Shape and fill tell severities apart, not colour alone.
func BadgeItems(s diagram.Severity, t assets.Theme) []Item {
	p := t.Palette()
	const r = badgeSize / 2
	var plate geom.Path
	var look assets.Badge
	var sign []Item
	switch s {
	case diagram.Error:
		look, plate = p.Error, polygon(8, r, math.Pi/8)
		var x geom.Path
		x.MoveTo(geom.Pt(-3, -3))
		x.LineTo(geom.Pt(3, 3))
		x.MoveTo(geom.Pt(3, -3))
		x.LineTo(geom.Pt(-3, 3))
		sign = []Item{{Part: Sign, Shape: Path{x}, Stroke: Solid(look.Sign, 2)}}
	case diagram.High:
		look, plate = p.High, triangle()
		var bar geom.Path
		bar.MoveTo(geom.Pt(0, -3))
		bar.LineTo(geom.Pt(0, 1.8))
		sign = []Item{
			{Part: Sign, Shape: Path{bar}, Stroke: Solid(look.Sign, 1.8)},
			{Part: Sign, Shape: Path{circle(geom.Pt(0, 4.4), 1.1)}, Fill: look.Sign},
		}
	case diagram.Medium:
		look, plate = p.Medium, polygon(4, r+0.5, 0)
		sign = question(geom.Pt(-5, -5), Sign, look.Sign)
	case diagram.Low:
		look, plate = p.Low, circle(geom.Point{}, r-1)
		sign = []Item{{Part: Sign, Shape: Path{circle(geom.Point{}, 2)}, Fill: look.Sign}}
	case diagram.Info:
		look, plate = p.Info, geom.RoundRect(geom.R(-6.5, -6.5, 6.5, 6.5), 1)
		var stem geom.Path
		stem.MoveTo(geom.Pt(0, -1))
		stem.LineTo(geom.Pt(0, 4))
		sign = []Item{
			{Part: Sign, Shape: Path{stem}, Stroke: Solid(look.Sign, 1.8)},
			{Part: Sign, Shape: Path{circle(geom.Pt(0, -3.4), 1.1)}, Fill: look.Sign},
		}
	default:
		panic("unknown severity")
	}
	return append([]Item{{Part: Plate, Shape: Path{plate}, Fill: look.Fill, Stroke: Solid(p.Text, 1)}}, sign...)
}

func polygon(corners int, r, turn float64) geom.Path {
	var p geom.Path
	for i := range corners {
		a := turn + 2*math.Pi*float64(i)/float64(corners)
		q := geom.Pt(r*math.Cos(a), r*math.Sin(a))
		if i == 0 {
			p.MoveTo(q)
			continue
		}
		p.LineTo(q)
	}
	p.Close()
	return p
}

func triangle() geom.Path {
	var p geom.Path
	p.MoveTo(geom.Pt(0, -8.5))
	p.LineTo(geom.Pt(9, 7))
	p.LineTo(geom.Pt(-9, 7))
	p.Close()
	return p
}
