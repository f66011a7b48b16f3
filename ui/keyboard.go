package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"seika/ui/tool"
)

// keyboard is what stands between the keys of a window and whatever takes them, canvas and text fields alike.
type keyboard struct {
	app  *App
	keys tool.Keys
}

func newKeyboard(a *App) *keyboard {
	k := &keyboard{app: a}
	if a.config.Leaks {
		k.keys.After = func(d time.Duration, f func()) func() { return a.after(d, f) }
	}
	return k
}

// Mods says which modifier keys are held.
func (k *keyboard) Mods() fyne.KeyModifier { return k.app.mods() }

// Key passes a key on, if it is nobody else's. Shift+Space turns an input method on and off, and begins no composition.
func (k *keyboard) Key(name fyne.KeyName, do func()) {
	mods := k.Mods()
	command := mods&(fyne.KeyModifierControl|fyne.KeyModifierAlt|fyne.KeyModifierSuper) != 0 ||
		name == fyne.KeySpace && mods&fyne.KeyModifierShift != 0 && !k.Composing()
	k.app.guard(func() { k.keys.Key(tool.Key(name), command, do) })
}

// Rune passes a character on.
func (k *keyboard) Rune(r rune, do func()) { k.app.guard(func() { k.keys.Rune(r, do) }) }

// Settle does what waits, before anything else happens.
func (k *keyboard) Settle() { k.app.guard(k.keys.Settle) }

// Left does what waits after the keyboard has gone elsewhere: Fyne is in the middle of it now.
func (k *keyboard) Left() { k.app.post(k.keys.Settle) }

// Composing says that an input method seems to be at work.
func (k *keyboard) Composing() bool { return k.keys.Composing() }
