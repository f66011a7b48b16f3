package model

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"seika/internal/lang"
)

// Records is a whole model as plain lists, as a reader finds it.
type Records struct {
	Meta      Meta
	Nodes     []Node
	IO, Sync  []Relation
	Groups    []Group
	Phases    []Phase
	Answers   []Answer
	Proposals []Proposal
}

// Records is the graph as plain lists: Build makes the same graph of them.
func (g *Graph) Records() Records {
	r := Records{
		Meta: g.meta, Nodes: slices.Collect(g.Nodes()), Groups: slices.Collect(g.Groups()), Phases: slices.Collect(g.Phases()),
		Answers: slices.Collect(g.Answers()), Proposals: slices.Collect(g.Proposals()),
	}
	for x := range g.Relations() {
		if x.Kind == Sync {
			r.Sync = append(r.Sync, x)
		} else {
			r.IO = append(r.IO, x)
		}
	}
	return r
}

// Build makes a graph of records. Whatever makes the model other than well-formed is refused, all of it at once, in the
// order of the tables; then there is no graph.
func Build(r Records) (*Graph, []Refusal) {
	var c checker
	r = r.stored()
	s := stage{base: Empty(), meta: &r.Meta}
	c.load(r, &s)
	g := s.graph()
	c.old, c.g = s.base, g
	c.all(r)
	if len(c.bad) > 0 {
		slices.SortStableFunc(c.bad, func(a, b Refusal) int {
			return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Index, b.Index))
		})
		return nil, c.bad
	}
	return g, nil
}

// checkChange holds the records that a change touches against the model they are now part of.
func checkChange(old, g *Graph, ch Change) []Refusal {
	c := checker{old: old, g: g, at: -1}
	nested := false
	for _, d := range ch.Nodes {
		if d.Op != Removed {
			c.node(&d.After)
		}
		nested = nested || d.Before.In != d.After.In
	}
	for _, d := range ch.Groups {
		if d.Op != Removed {
			c.group(&d.After)
		}
		nested = true
	}
	if len(ch.Groups) > 0 {
		for _, p := range g.groups.rows {
			c.nesting(p)
		}
	}
	for _, d := range ch.Relations {
		if d.Op != Removed {
			c.relation(&d.After)
		}
	}
	if nested && len(g.groups.rows) > 0 {
		for _, r := range g.relations.rows {
			c.groupEnds(r)
		}
	}
	for _, d := range ch.Phases {
		if d.Op != Removed {
			c.phase(&d.After)
		}
	}
	for _, d := range ch.Answers {
		if d.Op != Removed {
			c.answer(&d.After)
		}
	}
	for _, d := range ch.Proposals {
		if d.Op != Removed {
			c.proposal(&d.After)
		}
	}
	for _, d := range ch.Meta {
		c.meta(&d.After)
	}
	c.dangling(ch)
	return c.bad
}

// checker collects refusals. at and table say which record of Build's lists it is looking at.
type checker struct {
	old, g *Graph
	table  Table
	at     int
	id     ID
	loops  map[ID]bool // deliverables whose revisions were walked: whether they lead back
	bad    []Refusal
}

func (c *checker) refuse(member string, what lang.Msg) {
	c.bad = append(c.bad, Refusal{c.table, c.at, c.id, member, what})
}

// stored is a copy of the records in their stored form: the graph will keep it, and the caller the original.
func (r Records) stored() Records {
	store(MetaFields, &r.Meta)
	r.Nodes = slices.Clone(r.Nodes)
	for i := range r.Nodes {
		store(NodeFields, &r.Nodes[i])
	}
	r.IO = slices.Clone(r.IO)
	for i := range r.IO {
		r.IO[i].Kind = IO
		r.IO[i].store()
	}
	r.Sync = slices.Clone(r.Sync)
	for i := range r.Sync {
		r.Sync[i].Kind = Sync
		r.Sync[i].store()
	}
	r.Groups = slices.Clone(r.Groups)
	for i := range r.Groups {
		store(GroupFields, &r.Groups[i])
	}
	r.Phases = slices.Clone(r.Phases)
	for i := range r.Phases {
		r.Phases[i].store()
	}
	r.Answers = slices.Clone(r.Answers)
	r.Proposals = slices.Clone(r.Proposals)
	for i := range r.Proposals {
		r.Proposals[i].store()
	}
	return r
}

// load stages records; what cannot be told apart from an earlier one is refused here.
func (c *checker) load(r Records, s *stage) {
	ids := map[ID]bool{}
	fresh := func(t Table, i int, id ID) bool {
		c.table, c.at, c.id = t, i, id
		if ids[id] {
			c.refuse("id", lang.M("model.id_twice", "id", string(id)))
			return false
		}
		ids[id] = true
		return true
	}
	for i := range r.Nodes {
		if fresh(Nodes, i, r.Nodes[i].ID) {
			put(&s.nodes, r.Nodes[i].ID, &r.Nodes[i])
		}
	}
	for i := range r.Groups {
		if fresh(Groups, i, r.Groups[i].ID) {
			put(&s.groups, r.Groups[i].ID, &r.Groups[i])
		}
	}
	for i := range r.Phases {
		if fresh(Phases, i, r.Phases[i].ID) {
			put(&s.phases, r.Phases[i].ID, &r.Phases[i])
		}
	}
	for i := range r.IO {
		loadOnce(c, IOs, i, &s.relations, r.IO[i].Ends, &r.IO[i], r.IO[i].ID())
	}
	for i := range r.Sync {
		loadOnce(c, Syncs, i, &s.relations, r.Sync[i].Ends, &r.Sync[i], r.Sync[i].ID())
	}
	for i := range r.Answers {
		loadOnce(c, Answers, i, &s.answers, r.Answers[i].Question, &r.Answers[i], ID(r.Answers[i].Rule))
	}
	for i := range r.Proposals {
		loadOnce(c, Proposals, i, &s.proposals, r.Proposals[i].Offer(), &r.Proposals[i], r.Proposals[i].Offer().ID)
	}
}

func loadOnce[K, T comparable](c *checker, t Table, i int, staged *map[K]*T, k K, r *T, id ID) {
	if _, twice := (*staged)[k]; twice {
		c.table, c.at, c.id = t, i, id
		c.refuse("", lang.M("model.twice", "v", string(id)))
		return
	}
	put(staged, k, r)
}

func (c *checker) all(r Records) {
	c.table, c.at = Document, -1
	c.meta(&r.Meta)
	for i := range r.Nodes {
		c.at = i
		c.node(&r.Nodes[i])
	}
	for i := range r.Groups {
		c.at = i
		c.group(&r.Groups[i])
		c.nesting(&r.Groups[i])
	}
	for i := range r.Phases {
		c.at = i
		c.phase(&r.Phases[i])
	}
	for i := range r.IO {
		c.at = i
		c.relation(&r.IO[i])
	}
	for i := range r.Sync {
		c.at = i
		c.relation(&r.Sync[i])
	}
	for i := range r.Answers {
		c.at = i
		c.answer(&r.Answers[i])
	}
	for i := range r.Proposals {
		c.at = i
		c.proposal(&r.Proposals[i])
	}
}

func (c *checker) meta(m *Meta) {
	c.table, c.id = Document, ""
	members(c, MetaFields, m)
}

func (c *checker) node(n *Node) {
	c.table, c.id = Nodes, n.ID
	c.own(n.ID)
	c.alone(n.ID)
	members(c, NodeFields, n)
	c.refers("in", n.In, isGroup)
	c.refers("revises", n.Revises, isNode)
	if n.Revises != "" && c.revisesItself(n.ID) {
		c.refuse("revises", lang.M("model.revises_loop", "v", c.g.Label(n.ID)))
	}
}

// revisesItself says that the revisions before a deliverable lead back to it. Each chain is walked once, as a file may hold
// one of a hundred thousand.
func (c *checker) revisesItself(id ID) bool {
	if c.loops == nil {
		c.loops = map[ID]bool{}
	}
	var path []ID
	at := id
	for {
		n, ok := c.g.nodes.find(at)
		if _, walked := c.loops[at]; walked || !ok {
			break
		}
		c.loops[at] = false
		path = append(path, at)
		at = n.Revises
	}
	if i := slices.Index(path, at); i >= 0 {
		for _, on := range path[i:] {
			c.loops[on] = true
		}
	}
	return c.loops[id]
}

func (c *checker) group(p *Group) {
	c.table, c.id = Groups, p.ID
	c.own(p.ID)
	c.alone(p.ID)
	members(c, GroupFields, p)
	c.refers("in", p.In, isGroup)
	if p.Kind == Area {
		for range c.g.Touching(p.ID) {
			c.refuse("kind", lang.M("model.area_joined", "g", c.g.Label(p.ID)))
			break
		}
	}
}

// nesting refuses a group inside itself or too deep inside others, which may be the fault of a change further out.
func (c *checker) nesting(p *Group) {
	c.table, c.id = Groups, p.ID
	switch {
	case c.g.Within(p.ID, p.ID):
		c.refuse("in", lang.M("model.group_loop", "g", c.g.Label(p.ID)))
	case c.g.depth(p) > MaxNesting:
		c.refuse("in", lang.M("model.too_deep", "max", MaxNesting))
	}
}

func (c *checker) phase(p *Phase) {
	c.table, c.id = Phases, p.ID
	c.own(p.ID)
	c.alone(p.ID)
	members(c, PhaseFields, p)
	c.refers("ends", p.Ends, isNode)
}

func (c *checker) relation(r *Relation) {
	c.table, c.id = tableOf(r.Kind), r.ID()
	members(c, RelationFields(r.Kind), r)
	if !c.twoEnds(r.Ends) {
		return
	}
	names := endNames(r.Kind)
	for i, end := range []ID{r.From, r.To} {
		_, node := c.g.nodes.find(end)
		p, group := c.g.groups.find(end)
		switch {
		case !node && !group:
			c.refuse(names[i], lang.M("model.no_such", "id", string(end)))
		case group && p.Kind == Area:
			c.refuse(names[i], lang.M("model.area_joined", "g", c.g.Label(end)))
		}
	}
	c.groupEnds(r)
}

func tableOf(k RelationKind) Table {
	if k == Sync {
		return Syncs
	}
	return IOs
}

func endNames(k RelationKind) [2]string {
	if k == Sync {
		return [2]string{"a", "b"}
	}
	return [2]string{"from", "to"}
}

// twoEnds refuses a relation that lacks an end, or has the same end twice.
func (c *checker) twoEnds(e Ends) bool {
	names := endNames(e.Kind)
	switch {
	case e.From == "" || e.To == "":
		for i, end := range []ID{e.From, e.To} {
			if end == "" {
				c.refuse(names[i], lang.M("model.missing", "member", names[i]))
			}
		}
		return false
	case e.From == e.To:
		c.refuse(names[1], lang.M("model.self", "v", c.g.Label(e.From)))
		return false
	default:
		return true
	}
}

// groupEnds refuses a relation between a group and something inside it.
func (c *checker) groupEnds(r *Relation) {
	c.table, c.id = tableOf(r.Kind), r.ID()
	for _, e := range [][2]ID{{r.From, r.To}, {r.To, r.From}} {
		if _, group := c.g.groups.find(e[1]); group && c.g.Within(e[0], e[1]) {
			c.refuse("", lang.M("model.inside", "v", c.g.Label(e[0]), "g", c.g.Label(e[1])))
		}
	}
}

func (c *checker) answer(a *Answer) {
	c.table, c.id = Answers, ID(a.Rule)
	members(c, AnswerFields, a)
	if a.Rule == "" {
		c.refuse("rule", lang.M("model.answer_rule"))
	}
	if a.Status == Intended && a.Text == "" {
		c.refuse("text", lang.M("model.answer_reason", "rule", a.Rule))
	}
}

func (c *checker) proposal(p *Proposal) {
	c.table, c.id = Proposals, p.Offer().ID
	switch p.As {
	case AsNode:
		c.own(p.Node.ID)
		members(c, NodeFields, &p.Node)
	case AsIO, AsSync:
		members(c, RelationFields(p.Relation.Kind), &p.Relation)
		c.twoEnds(p.Relation.Ends)
	case "":
		c.refuse("as", lang.M("model.missing", "member", "as"))
	default:
		c.refuse("as", lang.M("model.bad.choice", "x", string(p.As), "values", "node, io, sync"))
	}
}

// dangling refuses references to what the change took away, unless something of the same sort has the id now.
func (c *checker) dangling(ch Change) {
	nodes, groups := map[ID]bool{}, map[ID]bool{}
	for _, d := range ch.Nodes {
		if d.Op == Removed {
			nodes[d.Before.ID] = true
		}
	}
	for _, d := range ch.Groups {
		if d.Op == Removed {
			groups[d.Before.ID] = true
		}
	}
	if len(nodes)+len(groups) == 0 {
		return
	}
	gone := func(t Table, of, id ID, member string) {
		c.table, c.id = t, of
		c.refuse(member, lang.M("model.no_such", "id", string(id)))
	}
	for _, n := range c.g.nodes.rows {
		if groups[n.In] {
			gone(Nodes, n.ID, n.In, "in")
		}
		if nodes[n.Revises] {
			gone(Nodes, n.ID, n.Revises, "revises")
		}
	}
	for _, p := range c.g.groups.rows {
		if groups[p.In] {
			gone(Groups, p.ID, p.In, "in")
		}
	}
	for _, p := range c.g.phases.rows {
		if nodes[p.Ends] {
			gone(Phases, p.ID, p.Ends, "ends")
		}
	}
	for _, r := range c.g.relations.rows {
		for i, end := range []ID{r.From, r.To} {
			switch {
			case !nodes[end] && !groups[end], isNode(c.g, end):
			case !isGroup(c.g, end):
				gone(tableOf(r.Kind), r.ID(), end, endNames(r.Kind)[i])
			}
		}
	}
}

func (c *checker) own(id ID) {
	switch {
	case id == "":
		c.refuse("id", lang.M("model.id_missing"))
	case !id.Valid():
		c.refuse("id", lang.M("model.id_form", "id", string(id)))
	}
}

// alone refuses an id that two of the three tables have. Build has told them apart already.
func (c *checker) alone(id ID) {
	n := 0
	for _, there := range []bool{isNode(c.g, id), isGroup(c.g, id), isPhase(c.g, id)} {
		if there {
			n++
		}
	}
	if n > 1 && c.at < 0 {
		c.refuse("id", lang.M("model.id_twice", "id", string(id)))
	}
}

func isPhase(g *Graph, id ID) bool { _, ok := g.phases.find(id); return ok }
func isNode(g *Graph, id ID) bool  { _, ok := g.nodes.find(id); return ok }
func isGroup(g *Graph, id ID) bool { _, ok := g.groups.find(id); return ok }

func (c *checker) refers(member string, id ID, there func(*Graph, ID) bool) {
	if id != "" && !there(c.g, id) {
		c.refuse(member, lang.M("model.no_such", "id", string(id)))
	}
}

// members refuses values outside a closed set and text that is not UTF-8. Readers give better places, so this is the last
// net, for commands.
func members[T any](c *checker, fields []Field[T], r *T) {
	for _, f := range fields {
		if f.List != nil {
			if !utf8.ValidString(f.List(r).packed) {
				c.refuse(f.Name, lang.M("model.not_utf8", "member", f.Name))
			}
			continue
		}
		if f.Trace != nil {
			members(c, TraceFields, f.Trace(r))
			continue
		}
		s := f.Get(r)
		if s == "" {
			continue
		}
		if !utf8.ValidString(s) {
			c.refuse(f.Name, lang.M("model.not_utf8", "member", f.Name))
			continue
		}
		switch f.Type {
		case Choice, Count, Multiple, Duration, Frequency:
			if got, bad := f.Canonical(s); bad != nil {
				c.refuse(f.Name, *bad)
			} else if got != s {
				c.refuse(f.Name, lang.M("model.bad.spelling", "x", s, "y", got))
			}
		default:
		}
	}
}

func sortRows[K, T comparable](x index[K, T]) {
	slices.SortFunc(x.rows, func(a, b *T) int { return x.cmp(x.key(a), x.key(b)) })
}
