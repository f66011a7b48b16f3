package ui

import (
	"context"
	"image"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/scene"
	"seika/model"
	"seika/model/lines"
	"seika/ui/panel"
)

// Two contents of a document are compared in pictures, where what is the same is faded, and below in words, a line for each
// element that differs.

// wordsOf lists what a change does, a line for each element.
func (w *Window) wordsOf(c model.Change, from, to *model.Graph) []string {
	t := func(m lang.Msg) string { return w.app.text(m) }
	var out []string
	if len(c.Meta) > 0 {
		out = append(out, t(lang.M("differ.changed", "v", lang.M("properties.document"), "what", membersThatDiffer(w.app.lang, model.MetaFields, c.Meta[0]))))
	}
	out = append(out, linesOf(w, c.Nodes, func(n model.Node) string { return called(from, to, n.ID) }, fieldsOf(model.NodeFields))...)
	out = append(out, linesOf(w, c.Relations, func(r model.Relation) string { return called(from, to, r.ID()) }, func(r model.Relation) []model.Field[model.Relation] {
		return model.RelationFields(r.Kind)
	})...)
	out = append(out, linesOf(w, c.Groups, func(g model.Group) string { return called(from, to, g.ID) }, fieldsOf(model.GroupFields))...)
	if others := len(c.Phases) + len(c.Answers) + len(c.Proposals); others > 0 {
		out = append(out, t(lang.M("recover.others", "n", others)))
	}
	return out
}

func fieldsOf[T any](all []model.Field[T]) func(T) []model.Field[T] {
	return func(T) []model.Field[T] { return all }
}

// called is how people know an element: by the name it has, else by the one it had.
func called(from, to *model.Graph, id model.ID) string {
	if e, ok := model.ParseEnds(id); ok {
		mark := " > "
		if e.Kind == model.Sync {
			mark = " = "
		}
		return called(from, to, e.From) + mark + called(from, to, e.To)
	}
	if to.Has(id) {
		return short(to.Label(id))
	}
	return short(from.Label(id))
}

func linesOf[T comparable](w *Window, ds []model.Delta[T], name func(T) string, fields func(T) []model.Field[T]) []string {
	var out []string
	for _, d := range ds {
		var m lang.Msg
		switch v := name(d.Record()); d.Op {
		case model.Added:
			m = lang.M("differ.added", "v", v)
		case model.Removed:
			m = lang.M("differ.removed", "v", v)
		default:
			m = lang.M("differ.changed", "v", v, "what", membersThatDiffer(w.app.lang, fields(d.After), d))
		}
		out = append(out, w.app.text(m))
	}
	return out
}

// membersThatDiffer says what became of each member. Members that the properties do not show come together as one.
func membersThatDiffer[T comparable](l lang.Lang, fields []model.Field[T], d model.Delta[T]) string {
	var out []string
	moved, other := false, false
	for _, f := range fields {
		was, is := memberText(f, &d.Before), memberText(f, &d.After)
		switch key := "field." + f.Name; {
		case was == is:
		case f.Type == model.Spot:
			moved = true
		case !lang.Has(key):
			other = true
		default:
			label, _, _ := strings.Cut(lang.Text(l, key), " (")
			label, _, _ = strings.Cut(label, "（")
			out = append(out, lang.Text(l, "differ.member", "member", label, "was", orNothing(short(was)), "is", orNothing(short(is))))
		}
	}
	if moved {
		out = append(out, lang.Text(l, "differ.moved"))
	}
	if other || len(out) == 0 {
		out = append(out, lang.Text(l, "differ.other"))
	}
	return strings.Join(out, lang.Text(l, "differ.and"))
}

func memberText[T any](f model.Field[T], of *T) string {
	switch {
	case f.List != nil:
		return strings.Join(f.List(of).Items(), ", ")
	case f.Get != nil:
		return f.Get(of)
	default:
		return ""
	}
}

func orNothing(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// Sizes of a picture in a comparison, px of the screen.
const compareWidth, compareHeight = 400, 240

// comparison is two contents side by side, or one alone.
type comparison struct {
	*fyne.Container
	w     *Window
	stop  context.CancelFunc
	views []*canvas.Image
	words *fyne.Container
}

// newComparison makes a comparison with a title over each picture.
func (w *Window) newComparison(titles ...lang.Msg) *comparison {
	c := &comparison{w: w, words: container.NewVBox(), stop: func() {}}
	pictures := container.NewGridWithColumns(len(titles))
	for _, title := range titles {
		view := canvas.NewImageFromImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
		view.FillMode = canvas.ImageFillContain
		view.SetMinSize(w.pictureSize())
		c.views = append(c.views, view)
		name := widget.NewLabel(w.app.text(title))
		name.Alignment, name.TextStyle.Bold = fyne.TextAlignCenter, true
		pictures.Add(container.NewBorder(name, nil, nil, nil, view))
	}
	c.Container = container.NewBorder(pictures, nil, nil, nil, container.NewVScroll(c.words))
	return c
}

// pictureSize is how large each picture of a comparison is: in a low window the words below keep some room.
func (w *Window) pictureSize() fyne.Size {
	have := w.win.Canvas().Size()
	return fyne.NewSize(min(compareWidth, (have.Width-360)/2), min(compareHeight, have.Height/3))
}

// show compares two contents; the pictures come when they are drawn.
func (c *comparison) show(from, to *model.Graph) {
	change := model.Diff(from, to)
	said := c.w.wordsOf(change, from, to)
	if len(said) == 0 {
		said = []string{c.w.app.text(lang.M("versions.same"))}
	}
	c.draw(said, slices.Collect(change.Touched()), from, to)
}

// showOne shows a content alone, its words as lines.
func (c *comparison) showOne(g *model.Graph) {
	c.draw(strings.Split(strings.TrimSpace(lines.PrintPlain(g, nil)), "\n"), nil, g)
}

// draw puts words below, and draws a content for each picture, with what is touched at its full strength.
func (c *comparison) draw(said []string, touched []model.ID, contents ...*model.Graph) {
	const most = 200 // lines
	if len(said) > most {
		said = append(said[:most], c.w.app.text(lang.M("ui.and_more", "n", len(said)-most)))
	}
	c.words.Objects = nil
	for _, s := range said {
		line := panel.NewProse(s)
		c.words.Add(line)
	}
	c.words.Refresh()

	c.stop()
	ctx, stop := context.WithCancel(context.Background())
	c.stop = stop
	look, scale := c.w.app.sceneTheme(), float64(c.w.win.Canvas().Scale())
	for i, g := range contents {
		var img image.Image
		live.Go(func() (err error) {
			img, err = compared(ctx, g, touched, look, scale)
			return err
		}, func(err error) {
			c.w.app.post(func() {
				switch {
				case ctx.Err() != nil:
				case err != nil:
					c.w.app.report(err)
				default:
					c.views[i].Image = img
					c.views[i].Refresh()
				}
			})
		})
	}
}

// compared draws a content with what differs at its full strength.
func compared(ctx context.Context, g *model.Graph, differ []model.ID, t assets.Theme, scale float64) (image.Image, error) {
	const most = 2 // px of the screen for one of the model: small models need no magnifying beyond
	var faded func(model.ID) bool
	if len(differ) > 0 {
		faded = func(id model.ID) bool { return !slices.Contains(differ, id) }
	}
	s := scene.Build(diagram.Build(g, diagram.Options{}), scene.Options{Theme: t, Faded: faded})
	width, height := compareWidth*scale, compareHeight*scale
	img := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	r := s.Bounds.Grow(24)
	ppu := math.Min(math.Min(width/r.W(), height/r.H()), most*scale)
	origin := r.Center().Sub(geom.Pt(width, height).Mul(0.5 / ppu))
	err := raster.New().Draw(ctx, img, s, raster.View{Origin: origin, PPU: ppu}, raster.Options{Scale: scale})
	return img, err
}

// compareWith shows another content of the document beside the present one, and what can be done about it.
func (w *Window) compareWith(title, theirs lang.Msg, g *model.Graph, choices ...choice) {
	c := w.newComparison(lang.M("differ.mine"), theirs)
	d := dialog.NewCustomWithoutButtons(w.app.text(title), c.Container, w.win)
	buttons := []fyne.CanvasObject{w.newButton(w.app.text(lang.M("ui.cancel")), d.Hide, d.Hide)}
	for _, x := range slices.Backward(choices) {
		buttons = append(buttons, w.newButton(w.app.text(x.label), func() {
			d.Hide()
			x.do()
		}, d.Hide))
	}
	d.SetButtons(w.fitting(buttons))
	d.Resize(w.atMost(900, 560))
	w.shown(closing{d, c})
	d.Show()
	c.show(w.doc.Graph(), g)
	if first, ok := buttons[len(buttons)-1].(*button); ok {
		first.Importance = widget.HighImportance
		w.win.Canvas().Focus(first)
	}
}

// closing ends the drawing of a comparison when its dialog is closed.
type closing struct {
	dialog.Dialog
	c *comparison
}

// SetOnClosed is for the window.
func (x closing) SetOnClosed(f func()) {
	x.Dialog.SetOnClosed(func() {
		x.c.stop()
		f()
	})
}
