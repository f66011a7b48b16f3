package ui

import (
	"context"
	"encoding/csv"
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"
	"unicode/utf8"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/geom"
	"seika/internal/raster"
	"seika/internal/scene"
)

// A thumb shows from afar what a format makes of this model: its picture on what the format is (a slide, a page, a board), or
// its text and tables, whose words are bars. Files are light whatever the editor is.

// Size of a thumb, px of the screen.
const thumbWidth, thumbHeight = 60, 42

// thumber draws them, of one model.
type thumber struct {
	job     job
	scene   *scene.Scene
	density float64 // device px for one of the screen
	pen     *raster.Renderer
	colours assets.Palette
	drawn   map[image.Point]*image.RGBA // the picture of the model, by its size
}

func newThumber(ctx context.Context, j job, density float64) (*thumber, error) {
	d, err := diagram.BuildUntil(ctx, j.o.Names.Spread(j.in.Graph), diagram.Options{Names: j.o.Names})
	if err != nil {
		return nil, err
	}
	return &thumber{
		job: j, scene: scene.Build(d, scene.Options{}), density: density, pen: raster.New(), colours: assets.Light.Palette(),
		drawn: map[image.Point]*image.RGBA{},
	}, nil
}

// of is the thumb of a format.
func (t *thumber) of(ctx context.Context, f export.Format) (image.Image, error) {
	x := &thumb{thumber: t, image: image.NewRGBA(image.Rect(0, 0, t.px(thumbWidth), t.px(thumbHeight)))}
	whole := geom.R(0, 0, thumbWidth, thumbHeight)
	var err error
	switch {
	case f.Suffix == ".csv" || f.Suffix == ".xlsx":
		err = x.table(ctx, f)
	case f.Report != nil && f.Uses&export.Earlier != 0:
		err = x.report(ctx)
	case f.Report != nil:
		err = x.page(ctx)
	case f.Uses&export.Deck != 0:
		x.sheet(geom.R(0, 4, thumbWidth, thumbHeight-4))
		x.bar(5, 8, 22, 2.5, t.colours.Text)
		err = x.picture(ctx, geom.R(5, 13, thumbWidth-5, thumbHeight-7))
	case strings.HasPrefix(f.Mime, "text/"), f.Model != nil:
		err = x.text(ctx, f)
	case f.Diagram != nil:
		x.sheet(whole)
		x.dots()
		err = x.picture(ctx, whole.Grow(-5))
	default:
		x.sheet(whole)
		err = x.picture(ctx, whole.Grow(-3))
	}
	if err != nil {
		return nil, err
	}
	x.paint()
	return x.image, nil
}

func (t *thumber) px(v float64) int { return int(math.Round(v * t.density)) }

// thumb is one that is being drawn. Items wait until they are painted together.
type thumb struct {
	*thumber
	image *image.RGBA
	items []scene.Item
}

func (x *thumb) paint() {
	x.pen.Items(x.image, x.items, raster.View{PPU: x.density}, raster.Options{Scale: x.density, Detail: raster.Full})
	x.items = x.items[:0]
}

func (x *thumb) rect(r geom.Rect, radius float64, fill color.NRGBA, line scene.Stroke) {
	x.items = append(x.items, scene.Item{Shape: scene.RoundRect{Rect: r, Radius: radius}, Fill: fill, Stroke: line})
}

// sheet is the paper below.
func (x *thumb) sheet(r geom.Rect) {
	x.rect(r.Grow(-0.5), 2, x.colours.Paper, scene.Stroke{Color: x.colours.Frame, Width: 1})
}

// bar stands for a word.
func (x *thumb) bar(left, top, width, height float64, c color.NRGBA) {
	x.rect(geom.R(left, top, left+width, top+height), height/3, c, scene.Stroke{})
}

// picture puts the picture of the model into a part.
func (x *thumb) picture(ctx context.Context, r geom.Rect) error {
	x.paint()
	size := image.Pt(x.px(r.W()), x.px(r.H()))
	if x.drawn[size] == nil {
		m, err := x.small(ctx, size)
		if err != nil {
			return err
		}
		x.drawn[size] = m
	}
	at := image.Pt(x.px(r.Min.X), x.px(r.Min.Y))
	draw.Draw(x.image, image.Rectangle{Max: size}.Add(at), x.drawn[size], image.Point{}, draw.Over)
	return nil
}

// small draws the model several times as large and shrinks it, so that what is too thin to see is pale.
func (t *thumber) small(ctx context.Context, size image.Point) (*image.RGBA, error) {
	const finer = 4
	large := image.NewRGBA(image.Rectangle{Max: size.Mul(finer)})
	w, h, page := float64(large.Rect.Dx()), float64(large.Rect.Dy()), t.scene.Page()
	ppu := min(w/page.W(), h/page.H(), t.density*finer/2)
	v := raster.View{Origin: page.Center().Sub(geom.Pt(w, h).Mul(0.5 / ppu)), PPU: ppu}
	err := t.pen.Draw(ctx, large, t.scene, v, raster.Options{Scale: t.density * finer, Transparent: true})
	return shrunk(large, finer), err
}

// shrunk is a bitmap each of whose px is the mean of k × k.
func shrunk(m *image.RGBA, k int) *image.RGBA {
	small := image.NewRGBA(image.Rect(0, 0, m.Rect.Dx()/k, m.Rect.Dy()/k))
	for i := range small.Pix {
		x, y, sum := i%small.Stride, i/small.Stride, 0
		for j := range k * k {
			sum += int(m.Pix[(y*k+j/k)*m.Stride+(x/4*k+j%k)*4+x%4])
		}
		small.Pix[i] = uint8(sum / (k * k))
	}
	return small
}

// dots are those of a board on which things are moved.
func (x *thumb) dots() {
	const step = 6
	for at := 6.0; at < thumbHeight; at += step {
		for left := 6.0; left < thumbWidth; left += step {
			x.bar(left, at, 0.8, 0.8, x.colours.Frame)
		}
	}
}

// page is one to explore: in a browser, with questions at the right.
func (x *thumb) page(ctx context.Context) error {
	const head, side = 7, 44
	x.sheet(geom.R(0, 0, thumbWidth, thumbHeight))
	x.bar(1, 1, thumbWidth-2, head-1, x.colours.TitleBar)
	for i := range 3 {
		x.bar(4+4*float64(i), 3, 2, 2, x.colours.Frame)
	}
	x.bar(side, head, 0.7, thumbHeight-head-1, x.colours.Frame)
	x.questions(geom.R(side+2, head+3, thumbWidth-3, thumbHeight-3))
	return x.picture(ctx, geom.R(3, head+2, side-2, thumbHeight-3))
}

// report is a page of paper: title, picture, questions.
func (x *thumb) report(ctx context.Context) error {
	const left, right = 15, 45
	x.sheet(geom.R(left, 0, right, thumbHeight))
	x.bar(left+3, 4, 14, 2, x.colours.Text)
	x.questions(geom.R(left+3, 25, right-3, thumbHeight-3))
	return x.picture(ctx, geom.R(left+2, 8, right-2, 23))
}

// questions are badges with lines beside them.
func (x *thumb) questions(r geom.Rect) {
	const step, badge = 5.5, 3
	for y := r.Min.Y; y+badge <= r.Max.Y; y += step {
		x.bar(r.Min.X, y, badge, badge, x.colours.Medium.Fill)
		x.bar(r.Min.X+badge+1.5, y+0.7, r.W()-badge-1.5, 1.6, x.colours.ExternalText)
	}
}

// written is the start of the file.
func (x *thumb) written(ctx context.Context, f export.Format) (string, error) {
	j := x.job
	j.format, j.before = textOf(f), ""
	data, err := j.run(ctx)
	return string(data[:min(len(data), 4096)]), err
}

// text is the first lines of a file.
func (x *thumb) text(ctx context.Context, f export.Format) error {
	const (
		margin, step, high = 5, 5, 2
		letter             = 0.75 // px, of a Latin one
		gap                = 1.2  // between words
	)
	said, err := x.written(ctx, f)
	if err != nil {
		return err
	}
	x.sheet(geom.R(0, 0, thumbWidth, thumbHeight))
	y := 5.0
	for line := range strings.Lines(said) {
		if y+high > thumbHeight-3 {
			break
		}
		words := strings.TrimLeft(line, " \t")
		left := margin + 2*letter*float64(len(line)-len(words))
		for i, word := range strings.Fields(words) {
			c := x.colours.ExternalLine
			if i == 0 {
				c = x.colours.Text
			}
			width := min(letter*float64(cells(word)), thumbWidth-margin-left)
			if width <= 0 {
				break
			}
			x.bar(left, y, width, high, c)
			left += width + gap
		}
		y += step
	}
	return nil
}

// table is the first cells of a file.
func (x *thumb) table(ctx context.Context, f export.Format) error {
	const columns, step, high = 4, 7, 2
	const width = (thumbWidth - 1) / float64(columns)
	said, err := x.written(ctx, f)
	if err != nil {
		return err
	}
	x.sheet(geom.R(0, 0, thumbWidth, thumbHeight))
	x.bar(1, 1, thumbWidth-2, step-1, x.colours.TitleBar)
	for i := 1; i < columns; i++ {
		x.bar(width*float64(i), 1, 0.6, thumbHeight-2, x.colours.Frame)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(said, "\uFEFF")))
	r.FieldsPerRecord = -1
	for y := 0.0; y+step < thumbHeight+1; y += step {
		x.bar(1, y+step, thumbWidth-2, 0.6, x.colours.Frame)
		row, err := r.Read()
		if err != nil {
			continue // the end, or the middle of a row
		}
		c := x.colours.ExternalLine
		if y == 0 {
			c = x.colours.Text
		}
		for i, cell := range row[:min(columns, len(row))] {
			if n := cells(cell); n > 0 {
				x.bar(width*float64(i)+2.5, y+2.7, min(width-5, 0.9*float64(n)), high, c)
			}
		}
	}
	return nil
}

// cells is how many Latin letters wide a text is, about.
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += 1 + min(1, utf8.RuneLen(r)/3)
	}
	return n
}

// textOf is the format that says as text what another keeps packed.
func textOf(f export.Format) export.Format {
	if f.Name == "xlsx" {
		f, _ = export.Named(formats.Formats, "csv") // the same rows
	}
	return f
}
