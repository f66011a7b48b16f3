package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// S02 finds what is begun from a part of an adjustment before the whole is settled, once for each adjustment: whoever sits in
// it answers for all of it. What is made from all of it is the outcome, and what is made from an approval among it comes after
// the talks: neither is an early start.
var S02 = analysis.Rule{
	ID: "S02", Slug: "early-start", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure", "tag"}, Hides: []string{"S01"}, Answer: analysis.Number,
	Fixes: []analysis.Repair{assume, joinAll},
	Run:   earlyStart,
}

func earlyStart(p *analysis.Pass) {
	var waits, about []int32
	for i, c := range p.Clusters() {
		if p.Cancelled() {
			return
		}
		waits = waiting(p, c, waits)
		early, sure := begunEarly(p, c, int32(i), waits)
		if len(early) == 0 {
			continue
		}
		about = append(append(about[:0], c.Members...), early...)
		p.ReportIf(sure, analysis.Finding{
			Anchors: p.At(c.Members[0]), At: p.First(c.Hub, about),
			Related: slices.Concat(p.Related(analysis.RoleMember, c.Hub), p.Others(analysis.RoleMember, c.Hub, c.Members),
				p.Related(analysis.RoleWaits, early...)),
			Evidence: p.Nums(num("waits", len(early)), num("members", len(c.Members))),
		})
	}
}

// begunEarly keeps of what waits for a cluster that which is made from some members only, the nearest first, and says whether
// any of it is sure.
func begunEarly(p *analysis.Pass, c analysis.Cluster, here int32, waits []int32) (early []int32, sure bool) {
	early = waits[:0]
	for _, w := range waits {
		from, approved, certain := 0, false, false
		for _, v := range p.In(w) {
			if p.ClusterOf(v) != here {
				continue
			}
			from++
			approved = approved || p.Is(v, analysis.Approval)
			certain = certain || p.Sure(model.IO, v, w)
		}
		if from < len(c.Members) && !approved && !p.Is(w, analysis.Assumption) {
			early = append(early, w)
			sure = sure || certain
		}
	}
	slices.SortStableFunc(early, func(a, b int32) int { return int(layerOf(p, a) - layerOf(p, b)) })
	return early, sure
}

// beforeAll tells what is settled together from what is begun before, where S02 asks.
func beforeAll(f analysis.Finding) (members, early []model.ID) {
	n := min(f.Num("members"), len(f.At))
	return f.At[:n], f.At[n:]
}
