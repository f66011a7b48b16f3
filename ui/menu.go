package ui

import (
	"math"
	"path/filepath"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
)

// menu is the main menu in the language of the interface.
func (w *Window) menu() *fyne.MainMenu {
	var all []*fyne.Menu
	w.menuItems = nil
	for _, id := range menus {
		m := fyne.NewMenu(w.word("menu." + id))
		for _, a := range actions() {
			if a.menu == id {
				item := w.item(a)
				w.below(m, a.sub).Items = append(w.below(m, a.sub).Items, item)
				if !item.IsSeparator {
					w.menuItems = append(w.menuItems, menuItem{a, item})
				}
			}
			if a.menu == id && a.id == "open" {
				m.Items = append(m.Items, w.recentItem(), w.examplesItem())
			}
		}
		if id == menuWindow {
			m.Items = append(m.Items, w.windowItems()...)
		}
		spell(m)
		all = append(all, m)
	}
	return fyne.NewMainMenu(all...)
}

// below is the menu under a menu in which an action stands.
func (w *Window) below(m *fyne.Menu, sub string) *fyne.Menu {
	if sub == "" {
		return m
	}
	title := w.word("menu." + sub)
	if n := len(m.Items); n > 0 && m.Items[n-1].Label == title && m.Items[n-1].ChildMenu != nil {
		return m.Items[n-1].ChildMenu
	}
	item := fyne.NewMenuItem(title, nil)
	item.ChildMenu = fyne.NewMenu("")
	m.Items = append(m.Items, item)
	return item.ChildMenu
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
	item.Disabled = !a.reason(w).Zero()
	item.Checked = a.ticks != nil && a.ticks(w)
	item.IsQuit = a.id == "quit"
	return item
}

// shown is the key as a menu shows it. One without Ctrl never fires from a menu: the canvas takes it.
func (x key) shown() fyne.Shortcut {
	s := x.shortcut()
	if s == nil {
		s = &desktop.CustomShortcut{KeyName: x.name, Modifier: x.mods}
	}
	if runtime.GOOS == "darwin" {
		return s
	}
	return &spelled{s, x.label()}
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

// windowItems lists the windows where there are several, this one with a tick.
func (w *Window) windowItems() []*fyne.MenuItem {
	if len(w.app.windows) < 2 {
		return nil
	}
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator()}
	for _, x := range w.app.windows {
		item := fyne.NewMenuItem(x.name(), func() { x.win.RequestFocus() })
		item.Checked = x == w
		items = append(items, item)
	}
	return items
}

// examplesItem lists the examples of the start page.
func (w *Window) examplesItem() *fyne.MenuItem {
	var all []*fyne.MenuItem
	for _, e := range gallery {
		all = append(all, fyne.NewMenuItem(w.word("example."+e.id), func() { w.openExample(e) }))
	}
	item := fyne.NewMenuItem(w.word("action.examples"), nil)
	item.ChildMenu = fyne.NewMenu("", all...)
	return item
}

// menuRun runs an action from a menu, by the pointer or by its key. What belongs to text goes to a focused text field.
func (w *Window) menuRun(id string) {
	w.adopt()
	w.keys.Settle()
	if e, ok := w.win.Canvas().Focused().(fyne.Shortcutable); ok && w.typing() {
		s := textShortcut(id, w.app.fyne.Clipboard())
		switch {
		case w.idleBar() && (id == "undo" || id == "redo"):
			w.run(id)
			return
		case s != nil:
			e.TypedShortcut(s)
			return
		}
	}
	switch {
	case w.covered():
	case w.app.mods()&^shift != 0:
		w.runKey(id)
	default:
		w.run(id)
	}
}

// textShortcut is the shortcut that a text field has for an action.
func textShortcut(id string, c fyne.Clipboard) fyne.Shortcut {
	switch id {
	case "cut":
		return &fyne.ShortcutCut{Clipboard: c}
	case "copy":
		return &fyne.ShortcutCopy{Clipboard: c}
	case "paste":
		return &fyne.ShortcutPaste{Clipboard: c}
	case "select_all":
		return &fyne.ShortcutSelectAll{}
	case "undo":
		return &fyne.ShortcutUndo{}
	case "redo":
		return &fyne.ShortcutRedo{}
	default:
		return nil
	}
}

// typing says that a text field has the keyboard.
func (w *Window) typing() bool {
	_, text := w.win.Canvas().Focused().(interface{ SelectedText() string })
	return text
}

// idleBar says that the keyboard is in the bar and nothing was typed there: undo is the document's then.
func (w *Window) idleBar() bool { return w.bar.focused() && w.bar.entry.Text == "" && !w.bar.edited }

// refreshMenu brings ticks and greyed items of the main menu in step.
func (w *Window) refreshMenu() {
	changed := false
	for _, m := range w.menuItems {
		a := m.action
		disabled, checked := !a.reason(w).Zero(), a.ticks != nil && a.ticks(w)
		changed = changed || m.item.Disabled != disabled || m.item.Checked != checked
		m.item.Disabled, m.item.Checked = disabled, checked
	}
	if changed && w.win.MainMenu() != nil {
		w.win.MainMenu().Refresh()
	}
}

// menuItem is an action's place in the main menu.
type menuItem struct {
	action action
	item   *fyne.MenuItem
}

// contextActions lists what a right click offers, at most ten.
func (w *Window) contextActions() []string {
	switch {
	case len(w.selected) == 0:
		return []string{"free", "paste", "-", "tidy", "fit", "-", "next_question"}
	case len(w.ends()) == len(w.selected):
		return []string{"rename", "turn_round", "sync_or_input", "delete", "-", "fit_selection", "properties"}
	case len(w.nodes()) == 0:
		return []string{"rename", "group", "copy", "delete", "-", "fit_selection", "properties"}
	case len(w.nodes()) > 1:
		return []string{"output", "input", "-", "intangible", "-", "group", "tidy", "align_left", "align_top", "-", "copy", "delete", "properties"}
	default:
		return []string{"rename", "output", "input", "partner", "-", "intangible", "external", "goal", "-", "copy", "delete", "properties"}
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
			m.Items = append(m.Items, w.contextItem(a))
		}
	}
	spell(m)
	widget.ShowPopUpMenuAtPosition(m, w.win.Canvas(), at)
}

// contextItem is an action in the context menu: what is renamed of a line is its label.
func (w *Window) contextItem(a action) *fyne.MenuItem {
	item := w.item(a)
	item.Label = a.title(w.app.lang)
	if _, line := w.relation(); line && a.id == "rename" {
		item.Label = w.word("field.label")
	}
	return item
}

// keysApart is the room between the longest title of a menu and its keys, px of the screen.
const keysApart = 28

// spell writes keys behind the titles of a menu, below each other: Fyne draws them too pale to be read. Where the system
// draws menus it is left to that.
func spell(m *fyne.Menu) {
	if runtime.GOOS == "darwin" {
		return
	}
	width := func(s string) float32 { return fyne.MeasureText(s, textSize, fyne.TextStyle{}).Width }
	longest := float32(0)
	for _, i := range m.Items {
		longest = max(longest, width(i.Label))
	}
	space := width("a a") - width("aa")
	for _, i := range m.Items {
		s, ok := i.Shortcut.(*spelled)
		if !ok {
			continue
		}
		n := math.Round(float64((longest + keysApart - width(i.Label)) / space))
		i.Label += strings.Repeat(" ", int(n)) + s.keys
	}
}

// spelled is a shortcut whose keys the title of its item says.
type spelled struct {
	fyne.Shortcut
	keys string
}

// menuAtSelection opens the context menu by key, which comes after whatever an Enter just before began.
func (w *Window) menuAtSelection() {
	if !w.takeName() {
		return
	}
	w.ToCanvas()
	at := fyne.NewPos(w.canvas.Size().Width/2, w.canvas.Size().Height/2)
	if len(w.selected) > 0 {
		if r, ok := w.diagram.Rect(w.selected[0]); ok {
			at = w.canvas.ToWidget(r.Center())
		}
	}
	w.contextMenu(w.app.fyne.Driver().AbsolutePositionForObject(w.canvas).Add(at))
}
