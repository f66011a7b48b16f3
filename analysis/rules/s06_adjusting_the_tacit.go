package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// S06 finds syncs in which one side is in somebody's head.
var S06 = analysis.Rule{
	ID: "S06", Slug: "adjusting-the-tacit", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Nouns, Accept: acceptMaterial,
	Fixes: []analysis.Repair{writeDownSync},
	Run:   adjustingTheTacit,
}

func adjustingTheTacit(p *analysis.Pass) {
	syncsWhere(p, func(a, b []int32) bool {
		tacit := func(v int32) bool { return p.Is(v, analysis.KnowHow) }
		return slices.ContainsFunc(a, tacit) || slices.ContainsFunc(b, tacit)
	})
}

// syncsWhere reports the syncs, as drawn, of whose ends something is true; of a composite the ends are its members.
func syncsWhere(p *analysis.Pass, is func(a, b []int32) bool) {
	if len(p.Clusters()) == 0 {
		return
	}
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		if r.Kind != model.Sync || p.Hollow(r.From) || p.Hollow(r.To) {
			continue
		}
		if is(p.Part(r.From), p.Part(r.To)) {
			p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
				At: []model.ID{r.ID()}, Related: related(analysis.RolePartner, r.From, r.To),
			})
		}
	}
}
