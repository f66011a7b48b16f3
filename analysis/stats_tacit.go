package analysis

import (
	"cmp"
	"slices"

	"seika/model"
)

// Exposure is how many of the goals depend on what is only in people's heads.
type Exposure struct {
	Goals   int `json:"goals"`
	Direct  int `json:"direct"` // made from know-how themselves
	OfGoals int `json:"of_goals"`
}

// GoalLoad is the know-how behind one goal.
type GoalLoad struct {
	Goal    model.ID `json:"goal"`
	KnowHow int      `json:"know_how"`
	Nearest *int     `json:"nearest"` // arcs
	Longest int      `json:"longest"` // pieces one after another
}

// SinglePoint is what stops when the one who has a know-how is away.
type SinglePoint struct {
	KnowHow model.ID `json:"know_how"`
	Goals   int      `json:"goals"`
	Stops   int      `json:"stops"` // deliverables that are no know-how
	Holders int      `json:"holders"`
}

// tacit fills in M5, M6 and M7.
func (m *measure) tacit() {
	behind, direct := m.Exposed()
	m.TacitExposure = Exposure{behind, direct, len(m.Facts.Goals())}
	if loads, known := m.Loads(); known {
		m.TacitLoad = make([]GoalLoad, 0, len(loads))
		for _, l := range loads {
			g := GoalLoad{Goal: m.ID(l.Goal), KnowHow: l.KnowHow, Longest: l.Longest}
			if l.KnowHow > 0 {
				g.Nearest = &l.Nearest
			}
			m.TacitLoad = append(m.TacitLoad, g)
		}
	}
	flow := m.Tacit()
	if _, known := flow.reached(); !known {
		return
	}
	goals := flow.tally(m.IsGoal)
	made := flow.tally(func(v int32) bool { return !m.Is(v, KnowHow) })
	m.SinglePoints = []SinglePoint{}
	v := int32(-1)
	for n := range m.Graph.Nodes() {
		if v++; !m.Is(v, KnowHow) {
			continue
		}
		p := SinglePoint{KnowHow: n.ID, Goals: flow.from(flow.Block(v), goals), Holders: m.Holders(v)}
		if m.IsGoal(v) {
			p.Goals--
		}
		p.Stops = flow.from(flow.Block(v), made)
		m.SinglePoints = append(m.SinglePoints, p)
	}
	slices.SortStableFunc(m.SinglePoints, func(a, b SinglePoint) int {
		return cmp.Or(cmp.Compare(b.Goals, a.Goals), cmp.Compare(b.Stops, a.Stops))
	})
}
