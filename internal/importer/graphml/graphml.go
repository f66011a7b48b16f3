// Package graphml reads GraphML: exactly where it has the keys of Seika, else nodes, edges and groups with the labels of yEd or
// with whatever key is called label or name.
package graphml

import (
	"bytes"
	"context"
	"encoding/xml"
	"maps"
	"math"
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

// Reader reads *.graphml.
var Reader = importer.Reader{
	Name: "graphml", Suffixes: []string{".graphml"},
	Sniff: func(head []byte) bool { return bytes.Contains(head, []byte("<graphml")) },
	Graph: graph,
	Draws: true,
}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	r := reader{d: importer.NewDraft(in), keys: map[string]*key{}}
	r.d.Sketch = true
	err := in.XML(ctx, func(x *source.XML) {
		for root := range x.Elements() {
			if root.Local != "graphml" {
				x.Refuse(root.Offset, lang.M("import.graphml.none"))
				return
			}
			for e := range x.Elements() {
				switch e.Local {
				case "key":
					r.key(x, e)
				case "graph":
					r.graph(x, e, "")
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	r.tell()
	return r.d.Graph()
}

type reader struct {
	d     *importer.Draft
	keys  map[string]*key // by id
	usual string          // the name of nodes that do not say theirs
	ours  bool            // Seika wrote it
}

// key is a column of nodes and edges, under the name that Seika has for it.
type key struct {
	name    string
	at      int  // where it is used first; 0 for nowhere
	strange bool // models have nothing of the kind
}

// looks are the names of columns that only say how something is drawn.
var looks = []string{"x", "y", "z", "r", "g", "b", "a", "alpha", "size", "width", "height", "color", "colour", "shape"}

func (r *reader) key(x *source.XML, e source.Element) {
	k := &key{name: e.Attr("attr.name")}
	lower := strings.ToLower(k.name)
	switch lower {
	case "label", "name":
		k.name = lower
	case "description":
		k.name = "note"
	}
	k.strange = lower != "" && lower != "edge label" && cells.Named(k.name) == "" && !slices.Contains(looks, lower)
	named := e.Attr("for") != "edge" && (k.name == "name" || k.name == "label")
	for c := range x.Elements() {
		if c.Local == "default" && named {
			r.usual = strings.TrimSpace(x.Text())
		}
	}
	r.keys[e.Attr("id")] = k
}

// tell says which columns of a foreign file were not read.
func (r *reader) tell() {
	if r.ours {
		return
	}
	for _, id := range slices.Sorted(maps.Keys(r.keys)) {
		if k := r.keys[id]; k.strange && k.at > 0 {
			r.d.Note(k.at, "", lang.M("import.graphml.key", "title", source.Clip(k.name, 60)))
		}
	}
}

// seen is what stands at a node or edge.
type seen struct {
	list     []cells.Cell
	label    string // as shown
	labelled bool
	tags     []string // further labels
	shape    source.Shape
	dashed   bool
	rect     geom.Rect
	placed   bool
	tail     bool // a head at the first end
	head     bool
	arrows   bool // the file says which heads there are
	inner    bool // a graph lies inside
}

// graph reads a graph; those inside its nodes are groups. The depth is bounded by that of the source.
func (r *reader) graph(x *source.XML, g source.Element, in string) {
	undirected := g.Attr("edgedefault") == "undirected"
	var meta []cells.Cell
	for e := range x.Elements() {
		if r.d.Full() {
			x.Stop()
			return
		}
		switch e.Local {
		case "data":
			if k := r.keys[e.Attr("key")]; in == "" && k != nil && k.name != "" {
				meta = append(meta, cells.Cell{Name: k.name, Text: x.Text()})
			}
		case "node":
			r.node(x, e, in)
		case "edge":
			r.edge(x, e, undirected)
		case "hyperedge":
			r.d.Note(e.Offset, "", lang.M("import.graphml.hyper"))
		}
	}
	if importer.Value(meta, cells.Record) == cells.IsDocument {
		m, bad := cells.Meta(meta)
		r.d.Bad(importer.Always(g.Offset), "", bad)
		r.d.Meta, r.ours = m, true
	}
}

func (r *reader) node(x *source.XML, e source.Element, in string) {
	id := e.Attr("id")
	at := importer.Always(e.Offset)
	var s seen
	for c := range x.Elements() {
		switch c.Local {
		case "data":
			r.data(x, c, &s)
		case "graph":
			s.inner = true
			r.graph(x, c, id)
		}
	}
	kind := cells.RecordOf(importer.Value(s.list, cells.Record))
	shown := importer.Value(s.list, "shown")
	if kind == cells.IsGroup || kind == "" && (s.inner || e.Attr("yfiles.foldertype") == "group") {
		g, bad := cells.Group(s.list)
		r.d.Bad(at, s.label, bad)
		if kind == "" || !importer.Same(s.label, shown) {
			g.Name = importer.Unwrapped(s.label)
		}
		g.In = model.ID(in)
		if s.placed {
			g.At = model.PlaceAt(s.rect.Center())
		}
		r.d.Group(id, at, g)
		return
	}
	n, bad := cells.Node(s.list)
	r.d.Bad(at, s.label, bad)
	switch {
	case kind != "":
		importer.Renamed(&n, s.label, shown)
	case s.label != "":
		n.Name = importer.Unwrapped(s.label)
	case n.Name == "":
		n.Name = firstSaid(importer.Value(s.list, "label"), r.usual, id)
	}
	if kind == "" && len(s.tags) > 0 {
		n.Note = strings.TrimSpace(n.Note + "\n" + strings.Join(s.tags, "\n"))
	}
	if kind == "" && s.dashed {
		n.Kind, n.Confidence = model.Intangible, model.Assumed
	}
	n.In = model.ID(in)
	if s.placed {
		n.At = model.PlaceAt(s.rect.Center())
	}
	r.d.Node(id, at, n)
	if kind == "" {
		r.d.Shape(s.shape)
	}
}

func firstSaid(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// data reads a key of an element: one of its own, or the looks that yEd gave it.
func (r *reader) data(x *source.XML, e source.Element, s *seen) {
	if k := r.keys[e.Attr("key")]; k != nil && k.name != "" {
		text := x.Text()
		if k.at == 0 && strings.TrimSpace(text) != "" {
			k.at = e.Offset
		}
		s.list = append(s.list, cells.Cell{Name: k.name, Text: text})
		return
	}
	r.looks(x, s)
}

func (r *reader) looks(x *source.XML, s *seen) {
	for e := range x.Elements() {
		switch e.Local {
		case "Geometry":
			v := func(name string) float64 {
				f, err := strconv.ParseFloat(e.Attr(name), 64)
				if err != nil || math.IsNaN(f) || math.Abs(f) > 1e8 {
					return 0
				}
				return f
			}
			if !s.placed {
				s.rect, s.placed = geom.R(v("x"), v("y"), v("x")+max(0, v("width")), v("y")+max(0, v("height"))), e.Attr("x") != ""
			}
		case "Shape":
			s.shape = shape(e.Attr("type"))
		case "GenericNode":
			s.shape = shape(e.Attr("configuration"))
			r.looks(x, s)
		case "BorderStyle", "LineStyle":
			s.dashed = s.dashed || strings.HasPrefix(e.Attr("type"), "dashed") || e.Attr("type") == "dotted"
		case "Arrows":
			s.arrows, s.tail, s.head = true, headed(e.Attrs, "source"), headed(e.Attrs, "target")
		case "NodeLabel", "EdgeLabel":
			if text := strings.TrimSpace(x.Text()); !s.labelled {
				s.label, s.labelled = text, true
			} else if text != "" && e.Local == "NodeLabel" {
				s.tags = append(s.tags, text)
			}
		default:
			r.looks(x, s)
		}
	}
}

// shape is what charts of work mean by the shapes of yEd.
func shape(name string) source.Shape {
	switch rest, _ := strings.CutPrefix(name, "com.yworks.flowchart."); rest {
	case "diamond", "decision":
		return source.Choice
	case "ellipse", "start1", "start2", "terminator":
		return source.Terminal
	case "document", "data", "dataBase", "directData", "storedData", "internalStorage", "card", "paperType":
		return source.Paper
	default:
		return source.Plain
	}
}

func headed(attrs []xml.Attr, end string) bool {
	for _, a := range attrs {
		if a.Name.Local == end {
			return a.Value != "none" && a.Value != ""
		}
	}
	return false
}

func (r *reader) edge(x *source.XML, e source.Element, undirected bool) {
	at := importer.Always(e.Offset)
	var s seen
	for c := range x.Elements() {
		if c.Local == "data" {
			r.data(x, c, &s)
		}
	}
	text := importer.Value(s.list, cells.Kind)
	kind, known := cells.KindOf(text)
	ours := importer.Value(s.list, cells.Record) != ""
	if !known && ours {
		r.d.In.Add(e.Offset, "", lang.M("import.kind", "x", text))
		return
	}
	if !ours {
		if d := e.Attr("directed"); s.arrows && s.tail == s.head || d == "false" || undirected && d != "true" {
			kind = model.Sync
		}
	}
	rel, bad := cells.Relation(kind, s.list)
	r.d.Bad(at, "", bad)
	rel.From, rel.To = model.ID(e.Attr("source")), model.ID(e.Attr("target"))
	if !ours && s.arrows && s.tail && !s.head {
		rel.From, rel.To = rel.To, rel.From
	}
	if !ours && rel.Label == "" {
		rel.Label = importer.Unwrapped(s.label)
	}
	if !ours && kind == model.IO && s.dashed && !r.d.Dashed(&rel, e.Offset) {
		return
	}
	r.d.Relation(at, rel)
}
