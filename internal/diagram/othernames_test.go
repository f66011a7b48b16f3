package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/model"
)

// bilingual is a column of boxes as near to each other as the layout has them.
func bilingual(t *testing.T) *model.Graph {
	t.Helper()
	at := func(y int) model.Place { return model.Place{Set: true, Y: y} }
	g, bad := model.Build(model.Records{
		Meta: model.Meta{Title: "表題", TitleAlt: "Title", Lang: "ja", LangAlt: "en"},
		Nodes: []model.Node{
			{ID: "a", Name: "要望", NameAlt: "list of product improvement requests of the year", Scope: model.External, At: at(0)},
			{ID: "b", Name: "見解", NameAlt: "engineering opinion on what can be done at all", At: at(80)},
			{ID: "c", Name: "案", At: at(160)},
		},
		Sync: []model.Relation{{Ends: model.SyncEnds("a", "b")}},
	})
	require.Empty(t, bad)
	return g
}

// TestBoxesUnderOtherNamesStandApart: longer ones lay over each other, and lines between them had no length.
func TestBoxesUnderOtherNamesStandApart(t *testing.T) {
	g := bilingual(t)
	gap := func(d *diagram.Diagram, a, b model.ID) float64 {
		upper, _ := d.Box(a)
		lower, _ := d.Box(b)
		return lower.Rect.Min.Y - upper.Rect.Max.Y
	}
	usual := diagram.Build(g, diagram.Options{})
	for _, names := range []diagram.Names{diagram.Alt, diagram.Both} {
		d := diagram.Build(names.Spread(g), diagram.Options{Names: names})
		for _, pair := range [][2]model.ID{{"a", "b"}, {"b", "c"}} {
			assert.GreaterOrEqual(t, gap(d, pair[0], pair[1]), min(20, gap(usual, pair[0], pair[1])), "%v", pair)
		}
	}
	assert.Same(t, g, diagram.Main.Spread(g))
}

func TestUnderOtherNamesTagsAndQuestionsAreInTheirLanguage(t *testing.T) {
	g := bilingual(t)
	d := diagram.Build(g, diagram.Options{Names: diagram.Alt})
	assert.Equal(t, lang.EN, d.Lang)
	a, _ := d.Box("a")
	assert.Equal(t, "external", a.Tags[0].Line.Text)
	assert.Equal(t, lang.JA, diagram.Build(g, diagram.Options{Names: diagram.Both}).Lang)

	asked := diagram.Alt.Asked(g)
	assert.Equal(t, "engineering opinion on what can be done at all", asked.Label("b"))
	assert.Equal(t, "案", asked.Label("c"), "what has no other name keeps its own")
	assert.Equal(t, "Title", asked.Meta().Title)
	assert.Same(t, g, diagram.Both.Asked(g))
}
