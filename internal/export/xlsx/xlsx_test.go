package xlsx_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/internal/export"
	"seika/internal/export/exporttest"
	"seika/internal/export/xlsx"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/model"
)

func sheets(t *testing.T, g *model.Graph, l lang.Lang) map[string]string {
	t.Helper()
	r, err := analysis.Run(t.Context(), analysis.Input{Graph: g, Rules: rules.All})
	require.NoError(t, err)
	m, err := report.Meet(t.Context(), g, r.Findings, nil, report.Options{Lang: l})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, export.Write(context.Background(), &b, xlsx.Format, export.Input{Graph: g, Meeting: m}, export.Options{}))
	return exporttest.Parts(t, b.Bytes())
}

// texts are those of the cells of a sheet, a line a row.
func texts(sheet string) string {
	var b strings.Builder
	for _, row := range regexp.MustCompile(`<row .*?</row>`).FindAllString(sheet, -1) {
		var cells []string
		for _, c := range regexp.MustCompile(`<c [^>]*/>|<c .*?</c>`).FindAllString(row, -1) {
			cells = append(cells, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(c, ""))
		}
		b.WriteString(strings.Join(cells, "|") + "\n")
	}
	return b.String()
}

func small(t *testing.T) *model.Graph {
	return exporttest.Build(t, model.Records{
		Meta: model.Meta{Title: "店", Lang: "ja"},
		Nodes: []model.Node{
			{ID: "a", Name: "腕", Kind: model.Intangible, Owner: model.NewList("料理人"), Medium: model.NewList("talk")},
			{ID: "b", Name: "料理", Goal: true, In: "g", Ask: "いつ"},
		},
		IO:     []model.Relation{{Ends: model.IOEnds("a", "b")}},
		Groups: []model.Group{{ID: "g", Name: "厨房"}},
	})
}

func TestPeopleReadTheSheetsInTheirLanguage(t *testing.T) {
	all := sheets(t, small(t), lang.JA)
	assert.Equal(t, `名前|種類|範囲|ゴール|グループ|グループの名前|担当|メモ|問い|ID|媒体
腕|無形|||||料理人|||a|口頭
料理|有形||はい|g|厨房|||いつ|b|
`, texts(all["xl/worksheets/sheet1.xml"]))
	assert.Equal(t, `元|元の名前|種類|先|先の名前|ラベル|メモ|問い
a|腕|入出力|b|料理|||
`, texts(all["xl/worksheets/sheet2.xml"]))
	assert.Contains(t, texts(all["xl/worksheets/sheet4.xml"]), "ask@b\n", "what people noted has a key")
	assert.Contains(t, texts(sheets(t, small(t), lang.EN)["xl/worksheets/sheet2.xml"]), "from|from (name)|kind|to|to (name)|label|note|ask\na|腕|io|b|料理")
}

// TestLongTextsHaveRowsThatHoldThem: LibreOffice drew them over the rows below.
func TestLongTextsHaveRowsThatHoldThem(t *testing.T) {
	g := exporttest.Build(t, model.Records{Nodes: []model.Node{
		{ID: "a", Name: "short"},
		{ID: "b", Name: "a name that is rather longer than the column is wide"},
		{ID: "c", Name: "次年度の商品企画へのフィードバックと改善提案の一覧（営業・生産・品質の各部門から）"},
	}})
	sheet := sheets(t, g, lang.EN)["xl/worksheets/sheet1.xml"]
	for number, height := range map[string]string{"2": `>`, "3": ` ht="30">`, "4": ` ht="45">`} {
		assert.Contains(t, sheet, `<row r="`+number+`"`+height)
	}
}

func TestNoCellOfAWorkbookCanRun(t *testing.T) {
	for name, g := range exporttest.Cases(t) {
		for part, text := range sheets(t, g, lang.EN) {
			if strings.HasSuffix(part, ".rels") {
				continue
			}
			for _, active := range []string{"<f", "<hyperlink", "<ext", "<dde", "macro"} {
				if i := strings.Index(text, active); i >= 0 && !strings.HasPrefix(text[i:], "<font") && !strings.HasPrefix(text[i:], "<fill") && !strings.HasPrefix(text[i:], "<fg") {
					assert.Fail(t, "active content", "%s in %s, %s", active, part, name)
				}
			}
			for _, c := range regexp.MustCompile(`<c [^>]*[^/]>`).FindAllString(text, -1) {
				require.Contains(t, c, `t="inlineStr"`, "%s, %s", name, part)
			}
		}
	}
}

func TestATextThatNoCellHoldsIsCut(t *testing.T) {
	for _, s := range []string{strings.Repeat("長", 40_000), strings.Repeat("😀", 20_000), strings.Repeat("長", 32_767)} {
		g := exporttest.Build(t, model.Records{Nodes: []model.Node{{ID: "a", Name: "n", Note: s}}})
		got := strings.Split(strings.Split(texts(sheets(t, g, lang.EN)["xl/worksheets/sheet1.xml"]), "\n")[1], "|")[6]
		units := len(utf16.Encode([]rune(got)))
		assert.LessOrEqual(t, units, 32_767)
		assert.GreaterOrEqual(t, units, 32_765)
		assert.Equal(t, got != s, strings.HasSuffix(got, "…"))
	}
}

func TestRowsStandInTheOrderOfThePicture(t *testing.T) {
	at := func(x, y int) model.Place { return model.Place{Set: true, X: x, Y: y} }
	records := model.Records{
		Nodes: []model.Node{
			{ID: "a", Name: "deal", At: at(600, 0), In: "g1"},
			{ID: "b", Name: "offer", At: at(300, 0), In: "g2"},
			{ID: "c", Name: "prices", At: at(10, 200)},
			{ID: "d", Name: "wish", At: at(0, 0)}, // above prices, in one column
		},
		IO: []model.Relation{
			{Ends: model.IOEnds("b", "a")}, {Ends: model.IOEnds("c", "b")}, {Ends: model.IOEnds("d", "b")}, {Ends: model.IOEnds("d", "a")},
		},
		Groups: []model.Group{{ID: "g0", Name: "empty"}, {ID: "g1", Name: "closing"}, {ID: "g2", Name: "selling"}},
	}
	first := func(sheet string) (names []string) {
		for _, row := range strings.Split(strings.TrimSpace(texts(sheet)), "\n")[1:] {
			names = append(names, strings.Join(strings.Split(row, "|")[:5], "|"))
		}
		return names
	}
	is := sheets(t, exporttest.Build(t, records), lang.EN)
	deliverables, relations, groups := first(is["xl/worksheets/sheet1.xml"]), first(is["xl/worksheets/sheet2.xml"]), first(is["xl/worksheets/sheet3.xml"])
	for i, name := range []string{"wish", "prices", "offer", "deal"} {
		assert.True(t, strings.HasPrefix(deliverables[i], name+"|"), deliverables)
	}
	for i, ends := range [][2]string{{"wish", "offer"}, {"wish", "deal"}, {"prices", "offer"}, {"offer", "deal"}} {
		assert.Regexp(t, ends[0]+".*"+ends[1], relations[i])
	}
	for i, name := range []string{"selling", "closing", "empty"} {
		assert.True(t, strings.HasPrefix(groups[i], name+"|"), groups)
	}

	records.Meta.Direction = model.TopBottom
	deliverables = first(sheets(t, exporttest.Build(t, records), lang.EN)["xl/worksheets/sheet1.xml"])
	assert.True(t, strings.HasPrefix(deliverables[3], "prices|"), "below all others: %v", deliverables)
}
