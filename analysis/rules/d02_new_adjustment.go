package rules

import (
	"slices"

	"seika/analysis"
	"seika/model"
)

// D02 finds what is to be settled and was not before: somebody has to find the time.
var D02 = analysis.Rule{
	ID: "D02", Slug: "new-adjustment", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{analysis.NeedsPair}, Answer: analysis.Name,
	Fixes: []analysis.Repair{syncToIO},
	Run:   newAdjustment,
}

func newAdjustment(p *analysis.Pass) {
	for r := range p.Graph.Relations() {
		if p.Cancelled() {
			return
		}
		if r.Kind == model.Sync && !p.Hollow(r.From) && !p.Hollow(r.To) && !settledBefore(p, r.Ends) {
			p.ReportIf(!analysis.Unconfirmed(&r), analysis.Finding{
				At: []model.ID{r.ID()}, Related: related(analysis.RolePartner, r.From, r.To),
			})
		}
	}
}

// settledBefore says that some member of the one end was settled with some member of the other.
func settledBefore(p *analysis.Pass, e model.Ends) bool {
	others := p.Part(e.To)
	return slices.ContainsFunc(p.Part(e.From), func(a int32) bool {
		was := p.Pair.WasOf[a]
		return was >= 0 && slices.ContainsFunc(p.Pair.Was.Sync(was), func(b int32) bool {
			is := p.Pair.IsOf[b]
			return is >= 0 && slices.Contains(others, is)
		})
	})
}
