package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"

	"seika/ui/panel"
)

// menu is the main menu in the language of the interface.
func (w *Window) menu() *fyne.MainMenu {
	var all []*fyne.Menu
	for _, id := range menus {
		m := fyne.NewMenu(w.word("menu." + id))
		for _, a := range actions() {
			if a.menu == id {
				m.Items = append(m.Items, w.item(a))
			}
			if a.menu == id && a.id == "open" {
				m.Items = append(m.Items, w.recentItem())
			}
		}
		all = append(all, m)
	}
	return fyne.NewMainMenu(all...)
}

// word is a word of the interface whose key is put together.
func (w *Window) word(key string) string { return lang.Text(w.app.lang, key) }

func (w *Window) item(a action) *fyne.MenuItem {
	if a.id == separator.id {
		return fyne.NewMenuItemSeparator()
	}
	item := fyne.NewMenuItem(w.word("action."+a.id), func() { w.menuRun(a.id) })
	if len(a.keys) > 0 {
		item.Shortcut = a.keys[0].shown()
	}
	item.Disabled = a.can != nil && !a.can(w)
	item.Checked = a.ticks != nil && a.ticks(w)
	item.IsQuit = a.id == "quit"
	return item
}

// shown is the key as a menu shows it. One without Ctrl never fires from a menu: the canvas takes it.
func (x key) shown() fyne.Shortcut {
	if s := x.shortcut(); s != nil {
		return s
	}
	return &desktop.CustomShortcut{KeyName: x.name, Modifier: x.mods}
}

// recentItem lists the files of late.
func (w *Window) recentItem() *fyne.MenuItem {
	item := fyne.NewMenuItem(w.word("action.recent"), nil)
	var files []*fyne.MenuItem
	for _, p := range w.app.recent() {
		files = append(files, fyne.NewMenuItem(filepath.Base(p), func() { w.openHere(p) }))
	}
	item.Disabled = len(files) == 0
	item.ChildMenu = fyne.NewMenu("", files...)
	return item
}

// menuRun runs an action from a menu. What belongs to text goes to a focused text field first.
func (w *Window) menuRun(id string) {
	if e, ok := w.win.Canvas().Focused().(fyne.Shortcutable); ok && w.typing() {
		clip := w.app.fyne.Clipboard()
		switch id {
		case "cut":
			e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
			return
		case "copy":
			e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
			return
		case "paste":
			e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
			return
		case "select_all":
			e.TypedShortcut(&fyne.ShortcutSelectAll{})
			return
		case "undo":
			if !w.idleBar() {
				e.TypedShortcut(&fyne.ShortcutUndo{})
				return
			}
		case "redo":
			if !w.idleBar() {
				e.TypedShortcut(&fyne.ShortcutRedo{})
				return
			}
		}
	}
	w.run(id)
}

// typing says that a text field has the keyboard.
func (w *Window) typing() bool {
	switch w.win.Canvas().Focused().(type) {
	case *panel.Entry, *widget.Entry:
		return true
	default:
		_, text := w.win.Canvas().Focused().(interface{ SelectedText() string })
		return text
	}
}

// idleBar says that the keyboard is in the bar and nothing is typed there: undo is the document's then.
func (w *Window) idleBar() bool {
	return w.win.Canvas().Focused() == w.bar.entry && w.bar.entry.Text == ""
}

// contextActions lists what a right click offers, at most ten.
func (w *Window) contextActions() []string {
	switch {
	case len(w.selected) == 0:
		return []string{"output", "paste", "-", "tidy", "fit", "-", "next_question"}
	case len(w.nodes()) == 0:
		return []string{"rename", "group", "delete", "-", "fit_selection", "properties"}
	default:
		return []string{"rename", "output", "input", "partner", "-", "intangible", "external", "goal", "-", "group", "pin", "delete", "properties"}
	}
}

// contextMenu opens at a place of the window.
func (w *Window) contextMenu(at fyne.Position) {
	m := fyne.NewMenu("")
	for _, id := range w.contextActions() {
		if id == "-" {
			m.Items = append(m.Items, fyne.NewMenuItemSeparator())
			continue
		}
		if a, ok := find(id); ok {
			m.Items = append(m.Items, w.item(a))
		}
	}
	widget.ShowPopUpMenuAtPosition(m, w.win.Canvas(), at)
}

// menuAtSelection opens the context menu by key.
func (w *Window) menuAtSelection() {
	at := fyne.NewPos(w.canvas.Size().Width/2, w.canvas.Size().Height/2)
	if len(w.selected) > 0 {
		if r, ok := w.diagram.Rect(w.selected[0]); ok {
			at = w.canvas.ToWidget(r.Center())
		}
	}
	w.contextMenu(w.app.fyne.Driver().AbsolutePositionForObject(w.canvas).Add(at))
}
