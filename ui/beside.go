package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"seika/analysis/rules"
	"seika/assets"
	"seika/internal/compare"
	"seika/internal/geom"
	"seika/internal/lang"
	"seika/internal/layout/layered"
	"seika/internal/live"
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
	paper   *canvas.Rectangle
	look    assets.Theme // that the picture is drawn in
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
	zoom    float64 // times as large as the picture is drawn without being asked; 0 is once
	paints  int     // begun: the last one counts
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
			b.pane.Zoom, b.pane.Mods = b.zoomed, w.keys.Mods
			b.look = w.app.sceneTheme()
			b.paper = canvas.NewRectangle(b.look.Palette().Paper)
			w.left.Objects = []fyne.CanvasObject{b.paper, b.pane.Object()}
			w.left.Show()
			w.win.Content().Refresh()
			w.openAside(b)
			w.canvas.Fit()
			w.zoomToRead() // half a window is narrow; what is selected is brought into view
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
				first := b.report == nil
				b.report, b.graph, b.rows = r, g, r.Rows
				if b.sieve != everything {
					b.sift()
				}
				if first {
					b.begin()
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

// begin lights what is selected already, else the first row.
func (b *beside) begin() {
	switch {
	case len(b.w.nodes()) > 0:
		b.follow(b.w.nodes())
	case len(b.rows) > 0:
		b.goTo(0)
	}
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

// besideOn is the view, where it is on.
func besideOn(w *Window) (*beside, bool) {
	b, on := w.aside.(*beside)
	return b, on && b.report != nil
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
