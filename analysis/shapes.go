package analysis

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"seika/internal/digraph"
	"seika/model"
)

// Drawn counts the inputs of a deliverable as people see them, a composite once, and how many of them are or hold
// know-how.
func (f *Facts) Drawn(v int32) (inputs, knowHow int) {
	d := f.sources()
	if len(f.groups) == 0 {
		for _, u := range d.into.Out(v) {
			if d.how[u] {
				knowHow++
			}
		}
		return len(d.into.Out(v)), knowHow
	}
	d.turn++
	for at := v; ; {
		for _, u := range d.into.Out(at) {
			if d.seen[u] == d.turn {
				continue
			}
			d.seen[u] = d.turn
			inputs++
			if d.how[u] {
				knowHow++
			}
		}
		around := f.around(at)
		if around < 0 {
			return inputs, knowHow
		}
		at = around
	}
}

// sources are the inputs as they are drawn: deliverables and, behind them, groups. Composites without any member are left
// out, for nothing comes from them.
type sources struct {
	into digraph.Graph // to where inputs are drawn from
	how  []bool        // is know-how, or holds some
	seen []int32       // the turn it was last counted in
	turn int32
}

func (f *Facts) sources() *sources {
	return f.drawnFrom.of(func() *sources {
		size := f.N + len(f.groups)
		d := &sources{how: make([]bool, size), seen: make([]int32, size)}
		from, to := make([]int32, 0, len(f.ends)), make([]int32, 0, len(f.ends))
		i := 0
		for r := range f.Graph.Relations() {
			if e := f.ends[i]; r.Kind == model.IO && !f.hollow(e[0]) {
				from, to = append(from, f.beside(e[1])), append(to, f.beside(e[0]))
			}
			i++
		}
		d.into = digraph.New(size, from, to)
		for v := range int32(f.N) {
			if !f.Is(v, KnowHow) {
				continue
			}
			for at := v; at >= 0 && !d.how[at]; at = f.around(at) {
				d.how[at] = true
			}
		}
		return d
	})
}

// around is the group, behind the deliverables, that a deliverable or a group is in, or -1.
func (f *Facts) around(v int32) int32 {
	in := int32(-1)
	if int(v) < f.N {
		in = f.inside[v]
	} else {
		in = f.groups[int(v)-f.N].parent
	}
	if in < 0 {
		return -1
	}
	return int32(f.N) + in
}

// Part lists the deliverables that an id stands for: itself, or all members of a composite.
func (f *Facts) Part(id model.ID) []int32 {
	if v, ok := f.Find(id); ok {
		return []int32{v}
	}
	var list []int32
	for _, m := range f.Graph.AllMembers(id) {
		if v, ok := f.Find(m); ok {
			list = append(list, v)
		}
	}
	return list
}

// FedBy is the innermost composite around a deliverable that brings all its inputs, where none is drawn to itself.
func (f *Facts) FedBy(v int32) (model.ID, bool) {
	if len(f.sources().into.Out(v)) > 0 {
		return "", false
	}
	for at := f.inside[v]; at >= 0; at = f.groups[at].parent {
		if f.groups[at].side[inIO] >= 0 {
			return f.groups[at].id, true
		}
	}
	return "", false
}

// Stray lists the connected parts, by inputs and syncs, of what leads to no goal: deliverables by number, parts by their
// smallest. Without a marked goal nothing strays.
func (f *Facts) Stray() [][]int32 { return f.strayOf().list }

// StrayWith is the part of Stray that a deliverable is in, or nothing.
func (f *Facts) StrayWith(v int32) []int32 {
	s := f.strayOf()
	if s.of == nil || s.of[v] == 0 {
		return nil
	}
	return s.list[s.of[v]-1]
}

// strays are the parts that lead to no goal, and of each deliverable 1 + the place of its part, or 0.
type strays struct {
	list [][]int32
	of   []int32
}

func (f *Facts) strayOf() strays {
	return f.parts.of(func() strays {
		if f.GoalsAssumed() {
			return strays{}
		}
		sets := digraph.NewSets(f.N)
		f.joinStray(sets)
		s := strays{of: make([]int32, f.N)} // of the first of a part comes before those of the others
		for v := range int32(f.N) {
			if f.Leads(v) || f.Alone(v) {
				continue
			}
			r := sets.Find(v)
			if s.of[r] == 0 {
				s.list = append(s.list, nil)
				s.of[r] = int32(len(s.list))
			}
			s.of[v] = s.of[r]
			s.list[s.of[r]-1] = append(s.list[s.of[r]-1], v)
		}
		return s
	})
}

// joinStray unites what a relation joins, both ends among what strays.
func (f *Facts) joinStray(sets digraph.Sets) {
	stray := func(id model.ID) []int32 {
		return slices.DeleteFunc(f.Part(id), func(v int32) bool { return f.Leads(v) })
	}
	i := -1
	for r := range f.Graph.Relations() {
		i++
		u, v := f.Ends(i)
		if u >= 0 && v >= 0 {
			if !f.Leads(u) && !f.Leads(v) {
				sets.Unite(u, v)
			}
			continue
		}
		from, to := stray(r.From), stray(r.To)
		if len(from) == 0 || len(to) == 0 {
			continue
		}
		for _, w := range append(from, to...) {
			sets.Unite(from[0], w)
		}
	}
}

// Nowhere and Unled are answers of ReviewPoint.
const (
	Nowhere = digraph.Root    // it leads to goals, but nothing is common to all ways
	Unled   = digraph.Outside // it leads to no goal
)

// ReviewPoint is the block of Tacit where all influence of a know-how first meets, Nowhere or Unled.
func (f *Facts) ReviewPoint(k int32) int32 {
	checks := f.reviews.of(func() []int32 {
		t := f.Tacit()
		return t.checks(t.blocksOf(f.IsGoal))
	})
	return checks[f.Tacit().Block(k)]
}

// AtTheEnd says that a block of a flow holds nothing but goals: what is found there is found too late.
func (f *Facts) AtTheEnd(flow *Flow, b int32) bool {
	for v := range flow.Members(b) {
		if !f.IsGoal(v) {
			return false
		}
	}
	return true
}

// holding says how many sources reach the goals only through each block.
type holding struct {
	held    []int32
	up      []int32
	sources int
}

// Held counts, for every block of Flow, the sources that reach the goals through nothing but it, and all sources that reach
// a goal. up is each block's immediate post-dominator.
func (f *Facts) Held() (held, up []int32, sources int) {
	h := f.held.of(func() holding {
		flow := f.Flow()
		goals := flow.blocksOf(f.IsGoal)
		h := holding{held: make([]int32, flow.Blocks()), up: flow.checks(goals)}
		behind := make([]bool, flow.Blocks()) // a goal comes in a later block
		for b := int32(flow.Blocks()) - 1; b >= 0; b-- {
			for _, c := range flow.arcs.Out(b) {
				behind[b] = behind[b] || goals[c] || behind[c]
			}
		}
		inBlock := flow.tally(f.IsGoal).own
		for v := range int32(f.N) {
			b := flow.Block(v)
			others := inBlock[b]
			if f.IsGoal(v) {
				others--
			}
			if len(f.oi.Out(v)) == 0 && (others > 0 || behind[b]) {
				h.held[b]++
				h.sources++
			}
		}
		for b, c := range h.up { // the higher number is above
			if c >= 0 {
				h.held[c] += h.held[b]
			}
		}
		return h
	})
	return h.held, h.up, h.sources
}

// likes says what a deliverable is by its tag or the words of its name.
type likes struct{ plan, result []bool }

// PlanLike says that a deliverable reads as a plan. Know-how and what comes from outside never do.
func (f *Facts) PlanLike(v int32) bool { return f.likesOf().plan[v] }

// ResultLike says that a deliverable reads as a result, and not as a plan.
func (f *Facts) ResultLike(v int32) bool { return f.likesOf().result[v] }

func (f *Facts) likesOf() likes {
	return f.likes.of(func() likes {
		l := likes{make([]bool, f.N), make([]bool, f.N)}
		v := int32(0)
		for n := range f.Graph.Nodes() {
			plan, result := f.Is(v, Plan), f.Is(v, Measure)
			if !plan && !result {
				plan, result = reads(n.Name)
			}
			l.plan[v] = plan && !f.Is(v, KnowHow|External)
			l.result[v] = result && !plan
			v++
		}
		return l
	})
}

// BeforePlan says that something plan-like follows on a deliverable or lies in its block.
func (f *Facts) BeforePlan(v int32) bool {
	before := f.plans.of(func() []bool { return f.Flow().backward(f.Flow().blocksOf(f.PlanLike)) })
	return before[f.Flow().Block(v)]
}

// Words of plans and of results. The one that stands last decides: 評価計画 is a plan, 計画の評価 is none.
var (
	planWords   = []string{"計画", "方針", "戦略", "目標"}
	resultWords = []string{"結果", "実績", "調査", "アンケート", "評価", "モニタリング", "報告", "口コミ"}
	latinWords  = map[string]bool{ // true: plan
		"plan": true, "plans": true, "policy": true, "policies": true, "strategy": true, "strategies": true,
		"target": true, "targets": true,
		"result": false, "results": false, "survey": false, "surveys": false, "questionnaire": false,
		"questionnaires": false, "feedback": false, "monitoring": false, "report": false, "reports": false,
		"review": false, "reviews": false,
	}
)

func reads(name string) (plan, result bool) {
	last, isPlan := -1, false
	for i, w := range latin(name) {
		if p, known := latinWords[strings.ToLower(w)]; known {
			last, isPlan = i, p
		}
	}
	if !ascii(name) {
		for j, words := range [][]string{planWords, resultWords} {
			for _, w := range words {
				if i := strings.LastIndex(name, w); i > last {
					last, isPlan = i, j == 0
				}
			}
		}
	}
	return last >= 0 && isPlan, last >= 0 && !isPlan
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// latin lists the runs of ASCII letters in a name with where they begin.
func latin(s string) iter.Seq2[int, string] {
	letter := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
	return func(yield func(int, string) bool) {
		for i := 0; i < len(s); i++ {
			if !letter(s[i]) {
				continue
			}
			j := i
			for j < len(s) && letter(s[j]) {
				j++
			}
			if !yield(i, s[i:j]) {
				return
			}
			i = j
		}
	}
}

// FromPlan gives every deliverable the nearest plan-like one before it and how many arcs away that is; among equally near
// ones one that is tagged, then one of the highest rank, then the smallest. -1 is none.
func (f *Facts) FromPlan() (plan, distance []int32) {
	plan, distance = make([]int32, f.N), make([]int32, f.N)
	var front []int32
	for v := range int32(f.N) {
		plan[v], distance[v] = -1, -1
		if f.PlanLike(v) {
			plan[v], distance[v] = v, 0
			front = append(front, v)
		}
	}
	for step := int32(1); len(front) > 0; step++ {
		var next []int32
		for _, u := range front {
			for _, list := range [2][]int32{f.Out(u), f.Sync(u)} {
				for _, w := range list {
					switch {
					case distance[w] < 0:
						distance[w], plan[w] = step, plan[u]
						next = append(next, w)
					case distance[w] == step:
						plan[w] = f.plainer(plan[w], plan[u])
					}
				}
			}
		}
		front = next
	}
	return plan, distance
}

// plainer is the one of two that reads more plainly as a plan. What is reported of it does not depend on ids.
func (f *Facts) plainer(a, b int32) int32 {
	tagged := func(v int32) int {
		if f.Is(v, Plan) {
			return 1
		}
		return 0
	}
	if cmp.Or(cmp.Compare(tagged(b), tagged(a)), cmp.Compare(f.Rank(b), f.Rank(a)), cmp.Compare(a, b)) <= 0 {
		return a
	}
	return b
}
