package ui

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/ui/panel"
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
		text := panel.NewProse(m.text)
		list.Add(container.NewBorder(nil, nil, widget.NewLabel(m.at.Format(time.TimeOnly)), nil, text))
	}
	if len(w.messages) == 0 {
		list.Add(widget.NewLabel(w.app.text(lang.M("messages.none"))))
	}
	w.readable(lang.M("action.messages"), list, fyne.NewSize(620, 400))
}

// showKeys shows all keys, as docs/keys.md does.
func (w *Window) showKeys() {
	_, _, sheet := KeySheet(w.app.lang)
	const width, keysWidth = 700, 240
	size := fyne.NewSize(min(width, w.win.Canvas().Size().Width-60), 0)
	var rows [][2]string
	for _, part := range sheet {
		rows = append(rows, [2]string{"", ""}, [2]string{part.Title, ""})
		for _, r := range part.Rows {
			for i, l := range wrapped(strings.ReplaceAll(r[1], "`", ""), size.Width-keysWidth-40) {
				if i > 0 {
					r[0] = ""
				}
				rows = append(rows, [2]string{r[0], l})
			}
		}
	}
	w.readable(lang.M("action.key_sheet"), newColumns(w, rows[1:], keysWidth), fyne.NewSize(width, 480))
}

// wrapped breaks a text into lines no wider than that.
func wrapped(s string, width float32) []string {
	var list []string
	for s != "" {
		line := strings.TrimSuffix(cut(s, textSize, width), "…")
		if line == "" {
			return append(list, s)
		}
		if i := strings.LastIndexByte(line, ' '); len(line) < len(s) && i > len(line)/2 {
			line = line[:i+1]
		}
		list = append(list, strings.TrimSpace(line))
		s = s[len(line):]
	}
	return list
}

// newColumns sets rows of two texts below each other; one without a second is a heading. Plain texts, as hundreds of labels
// take a second to be laid out.
func newColumns(w *Window, rows [][2]string, left float32) fyne.CanvasObject {
	const line = 24
	all := container.NewWithoutLayout()
	for i, r := range rows {
		for j, s := range r {
			if s == "" {
				continue
			}
			t := canvas.NewText(s, w.color(theme.ColorNameForeground))
			t.TextSize = textSize
			t.TextStyle.Bold = r[1] == ""
			t.Move(fyne.NewPos(float32(j)*left, float32(i)*line))
			all.Add(t)
		}
	}
	return container.New(atLeast{float32(len(rows)) * line}, all)
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
	text := panel.NewProse(w.app.text(lang.M("about.text", "version", w.app.config.Version)))
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
