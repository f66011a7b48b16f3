package rules

import "seika/analysis"

// U07 finds parts of the picture that nothing joins to the main one.
var U07 = analysis.Rule{
	ID: "U07", Slug: "islands", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptConsumers,
	Fixes: []analysis.Repair{joinOther},
	Run:   islands,
}

func islands(p *analysis.Pass) {
	for i, part := range p.Islands() {
		if p.Cancelled() {
			return
		}
		if i > 0 && len(part) > 1 {
			p.Report(analysis.Finding{
				Anchors: p.At(part[0]), At: p.First(end(p, part), part), Evidence: p.Nums(num("deliverables", len(part))),
			})
		}
	}
}
