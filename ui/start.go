package ui

import (
	"context"
	"errors"
	"image"
	"io/fs"
	"math"
	"os"
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
	"seika/model/edit"
	"seika/model/lines"
	"seika/testdata"
	"seika/ui/panel"
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

// drawnCard is an example as it looks in a language and a theme, drawn for a screen that has so many device px for one px.
type drawnCard struct {
	id    string
	lang  lang.Lang
	look  assets.Theme
	scale float32
}

// Sizes of a card of the gallery, px of the screen.
const cardWidth, cardHeight = 232, 150

// showStart covers the empty canvas with the start page.
func (w *Window) showStart() {
	w.start = w.startPage()
	w.stack.Objects = w.overCanvas()
	w.stack.Refresh()
	w.wonder()
}

// leaveStart takes the start page away, for there is something to show.
func (w *Window) leaveStart() {
	if w.start == nil {
		return
	}
	w.stack.Remove(w.start)
	w.start = nil
	w.stopCards()
	w.wonder()
}

// startPage offers what one may begin with. Typing begins a model as well: it clears the page.
func (w *Window) startPage() *fyne.Container {
	t := func(m lang.Msg) string { return w.app.text(m) }
	head := canvas.NewText(t(lang.M("start.question")), w.color(theme.ColorNameForeground))
	head.TextSize = 26
	head.TextStyle.Bold = true
	hint := panel.NewProse(t(lang.M("start.hint")))
	hint.Importance = widget.LowImportance
	sub := container.New(layout.NewCustomPaddedLayout(-7, -7, -7, 0), hint) // in line with the head
	blank := w.newButton(t(lang.M("start.new")), func() {
		w.leaveStart()
		w.win.Canvas().Focus(w.canvas)
		w.sibling()
	}, w.ToCanvas)
	blank.Importance = widget.HighImportance
	open := w.newButton(t(lang.M("start.open")), w.openDialog, w.ToCanvas)
	buttons := container.NewHBox(blank, open)
	if last := w.lastTimeButton(); last != nil {
		buttons.Add(last)
	}

	cards := container.NewGridWrap(fyne.NewSize(cardWidth, cardHeight))
	shown := map[example]*card{}
	for _, e := range gallery {
		shown[e] = newCard(w.word("example."+e.id), func() { w.openExample(e) })
		if img := w.app.cardLike(e.id, w.app.lang, w.app.sceneTheme()); img != nil {
			shown[e].image.Image = img // until its own is drawn
		}
		cards.Add(shown[e])
	}
	w.app.later(func() { w.drawCards(shown) }) // once the window is there: only then it knows its scale
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

// recentList is the files of late, above the columns of the examples. One that is not there any more is greyed and can be
// taken off the list.
func (w *Window) recentList() fyne.CanvasObject {
	list := w.app.recent()
	if len(list) == 0 {
		return nil
	}
	title := canvas.NewText(w.app.text(lang.M("start.recent")), w.color(theme.ColorNameForeground))
	title.TextSize = 16
	title.TextStyle.Bold = true
	const height, side = 34, 2 * 12
	files := container.NewGridWrap(fyne.NewSize(cardWidth, height))
	for _, p := range list {
		name := strings.TrimSuffix(filepath.Base(p), seikaSuffix)
		open := w.newButton(cut(name, textSize, cardWidth-side), func() { w.openHere(p) }, w.ToCanvas)
		open.Alignment = widget.ButtonAlignLeading
		drop := widget.NewButtonWithIcon("", theme.CancelIcon(), func() {
			w.app.forgetRecent(p)
			w.relabel()
		})
		drop.Importance = widget.LowImportance
		drop.Hide()
		files.Add(container.NewBorder(nil, nil, nil, drop, open))
		w.whenMissing(p, func() {
			open.SetText(cut(name, textSize, cardWidth-side-drop.MinSize().Width))
			open.Disable()
			drop.Show()
		})
	}
	return container.NewVBox(title, files, spacer(10))
}

// whenMissing does something if there is no such file. Folders on other machines may take long to answer.
func (w *Window) whenMissing(path string, do func()) {
	gone := false
	live.Go(func() error {
		_, err := os.Stat(path)
		gone = errors.Is(err, fs.ErrNotExist)
		return nil
	}, func(error) {
		w.app.post(func() {
			if gone && w.start != nil {
				do()
			}
		})
	})
}

// cardLike is an example as it was drawn for whatever screen, in this language and theme as far as it was drawn in them: after
// a change of language or theme nothing is blank. nil is none.
func (a *App) cardLike(id string, l lang.Lang, look assets.Theme) (found image.Image) {
	best := 0
	for c, img := range a.cards { // in any order: the best of them is taken, and there is one for each screen
		n := 1
		if c.look == look {
			n++
		}
		if c.lang == l {
			n++
		}
		if c.id == id && n > best {
			best, found = n, img
		}
	}
	return found
}

// drawCards shows each example as the program itself draws it. One worker draws them one after the other, for as long as they
// are to be seen: nothing is to be in the way of a person who begins at once.
func (w *Window) drawCards(shown map[example]*card) {
	w.stopCards()
	if w.start == nil || w.closed {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	w.stopCards = stop
	l, look, scale := w.app.lang, w.app.sceneTheme(), w.win.Canvas().Scale()
	missing := w.missingCards()
	for e, c := range shown {
		if img, ok := w.app.cards[drawnCard{e.id, l, look, scale}]; ok {
			c.show(img)
		}
	}
	live.Go(func() error {
		pen := raster.New()
		for _, e := range missing {
			img, err := drawCard(ctx, pen, e, l, look, scale)
			if ctx.Err() != nil {
				return nil
			}
			if err != nil {
				return err
			}
			w.app.post(func() {
				if ctx.Err() == nil {
					w.app.cards[drawnCard{e.id, l, look, scale}] = img
					shown[e].show(img)
				}
			})
		}
		return nil
	}, func(err error) {
		if err != nil {
			w.app.post(func() { w.app.report(err) })
		}
	})
}

// missingCards lists the examples of a start page that shows which are not drawn as it shows them.
func (w *Window) missingCards() (missing []example) {
	if w.start == nil {
		return nil
	}
	for _, e := range gallery {
		if _, ok := w.app.cards[drawnCard{e.id, w.app.lang, w.app.sceneTheme(), w.win.Canvas().Scale()}]; !ok {
			missing = append(missing, e)
		}
	}
	return missing
}

func drawCard(ctx context.Context, pen *raster.Renderer, e example, l lang.Lang, look assets.Theme, scale float32) (image.Image, error) {
	g, err := readExample(ctx, e, l)
	if err != nil {
		return nil, err
	}
	return thumbnail(ctx, pen, g, look, float64(scale))
}

// readExample reads an example, in the language of the reader first and in the other one beside it, and lays it out.
func readExample(ctx context.Context, e example, l lang.Lang) (*model.Graph, error) {
	name := e.file + ".seika.txt"
	text, err := testdata.Examples.ReadFile("lines/" + name)
	if err != nil {
		return nil, err
	}
	english, err := testdata.English.ReadFile("gallery/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		return parse(ctx, string(text))
	}
	if err != nil {
		return nil, err
	}
	g, err := unplaced(ctx, string(text)+"\n"+string(english))
	if err == nil && l == lang.EN {
		g, err = turned(g)
	}
	if err != nil {
		return nil, err
	}
	return arranged(ctx, g)
}

// turned is a model with the names of its other language first.
func turned(g *model.Graph) (*model.Graph, error) {
	m := g.Meta()
	m.Lang, m.LangAlt = m.LangAlt, m.Lang
	cs := []model.Command{edit.Describe{Meta: m}}
	for n := range g.Nodes() {
		cs = append(cs, edit.Rename{ID: n.ID, To: n.NameAlt}, edit.Set{IDs: []model.ID{n.ID}, Member: "nameAlt", Value: n.Name})
	}
	g, _, err := model.Try(g, model.Batch("command.describe", cs...))
	return g, err
}

// parse reads lines and lays the model out.
func parse(ctx context.Context, text string) (*model.Graph, error) {
	g, err := unplaced(ctx, text)
	if err != nil {
		return nil, err
	}
	return arranged(ctx, g)
}

// unplaced reads lines.
func unplaced(ctx context.Context, text string) (*model.Graph, error) {
	in, err := source.Read(ctx, "", strings.NewReader(text), source.Defaults())
	if err != nil {
		return nil, err
	}
	return lines.Parse(ctx, in)
}

// thumbnail draws a whole model into a card.
func thumbnail(ctx context.Context, pen *raster.Renderer, g *model.Graph, t assets.Theme, scale float64) (image.Image, error) {
	s := scene.Build(diagram.Build(g, diagram.Options{}), scene.Options{Theme: t})
	width, height := cardWidth*scale, (cardHeight-34)*scale
	img := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	r := s.Bounds.Grow(24)
	ppu := math.Min(math.Min(width/r.W(), height/r.H()), scale)
	origin := r.Center().Sub(geom.Pt(width, height).Mul(0.5 / ppu))
	err := pen.Draw(ctx, img, s, raster.View{Origin: origin, PPU: ppu}, raster.Options{Scale: scale})
	return img, err
}

// openExample opens a copy without a file.
func (w *Window) openExample(e example) {
	g, err := readExample(context.Background(), e, w.app.lang)
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
