package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/model"
)

// version is a former content of the document that can be had back.
type version struct {
	store.Version
	graph *model.Graph
}

// versions lists what is kept of the document, with what differs from now. Each can be restored, as one step, or opened beside.
func (w *Window) versions() {
	if w.saving {
		w.say(lang.M("ui.saving"))
		return
	}
	doc := w.file
	var all []version
	live.Go(func() error {
		list, err := doc.Versions()
		for _, v := range list {
			data, readErr := doc.Version(v.Seen)
			if readErr != nil {
				continue // a damaged one is not for showing
			}
			if g, readErr := theirs(data); readErr == nil {
				all = append(all, version{v, g})
			}
		}
		return err
	}, func(err error) {
		w.app.post(func() {
			switch {
			case err != nil:
				w.sayError(err)
			case len(all) == 0:
				w.say(lang.M("versions.none"))
			default:
				w.showVersions(all)
			}
		})
	})
}

func (w *Window) showVersions(all []version) {
	rows := container.NewVBox()
	d := dialog.NewCustomWithoutButtons(w.app.text(lang.M("versions.title", "v", w.name())), container.NewVScroll(rows), w.win)
	for _, v := range all {
		what := lang.M("versions.same")
		if diff := differences(model.Diff(w.doc.Graph(), v.graph)); len(diff) > 0 {
			what = lang.M("versions.differs", "what", diff)
		}
		text := widget.NewLabel(w.clock(v.Time) + "   " + w.app.text(what))
		text.Truncation = fyne.TextTruncateEllipsis
		restore := w.newButton(w.app.text(lang.M("versions.restore")), func() { d.Hide(); w.restore(v.graph) }, d.Hide)
		open := w.newButton(w.app.text(lang.M("versions.open")), func() { d.Hide(); w.beside(v.graph) }, d.Hide)
		rows.Add(container.NewBorder(nil, nil, nil, container.NewHBox(restore, open), text))
	}
	ok := w.newButton(w.app.text(lang.M("ui.close")), d.Hide, d.Hide)
	d.SetButtons([]fyne.CanvasObject{ok})
	d.Resize(fyne.NewSize(720, 420))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(ok)
}

// restore makes a former content the present one, which undo takes back.
func (w *Window) restore(g *model.Graph) {
	c := model.Diff(w.doc.Graph(), g)
	c.Name = "command.restore"
	if w.do(model.Recorded(c)) {
		w.say(lang.M("versions.restored"))
	}
}
