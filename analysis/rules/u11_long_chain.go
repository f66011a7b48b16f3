package rules

import "seika/analysis"

// U11 finds work in which much has to be made one after another.
var U11 = analysis.Rule{
	ID: "U11", Slug: "long-chain", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("layers", 8, 2)}, Answer: analysis.Pick,
	Fixes: []analysis.Repair{cutBefore},
	Run:   longChain,
}

func longChain(p *analysis.Pass) {
	flow := p.Flow()
	n := flow.Deep()
	if n <= p.Setting("layers") {
		return
	}
	_, way := flow.Heaviest(func(int32) float64 { return 1 })
	p.Report(analysis.Finding{Related: p.Related(analysis.RolePath, heads(flow, way)...), Evidence: p.Nums(num("layers", n))})
}

// heads lists the first deliverable of each block.
func heads(flow *analysis.Flow, way []int32) []int32 {
	var list []int32
	for _, b := range way {
		for v := range flow.Members(b) {
			list = append(list, v)
			break
		}
	}
	return list
}
