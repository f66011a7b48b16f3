package importer

import (
	"cmp"
	"fmt"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/model"
)

// Graph makes the model, or says everything that keeps it from being one. Notes become problems of the input that are not
// in the way.
func (d *Draft) Graph() (*model.Graph, error) {
	if err := d.In.Err(); err != nil {
		return nil, err
	}
	d.Meta.Remarks = model.NewList(append(d.Meta.Remarks.Items(), d.remarks...)...)
	s := settling{
		Draft: d, r: model.Records{Meta: d.Meta}, refs: make(map[string]model.ID, len(d.nodes)+len(d.groups)),
		frameOf: make(map[model.ID]int, len(d.frames)), boxOf: make(map[model.ID]int, len(d.boxes)),
	}
	s.identify()
	s.nest()
	s.relate()
	if err := d.In.Err(); err != nil {
		return nil, err
	}
	g, bad := model.Build(s.r)
	for _, b := range bad {
		s.refuse(b)
	}
	if err := d.In.Err(); err != nil {
		return nil, err
	}
	for _, n := range d.notes {
		d.In.Add(n.offset, n.at, n.what)
	}
	d.shapes()
	return g, nil
}

// shapes tells how boxes look, once they have their ids.
func (d *Draft) shapes() {
	d.In.Shapes = map[string]source.Shape{}
	for _, b := range d.boxes {
		if b.drawn {
			d.In.Shapes[string(b.node.ID)] = b.shape
		}
	}
	for _, f := range d.frames {
		if f.lane {
			d.In.Shapes[string(f.group.ID)] = source.Lane
		}
	}
}

// settling turns a draft into records.
type settling struct {
	*Draft
	r              model.Records
	refs           map[string]model.ID // what relations call their ends
	frameOf, boxOf map[model.ID]int
	places         [2][]At // of the relations in r
}

// identify gives every deliverable and group an id. Those the file gives come first.
func (s *settling) identify() {
	all := len(s.frames) + len(s.boxes)
	taken := make(map[model.ID]bool, all)
	isTaken := func(id model.ID) bool { return taken[id] }
	type nameless struct {
		prefix, name string
		id           *model.ID
	}
	var open []nameless
	old := map[string]*model.ID{} // ids in the file → where the id of the first that has it stands
	meet := func(prefix, name string, id *model.ID) {
		if _, twice := old[string(*id)]; !twice {
			old[string(*id)] = id
		}
		if *id == "" || s.Sketch && (!id.Valid() || taken[*id]) { // a copy within the drawing, or made by hand
			open = append(open, nameless{prefix, name, id})
			return
		}
		taken[*id] = true
	}
	for _, f := range s.frames {
		meet(model.GroupPrefix, f.group.Name, &f.group.ID)
	}
	for _, b := range s.boxes {
		meet(model.NodePrefix, b.node.Name, &b.node.ID)
	}
	fresh := model.NewIDs{}
	for i, n := range open {
		*n.id = fresh.New(n.prefix, n.name, fmt.Appendf(nil, "element %d", i), isTaken)
		taken[*n.id] = true
	}
	s.refer(old)
}

// refer collects what relations may call their ends: names of the file, in tables ids and names that only one has.
func (s *settling) refer(old map[string]*model.ID) {
	if !s.Sketch {
		for i := range s.frames {
			s.unlessTwice(s.frames[i].group.Name, s.frames[i].group.ID)
		}
		for i := range s.boxes {
			s.unlessTwice(s.boxes[i].node.Name, s.boxes[i].node.ID)
		}
	}
	for i := range s.frames {
		s.frameOf[s.frames[i].group.ID] = i
	}
	for i := range s.boxes {
		s.boxOf[s.boxes[i].node.ID] = i
	}
	for ref, i := range s.groups {
		s.refs[ref] = s.frames[i].group.ID
	}
	for ref, i := range s.nodes {
		if id, there := s.refs[ref]; there && id == "" && string(s.boxes[i].node.ID) != ref {
			continue // a name that several have
		}
		s.refs[ref] = s.boxes[i].node.ID
	}
	for i := range s.boxes {
		n := s.boxes[i].node
		to, there := old[string(n.Revises)]
		switch {
		case n.Revises == "":
		case there:
			n.Revises = *to
		case s.Sketch:
			n.Revises = "" // it was deleted in the drawing
		}
	}
}

func (s *settling) unlessTwice(name string, id model.ID) {
	if _, twice := s.refs[name]; twice || name == "" {
		id = ""
	}
	s.refs[name] = id
}

// nest puts deliverables and groups into the groups that the file names.
func (s *settling) nest() {
	s.r.Groups, s.r.Nodes = make([]model.Group, len(s.frames)), make([]model.Node, len(s.boxes))
	for i := range s.frames {
		g := s.frames[i].group
		g.In = s.inside(g.In, s.frames[i].at, g.Name)
		s.r.Groups[i] = *g
		s.frames[i].group = &s.r.Groups[i] // the other copy is not needed any more
	}
	for i := range s.boxes {
		n := s.boxes[i].node
		n.In = s.inside(n.In, s.boxes[i].at, n.Name)
		s.r.Nodes[i] = *n
		s.boxes[i].node = &s.r.Nodes[i]
	}
	if !s.Sketch {
		return
	}
	for i := range s.r.Groups { // apart where they lie in themselves or too deep
		depth := 1
		for j, ok := s.frameOf[s.r.Groups[i].In]; ok && depth <= model.MaxNesting; j, ok = s.frameOf[s.r.Groups[j].In] {
			depth++
		}
		if depth > model.MaxNesting {
			s.Note(s.frames[i].at(""), s.r.Groups[i].Name, lang.M("import.nested"))
			s.r.Groups[i].In = ""
		}
	}
}

// inside is the id of the group that the file names.
func (s *settling) inside(ref model.ID, at At, name string) model.ID {
	if ref == "" {
		return ""
	}
	if i, ok := s.groups[string(ref)]; ok {
		return s.frames[i].group.ID
	}
	if id, ok := s.refs[string(ref)]; ok && id != "" && !s.Sketch {
		if _, group := s.frameOf[id]; group {
			return id
		}
	}
	if !s.Sketch {
		s.In.Add(at("in"), clip(name), lang.M("import.no_group", "name", clip(string(ref))))
	}
	return ""
}

// relate finds the ends of the relations.
func (s *settling) relate() {
	seen := make(map[model.Ends]bool, len(s.lines))
	var count [2]int
	for _, l := range s.lines {
		count[l.relation.Kind]++
	}
	s.r.IO, s.r.Sync = make([]model.Relation, 0, count[model.IO]), make([]model.Relation, 0, count[model.Sync])
	for i, l := range s.lines {
		s.lines[i] = nil // its relation is kept elsewhere
		rel := l.relation
		rel.From, rel.To = s.refs[string(rel.From)], s.refs[string(rel.To)]
		if s.Sketch {
			if what, out := s.without(rel.Stored(), seen); out {
				if len(s.notes) < maxNotes {
					s.Note(l.at(""), s.called(rel.Ends), what)
				}
				continue
			}
			s.compose(rel.Ends)
		} else if rel.From == "" || rel.To == "" {
			s.nowhere(l, rel.Ends)
			continue
		}
		seen[rel.Stored()] = true
		s.places[rel.Kind] = append(s.places[rel.Kind], l.at)
		if rel.Kind == model.Sync {
			s.r.Sync = append(s.r.Sync, rel)
		} else {
			s.r.IO = append(s.r.IO, rel)
		}
	}
}

// without says why a line of a drawing makes no relation.
func (s *settling) without(e model.Ends, seen map[model.Ends]bool) (what lang.Msg, out bool) {
	switch {
	case e.From == "" || e.To == "":
		return lang.M("import.loose"), true
	case e.From == e.To:
		return lang.M("import.loop"), true
	case seen[e]:
		return lang.M("import.twice"), true
	case s.within(e.From, e.To), s.within(e.To, e.From):
		return lang.M("import.inside"), true
	default:
		return lang.Msg{}, false
	}
}

// within says that something lies in a group, directly or deeper.
func (s *settling) within(id, group model.ID) bool {
	if _, ok := s.frameOf[group]; !ok {
		return false
	}
	at := id
	if i, ok := s.boxOf[id]; ok {
		if at = s.r.Nodes[i].In; at == group {
			return true
		}
	}
	for range model.MaxNesting {
		i, ok := s.frameOf[at]
		if !ok {
			return false
		}
		if at = s.r.Groups[i].In; at == group {
			return true
		}
	}
	return false
}

// compose makes groups that a line joins composites: others cannot be joined.
func (s *settling) compose(e model.Ends) {
	for _, id := range []model.ID{e.From, e.To} {
		if i, ok := s.frameOf[id]; ok {
			s.r.Groups[i].Kind = model.Composite
		}
	}
}

// called is how people know a relation: by the ends that it has.
func (s *settling) called(e model.Ends) string {
	name := func(id model.ID) string {
		if i, ok := s.boxOf[id]; ok {
			return cmp.Or(s.boxes[i].node.Name, string(id))
		}
		if i, ok := s.frameOf[id]; ok {
			return cmp.Or(s.frames[i].group.Name, string(id))
		}
		return "?"
	}
	mark := " > "
	if e.Kind == model.Sync {
		mark = " = "
	}
	return clip(name(e.From)) + mark + clip(name(e.To))
}

// nowhere says which end of a relation nothing in the table has.
func (s *settling) nowhere(l *line, found model.Ends) {
	for _, end := range []struct {
		member     string
		ref, found model.ID
	}{{"from", l.relation.From, found.From}, {"to", l.relation.To, found.To}} {
		switch {
		case end.found != "":
		case end.ref == "":
			s.In.Add(l.at(end.member), "", lang.M("model.missing", "member", end.member))
		default:
			s.In.Add(l.at(end.member), "", lang.M("import.no_end", "name", clip(string(end.ref))))
		}
	}
}

// refuse notes what the model refuses, where the file has it.
func (s *settling) refuse(b model.Refusal) {
	at, name := Always(0), ""
	switch {
	case b.Index < 0:
	case b.Table == model.Nodes:
		at, name = s.boxes[b.Index].at, cmp.Or(s.r.Nodes[b.Index].Name, string(s.r.Nodes[b.Index].ID))
	case b.Table == model.Groups:
		at, name = s.frames[b.Index].at, cmp.Or(s.r.Groups[b.Index].Name, string(s.r.Groups[b.Index].ID))
	case b.Table == model.IOs:
		at, name = s.places[model.IO][b.Index], s.called(s.r.IO[b.Index].Ends)
	case b.Table == model.Syncs:
		at, name = s.places[model.Sync][b.Index], s.called(s.r.Sync[b.Index].Ends)
	}
	s.In.Add(at(b.Member), clip(name), b.What)
}

// clip shortens what a message quotes of the file.
func clip(s string) string { return source.Clip(s, 60) }
