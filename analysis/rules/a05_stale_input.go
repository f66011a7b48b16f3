package rules

import (
	"seika/analysis"
	"seika/model"
)

// A05 finds inputs that are renewed more rarely than what is made from them.
var A05 = analysis.Rule{
	ID: "A05", Slug: "stale-input", Variants: plain(analysis.Medium), Presets: analysis.Delivery,
	Needs: []string{"frequency"}, Answer: analysis.Number,
	Fixes: []analysis.Repair{setFrequency},
	Run:   staleInput,
}

func staleInput(p *analysis.Pass) {
	inputsWhere(p, analysis.HasFrequency, func(_ model.Relation, u, v model.Node) bool {
		from, known := u.Frequency.PerYear()
		to, both := v.Frequency.PerYear()
		return known && both && from < to
	})
}
