package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/ui/panel"
)

// notices are what a person should know of a document and may answer whenever they like: they stand above the canvas, take no
// keyboard, but where it is brought to them, and stop nothing.
type notices struct {
	w     *Window
	box   *fyne.Container
	list  []notice
	first []fyne.Focusable // the first button of each
}

// notice is a sentence with buttons. There is one of a key at a time.
type notice struct {
	key     string
	text    []lang.Msg // sentences
	choices []choice   // the last one leaves all as it is
}

func newNotices(w *Window) *notices { return &notices{w: w, box: container.NewVBox()} }

// put shows a notice in the place of one with the same key, else below the others.
func (n *notices) put(x notice) {
	for i, y := range n.list {
		if y.key == x.key {
			n.list[i] = x
			n.show()
			return
		}
	}
	n.list = append(n.list, x)
	n.show()
}

func (n *notices) drop(key string) {
	for i, y := range n.list {
		if y.key == key {
			n.list = append(n.list[:i:i], n.list[i+1:]...)
			n.show()
			return
		}
	}
}

// show builds the rows, in the language of the interface.
func (n *notices) show() {
	n.box.Objects, n.first = nil, nil
	for _, x := range n.list {
		n.box.Add(n.row(x))
	}
	n.box.Hidden = len(n.list) == 0
	n.box.Refresh()
	if c := n.w.win.Content(); c != nil {
		c.Refresh()
	}
}

func (n *notices) row(x notice) fyne.CanvasObject {
	w := n.w
	said := ""
	for i, m := range x.text {
		if i > 0 && w.app.lang != lang.JA {
			said += " "
		}
		said += w.app.text(m)
	}
	text := panel.NewProse(said)
	buttons := container.NewHBox()
	for i, c := range x.choices {
		b := w.newButton(w.app.text(c.label), func() {
			n.drop(x.key)
			w.ToCanvas()
			c.do()
		}, w.ToCanvas)
		b.other = func(k fyne.KeyName) {
			if !w.functionKey(k, w.keys.Mods()) {
				b.Button.TypedKey(&fyne.KeyEvent{Name: k})
			}
		}
		if i == 0 {
			b.Importance = widget.HighImportance
			n.first = append(n.first, b)
		}
		buttons.Add(b)
	}
	back := canvas.NewRectangle(w.color(theme.ColorNameHover))
	line := widget.NewSeparator()
	right := container.NewVBox(layout.NewSpacer(), buttons, layout.NewSpacer())
	return container.NewVBox(container.NewStack(back, container.NewBorder(nil, nil, nil, container.NewPadded(right), container.NewVBox(layout.NewSpacer(), text, layout.NewSpacer()))), line)
}
