package compare

import (
	"cmp"
	"slices"
	"strings"

	"seika/internal/match"
	"seika/internal/taskview"
	"seika/model"
)

// Match finds what corresponds to what (taskview.md §10): first what deliverables say they were made of, then equal names that
// are the only ones, then likeness of names, neighbours and owners, then what is left beside those. Rows that people decided on
// stay as they are. Matching is uncertain by nature: what is not sure is proposed.
func Match(v *taskview.View, g *model.Graph, decided []Row, w Weights) []Row {
	return newSides(v, g).match(decided, w)
}

// matching is a match in the making.
type matching struct {
	*sides
	w     Weights
	rows  []Row
	refus map[[2]int]bool // pairs that people rejected
	to    []int           // by work: the thing that counts as the same so far, or -1
	from  []int           // the other way
	deals map[int]bool    // things, that a row has
	seen  *names
}

func (s *sides) match(decided []Row, w Weights) []Row {
	m := &matching{sides: s, w: w, refus: map[[2]int]bool{}, to: none(len(s.works)), from: none(len(s.things)), deals: map[int]bool{}, seen: newNames()}
	m.decided(decided)
	m.traced()
	m.named()
	m.likely()
	m.beside()
	for i := range m.rows {
		m.rows[i].Keys = s.keys(m.rows[i])
	}
	slices.SortStableFunc(m.rows, func(a, b Row) int { return cmp.Compare(m.place(a), m.place(b)) })
	number(m.rows)
	return m.rows
}

func none(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// place is where a row stands: along the flow, then those without a task.
func (m *matching) place(r Row) int {
	for _, id := range r.Tasks {
		if i, ok := m.work[id]; ok {
			return i
		}
	}
	return len(m.works)
}

func (m *matching) decided(rows []Row) {
	for _, r := range m.again(rows) {
		m.rows = append(m.rows, r)
		for _, t := range r.Tasks {
			for _, d := range r.Deliverables {
				i, ok := m.work[t]
				j := m.thingAt(d)
				if !ok || j < 0 {
					continue
				}
				if r.Status == Rejected {
					m.refus[[2]int{i, j}] = true
				} else if r.Status == Accepted {
					m.join(i, j)
				}
			}
		}
		if len(r.Deliverables) == 0 && r.Status == Accepted { // a task that people say has none
			for _, t := range r.Tasks {
				if i, ok := m.work[t]; ok {
					m.to[i] = len(m.things)
				}
			}
		}
		if len(r.Tasks) == 0 && r.Status == Accepted {
			for _, d := range r.Deliverables {
				if j := m.thingAt(d); j >= 0 {
					m.deals[j] = true
				}
			}
		}
	}
}

func (m *matching) join(work, thing int) {
	if m.to[work] < 0 {
		m.to[work] = thing
	}
	if m.from[thing] < 0 {
		m.from[thing] = work
	}
	m.deals[thing] = true
}

// add keeps a row and lets it count for neighbours.
func (m *matching) add(tasks []string, ids []model.ID, how How, score float64, status Status) {
	r := Row{Tasks: m.inOrder(tasks), Deliverables: unique(slices.Clone(ids)), How: how, Score: int(score*100 + 0.5), Status: status}
	if slices.ContainsFunc(m.rows, r.same) {
		return
	}
	m.rows = append(m.rows, r)
	for _, t := range tasks {
		for _, d := range ids {
			if i, ok := m.work[t]; ok {
				m.join(i, m.thingAt(d))
			}
		}
	}
	for _, d := range ids {
		m.deals[m.thingAt(d)] = true
	}
}

func (m *matching) inOrder(tasks []string) []string {
	list := unique(slices.Clone(tasks))
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(m.along(a), m.along(b)) })
	return list
}

// along is the place of an element in the flow.
func (m *matching) along(id string) int {
	if i, ok := m.work[id]; ok {
		return i
	}
	return len(m.works)
}

// traced takes what deliverables say they were made of, if the model was made of this very view: most of what it names is there.
func (m *matching) traced() {
	known, all := 0, 0
	at := map[model.ID][]string{}
	for n := range m.g.Nodes() {
		for _, id := range n.Trace.Origin.Items() {
			all++
			tasks, ok := m.makers(id)
			if ok {
				known++
			}
			at[n.ID] = append(at[n.ID], tasks...)
		}
	}
	if 2*known <= all {
		return
	}
	groups := map[string][]model.ID{}
	var order []string
	for n := range m.g.Nodes() {
		if j := m.thingAt(n.ID); len(at[n.ID]) == 0 || m.deals[j] {
			continue
		}
		k := strings.Join(m.inOrder(at[n.ID]), "\x00")
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], n.ID)
	}
	for _, k := range order {
		m.add(strings.Split(k, "\x00"), groups[k], ByTrace, 1, Accepted)
	}
}

// makers are the elements of the view that stand for an origin: a node itself, those who write data, who sends a message.
func (m *matching) makers(id string) (tasks []string, known bool) {
	if _, ok := m.course.Find(id); ok {
		return []string{id}, true
	}
	if _, ok := m.data[id]; ok {
		if list := m.making[id]; len(list) > 0 {
			return list, true
		}
		return []string{id}, true
	}
	for _, x := range m.v.Messages {
		if x.ID != id {
			continue
		}
		if _, ok := m.course.Find(x.From); ok {
			return []string{x.From}, true
		}
		return []string{id}, true
	}
	return nil, false
}

// named joins what has the same name, where it is the only one on either side. What comes from nowhere is made by no activity:
// printing out an order does not yield the order that a customer sent.
func (m *matching) named() {
	works, things := map[string][]int{}, map[string][]int{}
	for i, w := range m.works {
		for _, n := range unique(slices.Clone(w.names)) {
			works[n] = append(works[n], i)
		}
	}
	for j, t := range m.things {
		for _, n := range t.names {
			things[n] = append(things[n], j)
		}
	}
	for i, w := range m.works {
		for _, n := range w.names {
			if len(works[n]) != 1 || len(things[n]) != 1 || n == "" {
				continue
			}
			j := things[n][0]
			if m.to[i] < 0 && m.from[j] < 0 && !m.deals[j] && !m.refus[[2]int{i, j}] && !m.against(i, j) && (m.works[i].source || !m.things[j].source) {
				m.add([]string{w.id}, m.things[j].ids, ByName, 1, Accepted)
			}
		}
	}
}

// against says that the name of the work speaks against a pair that the name of what it yields speaks for.
func (m *matching) against(i, j int) bool {
	w, t := m.works[i], m.things[j]
	return w.label.Text != "" && t.label.Text != "" && m.seen.work(w.label, t.label) < m.w.Propose
}

// likely joins by likeness. Twice, so that what was found counts as neighbours.
func (m *matching) likely() {
	const most = 4_000_000 // pairs
	if len(m.works) == 0 || len(m.things) == 0 || len(m.works)*len(m.things) > most {
		return
	}
	labels := make([][]float64, len(m.works))
	for i := range m.works {
		labels[i] = make([]float64, len(m.things))
		for j := range m.things {
			if m.to[i] < 0 && !m.deals[j] {
				labels[i][j] = m.alike(i, j)
			}
		}
	}
	to, from := slices.Clone(m.to), slices.Clone(m.from)
	var scores [][]float64
	const rounds = 3 // the first has no neighbours to count
	for range rounds {
		scores = m.scores(labels, to, from)
		to, from = slices.Clone(m.to), slices.Clone(m.from)
		for i, j := range match.Assign(scores) {
			if j >= 0 && to[i] < 0 && from[j] < 0 {
				to[i], from[j] = j, i
			}
		}
	}
	for i, j := range to {
		if j < 0 || j >= len(m.things) || m.to[i] >= 0 || m.deals[j] {
			continue
		}
		status := Proposed
		if scores[i][j] >= m.line(i, j, labels[i][j]) && scores[i][j]-second(scores, i, j) >= m.w.Gap {
			status = Accepted
		}
		m.add([]string{m.works[i].id}, m.things[j].ids, ByLikeness, scores[i][j], status)
	}
}

// line is the score from which a pair is accepted where each is by the gap the best for the other. The lower one is for names
// that are alike by themselves, so that neighbours do not decide alone, and not for an activity beside what comes from nowhere.
func (m *matching) line(i, j int, label float64) float64 {
	if label < m.w.Propose || m.works[i].source != m.things[j].source {
		return m.w.Accept
	}
	return m.w.Clear
}

// scores are the likenesses of all pairs that are still free, 0 where they are below what is proposed.
func (m *matching) scores(labels [][]float64, to, from []int) [][]float64 {
	all := make([][]float64, len(m.works))
	for i := range m.works {
		all[i] = make([]float64, len(m.things))
		if m.to[i] >= 0 {
			continue
		}
		for j := range m.things {
			if m.deals[j] || labels[i][j] == 0 || m.refus[[2]int{i, j}] {
				continue
			}
			w, t := &m.works[i], &m.things[j]
			x := m.w.Label*labels[i][j] + m.w.Neighbours*beside(w, t, to) + m.w.Owner*owners(w.owner, t.owner)
			if w.source == t.source && !t.mind {
				x += m.w.Kind
			}
			if x >= m.w.Propose {
				all[i][j] = x
			}
		}
	}
	return all
}

// second is the next best score of either end of a pair.
func second(scores [][]float64, i, j int) float64 {
	best := 0.0
	for k, x := range scores[i] {
		if k != j {
			best = max(best, x)
		}
	}
	for k := range scores {
		if k != i {
			best = max(best, scores[k][j])
		}
	}
	return best
}

// beside is the share of the neighbours of a pair that are matched with each other, on the same side. Where neither has any,
// that is alike as well.
func beside(w *work, t *product, to []int) float64 {
	same, all := 0, max(len(w.last), len(t.last))+max(len(w.next), len(t.next))
	if all == 0 {
		return 1
	}
	for _, side := range []struct {
		works  []int
		things []int
	}{{w.last, t.last}, {w.next, t.next}} {
		for _, i := range side.works {
			if to[i] >= 0 && slices.Contains(side.things, to[i]) {
				same++
			}
		}
	}
	return float64(same) / float64(all)
}

// owners is how alike two owners are; unknown is neither.
func owners(a, b string) float64 {
	const unknown, nearly = 0.5, 0.8
	switch {
	case a == "" || b == "":
		return unknown
	case match.Dice(a, b) >= nearly:
		return 1
	default:
		return 0
	}
}

// alike is how alike a work and a deliverable are by name: what the work yields, and what it is called itself.
func (m *matching) alike(i, j int) float64 {
	w, t := m.works[i], m.things[j]
	best := 0.0
	for _, a := range w.names {
		for _, b := range t.names {
			best = max(best, m.seen.alike(a, b))
		}
	}
	if t.label.Text == "" || w.label.Text == "" {
		return best
	}
	called := m.seen.work(w.label, t.label)
	return max(called, (called+best)/2)
}

// beside proposes what is left next to what is matched and is about the same (1:n).
func (m *matching) beside() {
	const same = 0.8
	for j, t := range m.things {
		if m.deals[j] || t.mind {
			continue
		}
		for _, k := range slices.Concat(t.last, t.next) {
			i := m.from[k]
			if i < 0 || m.refus[[2]int{i, j}] || m.works[i].source {
				continue
			}
			best := 0.0
			for _, a := range m.works[i].names {
				for _, b := range t.names {
					best = max(best, m.seen.alike(a, b))
				}
			}
			if best >= same {
				m.add([]string{m.works[i].id}, t.ids, ByStructure, m.w.Propose+m.w.Gap*best, Proposed)
				break
			}
		}
	}
}
