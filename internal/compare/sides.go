package compare

import (
	"cmp"
	"slices"

	"seika/internal/taskview"
	"seika/model"
)

// work is a task, or data that comes from nowhere, as matching sees it.
type work struct {
	id     string
	label  taskview.Label
	names  []string // keys of what it yields
	owner  string   // key
	source bool     // data that nobody writes
	last   []int
	next   []int
}

// product is what one piece of work made, or one deliverable.
type product struct {
	ids    []model.ID
	names  []string // keys, in both languages
	label  taskview.Label
	owner  string
	mind   bool
	source bool
	last   []int
	next   []int
}

// sides are both views, prepared for matching.
type sides struct {
	v      *taskview.View
	g      *model.Graph
	course taskview.Course
	works  []work
	work   map[string]int
	data   map[string]taskview.Data
	making map[string][]string // by id of data: the nodes that write it
	made   map[string][]string // by id of a node: the data it writes

	things  []product
	thingOf map[model.ID]int
}

func newSides(v *taskview.View, g *model.Graph) *sides {
	s := &sides{
		v: v, g: g, course: v.Course(), work: map[string]int{}, data: map[string]taskview.Data{},
		making: map[string][]string{}, made: map[string][]string{}, thingOf: map[model.ID]int{},
	}
	for _, d := range v.Data {
		s.data[d.ID] = d
	}
	for _, u := range v.Uses {
		if u.Direction != taskview.In {
			s.making[u.Data] = append(s.making[u.Data], u.Node)
			s.made[u.Node] = append(s.made[u.Node], u.Data)
		}
	}
	s.listWorks()
	s.listThings()
	return s
}

// listWorks lists activities in the order of the flow, then data that nobody writes.
func (s *sides) listWorks() {
	c := s.course
	hollow := map[string]bool{}
	for _, x := range c.Steps {
		hollow[x.ID] = hollow[x.ID] || x.Exit
	}
	at := make([]int, len(c.Steps))
	for i := range at {
		at[i] = -1
	}
	for _, i := range c.Next.Order() {
		x := c.Steps[i]
		if !x.Kind.Activity() || hollow[x.ID] || x.Label.Text == "" {
			continue
		}
		w := work{id: x.ID, label: x.Label, owner: model.Key(x.Owner)}
		for _, d := range s.made[x.ID] {
			w.names = append(w.names, s.nameOf(d))
		}
		name, _ := x.Label.Product()
		w.names = append(w.names, model.Key(name))
		at[i], s.work[x.ID] = len(s.works), len(s.works)
		s.works = append(s.works, w)
	}
	back := c.Next.Reverse()
	for i, w := range at {
		if w >= 0 {
			s.works[w].next = nearest(at, int32(i), c.Next.Out)
			s.works[w].last = nearest(at, int32(i), back.Out)
		}
	}
	for _, d := range s.v.Data {
		if name := s.nameOf(d.ID); len(s.making[d.ID]) == 0 && name != "" {
			w := work{id: d.ID, names: []string{name}, source: true}
			for _, u := range s.v.Uses {
				if u.Data == d.ID {
					if i, ok := s.work[u.Node]; ok {
						w.next = append(w.next, i)
					}
				}
			}
			s.work[d.ID] = len(s.works)
			s.works = append(s.works, w)
		}
	}
}

func (s *sides) nameOf(data string) string {
	d := s.data[data]
	return model.Key(taskview.WithState(d.Name, d.State))
}

// nearest are the works that come next, through whatever is none.
func nearest(at []int, from int32, out func(int32) []int32) []int {
	var found []int
	seen := map[int32]bool{from: true}
	for todo := []int32{from}; len(todo) > 0; {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, to := range out(v) {
			if seen[to] {
				continue
			}
			seen[to] = true
			if at[to] >= 0 {
				found = append(found, at[to])
			} else {
				todo = append(todo, to)
			}
		}
	}
	slices.Sort(found)
	return found
}

// listThings lists deliverables; those that one piece of work makes are one.
func (s *sides) listThings() {
	type made struct{ work, owner string }
	by := map[made]int{}
	for n := range s.g.Nodes() {
		k := made{model.Key(n.Work), model.Key(first(n.Owner))}
		i, ok := by[k]
		if n.Work == "" || !ok {
			i = len(s.things)
			s.things = append(s.things, product{label: taskview.ReadLabel(n.Work), owner: k.owner, mind: n.Kind == model.Intangible, source: true})
			if n.Work != "" {
				by[k] = i
			}
		}
		t := &s.things[i]
		t.ids = append(t.ids, n.ID)
		for _, name := range []string{n.Name, n.NameAlt} {
			if key := model.Key(name); key != "" && !slices.Contains(t.names, key) {
				t.names = append(t.names, key)
			}
		}
		s.thingOf[n.ID] = i
	}
	for r := range s.g.Relations() {
		a, b := s.thingAt(r.From), s.thingAt(r.To)
		if a < 0 || b < 0 || a == b || r.Kind != model.IO {
			continue
		}
		s.things[a].next, s.things[b].last = append(s.things[a].next, b), append(s.things[b].last, a)
		s.things[b].source = false
	}
	for i := range s.things {
		t := &s.things[i]
		t.next, t.last = unique(t.next), unique(t.last)
	}
}

func (s *sides) thingAt(id model.ID) int {
	if i, ok := s.thingOf[id]; ok {
		return i
	}
	return -1
}

func first(l model.List) string {
	for _, s := range l.Items() {
		return s
	}
	return ""
}

func unique[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}
