package bpmn

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/taskview"
)

// finish puts for each reference what it stands for.
func (r *reader) finish() {
	r.parties()
	r.places()
	r.resolveData()
	r.resolveMessages()
	r.resolveAssociations()
	for _, s := range r.slots {
		if s.id != "" && !r.joined[s.id] && s.name != "" {
			r.lose(s.id, s.name, taskview.LostSlot)
		}
	}
	for _, f := range r.frames {
		r.lose(f.id, cmp.Or(f.name, r.values[f.value]), taskview.LostFrame)
	}
	if r.v.Name == "" {
		for _, p := range slices.Concat(names(r.processes), r.poolNames()) {
			if p != "" {
				r.v.Name = p
				break
			}
		}
	}
}

func names(list []process) []string {
	var all []string
	for _, p := range list {
		all = append(all, p.name)
	}
	return all
}

func (r *reader) poolNames() []string {
	var all []string
	for _, p := range r.participants {
		all = append(all, p.name)
	}
	return all
}

// parties makes one of every pool, and of every process that stands in none.
func (r *reader) parties() {
	busy := map[string]bool{}
	for _, n := range r.v.Nodes {
		busy[n.Party] = true
	}
	for _, d := range r.v.Data {
		busy[d.Party] = true
	}
	pool := map[string]string{}
	for _, p := range r.participants {
		known := p.process != "" && busy[p.process] && pool[p.process] == ""
		if known {
			pool[p.process] = p.id
		}
		r.v.Parties = append(r.v.Parties, taskview.Party{ID: p.id, Name: p.name, BlackBox: !known, Many: p.many})
	}
	for _, p := range r.processes {
		if pool[p.id] == "" && busy[p.id] {
			r.v.Parties = append(r.v.Parties, taskview.Party{ID: p.id, Name: p.name, Bare: true})
		}
	}
	swap := func(id *string) {
		if to := pool[*id]; to != "" {
			*id = to
		}
	}
	for i := range r.v.Nodes {
		swap(&r.v.Nodes[i].Party)
	}
	for i := range r.v.Data {
		swap(&r.v.Data[i].Party)
	}
	for i := range r.v.Boxes {
		swap(&r.v.Boxes[i].Party)
	}
	for i := range r.objects {
		swap(&r.objects[i].process)
	}
	for i := range r.lanes {
		swap(&r.lanes[i].Party)
	}
}

// places puts nodes into their innermost lanes.
func (r *reader) places() {
	parent := map[string]string{}
	for _, l := range r.lanes {
		r.v.Lanes = append(r.v.Lanes, l.Lane)
		parent[l.ID] = l.Parent
	}
	node := map[string]int{}
	for i, n := range r.v.Nodes {
		node[n.ID] = i
	}
	for _, l := range r.lanes {
		for _, id := range l.nodes {
			i, ok := node[id]
			if !ok {
				if _, there := r.at[id]; !there {
					r.lose(l.ID, l.Name, taskview.LostDangling)
				}
				continue
			}
			n := &r.v.Nodes[i]
			n.Lanes = append(n.Lanes, l.ID)
		}
	}
	for i := range r.v.Nodes {
		n := &r.v.Nodes[i]
		if len(n.Lanes) < 2 {
			continue
		}
		around := map[string]bool{}
		for _, l := range n.Lanes {
			const deepest = 200 // the limit of nesting
			for up, k := parent[l], 0; up != "" && k < deepest; up, k = parent[up], k+1 {
				around[up] = true
			}
		}
		n.Lanes = slices.DeleteFunc(n.Lanes, func(l string) bool { return around[l] })
		slices.Sort(n.Lanes)
		n.Lanes = slices.Compact(n.Lanes)
	}
}

// resolveData gives references the names of their objects. An object that nobody refers to is data itself, if it has a name or
// something uses it: some programs leave nameless ones behind.
func (r *reader) resolveData() {
	objects := map[string]*object{}
	for i := range r.objects {
		objects[r.objects[i].id] = &r.objects[i]
	}
	for i := range r.v.Data {
		d := &r.v.Data[i]
		if o := objects[d.Object]; o != nil {
			o.referred = true
			d.Collection = d.Collection || o.collection
			if d.Name == "" {
				d.Name = o.name
			}
			if d.State == "" {
				d.State = o.state
			}
		}
		if name, ok := r.stores[d.Object]; ok && d.Kind == taskview.Store {
			if d.Name == "" {
				d.Name = name
			}
			d.Party = "" // one for all
		}
	}
	used := map[string]bool{}
	for _, u := range r.v.Uses {
		used[u.Data] = true
	}
	for _, a := range r.associations {
		used[a.from], used[a.to] = true, true
	}
	alias := map[string]string{}
	for _, d := range r.v.Data {
		if o := objects[d.Object]; o != nil && used[o.id] && alias[o.id] == "" {
			alias[o.id] = d.ID
		}
	}
	r.alias(alias)
	for _, o := range r.objects {
		switch {
		case o.referred:
		case o.name != "" || used[o.id]:
			r.v.Data = append(r.v.Data, taskview.Data{
				ID: o.id, Object: o.id, Name: o.name, State: o.state, Collection: o.collection, Party: o.process, Box: o.box,
			})
		default:
			r.lose(o.id, o.name, taskview.LostObject)
		}
	}
	store := map[string]bool{}
	for _, d := range r.v.Data {
		store[d.Object] = true
	}
	for _, id := range keys(r.stores) {
		if !store[id] {
			r.lose(id, r.stores[id], taskview.LostObject)
		}
	}
}

// alias lets uses of an object itself count for its first reference.
func (r *reader) alias(first map[string]string) {
	swap := func(id *string) {
		if to := first[*id]; to != "" {
			*id = to
		}
	}
	for i := range r.v.Uses {
		swap(&r.v.Uses[i].Data)
	}
	for i := range r.associations {
		swap(&r.associations[i].from)
		swap(&r.associations[i].to)
	}
}

func keys(m map[string]string) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// resolveMessages names messages, and ties them to the tasks of a choreography. Who sends or gets a named message without a
// flow sends it out of the picture, or gets it from there.
func (r *reader) resolveMessages() {
	ends := map[string]bool{}
	flow := map[string]int{}
	for i := range r.v.Messages {
		m := &r.v.Messages[i]
		if name := r.messages[m.Task]; name != "" {
			m.Name = name
		}
		m.Task = ""
		ends[m.From], ends[m.To] = true, true
		flow[m.ID] = i
	}
	for _, s := range r.slots {
		if task, id, ok := strings.Cut(s.name, " "); ok && s.id == "" {
			if i, there := flow[id]; there {
				r.v.Messages[i].Task = task
			}
		}
	}
	for _, s := range r.sends {
		name := r.messages[s.message]
		if name == "" || ends[s.node] {
			continue
		}
		m := taskview.Message{ID: s.node + "#message", Name: name}
		if s.out {
			m.From = s.node
		} else {
			m.To = s.node
		}
		r.v.Messages = append(r.v.Messages, m)
	}
}

// resolveAssociations tells uses of data from remarks.
func (r *reader) resolveAssociations() {
	data, note, flow := map[string]bool{}, map[string]int{}, map[string]taskview.Flow{}
	for _, d := range r.v.Data {
		data[d.ID] = true
	}
	for i, n := range r.v.Notes {
		note[n.ID] = i
	}
	for _, f := range r.v.Flows {
		flow[f.ID] = f
	}
	node := map[string]bool{}
	for _, n := range r.v.Nodes {
		node[n.ID] = true
	}
	use := func(node, data string, d taskview.Direction, how taskview.How) {
		r.v.Uses = append(r.v.Uses, taskview.Use{Node: node, Data: data, Direction: d, How: how})
	}
	for _, a := range r.associations {
		from, isFrom := note[a.from]
		to, isTo := note[a.to]
		switch {
		case isFrom:
			r.v.Notes[from].On = append(r.v.Notes[from].On, a.to)
		case isTo:
			r.v.Notes[to].On = append(r.v.Notes[to].On, a.from)
		case data[a.from] && node[a.to] && a.both:
			use(a.to, a.from, taskview.Unsure, taskview.Plain)
		case node[a.from] && data[a.to] && a.both:
			use(a.from, a.to, taskview.Unsure, taskview.Plain)
		case data[a.from] && node[a.to]:
			use(a.to, a.from, taskview.In, taskview.Plain)
		case node[a.from] && data[a.to]:
			use(a.from, a.to, taskview.Out, taskview.Plain)
		case data[a.from] && flow[a.to].ID != "":
			use(flow[a.to].From, a.from, taskview.Out, taskview.OnFlow)
			use(flow[a.to].To, a.from, taskview.In, taskview.OnFlow)
		case flow[a.from].ID != "" && data[a.to]:
			use(flow[a.from].From, a.to, taskview.Out, taskview.OnFlow)
			use(flow[a.from].To, a.to, taskview.In, taskview.OnFlow)
		case node[a.from] && node[a.to]:
			// a handler of compensation: it is an exception
		default:
			r.lose(a.id, "", taskview.LostDangling)
		}
	}
}
