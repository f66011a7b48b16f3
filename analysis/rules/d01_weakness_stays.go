package rules

import (
	"slices"
	"strings"

	"seika/analysis"
	"seika/model"
)

// D01 finds weak points that are open as the work was and as it is to be.
var D01 = analysis.Rule{
	ID: "D01", Slug: "weakness-stays", Variants: plain(analysis.Medium), Presets: everywhere,
	Needs: []string{analysis.NeedsPair}, Answer: analysis.Text,
	Run: weaknessStays,
}

func weaknessStays(p *analysis.Pass) {
	open := map[string]bool{}
	for _, f := range p.Pair.Before.Findings {
		if f.Status == analysis.Open {
			open[f.Key] = true
		}
	}
	type spot struct {
		at      []model.ID
		anchors []model.ID
		n       int
	}
	var spots []spot
	place := map[string]int{} // of a spot, plus one
	for _, f := range p.Pair.After.Findings {
		if p.Cancelled() {
			return
		}
		old, ok := p.Pair.Old(f.Anchors)
		if !ok || f.Status != analysis.Open || f.Severity < analysis.Medium || !strings.ContainsRune("KSU", rune(f.Rule[0])) {
			continue
		}
		if !open[f.Rule+"@"+joinIDs(old)] {
			continue
		}
		key := joinIDs(f.Anchors)
		if place[key] == 0 {
			spots = append(spots, spot{at: f.At, anchors: slices.Clone(f.Anchors)})
			place[key] = len(spots)
		}
		spots[place[key]-1].n++
	}
	for _, s := range spots {
		p.Report(analysis.Finding{At: s.at[:1:1], Anchors: s.anchors, Evidence: p.Nums(num("findings", s.n))})
	}
}

func joinIDs(ids []model.ID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return strings.Join(list, "+")
}
