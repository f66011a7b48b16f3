package drawio

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/source"
)

// file reads the pages of one file, which may lie packed in each other once.
type file struct {
	ctx          context.Context
	packing      source.Packing
	pages        []Page
	in           *source.Input
	packed       int // the byte of the file that stands for all of what is read, where that is unpacked; else -1
	nodes, edges int64
	others       int64 // pages, and cells that are neither boxes nor lines
	full         bool  // a limit is passed, and that is said
	attrs        int64
	before       [3]string // what the last cell had; see again
}

func (f *file) read(in *source.Input) error {
	f.in, f.packed = in, -1
	if !bytes.HasPrefix(in.Data, []byte(pngMark)) {
		return in.XML(f.ctx, f.outermost)
	}
	inner, what, ok := f.fromPNG(in.Data)
	if !ok {
		in.Add(0, "", what)
		return in.Err()
	}
	return f.inside(in, 0, inner, f.outermost)
}

// inside reads what lies unpacked in the file at a byte.
func (f *file) inside(in *source.Input, offset int, data []byte, read func(*source.XML)) error {
	inner := in.Inside(data)
	was := f.in
	f.in, f.packed = inner, offset
	err := inner.XML(f.ctx, read)
	f.in, f.packed = was, -1
	if cancelled := f.ctx.Err(); cancelled != nil {
		return cancelled
	}
	in.Adopt(offset, inner)
	if in.Err() == nil {
		return err
	}
	return in.Err()
}

func (f *file) outermost(x *source.XML) {
	for e := range x.Elements() {
		switch e.Local {
		case "mxfile":
			f.file(x)
		case "mxGraphModel":
			f.page(x, e, Page{})
		case "svg":
			f.svg(e)
		default:
			x.Refuse(e.Offset, lang.M("drawio.none"))
			return
		}
		if len(f.pages) == 0 && len(f.in.Problems) == 0 {
			f.in.Add(e.Offset, "", lang.M("drawio.none"))
		}
	}
}

// svg reads the drawing that draw.io puts beside the picture, in one attribute.
func (f *file) svg(e source.Element) {
	content := e.Attr("content")
	if content == "" || f.packed >= 0 {
		return
	}
	f.nested(e.Offset, []byte(content), f.outermost)
}

// nested reads something unpacked while the outer document is being read: what is wrong with it goes to the outer one.
func (f *file) nested(offset int, data []byte, read func(*source.XML)) {
	outer, packed := f.in, f.packed
	if err := f.inside(outer, offset, data, read); err != nil && outer.Err() == nil && f.ctx.Err() == nil {
		outer.Add(offset, "", lang.M("drawio.none"))
	}
	f.in, f.packed = outer, packed
}

func (f *file) file(x *source.XML) {
	for d := range x.Elements() {
		if d.Local != "diagram" {
			continue
		}
		if f.full || !f.other(d) {
			x.Stop()
			return
		}
		p := Page{ID: d.Attr("id"), Name: d.Attr("name"), Offset: f.place(d)}
		if x.Nested() {
			for m := range x.Elements() {
				if m.Local == "mxGraphModel" {
					f.page(x, m, p)
					break
				}
			}
			continue
		}
		text := strings.TrimSpace(x.Text())
		if text == "" {
			f.pages = append(f.pages, p)
			continue
		}
		data, what, ok := f.unpack(text)
		if !ok {
			f.in.Add(d.Offset, p.Name, what)
			return
		}
		f.nested(d.Offset, data, func(x *source.XML) {
			for m := range x.Elements() {
				if m.Local == "mxGraphModel" {
					f.page(x, m, p)
				}
			}
		})
	}
}

// place is where an element begins in the file.
func (f *file) place(e source.Element) int {
	if f.packed >= 0 {
		return f.packed
	}
	return e.Offset
}

// unpack takes back what draw.io does to a page: percent signs, raw deflate, base64.
func (f *file) unpack(text string) (data []byte, what lang.Msg, ok bool) {
	packed, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, lang.M("source.packed"), false
	}
	data, what, bad := f.packing.Read(flate.NewReader(bytes.NewReader(packed)), int64(len(packed)), 0)
	if bad {
		return nil, what, false
	}
	plain, err := url.PathUnescape(string(data))
	if err != nil {
		return nil, lang.M("source.packed"), false
	}
	return []byte(plain), what, true
}

const pngMark = "\x89PNG\r\n\x1a\n"

// fromPNG takes the drawing out of the text chunks of a picture. The picture itself is not looked at.
func (f *file) fromPNG(d []byte) (data []byte, what lang.Msg, ok bool) {
	const head, sum = 8, 4 // bytes before and after the content of a chunk
	for d = d[len(pngMark):]; len(d) >= head+sum; {
		n := int64(binary.BigEndian.Uint32(d))
		if n > int64(len(d)-head-sum) {
			break
		}
		kind, content := string(d[4:head]), d[head:head+n]
		d = d[head+n+sum:]
		key, text, found := bytes.Cut(content, []byte{0})
		if !found || string(key) != "mxfile" && string(key) != "mxGraphModel" {
			continue
		}
		switch kind {
		case "zTXt":
			if len(text) == 0 {
				return nil, lang.M("source.packed"), false
			}
			z, err := zlib.NewReader(bytes.NewReader(text[1:]))
			if err != nil {
				return nil, lang.M("source.packed"), false
			}
			var bad bool
			if text, what, bad = f.packing.Read(z, int64(len(text)), 0); bad {
				return nil, what, false
			}
		case "tEXt":
		default:
			continue
		}
		plain, err := url.QueryUnescape(string(text))
		if err != nil {
			return nil, lang.M("source.packed"), false
		}
		return []byte(plain), what, true
	}
	return nil, lang.M("drawio.none"), false
}

func (f *file) page(x *source.XML, _ source.Element, p Page) {
	for root := range x.Elements() {
		if root.Local != "root" {
			continue
		}
		for e := range x.Elements() {
			if f.full {
				x.Stop()
				return
			}
			var c *Cell
			switch e.Local {
			case "mxCell":
				c = f.cell(x, e)
			case "UserObject", "object":
				c = f.wrapped(x, e)
			default:
				continue
			}
			c.Offset = f.place(e)
			f.count(c, e)
			p.Cells = append(p.Cells, c)
		}
	}
	p.settle()
	f.pages = append(f.pages, p)
}

// other counts what is kept but is neither a box nor a line.
func (f *file) other(e source.Element) bool {
	const weight = 20 // of such an element beside one that is passed over
	f.others++
	return !f.over(source.Elements, weight*f.others, e)
}

// count holds a cell against the limits before anything is made of it.
func (f *file) count(c *Cell, e source.Element) {
	if c.Vertex {
		f.nodes++
	}
	if c.Edge {
		f.edges++
	}
	if !c.Vertex && !c.Edge && !f.other(e) {
		return
	}
	_ = f.over(source.Nodes, f.nodes, e) || f.over(source.Edges, f.edges, e) || f.over(source.Label, int64(len(c.Label)), e)
}

// wrapped reads a cell with attributes around it.
func (f *file) wrapped(x *source.XML, e source.Element) *Cell {
	c := &Cell{}
	for m := range x.Elements() {
		if m.Local == "mxCell" {
			c = f.cell(x, m)
			break
		}
	}
	c.ID = e.Attr("id")
	c.Attrs = map[string]string{}
	for _, a := range e.Attrs {
		if a.Name.Space == "" && a.Name.Local != "id" && a.Name.Local != "label" {
			c.Attrs[a.Name.Local] = a.Value
		}
	}
	const weight = 3 // of an attribute beside an element that is passed over
	f.attrs += int64(len(c.Attrs))
	f.over(source.Elements, weight*f.attrs, e)
	c.Label = f.label(placed(e.Attr("label"), e), c, e)
	return c
}

var place = regexp.MustCompile(`%[^%<>\s]+%`)

// placed is a label with the attributes that its %places% name, if the cell says that it has some.
func placed(label string, e source.Element) string {
	const long = 4 << 10 // bytes; a label with places is a line or two
	if e.Attr("placeholders") != "1" || len(label) > long {
		return label
	}
	return place.ReplaceAllStringFunc(label, func(p string) string {
		const most = 200 // bytes; a place that stands often must not make a text of megabytes
		if v := e.Attr(p[1 : len(p)-1]); v != "" && len(v) <= most {
			return v
		}
		return p
	})
}

func (f *file) cell(x *source.XML, e source.Element) *Cell {
	c := &Cell{}
	look, value := "", ""
	for i := range e.Attrs {
		a := &e.Attrs[i]
		if a.Name.Space != "" {
			continue
		}
		switch v := a.Value; a.Name.Local {
		case "id":
			c.ID = strings.Clone(v) // who keeps it does not keep the whole source
		case "parent":
			c.Parent = f.again(0, v)
		case "source":
			c.Source = f.again(1, v)
		case "target":
			c.Target = f.again(2, v)
		case "vertex":
			c.Vertex = v == "1"
		case "edge":
			c.Edge = v == "1"
		case "visible":
			c.Hidden = v == "0"
		case "style":
			look = v
		case "value":
			value = v
		}
	}
	c.Style = f.style(look, e)
	c.Label = f.label(value, c, e) // the style says whether it is markup
	for g := range x.Elements() {
		if g.Local == "mxGeometry" && c.Edge {
			for q := range x.Elements() {
				c.point(q)
			}
		}
		if g.Local != "mxGeometry" || !c.Vertex {
			continue
		}
		n := func(name string) float64 { return finite(strconv.ParseFloat(g.Attr(name), 64)) }
		c.Rect = geom.R(n("x"), n("y"), n("x")+max(0, n("width")), n("y")+max(0, n("height")))
		if g.Attr("relative") == "1" { // on a line: nowhere of its own
			c.Rect = geom.Rect{}
		}
	}
	return c
}

// again is a value as it was kept for the cell before, which often has the same.
func (f *file) again(which int, v string) string {
	if f.before[which] != v {
		f.before[which] = strings.Clone(v)
	}
	return f.before[which]
}

// label reads a label, unless its markup is far longer than any label.
func (f *file) label(s string, c *Cell, e source.Element) string {
	const each = 16 // bytes of markup to a byte of a label
	if f.over(source.Label, int64(len(s))/each, e) {
		return ""
	}
	return strings.Clone(label(s, c.Style))
}

// style reads the keys that matter.
func (f *file) style(s string, e source.Element) map[string]string {
	if f.over(source.Text, int64(len(s)), e) {
		return nil
	}
	return style(s)
}

// over refuses what is more than a limit allows.
func (f *file) over(name source.Name, n int64, e source.Element) bool {
	what, over := f.in.Limits.Over(name, n)
	if over && !f.full {
		f.in.Add(e.Offset, "", what)
		f.full = true
	}
	return over
}

func style(s string) map[string]string {
	var out map[string]string // made for those that have one
	for part := range strings.SplitSeq(s, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if !kept[key] {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[key] = strings.Clone(value)
	}
	return out
}
