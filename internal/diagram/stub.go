package diagram

import (
	"math"
	"strings"
	"unicode"

	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/typeset"
	"seika/model"
)

// Stub stands for a relation that leaves a part of a picture: a short line at the box it touches, and a tag that names what
// is at its other end.
type Stub struct {
	Relation model.Relation
	At       layout.End // the end that is there
	Port     layout.Port
	Out      bool // it is the From end
	Other    model.ID
	Points   []geom.Point // from the box to the tag
	Tag      geom.Rect
	Name     Text
	Title    string // the whole name
}

// Sizes of a stub in px at 100 %.
const (
	stubLong   = 26
	stubHeight = 16
	stubPad    = 5
	stubWidth  = 104 // a longer name is cut
)

// stub is what is left of a link, without a place yet; at is its end in the part.
func (d *Diagram) stub(l Link, at layout.End, out bool) Stub {
	if out {
		return Stub{Relation: l.Relation, At: at, Out: true, Other: l.Relation.To, Port: l.Route.From, Title: d.Name(l.To)}
	}
	return Stub{Relation: l.Relation, At: at, Other: l.Relation.From, Port: l.Route.To, Title: d.Name(l.From)}
}

// cut is a name on one line, with as many of its letters as there is room for.
func cut(name string, style typeset.Style, width float64) typeset.Line {
	name = strings.Join(strings.Fields(name), " ")
	line := typeset.Shape(name, style)
	for letters := []rune(name); line.Width > width && len(letters) > 1; {
		n := len(letters) - 1
		for n > 1 && (unicode.Is(unicode.Mn, letters[n]) || letters[n-1] == ' ') {
			n--
		}
		letters = letters[:n]
		line = typeset.Shape(string(letters)+"…", style)
	}
	return line
}

// outward is the direction away from a side.
func outward(s layout.Side) geom.Point {
	switch s {
	case layout.Top:
		return geom.Pt(0, -1)
	case layout.Left:
		return geom.Pt(-1, 0)
	case layout.Bottom:
		return geom.Pt(0, 1)
	case layout.Right:
		return geom.Pt(1, 0)
	default:
		panic("unknown side")
	}
}

// placed is the stub at a port of its box or frame, its tag so far away.
func (s Stub) placed(on geom.Rect, at layout.Port, far float64) Stub {
	size := geom.Size{W: even(s.Name.Line.Width + 2*stubPad), H: stubHeight}
	start, way := at.Of(on), outward(at.Side)
	end := start.Add(way.Mul(far))
	s.Port, s.Points = at, []geom.Point{start, end}
	s.Tag = geom.Centered(end.Add(geom.Pt(way.X*size.W/2, way.Y*size.H/2)), size)
	s.Name.At = geom.Pt(s.Tag.Min.X+stubPad, s.Tag.Min.Y+baseline(s.Name.Line.Style, stubHeight))
	return s
}

// What a place of a stub costs. Its own side is best, then the sides next to that; nothing is worth covering a box or a name.
const (
	costNext   = 12
	costAcross = 30
	costCross  = 15   // a line below the tag or across its line
	costHidden = 1000 // a box, a tag or a title below it
	stubStep   = 10.0 // px, which cost 1
	stubTries  = 24
)

// hang puts a stub where it covers least, near the place at which its line left. Where boxes stand so close that a tag would lie on one,
// its name is cut shorter.
func (d *Diagram) hang(s Stub) {
	var best Stub
	least := math.MaxInt
	for _, width := range []float64{stubWidth, stubWidth / 2} {
		s.Name = Text{Line: cut(s.Title, typeset.Style{Size: tagSize}, width)}
		for _, p := range ports(s.Port) {
			for n := range stubTries {
				cost := p.cost + n
				if cost >= least {
					break
				}
				x := s.placed(d.end(s.At), p.at, stubLong+stubStep*(float64(n)-p.nearer))
				if cost += d.covered(&x); cost < least {
					best, least = x, cost
				}
			}
		}
		if least < costHidden {
			break
		}
	}
	d.Stubs = append(d.Stubs, best)
}

// end is where an end of a link stands.
func (d *Diagram) end(e layout.End) geom.Rect {
	if e.Group {
		return d.Frames[e.Index].Rect
	}
	return d.Boxes[e.Index].Rect
}

// costed is a port where a stub may hang.
type costed struct {
	at     layout.Port
	cost   int
	nearer float64 // steps: a line that goes up or down may be short, as its tag is not high
}

// ports are where a stub may hang that left at a port.
func ports(own layout.Port) []costed {
	list := []costed{{at: own}, {at: own, cost: 1, nearer: 1}}
	for _, side := range []layout.Side{layout.Top, layout.Bottom, layout.Left, layout.Right} {
		cost := costNext
		switch way, was := outward(side), outward(own.Side); {
		case way == was:
			cost = stubStep / 2
		case way.Add(was) == geom.Point{}:
			cost = costAcross
		}
		nearer := 0.0
		if side == layout.Top || side == layout.Bottom {
			nearer = 1
		}
		for i, at := range []float64{0.5, 0.25, 0.75} {
			list = append(list, costed{layout.Port{Side: side, At: at}, cost + min(i, 1), nearer})
		}
	}
	return list
}

// covered is what a stub costs by what it lies on.
func (d *Diagram) covered(s *Stub) (cost int) {
	line := geom.Around(s.Points[0], s.Points[1]).Grow(1)
	for i, b := range d.Boxes {
		own := !s.At.Group && i == s.At.Index
		if s.Tag.Grow(3).Overlaps(b.Rect) || !own && line.Overlaps(b.Rect) {
			cost += costHidden
		}
	}
	for i, f := range d.Frames {
		if s.Tag.Overlaps(f.Bar) || s.At.Group && i == s.At.Index && s.Tag.Overlaps(f.Rect) {
			cost += costHidden
		} else if s.Tag.Overlaps(f.Rect) && !f.Rect.Holds(s.Tag) {
			cost++
		}
	}
	for _, o := range d.Stubs {
		if s.Tag.Grow(1).Overlaps(o.Tag) || line.Overlaps(o.Tag) || s.Tag.Overlaps(geom.Around(o.Points[0], o.Points[1]).Grow(1)) {
			cost += costHidden
		}
		cost += costCross * along(line, o.Points)
	}
	for i := range d.Links {
		route := d.Links[i].Route.Points
		cost += costCross * (along(line, route) + along(s.Tag, route))
	}
	return cost
}

// along counts the stretches of a route that a rectangle meets.
func along(r geom.Rect, route []geom.Point) (n int) {
	for i := 1; i < len(route); i++ {
		if geom.Around(route[i-1], route[i]).Grow(1).Overlaps(r) {
			n++
		}
	}
	return n
}
