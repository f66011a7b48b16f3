package rules

import "seika/analysis"

// S04 finds adjustments with so many members that they take a series of conversations.
var S04 = analysis.Rule{
	ID: "S04", Slug: "big-ring", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("members", 4, 3)}, Hides: []string{"S01"},
	Answer: analysis.Pick,
	Fixes:  []analysis.Repair{fixFirst},
	Run:    bigRing,
}

func bigRing(p *analysis.Pass) {
	for _, c := range p.Clusters() {
		n := len(c.Members)
		if n < p.Setting("members") {
			continue
		}
		p.ReportIf(sureCluster(p, c), analysis.Finding{
			Anchors: p.At(c.Members[0]), At: p.First(c.Hub, c.Members),
			Evidence: p.Nums(num("members", n), num("pairs", c.Pairs), num("possible", n*(n-1)/2)),
		})
	}
}
