package rules

import "seika/analysis"

// I02 asks where the original is of what many others are made from.
var I02 = analysis.Rule{
	ID: "I02", Slug: "widely-used", Variants: plain(analysis.Info), Presets: analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("outputs", 4, 1)},
	Answer: analysis.Text, Writes: "location", Accept: acceptText("location"),
	Fixes: []analysis.Repair{setLocation},
	Run:   widelyUsed,
}

func widelyUsed(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if n := len(p.Out(v)); n >= p.Setting("outputs") && !p.Is(v, analysis.KnowHow|analysis.HasLocation) {
			p.Report(analysis.Finding{At: p.At(v), Evidence: p.Nums(num("outputs", n))})
		}
	}
}
