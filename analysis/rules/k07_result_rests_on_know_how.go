package rules

import "seika/analysis"

// K07 is K01 of a marked goal.
var K07 = analysis.Rule{
	ID: "K07", Slug: "result-rests-on-know-how", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Hides: []string{"K01"}, Answer: analysis.Name, Writes: "holders", Accept: acceptHolder,
	Fixes: []analysis.Repair{writeDown, addHolder},
	Run:   resultRestsOnKnowHow,
}

func resultRestsOnKnowHow(p *analysis.Pass) {
	for _, g := range p.Goals() {
		if p.Cancelled() {
			return
		}
		if !p.Is(g, analysis.MarkedGoal) {
			continue
		}
		if hows, sure, ok := mixedKnowHow(p, g); ok {
			inputs, knowHow := p.Drawn(g)
			p.ReportIf(sure, analysis.Finding{
				At: p.At(g), Related: p.Related(analysis.RoleInput, hows...),
				Evidence: p.Nums(num("know_how", knowHow), num("inputs", inputs)),
			})
		}
	}
}
