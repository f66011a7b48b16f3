// Package mermaid writes Mermaid flowcharts, which many places show where text can stand. Kinds are told by shapes and
// classes, without colours, so that the reader's theme stays in force.
package mermaid

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.mmd.
var Format = export.Format{
	Name: "mermaid", Suffix: ".mmd", Mime: "text/vnd.mermaid",
	Loses:   []lang.Msg{lang.M("export.mermaid.loses"), lang.M("export.mermaid.attributes"), lang.M("export.mermaid.size")},
	Uses:    export.Names,
	Diagram: write,
}

// classes are the second cue of each kind, and what is left where a box can have only one shape.
var classes = []struct{ name, style string }{
	{"intangible", "stroke-dasharray:7 4"},
	{"external", "stroke:#808a98,stroke-width:1px"},
	{"goal", "stroke-width:4px"},
	{"composite", "stroke-width:3px"},
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, _ export.Options) error {
	p := printer{d: d, used: map[string][]string{}}
	p.begin()
	p.groups()
	for _, l := range d.Links {
		p.link(l.Relation)
	}
	p.classes()
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(p.b.Bytes())
	return err
}

type printer struct {
	d    *diagram.Diagram
	b    bytes.Buffer
	used map[string][]string // class → ids
}

func (p *printer) begin() {
	dir := "LR"
	if p.d.Graph.Meta().Direction == model.TopBottom {
		dir = "TB"
	}
	fmt.Fprintf(&p.b, "flowchart %s\n", dir)
	if title := strings.TrimSpace(p.d.Title()); title != "" {
		fmt.Fprintf(&p.b, "accTitle: %s\n", strings.ReplaceAll(escape(title), "<br/>", " "))
	}
}

// groups writes boxes inside the groups they are in.
func (p *printer) groups() {
	for s := range export.Walk(p.d) {
		switch {
		case s.Box != nil:
			p.box(s.Depth, s.Box.Node)
		case s.End:
			p.line(s.Depth, "end")
		default:
			p.line(s.Depth, `subgraph %s ["%s"]`, export.ID(s.Frame.Group.ID), label(s.Frame.Title.Line.Text))
			if s.Frame.Group.Kind == model.Composite {
				p.use("composite", s.Frame.Group.ID)
			}
		}
	}
}

func (p *printer) line(depth int, format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", depth+1))
	fmt.Fprintf(&p.b, format+"\n", args...)
}

func (p *printer) use(class string, id model.ID) {
	p.used[class] = append(p.used[class], export.ID(id))
}

func (p *printer) box(depth int, n model.Node) {
	shape := `%s["%s"]`
	if n.Goal {
		shape = `%s[["%s"]]`
		p.use("goal", n.ID)
	}
	if n.Scope == model.External {
		shape = `%s[/"%s"/]`
		p.use("external", n.ID)
	}
	if n.Kind == model.Intangible {
		shape = `%s(["%s"])`
		p.use("intangible", n.ID)
	}
	first, second := p.d.Options.Names.Of(n)
	name := label(first)
	if second != "" {
		name += "<br/>" + escape(second)
	}
	p.line(depth, shape, export.ID(n.ID), name)
}

func (p *printer) link(r model.Relation) {
	arrow := "-->"
	if r.Kind == model.Sync {
		arrow = "<-.->"
	}
	if r.Label != "" {
		arrow += `|"` + label(r.Label) + `"|`
	}
	p.line(0, "%s %s %s", export.ID(r.From), arrow, export.ID(r.To))
}

func (p *printer) classes() {
	for _, c := range classes {
		if ids := p.used[c.name]; len(ids) > 0 {
			p.line(0, "classDef %s %s", c.name, c.style)
			p.line(0, "class %s %s", strings.Join(ids, ","), c.name)
		}
	}
}

// label is a text between quotes. Mermaid shows no box without a letter in it.
func label(s string) string {
	if strings.TrimSpace(s) == "" {
		return "#160;"
	}
	return escape(s)
}

// lineEnds are those of other systems and of other programs.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// escape writes what people typed so that it means nothing to Mermaid or to HTML. Line breaks stay.
func escape(s string) string {
	var b strings.Builder
	for i, l := range strings.Split(lineEnds.Replace(s), "\n") {
		if i > 0 {
			b.WriteString("<br/>")
		}
		escapeLine(&b, l)
	}
	return b.String()
}

func escapeLine(b *strings.Builder, s string) {
	list := listMark(s)
	for i, r := range s {
		switch {
		case strings.ContainsRune("\"#<>&`\\", r), i == list, r == '%' && twice(s, i):
			fmt.Fprintf(b, "#%d;", r)
		case r == '\t':
			b.WriteByte(' ')
		case r < ' ', 0x7F <= r && r <= 0x9F, r == 0xFFFE, r == 0xFFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
}

// twice says that the sign at i stands beside one like it: two per cent signs begin a comment or a directive.
func twice(s string, i int) bool {
	return i > 0 && s[i-1] == s[i] || i+1 < len(s) && s[i+1] == s[i]
}

// listMark is where a line has the sign that would make it an item of a list, which Mermaid refuses to show; -1 if nowhere.
func listMark(s string) int {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	digits := i
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	signs := "-*+"
	if i > digits {
		signs = ".)"
	}
	if i+1 < len(s) && strings.IndexByte(signs, s[i]) >= 0 && s[i+1] == ' ' {
		return i
	}
	return -1
}
