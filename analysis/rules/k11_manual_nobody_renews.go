package rules

import (
	"slices"

	"seika/analysis"
)

// K11 finds manuals that nothing tells when they are wrong, and that are renewed less than once a year or never.
var K11 = analysis.Rule{
	ID: "K11", Slug: "manual-nobody-renews", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"tag", "frequency"}, Answer: analysis.Name, Writes: "owner", Accept: acceptOwner,
	Fixes: []analysis.Repair{setFrequency, addInput},
	Run:   manualNobodyRenews,
}

func manualNobodyRenews(p *analysis.Pass) {
	said := p.Carried(analysis.HasFrequency)
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		tangible := func(u int32) bool { return !p.Is(u, analysis.KnowHow) }
		if !p.Is(v, analysis.Manual) || slices.ContainsFunc(p.In(v), tangible) {
			continue
		}
		n, _ := p.Graph.Node(p.ID(v))
		times, known := n.Frequency.PerYear()
		if n.Frequency == "" && said || known && times < 1 {
			p.Report(analysis.Finding{At: p.At(v)})
		}
	}
}
