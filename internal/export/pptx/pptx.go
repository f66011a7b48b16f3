// Package pptx writes slides whose shapes people go on working with: a shape for each deliverable with its text in it, and
// connectors that hang on them at both ends. It is made from the diagram, since a drawing has lost which line belongs to
// which box.
package pptx

import (
	"context"
	"io"
	"math"

	"seika/internal/diagram"
	"seika/internal/export"
	"seika/internal/export/ooxml"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/model"
)

// Format is *.pptx.
var Format = export.Format{
	Name: "pptx", Suffix: ".pptx", Mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	Loses:   []lang.Msg{lang.M("export.pptx.loses"), lang.M("export.pptx.fonts"), lang.M("export.pptx.routes")},
	Uses:    export.Theme | export.Names | export.Marks | export.Questions | export.Deck | export.Part,
	Diagram: write,
}

// Sizes in px at 96 dpi.
const (
	slideW, slideH = 1280, 720 // 13.33 × 7.5 in
	edge           = 38
	titleH         = 40
	mostSide       = 56 * 96       // of a slide
	leastText      = 8 / 0.75 / 14 // scale at which a name of 14 px is 8 pt
	mostScale      = 1.5
)

// view is what a slide shows, and how large.
type view struct {
	d     *diagram.Diagram
	title string
}

func write(ctx context.Context, w io.Writer, d *diagram.Diagram, o export.Options) error {
	views, size := plan(d, o.Slides)
	dk := deck{d: d, o: o, p: o.Theme.Palette(), size: size}
	for _, v := range views {
		if err := ctx.Err(); err != nil {
			return err
		}
		dk.picture(v)
	}
	if o.Questions {
		dk.questions()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return ooxml.Write(ctx, w, dk.parts())
}

// plan says what the slides show, and how large they are.
func plan(d *diagram.Diagram, how export.Slides) ([]view, geom.Size) {
	usual := geom.Size{W: slideW, H: slideH}
	whole := []view{{d, d.Title()}}
	switch how {
	case export.SlidePerGroup:
		return groups(d), usual
	case export.AutoSlides:
		if scale(d, usual) < leastText {
			return whole, poster(d)
		}
	case export.PosterSlide:
		return whole, poster(d)
	case export.FitSlide:
	default:
		panic("unknown kind of slides")
	}
	return whole, usual
}

// scale is how large a picture is drawn on a slide.
func scale(d *diagram.Diagram, size geom.Size) float64 {
	b := room(d)
	if b.W() <= 0 || b.H() <= 0 {
		return 1
	}
	return math.Min(mostScale, math.Min((size.W-2*edge)/b.W(), (size.H-2*edge-titleH)/b.H()))
}

// room is what a slide has to show: all, with badges and stubs.
func room(d *diagram.Diagram) geom.Rect {
	const badges = 12
	return d.Bounds.Grow(badges)
}

// poster is a slide as large as the picture, as far as readers take it.
func poster(d *diagram.Diagram) geom.Size {
	b := room(d)
	return geom.Size{
		W: math.Min(mostSide, math.Max(slideW, math.Ceil(b.W()+2*edge))),
		H: math.Min(mostSide, math.Max(slideH, math.Ceil(b.H()+2*edge+titleH))),
	}
}

// groups gives each outermost group its slide, and one to what is in none.
func groups(d *diagram.Diagram) []view {
	var views []view
	for _, f := range d.Frames {
		if f.Group.In == "" {
			views = append(views, view{d.Part([]model.ID{f.Group.ID}), f.Title.Line.Text})
		}
	}
	var rest []model.ID
	for _, b := range d.Boxes {
		if b.Node.In == "" {
			rest = append(rest, b.Node.ID)
		}
	}
	if len(rest) > 0 || len(views) == 0 {
		views = append(views, view{d.Part(rest), d.Title()})
	}
	return views
}
