package rules

import (
	"slices"

	"seika/analysis"
)

// S08 finds syncs of which neither side is made from anything.
var S08 = analysis.Rule{
	ID: "S08", Slug: "nothing-to-go-on", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptMaterial,
	Fixes: []analysis.Repair{addMaterial},
	Run:   nothingToGoOn,
}

func nothingToGoOn(p *analysis.Pass) {
	fed := func(v int32) bool { return len(p.In(v)) > 0 }
	syncsWhere(p, func(a, b []int32) bool { return !slices.ContainsFunc(a, fed) && !slices.ContainsFunc(b, fed) })
}
