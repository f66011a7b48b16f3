package model

import (
	"slices"
	"unicode/utf8"

	"seika/internal/lang"
)

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
	c.refers("in", n.In, isGroup, c.noGroup)
	c.refers("revises", n.Revises, isNode, c.noNode)
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
	c.refers("in", p.In, isGroup, c.noGroup)
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
	c.refers("ends", p.Ends, isNode, c.noNode)
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
