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
	scores := make([][]float64, len(old))
	for i, a := range old {
		scores[i] = make([]float64, len(new))
		for j, b := range new {
			if a.Kind != b.Kind {
				continue
			}
			name := match.Dice(model.Key(a.Name), model.Key(b.Name))
			if s := ofName*name + ofNeighbours*p.shared(a.ID, b.ID); s >= alike && name > 0 {
				scores[i][j] = s
			}
		}
	}
	for i, j := range match.Assign(scores) {
		if j >= 0 {
			p.join(old[i].ID, new[j].ID, ByLooks)
		}
	}
}

// shared is the part of the neighbours of two deliverables that are recognised as the same, on the same side.
func (p *pairing) shared(was, is model.ID) float64 {
	type place struct {
		id   model.ID
		side int
	}
	side := func(r model.Relation, id model.ID) int {
		switch {
		case r.Kind == model.Sync:
			return 0
		case r.To == id:
			return 1
		default:
			return 2
		}
	}
	there := map[place]bool{}
	for r := range p.is.Touching(is) {
		there[place{r.Other(is), side(r, is)}] = true
	}
	same, all := 0, len(there)
	for r := range p.was.Touching(was) {
		other, ok := p.isOf[r.Other(was)]
		if ok && there[place{other, side(r, was)}] {
			same++
		} else {
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(same) / float64(all)
}
