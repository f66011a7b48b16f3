package rules

import (
	"seika/analysis"
	"seika/model"
)

// A09 finds work of so many parties that nobody finds their own part.
var A09 = analysis.Rule{
	ID: "A09", Slug: "many-parties", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"owner"}, Settings: []analysis.Setting{count("owners", 7, 1)}, Answer: analysis.Name,
	Run: manyParties,
}

func manyParties(p *analysis.Pass) {
	owners, _ := ownersOf(p)
	different := map[string]bool{}
	for _, list := range owners {
		if p.Cancelled() {
			return
		}
		for _, name := range list.Items() {
			different[model.Key(name)] = true
		}
	}
	if n := len(different); n > p.Setting("owners") {
		p.Report(analysis.Finding{Evidence: p.Nums(num("owners", n))})
	}
}
