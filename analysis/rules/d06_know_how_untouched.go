package rules

import "seika/analysis"

// D06 finds know-how that much hung on before and still does.
var D06 = analysis.Rule{
	ID: "D06", Slug: "know-how-untouched", Variants: plain(analysis.Low), Presets: everywhere,
	Needs: []string{analysis.NeedsPair}, Answer: analysis.Nouns,
	Fixes: []analysis.Repair{writeDown},
	Run:   knowHowUntouched,
}

func knowHowUntouched(p *analysis.Pass) {
	before, after := keyKnowHows(p.Pair.Before), keyKnowHows(p.Pair.After)
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if was := p.Pair.WasOf[k]; was >= 0 && after[string(p.ID(k))] && before[string(p.Pair.Was.ID(was))] {
			p.Report(analysis.Finding{At: p.At(k)})
		}
	}
}

// keyKnowHows are the ids with K05 or K12, hidden or not.
func keyKnowHows(r analysis.Report) map[string]bool {
	ids := map[string]bool{}
	add := func(f analysis.Finding) {
		if f.Rule == "K05" || f.Rule == "K12" {
			ids[string(f.At[0])] = true
		}
	}
	for _, f := range r.Findings {
		add(f)
	}
	for _, h := range r.Hidden {
		add(h.Finding)
	}
	return ids
}
