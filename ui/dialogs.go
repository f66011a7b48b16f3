package ui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/internal/source"
	"seika/internal/store"
	"seika/ui/panel"
)

// Dialogs ask before something is lost, and lose nothing themselves: Cancel, Esc and closing the window leave everything as
// it is. The first choice is the safe one and has the keyboard.

// choice is a button of a question.
type choice struct {
	label lang.Msg
	do    func()
}

// button is a button with all its keys: a stock one knows Space alone.
type button struct {
	panel.Haloed
	cancel func()
	other  func(fyne.KeyName) // takes the keys that a button has no use for
}

func (w *Window) newButton(text string, do, cancel func()) *button {
	b := &button{cancel: cancel}
	b.Text = text
	b.OnTapped = func() { w.app.guard(do) }
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey presses, cancels, or goes to the next button.
func (b *button) TypedKey(k *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(b)
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	case fyne.KeyEscape:
		b.cancel()
	case fyne.KeyLeft:
		c.FocusPrevious()
	case fyne.KeyRight:
		c.FocusNext()
	default:
		if b.other != nil {
			b.other(k.Name)
			return
		}
		b.Button.TypedKey(k)
	}
}

// box is a dialog on the screen.
type box interface {
	Hide()
	SetOnClosed(func())
}

// shown notes that a dialog is open, until it is closed; Esc takes the last one away.
func (w *Window) shown(b box) {
	w.boxes = append(w.boxes, b)
	b.SetOnClosed(func() {
		at := slices.Index(w.boxes, b)
		if at < 0 {
			return // closed before
		}
		w.boxes = slices.Delete(w.boxes, at, at+1)
		w.app.post(func() {
			typing := w.bar.focused() && w.bar.mode != nil // a bar whose mode ended under the dialog has no use for the keyboard
			if len(w.boxes) == 0 && !w.closed && !typing {
				w.ToCanvas()
			}
		})
	})
}

// dismiss takes the last dialog away, as Cancel does.
func (w *Window) dismiss() {
	if n := len(w.boxes); n > 0 {
		w.boxes[n-1].Hide()
	}
}

// choose asks a question.
func (w *Window) choose(title, what lang.Msg, choices ...choice) {
	text := panel.NewProse(w.app.text(what))
	d := dialog.NewCustomWithoutButtons(w.app.text(title), container.NewStack(text), w.win)
	buttons := []fyne.CanvasObject{w.newButton(w.app.text(lang.M("ui.cancel")), d.Hide, d.Hide)}
	var first *button
	for i := len(choices) - 1; i >= 0; i-- {
		c := choices[i]
		first = w.newButton(w.app.text(c.label), func() {
			d.Hide()
			c.do()
		}, d.Hide)
		buttons = append(buttons, first)
	}
	first.Importance = widget.HighImportance
	d.SetButtons(buttons)
	d.Resize(fyne.NewSize(520, 180))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(first)
}

// fitting is a row of buttons for a dialog; two where the window is too narrow for one.
func (w *Window) fitting(buttons []fyne.CanvasObject) []fyne.CanvasObject {
	widest := float32(0)
	for _, b := range buttons {
		widest = max(widest, b.MinSize().Width)
	}
	n := float32(len(buttons))
	if n*widest+(n+1)*theme.Padding() <= w.win.Canvas().Size().Width-2*dialogMargin {
		return buttons
	}
	return []fyne.CanvasObject{container.NewGridWithColumns((len(buttons)+1)/2, buttons...)}
}

// dialogMargin is what of the window shows on each side of a dialog at least, px of the screen.
const dialogMargin = 12

// atMost is a size for a dialog that the window has room for.
func (w *Window) atMost(width, height float32) fyne.Size {
	have := w.win.Canvas().Size()
	return fyne.NewSize(min(width, have.Width-2*dialogMargin), min(height, have.Height-2*dialogMargin))
}

// problem shows what went wrong with a file: the first problems with their places.
func (w *Window) problem(title lang.Msg, err error) {
	var said []string
	var refused *source.Refused
	if errors.As(err, &refused) {
		said = w.places(*refused)
	} else {
		said = []string{w.errorText(err)}
	}
	w.list(title, said)
}

// places are what is wrong with a file, a line each. The title names the file; the folder would only push the words away.
func (w *Window) places(r source.Refused) []string {
	r.Problems = slices.Clone(r.Problems)
	for i := range r.Problems {
		r.Problems[i].File = filepath.Base(r.Problems[i].File)
	}
	return r.Lines(w.app.lang)
}

// list shows the first of some lines in a dialog, as high as they need.
func (w *Window) list(title lang.Msg, said []string) {
	const (
		most               = 20
		width, beside      = 620, 64 // px of the screen; beside: what the dialog has around the text
		around, least, top = 120, 160, 400
	)
	if len(said) > most {
		said = append(said[:most], w.app.text(lang.M("ui.and_more", "n", len(said)-most)))
	}
	text := panel.NewProse(strings.Join(said, "\n"))
	d := dialog.NewCustomWithoutButtons(w.app.text(title), container.NewVScroll(text), w.win)
	ok := w.newButton(w.app.text(lang.M("ui.close")), d.Hide, d.Hide)
	d.SetButtons([]fyne.CanvasObject{ok})
	text.Resize(fyne.NewSize(width-beside, 0))
	d.Resize(fyne.NewSize(width, max(least, min(text.MinSize().Height+around, top))))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(ok)
}

// pathQuestion asks where something goes.
type pathQuestion struct {
	title    lang.Msg
	name     string // without suffix
	suffixes []string
	button   lang.Msg
}

// askPath is our own dialog: the stock one empties the chosen file before anybody has agreed. It only finds a path; replacing
// a file is asked for by name.
func (w *Window) askPath(q pathQuestion, then func(path string, replace bool)) {
	dir := w.folder()
	name := panel.NewEntry(w.keys)
	name.SetText(q.name)
	where := widget.NewLabel(dir)
	where.Truncation = fyne.TextTruncateEllipsis
	change := w.newButton(w.app.text(lang.M("ui.change_folder")), func() {
		w.askFolder(dir, func(chosen string) {
			dir = chosen
			where.SetText(dir)
		})
	}, w.dismiss)
	form := widget.NewForm(
		widget.NewFormItem(w.app.text(lang.M("ui.file_name")), name),
		widget.NewFormItem(w.app.text(lang.M("ui.folder")), container.NewBorder(nil, nil, nil, change, where)),
	)
	d := dialog.NewCustomWithoutButtons(w.app.text(q.title), form, w.win)
	accept := func() {
		path := pathTyped(dir, name.Text, q.suffixes[0])
		d.Hide()
		if _, err := os.Lstat(path); err == nil {
			w.choose(q.title, lang.M("ui.exists", "file", filepath.Base(path)),
				choice{lang.M("ui.other_name"), func() { w.askPath(q, then) }},
				choice{lang.M("ui.replace"), func() { then(path, true) }})
			return
		}
		then(path, false)
	}
	name.Key = func(k fyne.KeyName, m fyne.KeyModifier) bool {
		switch k {
		case fyne.KeyReturn, fyne.KeyEnter:
			accept()
		case fyne.KeyEscape:
			d.Hide()
		case fyne.KeyTab:
			if m == shift {
				w.win.Canvas().FocusPrevious()
			} else {
				w.win.Canvas().FocusNext()
			}
		default:
			return false
		}
		return true
	}
	ok := w.newButton(w.app.text(q.button), accept, d.Hide)
	ok.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{w.newButton(w.app.text(lang.M("ui.cancel")), d.Hide, d.Hide), ok})
	d.Resize(fyne.NewSize(600, 200))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(name)
	name.Mark(0, len([]rune(name.Text))) // another name is just typed
}

// pathTyped is where a file goes whose name was typed: into a folder, or where a whole path says. A part of a name that only
// looks like a path is none, as in A/B.
func pathTyped(dir, typed, suffix string) string {
	typed = strings.TrimSpace(typed)
	if home, err := os.UserHomeDir(); err == nil && strings.HasPrefix(typed, "~"+string(filepath.Separator)) {
		typed = filepath.Join(home, typed[1:])
	}
	if folder, base := filepath.Split(typed); filepath.IsAbs(typed) && base != "" {
		return filepath.Join(folder, fileName(base, suffix))
	}
	return filepath.Join(dir, fileName(typed, suffix))
}

// fileName is what was typed as the name of a file with a suffix.
func fileName(typed, suffix string) string {
	base := store.FileName(strings.TrimSpace(typed))
	if !strings.HasSuffix(strings.ToLower(base), suffix) {
		base += suffix
	}
	return base
}
