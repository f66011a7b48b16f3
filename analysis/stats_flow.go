package analysis

import (
	"cmp"
	"math"
	"slices"

	"seika/model"
)

// few is below which number of deliverables ratios say nothing.
const few = 5

// ChokePoint is a deliverable, or those that are only final together, that sources have to pass on their way to the goals.
type ChokePoint struct {
	Members   []model.ID `json:"members"`
	Held      int        `json:"held"`
	Dominates bool       `json:"dominates"` // all sources pass here
}

// ReviewPoint is where all influence of a know-how first meets.
type ReviewPoint struct {
	KnowHow model.ID   `json:"know_how"`
	Leads   bool       `json:"leads"` // to a goal
	At      []model.ID `json:"at"`    // nil: nowhere before the goals
}

// checks fills in M8 and M9.
func (m *measure) checks() {
	flow := m.Flow()
	held, _, sources := m.Held()
	m.Sources = sources
	for b := range int32(flow.Blocks()) {
		if held[b] < 2 || m.AtTheEnd(flow, b) { // of one goal everything reaches it through it
			continue
		}
		m.ChokePoints = append(m.ChokePoints, ChokePoint{m.ids(m.mostFed(slices.Collect(flow.Members(b)))), int(held[b]), int(held[b]) == sources})
	}
	slices.SortFunc(m.ChokePoints, func(a, b ChokePoint) int {
		return cmp.Or(cmp.Compare(b.Held, a.Held), cmp.Compare(a.Members[0], b.Members[0]))
	})
	for k := range int32(m.N) {
		if !m.Is(k, KnowHow) {
			continue
		}
		r := ReviewPoint{KnowHow: m.ID(k), Leads: true}
		switch b := m.ReviewPoint(k); {
		case b == Unled:
			r.Leads = false
		case b == Nowhere || m.AtTheEnd(m.Tacit(), b):
		default:
			r.At = m.ids(m.mostFed(slices.Collect(m.Tacit().Members(b))))
		}
		m.ReviewPoints = append(m.ReviewPoints, r)
	}
}

// mostFed puts the members of a block with most inputs first: what comes in comes in there, and is checked there.
func (m *measure) mostFed(members []int32) []int32 {
	slices.SortStableFunc(members, func(v, w int32) int { return len(m.In(w)) - len(m.In(v)) })
	return members
}

// Between is the share of shortest ways that pass a deliverable.
type Between struct {
	ID    model.ID `json:"id"`
	Share float64  `json:"share"` // of the highest, 0 … 1
}

// How many deliverables betweenness is exact for, and how many sources stand for all above.
const (
	exactBetween = 1000
	someBetween  = 64
)

func (m *measure) between(wanted bool) {
	if !wanted {
		return
	}
	flow := m.Flow()
	of := flow.arcs.Between(exactBetween, someBetween)
	highest := slices.Max(append(of, 0))
	m.Betweenness = []Between{}
	for v := range int32(m.N) {
		if x := of[flow.Block(v)]; x > 0 {
			m.Betweenness = append(m.Betweenness, Between{m.ID(v), x / highest})
		}
	}
	slices.SortStableFunc(m.Betweenness, func(a, b Between) int { return cmp.Compare(b.Share, a.Share) })
}

// CheckCut is the fewest deliverables on all ways from what comes from outside to the goals.
type CheckCut struct {
	At     []model.ID `json:"at"`     // nil: there is no way, or no cut
	Direct []model.ID `json:"direct"` // inputs and syncs that leave nothing to check in between
	Tacit  []model.ID `json:"tacit"`  // the fewest know-how on all of these ways; nil: some way has none
	Ways   bool       `json:"ways"`   // some way leads from outside to a goal
}

func (m *measure) checkCut() {
	var from, to []int32
	for _, wanted := range [2]Is{External, ^Is(0)} {
		for v := range int32(m.N) {
			if len(m.In(v)) == 0 && (m.Is(v, wanted) || wanted != External) && !m.IsGoal(v) {
				from = append(from, v)
			}
		}
		if len(from) > 0 {
			break
		}
	}
	to = m.Facts.Goals()
	flow := m.Flow()
	reach := flow.nodes.Reach(from...)
	m.CheckCut.Ways = slices.ContainsFunc(to, reach.Has)
	if !m.CheckCut.Ways {
		return
	}
	free, tacit := make([]bool, flow.nodes.Len()), make([]bool, flow.nodes.Len())
	for v := range int32(m.N) {
		free[v], tacit[v] = true, m.Is(v, KnowHow)
	}
	cut, ok := flow.nodes.VertexCut(from, to, free)
	if !ok {
		m.CheckCut.Direct = m.directs(from)
		return
	}
	m.CheckCut.At = m.ids(cut)
	if cut, ok = flow.nodes.VertexCut(from, to, tacit); ok {
		m.CheckCut.Tacit = m.ids(cut)
	}
}

// directs lists the relations, as drawn, from a source straight to a goal.
func (m *measure) directs(from []int32) []model.ID {
	source := make([]bool, m.N)
	for _, v := range from {
		source[v] = true
	}
	has := func(id model.ID, is func(int32) bool) bool { return slices.ContainsFunc(m.Part(id), is) }
	isSource := func(v int32) bool { return source[v] }
	var out []model.ID
	for r := range m.Graph.Relations() {
		if has(r.From, isSource) && has(r.To, m.IsGoal) || r.Kind == model.Sync && has(r.To, isSource) && has(r.From, m.IsGoal) {
			out = append(out, r.ID())
		}
	}
	return out
}

// Chain is what has to be made one after another.
type Chain struct {
	Members []model.ID `json:"members"` // in order; those of a block by id
	Layers  int        `json:"layers"`
	Minutes *float64   `json:"minutes"` // of working time on the way that takes longest; nil where no time is said
	Known   int        `json:"known"`   // members of that way whose time is said
	Slowest []model.ID `json:"slowest"` // that way
}

func (m *measure) chain() {
	flow := m.Flow()
	for _, b := range flow.Chain() {
		m.LongestChain.Members = append(m.LongestChain.Members, m.ids(slices.Collect(flow.Members(b)))...)
	}
	m.LongestChain.Layers = flow.Deep()
	minutes, way := m.Slowest()
	if minutes == 0 {
		return
	}
	m.LongestChain.Minutes = &minutes
	for _, b := range way {
		for v := range flow.Members(b) {
			m.LongestChain.Slowest = append(m.LongestChain.Slowest, m.ID(v))
			if n, _ := m.Graph.Node(m.ID(v)); n.LeadTime != "" {
				m.LongestChain.Known++
			}
		}
	}
}

// Slowest is the way through the blocks that takes longest, in minutes of working time, and of several that with most
// deliverables: a block takes as long as its slowest member, and the rounds of its longest adjustment on top.
func (f *Facts) Slowest() (minutes float64, way []int32) {
	const apart = 1 << 20 // more than there are deliverables: a minute weighs more than all of them
	flow := f.Flow()
	made, talks := make([]float64, flow.Blocks()), make([]float64, flow.Blocks())
	v := int32(0)
	for n := range f.Graph.Nodes() {
		b := flow.Block(v)
		made[b] = max(made[b], n.LeadTime.Minutes())
		v++
	}
	for r := range f.Graph.Relations() {
		if r.Kind != model.Sync || r.CycleTime == "" {
			continue
		}
		if part := f.Part(r.From); len(part) > 0 {
			b := flow.Block(part[0])
			talks[b] = max(talks[b], r.CycleTime.Minutes()*float64(max(1, r.Rounds.N)))
		}
	}
	sum, way := flow.Heaviest(func(b int32) float64 { return math.Round(made[b]+talks[b])*apart + float64(flow.size[b]) })
	return math.Floor(sum / apart), way
}

// Shape is the form of the picture. Ratios are nil in models of fewer than five deliverables.
type Shape struct {
	Layers        int      `json:"layers"`
	CNC           *float64 `json:"cnc"`     // inputs a deliverable
	Density       *float64 `json:"density"` // inputs of those possible
	Sequentiality *float64 `json:"sequentiality"`
	Separability  *float64 `json:"separability"`
	Cyclicity     *float64 `json:"cyclicity"`
	KnowHow       *float64 `json:"know_how"`
	Sync          *float64 `json:"sync"`
	CFC           *float64 `json:"cfc"` // always nil: it has no counterpart here
}

func (m *measure) shape() {
	m.Shape.Layers = m.LongestChain.Layers
	if m.N < few {
		return
	}
	ratio := func(part, all int) *float64 {
		if all == 0 {
			return nil
		}
		x := float64(part) / float64(all)
		return &x
	}
	plain := func(v int32) bool { return len(m.In(v)) == 1 && len(m.Out(v)) == 1 }
	straight := 0
	for r := range m.Graph.Relations() {
		u, uOne := m.Find(r.From)
		v, vOne := m.Find(r.To)
		if r.Kind == model.IO && uOne && vOne && plain(u) && plain(v) {
			straight++
		}
	}
	together := 0
	for _, b := range m.Stats.Blocks {
		together += len(b.Members)
	}
	io, sync := m.Stats.IO, m.Stats.Sync
	m.Shape.CNC = ratio(io, m.N)
	m.Shape.Density = ratio(io, m.N*(m.N-1))
	m.Shape.Sequentiality = ratio(straight, io)
	m.Shape.Separability = ratio(len(m.Stats.Joints.Nodes), m.N-2)
	m.Shape.Cyclicity = ratio(together, m.N)
	m.Shape.KnowHow = ratio(m.KnowHow, m.N)
	m.Shape.Sync = ratio(sync, io+sync)
}
