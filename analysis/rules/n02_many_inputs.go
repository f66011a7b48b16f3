package rules

import "seika/analysis"

// N02 finds deliverables with so many inputs that some likely belong to something in between.
var N02 = analysis.Rule{
	ID: "N02", Slug: "many-inputs", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("inputs", 7, 2)}, Answer: analysis.Pick,
	Fixes: []analysis.Repair{groupInputs},
	Run:   manyInputs,
}

func manyInputs(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if n, _ := p.Drawn(v); n >= p.Setting("inputs") {
			p.Report(analysis.Finding{
				At: p.At(v), Related: p.Related(analysis.RoleInput, p.In(v)...), Evidence: p.Nums(num("inputs", n)),
			})
		}
	}
}
