package ui

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"seika/analysis/rules"
	"seika/internal/compare"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/live"
	"seika/internal/raster"
	"seika/internal/report"
	"seika/internal/taskview"
	"seika/internal/taskview/draw"
	"seika/model"
	"seika/ui/panel"
)

// beside is the view of the task view beside the deliverables: what is selected on one side is lit on the other, and what
// corresponds to what is accepted or rejected row by row. The task view cannot be changed.
type beside struct {
	w       *Window
	file    string
	view    *taskview.View
	picture *draw.Picture
	pane    *panel.TaskPane
	rows    []compare.Row   // decided so far, or proposed
	past    [][]compare.Row // for taking back
	report  *compare.Report
	graph   *model.Graph // that the report is of
	tasks   []string     // selected on the left
	at      int          // the row shown
	sieve   sieve
	stop    context.CancelFunc
	scale   float64 // px of the screen for one of the picture
	origin  geom.Point
}

// readableZoom is the least at which names can be read.
const readableZoom = 0.45

// showBeside shows the task view that the document was made of, or asks for one. Once more, it ends.
func (w *Window) showBeside() {
	if _, on := w.aside.(*beside); on {
		w.leaveAside()
		return
	}
	if w.imported != nil {
		w.setBeside(w.imported.file, w.imported.view)
		return
	}
	w.askView(func(path string) {
		w.readView(path, func(v *taskview.View) { w.setBeside(path, v) })
	})
}

// setBeside lays a task view out beside the document.
func (w *Window) setBeside(file string, v *taskview.View) {
	b := &beside{w: w, file: file, view: v, stop: func() {}}
	b.rows = readMap(b.mapPath())
	var p *draw.Picture
	live.Go(func() (err error) {
		p, err = draw.Arrange(context.Background(), v, layered.Engine{})
		return err
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.sayError(err)
				return
			}
			b.picture = p
			b.pane = panel.NewTaskPane(b.pressed, b.pointed)
			paper := canvas.NewRectangle(w.app.sceneTheme().Palette().Paper)
			w.left.Objects = []fyne.CanvasObject{paper, b.pane.Object()}
			w.left.Show()
			w.win.Content().Refresh()
			w.openAside(b)
			w.canvas.Fit()
			if w.canvas.Zoom() < readableZoom {
				w.canvas.ZoomTo(readableZoom) // half a window is narrow; what is selected is brought into view
			}
		})
	})
}

// show brings the comparison in step with the document; the figures come when they are worked out.
func (b *beside) show() bool {
	w, g := b.w, b.w.doc.Graph()
	if b.report != nil && b.graph == g {
		b.tell()
		return true
	}
	b.stop()
	ctx, stop := context.WithCancel(context.Background())
	b.stop = stop
	rows := b.rows
	var r *compare.Report
	live.Go(func() (err error) {
		r, err = compare.Of(ctx, b.view, g, compare.Options{Rows: rows, Rules: rules.All})
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				w.app.report(err)
			default:
				b.report, b.graph, b.rows = r, g, r.Rows
				if b.sieve != everything {
					b.sift()
				}
				b.tell()
				b.paint()
			}
		})
	})
	if b.report == nil {
		w.put(panel.Card{Title: w.app.text(lang.M("beside.title")), Head: w.app.text(lang.M("beside.working"))})
	}
	return true
}

// leave takes the task view away.
func (b *beside) leave() {
	b.stop()
	if b.sieve != everything {
		b.w.fade(nil)
	}
	b.w.canvas.Circle(nil, nil)
	b.w.left.Hide()
	b.w.left.Objects = nil
	b.w.win.Content().Refresh()
}

// tell shows the row, what can be done about it, and five figures.
func (b *beside) tell() {
	w := b.w
	t := w.app.text
	c := panel.Card{Title: t(lang.M("beside.title"))}
	if n := len(b.rows); n > 0 {
		b.at = min(b.at, n-1)
		r := b.rows[b.at]
		x := report.Views{Report: b.report}
		at := widget.NewLabel(t(lang.M("beside.row", "i", b.at+1, "n", n, "how", report.How(w.app.lang, r), "score", r.Score, "status", report.StatusOf(w.app.lang, r))))
		at.Importance, at.Wrapping = widget.LowImportance, fyne.TextWrapWord
		said := widget.NewLabel(x.TasksOf(r) + "\n⇔ " + x.ThingsOf(r))
		said.Wrapping, said.TextStyle.Bold = fyne.TextWrapWord, true
		c.Controls = append(c.Controls, at, said, b.do("match_accept"), b.do("match_reject"),
			panel.Row(b.small("match_previous"), b.small("match_next")), panel.Row(b.small("match_proposed"), b.small("match_discordant")))
	}
	c.Controls = append(c.Controls, b.do("match_selected"), b.do("match_filter"))
	if let := b.shown(); !let.all {
		n, m := 0, 0
		for _, x := range b.view.Nodes {
			if let.tasks[x.ID] {
				n++
			}
		}
		for _, in := range let.things {
			if in {
				m++
			}
		}
		only := widget.NewLabel(t(lang.M("beside.sieve", "what", t(sieveWords[b.sieve]), "tasks", n, "things", m)))
		only.Importance, only.Wrapping = widget.LowImportance, fyne.TextWrapWord
		c.Controls = append(c.Controls, only)
	}
	c.Head = t(lang.M("beside.rests", "accepted", b.report.Matched(compare.Accepted), "proposed", b.report.Matched(compare.Proposed)))
	for _, id := range []string{"elements", "covered", "order_agreement", "discordant"} {
		for _, f := range b.report.Figures {
			if f.ID == id {
				c.Statements = append(c.Statements, panel.Statement{Head: lang.M("beside.figure", "name", report.FigureName(w.app.lang, f),
					"task", report.FigureText(w.app.lang, f.Task), "thing", report.FigureText(w.app.lang, f.Thing))})
			}
		}
	}
	for i, p := range b.report.Against {
		const most = 3
		if i == most {
			break
		}
		c.Statements = append(c.Statements, panel.Statement{Head: lang.M("imported.reason", "why", report.Views{Report: b.report}.AgainstQuestion(w.app.lang, p))})
	}
	c.Actions = append(c.Actions, b.do("match_save"))
	w.put(c)
}

func (b *beside) do(id string) fyne.CanvasObject {
	return panel.NewButton(b.w.word("action."+id), b.w, func() { b.w.run(id) })
}

func (b *beside) small(id string) fyne.CanvasObject {
	x := panel.NewButton(b.w.word("action."+id), b.w, func() { b.w.run(id) })
	x.Importance, x.Alignment = widget.LowImportance, widget.ButtonAlignCenter
	return x
}

// besideOn is the view, where it is on.
func besideOn(w *Window) (*beside, bool) {
	b, on := w.aside.(*beside)
	return b, on && b.report != nil
}

// paint has a worker draw the task view.
func (b *beside) paint() {
	w := b.w
	const margin, most, least = 16, 3000, 0.65 // px of the screen, on a side; smaller could not be read
	look, screen := w.app.sceneTheme(), float64(w.win.Canvas().Scale())
	s := b.picture.Scene(look, b.looks())
	r := s.Bounds.Grow(margin)
	b.origin, b.scale = r.Min, min(1, most/max(r.W(), r.H(), 1))
	if room := float64(b.pane.Room().Height); room > 0 {
		b.scale = min(b.scale, max(least, room/max(r.H(), 1)))
	}
	size := fyne.NewSize(float32(r.W()*b.scale), float32(r.H()*b.scale))
	var img *image.RGBA
	live.Go(func() error {
		img = image.NewRGBA(image.Rect(0, 0, int(r.W()*b.scale*screen)+1, int(r.H()*b.scale*screen)+1))
		return raster.New().Draw(context.Background(), img, s, raster.View{Origin: r.Min, PPU: b.scale * screen}, raster.Options{Scale: screen})
	}, func(err error) {
		w.app.post(func() {
			if err != nil {
				w.app.report(err)
				return
			}
			if w.aside == aside(b) {
				b.pane.Put(img, size)
				b.light()
			}
		})
	})
}

// besideDo is what an action does while the views stand beside each other.
func besideDo(do func(*beside)) func(*Window) {
	return func(w *Window) {
		if b, on := besideOn(w); on {
			do(b)
		}
	}
}

// besideLayout puts the task view left of the canvas, of which something may lie over the right part.
type besideLayout struct{ covered func() float32 }

// MinSize is part of being a layout.
func (besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

// Layout is part of being a layout.
func (l besideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const share = 0.45 // of the width that is seen
	left := float32(0)
	if o[0].Visible() {
		left = (s.Width - l.covered()) * share
	}
	o[0].Resize(fyne.NewSize(max(0, left-1), s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, s.Height))
	o[1].Move(fyne.NewPos(left, 0))
}
