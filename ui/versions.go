package ui

import (
	"bytes"
	"slices"

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
	w.showShelf(shelf{
		title: lang.M("versions.title", "v", w.name()), c: c, all: all, line: w.versionLine,
		show: func(v version) { c.show(w.doc.Graph(), v.graph) },
		choices: []shelved{
			{lang.M("versions.restore"), func(v version) { w.restore(v.graph) }},
			{lang.M("versions.open"), func(v version) { w.beside(v.graph) }},
		},
	})
}

// shelf is a list of contents to choose from, with pictures of the one chosen.
type shelf struct {
	title   lang.Msg
	c       *comparison
	all     []version
	line    func(version) string
	show    func(version)
	choices []shelved // the likeliest first
}

// shelved is what can be done with the content that is chosen.
type shelved struct {
	label lang.Msg
	do    func(version)
}

func (w *Window) showShelf(s shelf) {
	chosen := 0
	list := panel.NewList(func() int { return len(s.all) }, func() fyne.CanvasObject {
		text := panel.NewProse("\n\n\n") // as high as the longest
		text.Most = 4
		return text
	}, func(i widget.ListItemID, o fyne.CanvasObject) { o.(*panel.Prose).SetText(s.line(s.all[i])) }, w.escapes)
	size := w.atMost(1120, 560)
	d := dialog.NewCustomWithoutButtons(w.app.text(s.title), container.NewBorder(nil, nil,
		container.NewGridWrap(fyne.NewSize(280, size.Height-140), list), nil, s.c.Container), w.win)
	list.OnSelected = func(i widget.ListItemID) {
		chosen = i
		s.show(s.all[i])
	}
	ok := w.newButton(w.app.text(lang.M("ui.close")), d.Hide, d.Hide)
	buttons := []*button{ok}
	for _, x := range slices.Backward(s.choices) {
		buttons = append(buttons, w.newButton(w.app.text(x.label), func() {
			d.Hide()
			x.do(s.all[chosen])
		}, d.Hide))
	}
	buttons[len(buttons)-1].Importance = widget.HighImportance
	var row []fyne.CanvasObject
	for _, b := range buttons {
		row = append(row, b)
		b.other = func(k fyne.KeyName) {
			by := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[k]
			if i := chosen + by; by != 0 && i >= 0 && i < len(s.all) {
				list.Select(i)
			}
		}
	}
	d.SetButtons(row)
	d.Resize(size)
	w.shown(closing{d, s.c})
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
