package rules

import "seika/analysis"

// A06 shows the way that takes longest, where times are known for most of the longest chain.
var A06 = analysis.Rule{
	ID: "A06", Slug: "critical-chain", Variants: plain(analysis.Info), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"leadTime"}, Answer: analysis.Pick,
	Run: criticalChain,
}

func criticalChain(p *analysis.Pass) {
	const (
		minutesOfDay = 8 * 60
		apart        = 1 << 20 // more than there are deliverables
	)
	flow := p.Flow()
	// Of several longest chains the one most is known of.
	timed := func(b int32) (n int) {
		for v := range flow.Members(b) {
			if p.Is(v, analysis.HasLeadTime) {
				n++
			}
		}
		return n
	}
	sum, _ := flow.Heaviest(func(b int32) float64 { return float64(flow.Size(b)*apart + timed(b)) })
	length, known := int(sum)/apart, int(sum)%apart
	if known == 0 || 2*known < length {
		return
	}
	minutes, way := p.Slowest()
	steps := 0
	for _, b := range way {
		steps += flow.Size(b)
	}
	p.Report(analysis.Finding{
		Related:  p.Related(analysis.RolePath, heads(flow, way)...),
		Evidence: p.Nums(num("days", max(1, int(minutes/minutesOfDay+0.5))), num("steps", steps)),
	})
}
