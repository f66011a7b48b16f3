package compare

import (
	"context"
	"slices"

	"seika/analysis"
	"seika/internal/taskview"
	"seika/model"
)

// figures are those of a report in the making.
type figures struct {
	*Report
	flow        *flow
	all, stated *measured
}

// both is a figure of one kind on either side; what a side does not have is left out.
func (f *figures) add(part Part, id string, x Figure) {
	x.Part, x.ID = part, id
	f.Figures = append(f.Figures, x)
}

// task adds a figure that only the task view has. There, everything is stated.
func (f *figures) task(part Part, id string, v Value) {
	f.add(part, id, Figure{Task: v, TaskStated: v})
}

// thing adds a figure that only the model has.
func (f *figures) thing(part Part, id string, of func(*measured) Value) {
	f.add(part, id, Figure{Thing: of(f.all), ThingStated: of(f.stated)})
}

// either adds a figure that both have.
func (f *figures) either(part Part, id string, task Value, of func(*measured) Value) {
	f.add(part, id, Figure{Task: task, TaskStated: task, Thing: of(f.all), ThingStated: of(f.stated)})
}

func (f *figures) list(ctx context.Context, o Options) error {
	f.matching()
	f.size()
	if err := f.drawing(ctx, o.Engine); err != nil {
		return err
	}
	f.shape()
	f.faulty()
	f.weak()
	f.agree()
	f.onlyHere()
	f.compact()
	f.people(o.Study)
	return ctx.Err()
}

// matching says how many rows the rest rests on.
func (f *figures) matching() {
	for _, s := range []Status{Accepted, Proposed, Rejected, Lost} {
		n := count(f.Matched(s))
		f.add(Matching, "rows_"+string(s), Figure{Task: n, TaskStated: n, Thing: n, ThingStated: n})
	}
}

func (f *figures) size() {
	v := f.View
	activities, events, gateways := 0, 0, 0
	for _, n := range v.Nodes {
		switch {
		case n.Kind.Activity():
			activities++
		case n.Kind.Event():
			events++
		default:
			gateways++
		}
	}
	for _, x := range []struct {
		id string
		n  int
	}{
		{"activities", activities},
		{"events", events},
		{"gateways", gateways},
		{"flows", len(v.Flows)},
		{"messages", len(v.Messages)},
		{"data", len(v.Data)},
		{"parties", len(v.Parties)},
		{"lanes", len(v.Lanes)},
	} {
		f.task(Size, x.id, count(x.n))
	}
	for _, x := range []struct {
		id string
		of func(*measured) Value
	}{
		{"deliverables", func(m *measured) Value { return count(m.stats.Nodes) }},
		{"intangible", func(m *measured) Value { return count(m.intangible()) }},
		{"external", func(m *measured) Value { return count(m.external) }},
		{"goals", func(m *measured) Value { return count(m.goals()) }},
		{"io", func(m *measured) Value { return count(m.stats.IO) }},
		{"sync", func(m *measured) Value { return count(m.stats.Sync) }},
		{"groups", func(m *measured) Value { return count(m.groups) }},
	} {
		f.thing(Size, x.id, x.of)
	}
}

func (m *measured) intangible() int {
	n := 0
	for x := range m.g.Nodes() {
		if x.Kind == model.Intangible {
			n++
		}
	}
	return n
}

// goals are those that are marked as such; what the figures assume in place of marks is none.
func (m *measured) goals() int {
	n := 0
	for x := range m.g.Nodes() {
		if x.Goal {
			n++
		}
	}
	return n
}

func (f *figures) shape() {
	n := len(f.View.Nodes)
	weight := make([]float64, len(f.flow.course.Steps))
	for i, s := range f.flow.course.Steps {
		if s.Kind.Activity() && !s.Exit {
			weight[i] = 1
		}
	}
	t := formOf(n, f.flow.from, f.flow.to, f.flow.acyclic, weight)
	for _, x := range []struct {
		id string
		of func(form) Value
	}{
		{"cnc", func(x form) Value { return x.cnc }},
		{"density", func(x form) Value { return x.density }},
		{"layers", func(x form) Value { return x.layers }},
		{"longest_chain", func(x form) Value { return x.longest }},
		{"sequentiality", func(x form) Value { return x.sequentiality }},
		{"separability", func(x form) Value { return x.separability }},
		{"cyclicity", func(x form) Value { return x.cyclicity }},
	} {
		f.either(Form, x.id, x.of(t), func(m *measured) Value { return x.of(m.form) })
	}
	f.task(Form, "structuredness", structuredness(n, f.flow.from, f.flow.to))
	f.task(Form, "cfc", f.flow.complexity()) // has no counterpart in a model
}

func (f *figures) faulty() {
	x := f.flow.faults()
	const large = 50 // elements; more are hard to read (7PMG)
	over := 0
	if len(f.View.Nodes) > large {
		over = 1
	}
	for _, y := range []struct {
		id string
		n  int
	}{
		{"unnamed", x.unnamed},
		{"dead_end", x.deadEnd},
		{"unreachable", x.unreachable},
		{"implicit_split", x.split},
		{"implicit_join", x.join},
		{"mixed_gateway", x.mixed},
		{"double_flow", x.double},
		{"or_gateway", x.or},
		{"over_50", over},
	} {
		f.task(Findings, y.id, count(y.n))
	}
	for _, s := range []struct {
		id string
		of analysis.Severity
	}{
		{"errors", analysis.Error},
		{"high", analysis.High},
		{"medium", analysis.Medium},
		{"low", analysis.Low},
		{"info", analysis.Info},
	} {
		f.thing(Findings, s.id, func(m *measured) Value {
			by, _ := m.severities()
			return count(by[s.of])
		})
	}
	_, all := f.all.severities()
	_, stated := f.stated.severities()
	var rules []string
	for r := range all {
		rules = append(rules, r)
	}
	for r := range stated {
		rules = append(rules, r)
	}
	for _, r := range unique(rules) {
		f.add(Findings, "rule", Figure{Rule: r, Thing: count(all[r]), ThingStated: count(stated[r])})
	}
}

func (f *figures) weak() {
	x := f.flow.spots()
	f.task(WeakSpots, "loops_across_owners", count(x.loops))
	f.task(WeakSpots, "ping_pong", count(x.pingPong))
	f.task(WeakSpots, "hand_overs", count(x.handOvers))
	f.task(WeakSpots, "activities_without_data", count(x.bare))
	f.thing(WeakSpots, "intangible_share", func(m *measured) Value {
		if m.stats.Nodes < fewMembers {
			return Value{}
		}
		return share(m.intangible(), m.stats.Nodes)
	})
	for _, field := range []string{"tacit_exposure", "single_points", "check_cut"} {
		f.thing(WeakSpots, field, func(m *measured) Value { return m.value(field) })
	}
	f.thing(WeakSpots, "sync_clusters", func(m *measured) Value { return count(m.clusters) })
	f.thing(WeakSpots, "rework_percent", func(m *measured) Value { return m.value("rework_percent") })
	f.thing(WeakSpots, "rework_assumed", func(m *measured) Value { return count(max(m.stats.Assumed.IO, m.stats.Assumed.Sync)) })
}

// onlyHere counts what only one view can say.
func (f *figures) onlyHere() {
	f.task(OnlyHere, "without_deliverable", count(len(f.Tasks)))
	f.task(OnlyHere, "routing", count(f.gateways()))
	f.thing(OnlyHere, "know_how", func(m *measured) Value { return count(m.intangible()) })
	f.thing(OnlyHere, "settled", func(m *measured) Value { return count(m.stats.Sync) })
	f.thing(OnlyHere, "from_outside", func(m *measured) Value { return count(m.external) })
}

func (f *figures) gateways() int {
	n := 0
	for _, x := range f.View.Nodes {
		if x.Kind.Gateway() {
			n++
		}
	}
	return n
}

// compact counts elements: nodes and lines.
func (f *figures) compact() {
	v := f.View
	tasks := len(v.Nodes) + len(v.Data) + len(v.Flows) + len(v.Messages) + len(v.Uses)
	elements := func(m *measured) int { return m.g.NodeCount() + m.g.RelationCount() }
	f.either(Compact, "elements", count(tasks), func(m *measured) Value { return count(elements(m)) })
	f.thing(Compact, "elements_ratio", func(m *measured) Value { return share(elements(m), tasks) })
	f.thing(Compact, "elements_per_answer", func(m *measured) Value {
		answered := 0
		for range m.g.Answers() {
			answered++
		}
		return share(elements(m), answered)
	})
}

// covered counts activities that have a deliverable, all and stated ones.
func (f *figures) covered() (tasks, stated, all int, things [2]int) {
	with, sure, has := map[string]bool{}, map[string]bool{}, map[model.ID]bool{}
	for _, r := range f.Rows {
		if !r.Counts() {
			continue
		}
		for _, d := range r.Deliverables {
			n, ok := f.Graph.Node(d)
			if !ok {
				continue
			}
			for _, t := range r.Tasks {
				with[t] = true
				sure[t] = sure[t] || IsStated(n.Trace, n.Confidence)
				has[d] = has[d] || f.activity(t)
			}
		}
	}
	for _, w := range f.sides.works {
		if w.source {
			continue
		}
		all++
		if with[w.id] {
			tasks++
		}
		if sure[w.id] {
			stated++
		}
	}
	for n := range f.Graph.Nodes() {
		if has[n.ID] {
			things[0]++
			if IsStated(n.Trace, n.Confidence) {
				things[1]++
			}
		}
	}
	return tasks, stated, all, things
}

func (f *figures) activity(id string) bool {
	i, ok := f.flow.course.Find(id)
	return ok && f.flow.course.Steps[i].Kind.Activity()
}

// agree works out how far the order of the tasks and the needs of the deliverables are the same.
func (f *figures) agree() {
	tasks, stated, all, things := f.covered()
	f.add(Coverage, "covered", Figure{
		Task: share(tasks, all), TaskStated: share(stated, all),
		Thing: share(things[0], f.all.stats.Nodes), ThingStated: share(things[1], f.stated.stats.Nodes),
	})
	x, y := f.orders(f.all), f.orders(f.stated)
	f.add(Agreement, "conformance", Figure{Task: share(x.both, x.flow), TaskStated: share(y.both, y.flow)})
	f.add(Agreement, "order_coverage", Figure{Thing: share(x.both, x.data), ThingStated: share(y.both, y.data)})
	together := func(o orders) Value {
		if o.both+o.against == 0 {
			return Value{}
		}
		return real(float64(o.both-o.against) / float64(o.both+o.against))
	}
	f.add(Agreement, "order_agreement", Figure{Task: together(x), Thing: together(x), TaskStated: together(y), ThingStated: together(y)})
	f.add(Agreement, "discordant", Figure{Task: count(x.against), Thing: count(x.against), TaskStated: count(y.against), ThingStated: count(y.against)})
	f.Against = x.pairs
}

// orders counts pairs of matched activities: those that the flow puts in order, those that data does, both, and both but the
// other way round.
type orders struct {
	flow, data, both, against int
	pairs                     []Pair
}

func (f *figures) orders(m *measured) orders {
	var o orders
	made := map[string][]model.ID{}
	var tasks []string
	for _, r := range f.Rows {
		if !r.Counts() {
			continue
		}
		for _, t := range r.Tasks {
			if !f.activity(t) {
				continue
			}
			if made[t] == nil {
				tasks = append(tasks, t)
			}
			made[t] = append(made[t], r.Deliverables...)
		}
	}
	slices.SortFunc(tasks, func(a, b string) int { return f.sides.work[a] - f.sides.work[b] })
	const most = 3000 // activities; pairs of more are millions
	if len(tasks) > most || !m.ordered || !f.flow.ordered {
		return o
	}
	for _, s := range tasks {
		for _, t := range tasks {
			if s == t {
				continue
			}
			flow := f.flow.before(s, t)
			data, _, _ := f.needed(m, made[s], made[t])
			if flow {
				o.flow++
			}
			if data {
				o.data++
			}
			if flow && data {
				o.both++
			}
			if against, a, b := f.needed(m, made[t], made[s]); flow && against {
				o.against++
				o.pairs = append(o.pairs, Pair{First: s, Then: t, Made: a, Needs: b})
			}
		}
	}
	return o
}

// needed says that something of the first goes into something of the others, and what.
func (f *figures) needed(m *measured, first, then []model.ID) (ok bool, made, needs model.ID) {
	for _, a := range first {
		for _, b := range then {
			if m.needs(a, b) {
				return true, a, b
			}
		}
	}
	return false, "", ""
}

// hasGeometry says that the file says where elements stand.
func hasGeometry(v *taskview.View) bool { return len(v.Shapes) > 0 }
