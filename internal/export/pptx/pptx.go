// Package pptx writes slides whose shapes people go on working with: a shape for each deliverable with its text in it, and
// connectors that hang on them at both ends. It is made from the diagram, since a drawing has lost which line belongs to
// which box.
package pptx

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"

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
	Uses:    export.Theme | export.Legend | export.Names | export.Marks | export.Questions | export.Deck | export.Part,
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

// groups gives each outermost group its slide, in the order in which people read the picture, and slides of their own to what is in none.
func groups(d *diagram.Diagram) []view {
	var views []view
	for _, x := range diagram.Reading(d.Graph).Groups(d.Graph) {
		if f, ok := d.Frame(x.ID); ok && x.In == "" {
			views = append(views, view{d.Part([]model.ID{x.ID}), f.Title.Line.Text})
		}
	}
	var rest []diagram.Box
	for _, b := range d.Boxes {
		if b.Node.In == "" {
			rest = append(rest, b)
		}
	}
	if len(rest) > 0 || len(views) == 0 {
		for i, part := range readable(d, rest) {
			views = append(views, view{part, again(d.Title(), i)})
		}
	}
	return views
}

// readable are parts of a picture with some of its boxes, gathered from between the others: one, or as many as it takes for their names
// to be read.
func readable(d *diagram.Diagram, boxes []diagram.Box) []*diagram.Diagram {
	ids := make([]model.ID, len(boxes))
	for i, b := range boxes {
		ids[i] = b.Node.ID
	}
	part := d.Part(ids).Gathered()
	usual := geom.Size{W: slideW, H: slideH}
	if len(boxes) < 2 || scale(part, usual) >= leastText {
		return []*diagram.Diagram{part}
	}
	size := room(part)
	along := func(b diagram.Box) float64 { return b.Rect.Center().X }
	if size.W()*slideH < size.H()*slideW {
		along = func(b diagram.Box) float64 { return b.Rect.Center().Y }
	}
	sorted := slices.Clone(boxes)
	slices.SortStableFunc(sorted, func(a, b diagram.Box) int { return cmp.Compare(along(a), along(b)) })
	half := len(sorted) / 2
	return append(readable(d, sorted[:half]), readable(d, sorted[half:])...)
}

// again is the title of a slide that goes on with others, so that no two are called the same.
func again(title string, before int) string {
	if title == "" || before == 0 {
		return title
	}
	return fmt.Sprintf("%s (%d)", title, before+1)
}
