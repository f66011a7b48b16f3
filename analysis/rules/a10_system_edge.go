package rules

import (
	"seika/analysis"
	"seika/model"
)

// A10 finds inputs of which exactly one end lies in a system.
var A10 = analysis.Rule{
	ID: "A10", Slug: "system-edge", Variants: plain(analysis.Info), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"system"}, Answer: analysis.Text,
	Fixes: []analysis.Repair{setSystem},
	Run:   systemEdge,
}

func systemEdge(p *analysis.Pass) {
	inputsWhere(p, analysis.HasSystem, func(_ model.Relation, u, v model.Node) bool { return (u.System == "") != (v.System == "") })
}
