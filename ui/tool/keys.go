package tool

import (
	"time"
	"unicode/utf8"
)

// Key is the name of a key, as the window system's layout gives it.
type Key string

// The keys that the filter knows, by the names that Fyne gives them.
const (
	KeySpace     Key = "Space"
	KeyReturn    Key = "Return"
	KeyEnter     Key = "KP_Enter"
	KeyBackspace Key = "BackSpace"
	KeyEscape    Key = "Escape"
)

// composing are keys that an input method uses inside a composition, beside those above.
var composing = map[Key]bool{
	"Tab": true, "Up": true, "Down": true, "Left": true, "Right": true,
	"Home": true, "End": true, "Prior": true, "Next": true, "Delete": true,
}

// modifying are keys that mean nothing alone.
var modifying = map[Key]bool{
	"LeftShift": true, "RightShift": true, "LeftControl": true, "RightControl": true, "LeftAlt": true, "RightAlt": true,
	"LeftSuper": true, "RightSuper": true, "CapsLock": true,
}

// enterWait is how long an Enter waits for text that it may have committed. Measured with uim: text comes 0.5 ms after the
// key, or one turn of the event loop, 16 ms, later.
const enterWait = 20 * time.Millisecond

// firstCJK is where characters begin that no key types by itself.
const firstCJK = 0x2E80

// Keys stands before everything in a window that takes keys. On X11 and macOS the keys of a composition leak: they reach the
// window as if no input method had used them. A key and its character come one right after the other, so a printable key
// whose character has not come belongs to a composition, and so do the Enter, Tab or Backspace after it. When in doubt a key
// is dropped: pressing it again costs nothing, a half-typed name accepted does.
//
// The zero value works, without waiting for text after Enter. All calls come from one goroutine.
type Keys struct {
	// After has f called after a time, on the goroutine of all calls; nil where keys cannot leak, and no Enter waits.
	After func(d time.Duration, f func()) (stop func())

	owed    int  // printable keys whose character has not come
	prev    bool // the last event was a printable key
	escaped bool // the last event was an Esc of a composition
	held    func()
	stop    func()
}

// Key tells of a key that was pressed or repeats; do performs it. Ctrl is whether a key for shortcuts is held.
func (k *Keys) Key(name Key, ctrl bool, do func()) {
	if modifying[name] {
		return
	}
	k.Settle()
	again := k.escaped
	k.escaped, k.prev = false, false
	switch {
	case printable(name) && !ctrl:
		k.owed++
		k.prev = true
	case name == KeyReturn || name == KeyEnter:
		switch {
		case k.owed > 0:
			k.owed = 0
		case ctrl || k.After == nil:
			do()
		default:
			k.hold(do)
		}
	case k.owed == 0:
		do()
	case name == KeyBackspace:
		// A kana never has more letters than keys, so text that was accepted is safe.
		k.owed--
	case name == KeyEscape:
		if again {
			k.owed = 0
		}
		k.escaped = !again
	case composing[name]:
	default:
		do()
	}
}

// Rune tells of a character; do takes it. None is ever dropped.
func (k *Keys) Rune(r rune, do func()) {
	if !k.prev || r >= firstCJK {
		k.drop() // the Enter before has committed this
	}
	k.owed, k.prev, k.escaped = 0, false, false
	do()
}

// Settle performs an Enter that waits. It comes before a shortcut, a press of the pointer, and a change of focus.
func (k *Keys) Settle() {
	if do := k.held; do != nil {
		k.drop()
		do()
	}
}

// Composing says that an input method seems to be at work.
func (k *Keys) Composing() bool { return k.owed > 0 }

func (k *Keys) hold(do func()) {
	k.held = do
	k.stop = k.After(enterWait, k.Settle)
}

func (k *Keys) drop() {
	if k.stop != nil {
		k.stop()
	}
	k.held, k.stop = nil, nil
}

// printable says that a key types a character.
func printable(name Key) bool { return name == KeySpace || utf8.RuneCountInString(string(name)) == 1 }
