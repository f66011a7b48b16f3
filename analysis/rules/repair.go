package rules

import (
	"slices"
	"strings"

	"seika/analysis"
	"seika/internal/lang"
	"seika/model"
	"seika/model/edit"
)

func input(kind model.Kind) func(analysis.Case) model.Command {
	return func(c analysis.Case) model.Command {
		if len(c.Finding.At) == 0 {
			return nil
		}
		p := newPlan(c)
		to := c.Finding.At[0]
		for _, id := range p.things(kind) {
			p.join(model.IO, id, to)
		}
		return p.command(repairName)
	}
}

func consumer(c analysis.Case) model.Command {
	p := newPlan(c)
	from := c.Finding.At[0]
	for _, id := range p.things(model.Tangible) {
		p.join(model.IO, from, id)
	}
	return p.command(repairName)
}

// knowHowOf is the know-how a finding is about: what it stands on, or the picked or first among its inputs.
func knowHowOf(c analysis.Case) (k model.ID, alone bool) {
	if len(c.Finding.At) == 0 {
		return "", false
	}
	if inputs := c.Finding.In(analysis.RoleInput); len(inputs) > 0 {
		if slices.Contains(inputs, c.Pick) {
			return c.Pick, false
		}
		return inputs[0], false
	}
	return c.Finding.At[0], true
}

// written puts know-how on paper; the paper takes over what the know-how goes into: into what the finding is about, or,
// where it is about the know-how itself, everything.
func written(c analysis.Case) model.Command {
	p := newPlan(c)
	k, all := knowHowOf(c)
	var over []model.Relation
	if all || c.Finding.Variant == "here" {
		over = slices.Collect(c.Graph.Out(k))
	} else {
		over = p.drawn(k, c.Finding.At[0])
	}
	if len(over) == 0 {
		return nil
	}
	paper := p.addPaper(k)
	for _, r := range over {
		p.move(r.Ends, model.IOEnds(paper, r.To))
	}
	return p.command(repairName)
}

// holder adds a second person who has the know-how. Where nobody was named, the first is there all the same.
func holder(c analysis.Case) model.Command {
	k, _ := knowHowOf(c)
	n, ok := c.Graph.Node(k)
	if !ok || n.Kind != model.Intangible {
		return nil
	}
	p := newPlan(c)
	count := max(2, n.HolderCount.N)
	if name := strings.TrimSpace(c.Text); name != "" {
		p.do(edit.SetList{IDs: []model.ID{k}, Member: "holders", Items: withAll(n.Holders, name)})
		if withAll(n.Holders, name).Len() >= 2 {
			return p.command(repairName)
		}
	}
	p.do(edit.Set{IDs: []model.ID{k}, Member: "holderCount", Value: itoa(count)})
	return p.command(repairName)
}

// withAll adds the names between commas to a list.
func withAll(l model.List, names string) model.List {
	for _, n := range parseNouns(names) {
		l = l.With(n.name)
	}
	return l
}

// inCycle lists the relations that a cycle of inputs is made of.
func inCycle(c analysis.Case) []model.Relation {
	at := map[model.ID]bool{}
	for _, id := range c.Finding.At {
		at[id] = true
	}
	touches := func(id model.ID) bool {
		return at[id] || slices.ContainsFunc(c.Graph.AllMembers(id), func(m model.ID) bool { return at[m] })
	}
	var out []model.Relation
	for r := range c.Graph.Relations() {
		if r.Kind == model.IO && touches(r.From) && touches(r.To) {
			out = append(out, r)
		}
	}
	return out
}

func cycleToSync(c analysis.Case) model.Command {
	p := newPlan(c)
	done := map[model.Ends]bool{}
	for _, r := range inCycle(c) {
		to := model.SyncEnds(r.From, r.To)
		if done[to] {
			p.do(edit.Remove{IDs: []model.ID{r.ID()}})
			continue
		}
		done[to] = true
		p.move(r.Ends, to)
	}
	return p.command(repairName)
}

// cycleToNext lets what goes back into the marked deliverable go into that of the next round.
func cycleToNext(c analysis.Case) model.Command {
	p := newPlan(c)
	head := c.Finding.At[0]
	if c.Pick != "" {
		head = c.Pick
	}
	var back []model.Relation
	for _, r := range inCycle(c) {
		if r.To == head {
			back = append(back, r)
		}
	}
	if len(back) == 0 {
		return nil
	}
	next := p.addNext(head)
	for _, r := range back {
		p.move(r.Ends, model.IOEnds(r.From, next))
	}
	return p.command(repairName)
}

// addNext makes the deliverable of the next round: it reads and counts as the one before.
func (p *plan) addNext(id model.ID) model.ID {
	n, _ := p.Graph.Node(id)
	next := model.Node{Kind: n.Kind, Subtype: n.Subtype, Tags: n.Tags, Owner: n.Owner}
	if n.Name != "" {
		next.Name = lang.Text(p.tongue(n.Name), "analysis.name.next", "p", n.Name)
	}
	return p.add(next)
}

func planAgain(c analysis.Case) model.Command {
	if len(c.Finding.At) < 2 {
		return nil
	}
	p := newPlan(c)
	p.join(model.IO, c.Finding.At[0], p.addNext(c.Finding.At[1]))
	return p.command(repairName)
}

// assumption puts something assumed where things are begun early, for each member that they are made from.
func assumption(c analysis.Case) model.Command {
	p := newPlan(c)
	members, early := beforeAll(c.Finding)
	for _, v := range members {
		var over []model.Relation
		for _, w := range early {
			if r, direct := c.Graph.Relation(model.IOEnds(v, w)); direct {
				over = append(over, r)
			}
		}
		if len(over) == 0 {
			continue
		}
		name := p.name(v)
		if name != "" {
			name = lang.Text(p.tongue(name), "analysis.name.assumed", "v", name)
		}
		for_ := p.add(model.Node{Name: name, Tags: model.NewList(model.TagAssumption)})
		p.join(model.IO, v, for_)
		for _, r := range over {
			p.move(r.Ends, model.IOEnds(for_, r.To))
		}
	}
	return p.command(repairName)
}

// outcome makes what was begun early from everything that is settled together.
func outcome(c analysis.Case) model.Command {
	p := newPlan(c)
	members, early := beforeAll(c.Finding)
	for _, w := range early {
		for _, m := range members {
			if _, there := c.Graph.Relation(model.IOEnds(m, w)); !there {
				p.join(model.IO, m, w)
			}
		}
	}
	return p.command(repairName)
}

// first settles one member before the others: its sync lines become inputs.
func first(c analysis.Case) model.Command {
	p := newPlan(c)
	v := c.Finding.At[0]
	if slices.Contains(c.Finding.At, c.Pick) {
		v = c.Pick
	}
	for r := range c.Graph.Syncs(v) {
		p.move(r.Ends, model.IOEnds(v, r.Other(v)))
	}
	return p.command(repairName)
}

func recorded(c analysis.Case) model.Command {
	p := newPlan(c)
	var ids []model.ID
	name := strings.TrimSpace(c.Text)
	if name == "" {
		label := p.name(c.Finding.At[0])
		if label != "" {
			name = lang.Text(p.tongue(label), "analysis.name.agreed", "m", label)
		}
	}
	if c.Pick != "" {
		ids = []model.ID{c.Pick}
	} else {
		ids = []model.ID{p.add(model.Node{Name: name})}
	}
	p.do(edit.Join(model.IO, c.Finding.At, ids))
	return p.command(repairName)
}

func users(c analysis.Case) model.Command {
	n, ok := c.Graph.Node(c.Finding.At[0])
	if !ok {
		return nil
	}
	return edit.SetList{IDs: c.Finding.At[:1], Member: "usedBy", Items: withAll(n.UsedBy, c.Text)}
}

// goal marks what was picked; without a choice what the finding stands on, or the first that everything ends in.
func goal(c analysis.Case) model.Command {
	id := c.Pick
	if id == "" && len(c.Finding.At) > 0 {
		if c.Finding.Variant == "unmade" {
			return nil
		}
		id = c.Finding.At[0]
	}
	if goals := c.Finding.In(analysis.RoleGoal); id == "" && len(goals) > 0 {
		id = goals[0]
	}
	if id == "" {
		return nil
	}
	return edit.Set{IDs: []model.ID{id}, Member: "goal", Value: "true"}
}

func set(member, value string) func(analysis.Case) model.Command {
	return func(c analysis.Case) model.Command {
		return edit.Set{IDs: c.Finding.At[:1], Member: member, Value: value}
	}
}

func criteria(c analysis.Case) model.Command {
	p := newPlan(c)
	v := c.Finding.At[0]
	if c.Text == "" && c.Pick == "" {
		name := p.name(v)
		if name != "" {
			name = lang.Text(p.tongue(name), "analysis.name.criteria", "v", name)
		}
		p.join(model.IO, p.add(model.Node{Name: name, Tags: model.NewList(model.TagCriteria)}), v)
		return p.command(repairName)
	}
	for _, id := range p.things(model.Tangible) {
		p.join(model.IO, id, v)
		tags := model.List{}
		if n, ok := c.Graph.Node(id); ok {
			tags = n.Tags
		}
		p.do(edit.SetList{IDs: []model.ID{id}, Member: "tags", Items: tags.With(model.TagCriteria)})
	}
	return p.command(repairName)
}

func toThing(c analysis.Case) model.Command {
	to := strings.TrimSpace(c.Text)
	if to == "" {
		p := newPlan(c)
		to = thing(p.name(c.Finding.At[0]))
	}
	if to == "" {
		return nil
	}
	return edit.Rename{ID: c.Finding.At[0], To: to}
}

// thing is a first proposal for what is there when a task is done: what the verb works on.
func thing(name string) string {
	if before, _, ok := strings.Cut(name, "を"); ok && readsAsTask(name) {
		return strings.TrimSpace(before)
	}
	for range len(name) {
		if !readsAsTask(name) {
			break
		}
		cut := ""
		for _, end := range taskEndings {
			if s, ok := strings.CutSuffix(strings.TrimSpace(name), end); ok {
				cut = s
				break
			}
		}
		if cut == "" {
			_, cut, _ = strings.Cut(strings.TrimSpace(name), " ")
		}
		name = strings.TrimSpace(cut)
		for _, article := range []string{"the ", "a ", "an "} {
			name = strings.TrimPrefix(name, article)
		}
	}
	return name
}

// numbered gives all but the first a number.
func numbered(c analysis.Case) model.Command {
	p := newPlan(c)
	used := map[string]bool{}
	for i, id := range c.Finding.At[1:] {
		name := p.name(id)
		to := strings.TrimSpace(c.Text)
		if to == "" || i > 0 {
			for n := 2; ; n++ {
				to = name + " " + itoa(n)
				if len(c.Graph.Named(to)) == 0 && !used[to] {
					break
				}
			}
		}
		used[to] = true
		p.do(edit.Rename{ID: id, To: to})
	}
	return p.command(repairName)
}

func member(c analysis.Case) model.Command {
	if c.Finding.Variant != "empty" {
		return nil
	}
	p := newPlan(c)
	p.do(edit.MoveInto{IDs: p.things(model.Tangible), Group: c.Finding.At[0]})
	return p.command(repairName)
}

// cut takes the relation away that a finding stands on; of two that say the same the one of the part: the composite's covers
// it.
func cut(c analysis.Case) model.Command {
	if len(c.Finding.At) == 0 {
		return nil
	}
	if _, ok := model.ParseEnds(c.Finding.At[0]); !ok {
		return nil
	}
	return edit.Remove{IDs: c.Finding.At[:1]}
}
