// Package diagram turns a model into a picture's parts: measured boxes, frames, routed lines, marks. Text is wrapped and
// shaped here, once; nobody measures later. It knows neither colours nor pixels of a screen, and no file.
//
// Same graph, same options, same diagram: a picture never depends on the way it was reached.
package diagram

import (
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/internal/typeset"
	"seika/model"
)

// Names chooses which name a box shows.
type Names uint8

// The choices.
const (
	Main Names = iota // in the document's language
	Alt               // in its other language; a box without such a name shows the main one
	Both              // one above the other
)

// Of is the name of a deliverable as a box shows it, and the second name below it, if any.
func (c Names) Of(n model.Node) (first, second string) {
	switch {
	case c == Alt && n.NameAlt != "":
		return n.NameAlt, ""
	case c == Both:
		return n.Name, n.NameAlt
	default:
		return n.Name, ""
	}
}

// Options say how a model is turned into a diagram. The zero value is the usual picture.
type Options struct {
	Names   Names
	Routing layout.Routing
	Marks   []Mark
}

// Mark is a numbered or counted badge at an element: plain values, nothing of the analysis.
type Mark struct {
	At       model.ID // deliverable, relation or group
	Severity Severity
	Count    int // findings of the element
	Number   int // in a list of questions; 0 for none
	Rule     string
	Question string // one a line
}

// Severity orders marks.
type Severity uint8

// The severities, lightest first.
const (
	Info Severity = iota
	Low
	Medium
	High
	Error
)

// Diagram is a whole picture without looks. It is immutable. All lists are in file order but Frames, which come parents
// first.
type Diagram struct {
	Graph   *model.Graph
	Options Options
	Lang    lang.Lang // of the names, hence of tags and legend
	Boxes   []Box
	Links   []Link
	Frames  []Frame
	Stubs   []Stub    // of a part: what leads out of it
	Bounds  geom.Rect // of boxes, frames, lines, labels and stubs; zero for an empty model
}

// Box is a deliverable as it stands on the picture.
type Box struct {
	Node  model.Node
	Rect  geom.Rect
	Lines []Text // of the name
	Tags  []Text // at the upper right: external, goal, the language of a stand-in name
}

// Text is a line of text and where it stands: the left end of its baseline.
type Text struct {
	Line typeset.Line
	At   geom.Point
	Dim  bool // a second name, paler than the first
}

// Link is a relation as it runs. Its ends are indexes of Boxes, or of Frames where a group is joined.
type Link struct {
	Relation model.Relation
	From, To layout.End
	Route    layout.Route
	Label    []Text
}

// Frame is a group with its title.
type Frame struct {
	Group model.Group
	Rect  geom.Rect
	Bar   geom.Rect // of the title
	Title Text
	Depth int // 0 is outermost
}

// Title is the title of the model in the language of the names.
func (d *Diagram) Title() string {
	if m := d.Graph.Meta(); d.Options.Names == Alt && m.TitleAlt != "" {
		return m.TitleAlt
	}
	return d.Graph.Meta().Title
}

// Name is what stands at an end of a link: the name of the deliverable or group, or its id where it has none.
func (d *Diagram) Name(e layout.End) string {
	name, id := "", model.ID("")
	if e.Group {
		name, id = d.Frames[e.Index].Group.Name, d.Frames[e.Index].Group.ID
	} else {
		name, id = d.Boxes[e.Index].Node.Name, d.Boxes[e.Index].Node.ID
	}
	if name == "" {
		return string(id)
	}
	return name
}

// Box finds the box of a deliverable.
func (d *Diagram) Box(id model.ID) (Box, bool) {
	return find(d.Boxes, id, func(b *Box) model.ID { return b.Node.ID })
}

// Frame finds the frame of a group.
func (d *Diagram) Frame(id model.ID) (Frame, bool) {
	for _, f := range d.Frames {
		if f.Group.ID == id {
			return f, true
		}
	}
	return Frame{}, false
}

// Link finds the line of a relation.
func (d *Diagram) Link(id model.ID) (Link, bool) {
	e, ok := model.ParseEnds(id)
	if !ok {
		return Link{}, false
	}
	for i := range d.Links {
		if d.Links[i].Relation.Ends == e {
			return d.Links[i], true
		}
	}
	return Link{}, false
}

// Rect is where an element stands: a box, a frame, or the bounds of a line.
func (d *Diagram) Rect(id model.ID) (geom.Rect, bool) {
	if b, ok := d.Box(id); ok {
		return b.Rect, true
	}
	if f, ok := d.Frame(id); ok {
		return f.Rect, true
	}
	if l, ok := d.Link(id); ok {
		return around(l.Route.Points), true
	}
	return geom.Rect{}, false
}

func around(points []geom.Point) geom.Rect {
	if len(points) == 0 {
		return geom.Rect{}
	}
	r := geom.Rect{Min: points[0], Max: points[0]}
	for _, p := range points {
		r = r.Include(p)
	}
	return r
}

// find searches a list sorted by id.
func find[T any](rows []T, id model.ID, key func(*T) model.ID) (T, bool) {
	if i := place(rows, id, key); i < len(rows) && key(&rows[i]) == id {
		return rows[i], true
	}
	var zero T
	return zero, false
}

// place is where in a list sorted by id something stands, or would.
func place[T any](rows []T, id model.ID, key func(*T) model.ID) int {
	lo, hi := 0, len(rows)
	for lo < hi {
		mid := (lo + hi) / 2
		if key(&rows[mid]) < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// WithMarks is the same diagram with other marks; nothing is measured or routed again.
func (d *Diagram) WithMarks(marks []Mark) *Diagram {
	next := *d
	next.Options.Marks = marks
	return &next
}
