package ui

import (
	"bytes"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/internal/live"
	"seika/internal/store"
	"seika/model"
	"seika/ui/panel"
)

// version is a former content of the document that can be had back.
type version struct {
	store.Version
	graph   *model.Graph
	differs []lang.Msg // from what was there when the list was made
}

// versions lists what is kept of the document, with what differs from now. Each can be restored, as one step, or opened beside.
func (w *Window) versions() {
	if w.saving {
		w.say(lang.M("ui.saving"))
		return
	}
	doc, now := w.file, w.doc.Graph()
	var all []version
	live.Go(func() error {
		list, err := doc.Versions()
		for _, v := range list {
			data, readErr := doc.Version(v.Seen)
			if readErr != nil {
				continue // a damaged one is not for showing
			}
			if g, readErr := theirs(bytes.NewReader(data)); readErr == nil {
				all = append(all, version{v, g, differences(model.Diff(now, g))})
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

// showVersions lets a person go through the versions; beside each stands what it has that the present content has not.
func (w *Window) showVersions(all []version) {
	c := w.newComparison(lang.M("versions.now"), lang.M("versions.then"))
	chosen := 0
	list := panel.NewList(func() int { return len(all) }, func() fyne.CanvasObject {
		text := panel.NewProse("\n\n\n") // as high as the longest
		text.Most = 4
		return text
	}, func(i widget.ListItemID, o fyne.CanvasObject) { o.(*panel.Prose).SetText(w.versionLine(all[i])) }, w.escapes)
	size := w.atMost(1120, 560)
	d := dialog.NewCustomWithoutButtons(w.app.text(lang.M("versions.title", "v", w.name())), container.NewBorder(nil, nil,
		container.NewGridWrap(fyne.NewSize(280, size.Height-140), list), nil, c.Container), w.win)
	do := func(f func(*model.Graph)) func() {
		return func() {
			d.Hide()
			f(all[chosen].graph)
		}
	}
	restore := w.newButton(w.app.text(lang.M("versions.restore")), do(w.restore), d.Hide)
	restore.Importance = widget.HighImportance
	open := w.newButton(w.app.text(lang.M("versions.open")), do(w.beside), d.Hide)
	ok := w.newButton(w.app.text(lang.M("ui.close")), d.Hide, d.Hide)
	list.OnSelected = func(i widget.ListItemID) {
		chosen = i
		c.show(w.doc.Graph(), all[i].graph)
	}
	choose := func(by int) {
		if i := chosen + by; i >= 0 && i < len(all) {
			list.Select(i)
		}
	}
	for _, b := range []*button{restore, open, ok} {
		b.other = func(k fyne.KeyName) {
			switch k {
			case fyne.KeyUp:
				choose(-1)
			case fyne.KeyDown:
				choose(1)
			}
		}
	}
	d.SetButtons([]fyne.CanvasObject{ok, open, restore})
	d.Resize(size)
	w.shown(closing{d, c})
	d.Show()
	list.Select(0)
	w.win.Canvas().Focus(ok)
}

// versionLine says of a version when it was replaced, and how much differs.
func (w *Window) versionLine(v version) string {
	what := lang.M("versions.same")
	if len(v.differs) > 0 {
		what = lang.M("versions.differs", "what", v.differs)
	}
	return w.clock(v.Time) + "\n" + w.app.text(what)
}

// restore makes a former content the present one, which undo takes back.
func (w *Window) restore(g *model.Graph) {
	c := model.Diff(w.doc.Graph(), g)
	c.Name = "command.restore"
	if w.do(model.Recorded(c)) {
		w.say(lang.M("versions.restored"))
	}
}
