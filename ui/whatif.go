package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"seika/analysis"
	"seika/internal/lang"
	"seika/internal/scene"
	"seika/model"
	"seika/ui/panel"
)

// whatIf is the view of the work without something: what can no longer be made is pale. The document rests meanwhile.
type whatIf struct {
	w    *Window
	gone analysis.Removed
}

// showWhatIf takes the selection away, or with nothing selected lets a person be chosen. Once more, it ends.
func (w *Window) showWhatIf() {
	if w.isSupposing() {
		w.leaveAside()
		return
	}
	if w.bar.mode != nil {
		w.bar.cancel()
	}
	w.openAside(&whatIf{w, analysis.Removed{IDs: w.nodes()}})
}

// isSupposing says that the work is shown without something.
func (w *Window) isSupposing() bool {
	_, on := w.aside.(*whatIf)
	return on
}

// supposing says that the document rests, and tells so.
func (w *Window) supposing() bool {
	if w.isSupposing() {
		w.say(lang.M("whatif.rests"))
	}
	return w.isSupposing()
}

// rests says that the document must not be changed, and tells why.
func (w *Window) rests() bool {
	if w.readOnly {
		w.say(lang.M("ui.read_only"))
		return true
	}
	return w.supposing()
}

// allowedSupposing are actions that change nothing: they look, select, or write the document, which is whole, elsewhere. What
// is saved or exported is never the work without something.
var allowedSupposing = []string{
	"what_if", "copy", "zoom_in", "zoom_out", "zoom_100", "fit", "fit_selection", "lang_en", "lang_ja", "theme_system",
	"theme_light", "theme_dark", "full_screen", "names_main", "names_alt", "names_both", "meeting", "palette", "key_sheet",
	"export", "save", "save_as", "new", "open", "close", "quit", "find", "find_next", "find_previous", "next_area",
	"previous_area", "next_window", "about", "messages", "select_all", "select_up", "select_down", "select_paths", "select_unjoined",
	"minimap", "guides", "grid", "numbers", "preferences",
}

func (v *whatIf) show() bool {
	w, g := v.w, v.w.doc.Graph()
	loss, err := analysis.WhatIf(context.Background(), g, v.gone)
	if err != nil {
		w.app.report(err)
		return false
	}
	c := panel.LossCard(w.app.lang, g, v.gone, loss)
	if names := w.people(); len(names) > 0 {
		who := panel.NewChooser(names, w.Command)
		who.PlaceHolder = w.app.text(lang.M("whatif.person"))
		if len(v.gone.People) == 1 {
			who.SetSelected(v.gone.People[0])
		}
		who.OnChanged = func(name string) {
			v.gone = analysis.Removed{People: []string{name}}
			v.show()
		}
		c.Controls = append(c.Controls, who)
	}
	if ids := w.nodes(); len(ids) > 0 && !slices.Equal(ids, v.gone.IDs) {
		c.Controls = append(c.Controls, panel.NewButton(w.app.text(lang.M("whatif.selection")), w, func() {
			v.gone = analysis.Removed{IDs: ids}
			v.show()
		}))
	}
	plain := c
	plain.Controls = nil
	c.Actions = append(c.Actions, panel.NewButton(w.app.text(lang.M("card.copy")), w, func() { w.copyCard(plain) }))
	w.put(c)
	lost := map[model.ID]bool{}
	for _, id := range loss.Lost {
		lost[id] = true
	}
	w.fade(lost)
	w.canvas.Circle(nil, loss.Removed)
	return true
}

func (v *whatIf) leave() {
	v.w.fade(nil)
	v.w.canvas.Circle(nil, nil)
	v.w.bar.say("") // that nothing is changed goes for what-if alone
}

// fade draws deliverables, and relations that begin or end at one, pale; nil draws all as they are.
func (w *Window) fade(lost map[model.ID]bool) {
	w.faded = lost
	w.scene = scene.Build(w.diagram, w.sceneOptions())
	w.setPicture(w.picture(), w.app.sceneTheme())
	w.canvas.Select(w.selected, nil)
}

// pale says which elements are drawn faded; nil for none. It reads what does not change any more.
func (w *Window) pale() func(model.ID) bool {
	lost := w.faded
	if len(lost) == 0 {
		return nil
	}
	return func(id model.ID) bool {
		if e, ok := model.ParseEnds(id); ok {
			return lost[e.From] || lost[e.To]
		}
		return lost[id]
	}
}

// supposes has a key refused while the document rests: what is left are Esc, arrows, F-keys that change nothing and copying.
func (w *Window) supposes(k fyne.KeyName) bool {
	_, on := w.aside.(*whatIf)
	if !on {
		return false
	}
	switch k {
	case fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		return false
	case fyne.KeyTab, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDelete, fyne.KeyBackspace:
		return w.supposing()
	default:
		return false
	}
}
