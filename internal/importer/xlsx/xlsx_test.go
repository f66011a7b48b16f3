package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"seika/internal/importer/xlsx"
	"seika/internal/lang"
	"seika/internal/source"
	"seika/model/lines"
)

const (
	rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	doc  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	ns   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
)

// workbook is what a spreadsheet makes of two sheets: the texts shared, the second one by another path. instead are parts with
// their names.
func workbook(t *testing.T, one, two, shared string, instead ...[2]string) *source.Input {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range [][2]string{
		{"_rels/.rels", rels + `<Relationship Id="a" Type="` + doc + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
			`<sheet name="成果物" sheetId="1" r:id="x"/><sheet name="Other" sheetId="2" r:id="y"/><sheet name="gone" sheetId="3" r:id="z"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", rels + `<Relationship Id="x" Type="` + doc + `worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="y" Type="` + doc + `worksheet" Target="/xl/two.xml"/>` +
			`<Relationship Id="z" Type="` + doc + `worksheet" TargetMode="External" Target="http://example.com/x.xml"/>` +
			`<Relationship Id="s" Type="` + doc + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/sharedStrings.xml", `<sst ` + ns + `>` + shared + `</sst>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + ns + `><sheetData>` + one + `</sheetData></worksheet>`},
		{"xl/two.xml", `<worksheet ` + ns + `><sheetData>` + two + `</sheetData></worksheet>`},
	} {
		for _, other := range instead {
			if other[0] == p[0] {
				p = other
			}
		}
		w, err := z.Create(p[0])
		require.NoError(t, err)
		_, err = io.WriteString(w, p[1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return &source.Input{File: "plan.xlsx", Data: b.Bytes()}
}

func read(t *testing.T, in *source.Input) string {
	t.Helper()
	g, err := xlsx.Reader.Graph(t.Context(), in)
	require.NoError(t, err)
	return string(lines.Print(g))
}

func TestWorkbooksOfOtherProgramsAreRead(t *testing.T) {
	in := workbook(t,
		`<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="inlineStr"><is><t>owner</t></is></c></row>`+
			`<row r="5"><c r="B5" t="s"><v>1</v></c><c r="C5"><v>7</v></c><c r="D5" t="str"><f>A1&amp;A2</f><v>営業</v></c></row>`+
			`<row><c r="B6" t="inlineStr"><is><t>=1+1</t></is></c><c r="D6" t="e"><v>#REF!</v></c></row>`+
			`<row r="7"><c r="B7"><v>0.10000000000000001</v></c><c r="D7" t="s"><v>99</v></c></row>`,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>from</t></is></c><c r="B1" t="inlineStr"><is><t>to</t></is></c></row>`+
			`<row r="2"><c t="s"><v>1</v></c><c t="inlineStr"><is><t>=1+1</t></is></c></row>`,
		`<si><t>名前</t></si><si><r><t>見積</t></r><r><rPr/><t xml:space="preserve"> 書_x0041__x005F_x0041_</t></r><rPh sb="0" eb="2"><t>ミツモリ</t></rPh></si>`)
	assert.Equal(t, `seika: 1

0.1
見積 書A_x0041_ @営業

見積 書A_x0041_ > "=1+1"
`, read(t, in))
	require.Len(t, in.Problems, 1)
	assert.Equal(t, "plan.xlsx (成果物):5:3: Cells without a title above them were left out.", in.Problems[0].In(lang.EN))
}

// TestDatesComeAsTheSheetShowsThem, not as the number of a day.
func TestDatesComeAsTheSheetShowsThem(t *testing.T) {
	formats := []string{"0", "14", "22", "20", "164", "165", "166", "9", "46", "31", "167", "168"}
	xfs := ""
	for _, f := range formats {
		xfs += `<xf numFmtId="` + f + `"/>`
	}
	styles := `<styleSheet ` + ns + `><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>` +
		`<numFmt numFmtId="165" formatCode="#,##0.00 [$€-407]"/><numFmt numFmtId="166" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;"/>` +
		`<numFmt numFmtId="167" formatCode="[Red]General"/><numFmt numFmtId="168" formatCode="0 &quot;days&quot;"/></numFmts><cellXfs>` + xfs + `</cellXfs></styleSheet>`
	for _, c := range []struct{ style, value, want string }{
		{"0", "46357", "46357"},
		{"1", "46357", "2026-12-01"},
		{"2", "46357.6458333333", "2026-12-01 15:30"},
		{"2", "46357", "2026-12-01"},
		{"3", "0.645833333333333", "15:30"},
		{"4", "46357", "2026-12-01"},
		{"5", "46357", "46357"},
		{"6", "46357", "2026-12-01"},
		{"7", "0.5", "50%"},
		{"8", "1.5", "36:00"},
		{"9", "46357", "2026-12-01"},
		{"10", "46357", "46357"},
		{"11", "3", "3"},
		{"1", "1", "1900-01-01"},
		{"1", "61", "1900-03-01"},
		{"1", "-1", "-1"},
		{"1", "1e9", "1000000000"},
		{"99", "46357", "46357"},
	} {
		in := workbook(t, `<row><c t="str"><v>name</v></c><c t="str"><v>note</v></c></row><row><c t="str"><v>a</v></c><c s="`+c.style+`"><v>`+c.value+`</v></c></row>`, "", "",
			[2]string{"xl/sharedStrings.xml", styles}, [2]string{"xl/_rels/workbook.xml.rels", rels + `<Relationship Id="x" Type="` + doc + `worksheet" Target="worksheets/sheet1.xml"/>` +
				`<Relationship Id="s" Type="` + doc + `styles" Target="sharedStrings.xml"/></Relationships>`})
		g, err := xlsx.Reader.Graph(t.Context(), in)
		require.NoError(t, err)
		for n := range g.Nodes() {
			assert.Equal(t, c.want, n.Note, "%s in style %s", c.value, c.style)
		}
	}
}

func TestCellsThatAreOneSayTheSameForEachRow(t *testing.T) {
	text := func(s string) string { return `<c t="str"><v>` + s + `</v></c>` }
	in := workbook(t, `<row r="1">`+text("name")+text("owner")+`</row><row r="2">`+text("a")+text("Sato")+`</row><row r="3">`+text("b")+`<c/></row><row r="4">`+text("c")+
		`<c/></row><row r="5"></row></sheetData><mergeCells count="2"><mergeCell ref="B2:B3"/><mergeCell ref="A5:B9"/></mergeCells><sheetData>`,
		`<row r="1">`+text("from")+text("to")+`</row><row r="2">`+text("a")+text("b")+`</row><row r="3"><c/>`+text("c")+`</row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells><sheetData>`, "")
	assert.Equal(t, "seika: 1\n\na @Sato\nb @Sato\n\na > b\na > c\n", read(t, in))
}

// TestFiguresThatLostTheirMarkAreNotTakenForDeliverables: LibreOffice saves a workbook without the codes of its sheets, and a row of
// the figures begins with the word for deliverables.
func TestFiguresThatLostTheirMarkAreNotTakenForDeliverables(t *testing.T) {
	row := func(cells ...string) string {
		return `<row><c t="str"><v>` + strings.Join(cells, `</v></c><c t="str"><v>`) + `</v></c></row>`
	}
	in := workbook(t, row("名前", "担当")+row("見積書", "佐藤"), row("項目", "値", "意味")+row("成果物", "14", "仕事が生み出すもの")+row("同期", "2", "話し合うもの"), "")
	assert.Equal(t, "seika: 1\n\n見積書 @佐藤\n", read(t, in))
	require.Len(t, in.Problems, 1)
	assert.Contains(t, in.Problems[0].In(lang.EN), "The sheet “Other” was left out")
	in = workbook(t, row("作成者", "佐藤")+row("from", "to")+row("a", "b"), "", "")
	assert.Contains(t, read(t, in), "a > b", "what heads a table may be as wide as a narrow one")
}

func TestAHiddenSheetIsNotReadAndSaidSo(t *testing.T) {
	book := `<workbook ` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
		`<sheet name="a" r:id="x"/><sheet name="secret" state="veryHidden" r:id="y"/></sheets></workbook>`
	sheet := func(name string) string {
		return `<row><c t="str"><v>name</v></c></row><row><c t="str"><v>` + name + `</v></c></row>`
	}
	in := workbook(t, sheet("quote"), sheet("salaries"), "", [2]string{"xl/workbook.xml", book})
	assert.Equal(t, "seika: 1\n\nquote\n", read(t, in))
	require.Len(t, in.Problems, 1)
	assert.Contains(t, in.Problems[0].In(lang.EN), "The sheet “secret” is hidden and was left out.")
}

func TestASheetWithoutTitlesIsLeftOutAndSaidSo(t *testing.T) {
	in := workbook(t, `<row><c t="str"><v>name</v></c></row><row><c t="str"><v>a</v></c></row>`, `<row><c t="str"><v>Remarks</v></c></row>`, "")
	read(t, in)
	require.Len(t, in.Problems, 1)
	assert.Contains(t, in.Problems[0].Error(), "“Other” was left out")

	in = workbook(t, `<row><c><v>1</v></c></row>`, ``, "")
	_, err := xlsx.Reader.Graph(t.Context(), in)
	require.ErrorContains(t, err, "titles")
}

func TestWhatIsWrongIsSaidWithSheetRowAndColumn(t *testing.T) {
	in := workbook(t, `<row r="1"><c r="A1" t="str"><v>name</v></c><c r="C1" t="str"><v>scope</v></c></row>`+
		`<row r="4"><c r="A4" t="str"><v>a</v></c><c r="C4" t="str"><v>nowhere</v></c></row>`, ``, "")
	read(t, in)
	require.Len(t, in.Problems, 1)
	assert.Contains(t, in.Problems[0].Error(), "plan.xlsx (成果物):4:3: 1 cell of the column “scope” says nothing that a model can have there, such as “nowhere”")

	in = workbook(t, `<row r="1"><c r="A1" t="str"><v>from</v></c><c r="B1" t="str"><v>to</v></c><c r="C1" t="str"><v>kind</v></c></row>`+
		`<row r="4"><c r="A4" t="str"><v>a</v></c><c r="B4" t="str"><v>b</v></c><c r="C4" t="str"><v>sideways</v></c></row>`, ``, "")
	_, err := xlsx.Reader.Graph(t.Context(), in)
	require.ErrorContains(t, err, "plan.xlsx (成果物):4:3: ")
}

func TestWhatIsNoWorkbookIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"a password or an old workbook": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
		"text":                          "name\na\n",
		"nothing":                       "",
	} {
		_, err := xlsx.Reader.Graph(t.Context(), &source.Input{File: "x.xlsx", Data: []byte(data)})
		require.ErrorContains(t, err, "without a password", name)
	}
	wide := workbook(t, `<row><c r="A1" t="str"><v>name</v></c><c r="XFD1" t="str"><v>x</v></c></row>`, "", "")
	_, err := xlsx.Reader.Graph(t.Context(), wide)
	require.ErrorContains(t, err, "1,000 cells")
	wide.Limits, wide.Problems = source.Limits{Columns: 20_000}, nil
	_, err = xlsx.Reader.Graph(t.Context(), wide)
	require.NoError(t, err)
}

func TestMoreRowsThanAModelMayHoldAreRefusedBeforeTheyAreRead(t *testing.T) {
	const titles, row = `<row><c t="str"><v>name</v></c></row>`, `<row><c t="str"><v>a</v></c></row>`
	const empty = `<row><c r="A1" s="1"/></row>` // what programs leave of a row with a colour
	read := func(rows string, prefix string) error {
		in := workbook(t, titles+rows, "", "")
		if prefix != "" {
			in = workbook(t, "", "", "", [2]string{"xl/worksheets/sheet1.xml", `<p:worksheet xmlns:p="x"><p:sheetData>` +
				strings.NewReplacer("</", "</p:", "<", "<p:").Replace(titles+rows) + `</p:sheetData></p:worksheet>`})
		}
		in.Limits = source.Limits{Nodes: 2}
		_, err := xlsx.Reader.Graph(t.Context(), in)
		return err
	}
	require.NoError(t, read(`<row><c t="str"><v>a</v></c></row><row><c t="str"><v>b</v></c></row>`+strings.Repeat(empty, 5), ""))
	for _, prefix := range []string{"", "p"} {
		err := read(strings.Repeat(row, 4), prefix)
		require.ErrorContains(t, err, "4 deliverables; the limit is 2")
		require.ErrorContains(t, err, "plan.xlsx (成果物):1:1: ")
	}
}

func TestASheetThatIsNamedTwiceIsReadOnce(t *testing.T) {
	in := workbook(t, `<row><c t="str"><v>name</v></c></row><row><c t="str"><v>a</v></c></row>`, "", "", [2]string{"xl/workbook.xml", `<workbook ` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
		`<sheet name="one" r:id="x"/><sheet name="again" r:id="x"/></sheets></workbook>`})
	assert.Equal(t, "seika: 1\n\na\n", read(t, in))
}

func TestWhatATableIsMayStandAboveItsTitles(t *testing.T) {
	in := workbook(t,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>一覧 2026</t></is></c></row><row r="2"/>`+
			`<row r="3"><c r="B3" t="inlineStr"><is><t>成果物</t></is></c></row><row r="4"><c r="B4" t="inlineStr"><is><t>見積書</t></is></c></row>`,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>from</t></is></c><c r="B1" t="inlineStr"><is><t>to</t></is></c></row>`, "")
	assert.Equal(t, "seika: 1\n% 一覧 2026\n\n見積書\n", read(t, in))
	assert.Empty(t, in.Problems)
}

// Programs that write workbooks, and never compute them, leave formulas without what comes of them.
func TestAFormulaWithoutItsResultIsTold(t *testing.T) {
	in := workbook(t,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>owner</t></is></c></row>`+
			`<row r="2"><c r="A2" t="inlineStr"><is><t>Plan</t></is></c><c r="B2"><f>A2&amp;"x"</f><v></v></c></row>`+
			`<row r="3"><c r="A3"><f>A2&amp;"y"</f><v/></c></row>`,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>from</t></is></c><c r="B1" t="inlineStr"><is><t>to</t></is></c></row>`, "")
	assert.Equal(t, "seika: 1\n\nPlan\n", read(t, in))
	require.Len(t, in.Problems, 1)
	assert.Equal(t, "plan.xlsx (成果物):2:2: Here, and perhaps elsewhere, stands a formula without its result, which was left out. Save the workbook in a spreadsheet first.",
		in.Problems[0].In(lang.EN))
}

// TestARowOfAMergedNameGoesOnWithTheDeliverable: one name over two rows, and an owner in each of them.
func TestARowOfAMergedNameGoesOnWithTheDeliverable(t *testing.T) {
	text := func(s string) string { return `<c t="str"><v>` + s + `</v></c>` }
	in := workbook(t, `<row r="1">`+text("成果物")+text("担当")+text("入力")+`</row><row r="2">`+text("見積書")+text("佐藤")+text("要望")+`</row><row r="3"><c/>`+text("田中")+text("単価表")+
		`</row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells><sheetData>`, "", "")
	assert.Equal(t, "seika: 1\n\n見積書 @佐藤 @田中\n\n単価表, 要望 > 見積書\n", read(t, in))
}
