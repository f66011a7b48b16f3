package compare

import (
	"context"

	"seika/analysis"
	"seika/internal/digraph"
	"seika/model"
)

// measured is what is counted of a model.
type measured struct {
	g        *model.Graph
	stats    analysis.Stats
	fields   map[string]analysis.Value
	external int
	groups   int
	clusters int
	findings []analysis.Finding
	form     form
	ids      []model.ID
	at       map[model.ID]int32
	comp     []int32 // those settled together, and rings, are one
	after    *digraph.After
	ordered  bool
}

func measureModel(ctx context.Context, g *model.Graph, o Options) (*measured, error) {
	m := &measured{g: g, groups: g.GroupCount(), at: map[model.ID]int32{}, fields: map[string]analysis.Value{}}
	var err error
	if m.stats, err = analysis.StatsOf(ctx, g, analysis.StatsOptions{}); err != nil {
		return nil, err
	}
	for _, f := range m.stats.Figures() {
		m.fields[f.Field] = f.Value
	}
	report, err := analysis.Run(ctx, analysis.Input{Graph: g, Rules: o.Rules})
	if err != nil {
		return nil, err
	}
	for _, f := range report.Findings {
		if f.Counted() {
			m.findings = append(m.findings, f)
		}
	}
	for n := range g.Nodes() {
		if n.Scope == model.External {
			m.external++
		}
		m.at[n.ID] = int32(len(m.ids))
		m.ids = append(m.ids, n.ID)
	}
	facts := analysis.NewFacts(analysis.NewIndex(g))
	for _, c := range facts.Clusters() {
		if len(c.Members) > 1 {
			m.clusters++
		}
	}
	m.order(facts)
	return m, nil
}

// order finds who needs whom; what is settled together is one.
func (m *measured) order(f *analysis.Facts) {
	n := len(m.ids)
	var from, to, a, b []int32
	for i, id := range m.ids {
		v, ok := f.Find(id)
		if !ok {
			continue
		}
		for _, w := range f.Out(v) {
			if j, there := m.at[f.ID(w)]; there {
				from, to = append(from, int32(i)), append(to, j)
			}
		}
		for _, w := range f.Sync(v) {
			if j, there := m.at[f.ID(w)]; there {
				a, b = append(a, int32(i)), append(b, j)
			}
		}
	}
	needs := digraph.New(n, from, to)
	onward, size := withoutRings(needs)
	m.form = formOf(n, from, to, onward, size)
	together := digraph.New(n, append(append(append([]int32{}, from...), a...), b...), append(append(append([]int32{}, to...), b...), a...))
	comp, parts := together.Strong()
	if m.comp = comp; parts <= mostOrdered {
		m.after, m.ordered = together.Quotient(comp, parts).After(), true
	}
}

// needs says that a deliverable goes into another, over however many others.
func (m *measured) needs(first, then model.ID) bool {
	i, ok := m.at[first]
	j, there := m.at[then]
	return ok && there && m.ordered && m.comp[i] != m.comp[j] && m.after.Has(m.comp[i], m.comp[j])
}

func (m *measured) value(field string) Value {
	v := m.fields[field]
	switch {
	case !v.Known:
		return Value{}
	case v.Ratio:
		return real(v.X)
	default:
		return count(v.N)
	}
}

// severities counts findings by how much they matter, and by rule.
func (m *measured) severities() (by map[analysis.Severity]int, rules map[string]int) {
	by, rules = map[analysis.Severity]int{}, map[string]int{}
	for _, f := range m.findings {
		by[f.Severity]++
		rules[f.Rule]++
	}
	return by, rules
}
