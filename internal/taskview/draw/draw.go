// Package draw says how a task view looks: as its file has it, else as it is laid out here. It knows no window and no file.
package draw

import (
	"image/color"

	"seika/assets"
	"seika/internal/geom"
	"seika/internal/layout"
	"seika/internal/scene"
	"seika/internal/taskview"
	"seika/internal/typeset"
	"seika/model"
)

// Look is what is to be seen of an element beside what it is.
type Look struct {
	Alone bool   // nothing corresponds to it
	Pale  bool   // it is not what is looked at
	Note  string // beside it, such as a score
}

// Picture is a task view that is laid out.
type Picture struct {
	View   *taskview.View
	boxes  map[string]geom.Rect
	routes []route
	frames []frame
}

type route struct {
	points  []geom.Point
	message bool
	name    string
}

type frame struct {
	id, name string
	rect     geom.Rect
	pool     bool
}

// Sizes of signs in px at 100 %, as most programs draw them.
var (
	taskSize    = geom.Size{W: 116, H: 72}
	eventSize   = geom.Size{W: 36, H: 36}
	gatewaySize = geom.Size{W: 46, H: 46}
)

// Plan is a task view as what is to be laid out: its nodes in their order, its flows, then its messages.
func Plan(v *taskview.View) *layout.Graph {
	p := &layout.Graph{}
	at := map[string]int{}
	for i, n := range v.Nodes {
		if _, twice := at[n.ID]; !twice {
			at[n.ID] = i
		}
		p.Nodes = append(p.Nodes, layout.Node{Size: sizeOf(n), Group: layout.None})
	}
	for _, e := range edges(v) {
		a, ok := at[e.from]
		b, there := at[e.to]
		if ok && there {
			p.Edges = append(p.Edges, layout.Edge{From: layout.End{Index: a}, To: layout.End{Index: b}})
		}
	}
	return p
}

func sizeOf(n taskview.Node) geom.Size {
	switch {
	case n.Kind.Event():
		return eventSize
	case n.Kind.Gateway():
		return gatewaySize
	default:
		return taskSize
	}
}

type edge struct {
	from, to, name string
	message        bool
}

// edges are the lines between nodes.
func edges(v *taskview.View) []edge {
	var list []edge
	for _, f := range v.Flows {
		list = append(list, edge{from: f.From, to: f.To, name: f.Name})
	}
	for _, m := range v.Messages {
		list = append(list, edge{from: m.From, to: m.To, name: m.Name, message: true})
	}
	return list
}

// frame takes pools, lanes, boxes and data from the file.
func (p *Picture) frame(drawn map[string]geom.Rect) {
	for _, x := range p.View.Parties {
		if r, ok := drawn[x.ID]; ok {
			p.frames = append(p.frames, frame{x.ID, x.Name, r, true})
		}
	}
	for _, x := range p.View.Lanes {
		if r, ok := drawn[x.ID]; ok {
			p.frames = append(p.frames, frame{x.ID, x.Name, r, false})
		}
	}
	for _, x := range p.View.Data {
		if r, ok := drawn[x.ID]; ok {
			p.boxes[x.ID] = r
		}
	}
}

// lead takes the lines of flows and messages.
func (p *Picture) lead(r *layout.Result) {
	i := 0
	for _, e := range edges(p.View) {
		_, ok := p.boxes[e.from]
		_, there := p.boxes[e.to]
		if !ok || !there {
			continue
		}
		if i < len(r.Routes) && len(r.Routes[i].Points) > 1 {
			p.routes = append(p.routes, route{r.Routes[i].Points, e.message, e.name})
		}
		i++
	}
}

// Rect is where an element stands.
func (p *Picture) Rect(id string) (geom.Rect, bool) {
	r, ok := p.boxes[id]
	return r, ok
}

// At is the element at a point, "" for none.
func (p *Picture) At(q geom.Point) string {
	found, least := "", 0.0
	for id, r := range p.boxes {
		if size := r.W() * r.H(); r.Contains(q) && (found == "" || size < least || size == least && id < found) {
			found, least = id, size
		}
	}
	return found
}

// Scene draws a picture. looks say what more is to be seen of elements.
func (p *Picture) Scene(t assets.Theme, looks map[string]Look) *scene.Scene {
	b := brush{p: t.Palette(), looks: looks}
	for _, f := range p.frames {
		b.frame(f)
	}
	for _, r := range p.routes {
		b.route(r)
	}
	for _, u := range p.uses() {
		b.use(u)
	}
	inside := map[string]bool{}
	for _, n := range p.View.Nodes {
		inside[n.Box] = true
	}
	for _, big := range []bool{true, false} { // sub-processes lie below what is in them
		for _, n := range p.View.Nodes {
			if inside[n.ID] == big {
				b.node(n, p.boxes[n.ID], big)
			}
		}
	}
	for _, d := range p.View.Data {
		if r, ok := p.boxes[d.ID]; ok {
			b.data(d, r)
		}
	}
	return scene.Of(t, p.View.Name, b.groups)
}

// brush draws element by element.
type brush struct {
	p      assets.Palette
	looks  map[string]Look
	groups []scene.Group
}

const (
	textSize  = 12
	smallSize = 11
	lineWidth = 1.5
	corner    = 10
)

func (b *brush) add(id string, class scene.Class, items ...scene.Item) {
	b.groups = append(b.groups, scene.Group{Ref: model.ID(id), Class: class, Items: items})
}

func (b *brush) frame(f frame) {
	items := []scene.Item{{Part: scene.Body, Shape: scene.RoundRect{Rect: f.rect}, Stroke: scene.Solid(b.p.Frame, 1)}}
	if f.name != "" {
		l := typeset.Shape(f.name, typeset.Style{Weight: typeset.Bold, Size: smallSize})
		at := geom.Pt(8, 16)
		if f.pool {
			at = geom.Pt(0, -6) // a lane begins at the same corner
		}
		items = append(items, scene.Item{Part: scene.SmallText, Shape: scene.TextLine{Line: l, At: f.rect.Min.Add(at)}, Fill: b.p.Text})
	}
	b.add(f.id, scene.Frame, items...)
}

func (b *brush) route(r route) {
	c := b.p.IO
	items := scene.IOItems(r.points, c)
	if r.message {
		items[0].Stroke.Dash = scene.Dash{On: 5, Off: 4}
	}
	if r.name != "" {
		l := typeset.Shape(r.name, typeset.Style{Weight: typeset.Regular, Size: smallSize})
		at := r.points[0].Add(r.points[1]).Mul(0.5)
		items = append(items, scene.Item{Part: scene.SmallText, Shape: scene.TextLine{Line: l, At: at.Sub(geom.Pt(l.Width/2, 5))}, Fill: b.p.Text})
	}
	b.add("", scene.Relation, items...)
}

func (b *brush) node(n taskview.Node, r geom.Rect, big bool) {
	stroke := scene.Solid(b.p.BoxLine, lineWidth)
	look := b.looks[n.ID]
	if look.Pale {
		was := b.p
		defer func() { b.p = was }()
		b.p.Text, b.p.BoxLine = fainter(b.p.Text), fainter(b.p.BoxLine)
		stroke = scene.Solid(b.p.BoxLine, lineWidth)
	}
	var items []scene.Item
	switch {
	case n.Kind.Event():
		if n.Kind == taskview.EndEvent {
			stroke.Width = 3
		}
		items = append(items, scene.Item{Part: scene.Body, Shape: scene.RoundRect{Rect: r, Radius: r.W() / 2}, Fill: b.p.Paper, Stroke: stroke})
		if n.Kind != taskview.StartEvent && n.Kind != taskview.EndEvent {
			items = append(items, scene.Item{Part: scene.Inner, Shape: scene.RoundRect{Rect: r.Grow(-3), Radius: r.W()/2 - 3}, Stroke: scene.Solid(b.p.BoxLine, 1)})
		}
		items = append(items, b.below(taskview.OneLine(n.Name), r)...)
	case n.Kind.Gateway():
		items = append(items, diamond(r, b.p.Paper, stroke), b.sign(n.Kind, r))
		items = append(items, b.below(taskview.OneLine(n.Name), r)...)
	case big:
		items = append(items, scene.Item{Part: scene.Body, Shape: scene.RoundRect{Rect: r, Radius: corner}, Stroke: stroke})
		l := typeset.Shape(taskview.OneLine(n.Name), typeset.Style{Weight: typeset.Bold, Size: smallSize})
		items = append(items, scene.Item{Part: scene.Text, Shape: scene.TextLine{Line: l, At: r.Min.Add(geom.Pt(10, 18))}, Fill: b.p.Text})
	default:
		if look.Alone {
			stroke.Dash = scene.Dash{On: 4, Off: 4}
		}
		items = append(items, scene.Item{Part: scene.Body, Shape: scene.RoundRect{Rect: r, Radius: corner}, Fill: b.p.Box, Stroke: stroke})
		if look.Alone {
			items = append(items, hatch(r, fainter(b.p.BoxLine))...)
		}
		items = append(items, b.inside(taskview.OneLine(n.Name), r)...)
	}
	if look.Note != "" {
		l := typeset.Shape(look.Note, typeset.Style{Weight: typeset.Bold, Size: smallSize})
		items = append(items, scene.Item{Part: scene.SmallText, Shape: scene.TextLine{Line: l, At: geom.Pt(r.Max.X-l.Width-5, r.Min.Y+13)}, Fill: b.p.Text})
	}
	b.add(n.ID, scene.Box, items...)
}

func fainter(c color.NRGBA) color.NRGBA {
	c.A /= 4
	return c
}

// inside sets a name into a box, as many lines as it has room for.
func (b *brush) inside(name string, r geom.Rect) []scene.Item {
	style := typeset.Style{Weight: typeset.Regular, Size: textSize}
	const leading = 16
	lines := typeset.Wrap(name, style, r.W()-8)
	if most := max(1, int((r.H()-6)/leading)); len(lines) > most {
		lines = lines[:most]
	}
	var items []scene.Item
	y := r.Center().Y - leading*float64(len(lines)-1)/2 + textSize*0.36
	for i, l := range lines {
		items = append(items, scene.Item{
			Part: scene.Text, Shape: scene.TextLine{Line: l, At: geom.Pt(r.Center().X-l.Width/2, y+leading*float64(i))}, Fill: b.p.Text,
		})
	}
	return items
}

// below sets a name under a small sign.
func (b *brush) below(name string, r geom.Rect) []scene.Item {
	if name == "" {
		return nil
	}
	const leading, widest, most = 14, 110, 2
	lines := typeset.Wrap(name, typeset.Style{Weight: typeset.Regular, Size: smallSize}, widest)
	lines = lines[:min(most, len(lines))]
	var items []scene.Item
	for i, l := range lines {
		items = append(items, scene.Item{
			Part: scene.SmallText, Shape: scene.TextLine{Line: l, At: geom.Pt(r.Center().X-l.Width/2, r.Max.Y+leading*float64(i+1))}, Fill: b.p.Text,
		})
	}
	return items
}

func diamond(r geom.Rect, fill color.NRGBA, stroke scene.Stroke) scene.Item {
	c := r.Center()
	var p geom.Path
	p.MoveTo(geom.Pt(c.X, r.Min.Y))
	p.LineTo(geom.Pt(r.Max.X, c.Y))
	p.LineTo(geom.Pt(c.X, r.Max.Y))
	p.LineTo(geom.Pt(r.Min.X, c.Y))
	p.Close()
	return scene.Item{Part: scene.Body, Shape: scene.Path{Path: p}, Fill: fill, Stroke: stroke}
}

// sign is the mark in a gateway: × for one way, + for all, ○ for some.
func (b *brush) sign(k taskview.Kind, r geom.Rect) scene.Item {
	c, d := r.Center(), r.W()/6
	stroke := scene.Solid(b.p.Text, 2)
	var p geom.Path
	cross := func(x, y float64) {
		p.MoveTo(c.Sub(geom.Pt(x, y)))
		p.LineTo(c.Add(geom.Pt(x, y)))
	}
	switch k {
	case taskview.Xor:
		cross(d, d)
		cross(d, -d)
	case taskview.And:
		cross(d*1.3, 0)
		cross(0, d*1.3)
	default:
		return scene.Item{Part: scene.KindMark, Shape: scene.RoundRect{Rect: geom.Centered(c, geom.Size{W: 2.4 * d, H: 2.4 * d}), Radius: 1.2 * d}, Stroke: stroke}
	}
	return scene.Item{Part: scene.KindMark, Shape: scene.Path{Path: p}, Stroke: stroke}
}

func (b *brush) data(d taskview.Data, r geom.Rect) {
	const fold = 10
	var p geom.Path
	p.MoveTo(r.Min)
	p.LineTo(geom.Pt(r.Max.X-fold, r.Min.Y))
	p.LineTo(geom.Pt(r.Max.X, r.Min.Y+fold))
	p.LineTo(r.Max)
	p.LineTo(geom.Pt(r.Min.X, r.Max.Y))
	p.Close()
	items := []scene.Item{{Part: scene.Body, Shape: scene.Path{Path: p}, Fill: b.p.Paper, Stroke: scene.Solid(b.p.BoxLine, 1)}}
	items = append(items, b.below(taskview.WithState(d.Name, d.State), r)...)
	b.add(d.ID, scene.Box, items...)
}

// hatch are lines across a box.
func hatch(r geom.Rect, c color.NRGBA) []scene.Item {
	const apart = 12
	var p geom.Path
	for x := r.Min.X - r.H() + apart; x < r.Max.X; x += apart {
		from, to := geom.Pt(x, r.Max.Y), geom.Pt(x+r.H(), r.Min.Y)
		if from.X < r.Min.X+2 {
			from = geom.Pt(r.Min.X+2, from.Y-(r.Min.X+2-from.X))
		}
		if to.X > r.Max.X-2 {
			to = geom.Pt(r.Max.X-2, to.Y+(to.X-r.Max.X+2))
		}
		if from.X < to.X {
			p.MoveTo(from)
			p.LineTo(to)
		}
	}
	return []scene.Item{{Part: scene.KindMark, Shape: scene.Path{Path: p}, Stroke: scene.Solid(c, 1)}}
}
