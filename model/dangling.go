package model

import (
	"seika/internal/lang"
)

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
	gone := func(t Table, of ID, member string, what lang.Msg) {
		c.table, c.id = t, of
		c.refuse(member, what)
	}
	for _, n := range c.g.nodes.rows {
		if groups[n.In] {
			gone(Nodes, n.ID, "in", c.noGroup(n.In))
		}
		if nodes[n.Revises] {
			gone(Nodes, n.ID, "revises", c.noNode(n.Revises))
		}
	}
	for _, p := range c.g.groups.rows {
		if groups[p.In] {
			gone(Groups, p.ID, "in", c.noGroup(p.In))
		}
	}
	for _, p := range c.g.phases.rows {
		if nodes[p.Ends] {
			gone(Phases, p.ID, "ends", c.noNode(p.Ends))
		}
	}
	for _, r := range c.g.relations.rows {
		for i, end := range []ID{r.From, r.To} {
			switch {
			case !nodes[end] && !groups[end], isNode(c.g, end):
			case !isGroup(c.g, end):
				gone(tableOf(r.Kind), r.ID(), endNames(r.Kind)[i], lang.M("model.no_such", "id", string(end)))
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

func isNode(g *Graph, id ID) bool { _, ok := g.nodes.find(id); return ok }

func isGroup(g *Graph, id ID) bool { _, ok := g.groups.find(id); return ok }

func (c *checker) noGroup(id ID) lang.Msg {
	if isNode(c.g, id) {
		return lang.M("model.not_group", "id", string(id))
	}
	return lang.M("model.no_group", "id", string(id))
}

func (c *checker) noNode(id ID) lang.Msg {
	if isGroup(c.g, id) {
		return lang.M("model.not_node", "id", string(id))
	}
	return lang.M("model.no_node", "id", string(id))
}

// refers sees that what an element names is there, and of the kind that can stand there.
func (c *checker) refers(member string, id ID, there func(*Graph, ID) bool, missing func(ID) lang.Msg) {
	if id != "" && !there(c.g, id) {
		c.refuse(member, missing(id))
	}
}
