package rules

import "seika/analysis"

// I03 finds pictures with so many elements that they are misread. Fifty is the guideline of 7PMG (Mendling, Reijers, van der
// Aalst 2010), which is for process models.
var I03 = analysis.Rule{
	ID: "I03", Slug: "large-picture", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("elements", 50, 5)}, Answer: analysis.Pick,
	Fixes: []analysis.Repair{group},
	Run:   largePicture,
}

func largePicture(p *analysis.Pass) {
	if n := p.Elements(); n > p.Setting("elements") {
		p.Report(analysis.Finding{Evidence: p.Nums(num("elements", n))})
	}
}
