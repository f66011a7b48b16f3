package ui

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/internal/diagram"
	"seika/internal/export"
	formats "seika/internal/export/all"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/panel"
)

// sheet is the export dialog: format and options on one side, how it will come out on the other.
type sheet struct {
	w      *Window
	format export.Format
	o      export.Options
	shown  told   // what of the findings
	before string // the file of an older state to hold a report against; "" for none
	marks  []diagram.Mark
	open   []analysis.Finding // what they ask
	graph  *model.Graph       // as it was when the dialog opened
	// selected is what of it was selected: deliverables and groups.
	selected []model.ID

	list    *panel.List   // of formats
	at      int           // which is chosen
	thumbs  []image.Image // of formats, as far as they are drawn
	stop    func()        // ends the drawing of thumbs
	options *fyne.Container
	column  *fyne.Container // of the options
	picture *canvas.Image
	text    *widget.Label
	paper   *container.Scroll // of the text
	size    *widget.Label
	loses   *panel.Prose
	samples live.Latest[sampling, sample]
	body    *fyne.Container
	dialog  *dialog.CustomDialog
}

// sampling asks for a preview.
type sampling struct {
	job
	pixels  image.Point
	density float64 // device px for one of the screen
}

// sample is what a preview shows: a picture, or the first lines of a text.
type sample struct {
	picture *image.RGBA
	size    image.Point // of the file's picture in px; none for text
	text    string
}

// Sizes, px of the screen.
const (
	formatsWidth, optionsWidth = 240, 280
	sampleLeast                = 240 // a side of the preview
)

// What of a text the preview has.
const sampleLines, sampleColumns = 80, 120

func (w *Window) exportDialog() {
	g, open := w.doc.Graph(), slices.Clone(w.open())
	s := &sheet{
		w: w, graph: g, format: formats.Formats[0], open: open, marks: report.Numbered(report.Marks(w.app.lang, g, open)),
		o: export.Options{Legend: scene.AutoLegend, Names: w.diagram.Options.Names, Scale: export.UsualScale},
	}
	s.selected = slices.DeleteFunc(slices.Clone(w.selected), func(id model.ID) bool { return !g.Has(id) })
	s.samples = live.Latest[sampling, sample]{Work: takeSample, Done: s.sampled, Post: w.app.post}
	s.options = container.NewVBox()
	s.picture = &canvas.Image{FillMode: canvas.ImageFillContain}
	s.picture.SetMinSize(fyne.NewSize(sampleLeast, sampleLeast))
	s.text = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{})
	s.paper = container.NewScroll(s.text)
	s.size = widget.NewLabel("")
	s.size.Alignment = fyne.TextAlignCenter
	s.loses = panel.NewProse("")
	s.loses.Importance = widget.LowImportance
	s.column = container.New(fixedWidth{optionsWidth}, container.NewScroll(s.options))
	s.listFormats()

	t := w.app.text
	s.body = container.NewBorder(
		nil, nil, container.New(fixedWidth{formatsWidth}, s.list), nil,
		container.NewBorder(nil, s.loses, s.column, nil,
			container.NewBorder(nil, s.size, nil, nil, container.NewStack(s.picture, s.paper))),
	)
	s.dialog = dialog.NewCustomWithoutButtons(t(lang.M("ui.export.title")), s.body, w.win)
	cancel := w.newButton(t(lang.M("ui.cancel")), s.dialog.Hide, s.dialog.Hide)
	write := w.newButton(t(lang.M("ui.export.do")), s.ask, s.dialog.Hide)
	write.Importance = widget.HighImportance
	for _, b := range []*button{cancel, write} {
		b.other = func(k fyne.KeyName) { s.walk(k) }
	}
	s.dialog.SetButtons([]fyne.CanvasObject{cancel, write})
	w.shown(s)
	s.dialog.Resize(w.atMost(1120, 640))
	s.dialog.Show()
	w.win.Canvas().Focus(write)
	s.list.Select(0) // shows it
	s.drawThumbs()
}

// Hide is for the window.
func (s *sheet) Hide() { s.dialog.Hide() }

// SetOnClosed is for the window.
func (s *sheet) SetOnClosed(f func()) {
	s.dialog.SetOnClosed(func() {
		s.samples.Stop()
		s.stop()
		f()
	})
}

// key is that of a control that has no use for it: Esc cancels.
func (s *sheet) key(k fyne.KeyName) bool {
	if k != fyne.KeyEscape {
		return false
	}
	s.dialog.Hide()
	return true
}

// input is what would be written.
func (s *sheet) input() export.Input {
	in := export.Input{Graph: s.graph}
	if s.shown != noQuestions || s.format.Asked() {
		in.Marks = report.Numbered(report.Marks(s.w.app.lang, s.chosen().Names.Asked(s.graph), s.open))
	}
	return in
}

// chosen are the options as they are written.
func (s *sheet) chosen() export.Options {
	o := s.o
	o.Questions = s.shown == withList && s.format.Uses&export.Questions != 0
	return o
}

// show asks for a preview, and says what the format cannot keep.
func (s *sheet) show() {
	var said []string
	for _, m := range s.format.Loses {
		said = append(said, s.w.app.text(m))
	}
	s.loses.SetText(strings.Join(said, "\n"))
	if s.picture.Image == nil && s.text.Text == "" { // the first preview of a large model takes a while
		s.size.SetText(s.w.app.text(lang.M("ui.export.drawing")))
	}
	s.body.Refresh() // which has room for it
	density := float64(s.w.win.Canvas().Scale())
	room := s.picture.Size().Max(s.picture.MinSize())
	s.samples.Ask(sampling{
		job: s.job(), density: density,
		pixels: image.Pt(int(float64(room.Width)*density), int(float64(room.Height)*density)),
	})
}

// takeSample runs on the worker.
func takeSample(ctx context.Context, q sampling) (sample, error) {
	q.format = textOf(q.format)
	if strings.HasPrefix(q.format.Mime, "text/") && q.format.Report == nil || q.format.Model != nil {
		data, err := q.run(ctx)
		return sample{text: firstLines(strings.TrimPrefix(string(data), "\uFEFF"), sampleLines, sampleColumns)}, err
	}
	scenes, err := q.scenes(ctx)
	if err != nil {
		return sample{}, err
	}
	out, err := q.drawn(ctx, scenes)
	if q.format.Uses&export.Size != 0 {
		page := scenes[0].Page()
		out.size = image.Pt(int(math.Ceil(page.W()*q.o.Scale)), int(math.Ceil(page.H()*q.o.Scale)))
	}
	return out, err
}

// scenes are the pictures of a file: that of an older state first, where it is held against one.
func (q *sampling) scenes(ctx context.Context) ([]*scene.Scene, error) {
	looks := scene.Options{Theme: q.o.Theme, Legend: q.o.Legend, Questions: q.o.Questions || q.format.Report != nil}
	build := func(g *model.Graph, marks []diagram.Mark) *scene.Scene {
		d := diagram.Build(q.o.Names.Spread(g), diagram.Options{Names: q.o.Names, Marks: marks})
		only := slices.DeleteFunc(slices.Clone(q.o.Only), func(id model.ID) bool { return !g.Has(id) })
		if len(only) > 0 && q.format.Uses&export.Part != 0 {
			d = d.Part(only)
		}
		return scene.Build(d, looks)
	}
	var all []*scene.Scene
	if q.before != "" && q.format.Uses&export.Earlier != 0 {
		if err := q.meet(ctx); err != nil {
			return nil, err
		}
		if was := q.in.Meeting.Earlier; was != nil {
			all = append(all, build(was.Graph, was.Marks))
		}
	}
	return append(all, build(q.in.Graph, q.in.Marks)), ctx.Err()
}

// drawn is pictures one above the other at one scale, as large as the preview has room for but no larger than the screen shows them
// at 100 %.
func (q *sampling) drawn(ctx context.Context, scenes []*scene.Scene) (sample, error) {
	const gap = 12 // px of the picture
	w, h := 0.0, -float64(gap)
	for _, sc := range scenes {
		w, h = max(w, sc.Page().W()), h+gap+sc.Page().H()
	}
	ppu := min(float64(q.pixels.X)/w, float64(q.pixels.Y)/h, q.density)
	px := func(v float64) int { return int(math.Ceil(v * ppu)) }
	whole := image.NewRGBA(image.Rect(0, 0, px(w), px(h)))
	y := 0.0
	for _, sc := range scenes {
		page := sc.Page()
		one := whole
		if len(scenes) > 1 {
			one = image.NewRGBA(image.Rect(0, 0, px(page.W()), px(page.H())))
		}
		if err := raster.New().Draw(ctx, one, sc, raster.View{Origin: geom.Pt(page.Min.X, page.Min.Y), PPU: ppu},
			raster.Options{Scale: q.density, Transparent: q.o.Transparent, Detail: raster.Full}); err != nil {
			return sample{}, err
		}
		if one != whole {
			draw.Draw(whole, one.Rect.Add(image.Pt(0, px(y))), one, image.Point{}, draw.Src)
		}
		y += page.H() + gap
	}
	return sample{picture: whole}, nil
}

// firstLines is so much of a text as there is room for.
func firstLines(s string, most, columns int) string {
	all := strings.Split(strings.TrimRight(s, "\n"), "\n")
	if len(all) > most {
		all = append(all[:most-1], "…")
	}
	for i, l := range all {
		if utf8.RuneCountInString(l) > columns {
			all[i] = string([]rune(l)[:columns-1]) + "…"
		}
	}
	return strings.Join(all, "\n")
}

func (s *sheet) sampled(_ sampling, out sample, err error) {
	s.picture.Hide()
	s.paper.Hide()
	s.size.SetText("")
	switch {
	case err != nil:
		s.text.SetText(s.w.errorText(err))
		s.paper.Show()
	case out.picture != nil:
		s.picture.Image = out.picture
		s.picture.Show()
		s.picture.Refresh()
		if out.size != (image.Point{}) {
			s.size.SetText(fmt.Sprintf("%d × %d px", out.size.X, out.size.Y))
		}
	default:
		s.text.SetText(out.text)
		s.paper.ScrollToTop()
		s.paper.Show()
	}
}
