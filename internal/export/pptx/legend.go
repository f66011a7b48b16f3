package pptx

import (
	"fmt"
	"image/color"
	"math"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/scene"
)

// Sizes of a legend on a slide, px: a row in the margin below the picture.
const (
	legendHigh   = 16
	legendSample = 34
	legendGap    = 8
	legendSpace  = 22
	legendText   = 11
)

// legend explains what is on the slide, in a group that can be moved or taken away as one.
func (s *slide) legend() {
	keys := scene.Explained(s.d, s.deck.o.Legend)
	if len(keys) == 0 {
		return
	}
	words, long := make([]string, len(keys)), -float64(legendSpace)
	for i, key := range keys {
		words[i] = lang.Text(s.d.Lang, key)
		long += legendSample + legendGap + spread(words[i]) + legendSpace
	}
	at := slide{deck: s.deck, d: s.d, next: s.next} // in px of the slide, not of the picture
	fit := math.Min(1, (s.deck.size.W-2*edge)/long)
	at.k, at.to = fit, geom.Pt(edge, s.deck.size.H-edge+(edge-legendHigh*fit)/2)
	x1, y1 := at.on(geom.Point{})
	x2, y2 := at.on(geom.Pt(long, legendHigh))
	fmt.Fprintf(&at.b, `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="%d" name="%s"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="%[3]d" y="%[4]d"/><a:ext cx="%[5]d" cy="%[6]d"/><a:chOff x="%[3]d" y="%[4]d"/><a:chExt cx="%[5]d" cy="%[6]d"/></a:xfrm></p:grpSpPr>`,
		at.id(), attr(lang.Text(s.d.Lang, "legend.title")), x1, y1, x2-x1, y2-y1)
	x := 0.0
	for i, key := range keys {
		at.sample(key, words[i], geom.R(x, 0, x+legendSample, legendHigh))
		x += legendSample + legendGap
		at.shape(shape{
			id: at.id(), name: words[i], geometry: "rect", adjust: -1, rect: geom.R(x, 0, x+spread(words[i])+legendSpace/2, legendHigh), anchor: "ctr",
			wrap: "none", paras: []para{at.named("l", words[i], legendText, s.deck.p.Text)},
		})
		x += spread(words[i]) + legendSpace
	}
	at.b.WriteString(`</p:grpSp>`)
	s.next = at.next
	s.b.WriteString(at.b.String())
}

// spread is about how wide a word of the legend is, px.
func spread(s string) float64 { return float64(wide(s)+1) * legendText * 1.15 }

// sample draws what an entry of the legend names, as it is drawn on slides.
func (s *slide) sample(key, name string, r geom.Rect) {
	p := s.deck.p
	box := shape{id: s.id(), name: name, geometry: "roundRect", adjust: 25000, rect: r, fill: p.Box, line: outline{color: p.BoxLine, width: 1.5}, anchor: "ctr"}
	switch key {
	case "legend.deliverable":
	case "legend.intangible":
		box.fill, box.adjust, box.line.dash = p.Intangible, 50000, true
	case "legend.external":
		box.line.color = p.ExternalLine
	case "legend.goal":
		box.line.twice, box.line.width = true, 4
	case "legend.area", "legend.composite":
		box.geometry, box.adjust, box.fill = "rect", -1, p.TitleBar
		box.line = outline{color: p.Frame, width: map[bool]float64{true: 1, false: 2}[key == "legend.area"]}
	case "legend.io", "legend.sync":
		s.stroke(key == "legend.sync", box)
		return
	case "legend.assumed", "legend.ask":
		box.fill, box.line = color.NRGBA{}, outline{}
		box.paras = []para{s.named("ctr", "?", legendText, p.Text)}
	default:
		panic("unknown kind in a legend")
	}
	s.shape(box)
}

// stroke is a line that hangs on nothing.
func (s *slide) stroke(sync bool, x shape) {
	x1, y := s.on(geom.Pt(x.rect.Min.X, x.rect.Center().Y))
	x2, _ := s.on(x.rect.Max)
	fmt.Fprintf(&s.b, `<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>`,
		x.id, attr(x.name), x1, y, x2-x1)
	s.line(sync)
	s.b.WriteString(`</p:spPr></p:sp>`)
}
