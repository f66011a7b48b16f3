// Package dot writes graphs for Graphviz and all that reads its language. Labels stand in quotes, never as markup; nothing
// names a file or an address.
package dot

import (
	"context"
	"io"
	"strings"

	"seika/internal/cells"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.dot.
var Format = export.Format{
	Name: "dot", Suffix: ".dot", Mime: "text/vnd.graphviz; charset=utf-8",
	Loses:   []lang.Msg{lang.M("format.laid.places"), lang.M("format.drawing.loses")},
	Uses:    export.Names | export.Notes | export.Positions,
	Diagram: write,
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	p := printer{d: d, o: o, anchors: anchors(d)}
	p.begin()
	for s := range export.Walk(d) {
		switch {
		case s.Box != nil:
			p.box(s.Depth, s.Box)
		case s.End:
			p.line(s.Depth, "}")
		default:
			p.frame(s.Depth, s.Frame)
		}
	}
	for i := range d.Links {
		p.link(&d.Links[i])
	}
	p.b.Raw("}\n")
	return p.b.To(ctx, w)
}

type printer struct {
	b       export.Buffer
	d       *diagram.Diagram
	o       export.Options
	anchors map[model.ID]bool
}

// anchors are the groups that need an invisible point inside: lines of Graphviz end on points, and a cluster without one is
// not drawn.
func anchors(d *diagram.Diagram) map[model.ID]bool {
	out := map[model.ID]bool{}
	for _, f := range d.Frames {
		out[f.Group.ID] = true
	}
	for _, b := range d.Boxes {
		delete(out, b.Node.In)
	}
	for _, l := range d.Links {
		for _, id := range []model.ID{l.Relation.From, l.Relation.To} {
			if _, group := d.Frame(id); group {
				out[id] = true
			}
		}
	}
	return out
}

func (p *printer) begin() {
	meta := p.d.Graph.Meta()
	dir := "LR"
	if meta.Direction == model.TopBottom {
		dir = "TB"
	}
	p.b.Raw("digraph seika {\n")
	p.b.Raw("  graph [rankdir=", dir, ", compound=true, fontname=\"BIZ UDPGothic\"")
	if title := p.d.Title(); title != "" {
		p.label(title)
		p.b.Raw(", labelloc=t")
	}
	p.attributes(export.AttrMeta(meta, p.o))
	p.b.Raw("]\n")
	p.b.Raw("  node [shape=box, style=rounded, fontname=\"BIZ UDPGothic\", fontsize=11]\n")
	p.b.Raw("  edge [fontname=\"BIZ UDPGothic\", fontsize=9]\n")
}

func (p *printer) line(depth int, words ...string) {
	p.b.Raw(strings.Repeat("  ", depth+1))
	p.b.Raw(words...)
	p.b.Raw("\n")
}

func (p *printer) frame(depth int, f *diagram.Frame) {
	indent := strings.Repeat("  ", depth+2)
	id := export.ID(f.Group.ID)
	p.line(depth, "subgraph cluster_", id, " {")
	width := "1"
	if f.Group.Kind == model.Composite {
		width = "2"
	}
	p.b.Raw(indent, "graph [penwidth=", width, ", style=solid, labeljust=l")
	p.label(f.Title.Line.Text)
	p.attributes(export.AttrGroup(f.Group, p.o))
	p.b.Raw("]\n")
	if p.anchors[f.Group.ID] {
		p.b.Raw(indent, id, " [shape=point, style=invis, width=0, height=0, seika_record=anchor")
		p.place(f.Rect.Center())
		p.b.Raw("]\n")
	}
}

func (p *printer) box(depth int, b *diagram.Box) {
	n := b.Node
	p.b.Raw(strings.Repeat("  ", depth+1), export.ID(n.ID), " [")
	p.b.Raw(`label="`, escape(name(p.o, n)), `"`)
	switch {
	case n.Kind == model.Intangible:
		p.b.Raw(`, style="rounded,dashed"`)
	case n.Scope == model.External:
		p.b.Raw(", shape=parallelogram, style=solid")
	}
	if n.Scope == model.External {
		p.b.Raw(`, color="#808a98"`)
	}
	if n.Goal {
		p.b.Raw(", peripheries=2")
	}
	p.attributes(export.AttrNode(n, p.o))
	p.place(b.Rect.Center())
	if p.o.Positions {
		p.b.Raw(", fixedsize=true, width=")
		p.b.Number(b.Rect.W() / inch)
		p.b.Raw(", height=")
		p.b.Number(b.Rect.H() / inch)
	}
	p.b.Raw("]\n")
}

// name is what a box is called; its second name stands on the next line.
func name(o export.Options, n model.Node) string {
	first, second := o.Names.Of(n)
	if second != "" {
		return first + "\n" + second
	}
	return first
}

const (
	inch  = 96   // px
	point = 0.75 // px
)

// place writes where something stands, in points and y upwards, for programs that take it as it is.
func (p *printer) place(at geom.Point) {
	if !p.o.Positions {
		return
	}
	p.b.Raw(`, pos="`)
	p.b.Number(at.X * point)
	p.b.Raw(",")
	p.b.Number(-at.Y * point)
	p.b.Raw(`!"`)
}

func (p *printer) link(l *diagram.Link) {
	r := l.Relation
	p.b.Raw("  ", export.ID(r.From), " -> ", export.ID(r.To), " [")
	if r.Kind == model.Sync {
		p.b.Raw("dir=both, style=dashed, constraint=false, arrowhead=vee, arrowtail=vee")
	} else {
		p.b.Raw("dir=forward")
	}
	if l.From.Group {
		p.b.Raw(", ltail=cluster_", export.ID(r.From))
	}
	if l.To.Group {
		p.b.Raw(", lhead=cluster_", export.ID(r.To))
	}
	if r.Label != "" {
		p.label(r.Label)
	}
	p.attributes(export.AttrRelation(r, p.o))
	p.b.Raw("]\n")
}

func (p *printer) label(s string) { p.b.Raw(`, label="`, escape(s), `"`) }

func (p *printer) attributes(list []cells.Cell) {
	for _, a := range list {
		p.b.Raw(", ", a.Name, `="`, quote(a.Text), `"`)
	}
}

// quote writes a text between quotes so that it means nothing to the language.
func quote(s string) string {
	return replacer.Replace(export.Clean(s))
}

var replacer = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// escape is quote for labels, where Graphviz looks for entities of HTML too.
func escape(s string) string { return strings.ReplaceAll(quote(s), "&", "&amp;") }
