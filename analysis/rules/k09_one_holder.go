package rules

import "seika/analysis"

// K09 finds know-how that is said to be in one head. Whoever names the second one need not be asked what hangs on the first.
var K09 = analysis.Rule{
	ID: "K09", Slug: "one-holder", Presets: analysis.Workshop | analysis.Delivery,
	Variants: []analysis.Variant{{Severity: analysis.High}, {Name: "unnamed", Severity: analysis.High}},
	Needs:    []string{"holders"}, Hides: []string{"K05"}, Answer: analysis.Name, Writes: "holders", Accept: acceptHolder,
	Fixes: []analysis.Repair{addHolder},
	Run:   oneHolder,
}

func oneHolder(p *analysis.Pass) {
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(k, analysis.OpenHow) || p.Holders(k) != 1 {
			continue
		}
		n, _ := p.Graph.Node(p.ID(k))
		f := analysis.Finding{At: p.At(k), Evidence: p.Nums(num("holders", 1))}
		switch {
		case n.Holders.Len() == 1:
			p.Report(f)
		case n.HolderCount.Said && n.HolderCount.N == 1:
			f.Variant = "unnamed"
			p.Report(f)
		}
	}
}
