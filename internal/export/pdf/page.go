package pdf

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"seika/internal/geom"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// perPx is pt for a px.
const perPx = 0.75

// page is a page as it is drawn: in px at 96 dpi, y down.
type page struct {
	doc  *doc
	size geom.Size // px
	b    bytes.Buffer
	num  []byte
	now  state
}

// state is what the reader has been told; telling it once is enough.
type state struct {
	fill, stroke color.NRGBA
	alpha        [2]uint8 // of fill and stroke
	width        float64
	dash         scene.Dash
	font         *face
	size         float64
}

var begun = state{fill: color.NRGBA{A: 0xFF}, stroke: color.NRGBA{A: 0xFF}, alpha: [2]uint8{0xFF, 0xFF}, width: 1}

// begin turns the page so that y points down.
func (p *page) begin() {
	p.now = begun
	p.matrix(perPx, -perPx, geom.Pt(0, p.size.H*perPx))
	p.raw("4 M\n") // joins as SVG has them
}

// placed draws something moved and scaled: its from lies at to.
func (p *page) placed(from, to geom.Point, k float64, draw func()) {
	p.raw("q\n")
	was := p.now
	p.matrix(k, k, to.Sub(from.Mul(k)))
	draw()
	p.raw("Q\n")
	p.now = was
}

// clip leaves out what lies beyond a rectangle, until placed ends.
func (p *page) clip(r geom.Rect) {
	p.numbers(r.Min.X, r.Min.Y, r.W(), r.H())
	p.raw("re W n\n")
}

func (p *page) raw(s string) { p.b.WriteString(s) }

// matrix scales and moves all that follows.
func (p *page) matrix(kx, ky float64, by geom.Point) {
	fmt.Fprintf(&p.b, "%s 0 0 %s ", strconv.FormatFloat(round(kx, 1e6), 'f', -1, 64), strconv.FormatFloat(round(ky, 1e6), 'f', -1, 64))
	p.numbers(by.X, by.Y)
	p.raw("cm\n")
}

func round(v, k float64) float64 { return math.Round(v*k)/k + 0 } // no -0

// numbers writes numbers with at most two decimals: beyond that machines differ.
func (p *page) numbers(all ...float64) {
	for _, v := range all {
		p.number(v)
		p.b.WriteByte(' ')
	}
}

func (p *page) number(v float64) {
	p.num = strconv.AppendFloat(p.num[:0], round(v, 100), 'f', -1, 64)
	p.b.Write(p.num)
}

func (p *page) group(g *scene.Group) {
	for i := range g.Items {
		p.item(&g.Items[i])
	}
}

func (p *page) item(it *scene.Item) {
	var by geom.Point
	if it.Fixed {
		by = it.Anchor
	}
	switch s := it.Shape.(type) {
	case scene.RoundRect:
		r := s.Rect.Add(by)
		p.looks(it)
		if s.Radius == 0 {
			p.numbers(r.Min.X, r.Min.Y, r.W(), r.H())
			p.raw("re ")
		} else {
			p.path(geom.RoundRect(r, s.Radius), 1, geom.Point{})
		}
		p.paint(it)
	case scene.Path:
		p.looks(it)
		p.path(s.Path, 1, by)
		p.paint(it)
	case scene.TextLine:
		s.At = s.At.Add(by)
		p.line(s.Line, s.At, it.Fill)
	default:
		panic("unknown shape")
	}
}

func (p *page) path(path geom.Path, k float64, by geom.Point) {
	var at geom.Point
	point := func(q geom.Point) geom.Point { return q.Mul(k).Add(by) }
	for _, s := range path {
		switch s.Verb {
		case geom.Move:
			at = point(s.P[0])
			p.numbers(at.X, at.Y)
			p.raw("m ")
		case geom.Line:
			at = point(s.P[0])
			p.numbers(at.X, at.Y)
			p.raw("l ")
		case geom.Quad: // there are only cubic ones
			c, end := point(s.P[0]), point(s.P[1])
			a, b := at.Lerp(c, 2.0/3), end.Lerp(c, 2.0/3)
			p.numbers(a.X, a.Y, b.X, b.Y, end.X, end.Y)
			p.raw("c ")
			at = end
		case geom.Cubic:
			a, b, end := point(s.P[0]), point(s.P[1]), point(s.P[2])
			p.numbers(a.X, a.Y, b.X, b.Y, end.X, end.Y)
			p.raw("c ")
			at = end
		case geom.Close:
			p.raw("h ")
		default:
			panic("unknown verb")
		}
	}
}

// looks says how the next path is drawn; paint draws it.
func (p *page) looks(it *scene.Item) {
	if it.Fill.A > 0 {
		p.fill(it.Fill)
	}
	if it.Stroke.Width > 0 && it.Stroke.Color.A > 0 {
		p.stroke(it.Stroke)
	}
}

func (p *page) paint(it *scene.Item) {
	filled := it.Fill.A > 0
	stroked := it.Stroke.Width > 0 && it.Stroke.Color.A > 0
	switch {
	case filled && stroked:
		p.raw("B\n")
	case filled:
		p.raw("f\n")
	case stroked:
		p.raw("S\n")
	default:
		p.raw("n\n")
	}
}

func (p *page) fill(c color.NRGBA) {
	if c.A != p.now.alpha[0] {
		p.alpha(c.A, p.now.alpha[1])
	}
	if c.A = 0xFF; c != p.now.fill {
		p.now.fill = c
		p.colour(c)
		p.raw("rg\n")
	}
}

func (p *page) stroke(s scene.Stroke) {
	c := s.Color
	if c.A != p.now.alpha[1] {
		p.alpha(p.now.alpha[0], c.A)
	}
	if c.A = 0xFF; c != p.now.stroke {
		p.now.stroke = c
		p.colour(c)
		p.raw("RG\n")
	}
	if s.Width != p.now.width {
		p.now.width = s.Width
		p.numbers(s.Width)
		p.raw("w\n")
	}
	if s.Dash != p.now.dash {
		p.now.dash = s.Dash
		if s.Dash.On > 0 {
			p.raw("[")
			p.numbers(s.Dash.On, s.Dash.Off)
			p.raw("]0 d\n")
		} else {
			p.raw("[]0 d\n")
		}
	}
}

func (p *page) colour(c color.NRGBA) {
	for _, v := range [3]uint8{c.R, c.G, c.B} {
		p.num = strconv.AppendFloat(p.num[:0], round(float64(v)/0xFF, 1e4), 'f', -1, 64)
		p.b.Write(p.num)
		p.b.WriteByte(' ')
	}
}

func (p *page) alpha(fill, stroke uint8) {
	p.now.alpha = [2]uint8{fill, stroke}
	p.raw("/" + p.doc.alpha(fill, stroke) + " gs\n")
}

// line writes a line of text: its glyphs where they were shaped to stand, and beside them what was typed.
func (p *page) line(l typeset.Line, at geom.Point, c color.NRGBA) {
	if l.Text == "" || c.A == 0 {
		return
	}
	p.fill(c)
	p.raw("/Span<</ActualText" + text(l.Text) + ">>BDC\n")
	p.boxes(l, at)
	p.raw("BT 1 0 0 -1 ")
	p.numbers(at.X, at.Y)
	p.raw("Tm\n")
	pen, rise := 0.0, 0.0
	open := false
	shut := func() {
		if open {
			p.raw(">]TJ\n")
			open = false
		}
	}
	for i, g := range l.Glyphs {
		if g.Face == typeset.FaceMissing {
			continue // the pen moves on before the next glyph
		}
		f := p.doc.face(g.Face)
		if f != p.now.font || l.Style.Size != p.now.size {
			shut()
			p.now.font, p.now.size = f, l.Style.Size
			p.raw("/F" + strconv.Itoa(int(g.Face)) + " ")
			p.numbers(l.Style.Size)
			p.raw("Tf\n")
		}
		if g.Y != rise {
			shut()
			rise = g.Y
			p.numbers(-rise)
			p.raw("Ts\n")
		}
		code := f.code(g.ID, clusterText(l, i))
		if !open {
			p.raw("[<")
			open = true
		}
		const least = 0.005 // px; less is no difference
		if d := g.X - pen; math.Abs(d) > least {
			p.raw(">")
			p.number(-d * 1000 / l.Style.Size)
			p.raw("<")
			pen = g.X
		}
		p.hex(code)
		pen += f.widths[code] * l.Style.Size / 1000
	}
	shut()
	if rise != 0 {
		p.raw("0 Ts\n")
	}
	p.raw("ET\nEMC\n")
}

func (p *page) hex(code int) {
	const digits = "0123456789ABCDEF"
	p.b.Write([]byte{digits[code>>12&15], digits[code>>8&15], digits[code>>4&15], digits[code&15]})
}

// boxes draws the characters that no font has.
func (p *page) boxes(l typeset.Line, at geom.Point) {
	any := false
	for _, g := range l.Glyphs {
		if g.Face == typeset.FaceMissing {
			p.path(typeset.Outline(g.Face, g.ID), l.Style.Size, at.Add(geom.Pt(g.X, g.Y)))
			any = true
		}
	}
	if any {
		p.raw("f\n")
	}
}

// clusterText is what the glyph at i says: the characters from its cluster to the next; nothing where another glyph before it
// has said them.
func clusterText(l typeset.Line, i int) string {
	from := l.Glyphs[i].Cluster
	if i > 0 && l.Glyphs[i-1].Cluster == from {
		return ""
	}
	to := len(l.Text)
	for _, g := range l.Glyphs[i+1:] {
		if g.Cluster > from {
			to = g.Cluster
			break
		}
	}
	return l.Text[from:to]
}

// doc is a document as it is drawn.
type doc struct {
	out    *file
	faces  map[typeset.Face]*face
	alphas []string // bodies, by name
	pages  []*page
	marks  []bookmark
}

// bookmark leads to a place.
type bookmark struct {
	title string
	page  int
	at    geom.Point // px
}

func newDoc() *doc { return &doc{out: newFile(), faces: map[typeset.Face]*face{}} }

func (d *doc) page(size geom.Size) *page {
	p := &page{doc: d, size: size}
	p.begin()
	d.pages = append(d.pages, p)
	return p
}

func (d *doc) face(f typeset.Face) *face {
	if d.faces[f] == nil {
		d.faces[f] = newFace(f, d.out.reserve())
	}
	return d.faces[f]
}

// alpha is the name of a state in which colours are so strong.
func (d *doc) alpha(fill, stroke uint8) string {
	body := fmt.Sprintf("<</ca %.4f/CA %.4f>>", float64(fill)/0xFF, float64(stroke)/0xFF)
	for i, b := range d.alphas {
		if b == body {
			return "G" + strconv.Itoa(i)
		}
	}
	d.alphas = append(d.alphas, body)
	return "G" + strconv.Itoa(len(d.alphas)-1)
}

// finish writes the document.
func (d *doc) finish(title, language string) []byte {
	out := d.out
	tree := out.reserve()
	resources := out.reserve()
	var kids strings.Builder
	numbers := make([]int, len(d.pages))
	for i, p := range d.pages {
		content := out.addStream("", p.b.Bytes())
		numbers[i] = out.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R>>",
			tree, points(p.size.W), points(p.size.H), resources, content))
		fmt.Fprintf(&kids, "%d 0 R ", numbers[i])
	}
	out.object(tree, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.TrimSpace(kids.String()), len(d.pages)))
	var fonts, states strings.Builder
	for _, f := range []typeset.Face{typeset.FaceRegular, typeset.FaceBold, typeset.FaceFallback} {
		if x := d.faces[f]; x != nil {
			x.write(out)
			fmt.Fprintf(&fonts, "/F%d %d 0 R", f, x.res)
		}
	}
	for i, b := range d.alphas {
		fmt.Fprintf(&states, "/G%d%s", i, b)
	}
	out.object(resources, fmt.Sprintf("<</Font<<%s>>/ExtGState<<%s>>>>", fonts.String(), states.String()))
	outlines := ""
	if len(d.marks) > 0 {
		outlines = fmt.Sprintf("/Outlines %d 0 R", d.bookmarks(numbers))
	}
	root := out.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>%s>>", tree, language, outlines))
	info := out.add(fmt.Sprintf("<</Title%s/Creator(Seika)/Producer(Seika)>>", text(title)))
	return out.finish(root, info)
}

func points(px float64) string {
	return strconv.FormatFloat(round(px*perPx, 100), 'f', -1, 64)
}

// bookmarks writes the list that leads into the document.
func (d *doc) bookmarks(pages []int) int {
	head := d.out.reserve()
	ids := make([]int, len(d.marks))
	for i := range ids {
		ids[i] = d.out.reserve()
	}
	for i, m := range d.marks {
		var next strings.Builder
		if i > 0 {
			fmt.Fprintf(&next, "/Prev %d 0 R", ids[i-1])
		}
		if i+1 < len(ids) {
			fmt.Fprintf(&next, "/Next %d 0 R", ids[i+1])
		}
		top := (d.pages[m.page].size.H - m.at.Y) * perPx
		d.out.object(ids[i], fmt.Sprintf("<</Title%s/Parent %d 0 R%s/Dest[%d 0 R/XYZ %.2f %.2f null]>>",
			text(m.title), head, next.String(), pages[m.page], m.at.X*perPx, top))
	}
	d.out.object(head, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", ids[0], ids[len(ids)-1], len(ids)))
	return head
}
