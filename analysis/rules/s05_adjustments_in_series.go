package rules

import "seika/analysis"

// S05 finds adjustments that wait for other adjustments on the way to a goal.
var S05 = analysis.Rule{
	ID: "S05", Slug: "adjustments-in-series", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("clusters", 2, 2)}, Answer: analysis.Pick,
	Fixes: []analysis.Repair{oneMeeting},
	Run:   adjustmentsInSeries,
}

func adjustmentsInSeries(p *analysis.Pass) {
	flow := p.Flow()
	hub := make([]int32, flow.Blocks()) // of the first cluster of a block, or -1
	for b := range hub {
		hub[b] = -1
	}
	for _, c := range p.Clusters() {
		if b := flow.Block(c.Hub); hub[b] < 0 {
			hub[b] = c.Hub
		}
	}
	// The most clusters one after another up to each block, and the one before the last of them.
	length, before := make([]int32, flow.Blocks()), make([]int32, flow.Blocks())
	last := make([]int32, flow.Blocks()) // the block of the last cluster up to here, or -1
	later := make([]bool, flow.Blocks())
	for b := range last {
		last[b], before[b] = -1, -1
	}
	for b := range int32(flow.Blocks()) {
		if p.Cancelled() {
			return
		}
		if hub[b] >= 0 {
			length[b]++
			before[b], last[b] = last[b], b
		}
		for _, c := range flow.Arcs().Out(b) {
			if length[b] > length[c] {
				length[c], last[c] = length[b], last[b]
			}
		}
	}
	for b := int32(flow.Blocks()) - 1; b >= 0; b-- {
		for _, c := range flow.Arcs().Out(b) {
			later[b] = later[b] || later[c] || hub[c] >= 0
		}
	}
	for _, c := range p.Clusters() {
		b := flow.Block(c.Hub)
		if later[b] || !p.Leads(c.Hub) || int(length[b]) < p.Setting("clusters") {
			continue
		}
		var path []int32
		for at := before[b]; at >= 0; at = before[at] {
			path = append(path, hub[at])
		}
		p.ReportIf(sureCluster(p, c), analysis.Finding{
			Anchors: p.At(c.Members[0]), At: p.First(c.Hub, c.Members), Related: p.Related(analysis.RolePath, path...),
			Evidence: p.Nums(num("clusters", int(length[b]))),
		})
	}
}
