package drawio

import (
	"strconv"

	"seika/internal/geom"
	"seika/internal/source"
)

// point reads where an end of a line lies that is glued to nothing.
func (c *Cell) point(e source.Element) {
	for i, which := range []string{"sourcePoint", "targetPoint"} {
		if e.Local == "mxPoint" && e.Attr("as") == which {
			n := func(name string) float64 { return finite(strconv.ParseFloat(e.Attr(name), 64)) }
			c.ends[i], c.placed[i] = geom.Pt(n("x"), n("y")), true
		}
	}
}

// glue joins ends that lie on a box, or beside it, to that: people draw lines up to boxes and do not see that they do not hold.
func (p *Page) glue() {
	const most = 2_000_000 // boxes looked at
	spent := 0
	holds := map[string]bool{}
	for _, c := range p.Cells {
		holds[c.Parent] = true
	}
	for _, c := range p.Cells {
		if !c.Edge {
			continue
		}
		for i, end := range []*string{&c.Source, &c.Target} {
			if *end != "" || !c.placed[i] {
				continue
			}
			if spent += len(p.Cells); spent > most {
				return
			}
			if box := p.under(c.ends[i], holds); box != nil {
				*end = box.ID
			}
		}
	}
	for _, c := range p.Cells { // a line of which both ends lie in one frame joins nothing
		if c.Edge && c.Source == c.Target && c.placed[0] && c.placed[1] {
			c.Source, c.Target = "", ""
		}
	}
}

// under is the smallest box at a place, or beside it. A frame is met at its border alone: what ends in it may end in the open.
func (p *Page) under(at geom.Point, holds map[string]bool) *Cell {
	const beside = 10 // px
	var found *Cell
	for _, c := range p.Cells {
		if !c.Vertex || c.Hidden || c.Rect.Empty() || !c.Rect.Grow(beside).Contains(at) {
			continue
		}
		if holds[c.ID] && c.Rect.Grow(-beside).Contains(at) {
			continue
		}
		if found == nil || c.Rect.W()*c.Rect.H() < found.Rect.W()*found.Rect.H() {
			found = c
		}
	}
	return found
}
