package ui

import (
	"context"
	"image"
	"math"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/internal/source"
	"seika/model"
	"seika/model/lines"
	"seika/testdata"
)

// example is a model of the gallery; its title is the word example.<id>.
type example struct{ id, file string }

var gallery = []example{
	{"basic", "E01"},
	{"know_how", "E02"},
	{"sync", "E03"},
	{"feature", "E04"},
	{"feature_real", "E05"},
	{"health", "E06"},
	{"restaurant", "E10"},
	{"hotel", "E11"},
	{"judgement", "E12"},
	{"work_products", "E09"},
	{"health_to_be", "E07"},
	{"t10", "T10"},
}

// drawnCard is an example as it looks in a theme.
type drawnCard struct {
	id   string
	look assets.Theme
}

// Sizes of a card of the gallery, px of the screen.
const cardWidth, cardHeight = 232, 150

// showStart covers the empty canvas with the start page.
func (w *Window) showStart() {
	w.start = w.startPage()
	w.stack.Add(w.start)
	w.stack.Refresh()
}

// leaveStart takes the start page away, for there is something to show.
func (w *Window) leaveStart() {
	if w.start == nil {
		return
	}
	w.stack.Remove(w.start)
	w.start = nil
}

// startPage offers what one may begin with. Typing begins a model as well: it clears the page.
func (w *Window) startPage() *fyne.Container {
	t := func(m lang.Msg) string { return w.app.text(m) }
	head := canvas.NewText(t(lang.M("start.question")), w.color(theme.ColorNameForeground))
	head.TextSize = 26
	head.TextStyle.Bold = true
	sub := canvas.NewText(t(lang.M("start.hint")), w.color(theme.ColorNamePlaceHolder))
	sub.TextSize = textSize
	blank := widget.NewButton(t(lang.M("start.new")), func() {
		w.leaveStart()
		w.win.Canvas().Focus(w.canvas)
		w.sibling()
	})
	blank.Importance = widget.HighImportance
	open := widget.NewButton(t(lang.M("start.open")), w.openDialog)
	buttons := container.NewHBox(blank, open)

	cards := container.NewGridWrap(fyne.NewSize(cardWidth, cardHeight))
	for _, e := range gallery {
		cards.Add(w.card(e))
	}
	title := canvas.NewText(t(lang.M("start.examples")), w.color(theme.ColorNameForeground))
	title.TextSize = 16
	title.TextStyle.Bold = true

	page := container.NewVBox(head, sub, spacer(4), buttons, spacer(10))
	if recent := w.recentList(); recent != nil {
		page.Add(recent)
	}
	page.Add(title)
	page.Add(cards)
	back := canvas.NewRectangle(w.color(theme.ColorNameBackground))
	return container.NewStack(back, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(28, 28, 36, 36), page)))
}

func (w *Window) color(name fyne.ThemeColorName) (c interface {
	RGBA() (r, g, b, a uint32)
},
) {
	s := w.app.fyne.Settings()
	return s.Theme().Color(name, s.ThemeVariant())
}

func spacer(h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(1, h))
	return r
}

// recentList is the files of late, in a row.
func (w *Window) recentList() fyne.CanvasObject {
	list := w.app.recent()
	if len(list) == 0 {
		return nil
	}
	title := canvas.NewText(w.app.text(lang.M("start.recent")), w.color(theme.ColorNameForeground))
	title.TextSize = 16
	title.TextStyle.Bold = true
	row := container.NewHBox()
	const most = 5
	for _, p := range list[:min(most, len(list))] {
		row.Add(widget.NewButton(strings.TrimSuffix(filepath.Base(p), seikaSuffix), func() { w.openHere(p) }))
	}
	return container.NewVBox(title, row, spacer(10))
}

// card shows an example, drawn by the program itself, and opens a copy of it.
func (w *Window) card(e example) fyne.CanvasObject {
	c := newCard(w.word("example."+e.id), func() { w.openExample(e) })
	look := w.app.sceneTheme()
	if img, ok := w.app.cards[drawnCard{e.id, look}]; ok {
		c.show(img)
		return c
	}
	live.Go(func() error {
		g, err := readExample(e)
		if err != nil {
			return err
		}
		img, err := thumbnail(g, look, cardWidth*2, (cardHeight-34)*2)
		if err != nil {
			return err
		}
		w.app.post(func() {
			w.app.cards[drawnCard{e.id, look}] = img
			c.show(img)
		})
		return nil
	}, func(err error) {
		if err != nil {
			w.app.post(func() { w.app.report(err) })
		}
	})
	return c
}

// readExample reads an example and lays it out.
func readExample(e example) (*model.Graph, error) {
	b, err := testdata.Examples.ReadFile("lines/" + e.file + ".seika.txt")
	if err != nil {
		return nil, err
	}
	return parse(string(b))
}

// parse reads lines and lays the model out.
func parse(text string) (*model.Graph, error) {
	in, err := source.Read(context.Background(), "", strings.NewReader(text), source.Defaults())
	if err != nil {
		return nil, err
	}
	g, err := lines.Parse(context.Background(), in)
	if err != nil {
		return nil, err
	}
	return arranged(context.Background(), g)
}

// thumbnail draws a whole model into a picture of a size in device px.
func thumbnail(g *model.Graph, t assets.Theme, width, height int) (image.Image, error) {
	s := scene.Build(diagram.Build(g, diagram.Options{}), scene.Options{Theme: t})
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	r := s.Bounds.Grow(24)
	ppu := math.Min(math.Min(float64(width)/r.W(), float64(height)/r.H()), 2)
	origin := r.Center().Sub(geom.Pt(float64(width), float64(height)).Mul(0.5 / ppu))
	err := raster.New().Draw(context.Background(), img, s, raster.View{Origin: origin, PPU: ppu}, raster.Options{Scale: 2})
	return img, err
}

// openExample opens a copy without a file.
func (w *Window) openExample(e example) {
	g, err := readExample(e)
	if err != nil {
		w.sayError(err)
		return
	}
	target := w
	if !w.empty() {
		target = w.app.newWindow()
	}
	target.leaveStart()
	target.setDoc(model.NewDoc(g))
	target.canvas.Fit()
	target.win.Canvas().Focus(target.canvas)
}

// card is a picture with a title that can be clicked.
type card struct {
	widget.BaseWidget
	title string
	do    func()
	back  *canvas.Rectangle
	image *canvas.Image
	label *widget.Label
}

func newCard(title string, do func()) *card {
	c := &card{title: title, do: do}
	c.back = canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	c.back.StrokeColor = theme.Color(theme.ColorNameSeparator)
	c.back.StrokeWidth = 1
	c.back.CornerRadius = 6
	c.image = canvas.NewImageFromImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
	c.image.FillMode = canvas.ImageFillContain
	c.label = widget.NewLabel(title)
	c.label.Truncation = fyne.TextTruncateEllipsis
	c.ExtendBaseWidget(c)
	return c
}

func (c *card) show(img image.Image) {
	c.image.Image = img
	c.image.Refresh()
}

// Tapped opens the example.
func (c *card) Tapped(*fyne.PointEvent) { c.do() }

// CreateRenderer is part of being a widget.
func (c *card) CreateRenderer() fyne.WidgetRenderer {
	body := container.NewBorder(nil, c.label, nil, nil, container.New(layout.NewCustomPaddedLayout(2, 0, 2, 2), c.image))
	return widget.NewSimpleRenderer(container.NewStack(c.back, body))
}
