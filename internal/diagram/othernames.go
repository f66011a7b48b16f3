package diagram

import (
	"math"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// lang is the language of what is shown: that of the other names where these are.
func (c Names) lang(g *model.Graph) lang.Lang {
	if other := g.Meta().LangAlt; c == Alt && other != "" {
		return lang.Parse(other)
	}
	return NamesLang(g)
}

// Asked is the model as questions about a picture name its things: by the names that it shows. Ids and relations stay.
func (c Names) Asked(g *model.Graph) *model.Graph {
	if c != Alt {
		return g
	}
	r := g.Records()
	for i := range r.Nodes {
		if n := &r.Nodes[i]; n.NameAlt != "" {
			n.Name, n.NameAlt = n.NameAlt, n.Name
		}
	}
	for i := range r.Groups {
		if p := &r.Groups[i]; p.NameAlt != "" {
			p.Name, p.NameAlt = p.NameAlt, p.Name
		}
	}
	swap := func(main, alt *string) {
		if *alt != "" {
			*main, *alt = *alt, *main
		}
	}
	m := &r.Meta
	swap(&m.Title, &m.TitleAlt)
	swap(&m.Purpose, &m.PurposeAlt)
	swap(&m.Lang, &m.LangAlt)
	other, refused := model.Build(r)
	if len(refused) > 0 {
		return g
	}
	return other
}

// Spread is the model with its boxes farther apart, by one factor along and one across, where they would come nearer to each other
// under these names than they stand under the usual ones. What is drawn for others is drawn so; the document stays.
func (c Names) Spread(g *model.Graph) *model.Graph {
	const most = 2000 // boxes that are held against each other
	if c == Main || g.NodeCount() > most {
		return g
	}
	was, is, at := sizes(g, Main), sizes(g, c), make([]geom.Point, 0, g.NodeCount())
	for n := range g.Nodes() {
		if !n.At.Set {
			return g
		}
		at = append(at, n.At.Point())
	}
	by := geom.Pt(1, 1)
	for i := range at {
		for j := range i {
			by = apart(by, at[i], at[j], half(was[i], was[j]), half(is[i], is[j]))
		}
	}
	if by == geom.Pt(1, 1) {
		return g
	}
	var p edit.Place
	for n := range g.Nodes() {
		to := n.At.Point()
		p.At = append(p.At, edit.Placed{ID: n.ID, At: model.PlaceAt(geom.Pt(to.X*by.X, to.Y*by.Y))})
	}
	for f := range g.Groups() {
		if to := f.At.Point(); f.At.Set {
			p.At = append(p.At, edit.Placed{ID: f.ID, At: model.PlaceAt(geom.Pt(to.X*by.X, to.Y*by.Y))})
		}
	}
	next, _, err := model.Try(g, p)
	if err != nil {
		return g
	}
	return next
}

// Crowded counts the boxes that lie over others under the names that are shown, but would not under the usual ones.
func (d *Diagram) Crowded() int {
	const most = 2000 // boxes that are held against each other
	if d.Options.Names == Main || len(d.Boxes) > most {
		return 0
	}
	usual := make([]geom.Rect, len(d.Boxes))
	for i, b := range d.Boxes {
		usual[i] = box(b.Node, Options{}, NamesLang(d.Graph)).Rect
	}
	over := map[int]bool{}
	for i, a := range d.Boxes {
		for j, b := range d.Boxes[:i] {
			if a.Rect.Overlaps(b.Rect) && !usual[i].Overlaps(usual[j]) {
				over[i], over[j] = true, true
			}
		}
	}
	return len(over)
}

// sizes are those of the boxes, in the order of the model.
func sizes(g *model.Graph, c Names) []geom.Size {
	o, l := Options{Names: c}, c.lang(g)
	all := make([]geom.Size, 0, g.NodeCount())
	for n := range g.Nodes() {
		all = append(all, Size(n, o, l))
	}
	return all
}

// half is how far apart the centres of two boxes are that touch.
func half(a, b geom.Size) geom.Size { return geom.Size{W: (a.W + b.W) / 2, H: (a.H + b.H) / 2} }

// apart raises factors so that two boxes keep the gap between them, or what room a line wants. was and is are how far apart their
// centres are where they touch.
func apart(by, a, b geom.Point, was, is geom.Size) geom.Point {
	const (
		roomX = 40  // px
		roomY = 24  // px
		most  = 3.0 // times
	)
	d := geom.Pt(math.Abs(a.X-b.X), math.Abs(a.Y-b.Y))
	gapX, gapY := d.X-was.W, d.Y-was.H
	forX := (is.W + math.Min(gapX, roomX)) / d.X
	forY := (is.H + math.Min(gapY, roomY)) / d.Y
	switch {
	case gapX < 0 && gapY < 0: // one over the other: so people put them
	case gapX < 0:
		by.Y = math.Max(by.Y, math.Min(forY, most))
	case gapY < 0:
		by.X = math.Max(by.X, math.Min(forX, most))
	case d.X < is.W && d.Y < is.H && forX < forY:
		by.X = math.Max(by.X, math.Min(forX, most))
	case d.X < is.W && d.Y < is.H:
		by.Y = math.Max(by.Y, math.Min(forY, most))
	}
	return by
}
