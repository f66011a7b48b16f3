// Package graphml writes GraphML: typed keys for scripts, and the looks that yEd knows. All edges have a direction, since
// libraries refuse files in which some have none; what is a sync the key kind tells.
package graphml

import (
	"context"
	"io"
	"strconv"

	"seika/assets"
	"seika/internal/cells"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.graphml.
var Format = export.Format{
	Name: "graphml", Suffix: ".graphml", Mime: "application/graphml+xml",
	Loses:   []lang.Msg{lang.M("format.drawing.loses")},
	Uses:    export.Names | export.Notes | export.Theme,
	Diagram: write,
}

const head = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:y="http://www.yworks.com/xml/graphml" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
`

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{d: d, o: o, p: o.Theme.Palette()}
	p.b.Raw(head)
	p.keys()
	p.b.Raw(`<graph id="G" edgedefault="directed">` + "\n")
	p.data(cells.OfMeta(d.Graph.Meta(), o.Private()))
	for s := range export.Walk(d) {
		switch {
		case s.Box != nil:
			p.box(s.Box)
		case s.End:
			p.b.Raw("</graph></node>\n")
		default:
			p.frame(s.Frame)
		}
	}
	for i := range d.Links {
		p.link(i, &d.Links[i])
	}
	p.b.Raw("</graph>\n</graphml>\n")
	return p.b.To(ctx, w)
}

type printer struct {
	b export.Buffer
	d *diagram.Diagram
	o export.Options
	p assets.Palette
}

// types are the cells that are no strings.
var types = map[string]string{"goal": "boolean", "holderCount": "int", "rounds": "int"}

// keys declares what may stand at elements: the cells by their own names, and the looks.
func (p *printer) keys() {
	key := func(name string) {
		kind := "string"
		if t, ok := types[name]; ok {
			kind = t
		}
		p.b.Raw(`<key id="`, name, `" for="all" attr.name="`, name, `" attr.type="`, kind, "\"/>\n")
	}
	seen := map[string]bool{}
	for _, name := range cells.Columns(p.o.Private()) {
		seen[name] = true
		key(name)
	}
	for _, f := range model.MetaFields {
		if !seen[f.Name] && (f.Name != "private" || p.o.Notes) && f.Type != model.Raw && f.Name != "version" {
			key(f.Name)
		}
	}
	p.b.Raw(`<key id="shown" for="all" attr.name="shown" attr.type="string"/>` + "\n")
	p.b.Raw(`<key id="nodelook" for="node" yfiles.type="nodegraphics"/>` + "\n")
	p.b.Raw(`<key id="edgelook" for="edge" yfiles.type="edgegraphics"/>` + "\n")
}

func (p *printer) data(list []cells.Cell) {
	for _, c := range list {
		p.b.Raw(`<data key="`, c.Name, `">`)
		p.b.XML(c.Text)
		p.b.Raw("</data>")
	}
	p.b.Raw("\n")
}

func (p *printer) geometry(r geom.Rect) {
	p.b.Raw("<y:Geometry")
	p.b.Measure("x", r.Min.X)
	p.b.Measure("y", r.Min.Y)
	p.b.Measure("width", r.W())
	p.b.Measure("height", r.H())
	p.b.Raw("/>")
}

func (p *printer) fill(c string) {
	p.b.Raw(`<y:Fill color="`, c, `" transparent="false"/>`)
}

func (p *printer) border(colour, kind string, width float64) {
	p.b.Raw(`<y:BorderStyle color="`, colour, `" type="`, kind, `"`)
	p.b.Measure("width", width)
	p.b.Raw("/>")
}

func (p *printer) box(b *diagram.Box) {
	n := b.Node
	p.b.Raw(`<node id="`, export.ID(n.ID), `">`)
	shown := texts(b.Lines)
	p.data(append(cells.OfNode(n, p.o.Private()), cells.Cell{Name: "shown", Text: shown}))
	fill, line, text := p.p.Box, p.p.BoxLine, p.p.Text
	kind, width, shape := "line", 1.5, "rectangle"
	if n.Kind == model.Intangible {
		fill, kind, shape = p.p.Intangible, "dashed", "roundrectangle"
	}
	if n.Scope == model.External {
		line, text = p.p.ExternalLine, p.p.ExternalText
	}
	if n.Goal {
		width = 4
	}
	p.b.Raw(`<data key="nodelook"><y:ShapeNode>`)
	p.geometry(b.Rect)
	p.fill(export.Hex(fill))
	p.border(export.Hex(line), kind, width)
	p.label("NodeLabel", shown, export.Hex(text), 14, ` modelName="internal" modelPosition="c"`)
	for _, t := range b.Tags {
		p.label("NodeLabel", t.Line.Text, export.Hex(p.p.ExternalText), 9, ` modelName="internal" modelPosition="tr"`)
		break // yEd sets more of them onto each other
	}
	p.b.Raw(`<y:Shape type="`, shape, "\"/></y:ShapeNode></data></node>\n")
}

func texts(list []diagram.Text) string {
	out := ""
	for i, t := range list {
		if i > 0 {
			out += "\n"
		}
		out += t.Line.Text
	}
	return out
}

func (p *printer) label(element, s, colour string, size int, more string) {
	p.b.Raw("<y:", element, ` fontFamily="BIZ UDPGothic" fontSize="`, strconv.Itoa(size), `" textColor="`, colour, `"`, more, ">")
	p.b.XML(s)
	p.b.Raw("</y:", element, ">")
}

func (p *printer) frame(f *diagram.Frame) {
	id := export.ID(f.Group.ID)
	p.b.Raw(`<node id="`, id, `" yfiles.foldertype="group">`)
	shown := f.Title.Line.Text
	p.data(append(cells.OfGroup(f.Group, p.o.Private()), cells.Cell{Name: "shown", Text: shown}))
	width := 1.0
	if f.Group.Kind == model.Composite {
		width = 2
	}
	p.b.Raw(`<data key="nodelook"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode>`)
	p.geometry(f.Rect)
	p.b.Raw(`<y:Fill hasColor="false" transparent="false"/>`)
	p.border(export.Hex(p.p.Frame), "line", width)
	p.label("NodeLabel", shown, export.Hex(p.p.Text), 12, ` alignment="left" autoSizePolicy="node_width" backgroundColor="`+export.Hex(p.p.TitleBar)+`" modelName="internal" modelPosition="t"`)
	p.b.Raw(`<y:Shape type="rectangle"/><y:State closed="false" innerGraphDisplayEnabled="false"/></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>`)
	p.b.Raw(`<graph id="`, id, `_graph" edgedefault="directed">`, "\n")
}

func (p *printer) link(i int, l *diagram.Link) {
	r := l.Relation
	p.b.Raw(`<edge id="e`, strconv.Itoa(i), `" source="`, export.ID(r.From), `" target="`, export.ID(r.To), `">`)
	p.data(cells.OfRelation(r, p.o.Private()))
	colour, kind, tail, tip := p.p.IO, "line", "none", "standard"
	if r.Kind == model.Sync {
		colour, kind, tail, tip = p.p.Sync, "dashed", "plain", "plain"
	}
	p.b.Raw(`<data key="edgelook"><y:PolyLineEdge>`)
	p.route(l)
	p.b.Raw(`<y:LineStyle color="`, export.Hex(colour), `" type="`, kind, `" width="1.5"/><y:Arrows source="`, tail, `" target="`, tip, `"/>`)
	if r.Label != "" {
		p.label("EdgeLabel", texts(l.Label), export.Hex(p.p.Text), 11, "")
	}
	p.b.Raw("</y:PolyLineEdge></data></edge>\n")
}

// route writes a line: where it leaves and enters, from the centres of its ends, and its corners.
func (p *printer) route(l *diagram.Link) {
	points := l.Route.Points
	from, one := p.d.Rect(l.Relation.From)
	to, two := p.d.Rect(l.Relation.To)
	if len(points) < 2 || !one || !two {
		return
	}
	a, b := points[0].Sub(from.Center()), points[len(points)-1].Sub(to.Center())
	p.b.Raw("<y:Path")
	p.b.Measure("sx", a.X)
	p.b.Measure("sy", a.Y)
	p.b.Measure("tx", b.X)
	p.b.Measure("ty", b.Y)
	p.b.Raw(">")
	for _, q := range points[1 : len(points)-1] {
		p.b.Raw("<y:Point")
		p.b.Measure("x", q.X)
		p.b.Measure("y", q.Y)
		p.b.Raw("/>")
	}
	p.b.Raw("</y:Path>")
}
