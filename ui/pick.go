package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"seika/internal/lang"
	"seika/model"
)

// pickMode lets one of a few things be chosen: by its number, by a part of its name, or with the arrows. Enter takes it.
type pickMode struct {
	w     *Window
	asks  lang.Msg
	names []string
	notes []string
	take  func(i int)
	at    []int // which of the names the list shows
}

// choosing opens the bar for a choice.
func (w *Window) choosing(m *pickMode) {
	m.w = w
	w.bar.open(m, "")
}

func (m *pickMode) chip() lang.Msg    { return m.asks }
func (m *pickMode) example() lang.Msg { return lang.M("bar.example.pick_one") }
func (m *pickMode) numbers() bool     { return false }
func (m *pickMode) leave(string)      {}

func (m *pickMode) typed(text string) {
	said := fold(text)
	m.at = nil
	var list []row
	for i, s := range m.names {
		number := strconv.Itoa(i + 1)
		if said != "" && !strings.HasPrefix(number, said) && !strings.Contains(fold(s), said) {
			continue
		}
		r := row{text: number + "  " + s}
		if m.notes != nil {
			r.note = m.notes[i]
		}
		m.at = append(m.at, i)
		list = append(list, r)
	}
	m.w.rows.show(list, 0, m.picked)
}

func (m *pickMode) key(fyne.KeyName, fyne.KeyModifier, string) bool { return false }

func (m *pickMode) accept(text string) bool {
	n, err := strconv.Atoi(model.Key(text))
	if err == nil && n >= 1 && n <= len(m.names) && m.w.rows.at <= 0 {
		m.done(n - 1)
		return false
	}
	m.picked(m.w.rows.at)
	return false // done has closed the bar
}

func (m *pickMode) picked(i int) {
	if i >= 0 && i < len(m.at) {
		m.done(m.at[i])
	}
}

func (m *pickMode) done(i int) {
	m.w.bar.close()
	m.w.ToCanvas()
	m.take(i)
}
