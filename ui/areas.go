package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	fynecanvas "fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"seika/internal/lang"
	"seika/ui/panel"
)

// appear gives a window the keyboard.
func (w *Window) appear() {
	w.keepKeyboard()
	w.win.Canvas().Focus(w.canvas)
}

// keepKeyboard gives the keyboard back when a click on a control has left it with nobody.
func (w *Window) keepKeyboard() {
	c := w.win.Canvas()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if f := w.adopt(); f != nil {
			f.TypedKey(e)
		} else if e.Name == fyne.KeyEscape {
			w.dismiss()
		}
	})
	c.SetOnTypedRune(func(r rune) {
		if f := w.adopt(); f != nil {
			f.TypedRune(r)
		}
	})
}

// relabel builds everything that holds words, in the language of the interface. The canvas and the document stay.
func (w *Window) relabel() {
	if w.presenting != nil {
		w.presenting.end()
	}
	w.makePanels()
	w.makeSide()
	w.bar.relabel()
	w.status.relabel()
	w.notices.show()
	if w.start != nil {
		w.start = w.startPage()
	}
	w.makeStack()
	w.assemble()
	w.win.SetMainMenu(w.menu())
	w.registerShortcuts()
	w.refresh()
	w.showFindings()
}

// makePanels builds the tabs and the text pane; which of them shows stays as it was.
func (w *Window) makePanels() {
	a := w.app
	w.properties = panel.NewProperties(a.lang, w)
	w.questions = panel.NewQuestions(a.lang, w)
	w.outline = panel.NewOutline(a.lang, w)
	tab := a.fyne.Preferences().Int(prefTab)
	if w.tabs != nil {
		tab = w.tabs.SelectedIndex()
	}
	w.tabs = container.NewAppTabs(
		container.NewTabItem(lang.Text(a.lang, "ui.tab.questions"), container.NewPadded(w.questions.Object())),
		container.NewTabItem(lang.Text(a.lang, "ui.tab.properties"), container.NewPadded(w.properties.Object())),
		container.NewTabItem(lang.Text(a.lang, "ui.tab.outline"), w.outline.Object()),
	)
	if tab > 0 && tab < len(w.tabs.Items) {
		w.tabs.SelectIndex(tab)
	}
	w.tabs.OnSelected = func(*container.TabItem) { w.showFindings(); w.refresh() }
	reading := w.text != nil && w.text.Object().Visible()
	if w.text != nil {
		w.text.Take()
	}
	w.text = panel.NewText(a.lang, w)
	w.text.Object().(*fyne.Container).Hidden = !reading
}

// makeSide builds the right panel: the tabs, or the card of a proposal in their place.
func (w *Window) makeSide() {
	w.card, w.coachBox = container.NewStack(), container.NewStack()
	visible := w.side != nil && w.side.Visible()
	back := fynecanvas.NewRectangle(w.color(theme.ColorNameBackground))
	inside := container.NewStack(w.tabs, container.NewPadded(w.card))
	w.side = container.New(gripped{}, back, container.NewBorder(nil, w.coachBox, widget.NewSeparator(), nil, inside), newGrip(w))
	if !visible {
		w.side.Hide()
	}
	if w.aside != nil {
		w.tabs.Hide()
		w.aside.show()
	} else {
		w.card.Hide()
	}
	w.showCoach()
}

// makeStack builds what lies over the canvas.
func (w *Window) makeStack() {
	w.wondering = newWondering(w)
	w.wondering.Hide()
	w.stack = container.NewStack(w.overCanvas()...)
	if w.left == nil {
		w.left = container.NewStack()
		w.left.Hide()
	}
	w.rows.paint()
}

// overCanvas is the canvas and all that lies over it.
func (w *Window) overCanvas() []fyne.CanvasObject {
	all := []fyne.CanvasObject{w.canvas, w.canvas.Overview(), w.wondering.placed()}
	if w.start != nil {
		all = append(all, w.start)
	}
	return append(all, w.rows.object)
}

// assemble puts the areas into the window. Who had the keyboard keeps it.
func (w *Window) assemble() {
	bottom := container.NewVBox(widget.NewSeparator(), w.bar.object, widget.NewSeparator(), w.status.object)
	pictures := container.New(besideLayout{w.canvas.Covered}, w.left, w.stack)
	w.split = container.New(splitLayout{func() bool { return w.app.on(prefTextLeft) }}, pictures, w.text.Object())
	middle := container.NewBorder(w.notices.box, nil, nil, nil, w.split)
	all := container.New(edges{w.canvas.Cover, w.sideRoom}, middle, w.side, bottom)
	w.layOut = func() {
		all.Layout.Layout(all.Objects, all.Size())
		pictures.Layout.Layout(pictures.Objects, pictures.Size()) // also where only what lies over them changed
	}
	focused := w.win.Canvas().Focused()
	w.win.SetContent(w.app.watch.over(w.app, all))
	if focused == w.canvas || focused == w.bar.entry {
		w.win.Canvas().Focus(focused)
	}
}

// themed follows a change of theme, the user's or the desktop's.
func (w *Window) themed() {
	w.bar.themed()
	w.relabel() // what was drawn in colours of its own
	w.askPicture()
}

// adopt gives the keyboard, where nothing has it, to what a person would expect: the name that is being typed, else the
// canvas. It says which; nil while a dialog or menu is open.
func (w *Window) adopt() fyne.Focusable {
	c := w.win.Canvas()
	if c.Focused() != nil || c.Overlays().Top() != nil {
		return nil
	}
	if w.bar.naming() {
		c.Focus(w.bar.entry)
	} else {
		c.Focus(w.canvas)
	}
	return c.Focused()
}

// toggleSide shows or hides the right panel.
func (w *Window) toggleSide() { w.showSide(!w.side.Visible()) }

func (w *Window) openSide(tab int) {
	w.leaveAside()
	w.showSide(true)
	w.tabs.SelectIndex(tab)
}

// besidePanel is the least room between a picture and the panel that opened beside it, px of the screen.
const besidePanel = 20

// showSide shows or hides the right panel.
func (w *Window) showSide(on bool) {
	if w.side.Visible() == on {
		return
	}
	w.keepWhole(func() {
		if on {
			w.side.Show()
		} else {
			w.leaveAside()
			w.side.Hide()
		}
		w.win.Content().Refresh()
	})
	w.showFindings()
	w.refresh() // what was hidden did not follow
}

// keepWhole changes how much room the picture has. One that was in view as a whole stays so where its names can be read then.
func (w *Window) keepWhole(change func()) {
	whole := w.canvas.Seen().Holds(w.scene.Bounds)
	change()
	if whole && w.canvas.FitsAt(w.scene.Bounds, readableZoom) && !w.canvas.Seen().Grow(-besidePanel/w.canvas.Zoom()).Holds(w.scene.Bounds) {
		w.canvas.Fit()
	}
}

// nextArea gives the keyboard to the next or previous of notices, canvas, bar and panels.
func (w *Window) nextArea(step int) {
	areas := append(slices.Clone(w.notices.first), w.canvas, w.bar.entry)
	if w.text.Object().Visible() {
		areas = append(areas, w.text.Focusable())
	}
	if w.side.Visible() {
		if f := w.panelFocus(); f != nil {
			areas = append(areas, f)
		}
	}
	c := w.win.Canvas()
	at := slices.Index(areas, c.Focused())
	if at < 0 {
		at = len(areas) - 1 // somewhere in the panel
	}
	c.Focus(areas[(at+step+len(areas))%len(areas)])
}

func (w *Window) panelFocus() fyne.Focusable {
	switch w.tabs.SelectedIndex() {
	case questionsTab:
		return w.questions.Focusable()
	case outlineTab:
		return w.outline.Focusable()
	}
	return w.properties.Focusable()
}

// The tabs of the right panel.
const (
	questionsTab = iota
	propertiesTab
	outlineTab
)

// fixedWidth lays out one object as wide as it says.
type fixedWidth struct{ w float32 }

func (l fixedWidth) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(l.w, 0) }

func (l fixedWidth) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}

// edges lays out canvas, right panel and bottom. A narrow window has the panel over the canvas.
type edges struct {
	cover func(width float32)                  // says how much of the canvas the panel lies over
	side  func(window float32) (width float32) // of the panel
}

// narrow is the width below which the panel lies over the canvas, px of the screen.
const narrow = 1000

func (edges) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(840, 520-40)
}

func (l edges) Layout(o []fyne.CanvasObject, s fyne.Size) {
	middle, side, bottom := o[0], o[1], o[2]
	h := bottom.MinSize().Height
	bottom.Move(fyne.NewPos(0, s.Height-h))
	bottom.Resize(fyne.NewSize(s.Width, h))
	width := float32(0)
	if side.Visible() {
		width = l.side(s.Width)
		side.Move(fyne.NewPos(s.Width-width, 0))
		side.Resize(fyne.NewSize(width, s.Height-h))
	}
	if s.Width < narrow {
		l.cover(width)
		width = 0
	} else {
		l.cover(0)
	}
	middle.Move(fyne.NewPos(0, 0))
	middle.Resize(fyne.NewSize(s.Width-width, s.Height-h))
}
