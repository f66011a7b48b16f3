package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// N01 asks for a second input. Where a composite alone is fed, the composite is asked about instead of its members.
var N01 = analysis.Rule{
	ID: "N01", Slug: "too-few-inputs", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptInputs,
	Fixes: []analysis.Repair{addInput, addKnowHow},
	Run:   tooFewInputs,
}

func tooFewInputs(p *analysis.Pass) {
	const exempt = analysis.External | analysis.KnowHow | analysis.Assumption | analysis.Written
	var asked []model.ID // composites, in order of their first part
	seen := map[model.ID]bool{}
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if p.Is(v, exempt) {
			continue
		}
		if p.Is(v, analysis.Grouped) {
			if whole, only := p.FedBy(v); only {
				if !seen[whole] {
					seen[whole] = true
					asked = append(asked, whole)
				}
				continue
			}
		}
		if in := p.In(v); len(in) == 1 && p.Sure(model.IO, in[0], v) {
			p.Report(analysis.Finding{
				At: p.At(v), Related: p.Related(analysis.RoleInput, in[0]), Evidence: p.Nums(num("inputs", 1)),
			})
		}
	}
	for _, whole := range asked {
		fewInputsOfWhole(p, whole)
	}
}

// fewInputsOfWhole counts what comes from outside to a composite or to a part of it.
func fewInputsOfWhole(p *analysis.Pass, whole model.ID) {
	parts := p.Part(whole)
	from, sure := int32(-1), false
	for _, v := range parts {
		for _, u := range p.In(v) {
			if _, inside := slices.BinarySearch(parts, u); inside {
				continue
			}
			if from >= 0 && u != from {
				return
			}
			from = u
			sure = sure || p.Sure(model.IO, u, v) // to one part is enough
		}
	}
	if from >= 0 && sure {
		p.Report(analysis.Finding{
			At: []model.ID{whole}, Related: p.Related(analysis.RoleInput, from), Evidence: p.Nums(num("inputs", 1)),
		})
	}
}
