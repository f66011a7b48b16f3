package drawio

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"seika/internal/cells"
	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads drawings: exactly those that Seika wrote, and boxes and lines of others by their looks.
var Reader = importer.Reader{
	Name:     "drawio",
	Suffixes: []string{".drawio.svg", ".drawio.png", ".drawio.xml", ".drawio"},
	Sniff: func(head []byte) bool {
		return bytes.Contains(head, []byte("<mxfile")) || bytes.Contains(head, []byte("<mxGraphModel"))
	},
	Graph: graph,
	Draws: true,
}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	pages, err := Pages(ctx, in)
	if err != nil {
		return nil, err
	}
	r := reader{d: importer.NewDraft(in)}
	r.d.Sketch = true
	r.apart(pages)
	for i := range pages {
		r.within = pages[i].group
		r.page(i, &pages[i])
	}
	if r.pictures > 0 {
		r.d.Note(r.picture, "", lang.M("import.pictures", "n", r.pictures))
	}
	if len(pages) > 0 && r.d.Meta.Title == "" && !r.ours && pages[0].group == "" && !unnamed.MatchString(pages[0].Name) {
		r.d.Meta.Title = pages[0].Name
	}
	return r.d.Graph()
}

// unnamed are the names that draw.io gives to pages.
var unnamed = regexp.MustCompile(`^(?:Page|ページ|Seite|Página)[- ]?\d+$`)

type reader struct {
	d      *importer.Draft
	cells  map[string]*Cell
	hides  map[*Cell]bool              // cells of which it is known whether they are hidden
	boxes  map[string]bool             // ids of cells that become deliverables or groups
	joined map[string]bool             // ids of cells that lines end on
	skip   map[string]bool             // hidden layers and what is no part of the model
	label  map[string]*strings.Builder // of lines, from the small boxes on them
	prefix string                      // what makes ids of pages differ
	ours   bool                        // Seika wrote it
	within model.ID                    // the group of the page, where there are several

	pictures, picture int // left out, and where the first of them begins
}

// apart has each of several pages with something on it stand below the one before, in a group of its own: all begin at one place.
func (r *reader) apart(pages []Page) {
	const gap = 120 // px
	var filled []*Page
	for i := range pages {
		if b, ours := pages[i].bounds(); ours {
			return
		} else if b.W() > 0 {
			filled = append(filled, &pages[i])
		}
	}
	if len(filled) < 2 {
		return
	}
	y := 0.0
	for _, p := range filled {
		b, _ := p.bounds()
		for _, c := range p.Cells {
			if c.Vertex {
				c.Rect = c.Rect.Add(geom.Pt(0, y-b.Min.Y))
			}
		}
		y += b.H() + gap
		p.group = model.ID("page " + strconv.Itoa(p.Offset))
		r.d.Group(string(p.group), importer.Always(p.Offset), model.Group{Name: p.Name})
	}
}

// bounds are those of what stands on the page and says something; ours: Seika wrote it.
func (p *Page) bounds() (b geom.Rect, ours bool) {
	for _, c := range p.Cells {
		ours = ours || c.Attrs[importer.Attribute+cells.Record] != ""
		if c.Vertex && !c.Hidden && strings.TrimSpace(c.Label) != "" {
			b = b.Union(c.Rect)
		}
	}
	return b, ours
}

// ref is the name of a cell among all pages.
func (r *reader) ref(id string) string {
	if id == "" {
		return ""
	}
	return r.prefix + id
}

func (r *reader) page(number int, p *Page) {
	r.prefix = strconv.Itoa(number) + ":"
	r.hides = map[*Cell]bool{}
	r.cells, r.boxes, r.skip, r.label = map[string]*Cell{}, map[string]bool{}, map[string]bool{}, map[string]*strings.Builder{}
	holds := map[string]bool{}
	r.joined = map[string]bool{}
	for _, c := range p.Cells {
		r.cells[c.ID] = c
		if c.Edge {
			r.joined[c.Source], r.joined[c.Target] = true, true
		}
	}
	for _, c := range p.Cells {
		holds[c.Parent] = holds[c.Parent] || c.Vertex && !r.tag(c)
		if up := r.cells[c.Parent]; up != nil && up.Edge && c.Vertex {
			r.onLine(c)
			r.skip[c.ID] = true
		}
	}
	unseen := 0
	first := 0
	for _, c := range p.Cells {
		if !c.Vertex || r.skip[c.ID] || r.hidden(c) {
			r.meta(c)
			if c.Vertex && !r.skip[c.ID] && strings.TrimSpace(c.Label) != "" {
				if unseen++; unseen == 1 {
					first = c.Offset
				}
			}
			continue
		}
		r.vertex(c, holds[c.ID])
	}
	if unseen > 0 {
		r.d.Note(first, "", lang.M("import.hidden", "n", unseen))
	}
	for _, c := range p.Cells {
		if c.Edge && !r.hidden(c) {
			r.edge(c)
		}
	}
}

// onLine adds the text of a small box to that of the line it lies on.
func (r *reader) onLine(c *Cell) {
	text := strings.TrimSpace(c.Label)
	if text == "" {
		return
	}
	label := r.label[c.Parent]
	if label == nil {
		label = &strings.Builder{}
		r.label[c.Parent] = label
	} else {
		label.WriteByte('\n')
	}
	label.WriteString(text)
}

// said is the text of a line with what stands on it.
func (r *reader) said(c *Cell) string {
	on := ""
	if label := r.label[c.ID]; label != nil {
		on = label.String()
	}
	return strings.TrimSpace(c.Label + "\n" + on)
}

// tag says that a cell is something that Seika drew for looks alone.
func (r *reader) tag(c *Cell) bool {
	record := c.Attrs[importer.Attribute+cells.Record]
	return record != "" && cells.RecordOf(record) == ""
}

// hidden says that a cell lies on a layer, or in something, that is not shown.
func (r *reader) hidden(c *Cell) bool {
	var way []*Cell
	hides := false
	for ; c != nil && !hides; c = r.cells[c.Parent] {
		known, there := r.hides[c]
		if there {
			hides = known
			break
		}
		way = append(way, c)
		r.hides[c] = true // as long as nothing else is known: who comes here again lies in itself
		hides = c.Hidden
	}
	for _, c := range way {
		r.hides[c] = hides
	}
	return hides
}

func (r *reader) attrs(c *Cell) []cells.Cell {
	return importer.Cells(c.Keys(), func(k string) string { return c.Attrs[k] })
}

func (r *reader) meta(c *Cell) {
	list := r.attrs(c)
	if cells.RecordOf(importer.Value(list, cells.Record)) != cells.IsDocument {
		return
	}
	m, bad := cells.Meta(list)
	r.d.Bad(importer.Always(c.Offset), "", bad)
	r.d.Meta, r.ours = m, true
}

func (r *reader) vertex(c *Cell, holds bool) {
	list := r.attrs(c)
	at := importer.Always(c.Offset)
	record := importer.Value(list, cells.Record)
	in := r.within
	if up := r.cells[c.Parent]; up != nil && up.Vertex {
		in = model.ID(r.ref(c.Parent))
	}
	shown := importer.Value(list, "label")
	switch kind := cells.RecordOf(record); {
	case record != "" && kind == "":
		return // a tag, a badge
	case kind == cells.IsGroup, kind == "" && (holds || has(c.Style, "swimlane") || c.Styled("container", "1")):
		g, bad := cells.Group(list)
		r.d.Bad(at, c.Label, bad)
		if kind == "" || !importer.Same(c.Label, shown) {
			g.Name = importer.Unwrapped(c.Label)
		}
		g.In, g.At = in, model.PlaceAt(c.Rect.Center())
		r.d.Group(r.ref(c.ID), at, g)
		if kind == "" && has(c.Style, "swimlane") {
			r.d.Shape(source.Lane)
		}
	case kind == "" && has(c.Style, "text") && !r.joined[c.ID]:
		r.d.Remark(c.Label, at)
		return
	case kind == "" && c.Styled("shape", "image") && strings.TrimSpace(c.Label) == "" && !r.joined[c.ID]:
		if r.pictures++; r.pictures == 1 {
			r.picture = c.Offset
		}
		return
	default:
		n, bad := cells.Node(list)
		r.d.Bad(at, c.Label, bad)
		importer.Renamed(&n, c.Label, shown)
		if kind == "" {
			r.guess(&n, c)
		}
		n.In, n.At = in, model.PlaceAt(c.Rect.Center())
		r.d.Node(r.ref(c.ID), at, n)
		if kind == "" {
			r.d.Shape(shape(c.Style))
		}
	}
	r.boxes[c.ID] = true
}

// shape is what charts of work mean by the looks of a box.
func shape(style map[string]string) source.Shape {
	s := style["shape"]
	like := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
	switch {
	case has(style, "rhombus") || like("rhombus", "decision", "gateway"):
		return source.Choice
	case like("document", "note", "cylinder", "datastore", "stored_data", "database", "data", "tape", "internalStorage"):
		return source.Paper
	case like("terminator", "start", "Ellipse") || has(style, "ellipse") && s == "":
		return source.Terminal
	default:
		return source.Plain
	}
}

func has(style map[string]string, key string) bool {
	_, there := style[key]
	return there
}

// guess takes the kind of a deliverable from the looks of a box.
func (r *reader) guess(n *model.Node, c *Cell) {
	if c.Styled("dashed", "1") || has(c.Style, "cloud") || c.Styled("shape", "cloud") {
		n.Kind, n.Confidence = model.Intangible, model.Assumed
	}
	if c.Styled("double", "1") {
		n.Goal = true
	}
}

func (r *reader) edge(c *Cell) {
	list := r.attrs(c)
	at := importer.Always(c.Offset)
	kind, known := cells.KindOf(importer.Value(list, cells.Kind))
	ours := importer.Value(list, cells.Record) != ""
	tail, head := headed(c.Style, "startArrow", false), headed(c.Style, "endArrow", true)
	switch {
	case !known:
		r.d.In.Add(c.Offset, "", lang.M("import.kind", "x", importer.Value(list, cells.Kind)))
		return
	case !ours && tail == head: // none: no direction
		kind = model.Sync
	}
	rel, bad := cells.Relation(kind, list)
	r.d.Bad(at, c.Label, bad)
	rel.From, rel.To = model.ID(r.ref(c.Source)), model.ID(r.ref(c.Target))
	if !ours && tail && !head {
		rel.From, rel.To = rel.To, rel.From
	}
	label := r.said(c)
	if !ours || !importer.Same(label, importer.Value(list, "shown")) {
		rel.Label = importer.Unwrapped(label)
	}
	if !ours && kind == model.IO && c.Styled("dashed", "1") && !r.d.Dashed(&rel, c.Offset) {
		return
	}
	r.d.Relation(at, rel)
}

// headed says that a line has a head at an end; without a word about it there is one at the second end alone.
func headed(style map[string]string, key string, usual bool) bool {
	v, there := style[key]
	if !there {
		return usual
	}
	return v != "none" && v != ""
}
