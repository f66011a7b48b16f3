package rules

import (
	"seika/analysis"
	"seika/model"
)

// K01 finds what is made from know-how that fewer than two people are said to have. Where the result is negotiated as well,
// it matters more.
var K01 = analysis.Rule{
	ID: "K01", Slug: "rests-on-know-how", Presets: everywhere,
	Variants: []analysis.Variant{{Severity: analysis.Medium}, {Name: "negotiated", Severity: analysis.High}},
	Needs:    []string{"structure"}, Answer: analysis.Name, Writes: "holders", Accept: acceptHolder,
	Fixes: []analysis.Repair{writeDown, addHolder},
	Run:   restsOnKnowHow,
}

func restsOnKnowHow(p *analysis.Pass) {
	for v := range int32(p.N) {
		if p.Cancelled() {
			return
		}
		hows, sure, ok := mixedKnowHow(p, v)
		if !ok {
			continue
		}
		f := analysis.Finding{At: p.At(v), Related: p.Related(analysis.RoleInput, hows...), Evidence: knowHowNums(p, v, hows)}
		if len(p.Sync(v)) > 0 {
			f.Variant = "negotiated"
		}
		p.ReportIf(sure, f)
	}
}

// mixedKnowHow lists the know-how with fewer than two holders that something is made from, beside at least one thing that
// can be looked at.
func mixedKnowHow(p *analysis.Pass, v int32) (hows []int32, sure, ok bool) {
	if p.Is(v, analysis.KnowHow|analysis.Written) {
		return nil, false, false
	}
	tangible := false
	for _, u := range p.In(v) {
		tangible = tangible || !p.Is(u, analysis.KnowHow)
		if p.Is(u, analysis.OpenHow) {
			hows = append(hows, u)
			sure = sure || p.Sure(model.IO, u, v)
		}
	}
	return hows, sure, tangible && len(hows) > 0
}

// knowHowNums counts the people who are said to have the know-how, where one piece has most, and the inputs as drawn.
func knowHowNums(p *analysis.Pass, v int32, hows []int32) []analysis.Num {
	holders := 0
	for _, k := range hows {
		holders = max(holders, p.Holders(k))
	}
	inputs, knowHow := p.Drawn(v)
	return p.Nums(num("holders", holders), num("know_how", knowHow), num("inputs", inputs))
}
