package compare

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"seika/internal/taskview"
	"seika/model"
)

// keys are the normalised labels of the ends of a row and of what is beside them.
func (s *sides) keys(r Row) Keys {
	var k Keys
	for _, id := range r.Tasks {
		k.Tasks = append(k.Tasks, s.taskKey(id))
		if i, ok := s.work[id]; ok {
			for _, n := range slices.Concat(s.works[i].last, s.works[i].next) {
				k.AroundTasks = append(k.AroundTasks, s.taskKey(s.works[n].id))
			}
		}
	}
	for _, id := range r.Deliverables {
		k.Deliverables = append(k.Deliverables, model.Key(s.g.Label(id)))
		for x := range s.g.Touching(id) {
			k.AroundThings = append(k.AroundThings, model.Key(s.g.Label(x.Other(id))))
		}
	}
	k.AroundTasks, k.AroundThings = unique(k.AroundTasks), unique(k.AroundThings)
	return k
}

func (s *sides) taskKey(id string) string {
	if i, ok := s.course.Find(id); ok {
		return model.Key(s.course.Steps[i].Label.Text)
	}
	return s.nameOf(id)
}

// has says that an element of the task view is there.
func (s *sides) has(id string) bool {
	if _, ok := s.course.Find(id); ok {
		return true
	}
	if _, ok := s.data[id]; ok {
		return true
	}
	return slices.ContainsFunc(s.v.Messages, func(x taskview.Message) bool { return x.ID == id })
}

// again finds the ends of rows that people decided on in views that were read anew: by id, else by the same label with at least
// half of the neighbours. What is not found is lost, and kept.
func (s *sides) again(rows []Row) []Row {
	var list []Row
	for _, r := range rows {
		if !r.fixed() {
			continue
		}
		if r.Status == Lost {
			r.Status = Accepted
		}
		whole := true
		r.Tasks, r.Deliverables = slices.Clone(r.Tasks), slices.Clone(r.Deliverables)
		for i, id := range r.Tasks {
			if !s.has(id) {
				to, ok := s.findTask(at(r.Keys.Tasks, i), r.Keys.AroundTasks)
				whole = whole && ok
				if ok {
					r.Tasks[i] = to
				}
			}
		}
		for i, id := range r.Deliverables {
			if !s.g.Has(id) {
				to, ok := s.findThing(at(r.Keys.Deliverables, i), r.Keys.AroundThings)
				whole = whole && ok
				if ok {
					r.Deliverables[i] = to
				}
			}
		}
		if !whole && r.Status == Accepted {
			r.Status = Lost
		}
		list = append(list, r)
	}
	return list
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func (s *sides) findTask(key string, around []string) (string, bool) {
	for _, w := range s.works {
		if s.taskKey(w.id) == key && key != "" && halfOf(around, s.keys(Row{Tasks: []string{w.id}}).AroundTasks) {
			return w.id, true
		}
	}
	return "", false
}

func (s *sides) findThing(key string, around []string) (model.ID, bool) {
	for n := range s.g.Nodes() {
		if model.Key(n.Name) == key && key != "" && halfOf(around, s.keys(Row{Deliverables: []model.ID{n.ID}}).AroundThings) {
			return n.ID, true
		}
	}
	return "", false
}

// halfOf says that at least half of the first are among the others.
func halfOf(want, there []string) bool {
	n := 0
	for _, k := range want {
		if slices.Contains(there, k) {
			n++
		}
	}
	return 2*n >= len(want)
}

// number gives ids to rows that have none.
func number(rows []Row) {
	taken, last := map[string]bool{}, 0
	for _, r := range rows {
		taken[r.ID] = true
		if n, err := strconv.Atoi(strings.TrimPrefix(r.ID, "m")); err == nil {
			last = max(last, n)
		}
	}
	for i := range rows {
		if rows[i].ID == "" {
			last++
			rows[i].ID = fmt.Sprintf("m%03d", last)
		}
	}
}
