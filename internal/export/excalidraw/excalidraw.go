// Package excalidraw writes drawings for Excalidraw: boxes with their text bound to them, arrows bound at both ends, frames.
package excalidraw

import (
	"context"
	"image/color"
	"io"
	"strconv"
	"strings"

	"seika/assets"
	"seika/internal/cells"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.excalidraw.
var Format = export.Format{
	Name: "excalidraw", Suffix: ".excalidraw", Mime: "application/json",
	Loses:   []lang.Msg{lang.M("format.drawing.loses"), lang.M("format.canvas.title"), lang.M("format.excalidraw.fonts")},
	Uses:    export.Names | export.Notes,
	Diagram: write,
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{d: d, o: o, p: assets.Light.Palette(), bound: map[model.ID][]model.ID{}}
	for _, l := range d.Links {
		for _, id := range []model.ID{l.Relation.From, l.Relation.To} {
			p.bound[id] = append(p.bound[id], l.Relation.ID())
		}
	}
	p.b.Raw("{\n\"type\":\"excalidraw\",\"version\":2,\"source\":\"seika\",\n\"elements\":[")
	for i := range d.Frames {
		p.frame(&d.Frames[i])
	}
	for i := range d.Boxes {
		p.box(&d.Boxes[i])
	}
	for i := range d.Links {
		p.link(&d.Links[i])
	}
	p.b.Raw("\n],\n\"appState\":{\"viewBackgroundColor\":\"#ffffff\",\"gridSize\":null},\"files\":{}\n}\n")
	return p.b.To(ctx, w)
}

type printer struct {
	b     export.Buffer
	d     *diagram.Diagram
	o     export.Options
	p     assets.Palette
	bound map[model.ID][]model.ID // lines of an element
	n     int                     // elements so far
}

// look is what differs between the elements of a drawing.
type look struct {
	line, fill color.NRGBA // no fill where it is clear
	width      float64
	dashed     bool
	round      bool
}

// begin opens an element with all that every element must have.
func (p *printer) begin(id, kind string, r geom.Rect, in model.ID, l look) {
	if p.n > 0 {
		p.b.Raw(",")
	}
	p.n++
	p.b.Raw("\n{\"id\":")
	p.b.JSON(id)
	p.text("type", kind)
	for _, m := range []struct {
		name  string
		value float64
	}{{"x", r.Min.X}, {"y", r.Min.Y}, {"width", r.W()}, {"height", r.H()}, {"strokeWidth", l.width}} {
		p.b.Raw(`,"`, m.name, `":`)
		p.b.Number(m.value)
	}
	p.text("strokeColor", export.Hex(l.line))
	fill, style, round := "transparent", "solid", "null"
	if l.fill.A > 0 {
		fill = export.Hex(l.fill)
	}
	if l.dashed {
		style = "dashed"
	}
	if l.round {
		round = `{"type":3}`
	}
	p.text("backgroundColor", fill)
	p.text("strokeStyle", style)
	seed := strconv.Itoa(p.n)
	p.b.Raw(`,"roundness":`, round, `,"seed":`, seed, `,"version":1,"versionNonce":`, seed,
		`,"angle":0,"fillStyle":"solid","roughness":0,"opacity":100,"groupIds":[],"isDeleted":false,"updated":1,"link":null,"locked":false`)
	if _, ok := p.d.Frame(in); ok {
		p.text("frameId", export.ID(in))
	} else {
		p.b.Raw(`,"frameId":null`)
	}
}

func (p *printer) text(name, value string) {
	p.b.Raw(`,"`, name, `":`)
	p.b.JSON(value)
}

// bind lists what is bound to an element: its text, if it has one, and its lines.
func (p *printer) bind(id model.ID, text string) {
	p.b.Raw(`,"boundElements":[`)
	comma := ""
	if text != "" {
		p.b.Raw(`{"type":"text","id":`)
		p.b.JSON(text)
		p.b.Raw("}")
		comma = ","
	}
	for _, r := range p.bound[id] {
		p.b.Raw(comma, `{"type":"arrow","id":`)
		p.b.JSON(export.ID(r))
		p.b.Raw("}")
		comma = ","
	}
	p.b.Raw("]")
}

func (p *printer) custom(list []cells.Cell) {
	p.b.Raw(`,"customData":{`)
	for i, c := range list {
		if i > 0 {
			p.b.Raw(",")
		}
		p.b.JSON(c.Name)
		p.b.Raw(":")
		p.b.JSON(c.Text)
	}
	p.b.Raw("}")
}

func (p *printer) frame(f *diagram.Frame) {
	width := 1.0
	if f.Group.Kind == model.Composite {
		width = 2
	}
	p.begin(export.ID(f.Group.ID), "frame", f.Rect, "", look{line: p.p.Frame, width: width}) // frames lie in no frame
	p.text("name", f.Title.Line.Text)
	p.bind(f.Group.ID, "")
	p.custom(append(export.AttrGroup(f.Group, p.o), cells.Cell{Name: "seika_label", Text: f.Title.Line.Text}))
	p.b.Raw("}")
}

func (p *printer) box(b *diagram.Box) {
	n := b.Node
	id := export.ID(n.ID)
	l := look{line: p.p.BoxLine, fill: p.p.Box, width: 1.5}
	ink := p.p.Text
	if n.Kind == model.Intangible {
		l.fill, l.dashed, l.round = p.p.Intangible, true, true
	}
	if n.Scope == model.External {
		l.line, ink = p.p.ExternalLine, p.p.ExternalText
	}
	if n.Goal {
		l.width = 4
	}
	shown := texts(b.Lines)
	text := ""
	if shown != "" {
		text = id + "_label"
	}
	p.begin(id, "rectangle", b.Rect, n.In, l)
	p.bind(n.ID, text)
	p.custom(append(export.AttrNode(n, p.o), cells.Cell{Name: "seika_label", Text: shown}))
	p.b.Raw("}")
	if text != "" {
		p.label(text, id, shown, b.Lines, n.In, ink)
	}
	for i, t := range b.Tags {
		p.words(id+"_t"+strconv.Itoa(i), "", t.Line.Text, []diagram.Text{t}, n.In, p.p.ExternalText)
		p.custom([]cells.Cell{{Name: "seika_record", Text: "tag"}})
		p.b.Raw("}")
	}
}

func texts(list []diagram.Text) string {
	var out []string
	for _, t := range list {
		out = append(out, t.Line.Text)
	}
	return strings.Join(out, "\n")
}

// label writes the text that is bound to a box or a line.
func (p *printer) label(id, container, shown string, lines []diagram.Text, in model.ID, ink color.NRGBA) {
	p.words(id, container, shown, lines, in, ink)
	p.b.Raw("}")
}

// words opens a text element.
func (p *printer) words(id, container, shown string, lines []diagram.Text, in model.ID, ink color.NRGBA) {
	const spacing = 1.25 // of lines, as Excalidraw has it
	size, wide := 14.0, 0.0
	for _, t := range lines {
		size, wide = t.Line.Style.Size, max(wide, t.Line.Width)
	}
	if len(lines) > 0 {
		size = lines[0].Line.Style.Size
	}
	high := size * spacing * float64(len(lines))
	at := geom.Centered(middle(lines), geom.Size{W: wide, H: high})
	p.begin(id, "text", at, in, look{line: ink, width: 1})
	p.text("text", shown)
	p.text("originalText", shown)
	p.b.Raw(`,"fontSize":`)
	p.b.Number(size)
	p.b.Raw(`,"fontFamily":2,"textAlign":"center","verticalAlign":"middle","lineHeight":`)
	p.b.Number(spacing)
	p.b.Raw(`,"autoResize":true,"boundElements":[],"containerId":`)
	if container == "" {
		p.b.Raw("null")
	} else {
		p.b.JSON(container)
	}
}

func middle(lines []diagram.Text) geom.Point {
	var all geom.Rect
	for _, t := range lines {
		size := t.Line.Style.Size
		all = all.Union(geom.R(t.At.X, t.At.Y-size, t.At.X+t.Line.Width, t.At.Y+size/4))
	}
	return all.Center()
}

func (p *printer) link(l *diagram.Link) {
	r := l.Relation
	id := export.ID(r.ID())
	points := l.Route.Points
	if len(points) < 2 { // nothing to see, but the relation is there
		points = []geom.Point{{}, {X: 1}}
	}
	look := look{line: p.p.IO, width: 1.5}
	tail, tip := "null", `"triangle"`
	if r.Kind == model.Sync {
		look.line, look.dashed = p.p.Sync, true
		tail, tip = `"arrow"`, `"arrow"`
	}
	var all geom.Rect
	for i, q := range points {
		if i == 0 {
			all = geom.Rect{Min: q, Max: q}
		}
		all = all.Include(q)
	}
	p.begin(id, "arrow", geom.R(points[0].X, points[0].Y, points[0].X+all.W(), points[0].Y+all.H()), "", look)
	p.b.Raw(`,"points":[`)
	for i, q := range points {
		if i > 0 {
			p.b.Raw(",")
		}
		p.b.Raw("[")
		p.b.Number(q.X - points[0].X)
		p.b.Raw(",")
		p.b.Number(q.Y - points[0].Y)
		p.b.Raw("]")
	}
	p.b.Raw(`],"lastCommittedPoint":null,"elbowed":false,"startArrowhead":`, tail, `,"endArrowhead":`, tip)
	for _, end := range []struct {
		name string
		at   model.ID
	}{{"startBinding", r.From}, {"endBinding", r.To}} {
		p.b.Raw(`,"`, end.name, `":{"elementId":`)
		p.b.JSON(export.ID(end.at))
		p.b.Raw(`,"focus":0,"gap":1}`)
	}
	shown := texts(l.Label)
	text := ""
	if shown != "" {
		text = id + "_label"
	}
	p.bind(r.ID(), text)
	p.custom(append(export.AttrRelation(r, p.o), cells.Cell{Name: "seika_shown", Text: shown}))
	p.b.Raw("}")
	if text != "" {
		p.label(text, id, shown, l.Label, "", p.p.Text)
	}
}
