// Package rules holds what the analysis looks for, one file a rule. A rule reads the shared facts of a pass and reports ids
// and whole numbers; its fixes and answers are ordinary commands. It knows no text for people: words are in analysis/text.
package rules

import "seika/analysis"

// All lists the rules: inputs and names, know-how, synchronisation, use and flow, structure.
var All = []analysis.Rule{
	N01, N02, N03, N04, N05, N06, N07, N08, N09, N10, N11,
	K01, K02, K03, K04, K05, K06, K07, K08, K09, K10, K11, K12, K13,
	S01, S02, S03, S04, S05, S06, S07, S08, S09, S10, S11,
	U01, U02, U03, U04, U05, U06, U07, U08, U09, U10, U11, U12,
	I01, I02, I03, I04,
	A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, A11,
	D01, D02, D03, D04, D05, D06,
}

const everywhere = analysis.Workshop | analysis.Delivery | analysis.Research

// plain is the only variant of most rules.
func plain(s analysis.Severity) []analysis.Variant { return []analysis.Variant{{Severity: s}} }

func num(name string, n int) analysis.Num { return analysis.Num{Name: name, Value: n} }

func share(name string, percent int) analysis.Setting {
	return analysis.Setting{Name: name, Default: percent, Min: 1, Max: 100}
}

func count(name string, n, least int) analysis.Setting {
	const most = 10_000
	return analysis.Setting{Name: name, Default: n, Min: least, Max: most}
}

// atLeast says that part is at least a share of all.
func atLeast(part, all, percent int) bool { return all > 0 && part*100 >= percent*all }

// assumed adds to evidence that no goal is marked and others stand in.
func assumed(p *analysis.Pass, nums []analysis.Num) []analysis.Num {
	if p.GoalsAssumed() {
		return append(nums, num("goals_assumed", 1))
	}
	return nums
}
