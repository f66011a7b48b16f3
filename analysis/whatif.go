package analysis

import (
	"context"
	"slices"

	"seika/model"
)

// Removed is what a question about the work without something takes away.
type Removed struct {
	IDs    []model.ID // deliverables
	People []string   // with each: what that person alone answers for, and know-how that person alone has
}

// Loss is what can no longer be made without something.
type Loss struct {
	Removed  []model.ID `json:"removed"`
	Lost     []model.ID `json:"lost"` // what was taken away and all that depends on it
	Goals    []model.ID `json:"goals"`
	OfGoals  int        `json:"of_goals"`
	Of       int        `json:"of"` // deliverables of the model
	Meetings []model.ID `json:"meetings"`
	Thinner  []model.ID `json:"thinner"` // others answer for it, or have it, too
	Stands   []model.ID `json:"stands"`
	Proofs   []Proof    `json:"proofs"`
}

// Proof is a shortest way from what was taken away to a goal that is lost with it.
type Proof struct {
	Goal model.ID   `json:"goal"`
	Way  []model.ID `json:"way"`
}

// WhatIf says what can no longer be made without something. The document is not changed. Lists are ordered by layer, then by
// id, goals first.
func WhatIf(ctx context.Context, g *model.Graph, r Removed) (Loss, error) {
	f := NewFacts(NewIndex(g))
	gone := make([]bool, f.N)
	l := Loss{Of: f.N, OfGoals: len(f.Goals())}
	for _, id := range r.IDs {
		for _, v := range f.Part(id) {
			gone[v] = true
		}
	}
	thin := f.without(r.People, gone)
	if err := ctx.Err(); err != nil {
		return Loss{}, err
	}
	// What is written down, or is held by others, no longer hangs on a person's know-how.
	flow := f.Tacit()
	var seeds []int32
	for v, is := range gone {
		if is {
			seeds = append(seeds, int32(v))
		}
	}
	reach := flow.nodes.Reach(seeds...)
	layers := flow.Layers()
	var order []int32
	for v := range int32(f.N) {
		order = append(order, v)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		if f.IsGoal(a) != f.IsGoal(b) {
			if f.IsGoal(a) {
				return -1
			}
			return 1
		}
		return int(layers[flow.Block(a)] - layers[flow.Block(b)])
	})
	for _, v := range order {
		id := f.ID(v)
		if gone[v] {
			l.Removed = append(l.Removed, id)
		}
		switch {
		case !reach.Has(v):
			l.Stands = append(l.Stands, id)
		default:
			l.Lost = append(l.Lost, id)
			if f.IsGoal(v) {
				l.Goals = append(l.Goals, id)
			}
		}
		if thin[v] {
			l.Thinner = append(l.Thinner, id)
		}
	}
	for _, c := range f.Clusters() {
		if slices.ContainsFunc(c.Members, reach.Has) {
			l.Meetings = append(l.Meetings, f.ID(c.Hub))
		}
	}
	l.Proofs = f.proofs(flow, seeds, reach.Has)
	return l, ctx.Err()
}

// without marks what people alone answer for, or have, as gone, and gives what they share with others.
func (f *Facts) without(people []string, gone []bool) (thin []bool) {
	thin = make([]bool, f.N)
	away := map[string]bool{}
	for _, p := range people {
		away[model.Key(p)] = true
	}
	v := int32(-1)
	for n := range f.Graph.Nodes() {
		v++
		alone, shared := false, false
		for _, list := range [2]model.List{n.Owner, n.Holders} {
			left, took := 0, false
			for _, name := range list.Items() {
				if away[model.Key(name)] {
					took = true
				} else {
					left++
				}
			}
			alone = alone || took && left == 0
			shared = shared || took && left > 0
		}
		gone[v] = gone[v] || alone
		thin[v] = shared && !gone[v]
	}
	return thin
}

// proofs finds, for each goal that is lost, a shortest way from what is gone.
func (f *Facts) proofs(flow *Flow, seeds []int32, lost func(int32) bool) []Proof {
	before := make([]int32, flow.nodes.Len())
	for i := range before {
		before[i] = -2
	}
	queue := slices.Clone(seeds)
	for _, s := range seeds {
		before[s] = -1
	}
	for i := 0; i < len(queue); i++ {
		for _, w := range flow.nodes.Out(queue[i]) {
			if before[w] == -2 {
				before[w] = queue[i]
				queue = append(queue, w)
			}
		}
	}
	var list []Proof
	for _, g := range f.Goals() {
		if !lost(g) {
			continue
		}
		p := Proof{Goal: f.ID(g)}
		for v := g; v >= 0; v = before[v] {
			if int(v) < f.N {
				p.Way = append(p.Way, f.ID(v))
			}
		}
		slices.Reverse(p.Way)
		list = append(list, p)
	}
	return list
}
