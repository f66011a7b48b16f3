// Package drawio writes drawings that draw.io edits: deliverables as boxes, relations as lines glued to them, groups as
// containers, findings on a layer of their own. Labels are plain text, never markup.
package drawio

import (
	"context"
	"io"
	"math"
	"strconv"
	"strings"

	"seika/assets"
	"seika/internal/cells"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/model"
)

// Format is *.drawio.
var Format = export.Format{
	Name: "drawio", Suffix: ".drawio", Mime: "application/vnd.jgraph.mxfile",
	Loses:   []lang.Msg{lang.M("format.drawing.loses"), lang.M("format.drawio.fonts")},
	Uses:    export.Theme | export.Marks | export.Names | export.Notes,
	Diagram: write,
}

// The cells that every drawing has, and the layers.
const (
	root     = "0"
	elements = "1"
	findings = "findings"
)

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{d: d, o: o, p: o.Theme.Palette()}
	title := d.Title()
	if title == "" {
		title = lang.Text(d.Lang, "format.page")
	}
	p.b.Raw(`<mxfile host="seika"><diagram id="seika"`)
	p.b.Attr("name", title)
	p.b.Raw(`><mxGraphModel grid="1" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="0" math="0" shadow="0"`)
	p.b.Attr("background", export.Hex(p.p.Paper))
	p.b.Raw("><root>\n")
	p.object(root, "", export.AttrMeta(d.Graph.Meta(), o))
	p.b.Raw("<mxCell/></UserObject>\n")
	p.layer(elements, lang.Text(d.Lang, "format.drawio.elements"))
	for s := range export.Walk(d) {
		switch {
		case s.Box != nil:
			p.box(s.Box)
		case !s.End:
			p.frame(s.Frame)
		}
	}
	for i := range d.Links {
		p.link(&d.Links[i])
	}
	if len(d.Options.Marks) > 0 {
		p.layer(findings, lang.Text(d.Lang, "format.drawio.findings"))
		for i, m := range d.Options.Marks {
			p.mark(i, m)
		}
	}
	p.b.Raw("</root></mxGraphModel></diagram></mxfile>\n")
	return p.b.To(ctx, w)
}

type printer struct {
	b export.Buffer
	d *diagram.Diagram
	o export.Options
	p assets.Palette
}

func (p *printer) layer(id, name string) {
	p.b.Raw("<mxCell")
	p.b.Attr("id", id)
	p.b.Attr("value", name)
	p.b.Attr("parent", root)
	p.b.Raw("/>\n")
}

// object opens an element that carries attributes.
func (p *printer) object(id, label string, attrs []cells.Cell) {
	p.b.Raw("<UserObject")
	p.b.Attr("id", id)
	p.b.Attr("label", label)
	for _, a := range attrs {
		p.b.Attr(a.Name, a.Text)
	}
	p.b.Raw(">")
}

func (p *printer) cell(style []string, parent, more string) {
	p.b.Raw("<mxCell")
	p.b.Attr("style", strings.Join(style, ";")+";")
	p.b.Attr("parent", parent)
	p.b.Raw(more, ">")
}

// geometry writes where something stands, px from the corner of what it is in.
func (p *printer) geometry(r geom.Rect, in geom.Point) {
	p.b.Raw("<mxGeometry")
	p.b.Measure("x", r.Min.X-in.X)
	p.b.Measure("y", r.Min.Y-in.Y)
	p.b.Measure("width", r.W())
	p.b.Measure("height", r.H())
	p.b.Raw(` as="geometry"/>`)
}

// parent is the layer or group that something in a group is put into, and where that begins.
func (p *printer) parent(in model.ID) (id string, corner geom.Point) {
	if f, ok := p.d.Frame(in); ok {
		return export.ID(in), f.Rect.Min
	}
	return elements, geom.Point{}
}

func (p *printer) box(b *diagram.Box) {
	n := b.Node
	fill, line, text := p.p.Box, p.p.BoxLine, p.p.Text
	style := []string{"html=0", "whiteSpace=nowrap", "rounded=1", "absoluteArcSize=1"}
	if n.Kind == model.Intangible {
		fill = p.p.Intangible
		style = append(style, "arcSize=36", "dashed=1", "dashPattern=7 4")
	} else {
		style = append(style, "arcSize=12")
	}
	if n.Scope == model.External {
		line, text = p.p.ExternalLine, p.p.ExternalText
	}
	if n.Goal {
		style = append(style, "shape=ext", "double=1")
	}
	style = append(style, "strokeWidth=1.5", "fillColor="+export.Hex(fill), "strokeColor="+export.Hex(line), "fontColor="+export.Hex(text), fonts)
	shown := lines(b.Lines)
	parent, corner := p.parent(n.In)
	p.object(export.ID(n.ID), shown, append(export.AttrNode(n, p.o), cells.Cell{Name: "seika_label", Text: shown}))
	p.cell(style, parent, ` vertex="1"`)
	p.geometry(b.Rect, corner)
	p.b.Raw("</mxCell></UserObject>\n")
	for i, t := range b.Tags {
		p.tag(export.ID(n.ID)+"_t"+strconv.Itoa(i), export.ID(n.ID), t, b.Rect.Min)
	}
}

const fonts = "fontFamily=BIZ UDPGothic;fontSize=14"

// tag writes a small text inside a box, which moves with it.
func (p *printer) tag(id, parent string, t diagram.Text, corner geom.Point) {
	size := t.Line.Style.Size
	p.object(id, t.Line.Text, []cells.Cell{{Name: "seika_record", Text: "tag"}})
	p.cell([]string{
		"text", "html=0", "align=center", "verticalAlign=middle", "whiteSpace=nowrap", "spacing=0", "fontFamily=BIZ UDPGothic",
		"fontSize=" + strconv.FormatFloat(size, 'f', -1, 64), "fontColor=" + export.Hex(p.p.ExternalText), "connectable=0", "movable=0",
	}, parent, ` vertex="1"`)
	p.geometry(geom.R(t.At.X, t.At.Y-size, t.At.X+t.Line.Width, t.At.Y+size/4), corner)
	p.b.Raw("</mxCell></UserObject>\n")
}

func lines(list []diagram.Text) string {
	var out []string
	for _, t := range list {
		out = append(out, t.Line.Text)
	}
	return strings.Join(out, "\n")
}

func (p *printer) frame(f *diagram.Frame) {
	width := "strokeWidth=1"
	if f.Group.Kind == model.Composite {
		width = "strokeWidth=2"
	}
	bar := strconv.FormatFloat(math.Round(f.Bar.H()), 'f', -1, 64)
	shown := f.Title.Line.Text
	parent, corner := p.parent(f.Group.In)
	p.object(export.ID(f.Group.ID), shown, append(export.AttrGroup(f.Group, p.o), cells.Cell{Name: "seika_label", Text: shown}))
	p.cell([]string{
		"swimlane", "html=0", "container=1", "collapsible=0", "rounded=0", "startSize=" + bar, width, "align=left", "spacingLeft=8", "swimlaneFillColor=none",
		"fillColor=" + export.Hex(p.p.TitleBar), "strokeColor=" + export.Hex(p.p.Frame), "fontColor=" + export.Hex(p.p.Text), "fontStyle=1", "fontFamily=BIZ UDPGothic",
		"fontSize=" + strconv.FormatFloat(f.Title.Line.Style.Size, 'f', -1, 64),
	}, parent, ` vertex="1"`)
	p.geometry(f.Rect, corner)
	p.b.Raw("</mxCell></UserObject>\n")
}

func (p *printer) link(l *diagram.Link) {
	r := l.Relation
	style := []string{"html=0", "edgeStyle=orthogonalEdgeStyle", "rounded=1", "arcSize=12", "strokeWidth=1.5", "jettySize=auto"}
	colour := p.p.IO
	if r.Kind == model.Sync {
		colour = p.p.Sync
		style = append(style, "startArrow=open", "startFill=0", "endArrow=open", "endFill=0", "dashed=1", "dashPattern=6 4")
	} else {
		style = append(style, "endArrow=block", "endFill=1")
	}
	if len(l.Route.Points) > 1 {
		style = append(style, port("exit", l.Route.From), port("entry", l.Route.To))
	}
	style = append(style, "strokeColor="+export.Hex(colour), "fontColor="+export.Hex(p.p.Text), "labelBackgroundColor="+export.Hex(p.p.Paper), "fontFamily=BIZ UDPGothic", "fontSize=11")
	shown := lines(l.Label)
	p.object(export.ID(r.ID()), shown, append(export.AttrRelation(r, p.o), cells.Cell{Name: "seika_shown", Text: shown}))
	p.b.Raw("<mxCell")
	p.b.Attr("style", strings.Join(style, ";")+";")
	p.b.Attr("parent", elements)
	p.b.Attr("source", export.ID(r.From))
	p.b.Attr("target", export.ID(r.To))
	p.b.Raw(` edge="1"><mxGeometry relative="1"`)
	if len(l.Label) > 0 {
		p.b.Measure("x", 2*along(l.Route.Points, centre(l.Label))-1)
	}
	p.b.Raw(` as="geometry">`)
	if inner := l.Route.Points; len(inner) > 2 {
		p.b.Raw(`<Array as="points">`)
		for _, q := range inner[1 : len(inner)-1] {
			p.b.Raw("<mxPoint")
			p.b.Measure("x", q.X)
			p.b.Measure("y", q.Y)
			p.b.Raw("/>")
		}
		p.b.Raw("</Array>")
	}
	p.b.Raw("</mxGeometry></mxCell></UserObject>\n")
}

// port is the place on the rim of a box where a line is glued.
func port(end string, at layout.Port) string {
	q := at.Of(geom.R(0, 0, 1, 1))
	n := func(v float64) string { return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64) }
	return end + "X=" + n(q.X) + ";" + end + "Y=" + n(q.Y) + ";" + end + "Dx=0;" + end + "Dy=0;" + end + "Perimeter=0"
}

func centre(label []diagram.Text) geom.Point {
	var all geom.Rect
	for _, t := range label {
		size := t.Line.Style.Size
		all = all.Union(geom.R(t.At.X, t.At.Y-size, t.At.X+t.Line.Width, t.At.Y))
	}
	return all.Center()
}

// along is how far along a line the point of it lies that is nearest to another point: 0 at its beginning, 1 at its end.
func along(line []geom.Point, to geom.Point) float64 {
	var whole, best float64
	least := math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		long := a.Dist(b)
		if long == 0 {
			continue
		}
		d := b.Sub(a)
		t := math.Max(0, math.Min(1, ((to.X-a.X)*d.X+(to.Y-a.Y)*d.Y)/(long*long)))
		if off := a.Lerp(b, t).Dist(to); off < least-1e-6 {
			least, best = off, whole+t*long
		}
		whole += long
	}
	if whole == 0 {
		return 0.5
	}
	return best / whole
}

// mark writes a finding as a badge with its question as the hint.
func (p *printer) mark(i int, m diagram.Mark) {
	r, ok := p.d.Rect(m.At)
	if !ok {
		return
	}
	at := r.Min
	if l, link := p.d.Link(m.At); link && len(l.Route.Points) > 1 {
		at = l.Route.Points[len(l.Route.Points)/2]
	}
	number := m.Count
	if m.Number > 0 {
		number = m.Number
	}
	shape, badge := p.badge(m.Severity)
	p.object(findings+strconv.Itoa(i), strconv.Itoa(number), []cells.Cell{
		{Name: "tooltip", Text: m.Question}, {Name: "seika_record", Text: "finding"}, {Name: "seika_rule", Text: m.Rule}, {Name: "seika_at", Text: string(m.At)},
	})
	p.cell([]string{
		shape, "html=0", "aspect=fixed", "fillColor=" + export.Hex(badge.Fill), "strokeColor=" + export.Hex(p.p.Text),
		"fontColor=" + export.Hex(badge.Sign), "fontStyle=1", "fontSize=10", "fontFamily=BIZ UDPGothic",
	}, findings, ` vertex="1"`)
	p.geometry(geom.Centered(at, geom.Size{W: 18, H: 18}), geom.Point{})
	p.b.Raw("</mxCell></UserObject>\n")
}

// badge is the shape and the colours of a severity.
func (p *printer) badge(s diagram.Severity) (shape string, colours assets.Badge) {
	switch s {
	case diagram.Error:
		return "shape=hexagon;perimeter=hexagonPerimeter2", p.p.Error
	case diagram.High:
		return "triangle;direction=north", p.p.High
	case diagram.Medium:
		return "rhombus", p.p.Medium
	case diagram.Low:
		return "ellipse", p.p.Low
	case diagram.Info:
		return "ellipse", p.p.Info
	default:
		panic("unknown severity")
	}
}
