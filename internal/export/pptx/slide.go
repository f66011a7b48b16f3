package pptx

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/model"
)

// deck is a presentation as it grows.
type deck struct {
	d      *diagram.Diagram
	o      export.Options
	p      assets.Palette
	size   geom.Size // of a slide, px
	slides []string  // XML of each
}

// slide is a slide as it grows. Shapes are numbered from 2: 1 is the slide's own group.
type slide struct {
	deck  *deck
	b     strings.Builder
	next  int
	k     float64
	from  geom.Point      // of the picture
	to    geom.Point      // on the slide, px
	boxes []int           // shape of each box
	frame []int           // shape of each frame
	ports [][]layout.Port // of each box
	d     *diagram.Diagram
}

const (
	emu        = 9525 // for a px
	emuOfPoint = 12700
)

func (s *slide) id() int {
	s.next++
	return s.next
}

// on is where a point of the picture lies on the slide, in EMU.
func (s *slide) on(p geom.Point) (x, y int) {
	q := p.Sub(s.from).Mul(s.k).Add(s.to)
	return whole(q.X), whole(q.Y)
}

func whole(px float64) int { return int(math.Round(px * emu)) }

// picture adds a slide with a diagram, or a part of one.
func (dk *deck) picture(v view) {
	s := &slide{deck: dk, next: 1, d: v.d, k: scale(v.d, dk.size), ports: ports(v.d)}
	b := room(v.d)
	s.from = b.Min
	s.to = geom.Pt(edge+math.Max(0, (dk.size.W-2*edge-b.W()*s.k)/2), edge+titleH+math.Max(0, (dk.size.H-2*edge-titleH-b.H()*s.k)/2))
	s.title(v.title)
	for i := range v.d.Frames {
		s.frame = append(s.frame, s.group(&v.d.Frames[i]))
	}
	// Lines lie below boxes, as in every picture, and name the boxes they hang on: so boxes get their numbers first.
	for range v.d.Boxes {
		s.boxes = append(s.boxes, s.id())
	}
	for i := range v.d.Links {
		s.link(&v.d.Links[i])
	}
	for i := range v.d.Stubs {
		s.stub(&v.d.Stubs[i])
	}
	for i := range v.d.Boxes {
		s.box(&v.d.Boxes[i], s.boxes[i], s.ports[i])
	}
	for i := range v.d.Links {
		s.label(&v.d.Links[i])
	}
	for _, m := range v.d.Options.Marks {
		s.mark(m)
	}
	s.legend()
	dk.slides = append(dk.slides, s.xml())
}

func (s *slide) xml() string {
	bg := hex(s.deck.p.Paper)
	return head + `<p:sld xmlns:a="` + nsA + `" xmlns:r="` + nsR + `" xmlns:p="` + nsP + `"><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="` + bg +
		`"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>` +
		`<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>` +
		s.b.String() + `</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>` + "\n"
}

func (s *slide) title(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	w := s.deck.size.W - 2*edge
	fmt.Fprintf(&s.b, `<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>`+
		`<p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:normAutofit/></a:bodyPr><a:lstStyle/>`,
		s.id(), whole(edge), whole(edge/2), whole(w), whole(titleH))
	s.paragraph(para{runs: []run{{text: text, size: 2000, bold: true, color: s.deck.p.Text}}, align: "l"})
	s.b.WriteString(`</p:txBody></p:sp>`)
}

// shape is what shapes have in common.
type shape struct {
	id          int
	name, descr string
	geometry    string        // of the presets
	adjust      int           // of a rounded rectangle; -1 is none
	ports       []layout.Port // of a rounded rectangle, beside the middles of its sides
	bar         float64       // height of the title of a frame, px, in place of a geometry; it alone is filled
	rect        geom.Rect
	fill        color.NRGBA // none where its alpha is 0
	line        outline
	anchor      string
	inset       float64 // px at the sides
	paras       []para
	wrap        string
}

type outline struct {
	color color.NRGBA
	width float64 // px; 0 is none
	dash  bool
	twice bool
}

type para struct {
	runs  []run
	align string
	lead  int     // height of its lines, hundredths of a point: other fonts, and LibreOffice where text may shrink, have another; 0 is that of the font
	hang  float64 // px by which lines after the first are set in; a tab leads there
}

type run struct {
	text  string // lines in it are lines on the slide
	size  int    // hundredths of a point
	bold  bool
	color color.NRGBA
}

func (s *slide) shape(x shape) {
	x1, y1 := s.on(x.rect.Min)
	x2, y2 := s.on(x.rect.Max)
	fmt.Fprintf(&s.b, `<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s" descr="%s"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm>`,
		x.id, attr(x.name), attr(x.descr), x1, y1, x2-x1, y2-y1)
	switch {
	case x.bar > 0:
		s.framed(int(math.Round(x.bar / x.rect.H() * 100000)))
	case len(x.ports) > 0:
		s.sited(x, x2-x1, y2-y1)
	default:
		s.preset(x)
	}
	s.fill(x.fill)
	s.outline(x.line, "", "")
	s.b.WriteString(`</p:spPr><p:txBody>`)
	in := whole(x.inset * s.k)
	wrap := x.wrap
	if wrap == "" {
		wrap = "square"
	}
	top := 0
	if x.bar > 0 {
		top = max(0, (whole(x.bar*s.k)-x.paras[0].lead*emuOfPoint/100)/2)
	}
	fmt.Fprintf(&s.b, `<a:bodyPr wrap="%s" lIns="%d" tIns="%d" rIns="%d" bIns="0" anchor="%s"><a:normAutofit/></a:bodyPr><a:lstStyle/>`, wrap, in, top, in, x.anchor)
	if len(x.paras) == 0 {
		s.b.WriteString(`<a:p><a:endParaRPr lang="ja-JP"/></a:p>`)
	}
	for _, p := range x.paras {
		s.paragraph(p)
	}
	s.b.WriteString(`</p:txBody></p:sp>`)
}

func (s *slide) preset(x shape) {
	fmt.Fprintf(&s.b, `<a:prstGeom prst="%s"><a:avLst>`, x.geometry)
	if x.adjust >= 0 {
		fmt.Fprintf(&s.b, `<a:gd name="adj" fmla="val %d"/>`, x.adjust)
	}
	s.b.WriteString(`</a:avLst></a:prstGeom>`)
}

func (s *slide) fill(c color.NRGBA) {
	if c.A == 0 {
		s.b.WriteString(`<a:noFill/>`)
		return
	}
	s.b.WriteString(`<a:solidFill><a:srgbClr val="` + hex(c) + `"/></a:solidFill>`)
}

// outline writes a line with what is at its ends.
func (s *slide) outline(l outline, start, end string) {
	if l.width == 0 {
		s.b.WriteString(`<a:ln><a:noFill/></a:ln>`)
		return
	}
	kind := ""
	if l.twice {
		kind = ` cmpd="dbl"`
	}
	fmt.Fprintf(&s.b, `<a:ln w="%d"%s>`, whole(l.width*s.k), kind)
	s.fill(l.color)
	if l.dash {
		s.b.WriteString(`<a:prstDash val="dash"/>`)
	}
	s.b.WriteString(`<a:round/>`)
	if start != "" {
		s.b.WriteString(`<a:headEnd type="` + start + `" w="med" len="med"/>`)
	}
	if end != "" {
		s.b.WriteString(`<a:tailEnd type="` + end + `" w="med" len="med"/>`)
	}
	s.b.WriteString(`</a:ln>`)
}

func (s *slide) paragraph(p para) {
	hang := ""
	if p.hang > 0 {
		hang = fmt.Sprintf(` marL="%d" indent="-%d"`, whole(p.hang), whole(p.hang))
	}
	s.b.WriteString(`<a:p><a:pPr algn="` + p.align + `"` + hang + `>`)
	if p.lead > 0 {
		fmt.Fprintf(&s.b, `<a:lnSpc><a:spcPts val="%d"/></a:lnSpc>`, p.lead)
	}
	if p.hang > 0 {
		fmt.Fprintf(&s.b, `<a:spcBef><a:spcPts val="600"/></a:spcBef><a:tabLst><a:tab pos="%d" algn="l"/></a:tabLst>`, whole(p.hang))
	}
	s.b.WriteString(`</a:pPr>`)
	for _, r := range p.runs {
		look := fmt.Sprintf(`lang="%s" sz="%d" b="%d" dirty="0"><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:`,
			language(s.d), r.size, map[bool]int{true: 1}[r.bold], hex(r.color))
		for i, line := range strings.Split(r.text, "\n") {
			if i > 0 {
				s.b.WriteString(`<a:br><a:rPr ` + look + `rPr></a:br>`)
			}
			s.b.WriteString(`<a:r><a:rPr ` + look + `rPr><a:t>` + text(line) + `</a:t></a:r>`)
		}
	}
	s.b.WriteString(`</a:p>`)
}

func language(d *diagram.Diagram) string {
	if d != nil && d.Lang == lang.JA {
		return "ja-JP"
	}
	return "en-US"
}

// named is a paragraph of lines as far apart as names in boxes are: 18 px at 14.
func (s *slide) named(align, text string, px float64, c color.NRGBA) para {
	size := s.size(px)
	return para{align: align, lead: size * 9 / 7, runs: []run{{text: text, size: size, color: c}}}
}

// size is a height of text on the slide, in hundredths of a point.
func (s *slide) size(px float64) int { return max(100, int(math.Round(px*0.75*s.k*10))*10) }

func (s *slide) group(f *diagram.Frame) int {
	width, descr := 1.0, lang.M("legend.area")
	if f.Group.Kind == model.Composite {
		width, descr = 2, lang.M("legend.composite")
	}
	id := s.id()
	title := s.named("l", f.Title.Line.Text, f.Title.Line.Style.Size, s.deck.p.Text)
	title.runs[0].bold = true
	s.shape(shape{
		id: id, name: f.Title.Line.Text, descr: descr.In(s.d.Lang), bar: f.Bar.H(), rect: f.Rect, fill: s.deck.p.TitleBar,
		line: outline{color: s.deck.p.Frame, width: width}, anchor: "t", inset: 8, paras: []para{title},
	})
	return id
}

// Radii of boxes, px.
const (
	corner     = 6
	cornerSoft = 18
)

func (s *slide) box(x *diagram.Box, id int, ports []layout.Port) {
	n, p := x.Node, s.deck.p
	y := shape{
		id: id, name: strings.Join(lines(x.Lines), " "), geometry: "roundRect", ports: ports, rect: x.Rect, anchor: "ctr", fill: p.Box,
		line: outline{color: p.BoxLine, width: 1.5},
	}
	ink := p.Text
	radius := float64(corner)
	var tags []string
	for _, t := range x.Tags {
		tags = append(tags, t.Line.Text)
	}
	if n.Kind == model.Intangible {
		radius, y.fill, y.line.dash = cornerSoft, p.Intangible, true
		tags = append(tags, lang.Text(s.d.Lang, "tag.know_how"))
	}
	if n.Scope == model.External {
		y.line.color, ink = p.ExternalLine, p.ExternalText
	}
	if n.Goal {
		y.line.twice, y.line.width = true, 4
	}
	if n.Confidence == model.Assumed || n.Ask != "" {
		tags = append(tags, "?")
	}
	y.adjust = min(50000, int(math.Round(radius/math.Min(x.Rect.W(), x.Rect.H())*100000)))
	y.descr = strings.Join(append([]string{lang.Text(s.d.Lang, "legend.deliverable")}, tags...), ", ")
	if len(tags) > 0 {
		y.paras = append(y.paras, s.named("ctr", strings.Join(tags, " · "), 9, ink))
	}
	for i := 0; i < len(x.Lines); {
		j := i
		for j < len(x.Lines) && x.Lines[j].Dim == x.Lines[i].Dim {
			j++
		}
		c := ink
		if x.Lines[i].Dim {
			c = p.ExternalText
		}
		y.paras = append(y.paras, s.named("ctr", strings.Join(lines(x.Lines[i:j]), "\n"), x.Lines[i].Line.Style.Size, c))
		i = j
	}
	s.shape(y)
}

func lines(all []diagram.Text) []string {
	out := make([]string, len(all))
	for i, t := range all {
		out[i] = t.Line.Text
	}
	return out
}

func (s *slide) label(l *diagram.Link) {
	if len(l.Label) == 0 {
		return
	}
	r := geom.Rect{}
	for _, t := range l.Label {
		size := t.Line.Style.Size
		r = r.Union(geom.R(t.At.X-4, t.At.Y-size, t.At.X+t.Line.Width+4, t.At.Y+size/3))
	}
	s.shape(shape{
		id: s.id(), name: strings.Join(lines(l.Label), " "), geometry: "rect", adjust: -1, rect: r, fill: s.deck.p.Paper, anchor: "ctr", wrap: "none",
		paras: []para{s.named("ctr", strings.Join(lines(l.Label), "\n"), l.Label[0].Line.Style.Size, s.deck.p.Text)},
	})
}

// mark draws a numbered badge.
func (s *slide) mark(m diagram.Mark) {
	r, ok := s.d.Rect(m.At)
	if !ok {
		return
	}
	at := r.Min
	if l, link := s.d.Link(m.At); link {
		at = middle(l.Route.Points)
	}
	n := m.Number
	if n == 0 {
		n = m.Count
	}
	geometry, look := badge(m.Severity, s.deck.p)
	s.shape(shape{
		id: s.id(), name: "? " + strconv.Itoa(n), descr: m.Question, geometry: geometry, adjust: -1, wrap: "none",
		rect: geom.Centered(at, geom.Size{W: 22, H: 18}), fill: look.Fill, line: outline{color: s.deck.p.Text, width: 0.75}, anchor: "ctr",
		paras: []para{{align: "ctr", runs: []run{{text: strconv.Itoa(n), size: s.size(9), bold: true, color: look.Sign}}}},
	})
}

func badge(v diagram.Severity, p assets.Palette) (string, assets.Badge) {
	switch v {
	case diagram.Error:
		return "octagon", p.Error
	case diagram.High:
		return "hexagon", p.High
	case diagram.Medium:
		return "diamond", p.Medium
	case diagram.Low:
		return "ellipse", p.Low
	case diagram.Info:
		return "rect", p.Info
	default:
		panic("unknown severity")
	}
}

func middle(points []geom.Point) geom.Point {
	if len(points) == 0 {
		return geom.Point{}
	}
	return points[(len(points)-1)/2].Lerp(points[len(points)/2], 0.5)
}

// shapeOf is the shape at an end of a link.
func (s *slide) shapeOf(e layout.End) int {
	if e.Group {
		return s.frame[e.Index]
	}
	return s.boxes[e.Index]
}
