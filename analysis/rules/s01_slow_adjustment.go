package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// S01 asks of everything that is settled together how long that takes.
var S01 = analysis.Rule{
	ID: "S01", Slug: "slow-adjustment", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Answer: analysis.Number, Writes: "cycleTime", Accept: acceptCycleTime,
	Fixes: []analysis.Repair{fixFirst},
	Run:   slowAdjustment,
}

func slowAdjustment(p *analysis.Pass) {
	open := untimed(p)
	var waits []int32
	for i, c := range p.Clusters() {
		if p.Cancelled() {
			return
		}
		if !open[i] {
			continue
		}
		waits = waiting(p, c, waits)
		p.ReportIf(sureCluster(p, c), analysis.Finding{
			Anchors: p.At(c.Members[0]), At: p.First(c.Hub, c.Members), Related: p.Related(analysis.RoleWaits, waits...),
			Evidence: p.Nums(num("members", len(c.Members)), num("pairs", c.Pairs), num("waits", len(waits))),
		})
	}
}

// untimed says of each cluster whether days or rounds are still to be said of one of its lines.
func untimed(p *analysis.Pass) []bool {
	open := make([]bool, len(p.Clusters()))
	if len(open) == 0 {
		return open
	}
	for r := range p.Graph.Relations() {
		if r.Kind != model.Sync || r.CycleTime != "" && r.Rounds.Said || p.Hollow(r.From) || p.Hollow(r.To) {
			continue
		}
		v, one := p.Find(r.From)
		if !one {
			v = p.Part(r.From)[0]
		}
		open[p.ClusterOf(v)] = true
	}
	return open
}

// waiting lists what is made from members of a cluster, outside it, in place of an older list.
func waiting(p *analysis.Pass, c analysis.Cluster, waits []int32) []int32 {
	waits = waits[:0]
	here := p.ClusterOf(c.Hub)
	for _, v := range c.Members {
		for _, w := range p.Out(v) {
			if p.ClusterOf(w) != here {
				waits = append(waits, w)
			}
		}
	}
	slices.Sort(waits)
	return slices.Compact(waits)
}

func sureCluster(p *analysis.Pass, c analysis.Cluster) bool {
	return slices.ContainsFunc(c.Members, func(v int32) bool {
		return slices.ContainsFunc(p.Sync(v), func(w int32) bool { return p.Sure(model.Sync, v, w) })
	})
}
