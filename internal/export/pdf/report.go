package pdf

import (
	"context"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"seika/analysis"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// Report is the report of a meeting on paper, A4 unless another size is asked for.
var Report = export.Format{
	Name: "report-pdf", Suffix: ".pdf", ByName: true, Mime: "application/pdf",
	Loses:  []lang.Msg{lang.M("export.report.loses")},
	Uses:   export.Looks | export.Paper | export.Notes | export.Date | export.Earlier | export.Appendix,
	Report: writeReport,
}

// Sizes of a report, px.
const (
	bodySize    = 13.0
	smallSize   = 11.0
	headSize    = 17.0
	titleSize   = 25.0
	lineSpace   = 1.55
	sideMargin  = 68.0
	pictureMost = 0.6  // of the height of a page
	pairMost    = 0.36 // each of two pictures
	indent      = 40.0
)

// Colours of a report: on white whatever the picture's theme is.
var (
	inkColor   = color.NRGBA{0x1C, 0x27, 0x38, 0xFF}
	paleColor  = color.NRGBA{0x5A, 0x67, 0x79, 0xFF}
	ruleColor  = color.NRGBA{0xC5, 0xCD, 0xD8, 0xFF}
	quoteColor = color.NRGBA{0x1D, 0x6B, 0x3A, 0xFF}
)

// flow sets text down a row of pages.
type flow struct {
	doc   *doc
	p     *page
	paper export.Page
	size  geom.Size
	area  geom.Rect
	y     float64
	small bool // the picture, so that its names cannot be read
}

func writeReport(ctx context.Context, w io.Writer, m *report.Meeting, o export.Options) error {
	page := o.Page
	if page.W <= 0 {
		page, _ = export.PageNamed("A4")
		page.Turn = o.Page.Turn
	}
	if page.Turn == export.AutoTurn {
		page.Turn = export.Portrait
	}
	f := &flow{doc: newDoc(), paper: page}
	f.size, f.area = page.Sheet(geom.Size{})
	in := math.Max(0, sideMargin-f.area.Min.X)
	f.area = geom.R(f.area.Min.X+in, f.area.Min.Y+in*0.8, f.area.Max.X-in, f.area.Max.Y-in*0.8)
	f.turn()
	if err := f.report(ctx, m, o); err != nil {
		return err
	}
	f.number()
	data := f.doc.finish(m.Heading(), language(m.Lang))
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

// turn begins a page.
func (f *flow) turn() {
	f.p = f.doc.page(f.size)
	f.y = f.area.Min.Y
}

// need turns the page where there is less room than that.
func (f *flow) need(height float64) {
	if f.y+height > f.area.Max.Y && f.y > f.area.Min.Y {
		f.turn()
	}
}

// text sets a paragraph at an indent.
func (f *flow) text(s string, style typeset.Style, c color.NRGBA, in float64) {
	f.column(s, style, c, f.area.Min.X+in, f.area.W()-in)
}

func (f *flow) column(s string, style typeset.Style, c color.NRGBA, x, width float64) {
	height := style.Size * lineSpace
	for _, l := range typeset.Wrap(s, style, width) {
		f.need(height)
		f.p.line(l, geom.Pt(x, f.y+style.Size*1.15), c)
		f.y += height
	}
}

func (f *flow) head(s string) {
	const room = 110 // px: a head stands with what follows it
	f.y += headSize
	f.need(room)
	f.doc.marks = append(f.doc.marks, bookmark{s, len(f.doc.pages) - 1, geom.Pt(f.area.Min.X, f.y)})
	f.text(s, typeset.Style{Weight: typeset.Bold, Size: headSize}, inkColor, 0)
	f.rule()
}

func (f *flow) rule() {
	f.p.stroke(scene.Solid(ruleColor, 0.75))
	f.p.numbers(f.area.Min.X, f.y+2)
	f.p.raw("m ")
	f.p.numbers(f.area.Max.X, f.y+2)
	f.p.raw("l S\n")
	f.y += 10
}

var (
	body  = typeset.Style{Size: bodySize}
	bold  = typeset.Style{Weight: typeset.Bold, Size: bodySize}
	small = typeset.Style{Size: smallSize}
)

func (f *flow) report(ctx context.Context, m *report.Meeting, o export.Options) error {
	h := m.Heads()
	if m.Title != "" {
		f.text(h.Report, small, paleColor, 0)
	}
	f.text(m.Heading(), typeset.Style{Weight: typeset.Bold, Size: titleSize}, inkColor, 0)
	for _, s := range []string{m.Shows(), o.Date} {
		if s != "" {
			f.text(s, small, paleColor, 0)
		}
	}
	if m.Purpose != "" {
		f.y += 4
		f.text(m.Purpose, body, inkColor, 0)
	}
	f.head(h.Picture)
	most := pictureMost
	if m.Earlier != nil {
		most = pairMost
		if err := f.picture(ctx, m.Earlier.Scene, m.Earlier.Caption(m.Lang), most, ""); err != nil {
			return err
		}
		f.y += bodySize
	}
	if err := f.picture(ctx, m.Scene, m.Caption(), most, lang.Text(m.Lang, "report.larger")); err != nil {
		return err
	}
	if m.Earlier != nil {
		f.y += bodySize / 2
		for _, s := range m.Earlier.Differs {
			f.text(s, body, inkColor, 0)
		}
	}
	f.figures(h, m.Figures)
	f.need(firstRoom)
	f.head(h.Questions)
	if len(m.Questions) == 0 {
		f.text(h.None, body, inkColor, 0)
	}
	for _, s := range m.Questions {
		f.state(m.Lang, h, s.Name, m.Folded(s))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	f.follow(h, m.Follow)
	if o.Appendix && len(m.Table) > 0 {
		f.appendix(m)
	}
	if f.small {
		return f.larger(ctx, m.Scene)
	}
	return ctx.Err()
}

// larger draws the picture on pages of its own, turned as suits it, and in parts where one page is too small for its names.
func (f *flow) larger(ctx context.Context, s *scene.Scene) error {
	o := export.Options{Page: f.paper}
	o.Page.Turn = export.AutoTurn
	if t := export.Larger(s, o.Page); t.Across*t.Down > 1 {
		return f.doc.tiled(ctx, s, t, func(col, row int) bool { return t.Shows(s, col, row) })
	}
	return f.doc.picture(ctx, s, o)
}

// picture draws the scene as wide as the page, or lower where it is higher than the part of the page that it may take. Where it is
// too small to read, larger says where it is not.
func (f *flow) picture(ctx context.Context, s *scene.Scene, caption string, most float64, larger string) error {
	from := s.Page()
	k := math.Min(1, math.Min(f.area.W()/from.W(), f.size.H*most/from.H()))
	f.need(from.H()*k + bodySize + smallSize*lineSpace)
	at := geom.Pt(f.area.Min.X+(f.area.W()-from.W()*k)/2, f.y)
	if s.Paper != (color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}) {
		f.p.fill(s.Paper)
		f.p.numbers(at.X, at.Y, from.W()*k, from.H()*k)
		f.p.raw("re f\n")
	}
	var err error
	f.p.placed(from.Min, at, k, func() { err = f.p.groups(ctx, s, nil) })
	f.y += from.H()*k + bodySize
	if f.small = k < export.Legible; f.small {
		caption = strings.TrimSpace(caption + " " + larger)
	}
	if caption != "" {
		f.y -= bodySize / 2
		f.text(caption, small, paleColor, 0)
	}
	return err
}

func (f *flow) figures(h report.Heads, list []report.Said) {
	f.head(h.Figures)
	const valueWide = 130
	for _, x := range list {
		f.need(3 * bodySize * lineSpace)
		top := f.y
		f.column(x.Value, typeset.Style{Weight: typeset.Bold, Size: headSize}, inkColor, f.area.Min.X, valueWide-8)
		end := f.y
		f.y = top
		f.column(x.Name, bold, inkColor, f.area.Min.X+valueWide, f.area.W()-valueWide)
		f.column(x.Means, small, paleColor, f.area.Min.X+valueWide, f.area.W()-valueWide)
		if f.y >= top { // the same page
			f.y = math.Max(f.y, end)
		}
		f.y += 6
	}
}

// Rooms, px: a state stands with its first question, and the head of all with the first state.
const (
	stateRoom = 150
	firstRoom = stateRoom + 3*headSize*lineSpace
)

func (f *flow) state(l lang.Lang, h report.Heads, name string, questions []report.Question) {
	f.y += 6
	f.need(stateRoom)
	f.text(name, bold, paleColor, 0)
	f.y += 4
	for _, q := range questions {
		f.question(l, h, q)
	}
}

func (f *flow) question(l lang.Lang, h report.Heads, q report.Question) {
	f.need(4 * bodySize * lineSpace)
	sign := "?"
	if q.Number > 0 {
		sign = strconv.Itoa(q.Number)
	}
	f.sign(sign, q.Severity)
	f.text(q.Ask, bold, inkColor, indent)
	f.text(q.Why, small, paleColor, indent)
	if q.Evidence != "" {
		f.text(h.Evidence+h.Colon+q.Evidence, small, paleColor, indent)
	}
	if q.Same != "" {
		f.text(q.Same, small, paleColor, indent)
	}
	if q.Answer != "" {
		f.y += 2
		f.text(h.Answer+h.Colon+q.Answer, body, quoteColor, indent)
	}
	if by := q.SaidBy(l); by != "" {
		f.text(by, small, paleColor, indent)
	}
	f.y += 10
}

// sign draws the number of a question on a plate, darker for what matters more.
func (f *flow) sign(s string, v analysis.Severity) {
	const w, h = 28, 19
	style := typeset.Style{Weight: typeset.Bold, Size: smallSize}
	line := typeset.Shape(s, style)
	r := geom.R(f.area.Min.X, f.y+1, f.area.Min.X+w, f.y+1+h)
	ink, it := inkColor, scene.Item{Fill: color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}, Stroke: scene.Solid(inkColor, 0.75)}
	switch v {
	case analysis.Error, analysis.High:
		it.Fill, ink = color.NRGBA{0xC9, 0x40, 0x0A, 0xFF}, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	case analysis.Medium:
		it.Fill = color.NRGBA{0xF5, 0xB8, 0x2E, 0xFF}
	default:
	}
	it.Shape = scene.RoundRect{Rect: r, Radius: 4}
	f.p.item(&it)
	f.p.line(line, geom.Pt(r.Center().X-line.Width/2, r.Center().Y+smallSize*0.37), ink)
}

// follow is the list of what is still to be found out, as a table.
func (f *flow) follow(h report.Heads, list []report.Task) {
	if len(list) == 0 {
		return
	}
	f.head(h.Follow)
	w := f.area.W()
	wide := []float64{indent, w*0.52 - indent, w * 0.24, w * 0.13, w * 0.11}
	table := f.table(h.FollowColumns[:5], wide)
	for _, t := range list {
		number := ""
		if t.Number > 0 {
			number = strconv.Itoa(t.Number)
		}
		table.row([]string{number, t.Ask, t.About, t.Who, t.Till})
	}
}

// appendix is the table of all deliverables.
func (f *flow) appendix(m *report.Meeting) {
	f.head(m.Heads().Table)
	titles, rows, wide := m.Listed()
	for i := range wide {
		wide[i] *= f.area.W()
	}
	table := f.table(titles, wide)
	for _, r := range rows {
		table.row(r)
	}
}

var tableHead = typeset.Style{Weight: typeset.Bold, Size: smallSize}

// table is one whose titles stand on each page again.
type table struct {
	f      *flow
	titles []string
	wide   []float64 // px
}

func (f *flow) table(titles []string, wide []float64) table {
	t := table{f, titles, wide}
	t.head()
	return t
}

func (t table) head() { t.set(t.lines(t.titles, tableHead), tableHead, paleColor) }

func (t table) row(cells []string) {
	lines := t.lines(cells, small)
	page := t.f.p
	if t.f.need(t.height(lines, small)); t.f.p != page {
		t.head()
	}
	t.set(lines, small, inkColor)
}

// lines are those of each cell.
func (t table) lines(cells []string, style typeset.Style) [][]typeset.Line {
	lines := make([][]typeset.Line, len(cells))
	for i, s := range cells {
		lines[i] = typeset.Wrap(s, style, t.wide[i]-8)
	}
	return lines
}

// height is that of a row, or of a page where it is higher.
func (t table) height(lines [][]typeset.Line, style typeset.Style) float64 {
	most := 1
	for _, l := range lines {
		most = max(most, len(l))
	}
	return math.Min(float64(most)*style.Size*lineSpace, t.f.area.H())
}

// set sets a row, ruled below.
func (t table) set(lines [][]typeset.Line, style typeset.Style, c color.NRGBA) {
	f := t.f
	f.need(t.height(lines, style))
	height, most := style.Size*lineSpace, 1
	for _, l := range lines {
		most = max(most, len(l))
	}
	for n := range most {
		f.need(height)
		x := f.area.Min.X
		for i, w := range t.wide {
			if n < len(lines[i]) {
				f.p.line(lines[i][n], geom.Pt(x, f.y+style.Size*1.15), c)
			}
			x += w
		}
		f.y += height
	}
	f.rule()
	f.y -= 4
}

// number writes the numbers of the pages.
func (f *flow) number() {
	for i, p := range f.doc.pages {
		l := typeset.Shape(strconv.Itoa(i+1)+" / "+strconv.Itoa(len(f.doc.pages)), typeset.Style{Size: 10})
		p.line(l, geom.Pt((p.size.W-l.Width)/2, p.size.H-24), paleColor)
	}
}
