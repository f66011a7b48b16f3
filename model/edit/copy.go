package edit

import (
	"slices"
	"strconv"
	"strings"

	"seika/internal/geom"
	"seika/model"
)

// Duplicate copies deliverables and groups and shifts the copies, as Copy does. The result is Fresh, ready for Paste.
func Duplicate(g *model.Graph, ids []model.ID, offset geom.Point, entropy []byte) model.Records {
	return Fresh(g, Copy(g, ids, offset), entropy)
}

// Copy takes deliverables and groups as they are, with all that is in the groups and the relations between what is copied,
// and shifts them. Records are in the order of the graph's; Fresh makes them fit for a graph.
func Copy(g *model.Graph, ids []model.ID, offset geom.Point) model.Records {
	var r model.Records
	chosen := map[model.ID]bool{}
	for _, id := range ids {
		chosen[id] = true
	}
	copied := func(id model.ID) bool {
		return chosen[id] || slices.ContainsFunc(ids, func(group model.ID) bool { return g.Within(id, group) })
	}
	shift := func(at *model.Place) {
		if at.Set {
			*at = model.PlaceAt(at.Point().Add(offset.Round()))
		}
	}
	all := map[model.ID]bool{}
	for n := range g.Nodes() {
		if copied(n.ID) {
			all[n.ID] = true
			shift(&n.At)
			r.Nodes = append(r.Nodes, n)
		}
	}
	for p := range g.Groups() {
		if copied(p.ID) {
			all[p.ID] = true
			shift(&p.At)
			r.Groups = append(r.Groups, p)
		}
	}
	for e := range g.Relations() {
		switch {
		case !all[e.From] || !all[e.To]:
		case e.Kind == model.Sync:
			r.Sync = append(r.Sync, e)
		default:
			r.IO = append(r.IO, e)
		}
	}
	return r
}

// Fresh makes records of their own out of copied ones, ready for Paste. An id that the graph has is replaced, wherever it is
// named; such a record is not what an import once found, and loses its trace. A name that the graph has gets " 2", or the
// next number that is free. Phases come after those that are there. What would lead nowhere is left out: relations without
// their ends, and references. entropy, at least 8 bytes, is for the ids of what has no name.
func Fresh(g *model.Graph, r model.Records, entropy []byte) model.Records {
	f := newFresh(g, r, entropy)
	out := model.Records{Meta: r.Meta}
	for _, n := range r.Nodes {
		n.Name = f.name(n.Name, g.Named)
		n.ID, n.Trace = f.id(model.NodePrefix, n.Name, n.ID, n.Trace)
		out.Nodes = append(out.Nodes, n)
	}
	for _, p := range r.Groups {
		p.Name = f.name(p.Name, g.GroupsNamed)
		p.ID, p.Trace = f.id(model.GroupPrefix, p.Name, p.ID, p.Trace)
		out.Groups = append(out.Groups, p)
	}
	last := lastPhase(g)
	for _, p := range r.Phases {
		p.ID, _ = f.id(model.PhasePrefix, p.Name, p.ID, model.Trace{})
		p.Order += last
		out.Phases = append(out.Phases, p)
	}
	offers := slices.Clone(r.Proposals)
	for i := range offers {
		if n := &offers[i].Node; offers[i].As == model.AsNode {
			n.ID, n.Trace = f.id(model.NodePrefix, n.Name, n.ID, n.Trace)
		}
	}
	f.refer(&out)
	out.IO, out.Sync = f.relations(model.IO, r.IO), f.relations(model.Sync, r.Sync)
	out.Proposals = f.proposals(offers)
	for _, a := range r.Answers {
		a.Anchors = f.anchors(a.Anchors)
		out.Answers = append(out.Answers, a)
	}
	return out
}

// fresh knows what is taken, and what became of what was copied.
type fresh struct {
	g       *model.Graph
	entropy []byte
	brought map[model.ID]bool     // the ids that the records came with
	given   map[model.ID]bool     // the ids they have now
	ids     map[model.ID]model.ID // from the old to the new
	spoken  map[string]bool       // keys of names among the records
	names   map[string]string     // from the key of the old to the new: two that shared a name still do
}

func newFresh(g *model.Graph, r model.Records, entropy []byte) *fresh {
	f := &fresh{
		g: g, entropy: entropy, brought: map[model.ID]bool{}, given: map[model.ID]bool{},
		ids: map[model.ID]model.ID{}, spoken: map[string]bool{}, names: map[string]string{},
	}
	for _, n := range r.Nodes {
		f.brought[n.ID], f.spoken[model.Key(n.Name)] = true, true
	}
	for _, p := range r.Groups {
		f.brought[p.ID], f.spoken[model.Key(p.Name)] = true, true
	}
	for _, p := range r.Phases {
		f.brought[p.ID] = true
	}
	return f
}

// name is the name itself, or where the graph has it that name with a number.
func (f *fresh) name(name string, known func(string) []model.ID) string {
	if len(known(name)) == 0 {
		return name
	}
	key := model.Key(name)
	if next, ok := f.names[key]; ok {
		return next
	}
	base, next := original(name, known), ""
	for i := 2; ; i++ {
		next = base + " " + strconv.Itoa(i)
		if k := model.Key(next); len(known(next)) == 0 && !f.spoken[k] {
			f.spoken[k] = true
			break
		}
	}
	f.names[key] = next
	return next
}

// original is the name that a copy was named after: without the number, where something has that name. A year is no number
// of a copy.
func original(name string, known func(string) []model.ID) string {
	at := strings.LastIndexByte(name, ' ')
	if at < 0 {
		return name
	}
	n, err := strconv.Atoi(name[at+1:])
	if err != nil || n < 2 || len(known(name[:at])) == 0 {
		return name
	}
	return name[:at]
}

// id is the record's own id where that is free, else a new one. Only what keeps its id is still what the trace is about.
func (f *fresh) id(prefix, name string, old model.ID, trace model.Trace) (model.ID, model.Trace) {
	id := old
	if f.g.Has(old) || f.given[old] {
		trace = model.Trace{}
		id = model.NewID(prefix, name, append(slices.Clone(f.entropy), old...), func(id model.ID) bool {
			return f.g.Has(id) || f.brought[id] || f.given[id]
		})
	}
	f.given[id], f.ids[old] = true, id
	return id, trace
}

// now is what an id stands for: a copied record by its new id, else what the graph has, if that will do; else nothing.
func (f *fresh) now(id model.ID, will func(model.ID) bool) model.ID {
	if next, ok := f.ids[id]; ok {
		return next
	}
	if will(id) {
		return id
	}
	return ""
}

func (f *fresh) isNode(id model.ID) bool  { _, ok := f.g.Node(id); return ok }
func (f *fresh) isGroup(id model.ID) bool { _, ok := f.g.Group(id); return ok }

// joins says that the graph has a deliverable or group with the id.
func (f *fresh) joins(id model.ID) bool { return f.isNode(id) || f.isGroup(id) }

// refer makes references name the new ids.
func (f *fresh) refer(r *model.Records) {
	for i := range r.Nodes {
		n := &r.Nodes[i]
		n.In, n.Revises = f.now(n.In, f.isGroup), f.now(n.Revises, f.isNode)
	}
	for i := range r.Groups {
		r.Groups[i].In = f.now(r.Groups[i].In, f.isGroup)
	}
	for i := range r.Phases {
		r.Phases[i].Ends = f.now(r.Phases[i].Ends, f.isNode)
	}
}

func (f *fresh) relations(kind model.RelationKind, rs []model.Relation) []model.Relation {
	var out []model.Relation
	for _, r := range rs {
		r.Kind = kind
		e := model.Ends{Kind: kind, From: f.now(r.From, f.joins), To: f.now(r.To, f.joins)}
		if e.From == "" || e.To == "" {
			continue
		}
		if e = e.Stored(); e != r.Ends.Stored() {
			r.Trace = model.Trace{}
		}
		r.Ends = e
		out = append(out, r)
	}
	return out
}

func (f *fresh) proposals(ps []model.Proposal) []model.Proposal {
	var out []model.Proposal
	for _, p := range ps {
		if p.As == model.AsNode {
			p.Node.In, p.Node.Revises = f.now(p.Node.In, f.isGroup), f.now(p.Node.Revises, f.isNode)
			out = append(out, p)
			continue
		}
		kind := model.IO
		if p.As == model.AsSync {
			kind = model.Sync
		}
		for _, r := range f.relations(kind, []model.Relation{p.Relation}) {
			p.Relation = r
			out = append(out, p)
		}
	}
	return out
}

// anchors are ids of deliverables, groups and relations; what else may stand there stays.
func (f *fresh) anchors(l model.List) model.List {
	items := l.Items()
	for i, s := range items {
		id := model.ID(s)
		if next, ok := f.ids[id]; ok {
			items[i] = string(next)
			continue
		}
		e, ok := model.ParseEnds(id)
		if !ok {
			continue
		}
		for _, end := range []*model.ID{&e.From, &e.To} {
			if next, ok := f.ids[*end]; ok {
				*end = next
			}
		}
		items[i] = string(e.Stored().ID())
	}
	return model.NewList(items...)
}
