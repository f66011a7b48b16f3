// Package d2 writes diagrams in the language of D2. It uses text alone: quoted labels, no markup, icons or links.
package d2

import (
	"context"
	"io"
	"strings"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.d2.
var Format = export.Format{
	Name: "d2", Suffix: ".d2", Mime: "text/x-d2; charset=utf-8",
	Loses:   []lang.Msg{lang.M("format.d2.back"), lang.M("format.laid.places"), lang.M("format.text.attributes")},
	Uses:    export.Names,
	Diagram: write,
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{d: d, o: o}
	dir := "right"
	if d.Graph.Meta().Direction == model.TopBottom {
		dir = "down"
	}
	if title := d.Title(); title != "" {
		p.b.Raw("# ", strings.Join(strings.Fields(export.Clean(title)), " "), "\n")
	}
	p.b.Raw("direction: ", dir, "\n")
	for s := range export.Walk(d) {
		switch {
		case s.Box != nil:
			p.box(s.Depth, s.Box.Node)
		case s.End:
			p.b.Raw(strings.Repeat("  ", s.Depth), "}\n")
		default:
			p.frame(s.Depth, s.Frame)
		}
	}
	for i := range d.Links {
		p.link(d.Links[i].Relation)
	}
	return p.b.To(ctx, w)
}

type printer struct {
	b export.Buffer
	d *diagram.Diagram
	o export.Options
}

func (p *printer) frame(depth int, f *diagram.Frame) {
	indent := strings.Repeat("  ", depth)
	width := "1"
	if f.Group.Kind == model.Composite {
		width = "3"
	}
	p.b.Raw(indent, export.ID(f.Group.ID), ": ", quote(f.Title.Line.Text), " {\n")
	p.b.Raw(indent, "  style.stroke-width: ", width, "\n")
}

func (p *printer) box(depth int, n model.Node) {
	first, second := p.o.Names.Of(n)
	if second != "" {
		first += "\n" + second
	}
	shape, styles := "rectangle", []string(nil)
	if n.Scope == model.External {
		shape, styles = "parallelogram", append(styles, `style.stroke: "#808a98"`)
	}
	if n.Kind == model.Intangible {
		styles = append(styles, "style.stroke-dash: 5")
	}
	switch {
	case n.Kind == model.Intangible && n.Scope == model.External: // no parallelogram has rounded corners
		shape, styles = "rectangle", append(styles, "style.border-radius: 18")
	case n.Kind == model.Intangible:
		styles = append(styles, "style.border-radius: 18")
	}
	if n.Goal && shape == "rectangle" {
		styles = append(styles, "style.double-border: true")
	} else if n.Goal {
		styles = append(styles, "style.stroke-width: 4")
	}
	p.b.Raw(strings.Repeat("  ", depth), export.ID(n.ID), ": ", quote(first), " {shape: ", shape)
	for _, s := range styles {
		p.b.Raw("; ", s)
	}
	p.b.Raw("}\n")
}

// path is how an element is named from outside all groups.
func (p *printer) path(id model.ID) string {
	out := export.ID(id)
	in := model.ID("")
	if n, ok := p.d.Graph.Node(id); ok {
		in = n.In
	} else if g, ok := p.d.Graph.Group(id); ok {
		in = g.In
	}
	for range model.MaxNesting {
		g, ok := p.d.Graph.Group(in)
		if !ok {
			break
		}
		out = export.ID(g.ID) + "." + out
		in = g.In
	}
	return out
}

func (p *printer) link(r model.Relation) {
	arrow := " -> "
	if r.Kind == model.Sync {
		arrow = " <-> "
	}
	p.b.Raw(p.path(r.From), arrow, p.path(r.To))
	if r.Label != "" {
		p.b.Raw(": ", quote(r.Label))
	}
	if r.Kind == model.Sync {
		if r.Label == "" {
			p.b.Raw(":")
		}
		p.b.Raw(" {style.stroke-dash: 5}")
	}
	p.b.Raw("\n")
}

// quote writes a text so that it means nothing to the language: neither a variable nor markup.
func quote(s string) string { return `"` + replacer.Replace(export.Clean(s)) + `"` }

var replacer = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\t", " ")
