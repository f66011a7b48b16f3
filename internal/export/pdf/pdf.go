// Package pdf writes pictures and reports for paper: lines and text that can be found, copied and printed at any size. Text
// stands where it was shaped to stand, so a page agrees with the screen; the fonts go into the file, as far as they are used.
//
// It is a writer of our own because what people type must come out whole: libraries at hand lay text out anew, lose variation
// selectors or break off beyond U+FFFF.
package pdf

import (
	"context"
	"io"
	"math"

	"seika/internal/export"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/scene"
)

// Format is *.pdf.
var Format = export.Format{
	Name: "pdf", Suffix: ".pdf", Mime: "application/pdf",
	Loses:   []lang.Msg{lang.M("export.pdf.loses")},
	Uses:    export.Looks | export.Questions | export.Paper,
	Picture: write,
}

// maxSide is the longest side of a page that readers take, px: 14,400 pt.
const maxSide = 14_400 / perPx

// patience is how many groups are drawn between two looks at the context.
const patience = 256

func write(ctx context.Context, w io.Writer, s *scene.Scene, o export.Options) error {
	d := newDoc()
	if err := d.picture(ctx, s, o); err != nil {
		return err
	}
	data := d.finish(s.Title, language(s.Lang))
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

func language(l lang.Lang) string {
	if l == "" {
		return string(lang.EN)
	}
	return string(l)
}

// picture draws a scene on one page, or on as many as the options say.
func (d *doc) picture(ctx context.Context, s *scene.Scene, o export.Options) error {
	if o.Page.W > 0 && (o.Tile.Auto || o.Tile.Across*o.Tile.Down > 1) {
		if t := export.Tiled(s, o.Page, o.Tile); t.Across*t.Down > 1 {
			return d.tiled(ctx, s, t, func(int, int) bool { return true })
		}
	}
	from := s.Page()
	size, inner := o.Page.Sheet(from.Size())
	k := math.Min(inner.W()/from.W(), inner.H()/from.H())
	if size == from.Size() {
		k = math.Min(1, maxSide/math.Max(size.W, size.H))
		size = geom.Size{W: size.W * k, H: size.H * k}
		inner = geom.R(0, 0, size.W, size.H)
	}
	k = math.Min(k, export.LargestOnPaper)
	p := d.page(size)
	p.background(s)
	at := geom.Pt(inner.Min.X+(inner.W()-from.W()*k)/2, inner.Min.Y+(inner.H()-from.H()*k)/2)
	d.bookmarkGroups(s, func(q geom.Point) (int, geom.Point) { return len(d.pages) - 1, q.Sub(from.Min).Mul(k).Add(at) })
	var err error
	p.placed(from.Min, at, k, func() { err = p.groups(ctx, s, nil) })
	return err
}

// background paints the page where paper would not look so by itself.
func (p *page) background(s *scene.Scene) {
	if c := s.Paper; c.R != 0xFF || c.G != 0xFF || c.B != 0xFF {
		p.fill(c)
		p.numbers(0, 0, p.size.W, p.size.H)
		p.raw("re f\n")
	}
}

// groups draws the groups that want says, nil for all.
func (p *page) groups(ctx context.Context, s *scene.Scene, want func(*scene.Group) bool) error {
	for i := range s.Groups {
		if i%patience == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if g := &s.Groups[i]; want == nil || want(g) {
			p.group(g)
		}
	}
	return nil
}

// bookmarkGroups lists frames that have a name.
func (d *doc) bookmarkGroups(s *scene.Scene, place func(geom.Point) (page int, at geom.Point)) {
	for _, g := range s.Groups {
		if g.Class == scene.Frame && g.Title != "" {
			page, at := place(g.Bounds.Min)
			d.marks = append(d.marks, bookmark{g.Title, page, at})
		}
	}
}
