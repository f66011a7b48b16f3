package analysis

import (
	"strconv"

	"seika/model"
)

// Figure is one number of the figures of a model, as a table shows it. The first of each metric has a sentence.
type Figure struct {
	Metric string // M1 … M19; "" are the numbers of everything
	Field  string // its name in tables, the same in every format
	Value  Value
	At     []model.ID // what the sentence speaks of
	Nums   []Num      // numbers that the sentence names
}

// Value is a number, or that there is none. A share has Of; a ratio has decimals.
type Value struct {
	Known bool
	Ratio bool
	N, Of int
	X     float64 // of a ratio
}

// String is the value as tables have it: whole, or with three decimals; "" where there is none. Of a share it is the part.
func (v Value) String() string {
	switch {
	case !v.Known:
		return ""
	case v.Ratio:
		return strconv.FormatFloat(v.X, 'f', 3, 64)
	default:
		return strconv.Itoa(v.N)
	}
}

func whole(n int) Value { return Value{Known: true, N: n} }

func part(n, of int) Value { return Value{Known: of > 0, N: n, Of: of} }

func ratio(x *float64) Value {
	if x == nil {
		return Value{}
	}
	return Value{Known: true, Ratio: true, X: *x}
}

func number(n *int) Value {
	if n == nil {
		return Value{}
	}
	return whole(*n)
}

// Figures lists the figures that are one number each, in the order of the metrics; always the same fields.
func (s Stats) Figures() []Figure {
	assumed := 0
	if s.GoalsAssumed {
		assumed = 1
	}
	t := table{
		{Field: "nodes", Value: whole(s.Nodes)},
		{Field: "io", Value: whole(s.IO)},
		{Field: "sync", Value: whole(s.Sync)},
		{Field: "know_how", Value: whole(s.KnowHow)},
		{Field: "goals", Value: whole(s.Goals)},
		{Field: "goals_assumed", Value: whole(assumed)},
	}
	s.nextTo(&t)
	s.together(&t)
	s.inHeads(&t)
	s.onTheWay(&t)
	s.formed(&t)
	s.again(&t)
	return t
}

type table []Figure

func (t *table) add(metric, field string, v Value, at []model.ID, nums ...Num) {
	*t = append(*t, Figure{metric, field, v, at, nums})
}

func (s Stats) nextTo(t *table) {
	var in, out, sync Fan
	for _, f := range s.Fan {
		in, out, sync = larger(in, f, f.In > in.In), larger(out, f, f.Out > out.Out), larger(sync, f, f.Sync > sync.Sync)
	}
	t.add("M1", "fan_in", whole(in.In), one(in.ID), Num{"n", in.In})
	t.add("M1", "fan_out", whole(out.Out), one(out.ID))
	t.add("M1", "fan_sync", whole(sync.Sync), one(sync.ID))
	var far Reach
	for _, r := range s.Reach {
		far = larger(far, r, r.After > far.After)
	}
	v := Value{}
	if s.Reach != nil {
		v = whole(far.After)
	}
	t.add("M2", "reach", v, one(far.ID), Num{"n", far.After})
}

func larger[T any](old, new T, is bool) T {
	if is {
		return new
	}
	return old
}

func one(id model.ID) []model.ID {
	if id == "" {
		return nil
	}
	return []model.ID{id}
}

func (s Stats) together(t *table) {
	var b Block
	for _, x := range s.Blocks {
		b = larger(b, x, len(x.Members) > len(b.Members))
	}
	t.add("M3", "blocks", whole(len(s.Blocks)), b.Members, Num{"n", len(b.Members)})
	t.add("M3", "blocks_largest", whole(len(b.Members)), b.Members)
	var m Meeting
	for _, x := range s.Meetings {
		m = larger(m, x, len(x.Members) > len(m.Members))
	}
	t.add("M4", "meetings", whole(len(s.Meetings)), m.Members, Num{"c", len(m.Members)}, Num{"n", m.Possible})
	t.add("M4", "meetings_largest", whole(len(m.Members)), m.Members)
}

func (s Stats) inHeads(t *table) {
	e := s.TacitExposure
	t.add("M5", "tacit_exposure", part(e.Goals, e.OfGoals), nil, Num{"n", e.Goals}, Num{"of", e.OfGoals})
	t.add("M5", "tacit_exposure_direct", part(e.Direct, e.OfGoals), nil)
	var load GoalLoad
	for _, l := range s.TacitLoad {
		load = larger(load, l, l.KnowHow > load.KnowHow)
	}
	v := Value{}
	if s.TacitLoad != nil {
		v = whole(load.KnowHow)
	}
	t.add("M6", "tacit_load", v, one(load.Goal), Num{"n", load.KnowHow})
	t.add("M6", "tacit_load_nearest", number(load.Nearest), one(load.Goal))
	t.add("M6", "tacit_load_longest", larger(v, whole(load.Longest), v.Known), one(load.Goal))
	if len(s.SinglePoints) == 0 {
		t.add("M7", "single_points", Value{}, nil)
	} else {
		p := s.SinglePoints[0]
		t.add("M7", "single_points", part(p.Goals, s.Goals), one(p.KnowHow), Num{"n", p.Goals}, Num{"of", s.Goals})
	}
	if len(s.ChokePoints) == 0 {
		t.add("M8", "choke_points", Value{}, nil)
	} else {
		c := s.ChokePoints[0]
		t.add("M8", "choke_points", part(c.Held, s.Sources), c.Members, Num{"n", c.Held}, Num{"of", s.Sources})
	}
	checked, leading := 0, 0
	var at []model.ID
	for _, r := range s.ReviewPoints {
		if r.Leads {
			leading++
		}
		if r.At != nil {
			checked++
			if at == nil {
				at = append(one(r.KnowHow), r.At...)
			}
		}
	}
	t.add("M9", "review_points", part(checked, leading), at)
}

func (s Stats) onTheWay(t *table) {
	var joint []model.ID
	if len(s.Joints.Nodes) > 0 {
		joint = s.Joints.Nodes[:1]
	}
	t.add("M10", "joints", whole(len(s.Joints.Nodes)), joint)
	t.add("M10", "bridges", whole(len(s.Joints.Bridges)), nil)
	b := Figure{Metric: "M11", Field: "betweenness"}
	if len(s.Betweenness) > 0 {
		b.Value, b.At = whole(len(s.Betweenness)), one(s.Betweenness[0].ID)
	}
	*t = append(*t, b)
	cut := Value{}
	if s.CheckCut.At != nil {
		cut = whole(len(s.CheckCut.At))
	}
	t.add("M12", "check_cut", cut, s.CheckCut.At, Num{"n", len(s.CheckCut.At)})
	cut = Value{}
	if s.CheckCut.Tacit != nil {
		cut = whole(len(s.CheckCut.Tacit))
	}
	t.add("M12", "check_cut_tacit", cut, s.CheckCut.Tacit)
	t.add("M13", "longest_chain", whole(len(s.LongestChain.Members)), s.LongestChain.Members, Num{"n", len(s.LongestChain.Members)})
	t.add("M13", "layers", whole(s.LongestChain.Layers), nil)
	t.add("M13", "lead_time_minutes", ratio(s.LongestChain.Minutes), s.LongestChain.Slowest)
}

// From how many deliverables on a picture is large, and with how many inputs a deliverable dense.
const (
	largePicture = 50
	densePicture = 2
)

func (s Stats) formed(t *table) {
	cnc := Figure{Metric: "M14", Field: "cnc", Value: ratio(s.Shape.CNC)}
	if s.Nodes > largePicture && s.IO >= densePicture*s.Nodes {
		cnc.Nums = []Num{{"elements", s.Nodes}}
	}
	*t = append(*t, cnc)
	for _, f := range []struct {
		field string
		x     *float64
	}{
		{"density", s.Shape.Density},
		{"sequentiality", s.Shape.Sequentiality},
		{"separability", s.Shape.Separability},
		{"cyclicity", s.Shape.Cyclicity},
		{"know_how_share", s.Shape.KnowHow},
		{"sync_share", s.Shape.Sync},
		{"cfc", s.Shape.CFC},
	} {
		t.add("M14", f.field, ratio(f.x), nil)
	}
	t.add("M15", "order_above", whole(len(s.Order.Above)), nil, Num{"n", len(s.Order.Above)})
	t.add("M15", "order_sync_above", whole(s.Order.SyncAbove), nil)
	t.add("M15", "order_distance", ratio(s.Order.Distance), nil)
	t.add("M15", "order_bandwidth", whole(s.Order.Bandwidth), nil)
}

// again adds what is talked over and done again, and what is left over.
func (s Stats) again(t *table) {
	if len(s.Rework) == 0 {
		t.add("M16", "rework_percent", Value{}, nil)
	} else {
		*t = append(*t, s.Rework[0].figure(s.Assumed))
	}
	pairs, talks := 0, 0
	known := len(s.Meetings) > 0
	var m Meeting
	for _, x := range s.Meetings {
		pairs += len(x.Pairs)
		if x.Talks == nil {
			known = false
			continue
		}
		talks += *x.Talks
		m = larger(m, x, m.Talks == nil || *x.Talks > *m.Talks)
	}
	nums := []Num{{"p", len(m.Pairs)}}
	if m.Talks != nil {
		nums = append(nums, Num{"r", *m.Rounds}, Num{"n", *m.Talks})
	}
	t.add("M17", "conversations", whole(pairs), m.Members, nums...)
	v := Value{}
	if known {
		v = whole(talks)
	}
	t.add("M17", "conversations_talks", v, nil)
	v = Value{}
	if s.DoubleNeeds != nil {
		v = whole(len(s.DoubleNeeds))
	}
	t.add("M18", "double_needs", v, s.DoubleNeeds, Num{"n", len(s.DoubleNeeds)})
	t.add("M19", "stray", whole(len(s.Coverage.Stray)), s.Coverage.Stray, Num{"n", len(s.Coverage.Stray)})
	t.add("M19", "unexplained", whole(len(s.Coverage.Unexplained)), s.Coverage.Unexplained)
	t.add("M19", "islands", whole(s.Coverage.Islands), nil)
}

// Rounded is a percentage of rework as it is shown, to the next ten; 100 says more than double, and so does nil.
func Rounded(percent *int) int {
	if percent == nil || *percent >= 100 {
		return 100
	}
	return min(100, (*percent+5)/10*10)
}
