package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"seika/internal/diagram"
	"seika/internal/lang"
	"seika/model"
)

// action is something a person can do. Menus, the context menu, keys and docs/keys.md are all made from the one list below.
type action struct {
	id    string // its title is the word action.<id>
	menu  string // the menu it stands in; "" for none
	sub   string // the menu below that one; "" for none
	keys  []key
	why   func(*Window) lang.Msg // it cannot be done now, the zero message if it can; nil is always possible
	ticks func(*Window) bool     // a tick stands before it; nil is never
	wide  bool                   // its keys work while a text field has the keyboard, too
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
	alt   = fyne.KeyModifierAlt
	ctrl  = fyne.KeyModifierShortcutDefault
)

// The menus, in order.
const (
	menuFile      = "file"
	menuEdit      = "edit"
	menuView      = "view"
	menuModel     = "model"
	menuQuestions = "questions"
	menuWindow    = "window"
	menuHelp      = "help"
)

var menus = []string{menuFile, menuEdit, menuView, menuModel, menuQuestions, menuWindow, menuHelp}

// separator stands between actions of a menu.
var separator = action{id: "-"}

func k(name fyne.KeyName, mods fyne.KeyModifier) key { return key{name, mods} }

// unless is a reason that holds while something is not so.
func unless(is func(*Window) bool, why lang.Msg) func(*Window) lang.Msg {
	return func(w *Window) lang.Msg {
		if is(w) {
			return lang.Msg{}
		}
		return why
	}
}

// What actions may need.
var (
	hasFile        = unless(func(w *Window) bool { return w.file.Path() != "" }, lang.M("why.no_file"))
	someNodes      = unless(func(w *Window) bool { return w.doc.Graph().NodeCount() > 0 }, lang.M("why.empty"))
	something      = unless(func(w *Window) bool { return w.doc.Graph().NodeCount()+w.doc.Graph().GroupCount() > 0 }, lang.M("why.empty"))
	copyable       = unless(func(w *Window) bool { return w.app.config.CopyPicture != nil && w.doc.Graph().NodeCount() > 0 }, lang.M("why.no_picture"))
	selected       = unless(func(w *Window) bool { return len(w.selected) > 0 }, lang.M("why.nothing_selected"))
	chosen         = unless(func(w *Window) bool { return len(w.nodes()) > 0 }, lang.M("why.no_deliverable_selected"))
	filled         = unless(func(w *Window) bool { return len(w.content()) > 0 }, lang.M("why.no_deliverable_selected"))
	several        = unless(func(w *Window) bool { return len(w.nodes()) > 1 }, lang.M("why.not_several_selected"))
	three          = unless(func(w *Window) bool { return len(w.nodes()) > 2 }, lang.M("why.not_three_selected"))
	arrowChosen    = unless(func(w *Window) bool { return len(w.arrows()) > 0 }, lang.M("why.no_arrow_selected"))
	lineChosen     = unless(func(w *Window) bool { return len(w.ends()) > 0 }, lang.M("why.no_line_selected"))
	oneChosen      = unless(func(w *Window) bool { return len(w.selected) == 1 }, lang.M("why.not_one_selected"))
	named          = unless(func(w *Window) bool { return len(w.nodes()) > 0 || w.bar.naming() }, lang.M("why.no_deliverable_selected"))
	questions      = unless(func(w *Window) bool { return len(w.open()) > 0 || w.held.report.Asks() }, lang.M("ui.no_questions"))
	asked          = unless(func(w *Window) bool { _, ok := w.asked(); return ok }, lang.M("why.no_question_shown"))
	fixable        = unless(func(w *Window) bool { return len(w.questionsHere()) > 0 }, lang.M("why.no_question_shown"))
	settled        = unless(func(w *Window) bool { return w.aside != nil || w.syncs() }, lang.M("why.no_meeting"))
	undoable       = unless(func(w *Window) bool { return w.doc.Done() != "" }, lang.M("why.nothing_done"))
	severalWindows = unless(func(w *Window) bool { return len(w.app.windows) > 1 }, lang.M("why.one_window"))
	paneled        = unless(func(w *Window) bool { return w.side.Visible() }, lang.M("why.no_panel"))
	facing         = unless(func(w *Window) bool { _, on := besideOn(w); return on }, lang.M("why.not_beside"))
	changed        = unless(func(w *Window) bool { _, on := changesOn(w); return on }, lang.M("why.not_compared"))
	redoable       = unless(func(w *Window) bool { return w.doc.Undone() != "" }, lang.M("why.nothing_undone"))
)

func inMenu(menu string, as ...action) []action {
	for i := range as {
		as[i].menu = menu
	}
	return as
}

// everywhere has the keys of actions work in text fields, too.
func everywhere(as []action) []action {
	for i := range as {
		as[i].wide = true
	}
	return as
}

// actions lists all actions in the order of the menus.
func actions() []action {
	return concat(fileActions(), editActions(), viewActions(), modelActions(), questionActions(), windowActions(), helpActions())
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

func isIntangible(n model.Node) bool { return n.Kind == model.Intangible }
func isExternal(n model.Node) bool   { return n.Scope == model.External }
func isGoal(n model.Node) bool       { return n.Goal }

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

// title is what an action is called where it does not stand in its menu: with the menu below a menu that it stands in.
func (a action) title(l lang.Lang) string {
	title := lang.Text(l, "action."+a.id)
	if a.sub == "" {
		return title
	}
	if sub := lang.Text(l, "menu."+a.sub); !strings.HasPrefix(title, sub) {
		return sub + " › " + title
	}
	return title
}

// run does an action, or says why it cannot be done now; a menu fires by its key even where it is greyed.
func (w *Window) run(id string) {
	a, ok := find(id)
	if !ok || w.presenting != nil {
		return
	}
	w.land()
	if !slices.Contains(allowedSupposing, id) && w.supposing() {
		return
	}
	if why := a.reason(w); !why.Zero() {
		w.say(lang.M("why.not", "what", w.word("action."+id), "why", why))
		return
	}
	w.app.guard(func() { a.do(w) })
}

// reason says why the action cannot be done now.
func (a action) reason(w *Window) lang.Msg {
	if a.why == nil {
		return lang.Msg{}
	}
	return a.why(w)
}

// functionKey runs the action of a key that no text field has a use for.
func (w *Window) functionKey(name fyne.KeyName, m fyne.KeyModifier) bool {
	if len(name) < 2 || name[0] != 'F' {
		return false
	}
	id, ok := actionAt(key{name, m})
	if a, _ := find(id); ok && (a.wide || !w.typing()) && !w.covered() {
		w.run(id)
	}
	return ok
}

// shortcut does what a shortcut stands for that no menu item carries. Keys with Alt or Ctrl never come as keys.
func (w *Window) shortcut(s fyne.Shortcut) {
	if id, ok := actionOf(s); ok {
		w.runKey(id)
		return
	}
	if c, ok := s.(*desktop.CustomShortcut); ok && !w.typing() && !w.covered() {
		w.typedKey(c.KeyName, c.Modifier)
	}
}

// kindKeys say what the selection is; they do so in an empty line, too, where a deliverable was named just before.
var kindKeys = []string{"intangible", "external", "goal"}

// covered says that a dialog or a menu stands over the window: keys are for that alone. The toolkit sends shortcuts to the
// main menu and the canvas below all the same.
func (w *Window) covered() bool { return w.win.Canvas().Overlays().Top() != nil }

// runKey runs the action of a key. While a text field has the keyboard, most keys of the canvas do nothing.
func (w *Window) runKey(id string) {
	a, _ := find(id)
	switch {
	case w.covered():
	case id == "partner" && w.typing():
		w.keys.Key(fyne.KeyReturn, func() {
			if m, ok := w.bar.mode.(*findMode); ok && len(m.hits) == 0 && w.bar.focused() {
				m.make(w.bar.entry.Text)
			} else if w.bar.mode != nil && w.bar.focused() {
				w.bar.accept(w.bar.entry.Text)
			}
		})
	case id == "intangible" && w.bar.naming(), a.wide, !w.typing(), slices.Contains(kindKeys, id) && w.emptyLine():
		w.run(id)
	}
}

func actionAt(x key) (string, bool) {
	for _, a := range actions() {
		for _, y := range a.keys {
			if x == y {
				return a.id, true
			}
		}
	}
	return "", false
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
	if x.mods&^shift == 0 {
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
				w.win.Canvas().AddShortcut(s, func(fyne.Shortcut) { w.runKey(id) })
			}
		}
	}
}
