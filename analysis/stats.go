package analysis

import (
	"context"

	"seika/model"
)

// Stats are the figures of a model, one member for each metric. Where a figure does not exist its pointer or list is nil,
// never 0; lists that are there and empty have no member. Lists of deliverables are ordered by id, others as said.
type Stats struct {
	Nodes        int    `json:"nodes"`
	IO           int    `json:"io"`   // inputs as drawn
	Sync         int    `json:"sync"` // syncs as drawn
	KnowHow      int    `json:"know_how"`
	Goals        int    `json:"goals"`
	GoalsAssumed bool   `json:"goals_assumed"` // no goal is marked
	Variant      string `json:"variant"`       // as-is or to-be, where the document says so

	Fan           []Fan         `json:"fan"`            // M1
	Reach         []Reach       `json:"reach"`          // M2; nil in huge models
	Blocks        []Block       `json:"blocks"`         // M3
	Meetings      []Meeting     `json:"meetings"`       // M4, M17
	TacitExposure Exposure      `json:"tacit_exposure"` // M5
	TacitLoad     []GoalLoad    `json:"tacit_load"`     // M6; nil in huge models
	SinglePoints  []SinglePoint `json:"single_points"`  // M7, most results first; nil in huge models
	ChokePoints   []ChokePoint  `json:"choke_points"`   // M8, most sources first
	Sources       int           `json:"sources"`        // that reach a goal
	ReviewPoints  []ReviewPoint `json:"review_points"`  // M9
	Joints        Joints        `json:"joints"`         // M10
	Betweenness   []Between     `json:"betweenness"`    // M11, highest first; nil unless asked for
	CheckCut      CheckCut      `json:"check_cut"`      // M12
	LongestChain  Chain         `json:"longest_chain"`  // M13
	Shape         Shape         `json:"shape"`          // M14
	Order         Order         `json:"order"`          // M15
	Rework        []Rework      `json:"rework"`         // M16, most first
	Assumed       Assumed       `json:"rework_assumed"`
	DoubleNeeds   []model.ID    `json:"double_needs"` // M18, inputs; nil in huge models
	Coverage      Coverage      `json:"coverage"`     // M19
}

// StatsOptions say what to measure beyond the usual.
type StatsOptions struct {
	Betweenness bool     // takes seconds in large models
	User        Settings // lie under the document's
}

// StatsOf works out the figures of a model. It asks the context between figures.
func StatsOf(ctx context.Context, g *model.Graph, o StatsOptions) (Stats, error) {
	m := measure{Facts: NewFacts(NewIndex(g)), assume: assumptions(g, o.User)}
	m.Assumed = m.assume
	m.count()
	for _, step := range []func(){
		m.fan, m.reach, m.blocks, m.meetings, m.tacit, m.checks, m.joints, func() { m.between(o.Betweenness) }, m.checkCut, m.chain, m.shape,
		m.order, m.rework, m.doubles, m.coverage,
	} {
		if err := ctx.Err(); err != nil {
			return Stats{}, err
		}
		step()
	}
	return m.Stats, nil
}

type measure struct {
	*Facts
	Stats
	assume Assumed
}

func (m *measure) count() {
	m.Stats.Nodes, m.Stats.Goals, m.Stats.GoalsAssumed = m.N, len(m.Facts.Goals()), m.Facts.GoalsAssumed()
	m.Stats.Variant = string(m.Graph.Meta().Variant)
	for r := range m.Graph.Relations() {
		if r.Kind == model.Sync {
			m.Stats.Sync++
		} else {
			m.Stats.IO++
		}
	}
	for v := range int32(m.N) {
		if m.Is(v, KnowHow) {
			m.KnowHow++
		}
	}
}

func (m *measure) ids(vs []int32) []model.ID {
	out := make([]model.ID, len(vs))
	for i, v := range vs {
		out[i] = m.ID(v)
	}
	return out
}

// Fan is how many deliverables are next to one.
type Fan struct {
	ID   model.ID `json:"id"`
	In   int      `json:"in"`
	Out  int      `json:"out"`
	Sync int      `json:"sync"`
}

func (m *measure) fan() {
	for v := range int32(m.N) {
		m.Stats.Fan = append(m.Stats.Fan, Fan{m.ID(v), len(m.In(v)), len(m.Out(v)), len(m.Facts.Sync(v))})
	}
}

// Reach is how many deliverables come after one and before it.
type Reach struct {
	ID     model.ID `json:"id"`
	After  int      `json:"after"`
	Before int      `json:"before"`
}

func (m *measure) reach() {
	flow := m.Flow()
	rows, known := flow.reached()
	if !known {
		return
	}
	before := make([]int, flow.Blocks())
	for b := range int32(flow.Blocks()) {
		if flow.size[b] == 0 {
			continue
		}
		for c := range rows.All(b) {
			before[c] += flow.Size(b)
		}
	}
	every := m.everything()
	m.Stats.Reach = make([]Reach, 0, m.N)
	for v := range int32(m.N) {
		b := flow.Block(v)
		m.Stats.Reach = append(m.Stats.Reach, Reach{m.ID(v), flow.from(b, every) - 1, before[b] + flow.Size(b) - 1})
	}
}

// BlockKind says what makes a block.
type BlockKind string

// The kinds of blocks.
const (
	BySync  BlockKind = "sync"  // no circle of inputs is in it
	ByCycle BlockKind = "cycle" // no sync is in it
	Mixed   BlockKind = "mixed"
)

// Block is a set of deliverables that can only be finished together.
type Block struct {
	Kind    BlockKind  `json:"kind"`
	Members []model.ID `json:"members"`
}

func (m *measure) blocks() {
	flow := m.Flow()
	synced, cycled := make([]bool, flow.Blocks()), make([]bool, flow.Blocks())
	for v := range int32(m.N) {
		if m.ClusterOf(v) >= 0 {
			synced[flow.Block(v)] = true
		}
	}
	for _, c := range m.Cycles() {
		cycled[flow.Block(c[0])] = true
	}
	seen := make([]bool, flow.Blocks())
	for v := range int32(m.N) {
		b := flow.Block(v)
		if seen[b] || flow.Size(b) < 2 {
			continue
		}
		seen[b] = true
		x := Block{Kind: Mixed}
		switch {
		case !cycled[b]:
			x.Kind = BySync
		case !synced[b]:
			x.Kind = ByCycle
		}
		for w := range flow.Members(b) {
			x.Members = append(x.Members, m.ID(w))
		}
		m.Stats.Blocks = append(m.Stats.Blocks, x)
	}
}

// Joints are where the picture hangs together by one deliverable or one relation.
type Joints struct {
	Nodes   []model.ID `json:"nodes"`
	Bridges []model.ID `json:"bridges"`
}

func (m *measure) joints() {
	nodes, bridges := m.Facts.Joints()
	m.Stats.Joints.Nodes = m.ids(nodes)
	for _, e := range bridges {
		m.Stats.Joints.Bridges = append(m.Stats.Joints.Bridges, e.ID())
	}
}

func (m *measure) doubles() {
	list, known := m.Facts.Doubles()
	if !known {
		return
	}
	m.DoubleNeeds = make([]model.ID, 0, len(list))
	for _, d := range list {
		m.DoubleNeeds = append(m.DoubleNeeds, d.Ends.ID())
	}
}

// Coverage is what the picture leaves over or leaves open.
type Coverage struct {
	Stray       []model.ID `json:"stray"`       // leads to no result
	Unexplained []model.ID `json:"unexplained"` // sources that do not come from outside
	Islands     int        `json:"islands"`     // parts that nothing joins
}

func (m *measure) coverage() {
	for v := range int32(m.N) {
		if !m.Leads(v) {
			m.Coverage.Stray = append(m.Coverage.Stray, m.ID(v))
		}
		if len(m.In(v)) == 0 && !m.Is(v, External) {
			m.Coverage.Unexplained = append(m.Coverage.Unexplained, m.ID(v))
		}
	}
	m.Coverage.Islands = len(m.Islands())
}
