package rules

import (
	"seika/analysis"
	"seika/model"
)

// A03 finds work that leaves somebody's hands and comes back to them. What others say on it, or approve, comes back on purpose.
var A03 = analysis.Rule{
	ID: "A03", Slug: "ping-pong", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"owner", "tag"}, Answer: analysis.Text,
	Run: pingPong,
}

func pingPong(p *analysis.Pass) {
	owners, any := ownersOf(p)
	if !any {
		return
	}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if owners[v].Empty() || p.Is(v, analysis.Criterion|analysis.Approval) {
			continue
		}
		from := map[string]int32{} // who gave, and what
		for _, u := range p.In(v) {
			for _, name := range owners[u].Items() {
				if key := model.Key(name); from[key] == 0 && !owners[v].Has(name) {
					from[key] = u + 1
				}
			}
		}
		if len(from) == 0 {
			continue
		}
		if u, w := comesBack(p, owners, from, v); u >= 0 {
			p.Report(analysis.Finding{
				At: p.At(v), Related: append(p.Related(analysis.RoleInput, u), p.Related(analysis.RoleWaits, w)...),
			})
		}
	}
}

// comesBack is the first output that one of those who gave answers for, and what that one gave.
func comesBack(p *analysis.Pass, owners []model.List, from map[string]int32, v int32) (u, w int32) {
	for _, w := range p.Out(v) {
		for _, name := range owners[w].Items() {
			if u := from[model.Key(name)]; u > 0 {
				return u - 1, w
			}
		}
	}
	return -1, -1
}
