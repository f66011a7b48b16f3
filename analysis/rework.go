package analysis

import (
	"cmp"
	"slices"

	"seika/model"
)

// Assumed is what rework is reckoned from, in per cent: how much of a deliverable is done again when one it is made from, or
// settled with, changes; how much reaches what comes after; and the largest block that is reckoned.
type Assumed struct {
	IO     int `json:"io"`
	Sync   int `json:"sync"`
	Spread int `json:"spread"`
	Block  int `json:"block"`
}

// reworkRule holds the settings of the reckoning; it is no rule and finds nothing.
var reworkRule = Rule{ID: "rework", Settings: []Setting{
	{"io", 30, 0, 95},
	{"sync", 30, 0, 95},
	{"spread", 30, 0, 95},
	{"block", 60, 2, 200},
}}

// assumptions are those of the document over those of the user.
func assumptions(g *model.Graph, user Settings) Assumed {
	doc, _ := Read(g.Meta().Settings, nil)
	get := func(name string) int {
		for _, s := range [2]Settings{doc, user} {
			if n, ok := s.Rules[reworkRule.ID].Values[name]; ok {
				return n
			}
		}
		i := slices.IndexFunc(reworkRule.Settings, func(s Setting) bool { return s.Name == name })
		return reworkRule.Settings[i].Default
	}
	return Assumed{IO: get("io"), Sync: get("sync"), Spread: get("spread"), Block: get("block")}
}

// Rework is the arithmetic of doing again in one block, under assumptions. It is no forecast.
type Rework struct {
	Members []model.ID `json:"members"`
	Settles bool       `json:"settles"` // else every change brings more than it ends
	Percent *int       `json:"percent"` // of the work done once; nil where it does not settle
	Spread  float64    `json:"spread"`  // deliverables' worth of work done again after the block, or minutes
	Effort  bool       `json:"effort"`  // weighed by the efforts of all members; else all weigh alike
}

// rework fills in M16. Blocks larger than the settings say are left out.
func (m *measure) rework() {
	flow := m.Flow()
	seen := make([]bool, flow.Blocks())
	for v := range int32(m.N) {
		b := flow.Block(v)
		if seen[b] || flow.Size(b) < 2 || flow.Size(b) > m.assume.Block {
			continue
		}
		seen[b] = true
		m.Stats.Rework = append(m.Stats.Rework, m.reworkOf(b))
	}
	slices.SortStableFunc(m.Stats.Rework, func(a, b Rework) int { return cmp.Compare(again(b), again(a)) })
}

// ReworkOf is the rework of the block that a deliverable is in, with what a sentence on it needs. Where it stands alone, or the
// block is larger than the settings say, there is none.
func ReworkOf(g *model.Graph, id model.ID, user Settings) (f Figure, ok bool) {
	m := measure{Facts: NewFacts(NewIndex(g)), assume: assumptions(g, user)}
	v, ok := m.Find(id)
	if !ok {
		return Figure{}, false
	}
	b := m.Flow().Block(v)
	if n := m.Flow().Size(b); n < 2 || n > m.assume.Block {
		return Figure{}, false
	}
	return m.reworkOf(b).figure(m.assume), true
}

// figure is the number for tables and sentences.
func (r Rework) figure(a Assumed) Figure {
	nums := []Num{{"n", Rounded(r.Percent)}, {"share", max(a.IO, a.Sync)}}
	return Figure{Metric: "M16", Field: "rework_percent", Value: number(r.Percent), At: r.Members, Nums: nums}
}

func (m *measure) reworkOf(b int32) Rework {
	list := slices.Collect(m.Flow().Members(b))
	r := Rework{Members: m.ids(list), Effort: true}
	effort := map[int32]float64{}
	for i, v := range list {
		n, _ := m.Graph.Node(r.Members[i])
		effort[v] = n.Effort.Minutes()
		r.Effort = r.Effort && n.Effort != ""
	}
	weight := func(v int32) float64 {
		if !r.Effort {
			return 1
		}
		if e, in := effort[v]; in {
			return e
		}
		n, _ := m.Graph.Node(m.ID(v))
		return n.Effort.Minutes()
	}
	if work, ok := Settled(m.shares(list)); ok {
		once, again := 0.0, 0.0
		for i, v := range list {
			once += weight(v)
			again += weight(v) * (work[i] - 1)
		}
		percent := int(100*again/once + 0.5)
		r.Settles, r.Percent = true, &percent
	}
	r.Spread = m.spread(b, weight)
	return r
}

// again orders blocks by what is done again; what never settles comes first.
func again(r Rework) int {
	if r.Percent == nil {
		return 1 << 30
	}
	return *r.Percent
}

// shares is the matrix of a block: how much of i is done again when j changes.
func (m *measure) shares(list []int32) [][]float64 {
	place := map[int32]int{}
	for i, v := range list {
		place[v] = i
	}
	a := make([][]float64, len(list))
	for i, v := range list {
		a[i] = make([]float64, len(list))
		put := func(others []int32, percent int) {
			for _, u := range others {
				if j, in := place[u]; in && u != v {
					a[i][j] = max(a[i][j], float64(percent)/100)
				}
			}
		}
		put(m.In(v), m.assume.IO)
		put(m.Facts.Sync(v), m.assume.Sync)
	}
	return a
}

// spread adds up what is done again after a block: with every arc between blocks a share less.
func (m *measure) spread(b int32, weight func(int32) float64) float64 {
	flow := m.Flow()
	share := float64(m.assume.Spread) / 100
	sum := 0.0
	part := make([]float64, flow.Blocks()) // of the work, by the shortest way
	part[b] = 1
	for c := b; c < int32(flow.Blocks()); c++ {
		if part[c] == 0 {
			continue
		}
		for _, d := range flow.arcs.Out(c) {
			step := share
			if flow.size[d] == 0 {
				step = 1
			}
			part[d] = max(part[d], part[c]*step)
		}
		if c == b {
			continue
		}
		for v := range flow.Members(c) {
			sum += weight(v) * part[c]
		}
	}
	return sum
}

// Settled gives the work on each member until nothing changes any more, where 1 is doing it once: (I−A)⁻¹·1 (Smith and
// Eppinger 1997). It does not settle where a pivot falls to nothing: then every round brings more than the last.
func Settled(a [][]float64) (work []float64, ok bool) {
	const nothing = 1e-9
	n := len(a)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, n+1)
		for j := range n {
			rows[i][j] = -a[i][j]
		}
		rows[i][i]++
		rows[i][n] = 1
	}
	for i := range n {
		if rows[i][i] <= nothing {
			return nil, false
		}
		for k := i + 1; k < n; k++ {
			by := rows[k][i] / rows[i][i]
			if by == 0 {
				continue
			}
			for j := i; j <= n; j++ {
				rows[k][j] -= by * rows[i][j]
			}
		}
	}
	work = make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x := rows[i][n]
		for j := i + 1; j < n; j++ {
			x -= rows[i][j] * work[j]
		}
		work[i] = x / rows[i][i]
	}
	return work, true
}
