package lines

import (
	"slices"
	"strings"

	"seika/model"
)

// groupings prints a line for each group, inner groups before deliverables.
func (p *printer) groupings() []Line {
	var out []Line
	for i := range p.groups {
		c := &p.groups[i]
		l := Line{IDs: []model.ID{c.id}}
		var members []*listed
		for _, ids := range [][]model.ID{p.g.Inner(c.id), p.g.Members(c.id)} {
			var some []*listed
			for _, id := range ids {
				if m := p.at[id]; m != nil {
					some = append(some, m)
				}
			}
			slices.SortFunc(some, byKey)
			members = append(members, some...)
		}
		var names []string
		for _, m := range members {
			p.linked[m.id] = true
			names = append(names, m.name)
			l.IDs = append(l.IDs, m.id)
		}
		l.Text = p.groupHead(c)
		if len(names) > 0 {
			l.Text += ": " + strings.Join(names, ", ")
		}
		out = append(out, l)
	}
	return out
}

func (p *printer) groupHead(c *listed) string {
	var said, in []string
	for _, t := range c.list.Tags.Items() {
		said = append(said, tagText(t))
	}
	name := c.name
	if p.needsID(model.GroupPrefix, c.id, c.list.Name, p.g.GroupsNamed(c.list.Name)) {
		name = bareGroup(c.list.Name)
		in = append(in, "id="+string(c.id))
	}
	in = append(in, pairs(p, groupTable, model.GroupFields, &c.list, c.list.Extra, false)...)
	return name + attributes(append(said, braces(in)...))
}

func (p *printer) phases() []Line {
	if p.only != nil {
		return nil
	}
	names := map[string]int{}
	for ph := range p.g.Phases() {
		names[model.Key(ph.Name)]++
	}
	var out []string
	order := 0
	for ph := range p.g.Phases() {
		bearers := make([]model.ID, names[model.Key(ph.Name)])
		id := ph.ID
		if !p.needsID(model.PhasePrefix, ph.ID, ph.Name, bearers) {
			ph.ID = ""
		}
		// The order of the lines is the order of the phases, unless it says otherwise.
		if ph.Order == order+1 {
			order, ph.Order = ph.Order, 0
		} else {
			order = ph.Order
		}
		said := pairs(p, phaseTable, model.PhaseFields, &ph, ph.Extra, false)
		if len(said) == 0 {
			said = []string{"id=" + string(id)}
		}
		out = append(out, "phase: {"+strings.Join(said, "; ")+"}")
	}
	return plainLines(out...)
}
