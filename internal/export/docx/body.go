package docx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/internal/export"
	"seika/internal/export/ooxml"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
)

// body sets the text of a report down the pages.
type body struct {
	strings.Builder
	m     *report.Meeting
	h     report.Heads
	sheet sheet
	small bool // the picture, so that its names cannot be read
}

func (b *body) raw(words ...string) {
	for _, w := range words {
		b.WriteString(w)
	}
}

func (b *body) write(o export.Options) {
	b.raw(ooxml.Head, `<w:document xmlns:w="`, nsW, `" xmlns:r="`, ooxml.Relationships, `" xmlns:wp="`, nsWP, `" xmlns:a="`, ooxml.Drawing, `" xmlns:pic="`, nsP, `"><w:body>`)
	if b.m.Title != "" {
		b.paragraph("Subtitle", b.h.Report)
	}
	b.paragraph("Title", b.m.Heading())
	for _, s := range []string{b.m.Shows(), o.Date} {
		if s != "" {
			b.paragraph("Subtitle", s)
		}
	}
	if b.m.Purpose != "" {
		b.paragraph("Normal", b.m.Purpose)
	}
	b.paragraph("Heading1", b.h.Picture)
	most := pictureMost
	if e := b.m.Earlier; e != nil {
		most = pairMost
		b.picture(2, e.Scene, e.Caption(b.m.Lang), most)
	}
	b.small = b.picture(1, b.m.Scene, b.m.Caption(), most) < export.Legible
	if e := b.m.Earlier; e != nil {
		for _, s := range e.Differs {
			b.paragraph("Normal", s)
		}
	}
	b.figures()
	b.paragraph("Heading1", b.h.Questions)
	if len(b.m.Questions) == 0 {
		b.paragraph("Normal", b.h.None)
	}
	for _, s := range b.m.Questions {
		b.paragraph("Heading2", s.Name)
		for _, q := range b.m.Folded(s) {
			b.question(q)
		}
	}
	b.follow()
	if o.Appendix && len(b.m.Table) > 0 {
		b.appendix()
	}
	last := b.sheet
	if b.small {
		last = b.larger(b.m.Scene)
	}
	b.section(last)
	b.raw("</w:body></w:document>\n")
}

// section says on what paper all stands since the section before.
func (b *body) section(p sheet) {
	turn := ""
	if p.all.W > p.all.H {
		turn = ` w:orient="landscape"`
	}
	fmt.Fprintf(b, `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>`,
		twips(p.all.W), twips(p.all.H), turn, twips(p.inner.Min.Y), twips(p.all.W-p.inner.Max.X), twips(p.all.H-p.inner.Max.Y), twips(p.inner.Min.X))
}

// partRoom is what a part of the picture leaves of its page, above and below together, px: for its name, and for the end of the line it
// stands in.
const partRoom = 64

// larger shows the picture on pages of its own, turned as suits it, and in parts where its names need more than one.
func (b *body) larger(s *scene.Scene) sheet {
	const mm = 25.4 / 96
	margin := b.sheet.inner.Min.X
	t := export.Larger(s, export.Page{W: b.sheet.all.W * mm, H: b.sheet.all.H * mm, Margin: (margin + partRoom/2) * mm})
	b.raw(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>`) // on the page before, however full that is
	b.section(b.sheet)
	b.raw(`</w:pPr></w:p>`)
	for row := range t.Down {
		for col := range t.Across {
			if t.Shows(s, col, row) {
				b.part(s.Page(), t, col, row)
			}
		}
	}
	return sheet{t.Page, t.Inner.Grow(partRoom / 2)}
}

// twips are twentieths of a point, of which a px has 15.
func twips(px float64) int { return int(math.Round(px * 15)) }

// emu are what drawings are measured in.
func emu(px float64) int { return int(math.Round(px * 9525)) }

func (b *body) paragraph(style, text string) { b.set(style, false, text) }

// set is a paragraph that may have to stay with the next one.
func (b *body) set(style string, stays bool, text string) {
	b.raw(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`)
	if stays {
		b.raw(`<w:keepNext/>`)
	}
	b.raw(`</w:pPr>`)
	b.run("", text)
	b.raw(`</w:p>`)
}

// run is a piece of a paragraph; how it looks is XML of ours. Line ends stay line ends.
func (b *body) run(look, text string) {
	b.raw(`<w:r>`)
	if look != "" {
		b.raw(`<w:rPr>`, look, `</w:rPr>`)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n").Replace(text)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.raw(`<w:br/>`)
		}
		b.raw(`<w:t xml:space="preserve">`, ooxml.Text(line), `</w:t>`)
	}
	b.raw(`</w:r>`)
}

// picture is as wide as the text, or lower where it is higher than the part of the page that it may take. n counts pictures. It returns how
// large it is drawn.
func (b *body) picture(n int, s *scene.Scene, caption string, most float64) float64 {
	from := s.Page()
	k := math.Min(1, math.Min(b.sheet.inner.W()/from.W(), b.sheet.all.H*most/from.H()))
	says := caption
	if says == "" {
		says = b.m.Heading()
	}
	b.drawing(n, n, "", says, geom.Size{W: from.W() * k, H: from.H() * k})
	if n == 1 && k < export.Legible {
		caption = strings.TrimSpace(caption + " " + lang.Text(b.m.Lang, "report.larger"))
	}
	if caption != "" {
		b.paragraph("Caption", caption)
	}
	return k
}

// part is one of the parts of the picture of the model, with a little of those beside it and the name of its place.
func (b *body) part(whole geom.Rect, t export.Tiling, col, row int) {
	const before = 10 // drawings before the parts
	seen, name := t.Seen(col, row), ""
	if t.Across*t.Down > 1 {
		name = lang.M("report.part", "name", t.Name(col, row), "last", t.Name(t.Across-1, t.Down-1)).In(b.m.Lang)
	}
	k := t.Scale * math.Min(1, math.Min(t.Inner.W()/(seen.W()*t.Scale), t.Inner.H()/(seen.H()*t.Scale)))
	of := func(part, all float64) int { return int(math.Round(part / all * 100_000)) }
	cut := fmt.Sprintf(`<a:srcRect l="%d" t="%d" r="%d" b="%d"/>`, of(seen.Min.X-whole.Min.X, whole.W()), of(seen.Min.Y-whole.Min.Y, whole.H()),
		of(whole.Max.X-seen.Max.X, whole.W()), of(whole.Max.Y-seen.Max.Y, whole.H()))
	b.drawing(1, before+row*t.Across+col, cut, strings.TrimSpace(b.m.Heading()+" "+name), geom.Size{W: seen.W() * k, H: seen.H() * k})
	if name != "" {
		b.paragraph("Caption", name)
	}
}

// drawing is a picture of the file, cut as said; each has a number of its own, and says to who cannot see it what it is.
func (b *body) drawing(file, number int, cut, says string, size geom.Size) {
	fmt.Fprintf(b, `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%[6]d" name="%[3]s" descr="%[4]s"/>`+
		`<a:graphic><a:graphicData uri="%[5]s"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[6]d" name="picture.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId%[7]d"/>%[8]s<a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		emu(size.W), emu(size.H), ooxml.Attr(b.h.Picture), ooxml.Attr(says), nsP, number, file+2, cut)
}

// cellRoom is what stands round the text of a cell. It is said at each table: LibreOffice takes from the style what is left and right alone.
const cellRoom = `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>`

// inset is how far tables begin to the right of the text, so that texts in them stand below it; twips.
const inset = 80

// table is ruled between its rows. Widths are parts of the page; the first row stands on each page again if it holds titles.
type table struct {
	b    *body
	wide []int // twips
}

func (b *body) table(parts ...float64) table {
	t := table{b: b}
	all := twips(b.sheet.inner.W()) - inset
	for _, p := range parts {
		t.wide = append(t.wide, int(p*float64(all)))
	}
	b.raw(`<w:tbl><w:tblPr><w:tblW w:w="`, strconv.Itoa(all), `" w:type="dxa"/><w:tblInd w:w="`, strconv.Itoa(inset), `" w:type="dxa"/><w:tblBorders>`)
	for _, side := range []string{"top", "bottom", "insideH"} {
		b.raw(`<w:`, side, ` w:val="single" w:sz="4" w:space="0" w:color="`, line, `"/>`)
	}
	b.raw(`</w:tblBorders><w:tblLayout w:type="fixed"/>`, cellRoom, `</w:tblPr><w:tblGrid>`)
	for _, w := range t.wide {
		b.raw(`<w:gridCol w:w="`, strconv.Itoa(w), `"/>`)
	}
	b.raw(`</w:tblGrid>`)
	return t
}

// row takes what each cell holds: paragraphs of its own.
func (t table) row(more, shading string, cells ...func()) {
	t.b.raw(`<w:tr><w:trPr><w:cantSplit/>`, more, `</w:trPr>`)
	for i, cell := range cells {
		t.b.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(t.wide[i]), `" w:type="dxa"/>`, shading, `</w:tcPr>`)
		cell()
		t.b.raw(`</w:tc>`)
	}
	t.b.raw(`</w:tr>`)
}

// titles are a row that stands on each page again.
func (t table) titles(names []string) {
	t.row(`<w:tblHeader/>`, `<w:shd w:val="clear" w:color="auto" w:fill="`+shade+`"/>`, t.cells(`<w:b/><w:bCs/>`, names)...)
}

// texts is a row of them.
func (t table) texts(list ...string) { t.row("", "", t.cells("", list)...) }

func (t table) cells(look string, texts []string) (all []func()) {
	for _, s := range texts {
		all = append(all, func() {
			t.b.raw(`<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>`)
			t.b.run(look, s)
			t.b.raw(`</w:p>`)
		})
	}
	return all
}

// end closes a table. Word wants a paragraph behind it.
func (t table) end() { t.b.raw(`</w:tbl><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>`) }

func (b *body) figures() {
	b.paragraph("Heading1", b.h.Figures)
	t := b.table(0.2, 0.8)
	for _, f := range b.m.Figures {
		t.row("", "", func() { b.paragraph("Figure", f.Value) }, func() {
			b.raw(`<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>`)
			b.run(`<w:b/><w:bCs/>`, f.Name)
			b.raw(`</w:p>`)
			b.raw(`<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>`)
			b.run(`<w:color w:val="`+pale+`"/>`, f.Means)
			b.raw(`</w:p>`)
		})
	}
	t.end()
}

func (b *body) question(q report.Question) {
	sign := "?"
	if q.Number > 0 {
		sign = strconv.Itoa(q.Number)
	}
	b.raw(`<w:p><w:pPr><w:pStyle w:val="Question"/></w:pPr>`)
	b.run(plate(q.Severity), "\u00A0"+sign+"\u00A0")
	b.raw(`<w:r><w:tab/></w:r>`)
	b.run("", q.Ask)
	b.raw(`</w:p>`)
	below := [][2]string{{"Detail", q.Why}}
	if q.Evidence != "" {
		below = append(below, [2]string{"Detail", b.h.Evidence + b.h.Colon + q.Evidence})
	}
	if q.Same != "" {
		below = append(below, [2]string{"Detail", q.Same})
	}
	if q.Answer != "" {
		below = append(below, [2]string{"Answer", b.h.Answer + b.h.Colon + q.Answer})
	}
	if by := q.SaidBy(b.m.Lang); by != "" {
		below = append(below, [2]string{"Detail", by})
	}
	for i, p := range below {
		b.set(p[0], i < len(below)-1, p[1])
	}
}

// plate is the look of a number, darker for what matters more.
func plate(s analysis.Severity) string {
	switch s {
	case analysis.Error, analysis.High:
		return `<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="C9400A"/>`
	case analysis.Medium:
		return `<w:shd w:val="clear" w:color="auto" w:fill="F5B82E"/>`
	default:
		return `<w:bdr w:val="single" w:sz="4" w:space="0" w:color="` + ink + `"/>`
	}
}

// follow is the list of what is still to be found out.
func (b *body) follow() {
	if len(b.m.Follow) == 0 {
		return
	}
	b.paragraph("Heading1", b.h.Follow)
	t := b.table(0.07, 0.42, 0.22, 0.13, 0.16)
	t.titles(b.h.FollowColumns[:5])
	for _, x := range b.m.Follow {
		number := ""
		if x.Number > 0 {
			number = strconv.Itoa(x.Number)
		}
		t.texts(number, x.Ask, x.About, x.Who, x.Till)
	}
	t.end()
}

// appendix is the table of all deliverables.
func (b *body) appendix() {
	b.paragraph("Heading1", b.h.Table)
	titles, rows, wide := b.m.Listed()
	t := b.table(wide...)
	t.titles(titles)
	for _, r := range rows {
		t.texts(r...)
	}
	t.end()
}
