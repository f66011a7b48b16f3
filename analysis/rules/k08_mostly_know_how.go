package rules

import "seika/analysis"

// K08 finds work of which a large part is in people's heads.
var K08 = analysis.Rule{
	ID: "K08", Slug: "mostly-know-how", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Settings: []analysis.Setting{share("share", 30), count("floor", 8, 1)},
	Answer: analysis.Pick, Accept: acceptWrittenPick,
	Fixes: []analysis.Repair{makeTangible},
	Run:   mostlyKnowHow,
}

func mostlyKnowHow(p *analysis.Pass) {
	var hows []int32
	for k := range int32(p.N) {
		if p.Is(k, analysis.KnowHow) {
			hows = append(hows, k)
		}
	}
	if n := len(hows); p.N >= p.Setting("floor") && n*100 > p.Setting("share")*p.N {
		p.Report(analysis.Finding{
			Related: p.Related(analysis.RoleMember, hows...), Evidence: p.Nums(num("know_how", n), num("deliverables", p.N)),
		})
	}
}
