package dot

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"seika/internal/cells"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

func (a attributes) cells() []cells.Cell {
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return importer.Cells(keys, func(k string) string { return unescape(a[k], "") })
}

// draft makes a model of what was read.
func (r *reader) draft() (*model.Graph, error) {
	d := importer.NewDraft(r.in)
	d.Sketch = true
	r.meta(d)
	for _, c := range r.list {
		g, bad := cells.Group(c.attrs.cells())
		at := importer.Always(c.offset)
		d.Bad(at, c.name, bad)
		if c.attrs[importer.Attribute+cells.Record] == "" {
			g.Name = importer.Unwrapped(label(c.attrs["label"], ""))
		}
		g.In = model.ID(c.in)
		d.Group(c.name, at, g)
	}
	for i := range r.nodes {
		r.point(d, &r.nodes[i])
	}
	for i := range r.edges {
		r.line(d, &r.edges[i])
	}
	if r.after.kind != end {
		d.Note(r.after.offset, "", lang.M("import.dot.after"))
	}
	return d.Graph()
}

func (r *reader) meta(d *importer.Draft) {
	list := r.graph.cells()
	m, bad := cells.Meta(list)
	d.Bad(importer.Always(0), "", bad)
	if importer.Value(list, cells.Record) == "" {
		m.Title = importer.Unwrapped(label(r.graph["label"], ""))
		if dir := r.graph["rankdir"]; dir != "LR" && dir != "RL" {
			m.Direction = model.TopBottom
		}
	}
	d.Meta = m
}

func (r *reader) point(d *importer.Draft, p *node) {
	list := p.attrs.cells()
	record := importer.Value(list, cells.Record)
	if record != "" && cells.RecordOf(record) == "" {
		return // the point that an edge to a cluster needs
	}
	n, bad := cells.Node(list)
	at := importer.Always(p.offset)
	text, said := p.attrs["label"]
	if !said {
		text = p.name
	} else {
		if strings.HasSuffix(p.attrs["shape"], "record") { // Mrecord too
			text = fields(text)
		}
		text = label(text, p.name)
	}
	d.Bad(at, text, bad)
	style := p.attrs["style"]
	if record == "" || !slices.ContainsFunc([]string{n.Name, n.NameAlt, n.Name + n.NameAlt}, func(s string) bool { return importer.Same(text, s) }) {
		n.Name = importer.Unwrapped(text)
	}
	if record == "" {
		if strings.Contains(style, "dashed") {
			n.Kind, n.Confidence = model.Intangible, model.Assumed
		}
		n.Goal = p.attrs["peripheries"] == "2"
	}
	n.In = model.ID(p.in)
	d.Node(p.name, at, n)
	if record == "" {
		d.Shape(map[string]source.Shape{
			"diamond": source.Choice, "Mdiamond": source.Choice, "circle": source.Terminal, "doublecircle": source.Terminal,
			"note": source.Paper, "cylinder": source.Paper, "folder": source.Paper,
		}[p.attrs["shape"]])
	}
}

func (r *reader) line(d *importer.Draft, e *edge) {
	list := e.attrs.cells()
	text := importer.Value(list, cells.Kind)
	kind, known := cells.KindOf(text)
	if !known {
		r.in.Add(e.offset, "", lang.M("import.kind", "x", text))
		return
	}
	from, to := e.from, e.to
	if c, ok := r.clusters[e.attrs["ltail"]]; ok {
		from = r.list[c].name
	}
	if c, ok := r.clusters[e.attrs["lhead"]]; ok {
		to = r.list[c].name
	}
	ours := importer.Value(list, cells.Record) != ""
	dir := e.attrs["dir"]
	if !ours {
		switch {
		case dir == "both", dir == "none", dir == "" && !r.directed:
			kind = model.Sync
		case dir == "back":
			from, to = to, from
		}
	}
	rel, bad := cells.Relation(kind, list)
	at := importer.Always(e.offset)
	d.Bad(at, "", bad)
	rel.From, rel.To = model.ID(from), model.ID(to)
	if shown := label(cmp.Or(e.attrs["label"], e.attrs["xlabel"]), ""); !importer.Same(shown, rel.Label) {
		rel.Label = importer.Unwrapped(shown)
	}
	style := e.attrs["style"]
	dashed := strings.Contains(style, "dashed") || strings.Contains(style, "dotted")
	if !ours && kind == model.IO && dashed && !d.Dashed(&rel, e.offset) {
		return
	}
	d.Relation(at, rel)
}

// label is a label as people see it: escapes and entities resolved.
func label(s, name string) string { return html.UnescapeString(unescape(s, name)) }

// fields is the label of a record: its fields beside each other, without the names of ports and the brackets that turn them.
func fields(s string) string {
	var list []string
	var b strings.Builder
	port := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			if i++; !port {
				b.WriteString(s[i-1 : i+1])
			}
		case port:
			port = c != '>'
		case c == '<':
			port = true
		case c == '|' || c == '{' || c == '}':
			list = append(list, b.String())
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	var said []string
	for _, f := range append(list, b.String()) {
		if f = strings.TrimSpace(f); f != "" {
			said = append(said, f)
		}
	}
	return strings.Join(said, " | ")
}

func unescape(s, name string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		switch i++; s[i] {
		case 'n', 'l', 'r':
			b.WriteByte('\n')
		case 'N':
			b.WriteString(name)
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
