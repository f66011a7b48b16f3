// Package canvas writes JSON Canvas 1.0, as Obsidian and others show it. The format knows neither dashes nor shapes nor
// attributes, so kinds are told in words.
package canvas

import (
	"context"
	"io"
	"math"
	"strconv"
	"strings"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/model"
)

// Format is *.canvas.
var Format = export.Format{
	Name: "canvas", Suffix: ".canvas", Mime: "application/json",
	Loses:   []lang.Msg{lang.M("format.text.attributes"), lang.M("format.canvas.title"), lang.M("format.canvas.brackets")},
	Uses:    export.Names,
	Diagram: write,
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{d: d, o: o}
	p.b.Raw("{\n\"nodes\":[")
	for i := range d.Frames { // parents first: what comes later lies on top
		p.frame(&d.Frames[i])
	}
	for i := range d.Boxes {
		p.box(&d.Boxes[i])
	}
	p.b.Raw("\n],\n\"edges\":[")
	p.begun = false
	for i := range d.Links {
		p.link(&d.Links[i])
	}
	p.b.Raw("\n]\n}\n")
	return p.b.To(ctx, w)
}

type printer struct {
	b     export.Buffer
	d     *diagram.Diagram
	o     export.Options
	begun bool // a row of the present list is written
}

// row begins an object of a list.
func (p *printer) row(id, kind string) {
	if p.begun {
		p.b.Raw(",")
	}
	p.begun = true
	p.b.Raw("\n{\"id\":")
	p.b.JSON(id)
	if kind != "" {
		p.text("type", kind)
	}
}

func (p *printer) text(name, value string) {
	p.b.Raw(`,"`, name, `":`)
	p.b.JSON(value)
}

func (p *printer) rect(r geom.Rect) {
	n := func(v float64) string { return strconv.Itoa(int(math.Round(v))) }
	p.b.Raw(`,"x":`, n(r.Min.X), `,"y":`, n(r.Min.Y), `,"width":`, n(r.W()), `,"height":`, n(r.H()))
}

func (p *printer) frame(f *diagram.Frame) {
	p.row(export.ID(f.Group.ID), "group")
	p.rect(f.Rect)
	if f.Title.Line.Text != "" {
		p.text("label", f.Group.Name)
	}
	p.b.Raw("}")
}

// grown is a box with room for the letters and margins of the reader, whose centre stays.
func grown(r geom.Rect) geom.Rect {
	const most = 16 // px on each side; boxes stand further apart
	return geom.Centered(r.Center(), geom.Size{W: r.W() + 2*most, H: r.H() + most})
}

func (p *printer) box(b *diagram.Box) {
	n := b.Node
	p.row(export.ID(n.ID), "text")
	p.rect(grown(b.Rect))
	p.text("text", p.name(n))
	if n.Kind == model.Intangible {
		p.text("color", "6")
	}
	p.b.Raw("}")
}

// name is the name of a deliverable with its kind: what it is on a line before, brackets round what is intangible.
func (p *printer) name(n model.Node) string {
	first, second := p.o.Names.Of(n)
	out := export.MarkdownLines(first)
	if second != "" {
		out += "\n" + export.MarkdownLines(second)
	}
	bare := strings.TrimSpace(out)
	switch first, last := strings.IndexAny(bare, "(（") == 0, strings.HasSuffix(bare, ")") || strings.HasSuffix(bare, "）"); {
	case n.Kind == model.Intangible && balanced(out):
		out = "（" + out + "）"
	case n.Kind == model.Intangible:
		out = "（" + plain.Replace(out) + "）"
	case first && last: // that would say that it is intangible
		out = plain.Replace(out)
	}
	var tags []string
	if n.Scope == model.External {
		tags = append(tags, lang.Text(p.d.Lang, "tag.external"))
	}
	if n.Goal {
		tags = append(tags, lang.Text(p.d.Lang, "tag.goal"))
	}
	if len(tags) > 0 {
		out = strings.Join(tags, " ") + "\n" + out
	}
	return out
}

// plain writes brackets so that they mean nothing.
var plain = strings.NewReplacer("(", `\(`, ")", `\)`, "（", "&#xFF08;", "）", "&#xFF09;")

// balanced says that wide brackets are closed as often as they are opened, and never before.
func balanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

func side(s layout.Side) string {
	switch s {
	case layout.Top:
		return "top"
	case layout.Left:
		return "left"
	case layout.Bottom:
		return "bottom"
	case layout.Right:
		return "right"
	default:
		panic("unknown side")
	}
}

func (p *printer) link(l *diagram.Link) {
	r := l.Relation
	p.row(export.ID(r.ID()), "")
	p.text("fromNode", export.ID(r.From))
	p.text("toNode", export.ID(r.To))
	if len(l.Route.Points) > 1 {
		p.text("fromSide", side(l.Route.From.Side))
		p.text("toSide", side(l.Route.To.Side))
	}
	label := r.Label
	if r.Kind == model.Sync {
		p.text("fromEnd", "arrow")
		sync := lang.Text(p.d.Lang, "format.canvas.sync")
		if label != "" {
			label = sync + " " + label
		} else {
			label = sync
		}
	}
	p.text("toEnd", "arrow")
	if label != "" {
		p.text("label", label)
	}
	p.b.Raw("}")
}
