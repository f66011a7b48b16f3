package rules

import (
	"slices"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

// What is done to relations.

// pair is the relation that a finding stands on.
func pair(c analysis.Case) (model.Ends, bool) {
	if len(c.Finding.At) == 0 {
		return model.Ends{}, false
	}
	return model.ParseEnds(c.Finding.At[0])
}

// noSync keeps what is made from the other.
func noSync(c analysis.Case) model.Command { return edit.Remove{IDs: c.Finding.Anchors} }

// noInput keeps what is settled.
func noInput(c analysis.Case) model.Command {
	e, ok := pair(c)
	if !ok {
		return nil
	}
	p := newPlan(c)
	for _, e := range [2]model.Ends{model.IOEnds(e.From, e.To), model.IOEnds(e.To, e.From)} {
		if _, drawn := c.Graph.Relation(e); drawn {
			p.do(edit.Remove{IDs: []model.ID{e.ID()}})
		}
	}
	return p.command(repairName)
}

// toInput lets the one be made from the other.
func toInput(c analysis.Case) model.Command {
	e, ok := pair(c)
	if !ok {
		return nil
	}
	to := model.IOEnds(e.From, e.To)
	if c.Finding.Was() != nil && joined(c.Finding.Was(), model.IOEnds(e.To, e.From)) { // as it was
		to = model.IOEnds(e.To, e.From)
	}
	p := newPlan(c)
	p.move(e, to)
	return p.command(repairName)
}

func syncBoth(c analysis.Case) model.Command {
	p := newPlan(c)
	p.join(model.Sync, c.Finding.At[0], c.Finding.At[1])
	return p.command(repairName)
}

// syncHubs lets all rounds of a series be held as one: what was made from the other is settled with it.
func syncHubs(c analysis.Case) model.Command {
	p := newPlan(c)
	last := c.Finding.At[0]
	for _, hub := range c.Finding.In(analysis.RolePath) {
		if e := model.IOEnds(hub, last); joined(c.Graph, e) {
			p.move(e, model.SyncEnds(hub, last))
			continue
		}
		p.join(model.Sync, hub, last)
	}
	return p.command(repairName)
}

// writtenInSync puts know-how on paper; the paper is settled in its place.
func writtenInSync(c analysis.Case) model.Command {
	e, ok := pair(c)
	if !ok {
		return nil
	}
	for _, k := range [2]model.ID{e.From, e.To} {
		if n, one := c.Graph.Node(k); !one || n.Kind != model.Intangible {
			continue
		}
		p := newPlan(c)
		paper := p.addPaper(k)
		p.move(e, model.SyncEnds(paper, e.Other(k)))
		return p.command(repairName)
	}
	return nil
}

// addPaper makes what know-how looks like on paper.
func (p *plan) addPaper(k model.ID) model.ID {
	name := p.name(k)
	if name != "" {
		name = lang.Text(p.tongue(name), "analysis.name.written", "k", name)
	}
	paper := p.add(model.Node{Name: name, Tags: model.NewList(model.TagWritten)})
	p.join(model.IO, k, paper)
	return paper
}

// material goes into both sides of a sync.
func material(c analysis.Case) model.Command {
	e, ok := pair(c)
	if !ok {
		return nil
	}
	p := newPlan(c)
	for _, id := range p.things(model.Tangible) {
		for _, to := range [2]model.ID{e.From, e.To} {
			if id != to {
				p.join(model.IO, id, to)
			}
		}
	}
	return p.command(repairName)
}

// inPlace lets something go in where an input went away, and says that it takes its place.
func inPlace(c analysis.Case) model.Command {
	p := newPlan(c)
	for _, id := range p.things(model.Tangible) {
		p.join(model.IO, id, c.Finding.At[0])
		n, _ := c.Graph.Node(id)
		for _, gone := range c.Finding.Gone() {
			if !c.Graph.Has(gone) {
				n.Replaces = n.Replaces.With(string(gone))
			}
		}
		if !n.Replaces.Empty() {
			p.do(edit.SetList{IDs: []model.ID{id}, Member: "replaces", Items: n.Replaces})
		}
	}
	return p.command(repairName)
}

// inputsAsOne lets a group stand for its members, where all of them go into the deliverable.
func inputsAsOne(c analysis.Case) model.Command {
	v := c.Finding.At[0]
	in := map[model.ID]bool{}
	for r := range c.Graph.In(v) {
		in[r.From] = true
	}
	for g := range c.Graph.Groups() {
		members := c.Graph.Members(g.ID)
		outside := func(m model.ID) bool { return !in[m] }
		if len(members) < 2 || len(c.Graph.Inner(g.ID)) > 0 || c.Graph.Within(v, g.ID) || slices.ContainsFunc(members, outside) {
			continue
		}
		p := newPlan(c)
		if g.Kind != model.Composite {
			p.do(edit.Set{IDs: []model.ID{g.ID}, Member: "kind", Value: string(model.Composite)})
		}
		for _, m := range members {
			p.do(edit.Remove{IDs: []model.ID{model.IOEnds(m, v).ID()}})
		}
		if !in[g.ID] {
			p.join(model.IO, g.ID, v)
		}
		return p.command(repairName)
	}
	return nil
}

// withInputs makes what was picked a composite with what goes into it.
func withInputs(c analysis.Case) model.Command {
	n, ok := c.Graph.Node(c.Pick)
	if !ok || n.In != "" {
		return nil
	}
	ids := []model.ID{c.Pick}
	for r := range c.Graph.In(c.Pick) {
		if u, one := c.Graph.Node(r.From); one && u.In == "" {
			ids = append(ids, r.From)
		}
	}
	if len(ids) < 2 {
		return nil
	}
	taken := func(id model.ID) bool { return c.Graph.Has(id) }
	g := model.Group{ID: model.NewID(model.GroupPrefix, n.Name, c.Entropy, taken), Name: n.Name, Kind: model.Composite}
	return model.Batch(repairName, edit.Gather{Group: g, IDs: ids})
}

// cutInto takes away what leads along a chain into the deliverable that was picked.
func cutInto(c analysis.Case) model.Command {
	way := c.Finding.In(analysis.RolePath)
	i := slices.Index(way, c.Pick)
	if i < 1 {
		return nil
	}
	p := newPlan(c)
	for _, r := range p.drawn(way[i-1], c.Pick) {
		p.do(edit.Remove{IDs: []model.ID{r.ID()}})
	}
	return p.command(repairName)
}

func joined(g *model.Graph, e model.Ends) bool {
	_, ok := g.Relation(e)
	return ok
}
