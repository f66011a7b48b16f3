package importer

import (
	"slices"
	"strings"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Draft is a model as a reader finds it: records, under the names that the file has for them. Ids that the file lacks are made
// from names.
type Draft struct {
	In   *source.Input
	Meta model.Meta
	// Sketch says that lines may lead nowhere, twice the same way, or into a frame: what makes no relation is left out, with a
	// note. A table has no excuse for such.
	Sketch bool

	boxes  []box // their records each by themselves: a growing row of them is copied again and again
	frames []frame
	lines  []*line
	notes  []note

	remarks  []string
	remarked int64 // bytes of them

	text   int64 // bytes of all texts, however often the file has them
	full   bool
	nodes  map[string]int // by the name in the file; the first counts
	groups map[string]int
}

// At is the byte at which a member of a record stands; "" asks for the record itself.
type At func(member string) int

// Always is the place of a record whose members have none of their own.
func Always(offset int) At { return func(string) int { return offset } }

type box struct {
	at    At
	node  *model.Node
	drawn bool // by another program, with a shape
	shape source.Shape
}

type frame struct {
	at    At
	group *model.Group
	lane  bool
}

type line struct {
	at       At
	relation model.Relation
}

// note is something that the reader left out, which the user should know.
type note struct {
	offset int
	at     string
	what   lang.Msg
}

// NewDraft begins a draft.
func NewDraft(in *source.Input) *Draft {
	return &Draft{In: in, nodes: map[string]int{}, groups: map[string]int{}}
}

// Node adds a deliverable, which it returns as it is kept. ref is what the file calls it; an id of its own it may have, or not. Its group is
// a name of the file.
func (d *Draft) Node(ref string, at At, n model.Node) *model.Node {
	if d.fits(source.Nodes, len(d.boxes)+1, at) && fields(d, model.NodeFields, &n, at) {
		if _, twice := d.nodes[ref]; !twice && ref != "" {
			d.nodes[ref] = len(d.boxes)
		}
		d.boxes = append(d.boxes, box{at: at, node: &n})
	}
	return &n
}

// Group adds a group, likewise.
func (d *Draft) Group(ref string, at At, g model.Group) {
	if d.fits(source.Nodes, len(d.frames)+1, at) && fields(d, model.GroupFields, &g, at) {
		if _, twice := d.groups[ref]; !twice && ref != "" {
			d.groups[ref] = len(d.frames)
		}
		d.frames = append(d.frames, frame{at: at, group: &g})
	}
}

// Relation adds a relation. Its ends are names of the file.
func (d *Draft) Relation(at At, r model.Relation) {
	if d.fits(source.Edges, len(d.lines)+1, at) && fields(d, model.RelationFields(r.Kind), &r, at) {
		d.lines = append(d.lines, &line{at, r})
	}
}

// Shape says how the box or frame that was added last looks, if another program drew it.
func (d *Draft) Shape(s source.Shape) {
	switch {
	case s == source.Lane && len(d.frames) > 0:
		d.frames[len(d.frames)-1].lane = true
	case s != source.Lane && len(d.boxes) > 0:
		d.boxes[len(d.boxes)-1].drawn, d.boxes[len(d.boxes)-1].shape = true, s
	}
}

// Note says that something was left out.
func (d *Draft) Note(offset int, at string, what lang.Msg) {
	if len(d.notes) < maxNotes {
		d.notes = append(d.notes, note{offset, clip(at), what})
	}
}

// Remark adds a text that stands by itself in a drawing: it is a remark on the model.
func (d *Draft) Remark(text string, at At) {
	text = Unwrapped(text)
	if d.full || strings.TrimSpace(text) == "" {
		return
	}
	d.remarks = append(d.remarks, text)
	d.remarked += int64(len(text))
	if what, over := d.In.Limits.Over(source.Text, d.remarked); over {
		d.In.Add(at(""), "", what)
		d.full = true
	}
}

// maxNotes is how many notes are kept; nobody reads more.
const maxNotes = 1000

// Has says that something of the file has this name already.
func (d *Draft) Has(ref string) bool {
	_, node := d.nodes[ref]
	_, group := d.groups[ref]
	return node || group
}

// Grouped says that the file has a group of this name, or one that it calls so.
func (d *Draft) Grouped(name string) bool {
	if _, ok := d.groups[name]; ok {
		return true
	}
	return slices.ContainsFunc(d.frames, func(f frame) bool { return f.group.Name == name || string(f.group.ID) == name })
}

// Full says that a limit is passed, and that noted: whatever comes is not kept.
func (d *Draft) Full() bool { return d.full }

// fits holds the number of records against a limit. What is beyond it is not kept.
func (d *Draft) fits(limit source.Name, n int, at At) bool {
	if d.full {
		return false
	}
	if what, over := d.In.Limits.Over(limit, int64(n)); over {
		d.In.Add(at(""), "", what)
		d.full = true
	}
	return !d.full
}

// fields holds the texts of a record against their limits.
func fields[T any](d *Draft, list []model.Field[T], r *T, at At) bool {
	for i := range list {
		f := &list[i]
		if f.Get == nil {
			continue
		}
		limit := source.Text
		if f.Name == "name" || f.Name == "nameAlt" || f.Name == "label" {
			limit = source.Label
		}
		n := int64(len(f.Get(r)))
		if what, over := d.In.Limits.Over(limit, n); over {
			d.In.Add(at(f.Name), "", what)
			return false
		}
		d.text += n
	}
	// One text of the file may become that of many records: then the model is what unpacks.
	what, over := d.In.Limits.Over(source.Inflated, d.text)
	if over {
		d.In.Add(at(""), "", what)
		d.full = true
	}
	return !over
}
