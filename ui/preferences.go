package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/ui/canvas"
	"seika/ui/panel"
)

// Keys of the preferences that a person chooses; ui/settings.go keeps a copy of all of them.
const (
	prefLang     = "lang"
	prefTheme    = "theme"
	prefOverview = "minimap"
	prefGrid     = "grid"
	prefGuides   = "guides"
	prefNumbers  = "numbers"
	prefTextLeft = "text_left"
	prefAccept   = "accept" // what accepts what was typed
	prefName     = "name"   // that answers are signed with
)

// acceptCtrl is the choice of prefAccept that leaves Enter and Tab to the input method.
const acceptCtrl = "ctrl+enter"

// usual are the switches that are on unless a person has turned them off.
var usual = map[string]bool{prefOverview: true, prefGuides: true}

// on says whether a switch is on.
func (a *App) on(pref string) bool { return a.fyne.Preferences().BoolWithFallback(pref, usual[pref]) }

// turn sets a switch, and every window follows.
func (a *App) turn(pref string, on bool) {
	a.fyne.Preferences().SetBool(pref, on)
	for _, w := range a.windows {
		w.applySwitches()
		w.refreshMenu()
	}
}

// turns is an action that turns a switch on and off.
func turns(pref string) func(*Window) {
	return func(w *Window) { w.app.turn(pref, !w.app.on(pref)) }
}

func isOn(pref string) func(*Window) bool {
	return func(w *Window) bool { return w.app.on(pref) }
}

// applySwitches brings the canvas in step with the switches.
func (w *Window) applySwitches() {
	w.canvas.ShowOverview(w.app.on(prefOverview))
	w.canvas.SetHelp(canvas.Help{Grid: w.app.on(prefGrid), Guides: w.app.on(prefGuides)})
	if w.split != nil {
		w.split.Layout.Layout(w.split.Objects, w.split.Size())
	}
	if w.numbered != w.app.on(prefNumbers) {
		w.numbered = !w.numbered
		w.askMarks()
	}
}

// acceptsByCtrl says that Enter and Tab belong to the input method alone.
func (a *App) acceptsByCtrl() bool { return a.fyne.Preferences().String(prefAccept) == acceptCtrl }

// signature is the name that answers are signed with; "" signs none.
func (a *App) signature() string { return a.fyne.Preferences().String(prefName) }

// showPreferences lets a person choose. Each choice holds at once, in all windows.
func (w *Window) showPreferences() {
	a, t := w.app, w.app.text
	form := container.New(layout.NewFormLayout())
	add := func(name lang.Msg, o fyne.CanvasObject) {
		form.Add(widget.NewLabel(t(name)))
		form.Add(o)
	}
	var d *dialog.CustomDialog
	language := panel.NewChooser([]string{"English", "日本語"}, w.escapes)
	language.SetSelectedIndex(slices.Index(languages, a.lang))
	language.OnChanged = func(string) {
		a.setLang(languages[language.SelectedIndex()])
		d.Hide() // its words are in the language that was; it comes again in the new one
		w.showPreferences()
	}
	add(lang.M("preferences.language"), language)

	theme := panel.NewChooser([]string{t(lang.M("preferences.theme.system")), t(lang.M("preferences.theme.light")), t(lang.M("preferences.theme.dark"))}, w.escapes)
	theme.SetSelectedIndex(slices.Index(themeChoices, a.theme))
	theme.OnChanged = func(string) { a.setTheme(themeChoices[theme.SelectedIndex()]) }
	add(lang.M("preferences.theme"), theme)

	accept := panel.NewChooser([]string{t(lang.M("preferences.accept.enter")), t(lang.M("preferences.accept.ctrl"))}, w.escapes)
	accept.SetSelectedIndex(0)
	if a.acceptsByCtrl() {
		accept.SetSelectedIndex(1)
	}
	accept.OnChanged = func(string) {
		a.fyne.Preferences().SetString(prefAccept, []string{"", acceptCtrl}[accept.SelectedIndex()])
	}
	add(lang.M("preferences.accept"), accept)

	name := panel.NewEntry(w.keys)
	name.SetPlaceHolder(t(lang.M("preferences.name.example")))
	name.SetText(a.signature())
	name.OnChanged = func(s string) { a.fyne.Preferences().SetString(prefName, strings.TrimSpace(s)) }
	name.Key = func(k fyne.KeyName, m fyne.KeyModifier) bool {
		if k == fyne.KeyTab && m == shift {
			w.win.Canvas().FocusPrevious()
		} else if k == fyne.KeyTab {
			w.win.Canvas().FocusNext()
		} else {
			return w.escapes(k)
		}
		return true
	}
	add(lang.M("preferences.name"), name)

	for _, x := range []struct {
		pref  string
		title lang.Msg
	}{
		{prefOverview, lang.M("preferences.minimap")},
		{prefGuides, lang.M("preferences.guides")},
		{prefGrid, lang.M("preferences.grid")},
		{prefNumbers, lang.M("preferences.numbers")},
	} {
		tick := panel.NewTickBox(t(x.title), w.escapes)
		tick.Checked = a.on(x.pref)
		tick.OnChanged = func(on bool) { a.turn(x.pref, on) }
		form.Add(layout.NewSpacer())
		form.Add(tick)
	}

	d = dialog.NewCustomWithoutButtons(t(lang.M("preferences.title")), form, w.win)
	ok := w.newButton(t(lang.M("ui.close")), d.Hide, d.Hide)
	d.SetButtons([]fyne.CanvasObject{ok})
	d.Resize(fyne.NewSize(560, 390))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(ok)
}

// languages of the interface, as they are offered.
var languages = []lang.Lang{lang.EN, lang.JA}
