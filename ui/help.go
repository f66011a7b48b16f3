package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
)

// message is something that was said in the bar.
type message struct {
	at   time.Time
	text string
}

// mostMessages is how many are kept to be read again.
const mostMessages = 200

// heard keeps a message for Help > Messages.
func (w *Window) heard(text string) {
	w.messages = append(w.messages, message{w.now(), text})
	w.messages = w.messages[max(0, len(w.messages)-mostMessages):]
}

// showMessages lists what was said, the latest first.
func (w *Window) showMessages() {
	list := container.NewVBox()
	for _, m := range slices.Backward(w.messages) {
		text := widget.NewLabel(m.text)
		text.Wrapping = fyne.TextWrapWord
		list.Add(container.NewBorder(nil, nil, widget.NewLabel(m.at.Format(time.TimeOnly)), nil, text))
	}
	if len(w.messages) == 0 {
		list.Add(widget.NewLabel(w.app.text(lang.M("messages.none"))))
	}
	w.readable(lang.M("action.messages"), list, fyne.NewSize(620, 400))
}

// showKeys shows all keys, as docs/keys.md does.
func (w *Window) showKeys() {
	about, _, sheet := KeySheet(w.app.lang)
	intro := widget.NewLabel(about)
	intro.Wrapping = fyne.TextWrapWord
	all := container.NewVBox(intro)
	for _, part := range sheet {
		title := widget.NewLabel(part.Title)
		title.TextStyle.Bold = true
		all.Add(title)
		for _, r := range part.Rows {
			keys, what := widget.NewLabel(r[0]), widget.NewLabel(r[1])
			keys.Wrapping, what.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
			all.Add(container.New(twoColumns{}, keys, what))
		}
	}
	w.readable(lang.M("action.key_sheet"), all, fyne.NewSize(760, 480))
}

// twoColumns gives the keys a third of the width and what they do the rest.
type twoColumns struct{}

// MinSize is part of being a layout.
func (twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// Layout is part of being a layout.
func (twoColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := s.Width / 3
	o[0].Resize(fyne.NewSize(left, s.Height))
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, s.Height))
}

// explain says what the question at hand looks for and why; without one it shows the keys.
func (w *Window) explain() {
	f, ok := w.asked()
	if !ok {
		w.showKeys()
		return
	}
	w.Explain(f)
}

// about says what this is, and whose fonts and method it uses.
func (w *Window) about() {
	text := widget.NewLabel(w.app.text(lang.M("about.text", "version", w.app.config.Version)))
	text.Wrapping = fyne.TextWrapWord
	w.readable(lang.M("action.about"), text, fyne.NewSize(520, 300))
}

// readable shows something to be read, with arrows to scroll and any way to close it.
func (w *Window) readable(title lang.Msg, what fyne.CanvasObject, size fyne.Size) {
	scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 4, 16), what))
	d := dialog.NewCustomWithoutButtons(w.app.text(title), scroll, w.win)
	ok := w.newButton(w.app.text(lang.M("ui.close")), d.Hide, d.Hide)
	ok.other = func(k fyne.KeyName) {
		step := map[fyne.KeyName]float32{
			fyne.KeyDown: 40, fyne.KeyUp: -40, fyne.KeyPageDown: 300, fyne.KeyPageUp: -300, fyne.KeySpace: 300,
			fyne.KeyHome: -1e6, fyne.KeyEnd: 1e6,
		}[k]
		if step != 0 {
			scroll.ScrollToOffset(scroll.Offset.AddXY(0, step))
		}
	}
	d.SetButtons([]fyne.CanvasObject{ok})
	have := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width, have.Width-60), min(size.Height, have.Height-60)))
	w.shown(d)
	d.Show()
	w.win.Canvas().Focus(ok)
}
