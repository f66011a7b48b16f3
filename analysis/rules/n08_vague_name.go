package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"seika/analysis"
	"seika/model"
)

// N08 finds names that could be those of anything.
var N08 = analysis.Rule{
	ID: "N08", Slug: "vague-name", Variants: plain(analysis.Low), Presets: analysis.Delivery,
	Needs: []string{"label"}, Answer: analysis.Nouns, Writes: "name", Accept: acceptName,
	Fixes: []analysis.Repair{renameWith},
	Run:   vagueName,
}

// vague are names that say no more than that there is something. In model.Key form.
var vague = setOf("資料 情報 データ もろもろ data information material misc")

func vagueName(p *analysis.Pass) {
	v := int32(0)
	for n := range p.Graph.Nodes() {
		if p.Cancelled() {
			return
		}
		if isVague(n.Name) {
			p.Report(analysis.Finding{At: p.At(v)})
		}
		v++
	}
}

// isVague says that a name is missing, on the list, or one character that is no word by itself: 鍵 is one.
func isVague(name string) bool {
	name = strings.TrimSpace(name)
	if utf8.RuneCountInString(name) <= 1 {
		r, _ := utf8.DecodeRuneInString(name)
		return name == "" || !unicode.Is(unicode.Han, r)
	}
	return vague[model.Key(name)]
}
