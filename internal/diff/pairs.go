package diff

import (
	"slices"

	"seika/internal/match"
	"seika/model"
)

// alike is how alike two deliverables must be to count as one under another name: by their names, and by their neighbours that
// are recognised already.
const (
	ofName       = 0.6
	ofNeighbours = 0.4
	alike        = 0.6
)

// pairs recognises what is in both models: by what it says it replaces, by id, by a name that is the only one, and what is then
// left by name and neighbours.
func pairs(was, is *model.Graph) []Pair {
	p := pairing{was: was, is: is, isOf: map[model.ID]model.ID{}, wasOf: map[model.ID]Pair{}}
	for n := range is.Nodes() {
		for _, id := range n.Replaces.Items() {
			if _, ok := was.Node(model.ID(id)); ok {
				p.join(model.ID(id), n.ID, ByReplaces)
			}
		}
	}
	for n := range is.Nodes() {
		_, there := was.Node(n.ID)
		p.same(n.ID, there)
	}
	for n := range is.Nodes() {
		p.alone(was.Named(n.Name), is.Named(n.Name))
	}
	for g := range is.Groups() {
		_, there := was.Group(g.ID)
		p.same(g.ID, there)
	}
	for g := range is.Groups() {
		p.alone(was.GroupsNamed(g.Name), is.GroupsNamed(g.Name))
	}
	for f := range is.Phases() {
		_, there := was.Phase(f.ID)
		p.same(f.ID, there)
	}
	p.byLooks()
	var list []Pair
	for _, pair := range p.wasOf {
		list = append(list, pair)
	}
	slices.SortFunc(list, func(a, b Pair) int {
		if a.Is < b.Is {
			return -1
		}
		return 1
	})
	return list
}

type pairing struct {
	was, is *model.Graph
	isOf    map[model.ID]model.ID
	wasOf   map[model.ID]Pair
}

func (p *pairing) join(was, is model.ID, how How) {
	_, a := p.isOf[was]
	if _, b := p.wasOf[is]; !a && !b {
		p.isOf[was], p.wasOf[is] = is, Pair{was, is, how}
	}
}

// same joins what has one id on both sides.
func (p *pairing) same(id model.ID, there bool) {
	if there {
		p.join(id, id, ByID)
	}
}

// alone joins what is the only one of its name on either side.
func (p *pairing) alone(was, is []model.ID) {
	if len(was) == 1 && len(is) == 1 {
		p.join(was[0], is[0], ByName)
	}
}

func (p *pairing) byLooks() {
	var old, new []model.Node
	for n := range p.was.Nodes() {
		if _, done := p.isOf[n.ID]; !done {
			old = append(old, n)
		}
	}
	for n := range p.is.Nodes() {
		if _, done := p.wasOf[n.ID]; !done {
			new = append(new, n)
		}
	}
	const most = 1000 // left over on one side: they are different models
	if len(old) == 0 || len(new) == 0 || len(old) > most || len(new) > most {
		return
	}
	before, after := make([]look, len(old)), make([]look, len(new))
	number := map[model.ID]int{}
	for i, n := range old {
		before[i] = p.look(p.was, &n, number, func(id model.ID) model.ID { return p.isOf[id] })
	}
	for i, n := range new {
		after[i] = p.look(p.is, &n, number, func(id model.ID) model.ID { return id })
	}
	scores := make([][]float64, len(old))
	for i := range before {
		scores[i] = make([]float64, len(new))
		for j := range after {
			scores[i][j] = before[i].like(&after[j])
		}
	}
	for i, j := range match.Assign(scores) {
		if j >= 0 {
			p.join(old[i].ID, new[j].ID, ByLooks)
		}
	}
}

// look is what a deliverable is recognised by: its name, and its neighbours that are recognised already, by number and side,
// sorted.
type look struct {
	kind   model.Kind
	key    string
	pairs  match.Pairs
	places []int
	all    int // neighbours, recognised or not
}

// look takes a deliverable apart. now is what a neighbour is in the newer model, "" for nothing.
func (p *pairing) look(g *model.Graph, n *model.Node, number map[model.ID]int, now func(model.ID) model.ID) look {
	l := look{kind: n.Kind, key: model.Key(n.Name)}
	l.pairs = match.PairsOf(l.key)
	for r := range g.Touching(n.ID) {
		l.all++
		id := now(r.Other(n.ID))
		if id == "" {
			continue
		}
		if _, met := number[id]; !met {
			number[id] = len(number)
		}
		l.places = append(l.places, 3*number[id]+side(r, n.ID))
	}
	slices.Sort(l.places)
	return l
}

// side tells a sync, an input and an output apart.
func side(r model.Relation, id model.ID) int {
	switch {
	case r.Kind == model.Sync:
		return 0
	case r.To == id:
		return 1
	default:
		return 2
	}
}

// like is how alike two deliverables look, 0 if not enough.
func (l *look) like(m *look) float64 {
	if l.kind != m.kind {
		return 0
	}
	name := 1.0
	if l.key != m.key {
		name = l.pairs.Dice(m.pairs)
	}
	if name == 0 || ofName*name+ofNeighbours < alike {
		return 0
	}
	if s := ofName*name + ofNeighbours*l.shared(m); s >= alike {
		return s
	}
	return 0
}

// shared is the part of the neighbours of two deliverables that are recognised as the same, on the same side.
func (l *look) shared(m *look) float64 {
	same, i, j := 0, 0, 0
	for i < len(l.places) && j < len(m.places) {
		switch a, b := l.places[i], m.places[j]; {
		case a < b:
			i++
		case a > b:
			j++
		default:
			same, i, j = same+1, i+1, j+1
		}
	}
	if all := l.all + m.all - same; all > 0 {
		return float64(same) / float64(all)
	}
	return 0
}
