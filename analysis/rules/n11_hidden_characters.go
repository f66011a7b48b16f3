package rules

import "seika/analysis"

// N11 finds names with characters that cannot be seen: they make equal names different, and turn text round.
var N11 = analysis.Rule{
	ID: "N11", Slug: "hidden-characters", Variants: plain(analysis.Low), Presets: analysis.Delivery | analysis.Research,
	Needs: []string{"label"}, Answer: analysis.Choice, Choices: []string{"strip", "keep"}, Accept: acceptStrip,
	Fixes: []analysis.Repair{strip},
	Run:   hiddenCharacters,
}

func hiddenCharacters(p *analysis.Pass) {
	v := int32(0)
	for n := range p.Graph.Nodes() {
		if p.Cancelled() {
			return
		}
		hidden := 0
		for _, r := range n.Name {
			if isHidden(r) {
				hidden++
			}
		}
		if hidden > 0 {
			p.Report(analysis.Finding{At: p.At(v), Evidence: p.Nums(num("characters", hidden))})
		}
		v++
	}
}

// isHidden says that a character is a control character or turns the direction of text. Joiners and variation selectors,
// which writing needs, are not.
func isHidden(r rune) bool {
	return r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x200B || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2066 && r <= 0x2069
}
