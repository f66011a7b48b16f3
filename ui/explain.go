package ui

import (
	"context"
	"image"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/analysis"
	"seika/analysis/rules"
	"seika/analysis/text"
	"seika/assets"
	"seika/internal/diagram"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/report"
	"seika/internal/scene"
	"seika/model"
	"seika/model/edit"
	"seika/testdata"
	"seika/ui/panel"
)

// Sizes of the page of a rule, px of the screen.
const (
	pageWidth, pageHeight     = 800, 470
	figureWidth, figureHeight = 400, 160
)

// Explain shows the page of a rule: what it looks for and why, a wrong and a right model, and its numbers, which may be set
// for this document.
func (w *Window) Explain(f analysis.Finding) {
	r, ok := rules.Find(f.Rule)
	if !ok {
		return
	}
	t := w.app.text
	wrong, right := newFigure(), newFigure()
	pictures := container.NewVBox(
		widget.NewLabel(t(lang.M("explain.wrong"))), wrong.object, widget.NewLabel(t(lang.M("explain.right"))), right.object,
	)
	d := dialog.NewCustomWithoutButtons(ruleName(w.app.lang, r.ID),
		container.NewBorder(nil, nil, nil, pictures, container.NewVScroll(w.aboutRule(r, f))), w.win)
	done := w.newButton(t(lang.M("ui.close")), d.Hide, d.Hide)
	d.SetButtons([]fyne.CanvasObject{done})
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(pageWidth, size.Width-40), min(pageHeight, size.Height-40)))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(done)
	w.drawFigures(r, wrong, right)
}

// aboutRule is what there is to say of a rule, the finding at hand first.
func (w *Window) aboutRule(r analysis.Rule, f analysis.Finding) fyne.CanvasObject {
	l, g, t := w.app.lang, w.doc.Graph(), w.app.text
	page := container.New(layout.NewCustomPaddedVBoxLayout(-6))
	part := func(head lang.Msg, said string) {
		if said == "" {
			return
		}
		h := widget.NewLabel(t(head))
		h.TextStyle.Bold = true
		page.Add(h)
		text := panel.NewProse(said)
		page.Add(text)
	}
	part(lang.M("report.rule.looks_for"), text.LooksFor(l, r.ID))
	part(lang.M("report.rule.why"), text.Why(l, g, f))
	part(lang.M("explain.here"), text.Title(l, g, f)+"\n"+text.Evidence(l, g, f))
	part(lang.M("report.rule.not_when"), text.NotWhen(l, r.ID))
	var fixes string
	for i, x := range r.Fixes {
		if i > 0 {
			fixes += " · "
		}
		fixes += text.Fix(l, x.ID)
	}
	part(lang.M("report.rule.fixes"), fixes)
	if r.ID != "" && f.Severity != analysis.Error {
		h := widget.NewLabel(t(lang.M("explain.settings")))
		h.TextStyle.Bold = true
		page.Add(h)
		page.Add(w.ruleSettings(r))
	}
	return page
}

// ruleSettings lets how severe a rule is, and its numbers, be set for this document. Each is one undo step.
func (w *Window) ruleSettings(r analysis.Rule) fyne.CanvasObject {
	t := w.app.text
	now := w.settings().Rules[r.ID]
	form := container.NewGridWithColumns(2)
	levels := []analysis.Severity{0, analysis.High, analysis.Medium, analysis.Low, analysis.Info}
	names := []string{
		t(lang.M("explain.severity.usual")), t(lang.M("report.severity.high")), t(lang.M("report.severity.medium")),
		t(lang.M("report.severity.low")), t(lang.M("report.severity.info")),
	}
	level := panel.NewChooser(names, w.escapes)
	level.SetSelectedIndex(slices.Index(levels, now.Severity))
	level.OnChanged = func(string) {
		w.set(r.ID, "command.set_rule", func(rs *analysis.RuleSettings) { rs.Severity = levels[level.SelectedIndex()] })
	}
	form.Add(panel.NewProse(t(lang.M("report.rule.severity"))))
	form.Add(level)
	for _, s := range r.Settings {
		e := panel.NewEntry(w.keys)
		e.SetPlaceHolder(strconv.Itoa(s.Default))
		if n, ok := now.Values[s.Name]; ok {
			e.SetText(strconv.Itoa(n))
		}
		take := func() { w.setNumber(r, s, e.Text) }
		e.Key = func(k fyne.KeyName, m fyne.KeyModifier) bool {
			switch k {
			case fyne.KeyReturn, fyne.KeyEnter:
				take()
			case fyne.KeyTab:
				if m == shift {
					w.win.Canvas().FocusPrevious()
				} else {
					w.win.Canvas().FocusNext()
				}
			default:
				return w.escapes(k)
			}
			return true
		}
		e.Focus = func(gained bool) {
			if !gained {
				take()
			}
		}
		form.Add(panel.NewProse(t(lang.M("explain.number", "name", w.word("explain.setting."+s.Name), "min", s.Min, "max", s.Max))))
		form.Add(e)
	}
	return form
}

// setNumber sets a number of a rule; nothing is the usual one.
func (w *Window) setNumber(r analysis.Rule, s analysis.Setting, typed string) {
	n, err := strconv.Atoi(model.Key(typed))
	if typed != "" && (err != nil || n < s.Min || n > s.Max) {
		w.say(lang.M("analysis.settings.range", "rule", r.ID, "name", w.word("explain.setting."+s.Name), "x", typed, "min", s.Min, "max", s.Max))
		return
	}
	w.set(r.ID, "command.set_rule", func(rs *analysis.RuleSettings) {
		values := map[string]int{}
		for k, v := range rs.Values { // into a map again
			values[k] = v
		}
		if typed == "" {
			delete(values, s.Name)
		} else {
			values[s.Name] = n
		}
		rs.Values = values
	})
}

// escapes is the Command of what stands in a dialog: Esc takes the dialog away.
func (w *Window) escapes(k fyne.KeyName) bool {
	if k != fyne.KeyEscape {
		return false
	}
	w.dismiss()
	return true
}

// figure is the place of a drawn model.
type figure struct {
	object fyne.CanvasObject
	image  *canvas.Image
}

func newFigure() figure {
	img := canvas.NewImageFromImage(image.NewRGBA(image.Rect(0, 0, 1, 1)))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSize(figureWidth, figureHeight))
	back := canvas.NewRectangle(theme.Color(theme.ColorNameInputBackground))
	back.StrokeColor = theme.Color(theme.ColorNameSeparator)
	back.StrokeWidth = 1
	back.CornerRadius = 4
	return figure{container.NewStack(back, img), img}
}

func (f figure) show(img image.Image) {
	f.image.Image = img
	f.image.Refresh()
}

// drawFigures has a worker draw the models of a rule, with what the rule finds in them.
func (w *Window) drawFigures(r analysis.Rule, wrong, right figure) {
	look, scale, l := w.app.sceneTheme(), float64(w.win.Canvas().Scale()), w.app.lang
	ok, bad, found := testdata.Rule(r.ID)
	if !found {
		return
	}
	var images [2]image.Image
	live.Go(func() (err error) {
		pen := raster.New()
		for i, lines := range []string{bad.Lines, ok.Lines} {
			if images[i], err = sketch(pen, r, lines, look, scale, l); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.app.report(err)
				return
			}
			wrong.show(images[0])
			right.show(images[1])
		})
	})
}

// sketch draws a model with what a rule finds in it.
func sketch(pen *raster.Renderer, r analysis.Rule, lines string, look assets.Theme, scale float64, l lang.Lang) (image.Image, error) {
	ctx := context.Background()
	g, err := parse(ctx, lines)
	if err != nil {
		return nil, err
	}
	found, err := analysis.Run(ctx, analysis.Input{Graph: g, Rules: []analysis.Rule{r}, Options: analysis.Options{Preset: analysis.PresetAll}})
	if err != nil {
		return nil, err
	}
	marks := report.Marks(l, g, found.Findings) // of the names as they are, which the rule may be about
	if g, err = spoken(g, l); err != nil {
		return nil, err
	}
	d := diagram.Build(diagram.Alt.Spread(g), diagram.Options{Names: diagram.Alt, Marks: marks})
	s := scene.Build(d, scene.Options{Theme: look})
	width, height := figureWidth*scale, figureHeight*scale
	img := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	b := s.Bounds.Grow(16)
	ppu := math.Min(math.Min(width/b.W(), height/b.H()), scale)
	origin := b.Center().Sub(geom.Pt(width, height).Mul(0.5 / ppu))
	return img, pen.Draw(ctx, img, s, raster.View{Origin: origin, PPU: ppu}, raster.Options{Scale: scale})
}

// spoken is an example with other names: those of the reader's language, where they are not.
func spoken(g *model.Graph, l lang.Lang) (*model.Graph, error) {
	words := testdata.OtherNames()
	m := g.Meta()
	m.LangAlt = string(l)
	cs := []model.Command{edit.Describe{Meta: m}}
	say := func(id model.ID, name string) {
		if other := words[name]; other != "" && diagram.Written(name) != l {
			name = other
		}
		cs = append(cs, edit.Set{IDs: []model.ID{id}, Member: "nameAlt", Value: name})
	}
	for n := range g.Nodes() {
		say(n.ID, n.Name)
	}
	for p := range g.Groups() {
		say(p.ID, p.Name)
	}
	g, _, err := model.Try(g, model.Batch("command.describe", cs...))
	return g, err
}
