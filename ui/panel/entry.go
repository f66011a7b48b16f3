package panel

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Keyboard stands between the keys of a window and its text fields, so that keys of an input method do nothing.
type Keyboard interface {
	Mods() fyne.KeyModifier // that are held
	Key(name fyne.KeyName, do func())
	Rune(r rune, do func())
	Settle()
	Left()
}

// Entry is the program's own text field: a stock one swallows every shortcut it does not know and lets Tab move on.
type Entry struct {
	widget.Entry
	keyboard Keyboard
	// Key takes a key before the field does; it says whether that was all.
	Key func(fyne.KeyName, fyne.KeyModifier) bool
	// Pass takes shortcuts that a text field has no use for.
	Pass func(fyne.Shortcut)
	// Pasted takes what is pasted before the field does; it says whether that was all.
	Pasted func(string) bool
	// Focus is told when the keyboard comes and goes.
	Focus func(gained bool)
}

// NewEntry makes a text field of one line.
func NewEntry(k Keyboard) *Entry {
	e := &Entry{keyboard: k}
	e.ExtendBaseWidget(e)
	return e
}

// Leave lets go of a window that is gone: the toolkit remembers fields with a theme of their own for good.
func (e *Entry) Leave() {
	e.keyboard = nobody{}
	e.Key, e.Pass, e.Pasted, e.Focus, e.OnChanged = nil, nil, nil, nil, nil
}

// nobody is at the keyboard.
type nobody struct{}

func (nobody) Mods() fyne.KeyModifier   { return 0 }
func (nobody) Key(fyne.KeyName, func()) {}
func (nobody) Rune(rune, func())        {}
func (nobody) Settle()                  {}
func (nobody) Left()                    {}

// AcceptsTab keeps Tab, which means something here.
func (e *Entry) AcceptsTab() bool { return true }

// TypedKey offers the key to the owner first.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	mods := e.keyboard.Mods()
	e.keyboard.Key(k.Name, func() {
		switch {
		case e.Key != nil && e.Key(k.Name, mods), k.Name == fyne.KeyTab:
		case e.MultiLine && k.Name == fyne.KeyPageUp:
			e.page(fyne.KeyUp)
		case e.MultiLine && k.Name == fyne.KeyPageDown:
			e.page(fyne.KeyDown)
		default:
			e.Entry.TypedKey(k)
		}
	})
}

// page goes on by what is seen at once, but a line: Fyne's field goes to its ends. Where it goes to is told once.
func (e *Entry) page(step fyne.KeyName) {
	rows := int(e.Size().Height/fyne.MeasureText("M", theme.SizeForWidget(theme.SizeNameText, e), fyne.TextStyle{}).Height) - 1
	told := e.OnCursorChanged
	e.OnCursorChanged = nil
	for range rows - 1 {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: step})
	}
	e.OnCursorChanged = told
	e.Entry.TypedKey(&fyne.KeyEvent{Name: step})
}

// TypedRune takes a character.
func (e *Entry) TypedRune(r rune) { e.keyboard.Rune(r, func() { e.Entry.TypedRune(r) }) }

// TypedShortcut keeps what a text field needs and passes the rest on.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	e.keyboard.Settle()
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		if e.Pasted != nil && e.Pasted(CleanPaste(s.Clipboard.Content())) {
			return
		}
		e.Entry.TypedShortcut(s)
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
	case *desktop.CustomShortcut:
		e.moved(s)
	default:
		e.on(s)
	}
}

// moved moves the caret by words and to the ends of the text, as everywhere; with Shift it selects. All else is passed on.
func (e *Entry) moved(s *desktop.CustomShortcut) {
	switch {
	case s.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault:
		e.on(s)
	case s.KeyName == fyne.KeyLeft || s.KeyName == fyne.KeyRight:
		e.Entry.TypedShortcut(s)
	case s.KeyName == fyne.KeyHome: // Fyne's Page Up and Page Down go to the ends
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	case s.KeyName == fyne.KeyEnd:
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	default:
		e.on(s)
	}
}

func (e *Entry) on(s fyne.Shortcut) {
	if e.Pass != nil {
		e.Pass(s)
	}
}

// FocusGained tells the owner.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.Focus != nil {
		e.Focus(true)
	}
}

// FocusLost tells the owner.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	e.keyboard.Left()
	if e.Focus != nil {
		e.Focus(false)
	}
}

// Mark selects the characters of the only line from one on and before another, and puts the caret behind them. What was
// selected is so no more.
func (e *Entry) Mark(from, to int) {
	n := len([]rune(e.Text))
	from, to = min(from, n), min(to, n)
	// Only keys reach the selection of Fyne's field.
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	e.Entry.KeyUp(shift)
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome}) // ends what was selected before
	e.CursorColumn = from
	if from < to {
		e.Entry.KeyDown(shift)
		for range to - from {
			e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
		e.Entry.KeyUp(shift)
	}
	e.Refresh()
}

// maxPaste bounds what is pasted, in bytes.
const maxPaste = 1 << 20

// CleanPaste makes text of what lies on the clipboard: valid UTF-8, LF alone for line ends, no control character but TAB.
func CleanPaste(s string) string {
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
