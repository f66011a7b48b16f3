package ui

import (
	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/model"
	"seika/ui/panel"
)

// Do is do, for panels.
func (w *Window) Do(c model.Command) bool { return w.do(c) }

// Join is a panel's edit that joins the one before if it has the same key.
func (w *Window) Join(key string, c model.Command) bool {
	if w.rests() {
		return false
	}
	c, _ = w.roomy(c)
	if err := w.doc.Join(key, c); err != nil {
		w.sayError(err)
		return false
	}
	return true
}

// Tell shows a message, for panels.
func (w *Window) Tell(m lang.Msg) { w.say(m) }

// Keyboard is what text fields take keys through, for panels.
func (w *Window) Keyboard() panel.Keyboard { return w.keys }

// Shortcut runs what a text field of a panel has no use for.
func (w *Window) Shortcut(s fyne.Shortcut) { w.app.guard(func() { w.shortcut(s) }) }

// ToCanvas gives the keyboard to the canvas, for panels.
func (w *Window) ToCanvas() { w.win.Canvas().Focus(w.canvas) }

// Command runs what a key stands for that a panel has no use for.
func (w *Window) Command(k fyne.KeyName) (all bool) {
	w.app.guard(func() {
		if k == fyne.KeyEscape {
			w.ToCanvas()
			all = true
			return
		}
		all = w.functionKey(k, w.app.mods())
	})
	return all
}

// Graph is the present model, for panels.
func (w *Window) Graph() *model.Graph { return w.doc.Graph() }
