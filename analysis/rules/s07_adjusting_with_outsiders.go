package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// S07 finds syncs with something from outside: the other side has its own pace.
var S07 = analysis.Rule{
	ID: "S07", Slug: "adjusting-with-outsiders", Variants: plain(analysis.Medium), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"structure"}, Answer: analysis.Number, Writes: "cycleTime", Accept: acceptCycleTime,
	Fixes: []analysis.Repair{fixFirst},
	Run:   adjustingWithOutsiders,
}

func adjustingWithOutsiders(p *analysis.Pass) {
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
		outside := func(id model.ID) bool {
			return slices.ContainsFunc(p.Part(id), func(v int32) bool { return p.Is(v, analysis.External) })
		}
		ours, theirs := r.From, r.To
		if !outside(theirs) {
			ours, theirs = theirs, ours
		}
		if outside(theirs) && !outside(ours) { // what two outsiders settle is not ours to ask for
			p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
				At: []model.ID{theirs}, Anchors: []model.ID{r.ID()}, Related: related(analysis.RolePartner, ours),
			})
		}
	}
}
