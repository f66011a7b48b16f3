package xlsx

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"seika/internal/export/ooxml"
)

const (
	main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	kind = ooxml.Kinds + "spreadsheetml."
	// most is how many units of UTF-16 a cell takes.
	most = 32_767
)

// The styles of cells, as styles counts them. Both are of the kind “text”, so that what somebody edits there stays a text.
const (
	plain = 1
	bold  = 2
)

const styles = ooxml.Head + `<styleSheet xmlns="` + main + `">` +
	`<fonts count="2"><font><sz val="11"/><name val="BIZ UDPGothic"/></font><font><b/><sz val="11"/><name val="BIZ UDPGothic"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFE4EAF2"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left/><right/><top/><bottom style="thin"><color rgb="FFC5CDD8"/></bottom><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>` + "\n"

// parts are all parts of a workbook.
func parts(title string, sheets []sheet) []ooxml.Part {
	var list strings.Builder
	var refs []string
	var tables []ooxml.Part
	for i, s := range sheets {
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, ooxml.Attr(s.name), i+1, i+1)
		refs = append(refs, "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i+1))
		tables = append(tables, ooxml.Part{Name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), Kind: kind + "worksheet+xml", Body: s.xml(i == 0)})
	}
	refs = append(refs, "styles", "styles.xml")
	all := append(ooxml.Document("xl/workbook.xml", title, ""),
		ooxml.Part{
			Name: "xl/workbook.xml", Kind: kind + "sheet.main+xml",
			Body: ooxml.Head + `<workbook xmlns="` + main + `" xmlns:r="` + ooxml.Relationships + `"><sheets>` + list.String() + "</sheets></workbook>\n",
		},
		ooxml.Refer("xl/_rels/workbook.xml.rels", refs...),
		ooxml.Part{Name: "xl/styles.xml", Kind: kind + "styles+xml", Body: styles},
	)
	return append(all, tables...)
}

// xml is a sheet with its titles in sight, a filter, pages as wide as it, and no remark at texts that are numbers.
func (s sheet) xml(first bool) string {
	var b strings.Builder
	b.WriteString(ooxml.Head + `<worksheet xmlns="` + main + `">`)
	b.WriteString(`<sheetPr`)
	if s.code != "" {
		b.WriteString(` codeName="` + s.code + `"`)
	}
	b.WriteString(`><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView `)
	if first {
		b.WriteString(`tabSelected="1" `)
	}
	b.WriteString(`workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, w := range s.wide {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1, strconv.FormatFloat(w, 'f', -1, 64))
	}
	b.WriteString(`</cols><sheetData>`)
	row(&b, 1, bold, s.title, 1)
	for i, r := range s.rows {
		row(&b, i+2, plain, r, s.lines(r))
	}
	area := fmt.Sprintf("A1:%s%d", letters(len(s.title)-1), len(s.rows)+1)
	fmt.Fprintf(&b, `</sheetData><autoFilter ref="%s"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><ignoredErrors><ignoredError sqref="%s" numberStoredAsText="1"/></ignoredErrors></worksheet>`+"\n", area, area)
	return b.String()
}

// lines is how many lines the cells of a row take, about: not every program finds that out by itself as it opens a file.
func (s sheet) lines(row []string) int {
	most := 1
	for i, text := range row {
		n, used := 1, 0.0
		for _, r := range text {
			w := 1.0
			switch {
			case r == '\n':
				n, used = n+1, 0
				continue
			case r >= 0x1100: // where letters as wide as high begin
				w = 1.8
			}
			if used += w; used > s.wide[i]-1 {
				n, used = n+1, w
			}
		}
		most = max(most, n)
	}
	return most
}

// Heights of rows, points.
const (
	lineHeight = 15
	mostHeight = 409
)

func row(b *strings.Builder, n, style int, texts []string, lines int) {
	number, look := strconv.Itoa(n), strconv.Itoa(style)
	height := ""
	if lines > 1 {
		height = fmt.Sprintf(` ht="%d"`, min(lines*lineHeight, mostHeight))
	}
	for _, w := range []string{`<row r="`, number, `"`, height, `>`} {
		b.WriteString(w)
	}
	for i, s := range texts {
		for _, w := range []string{`<c r="`, letters(i), number, `" s="`, look} {
			b.WriteString(w)
		}
		if s == "" {
			b.WriteString(`"/>`)
			continue
		}
		b.WriteString(`" t="inlineStr"><is><t xml:space="preserve">`)
		b.WriteString(ooxml.Text(escape(cut(s))))
		b.WriteString(`</t></is></c>`)
	}
	b.WriteString("</row>")
}

// letters is the name of a column, from 0: A to Z, AA …
func letters(i int) string {
	s := ""
	for ; i >= 0; i = i/26 - 1 {
		s = string(rune('A'+i%26)) + s
	}
	return s
}

// coded is what spreadsheets read as the number of a letter.
var coded = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escape keeps a text from being read so.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && coded.MatchString(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// cut ends a text with … where no cell is long enough for it.
func cut(s string) string {
	if len(s) <= most {
		return s
	}
	units, end := 0, 0 // where the text ends if something must stand behind it
	for i, r := range s {
		if units < most {
			end = i
		}
		if units += utf16.RuneLen(max(0, r)); units > most {
			return s[:end] + "…"
		}
	}
	return s
}
