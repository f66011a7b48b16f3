package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/internal/layout"
	"seika/model"
	"seika/ui/tool"
)

// action is something a person can do. Menus, the context menu, keys and docs/keys.md are all made from the one list below.
type action struct {
	id    string // its title is the word action.<id>
	menu  string // the menu it stands in; "" for none
	keys  []key
	can   func(*Window) bool // nil is always
	ticks func(*Window) bool // a tick stands before it; nil is never
	do    func(*Window)
}

// key is a key with modifiers. Ctrl is the system's own modifier for shortcuts.
type key struct {
	name fyne.KeyName
	mods fyne.KeyModifier
}

// Modifiers.
const (
	none  = fyne.KeyModifier(0)
	shift = fyne.KeyModifierShift
	ctrl  = fyne.KeyModifierShortcutDefault
)

// The menus, in order.
const (
	menuFile      = "file"
	menuEdit      = "edit"
	menuView      = "view"
	menuModel     = "model"
	menuQuestions = "questions"
)

var menus = []string{menuFile, menuEdit, menuView, menuModel, menuQuestions}

// separator stands between actions of a menu.
var separator = action{id: "-"}

func k(name fyne.KeyName, mods fyne.KeyModifier) key { return key{name, mods} }

func hasNodes(w *Window) bool     { return w.doc.Graph().NodeCount() > 0 }
func hasSelected(w *Window) bool  { return len(w.selected) > 0 }
func nodesChosen(w *Window) bool  { return len(w.nodes()) > 0 }
func hasQuestions(w *Window) bool { return len(w.open()) > 0 }

func inMenu(menu string, as ...action) []action {
	for i := range as {
		as[i].menu = menu
	}
	return as
}

// actions lists all actions in the order of the menus.
func actions() []action {
	return concat(
		inMenu(menuFile,
			action{id: "new", keys: []key{k(fyne.KeyN, ctrl)}, do: func(w *Window) { w.app.newWindow() }},
			action{id: "open", keys: []key{k(fyne.KeyO, ctrl)}, do: (*Window).openDialog},
			separator,
			action{id: "save", keys: []key{k(fyne.KeyS, ctrl)}, do: func(w *Window) { w.save(nil) }},
			action{id: "save_as", keys: []key{k(fyne.KeyS, ctrl|shift)}, do: func(w *Window) { w.saveAs(nil) }},
			separator,
			action{id: "export", keys: []key{k(fyne.KeyP, ctrl)}, can: hasNodes, do: (*Window).exportDialog},
			separator,
			action{id: "close", keys: []key{k(fyne.KeyW, ctrl)}, do: func(w *Window) { w.leave(w.close) }},
			action{id: "quit", keys: []key{k(fyne.KeyQ, ctrl)}, do: func(w *Window) { w.app.quit() }},
		),
		inMenu(menuEdit,
			action{id: "undo", keys: []key{k(fyne.KeyZ, ctrl)}, can: func(w *Window) bool { return w.doc.Done() != "" }, do: (*Window).undo},
			action{id: "redo", keys: []key{k(fyne.KeyY, ctrl), k(fyne.KeyZ, ctrl|shift)}, can: func(w *Window) bool { return w.doc.Undone() != "" }, do: (*Window).redo},
			separator,
			action{id: "cut", keys: []key{k(fyne.KeyX, ctrl)}, can: nodesChosen, do: (*Window).cut},
			action{id: "copy", keys: []key{k(fyne.KeyC, ctrl)}, can: nodesChosen, do: func(w *Window) { w.copy() }},
			action{id: "paste", keys: []key{k(fyne.KeyV, ctrl)}, do: (*Window).paste},
			action{id: "duplicate", keys: []key{k(fyne.KeyD, ctrl)}, can: nodesChosen, do: (*Window).duplicate},
			action{id: "delete", keys: []key{k(fyne.KeyDelete, none)}, can: hasSelected, do: (*Window).remove},
			separator,
			action{id: "select_all", keys: []key{k(fyne.KeyA, ctrl)}, can: hasNodes, do: (*Window).selectAll},
			action{id: "line", keys: []key{k(fyne.KeyE, ctrl)}, do: func(w *Window) { w.leaveStart(); w.line("", true) }},
		),
		inMenu(menuView,
			action{id: "zoom_in", keys: []key{k(fyne.KeyEqual, ctrl), k(fyne.KeyPlus, ctrl), k(fyne.KeyPlus, ctrl|shift), k(fyne.KeySemicolon, ctrl|shift)}, do: func(w *Window) { w.canvas.ZoomBy(2) }},
			action{id: "zoom_out", keys: []key{k(fyne.KeyMinus, ctrl)}, do: func(w *Window) { w.canvas.ZoomBy(-2) }},
			action{id: "zoom_100", keys: []key{k(fyne.Key0, ctrl)}, do: func(w *Window) { w.canvas.ZoomTo(1) }},
			action{id: "fit", keys: []key{k(fyne.Key9, ctrl)}, do: func(w *Window) { w.canvas.Fit() }},
			action{id: "fit_selection", keys: []key{k(fyne.Key8, ctrl)}, can: hasSelected, do: (*Window).fitSelection},
			separator,
			action{id: "panel", keys: []key{k(fyne.KeyB, ctrl)}, ticks: func(w *Window) bool { return w.side.Visible() }, do: (*Window).toggleSide},
			action{id: "full_screen", keys: []key{k(fyne.KeyF11, none)}, do: func(w *Window) { w.win.SetFullScreen(!w.win.FullScreen()) }},
			separator,
			action{id: "names_main", ticks: shows(diagram.Main), do: func(w *Window) { w.showNames(diagram.Main) }},
			action{id: "names_alt", ticks: shows(diagram.Alt), do: func(w *Window) { w.showNames(diagram.Alt) }},
			action{id: "names_both", ticks: shows(diagram.Both), do: func(w *Window) { w.showNames(diagram.Both) }},
			separator,
			action{id: "lang_en", ticks: speaks(lang.EN), do: func(w *Window) { w.app.setLang(lang.EN) }},
			action{id: "lang_ja", ticks: speaks(lang.JA), do: func(w *Window) { w.app.setLang(lang.JA) }},
			separator,
			action{id: "theme_system", ticks: looks(bySystem), do: func(w *Window) { w.app.setTheme(bySystem) }},
			action{id: "theme_light", ticks: looks(lightTheme), do: func(w *Window) { w.app.setTheme(lightTheme) }},
			action{id: "theme_dark", ticks: looks(darkTheme), do: func(w *Window) { w.app.setTheme(darkTheme) }},
		),
		inMenu(menuModel,
			action{id: "output", keys: []key{k(fyne.KeyTab, none)}, do: func(w *Window) { w.growFrom(tool.Output) }},
			action{id: "input", keys: []key{k(fyne.KeyTab, shift)}, can: nodesChosen, do: func(w *Window) { w.growFrom(tool.Input) }},
			action{id: "partner", keys: []key{k(fyne.KeyReturn, ctrl)}, can: nodesChosen, do: func(w *Window) { w.growFrom(tool.Partner) }},
			action{id: "rename", keys: []key{k(fyne.KeyF2, none)}, can: func(w *Window) bool { return len(w.selected) == 1 }, do: (*Window).renameSelected},
			separator,
			action{id: "intangible", keys: []key{k(fyne.KeyI, ctrl)}, can: canToggle, ticks: allAre(isIntangible), do: (*Window).toggleIntangible},
			action{id: "external", keys: []key{k(fyne.KeyI, ctrl|shift)}, can: nodesChosen, ticks: allAre(isExternal), do: (*Window).toggleExternal},
			action{id: "goal", keys: []key{k(fyne.KeyG, ctrl|shift)}, can: nodesChosen, ticks: allAre(isGoal), do: (*Window).toggleGoal},
			separator,
			action{id: "group", keys: []key{k(fyne.KeyG, ctrl)}, can: hasSelected, do: (*Window).group},
			action{id: "pin", keys: []key{k(fyne.KeyL, ctrl|shift)}, can: nodesChosen, ticks: allAre(isPinned), do: (*Window).pin},
			action{id: "tidy", keys: []key{k(fyne.KeyL, ctrl), k(fyne.KeyF7, none)}, can: hasNodes, do: func(w *Window) { w.arrange(layout.Tidy) }},
			action{id: "arrange", can: hasNodes, do: func(w *Window) { w.arrange(layout.Fresh) }},
			action{id: "direction", can: hasNodes, ticks: func(w *Window) bool { return w.doc.Graph().Meta().Direction == model.TopBottom }, do: (*Window).turn},
		),
		inMenu(menuQuestions,
			action{id: "next_question", keys: []key{k(fyne.KeyF8, none), k(fyne.KeyJ, ctrl)}, can: hasQuestions, do: func(w *Window) { w.nextQuestion(1) }},
			action{id: "previous_question", keys: []key{k(fyne.KeyF8, shift), k(fyne.KeyJ, ctrl|shift)}, can: hasQuestions, do: func(w *Window) { w.nextQuestion(-1) }},
			action{id: "questions", do: func(w *Window) { w.openSide(questionsTab) }},
			action{id: "properties", do: func(w *Window) { w.openSide(propertiesTab) }},
			separator,
			action{id: "marks", keys: []key{k(fyne.KeyM, ctrl|shift)}, ticks: func(w *Window) bool { return !w.quiet }, do: (*Window).toggleMarks},
		),
	)
}

func concat(lists ...[]action) []action {
	var all []action
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func shows(n diagram.Names) func(*Window) bool {
	return func(w *Window) bool { return w.diagram.Options.Names == n }
}

func speaks(l lang.Lang) func(*Window) bool { return func(w *Window) bool { return w.app.lang == l } }

func looks(t themeChoice) func(*Window) bool { return func(w *Window) bool { return w.app.theme == t } }

func canToggle(w *Window) bool { return nodesChosen(w) || w.bar.naming() }

func isIntangible(n model.Node) bool { return n.Kind == model.Intangible }
func isExternal(n model.Node) bool   { return n.Scope == model.External }
func isGoal(n model.Node) bool       { return n.Goal }
func isPinned(n model.Node) bool     { return n.Pin }

// allAre says whether there is a selection all of which is so.
func allAre(is func(model.Node) bool) func(*Window) bool {
	return func(w *Window) bool {
		ids := w.nodes()
		for _, id := range ids {
			if n, _ := w.doc.Graph().Node(id); !is(n) {
				return false
			}
		}
		return len(ids) > 0
	}
}

func find(id string) (action, bool) {
	for _, a := range actions() {
		if a.id == id {
			return a, true
		}
	}
	return action{}, false
}

// run does an action if it can be done now; a menu fires by its key even where it is greyed.
func (w *Window) run(id string) {
	a, ok := find(id)
	if ok && (a.can == nil || a.can(w)) {
		w.app.guard(func() { a.do(w) })
	}
}

// functionKey runs the action of a key that no text field has a use for.
func (w *Window) functionKey(name fyne.KeyName, m fyne.KeyModifier) bool {
	if len(name) < 2 || name[0] != 'F' {
		return false
	}
	for _, a := range actions() {
		for _, x := range a.keys {
			if x.name == name && x.mods == m {
				w.run(a.id)
				return true
			}
		}
	}
	return false
}

// shortcut runs the action of a shortcut that reached a widget instead of the menu.
func (w *Window) shortcut(s fyne.Shortcut) {
	if id, ok := actionOf(s); ok {
		w.run(id)
	}
}

func actionOf(s fyne.Shortcut) (string, bool) {
	for _, a := range actions() {
		for _, x := range a.keys {
			if sc := x.shortcut(); sc != nil && sc.ShortcutName() == s.ShortcutName() {
				return a.id, true
			}
		}
	}
	return "", false
}

// shortcut is the key as Fyne reports it; nil for one without Ctrl, which comes as a plain key. Some arrive as types of
// their own and no other way.
func (x key) shortcut() fyne.Shortcut {
	if x.mods&ctrl == 0 {
		return nil
	}
	if x.mods == ctrl {
		switch x.name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyX:
			return &fyne.ShortcutCut{}
		case fyne.KeyC:
			return &fyne.ShortcutCopy{}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	}
	return &desktop.CustomShortcut{KeyName: x.name, Modifier: x.mods}
}

// registerShortcuts has the canvas of the window take the shortcuts that no menu item carries.
func (w *Window) registerShortcuts() {
	for _, a := range actions() {
		for i, x := range a.keys {
			if i == 0 {
				continue // the menu item's
			}
			if s := x.shortcut(); s != nil {
				id := a.id
				w.win.Canvas().AddShortcut(s, func(fyne.Shortcut) { w.run(id) })
			}
		}
	}
}
