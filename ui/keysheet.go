package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/lang"
)

// Keys is a part of the key sheet: what one menu, or one place on the screen, has keys for.
type Keys struct {
	Title string
	Rows  [][2]string // the keys, and what they do
}

// canvasKeys are keys that grow, walk and type rather than run an action; the words keys.canvas.<id> say what they do.
var canvasKeys = []struct{ id, keys string }{
	{"letter", "A … あ …"},
	{"operator", "> < = @ # ? !"},
	{"sibling", "Enter"},
	{"walk", "← → ↑ ↓"},
	{"extend", "Shift+← → ↑ ↓"},
	{"partner", "Ctrl+← → ↑ ↓"},
	{"nudge", "Alt+← → ↑ ↓"},
	{"pan", "Space"},
	{"menu", "Menu"},
	{"back", "Esc"},
}

// KeySheet lists all keys in a language: those of the canvas first, then those of each menu. About says what goes for all
// of them, key is the heading of their column.
func KeySheet(l lang.Lang) (about, key string, sheet []Keys) {
	about, key = lang.Text(l, "keys.intro"), lang.Text(l, "keys.key")
	sheet = []Keys{{Title: lang.Text(l, "keys.canvas")}}
	for _, c := range canvasKeys {
		sheet[0].Rows = append(sheet[0].Rows, [2]string{c.keys, lang.Text(l, "keys.canvas."+c.id)})
	}
	for _, m := range menus {
		part := Keys{Title: lang.Text(l, "menu."+m)}
		for _, a := range actions() {
			if a.menu != m || a.id == separator.id {
				continue
			}
			part.Rows = append(part.Rows, [2]string{a.keyText(), a.title(l)})
		}
		sheet = append(sheet, part)
	}
	return about, key, sheet
}

// label is the key as people read it, whatever the system.
func (x key) label() string {
	var parts []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{ctrl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {shift, "Shift"}} {
		if x.mods&m.mod != 0 {
			parts = append(parts, m.name)
		}
	}
	name := string(x.name)
	switch x.name {
	case fyne.KeyReturn:
		name = "Enter"
	case fyne.KeyEscape:
		name = "Esc"
	case fyne.KeyBackspace:
		name = "Backspace"
	}
	return strings.Join(append(parts, name), "+")
}
