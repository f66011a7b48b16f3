package mermaid

import (
	"slices"
	"strings"

	"seika/internal/importer"
	"seika/internal/source"
	"seika/model"
)

type node struct {
	label, in string
	shape     string // the first bracket round the label, or a name
	offset    int
	classes   []string
}

type link struct {
	from, to, label string
	name            string
	sync, reverse   bool
	dashed          bool
	unseen          bool // it is there for the looks
	offset          int
}

type group struct {
	id, title, in string
	offset        int
}

// mostClasses is how many classes of a node are kept; there are three that say something, and those of the writer's own.
const mostClasses = 16

func (r *reader) class(id, class string) {
	if n := r.nodes[id]; n != nil && len(n.classes) < mostClasses && !slices.Contains(n.classes, class) {
		n.classes = append(n.classes, class)
	}
}

func (r *reader) touch(id, label string, shaped bool) {
	if r.groups[id] && !shaped {
		return
	}
	n := r.nodes[id]
	if n == nil {
		if what, over := r.in.Limits.Over(source.Nodes, int64(len(r.order)+1)); over {
			r.fail(what)
			return
		}
		n = &node{label: id, offset: r.offset, in: r.around()}
		r.nodes[id] = n
		r.order = append(r.order, id)
	}
	if shaped {
		n.label = label
	}
	if n.in == "" {
		n.in = r.around()
	}
}

func (r *reader) draft() (*model.Graph, error) {
	d := importer.NewDraft(r.in)
	d.Sketch = true
	d.Meta.Title = r.title
	if r.down {
		d.Meta.Direction = model.TopBottom
	}
	for _, g := range r.list {
		id, _ := importer.ID(g.id)
		d.Group(g.id, importer.Always(g.offset), model.Group{ID: id, Name: importer.Unwrapped(g.title), In: model.ID(g.in)})
	}
	for _, name := range r.order {
		n := r.nodes[name]
		id, known := importer.ID(name)
		m := model.Node{ID: id, Name: importer.Unwrapped(strings.ReplaceAll(n.label, "\u00a0", " ")), In: model.ID(n.in)}
		for _, c := range n.classes {
			switch {
			case r.dashed[c]:
				m.Kind = model.Intangible
			case c == "external":
				m.Scope = model.External
			case c == "goal":
				m.Goal = true
			}
		}
		if !r.groups[name] {
			if n.shape == "cloud" {
				m.Kind, m.Confidence = model.Intangible, model.Assumed
			}
			d.Node(name, importer.Always(n.offset), m)
			if !known {
				d.Shape(shapesOf[n.shape])
			}
		}
	}
	for _, l := range r.links {
		rel := model.Relation{Ends: model.IOEnds(model.ID(l.from), model.ID(l.to)), Label: importer.Unwrapped(l.label)}
		if l.reverse {
			rel.From, rel.To = rel.To, rel.From
		}
		if l.sync {
			rel.Kind = model.Sync
		}
		if l.dashed && !l.sync && !d.Dashed(&rel, l.offset) {
			continue
		}
		d.Relation(importer.Always(l.offset), rel)
	}
	return d.Graph()
}

// shapesOf are the brackets, and the names of shapes, by which charts of work mean something.
var shapesOf = map[string]source.Shape{
	"{": source.Choice, "diam": source.Choice, "diamond": source.Choice, "decision": source.Choice, "question": source.Choice,
	"([": source.Terminal, "((": source.Terminal, "(((": source.Terminal, "stadium": source.Terminal, "terminal": source.Terminal, "pill": source.Terminal,
	"circle": source.Terminal, "circ": source.Terminal, "sm-circ": source.Terminal, "start": source.Terminal, "stop": source.Terminal, "fr-circ": source.Terminal,
	"dbl-circ": source.Terminal, "double-circle": source.Terminal,
	"[(": source.Paper, "cyl": source.Paper, "cylinder": source.Paper, "db": source.Paper, "database": source.Paper, "doc": source.Paper, "document": source.Paper,
	"docs": source.Paper, "documents": source.Paper, "st-doc": source.Paper, "lin-doc": source.Paper, "tag-doc": source.Paper, "das": source.Paper,
	"h-cyl": source.Paper, "lin-cyl": source.Paper, "disk": source.Paper, "bow-rect": source.Paper, "stored-data": source.Paper, "datastore": source.Paper,
}
