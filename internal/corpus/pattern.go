package corpus

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"seika/model"
)

// Part is a deliverable of a pattern.
type Part struct {
	Name     string // comparable
	Label    string // as one model writes it
	KnowHow  bool
	External bool
}

// Link is a relation of a pattern between two of its parts.
type Link struct {
	From, To int
	Sync     bool
}

// Pattern is three or four deliverables that hang together, by name, with all relations between them. Parts come by name,
// links by their ends.
type Pattern struct {
	Parts []Part
	Links []Link
	code  string
}

// Code is the same for the same pattern in any model.
func (p Pattern) Code() string { return p.code }

// within says that q has all parts of p, and their relations.
func (p Pattern) within(q Pattern) bool {
	at := make([]int, len(p.Parts))
	for i, x := range p.Parts {
		at[i] = slices.IndexFunc(q.Parts, func(y Part) bool { return y.Name == x.Name })
		if at[i] < 0 {
			return false
		}
	}
	return !slices.ContainsFunc(p.Links, func(l Link) bool {
		return !slices.Contains(q.Links, Link{at[l.From], at[l.To], l.Sync})
	})
}

// How two nodes are joined, from the one to the other.
const (
	out = 1 << iota
	in
	sync
)

// piece is a model as patterns see it: relations as drawn, between deliverables and composites.
type piece struct {
	parts []Part
	joins []map[int32]byte // of each node: neighbours, and how it is joined to them
	near  [][]int32        // neighbours, by number
	named map[string]int32 // nodes by comparable name, where it is the only one; -1 where not
}

func newPiece(g *model.Graph) piece {
	p := piece{named: map[string]int32{}}
	place := map[model.ID]int32{}
	add := func(id model.ID, part Part) {
		v := int32(len(p.parts))
		place[id] = v
		part.Name = Comparable(part.Label)
		if _, twice := p.named[part.Name]; twice {
			v = -1
		}
		p.named[part.Name] = v
		p.parts = append(p.parts, part)
		p.joins = append(p.joins, map[int32]byte{})
	}
	for n := range g.Nodes() {
		add(n.ID, Part{Label: n.Name, KnowHow: n.Kind == model.Intangible, External: n.Scope == model.External})
	}
	for x := range g.Groups() {
		if x.Kind == model.Composite {
			add(x.ID, Part{Label: x.Name})
		}
	}
	p.named[""] = -1 // a name that says nothing is none
	for r := range g.Relations() {
		u, one := place[r.From]
		v, other := place[r.To]
		if one && other {
			p.join(u, v, r.Kind == model.Sync)
		}
	}
	p.settle()
	return p
}

func (p *piece) join(u, v int32, both bool) {
	if both {
		p.joins[u][v] |= sync
		p.joins[v][u] |= sync
		return
	}
	p.joins[u][v] |= out
	p.joins[v][u] |= in
}

// settle lists the neighbours.
func (p *piece) settle() {
	p.near = make([][]int32, len(p.parts))
	for v, m := range p.joins {
		for w := range m { // in any order: sorted below
			p.near[v] = append(p.near[v], w)
		}
		slices.Sort(p.near[v])
	}
}

// pattern is that of some nodes, or false where one has no name of its own.
func (p *piece) pattern(nodes []int32) (Pattern, bool) {
	for _, v := range nodes {
		if p.named[p.parts[v].Name] != v {
			return Pattern{}, false
		}
	}
	vs := slices.Clone(nodes)
	slices.SortFunc(vs, func(a, b int32) int { return cmp.Compare(p.parts[a].Name, p.parts[b].Name) })
	var x Pattern
	var code strings.Builder
	for i, v := range vs {
		part := p.parts[v]
		x.Parts = append(x.Parts, part)
		fmt.Fprintf(&code, "%q%s", part.Name, kindOf(part))
		for j, w := range vs {
			how := p.joins[v][w]
			if how&out != 0 {
				x.Links = append(x.Links, Link{i, j, false})
				fmt.Fprintf(&code, ">%d", j)
			}
			if how&sync != 0 && i < j {
				x.Links = append(x.Links, Link{i, j, true})
				fmt.Fprintf(&code, "=%d", j)
			}
		}
		code.WriteByte(' ')
	}
	x.code = strings.TrimSpace(code.String())
	return x, true
}

func kindOf(p Part) string {
	switch {
	case p.KnowHow:
		return "k"
	case p.External:
		return "x"
	default:
		return ""
	}
}

// each gives all connected sets of three and four nodes, each once (ESU: Wernicke 2006). It stops where use says false.
func (p *piece) each(use func([]int32) bool) {
	var grow func(set, reach []int32, root int32) bool
	grow = func(set, reach []int32, root int32) bool {
		if len(set) >= 3 && !use(set) {
			return false
		}
		if len(set) == largest {
			return true
		}
		for i, v := range reach {
			// What v alone brings: neighbours above the root that no other member has.
			next := slices.Clone(reach[i+1:])
			for _, w := range p.near[v] {
				if w > root && !slices.Contains(set, w) && !slices.ContainsFunc(set, func(u int32) bool { return p.joins[u][w] != 0 }) {
					next = append(next, w)
				}
			}
			if !grow(append(slices.Clone(set), v), next, root) {
				return false
			}
		}
		return true
	}
	for root := range int32(len(p.parts)) {
		var reach []int32
		for _, w := range p.near[root] {
			if w > root {
				reach = append(reach, w)
			}
		}
		if !grow([]int32{root}, reach, root) {
			return
		}
	}
}

// support is a pattern and the models that have it.
type support struct {
	pattern Pattern
	models  []int
}

// most is how many patterns of one model are looked at; a model of a thousand deliverables round one would have millions.
const most = 200_000

// patterns lists the patterns of some models, by code.
func patterns(ctx context.Context, pieces []piece, models []int) ([]support, error) {
	found := map[string]*support{}
	for _, m := range models {
		p := &pieces[m]
		n := 0
		p.each(func(nodes []int32) bool {
			n++
			x, ok := p.pattern(nodes)
			if !ok {
				return n < most && ctx.Err() == nil
			}
			s := found[x.code]
			if s == nil {
				s = &support{pattern: x}
				found[x.code] = s
			}
			if len(s.models) == 0 || s.models[len(s.models)-1] != m {
				s.models = append(s.models, m)
			}
			return n < most && ctx.Err() == nil
		})
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	list := make([]support, 0, len(found))
	for _, s := range found { // in any order: sorted below
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b support) int { return cmp.Compare(a.pattern.code, b.pattern.code) })
	return list, nil
}

// has says that a model has a pattern, where the names of its parts are unique. But leaves out the part of that number.
func (p *piece) has(x Pattern, but int) bool {
	at, all := p.places(x, but)
	return all && x.joins(&at, but, func(u, v int32) byte { return p.joins[u][v] })
}

// places finds the parts of a pattern in a model.
func (p *piece) places(x Pattern, but int) (at [largest]int32, all bool) {
	for i, part := range x.Parts {
		if i == but {
			continue
		}
		v, ok := p.named[part.Name]
		if !ok || v < 0 || p.parts[v].KnowHow != part.KnowHow || p.parts[v].External != part.External {
			return at, false
		}
		at[i] = v
	}
	return at, true
}

// joins says that nodes are joined as the parts of the pattern are, and not otherwise.
func (p Pattern) joins(at *[largest]int32, but int, how func(u, v int32) byte) bool {
	for i := range p.Parts {
		for j := range p.Parts {
			if i == j || i == but || j == but {
				continue
			}
			is := how(at[i], at[j])
			if is&out != 0 != slices.Contains(p.Links, Link{i, j, false}) ||
				is&sync != 0 != slices.Contains(p.Links, Link{min(i, j), max(i, j), true}) {
				return false
			}
		}
	}
	return true
}
