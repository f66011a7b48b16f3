package ui

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis/rules"
	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/testdata"
)

// asTheyAre are names whose very letters a rule is about.
var asTheyAre = []string{"葛󠄀城の地図", "見積を作成する", "あ", "price\u200blist", "\u202eorder"}

func TestExamplesOfRulesSpeakTheLanguageOfTheReader(t *testing.T) {
	for _, r := range rules.All {
		right, wrong, ok := testdata.Rule(r.ID)
		if !ok {
			continue
		}
		for _, x := range []testdata.Example{right, wrong} {
			g, err := parse(t.Context(), x.Lines)
			require.NoError(t, err, r.ID)
			for _, l := range []lang.Lang{lang.EN, lang.JA} {
				said, err := spoken(g, l)
				require.NoError(t, err, r.ID)
				require.Equal(t, g.NodeCount(), said.NodeCount())
				for n := range said.Nodes() {
					if code := len(n.Name) < 4 && diagram.Written(n.Name) == lang.EN; code || slices.Contains(asTheyAre, n.Name) {
						continue // a, b, p07
					}
					assert.Equal(t, l, diagram.Written(n.NameAlt), "%s: %q", r.ID, n.Name)
				}
			}
		}
	}
}

func TestOtherNamesGoBothWays(t *testing.T) {
	other := testdata.OtherNames()
	require.Greater(t, len(other), 400)
	for name, said := range other {
		assert.Equal(t, name, other[said])
		assert.NotEqual(t, diagram.Written(name), diagram.Written(said), "%s, %s", name, said)
	}
}
