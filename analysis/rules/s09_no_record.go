package rules

import "seika/analysis"

// S09 finds adjustments whose outcome is kept nowhere: no member is a result or an approval, and nothing is made from two
// of them.
var S09 = analysis.Rule{
	ID: "S09", Slug: "no-record", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptRecord,
	Fixes: []analysis.Repair{record},
	Run:   noRecord,
}

func noRecord(p *analysis.Pass) {
	for i, c := range p.Clusters() {
		if p.Cancelled() {
			return
		}
		own, kept := 0, false
		for _, v := range c.Members {
			kept = kept || p.IsGoal(v) || p.Is(v, analysis.Approval)
			if !p.Is(v, analysis.KnowHow|analysis.External) {
				own++
			}
		}
		if own < 2 || kept || sharedOutput(p, c, int32(i)) {
			continue
		}
		p.ReportIf(sureCluster(p, c), analysis.Finding{
			Anchors: p.At(c.Members[0]), At: p.First(c.Hub, c.Members), Evidence: p.Nums(num("members", len(c.Members))),
		})
	}
}

func sharedOutput(p *analysis.Pass, c analysis.Cluster, here int32) bool {
	seen := map[int32]bool{}
	for _, v := range c.Members {
		for _, w := range p.Out(v) {
			if p.ClusterOf(w) == here {
				continue
			}
			if seen[w] {
				return true
			}
			seen[w] = true
		}
	}
	return false
}
