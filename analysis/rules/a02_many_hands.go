package rules

import (
	"seika/analysis"
	"seika/model"
)

// A02 finds results that pass through many hands.
var A02 = analysis.Rule{
	ID: "A02", Slug: "many-hands", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"owner"}, Settings: []analysis.Setting{count("changes", 4, 1)},
	Answer: analysis.Name,
	Run:    manyHands,
}

func manyHands(p *analysis.Pass) {
	owners, any := ownersOf(p)
	if !any {
		return
	}
	// The most changes of owner on a way to each deliverable, and the one before it on that way.
	changes, before := make([]int32, p.N), make([]int32, p.N)
	flow := p.Flow()
	for b := range int32(flow.Blocks()) {
		if p.Cancelled() {
			return
		}
		for v := range flow.Members(b) {
			before[v] = -1
			for _, u := range p.In(v) {
				if flow.Block(u) == b {
					continue
				}
				n := changes[u]
				if analysis.Apart(owners[u], owners[v]) {
					n++
				}
				if before[v] < 0 || n > changes[v] {
					changes[v], before[v] = n, u
				}
			}
		}
	}
	for _, g := range p.Goals() {
		if int(changes[g]) <= p.Setting("changes") {
			continue
		}
		var way []int32
		for v := before[g]; v >= 0; v = before[v] {
			way = append(way, v)
		}
		p.Report(analysis.Finding{
			At: p.At(g), Related: p.Related(analysis.RolePath, way...), Evidence: assumed(p, p.Nums(num("changes", int(changes[g])))),
		})
	}
}

// ownersOf lists who answers for each deliverable, and whether anybody is named.
func ownersOf(p *analysis.Pass) (owners []model.List, any bool) {
	if !p.Any(analysis.HasOwner) {
		return nil, false
	}
	owners = make([]model.List, p.N)
	for v := range int32(p.N) {
		if p.Is(v, analysis.HasOwner) {
			n, _ := p.Graph.Node(p.ID(v))
			owners[v], any = n.Owner, true
		}
	}
	return owners, any
}
