package taskview

import (
	"cmp"
	"slices"
	"strings"
)

// weight orders questions of equal effect: what may turn the picture round comes first, mere order last.
func weight(code string) int {
	rules := []string{"P1", "B9", "B3", "B5", "B7", "B2", "B12", "B4", "B10", "B6-update", "B6-split", "B0", "B6-order"}
	for i, r := range rules {
		if strings.HasPrefix(code, r) {
			return i
		}
	}
	return len(rules)
}

// rankQuestions puts those first that most goals hang on: whose know-how, and with it who must not be away, would be other if the
// answer were no.
func (d *deriver) rankQuestions() {
	h := d.hangs()
	effect := map[int]int{}
	order := make([]int, len(d.asked))
	for i, a := range d.asked {
		order[i] = i
		effect[i] = h.changed(a, &d.budget)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(effect[b], effect[a]), cmp.Compare(weight(d.asked[a].code), weight(d.asked[b].code)))
	})
	sorted := make([]asked, 0, len(d.asked))
	for _, i := range order {
		sorted = append(sorted, d.asked[i])
	}
	d.asked = sorted
}

// hangs is what hangs on know-how, suggested know-how too.
type hangs struct {
	out   [][]int
	know  [][]int // where the ways of each piece of know-how begin; the thing itself, if it is one
	goals []int   // what nothing needs, where nothing is said to be a goal
	usual []map[int]bool
}

func (d *deriver) hangs() *hangs {
	h := &hangs{out: make([][]int, len(d.things))}
	for _, p := range d.list {
		h.out[p.from.at] = append(h.out[p.from.at], p.to.at)
	}
	for _, t := range d.things {
		if t.mind {
			h.know = append(h.know, []int{t.at})
		}
		if t.goal {
			h.goals = append(h.goals, t.at)
		}
	}
	for _, k := range d.know {
		var from []int
		for _, t := range k.out {
			from = append(from, t.at)
		}
		h.know = append(h.know, from)
	}
	for i := range h.out {
		if len(h.goals) == 0 && len(h.out[i]) == 0 {
			h.goals = append(h.goals, i)
		}
	}
	for _, from := range h.know {
		h.usual = append(h.usual, h.reached(from, ends{}, &d.budget))
	}
	return h
}

// reached is what a way leads to, without an input, or without a deliverable.
func (h *hangs) reached(from []int, without ends, budget *int) map[int]bool {
	seen := map[int]bool{}
	var todo []int
	visit := func(at int) {
		if !seen[at] && (without.to != nil || without.from == nil || without.from.at != at) {
			seen[at] = true
			todo = append(todo, at)
		}
	}
	for _, at := range from {
		visit(at)
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, next := range h.out[at] {
			if *budget--; *budget < 0 {
				return seen
			}
			if without.to == nil || without.from.at != at || without.to.at != next {
				visit(next)
			}
		}
	}
	return seen
}

// changed counts the goals that would hang on other know-how without what a question is about.
func (h *hangs) changed(a asked, budget *int) int {
	var without ends
	switch {
	case a.both != nil:
		without = ends{a.both.from, a.both.to}
	case len(a.at) > 0:
		without.from = a.at[0]
	default:
		return 0
	}
	other := map[int]bool{}
	for i, from := range h.know {
		if !h.usual[i][without.from.at] {
			continue // nothing of it passes there
		}
		now := h.reached(from, without, budget)
		for _, g := range h.goals {
			if now[g] != h.usual[i][g] {
				other[g] = true
			}
		}
	}
	return len(other)
}
