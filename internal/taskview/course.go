package taskview

import "seika/internal/digraph"

// Course is who comes after whom in a view, apart from what leads back.
type Course struct {
	Steps []Step        // in order of rank
	Next  digraph.Graph // of steps, without what leads back; it has no cycles
	Back  [][2]int32    // what leads back
	In    []int         // flows that are drawn into each step, and out of it, those that lead back included
	Out   []int
	at    map[string]int32
}

// Step is a node with who does it and what its name says. A sub-process with something inside is two, the second to come out.
type Step struct {
	Node
	Label Label
	Owner string
	Exit  bool
}

// Find is the step of an id, the one where it is gone into.
func (c Course) Find(id string) (int32, bool) {
	i, ok := c.at[id]
	return i, ok
}

// Course finds the order of a view, as deriving does.
func (v *View) Course() Course {
	d := &deriver{
		v: v, ranks: rank(v), step: map[string]int{}, exit: map[string]int{}, party: map[string]Party{}, lane: map[string]Lane{},
	}
	for _, p := range v.Parties {
		d.party[p.ID] = p
	}
	for _, l := range v.Lanes {
		d.lane[l.ID] = l
	}
	d.buildSteps()
	f := Course{Next: d.along, at: map[string]int32{}, In: make([]int, len(d.steps)), Out: make([]int, len(d.steps))}
	for i := range d.steps {
		s := &d.steps[i]
		f.Steps = append(f.Steps, Step{Node: s.Node, Label: s.label, Owner: s.owner, Exit: s.exit})
	}
	for id, i := range d.step {
		f.at[id] = int32(i)
	}
	for _, b := range d.back {
		f.Back = append(f.Back, [2]int32{int32(b.from), int32(b.to)})
	}
	for _, x := range v.Flows {
		a, ok := d.step[x.From]
		b, there := d.step[x.To]
		if ok && there {
			f.Out[a]++
			f.In[b]++
		}
	}
	return f
}
