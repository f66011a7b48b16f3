// Package docx writes the report of a meeting as a document that people go on writing in: headings, tables and paragraphs are
// what word processors take them for.
package docx

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"

	"seika/internal/export"
	"seika/internal/export/ooxml"
	"seika/internal/export/png"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
)

// Report is *.docx, on paper A4 unless another size is asked for.
var Report = export.Format{
	Name: "report-docx", Suffix: ".docx", Mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	Loses:  []lang.Msg{lang.M("export.report.loses"), lang.M("export.docx.loses")},
	Uses:   export.Looks | export.Paper | export.Notes | export.Date | export.Earlier | export.Appendix,
	Report: write,
}

// Sizes of a page, in px at 96 dpi.
const (
	sideMargin  = 68.0
	pictureMost = 0.6  // of the height of a page
	pairMost    = 0.36 // each of two pictures
	mostPixels  = 8000
)

// sheet is the paper, and what lies inside its margins.
type sheet struct {
	all   geom.Size
	inner geom.Rect
}

func write(ctx context.Context, w io.Writer, m *report.Meeting, o export.Options) error {
	page := o.Page
	if page.W <= 0 {
		page, _ = export.PageNamed("A4")
		page.Turn = o.Page.Turn
	}
	if page.Turn == export.AutoTurn {
		page.Turn = export.Portrait
	}
	var s sheet
	s.all, s.inner = page.Sheet(geom.Size{})
	in := math.Max(0, sideMargin-s.inner.Min.X)
	s.inner = geom.R(s.inner.Min.X+in, s.inner.Min.Y+in*0.8, s.inner.Max.X-in, s.inner.Max.Y-in*0.8)
	scenes := []*scene.Scene{m.Scene}
	if m.Earlier != nil {
		scenes = append(scenes, m.Earlier.Scene)
	}
	var pictures []string
	for _, sc := range scenes {
		p, err := pixels(ctx, sc, o)
		if err != nil {
			return err
		}
		pictures = append(pictures, p)
	}
	b := body{m: m, h: m.Heads(), sheet: s}
	b.write(o)
	return ooxml.Write(ctx, w, parts(m, b.String(), pictures))
}

// pixels is the picture at twice its size; a large one has no more than can be seen on paper.
func pixels(ctx context.Context, s *scene.Scene, o export.Options) (string, error) {
	p := s.Page()
	look := export.Options{Theme: o.Theme, Scale: math.Min(export.UsualScale, mostPixels/math.Max(p.W(), p.H()))}
	var b bytes.Buffer
	err := png.Format.Picture(ctx, &b, s, look)
	return b.String(), err
}

const (
	nsW  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsWP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsP  = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	kind = ooxml.Kinds + "wordprocessingml."
)

// names of the pictures: that of the model, and of its older state.
var names = []string{"media/picture.png", "media/earlier.png"}

func parts(m *report.Meeting, body string, pictures []string) []ooxml.Part {
	refers := []string{"styles", "styles.xml", "footer", "footer1.xml"}
	var media []ooxml.Part
	for i, p := range pictures {
		refers = append(refers, "image", names[i])
		media = append(media, ooxml.Part{Name: "word/" + names[i], Body: p})
	}
	return append(append(ooxml.Document("word/document.xml", m.Heading(), ""),
		ooxml.Part{Name: "word/document.xml", Kind: kind + "document.main+xml", Body: body},
		ooxml.Refer("word/_rels/document.xml.rels", refers...),
		ooxml.Part{Name: "word/styles.xml", Kind: kind + "styles+xml", Body: styles(m.Lang)},
		ooxml.Part{Name: "word/footer1.xml", Kind: kind + "footer+xml", Body: footer},
	), media...)
}

// footer has the number of the page and how many there are, which word processors count.
const footer = ooxml.Head + `<w:ftr xmlns:w="` + nsW + `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>` +
	`<w:r><w:t xml:space="preserve"> / </w:t></w:r>` +
	`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>` + "\n"

// Colours as in the other reports.
const (
	ink   = "1C2738"
	pale  = "5A6779"
	line  = "C5CDD8"
	quote = "1D6B3A"
	shade = "EEF2F7"
)

// style is how paragraphs of a kind look: sizes in half points, spaces and indents in twentieths of one.
type style struct {
	id, name    string
	size        int
	bold        bool
	color       string
	paragraph   string // more about it
	before, aft int
}

func styles(l lang.Lang) string {
	var b bytes.Buffer
	tag := "en-US"
	if l == lang.JA {
		tag = "ja-JP"
	}
	const face = "BIZ UDPGothic"
	fmt.Fprintf(&b, ooxml.Head+`<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%[2]s" w:hAnsi="%[2]s" w:eastAsia="%[2]s" w:cs="%[2]s"/><w:color w:val="%[3]s"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="%[4]s" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault>`+
		`<w:pPrDefault><w:pPr><w:spacing w:after="60" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`, nsW, face, ink, tag)
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>` + cellRoom + `</w:tblPr></w:style>`)
	const under = `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="` + line + `"/></w:pBdr>`
	for _, s := range []style{
		{id: "Title", name: "Title", size: 38, bold: true, aft: 60},
		{id: "Subtitle", name: "Subtitle", size: 18, color: pale, aft: 40},
		{id: "Heading1", name: "heading 1", size: 26, bold: true, before: 360, aft: 140, paragraph: `<w:keepNext/>` + under + `%s<w:outlineLvl w:val="0"/>`},
		{id: "Heading2", name: "heading 2", size: 20, bold: true, color: pale, before: 200, aft: 100, paragraph: `<w:keepNext/>%s<w:outlineLvl w:val="1"/>`},
		{id: "Caption", name: "caption", size: 17, color: pale, aft: 120, paragraph: `%s<w:jc w:val="center"/>`},
		{id: "Question", name: "Question", bold: true, size: 20, before: 140, aft: 40, paragraph: `<w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="680"/></w:tabs>%s<w:ind w:left="680" w:hanging="680"/>`},
		{id: "Detail", name: "Detail", size: 18, color: pale, aft: 20, paragraph: `%s<w:ind w:left="680"/>`},
		{id: "Answer", name: "Answer", size: 20, color: quote, before: 40, aft: 40, paragraph: `<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="` + quote + `"/></w:pBdr>%s<w:ind w:left="880"/>`},
		{id: "Cell", name: "Cell", size: 18, before: 20, aft: 20, paragraph: `%s`},
		{id: "Figure", name: "Figure", size: 22, bold: true, before: 20, aft: 20},
		{id: "Footer", name: "footer", size: 16, color: pale, paragraph: `%s<w:jc w:val="center"/>`},
	} {
		space := fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d"/>`, s.before, s.aft)
		if s.paragraph == "" {
			s.paragraph = "%s"
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`+s.paragraph+`</w:pPr><w:rPr>`, s.id, s.name, space)
		if s.bold {
			b.WriteString(`<w:b/><w:bCs/>`)
		}
		if s.color != "" {
			fmt.Fprintf(&b, `<w:color w:val="%s"/>`, s.color)
		}
		fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/></w:rPr></w:style>`, s.size)
	}
	b.WriteString("</w:styles>\n")
	return b.String()
}
