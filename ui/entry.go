package ui

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// entry is the program's own text field: a stock one swallows every shortcut it does not know and lets Tab move on.
type entry struct {
	widget.Entry
	mods func() fyne.KeyModifier
	// key takes a key before the field does; it says whether that was all.
	key func(fyne.KeyName, fyne.KeyModifier) bool
	// pass takes shortcuts that a text field has no use for.
	pass func(fyne.Shortcut)
	// pasted takes what is pasted before the field does; it says whether that was all.
	pasted func(string) bool
	focus  func(gained bool)
}

func newEntry(mods func() fyne.KeyModifier) *entry {
	e := &entry{mods: mods}
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab keeps Tab, which means something here.
func (e *entry) AcceptsTab() bool { return true }

// TypedKey offers the key to the owner first.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if e.key != nil && e.key(k.Name, e.mods()) {
		return
	}
	if k.Name == fyne.KeyTab {
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut keeps what a text field needs and passes the rest on.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		if e.pasted != nil && e.pasted(cleanPaste(s.Clipboard.Content())) {
			return
		}
		e.Entry.TypedShortcut(s)
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierShortcutDefault && (s.KeyName == fyne.KeyLeft || s.KeyName == fyne.KeyRight) {
			e.Entry.TypedShortcut(s)
			return
		}
		e.on(s)
	default:
		e.on(s)
	}
}

func (e *entry) on(s fyne.Shortcut) {
	if e.pass != nil {
		e.pass(s)
	}
}

// FocusGained tells the owner.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	if e.focus != nil {
		e.focus(true)
	}
}

// FocusLost tells the owner.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.focus != nil {
		e.focus(false)
	}
}

// maxPaste bounds what is pasted, in bytes.
const maxPaste = 1 << 20

// cleanPaste makes text of what lies on the clipboard: valid UTF-8, LF alone for line ends, no control character but TAB.
func cleanPaste(s string) string {
	if len(s) > maxPaste {
		s = s[:maxPaste]
	}
	s = strings.ToValidUTF8(s, "")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}
