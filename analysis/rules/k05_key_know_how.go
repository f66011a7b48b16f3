package rules

import (
	"seika/analysis"
	"seika/model"
)

// K05 finds know-how that much of the work hangs on: by the deliverables it goes into, or by what follows on it.
var K05 = analysis.Rule{
	ID: "K05", Slug: "key-know-how", Variants: plain(analysis.High), Presets: everywhere,
	Needs: []string{"structure"}, Settings: []analysis.Setting{count("outputs", 3, 1), share("share", 30), count("floor", 10, 1)},
	Answer: analysis.Text,
	Fixes:  []analysis.Repair{writeDown, addHolder},
	Run:    keyKnowHow,
}

func keyKnowHow(p *analysis.Pass) {
	made := func(v int32) bool { return len(p.In(v)) > 0 }
	tally := p.Count(p.Tacit(), made)
	of := 0
	for v := range int32(p.N) {
		if made(v) {
			of++
		}
	}
	for k := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		if !p.Is(k, analysis.OpenHow) {
			continue
		}
		outputs, sure := 0, false
		for _, w := range p.Out(k) {
			if !p.Is(w, analysis.Written) {
				outputs++
				sure = sure || p.Sure(model.IO, k, w)
			}
		}
		behind, known := p.Behind(p.Tacit(), k, tally)
		far := known && p.N >= p.Setting("floor") && atLeast(behind, of, p.Setting("share"))
		if outputs >= p.Setting("outputs") || far {
			p.ReportIf(sure, analysis.Finding{
				At: p.At(k), Evidence: p.Nums(num("outputs", outputs), num("behind", behind), num("of_produced", of)),
			})
		}
	}
}
