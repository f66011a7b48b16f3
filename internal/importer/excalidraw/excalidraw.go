// Package excalidraw reads drawings of Excalidraw: boxes with the text bound to them, arrows bound at both ends, frames. Of
// pictures, free lines and embedded pages it says how many it left out; links are passed over.
package excalidraw

import (
	"bytes"
	"context"
	"math"
	"strings"

	"seika/internal/cells"
	"seika/internal/geom"
	"seika/internal/importer"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Reader reads *.excalidraw.
var Reader = importer.Reader{
	Name: "excalidraw", Suffixes: []string{".excalidraw.json", ".excalidraw"},
	Sniff: func(head []byte) bool { return bytes.Contains(head, []byte(`"excalidraw`)) },
	Graph: graph,
	Draws: true,
}

func graph(ctx context.Context, in *source.Input) (*model.Graph, error) {
	r := reader{d: importer.NewDraft(in), texts: map[string]string{}}
	r.d.Sketch = true
	err := in.JSON(ctx, func(j *source.JSON) {
		for name := range j.Members() {
			switch name {
			case "elements":
				for range j.Elements() {
					if e := read(j); !e.deleted && r.fits(j, &e) {
						r.all = append(r.all, &e)
					}
				}
			case "type":
				at := j.Next()
				if kind, _ := j.Text(); kind == "excalidrawlib" {
					in.Add(at, "", lang.M("import.excalidraw.library"))
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if r.pictures.n > 0 {
		r.d.Note(r.pictures.first, "", lang.M("import.pictures", "n", r.pictures.n))
	}
	if r.strokes.n > 0 {
		r.d.Note(r.strokes.first, "", lang.M("import.strokes", "n", r.strokes.n))
	}
	for _, e := range r.all {
		if e.kind == "text" && e.container != "" {
			r.texts[e.container] = e.text
		}
	}
	r.glue()
	r.laid()
	for _, e := range r.all {
		if e.kind != "arrow" {
			r.element(e)
		}
	}
	for _, e := range r.all {
		if e.kind == "arrow" {
			r.arrow(e, importer.Always(e.offset))
		}
	}
	return r.d.Graph()
}

// laid gives boxes without a text the one that somebody laid on them, and did not bind.
func (r *reader) laid() {
	const most = 2000 // of boxes, and of texts, that are compared; a drawing by hand has fewer
	var boxes, texts []*element
	for _, e := range r.all {
		switch {
		case importer.Value(e.custom, cells.Record) != "":
		case e.box() && r.texts[e.id] == "" && len(boxes) < most:
			boxes = append(boxes, e)
		case e.kind == "text" && e.container == "" && len(texts) < most && !r.joined(e.id):
			texts = append(texts, e)
		}
	}
	for _, t := range texts {
		var on *element
		for _, b := range boxes {
			smaller := on == nil || b.rect.W()*b.rect.H() < on.rect.W()*on.rect.H()
			if smaller && b.rect.Contains(t.rect.Center()) && b.frame == t.frame {
				on = b
			}
		}
		if on != nil {
			t.container = on.id
			r.texts[on.id] = strings.TrimPrefix(r.texts[on.id]+"\n"+t.text, "\n")
		}
	}
}

// box says that an element is one of the shapes that become deliverables.
func (e *element) box() bool {
	return e.kind == "rectangle" || e.kind == "ellipse" || e.kind == "diamond"
}

type reader struct {
	d      *importer.Draft
	all    []*element        // each by itself: a growing row of them is copied again and again
	texts  map[string]string // by what holds them
	ends   map[string]bool   // what arrows end on; made on first use
	groups map[string]string // frames by the ids that Seika gave them; likewise

	boxes, arrows, labels int64 // read so far
	pictures, strokes     left
}

// left counts elements of which nothing comes.
type left struct{ n, first int }

func (l *left) pass(e *element) {
	if l.n++; l.n == 1 {
		l.first = e.offset
	}
}

// fits counts what becomes a deliverable, a relation, or a text on one of them. Other elements are not kept.
func (r *reader) fits(j *source.JSON, e *element) bool {
	switch e.kind {
	case "arrow":
		r.arrows++
	case "rectangle", "ellipse", "diamond", "frame", "magicframe":
		r.boxes++
	case "text":
		r.labels++
	case "image":
		r.pictures.pass(e)
		return false
	case "freedraw", "line", "embeddable", "iframe":
		r.strokes.pass(e)
		return false
	default:
		return false
	}
	return !j.Over(source.Nodes, r.boxes, e.offset) && !j.Over(source.Edges, max(r.arrows, r.labels-r.boxes), e.offset)
}

type element struct {
	id, kind, text, container, frame, name, style string
	from, to, tail, head                          string
	rect                                          geom.Rect
	deleted                                       bool
	custom                                        []cells.Cell
	offset                                        int
	ends                                          [2]geom.Point // of an arrow
}

func read(j *source.JSON) element {
	e := element{offset: j.Next(), head: "arrow"} // old files do not say so
	var x, y, w, h float64
	var points [2]geom.Point
	numbers := map[string]*float64{"x": &x, "y": &y, "width": &w, "height": &h}
	texts := map[string]*string{
		"id": &e.id, "type": &e.kind, "name": &e.name, "strokeStyle": &e.style, "frameId": &e.frame, "containerId": &e.container,
		"startArrowhead": &e.tail, "endArrowhead": &e.head,
	}
	for name := range j.Members() {
		switch to, number, text := texts[name], numbers[name], j.Kind() == source.String; {
		case to != nil && text:
			*to, _ = j.Label()
		case number != nil && j.Kind() == source.Number:
			if v, ok := j.Float(); ok && math.Abs(v) <= 1e8 {
				*number = v
			}
		case name == "endArrowhead" && j.Kind() == source.Null:
			e.head = ""
		case name == "originalText" && text, name == "text" && text && e.text == "":
			e.text, _ = j.Label()
		case name == "points" && j.Kind() == source.Array:
			points = path(j)
		case name == "isDeleted" && j.Kind() == source.Bool:
			e.deleted, _ = j.Bool()
		case name == "startBinding" && j.Kind() == source.Object:
			e.from = bound(j)
		case name == "endBinding" && j.Kind() == source.Object:
			e.to = bound(j)
		case name == "customData" && j.Kind() == source.Object:
			e.custom = custom(j)
		}
	}
	e.rect = geom.R(x, y, x+max(0, w), y+max(0, h))
	e.ends = [2]geom.Point{points[0].Add(geom.Pt(x, y)), points[1].Add(geom.Pt(x, y))}
	return e
}

func bound(j *source.JSON) (id string) {
	for name := range j.Members() {
		if name == "elementId" && j.Kind() == source.String {
			id, _ = j.Label()
		}
	}
	return id
}

func custom(j *source.JSON) []cells.Cell {
	values := map[string]string{}
	var keys []string
	for name := range j.Members() {
		if j.Kind() == source.String {
			s, _ := j.Text()
			keys = append(keys, name)
			values[name] = s
		}
	}
	return importer.Cells(keys, func(k string) string { return values[k] })
}

func (r *reader) element(e *element) {
	at := importer.Always(e.offset)
	record := cells.RecordOf(importer.Value(e.custom, cells.Record))
	shown := importer.Value(e.custom, "label")
	switch {
	case e.kind == "frame" || e.kind == "magicframe":
		g, bad := cells.Group(e.custom)
		r.d.Bad(at, e.name, bad)
		if record == "" || !importer.Same(e.name, shown) {
			g.Name = e.name
		}
		g.In = r.frame(e, importer.Value(e.custom, "in"))
		g.At = model.PlaceAt(e.rect.Center())
		r.d.Group(e.id, at, g)
	case e.box() || e.kind == "text" && e.container == "" && r.joined(e.id):
		n, bad := cells.Node(e.custom)
		label := r.texts[e.id]
		if e.kind == "text" {
			label = e.text
		}
		r.d.Bad(at, label, bad)
		importer.Renamed(&n, label, shown)
		if record == "" && e.style == "dashed" {
			n.Kind, n.Confidence = model.Intangible, model.Assumed
		}
		n.In, n.At = model.ID(e.frame), model.PlaceAt(e.rect.Center())
		r.d.Node(e.id, at, n)
		if record == "" {
			r.d.Shape(map[string]source.Shape{"diamond": source.Choice, "ellipse": source.Terminal}[e.kind])
		}
	case e.kind == "text" && e.container == "" && importer.Value(e.custom, cells.Record) == "":
		r.d.Remark(e.text, at)
	}
}

// joined says that an arrow ends on an element: a text by itself is a remark, unless it is joined.
func (r *reader) joined(id string) bool {
	if r.ends == nil {
		r.ends = map[string]bool{}
		for _, e := range r.all {
			r.ends[e.from], r.ends[e.to] = true, true
		}
	}
	return r.ends[id]
}

// frame is the frame that a frame lies in: Excalidraw does not say, we do.
func (r *reader) frame(e *element, in string) model.ID {
	if in == "" {
		return model.ID(e.frame)
	}
	if r.groups == nil {
		r.groups = map[string]string{}
		for _, f := range r.all {
			if f.kind == "frame" {
				r.groups[importer.Value(f.custom, "id")] = f.id
			}
		}
	}
	return model.ID(r.groups[in])
}

func (r *reader) arrow(e *element, at importer.At) {
	text := importer.Value(e.custom, cells.Kind)
	kind, known := cells.KindOf(text)
	if !known {
		r.d.In.Add(e.offset, "", lang.M("import.kind", "x", text))
		return
	}
	ours := importer.Value(e.custom, cells.Record) != ""
	if !ours && (e.tail != "") == (e.head != "") { // two heads, or none: no direction
		kind = model.Sync
	}
	rel, bad := cells.Relation(kind, e.custom)
	r.d.Bad(at, "", bad)
	rel.From, rel.To = model.ID(e.from), model.ID(e.to)
	if !ours && e.tail != "" && e.head == "" {
		rel.From, rel.To = rel.To, rel.From
	}
	if label := r.texts[e.id]; !ours || !importer.Same(label, importer.Value(e.custom, "shown")) {
		rel.Label = importer.Unwrapped(label)
	}
	if !ours && kind == model.IO && (e.style == "dashed" || e.style == "dotted") && !r.d.Dashed(&rel, e.offset) {
		return
	}
	r.d.Relation(at, rel)
}
