package ui

import (
	"path/filepath"
	"strings"

	"seika/internal/lang"
)

// title is the window's: the document's name, and whether it differs from its file.
func (w *Window) title() string {
	name := w.name()
	if w.doc.Dirty() {
		name = "* " + name
	}
	if w.readOnly {
		name += " " + w.app.text(lang.M("ui.title_read_only"))
	}
	return name + " — Seika"
}

// name is how people are told of the document: its file, else its title.
func (w *Window) name() string {
	if p := w.file.Path(); p != "" {
		return strings.TrimSuffix(filepath.Base(p), seikaSuffix)
	}
	if w.called != "" {
		return w.called
	}
	if w.recovered.name != "" {
		return w.recovered.name
	}
	if w.doc == nil {
		return ""
	}
	if t := w.doc.Graph().Meta().Title; t != "" {
		return t
	}
	return w.app.text(lang.M("ui.untitled"))
}

const seikaSuffix = ".seika"

// leave asks what to do with changes that are not saved, and goes on unless that is cancelled. A name being typed counts as
// a change; a save that is on its way is waited for.
func (w *Window) leave(next func()) {
	w.keys.Settle()
	w.pressed()
	switch {
	case w.bar.naming(), len(w.boxes) > 0:
		w.win.RequestFocus()
		return
	case w.saving:
		w.saved = func() { w.leave(next) }
		w.say(lang.M("ui.saving"))
		return
	case !w.doc.Dirty():
		next()
		return
	}
	w.win.RequestFocus()
	w.choose(lang.M("ui.unsaved_title"), lang.M("ui.unsaved", "v", w.name()),
		choice{lang.M("ui.save"), func() { w.save(next) }},
		choice{lang.M("ui.dont_save"), next})
}

// close takes the window away.
func (w *Window) close() {
	if len(w.app.windows) == 1 && !w.app.quitting {
		w.app.rememberWindows()
	}
	w.rememberLook()
	w.endJournal()
	w.unfollow()
	if err := w.file.Close(); err != nil {
		w.app.report(err)
	}
	w.stopPictures()
	w.findings.Stop()
	w.tidying.Stop()
	w.stopCards()
	w.stopCoach()
	if w.held.timer != nil {
		w.held.timer()
	}
	for i, x := range w.app.windows {
		if x == w {
			w.app.windows = append(w.app.windows[:i:i], w.app.windows[i+1:]...)
			break
		}
	}
	w.app.renewMenus()
	w.stopTrying()
	w.closed = true
	w.canvas.Leave()
	w.bar.entry.Leave()
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

// quit closes all windows; cancelling in one stops it.
func (a *App) quit() {
	if !a.quitting {
		a.rememberWindows()
		a.quitting = true
	}
	if len(a.windows) == 0 {
		a.fyne.Quit()
		return
	}
	w := a.windows[len(a.windows)-1]
	w.leave(func() {
		w.close()
		a.quit()
	})
}
