// Package svg writes pictures of lines and text. It uses presentation attributes alone: no style sheet, no script, nothing
// from elsewhere.
package svg

import (
	"bufio"
	"context"
	"encoding/xml"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/internal/typeset"
)

// Format is *.svg.
var Format = export.Format{
	Name: "svg", Suffix: ".svg", Mime: "image/svg+xml",
	Loses:   []lang.Msg{lang.M("export.svg.loses"), lang.M("export.svg.fonts")},
	Uses:    export.Looks | export.Questions | export.Transparent | export.Outlines,
	Picture: write,
}

// families are the fonts to try: ours, then what systems have that is nearest to it.
const families = "BIZ UDPGothic, BIZ UDGothic, Noto Sans JP, Noto Sans CJK JP, Hiragino Sans, Yu Gothic, Meiryo, sans-serif"

// patience is how many groups are written between two looks at the context.
const patience = 256

func write(ctx context.Context, w io.Writer, s *scene.Scene, o export.Options) error {
	b := bufio.NewWriter(w)
	p := printer{w: b, outlines: o.Outlines}
	p.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	return p.picture(ctx, s, o)
}

// Inline is a picture to stand inside a page. Its elements have no ids, as there may be several pictures.
func Inline(ctx context.Context, s *scene.Scene, o export.Options) (string, error) {
	var all strings.Builder
	p := printer{w: bufio.NewWriter(&all), outlines: o.Outlines, inline: true}
	err := p.picture(ctx, s, o)
	return all.String(), err
}

func (p *printer) picture(ctx context.Context, s *scene.Scene, o export.Options) error {
	p.begin(s, o)
	for i := range s.Groups {
		if i%patience == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		p.group(&s.Groups[i])
	}
	p.raw("</svg>\n")
	return p.w.Flush()
}

// printer writes elements. Errors stay in its writer.
type printer struct {
	w        *bufio.Writer
	outlines bool
	inline   bool
	num      []byte
}

func (p *printer) raw(s string) { _, _ = p.w.WriteString(s) }

// text writes what people typed. Characters that XML cannot hold become U+FFFD.
func (p *printer) text(s string) { _ = xml.EscapeText(p.w, []byte(s)) }

// attr writes an attribute.
func (p *printer) attr(name, value string) {
	p.raw(" " + name + `="`)
	p.text(value)
	p.raw(`"`)
}

// number writes a number with at most two decimals: beyond that machines differ.
func (p *printer) number(v float64) {
	v = math.Round(v*100)/100 + 0 // no -0
	p.num = strconv.AppendFloat(p.num[:0], v, 'f', -1, 64)
	_, _ = p.w.Write(p.num)
}

func (p *printer) measure(name string, v float64) {
	p.raw(" " + name + `="`)
	p.number(v)
	p.raw(`"`)
}

// paint writes a colour, and how much lies below shows through.
func (p *printer) paint(name string, c color.NRGBA) {
	if c.A == 0 {
		p.attr(name, "none")
		return
	}
	const digits = "0123456789abcdef"
	hex := [7]byte{'#'}
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		hex[1+2*i], hex[2+2*i] = digits[v>>4], digits[v&15]
	}
	p.raw(" " + name + `="` + string(hex[:]) + `"`)
	if c.A < 0xFF {
		p.measure(name+"-opacity", float64(c.A)/0xFF)
	}
}

func (p *printer) begin(s *scene.Scene, o export.Options) {
	page := s.Page()
	p.raw(`<svg xmlns="http://www.w3.org/2000/svg"`)
	p.measure("width", page.W())
	p.measure("height", page.H())
	p.raw(` viewBox="`)
	for i, v := range [4]float64{page.Min.X, page.Min.Y, page.W(), page.H()} {
		if i > 0 {
			p.raw(" ")
		}
		p.number(v)
	}
	p.raw(`"`)
	p.attr("xml:lang", string(s.Lang))
	if !o.Outlines {
		p.attr("font-family", families)
	}
	p.raw(">\n<title>")
	p.text(s.Title)
	p.raw("</title>\n")
	if !o.Transparent {
		p.rect(scene.RoundRect{Rect: page})
		p.paint("fill", s.Paper)
		p.raw("/>\n")
	}
}

func (p *printer) group(g *scene.Group) {
	p.raw("<g")
	if !p.inline && g.Ref != "" && (g.Class == scene.Box || g.Class == scene.Frame || g.Class == scene.Relation) {
		p.attr("id", export.ID(g.Ref))
	}
	if g.Ref != "" {
		p.attr("data-id", string(g.Ref))
	}
	for _, a := range g.Data {
		p.attr("data-"+a.Name, a.Value)
	}
	p.raw(">")
	if g.Title != "" {
		p.raw("<title>")
		p.text(g.Title)
		p.raw("</title>")
	}
	p.raw("\n")
	for i := range g.Items {
		p.item(g.Class, &g.Items[i])
	}
	p.raw("</g>\n")
}

func (p *printer) item(c scene.Class, it *scene.Item) {
	var by geom.Point
	if it.Fixed {
		by = it.Anchor
	}
	switch s := it.Shape.(type) {
	case scene.RoundRect:
		s.Rect = s.Rect.Add(by)
		p.rect(s)
		p.looks(it)
		p.raw("/>\n")
	case scene.Path:
		p.raw(`<path d="`)
		p.path(s.Path, 1, by)
		p.raw(`"`)
		p.looks(it)
		p.raw("/>\n")
	case scene.TextLine:
		s.At = s.At.Add(by)
		if p.outlines {
			p.outline(s, it.Fill)
		} else {
			p.line(s, anchor(c, it.Part), it.Fill)
		}
	default:
		panic("unknown shape")
	}
}

func (p *printer) rect(s scene.RoundRect) {
	p.raw("<rect")
	p.measure("x", s.Rect.Min.X)
	p.measure("y", s.Rect.Min.Y)
	p.measure("width", s.Rect.W())
	p.measure("height", s.Rect.H())
	if s.Radius > 0 {
		p.measure("rx", math.Min(s.Radius, math.Min(s.Rect.W(), s.Rect.H())/2))
	}
}

func (p *printer) looks(it *scene.Item) {
	p.paint("fill", it.Fill)
	if it.Stroke.Width <= 0 || it.Stroke.Color.A == 0 {
		return
	}
	p.paint("stroke", it.Stroke.Color)
	p.measure("stroke-width", it.Stroke.Width)
	if d := it.Stroke.Dash; d.On > 0 {
		p.raw(` stroke-dasharray="`)
		p.number(d.On)
		p.raw(" ")
		p.number(d.Off)
		p.raw(`"`)
	}
}

func (p *printer) path(path geom.Path, k float64, by geom.Point) {
	letters := [...]string{geom.Move: "M", geom.Line: "L", geom.Quad: "Q", geom.Cubic: "C", geom.Close: "Z"}
	counts := [...]int{geom.Move: 1, geom.Line: 1, geom.Quad: 2, geom.Cubic: 3, geom.Close: 0}
	for _, s := range path {
		p.raw(letters[s.Verb])
		for i := range counts[s.Verb] {
			if i > 0 {
				p.raw(" ")
			}
			p.number(s.P[i].X*k + by.X)
			p.raw(" ")
			p.number(s.P[i].Y*k + by.Y)
		}
	}
}

// anchor is the point of a line that stays where it is when the reader's font is wider or narrower than ours.
func anchor(c scene.Class, part scene.Part) string {
	switch {
	case c == scene.Box && part == scene.Text, c == scene.Relation, c == scene.Number:
		return "middle"
	case c == scene.Box:
		return "end"
	default:
		return "start"
	}
}

func (p *printer) line(t scene.TextLine, anchor string, c color.NRGBA) {
	if t.Line.Text == "" {
		return
	}
	x := t.At.X
	switch anchor {
	case "middle":
		x += t.Line.Width / 2
	case "end":
		x += t.Line.Width
	}
	p.raw("<text")
	p.measure("x", x)
	p.measure("y", t.At.Y)
	p.measure("font-size", t.Line.Style.Size)
	if t.Line.Style.Weight == typeset.Bold {
		p.attr("font-weight", "bold")
	}
	if anchor != "start" {
		p.attr("text-anchor", anchor)
	}
	if strings.ContainsFunc(t.Line.Text, turns) {
		p.attr("unicode-bidi", "isolate")
	}
	if strings.Contains(t.Line.Text, "  ") || strings.TrimSpace(t.Line.Text) != t.Line.Text {
		p.attr("xml:space", "preserve")
	}
	p.paint("fill", c)
	p.raw(">")
	p.text(t.Line.Text)
	p.raw("</text>\n")
}

// turns says that a character may turn the direction of writing: it belongs to a script that runs from right to left, or
// is a mark made for that.
func turns(r rune) bool {
	switch {
	case r < 0x590:
		return false
	case r <= 0x8FF, r == 0x200E, r == 0x200F, 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return true
	default:
		return 0xFB1D <= r && r <= 0xFDFF || 0xFE70 <= r && r <= 0xFEFF || 0x10800 <= r && r <= 0x10FFF || 0x1E800 <= r && r <= 0x1EFFF
	}
}

// outline writes a line as the shapes of its letters.
func (p *printer) outline(t scene.TextLine, c color.NRGBA) {
	size := t.Line.Style.Size
	begun := false
	for _, g := range t.Line.Glyphs {
		shape := typeset.Outline(g.Face, g.ID)
		if len(shape) == 0 {
			continue
		}
		if !begun {
			p.raw("<path")
			p.attr("aria-label", t.Line.Text)
			p.paint("fill", c)
			p.raw(` d="`)
			begun = true
		}
		p.path(shape, size, t.At.Add(geom.Pt(g.X, g.Y)))
	}
	if begun {
		p.raw(`"/>` + "\n")
	}
}
